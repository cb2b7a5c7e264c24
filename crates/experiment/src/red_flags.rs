//! What the linter says of a regime with some knobs turned, beside the knobs; and of the regimes of a run, in its report.

use crate::wish::{Side, written};
use crate::{Failure, Request};
use ::lint::{Date, Law};
use report::{Bilingual, Finding};
use scenario::Experiment;
use std::fmt::Write;
use std::path::Path;

/// One finding of the linter, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct RedFlag {
    pub rule: &'static str,
    /// `critical`, `high`, `warning` or `info`.
    pub severity: &'static str,
    pub title: &'static str,
    pub german_title: &'static str,
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
        german_title: finding.rule.german_title(),
        message: finding.message.clone(),
        keys: finding.spots.iter().map(|spot| spot.path.clone()).collect(),
    };
    Ok(RedFlags { found: report.findings.iter().map(flag).collect(), not_looked_at: report.not_looked_at })
}

/// What the linter says of the arms of a run, in their order. It reads them as they stand on the first day.
pub(crate) fn of_arms(request: &Request, experiment: &Experiment) -> Result<Vec<Vec<Finding>>, Failure> {
    let opened = scenario::open_unsaved_arms(&request.experiment, &request.unsaved)?;
    let today = Date::today();
    let of = |name: &str| opened.iter().find(|(arm, _)| arm == name).map(|(_, opened)| found(opened, today));
    Ok(experiment.arms.iter().filter_map(|arm| of(&arm.name)).collect())
}

fn found(opened: &scenario::Opened, today: Date) -> Vec<Finding> {
    let told = |finding: &::lint::Finding| Finding {
        rule: finding.rule.id.to_owned(),
        severity: finding.severity.word(),
        title: both(finding.rule.title, finding.rule.german_title()),
        why: both(finding.rule.text, finding.rule.german_text()),
        message: finding.message.clone(),
        keys: finding.spots.iter().map(|spot| spot.path.clone()).collect(),
        prohibited: matches!(finding.rule.law, Law::Prohibition(_)),
    };
    ::lint::lint(opened, today, None).findings.iter().map(told).collect()
}

fn both(english: &str, german: &str) -> Bilingual {
    Bilingual { english: english.to_owned(), german: german.to_owned() }
}
