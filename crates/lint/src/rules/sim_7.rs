//! What is not said any more.

use super::*;
use crate::measured::Measured;

/// Share of desired speech that is held back: our choice.
pub(crate) const MOST: f64 = 0.05;

pub(super) const RULE: Rule = Rule {
    id: "SIM-7",
    title: "people say less than they would",
    severity: Severity::High,
    law: Law::FundamentalRights,
    text: "Silence is 1 − expressed ÷ desired speech, less that of the same city without a score. Above 0.05 (our \
           choice) with the whole interval.",
    sources: &[CHARTER.at("Art. 11")],
    would_change: "the threshold met over at least 30 seeds",
    left_out: "The content of speech, which never enters.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    let Some(silence) = measured.silence.filter(|silence| silence.above(MOST)) else { return Vec::new() };
    let message =
        format!("a share of {} of desired speech is held back because of the score (above {MOST})", silence.told());
    Note::new(Severity::High, message).alone()
}
