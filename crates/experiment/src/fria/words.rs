//! What the text says, in one language: a file for each fills this in, and a field that is missing does not compile.

use report::measures::{About, Unit};

/// One of the six points of Art. 27(1).
#[derive(Debug)]
pub(super) struct Point {
    /// Paraphrase of the point, with its letter.
    pub(super) title: &'static str,
    /// Questions that a person must answer.
    pub(super) asks: &'static [&'static str],
}

/// Everything that is said.
#[derive(Debug)]
pub(super) struct Words {
    /// `en`, `de`.
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    /// What this text is and is not.
    pub(super) opening: &'static [&'static str],
    pub(super) points: [Point; 6],
    pub(super) questions: &'static str,
    pub(super) hypotheses: &'static str,
    pub(super) no_hypothesis: &'static str,
    /// Behind every number.
    pub(super) synthetic: &'static str,
    pub(super) declared: &'static str,
    pub(super) answer: &'static str,
    pub(super) findings: &'static str,
    pub(super) no_findings: &'static str,
    /// Why nothing but findings is told.
    pub(super) only_findings: &'static str,
    pub(super) not_looked_at: &'static str,
    pub(super) defaults_are_written: &'static str,
    pub(super) made_from: &'static str,
    /// World, regime, day of the law.
    pub(super) about: [&'static str; 3],
    pub(super) lines: &'static str,
    pub(super) law: &'static str,
    pub(super) source: &'static str,
    pub(super) would_change: &'static str,
    /// `{measure}`, `{group}`, `{reference}`, `{difference}`: somebody is hit more than everybody.
    pub(super) more_here: &'static str,
    /// `{measure}`, `{difference}`, `{reference}`: more, or less, of a harm than in the reference world.
    pub(super) more: &'static str,
    pub(super) less: &'static str,
    /// `{low}`, `{high}`.
    pub(super) interval: &'static str,
    pub(super) few_seeds: &'static str,
    pub(super) decimal: char,
    /// Names of the harms by their key; others stay as the measure is called.
    pub(super) harms: &'static [(&'static str, &'static str)],
    pub(super) units: fn(Unit) -> &'static str,
}

impl Words {
    pub(super) fn measure(&self, about: &'static About) -> &'static str {
        self.harms.iter().find(|(key, _)| *key == about.key).map_or(about.name, |(_, name)| *name)
    }

    /// A number with two digits behind its point, in the unit of the measure.
    pub(super) fn number(&self, unit: Unit, value: f64) -> String {
        let scaled = if unit == Unit::Share { value * 100.0 } else { value };
        format!("{scaled:.2}").replace('.', &self.decimal.to_string())
    }
}
