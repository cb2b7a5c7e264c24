//! Which red flags the structure of a regime raises: nothing is run.

use crate::Failure;
use lint::{Date, Severity};
use scenario::Unsaved;
use serde_json::Value;
use std::path::PathBuf;

/// What is asked of the linter.
#[derive(Clone, Debug)]
pub struct Lint {
    pub regime: PathBuf,
    /// A city and its catalogue of acts; else the shipped one.
    pub city: Option<PathBuf>,
    /// The day whose law is meant; else today.
    pub as_of: Option<String>,
    /// Findings of this severity or a graver one are told by the exit code.
    pub fail_on: Option<String>,
}

/// Findings on a regime, ready to be printed in any form.
#[derive(Clone, Debug)]
pub struct Linted {
    report: lint::Report,
    matrix: lint::Matrix,
    /// Whether something is as grave as `fail_on`.
    pub fails: bool,
}

/// Reads a regime as of a day.
pub fn lint(asked: &Lint) -> Result<Linted, Failure> {
    unsaved_lint(asked, &Unsaved::new())
}

/// The same where the regime, or what it extends, may stand in no file yet.
pub fn unsaved_lint(asked: &Lint, unsaved: &Unsaved) -> Result<Linted, Failure> {
    let day = asked.as_of.as_ref().map(|text| text.parse::<Date>()).transpose();
    let day = day.map_err(|wrong| Failure::refused(wrong, "`--as-of YYYY-MM-DD`"))?;
    let limit = asked.fail_on.as_ref().map(|text| text.parse::<Severity>()).transpose();
    let limit = limit.map_err(|wrong| Failure::refused(wrong, "`--fail-on SEVERITY`"))?;
    let opened = scenario::open_unsaved_regime(&asked.regime, asked.city.as_deref(), unsaved)?;
    let report = lint::lint(&opened, day.unwrap_or_else(Date::today), None);
    let fails = limit.is_some_and(|limit| report.gravest() >= Some(limit));
    Ok(Linted { report, matrix: lint::matrix(&opened), fails })
}

impl Linted {
    /// Drawn on the lines of the file; with the colours of a terminal if wanted.
    pub fn text(&self, colour: bool) -> String {
        lint::text(&self.report, colour)
    }
    /// A list.
    pub fn json(&self) -> Value {
        lint::json(&self.report)
    }
    pub fn sarif(&self) -> Value {
        lint::sarif(&self.report)
    }
    pub fn markdown(&self) -> String {
        lint::markdown(&self.report)
    }
    /// Origin × effect, as words.
    pub fn matrix(&self) -> String {
        self.matrix.text()
    }
    /// Origin × effect, as a picture.
    pub fn matrix_svg(&self) -> String {
        self.matrix.svg()
    }
}

/// A rule in words, by its id.
pub fn explain_rule(id: &str) -> Result<String, Failure> {
    let known = || lint::RULES.iter().map(|rule| rule.id).collect::<Vec<_>>().join(", ");
    lint::explain(id).ok_or_else(|| Failure::refused(format!("there is no rule `{id}`"), known()))
}
