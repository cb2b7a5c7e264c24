//! Which red flags the structure of a regime raises: nothing is run, unless what only a run can show is asked for.

use crate::measured::{Size, measure};
use crate::{Failure, Watch};
use lint::{Date, FEWEST_SEEDS, Measured, Severity};
use scenario::{Opened, Unsaved};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Most seeds of a measurement.
const MOST_SEEDS: u32 = 10_000;

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
    let terms = Terms::of(asked)?;
    let opened = scenario::open_unsaved_regime(&asked.regime, asked.city.as_deref(), unsaved)?;
    Ok(terms.linted(&opened, None))
}

/// The same, with what a small synthetic city shows under the regime: as many cities as `seeds`. Rules that need a run
/// say nothing on fewer than 30.
pub fn measured_lint(asked: &Lint, seeds: u32, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Linted, Failure> {
    let terms = Terms::of(asked)?;
    if !(1..=MOST_SEEDS).contains(&seeds) {
        let allowed = format!("from 1 to {MOST_SEEDS}; {FEWEST_SEEDS} are needed for a finding");
        return Err(Failure::refused(format!("--seeds {seeds}"), allowed));
    }
    let opened = scenario::open_regime(&asked.regime, asked.city.as_deref())?;
    let measured = measure(&opened, Size::standard(seeds), watch, stop)?;
    Ok(terms.linted(&opened, Some(&measured)))
}

/// When it is asked, and how grave a finding has to be.
struct Terms {
    day: Date,
    limit: Option<Severity>,
}

impl Terms {
    fn of(asked: &Lint) -> Result<Self, Failure> {
        let day = asked.as_of.as_ref().map(|text| text.parse::<Date>()).transpose();
        let day = day.map_err(|wrong| Failure::refused(wrong, "`--as-of YYYY-MM-DD`"))?;
        let limit = asked.fail_on.as_ref().map(|text| text.parse::<Severity>()).transpose();
        let limit = limit.map_err(|wrong| Failure::refused(wrong, "`--fail-on SEVERITY`"))?;
        Ok(Self { day: day.unwrap_or_else(Date::today), limit })
    }

    fn linted(&self, opened: &Opened, measured: Option<&Measured>) -> Linted {
        let report = lint::lint(opened, self.day, measured);
        let fails = self.limit.is_some_and(|limit| report.gravest() >= Some(limit));
        Linted { report, matrix: lint::matrix(opened), fails }
    }
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
