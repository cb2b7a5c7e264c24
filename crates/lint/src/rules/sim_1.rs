//! Sanctioned for what somebody else did, or for nothing.

use super::*;
use crate::measured::Measured;

/// Erroneously sanctioned ÷ sanctioned: our choice.
pub(crate) const MOST: f64 = 0.05;

pub(super) const RULE: Rule = Rule {
    id: "SIM-1",
    title: "of those sanctioned, too many did nothing that would bring it",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "The share of the sanctioned whose sanction would not have come without erroneous marks. Above 0.05 (our \
           choice) with the whole interval.",
    sources: &[GDPR.at("Art. 5(1)(d), accuracy"), AI_ACT.at("Art. 5(1)(c)(ii)")],
    would_change: "the threshold met over at least 30 seeds",
    left_out: "Sanctions for speech and kin, which no error explains: they are counted on their own.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    let Some(rate) = measured.wrongful_sanction_rate.filter(|rate| rate.above(MOST)) else { return Vec::new() };
    let message =
        format!("of the sanctioned, a share of {} would not be so without errors (above {MOST})", rate.told());
    Note::new(Severity::High, message).alone()
}
