//! What the linter says of a regime with some knobs turned, beside the knobs.

use crate::Failure;
use crate::wish::{Side, written};
use ::lint::Date;
use std::fmt::Write;
use std::path::Path;

/// One finding of the linter, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct RedFlag {
    pub rule: &'static str,
    /// `critical`, `high`, `warning` or `info`.
    pub severity: &'static str,
    pub title: &'static str,
    pub message: String,
    /// Keys that it is about, the telling one first.
    pub keys: Vec<String>,
}

/// All findings on one side of a wish, the gravest first; and what was not looked at.
pub struct RedFlags {
    pub found: Vec<RedFlag>,
    pub not_looked_at: Vec<String>,
}

/// Reads a regime as it would be with the knobs turned. Nothing is run, and nothing is cleared.
pub fn red_flags(root: &Path, side: &Side, file: &str) -> Result<RedFlags, Failure> {
    side.check(root)?;
    let path = root.join("experiments").join(file);
    let mut text = format!("name = \"{}\"\nextends = \"../regimes/{}\"\n", side.regime, side.regime);
    for (knob, value) in &side.set {
        let _ = writeln!(text, "{knob} = {}", written(value));
    }
    std::fs::write(&path, text).map_err(Failure::disk(&path))?;
    let opened = scenario::open_regime(&path, Some(&root.join("cities/beijing.toml")));
    // What cannot be removed goes with the laboratory.
    let _ = std::fs::remove_file(&path);
    let report = ::lint::lint(&opened?, Date::today(), None);
    let flag = |finding: &::lint::Finding| RedFlag {
        rule: finding.rule.id,
        severity: finding.severity.word(),
        title: finding.rule.title,
        message: finding.message.clone(),
        keys: finding.spots.iter().map(|spot| spot.path.clone()).collect(),
    };
    Ok(RedFlags { found: report.findings.iter().map(flag).collect(), not_looked_at: report.not_looked_at })
}
