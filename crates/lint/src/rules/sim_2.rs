//! The same city, and other people bear the sanctions.

use super::*;
use crate::measured::{GroupRatio, Measured};

/// Largest ÷ smallest rate of sanctions.
pub(crate) const MOST: f64 = 1.25;

pub(super) const RULE: Rule = Rule {
    id: "SIM-2",
    title: "one group is sanctioned more often than another",
    severity: Severity::High,
    law: Law::FundamentalRights,
    text: "The largest rate of sanctions of a group over the smallest, above 1.25 with the whole interval. The ratio \
           of those *not* sanctioned is printed beside it: for what is rare it is near 1 and hides the other. \
           Neither is a test of law.",
    sources: &[CHARTER.at("Art. 21"), GDPR.at("Art. 5(1)(a), fairness")],
    would_change: "the threshold met over at least 30 seeds",
    left_out: "Traits that the synthetic city does not have; age, which is meant to differ, and districts. Which difference would be justified.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    let unequal = measured.group_ratios.iter().filter(|ratio| ratio.adverse.above(MOST));
    let note = |ratio: &GroupRatio| {
        let message = format!(
            "{}: the adverse ratio is {} (above {MOST}); the favourable ratio is {}",
            ratio.groups,
            ratio.adverse.told(),
            ratio.favourable.told()
        );
        Note::new(Severity::High, message)
    };
    unequal.map(note).collect()
}
