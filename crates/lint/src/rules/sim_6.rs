//! Down is quick, and up takes years.

use super::*;
use crate::measured::Measured;

/// Days after which half of those in the lowest band have left it: our choice.
pub(crate) const MOST_DAYS: f64 = 180.0;

pub(super) const RULE: Rule = Rule {
    id: "SIM-6",
    title: "people stay long in the lowest band",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "Half-life in the lowest band. Above 180 days (our choice) with the whole interval.",
    sources: &[AI_ACT.at("Art. 5(1)(c)(ii)"), GUIDELINES.at("paragraph 167")],
    would_change: "the threshold met over at least 30 seeds",
    left_out: "Why they stay: PRO-4 reads the structure. A half-life beyond the run counts as the longest stay seen.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    let Some(days) = measured.lowest_band_half_life_days.filter(|days| days.above(MOST_DAYS)) else {
        return Vec::new();
    };
    let message = format!("the half-life in the lowest band is {} days (above {MOST_DAYS})", days.told());
    Note::new(Severity::High, message).alone()
}
