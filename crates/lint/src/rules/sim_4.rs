//! A score tells more about where somebody lives than about what somebody does.

use super::*;
use crate::measured::Measured;

/// Share of the variance that comes from conduct: our choice.
pub(crate) const FEWEST: f64 = 0.5;

pub(super) const RULE: Rule = Rule {
    id: "SIM-4",
    title: "the score measures exposure and error more than conduct",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "The share of the variance of the score that comes from conduct, and not from exposure to channels or from \
           error: the squared correlation of the score on the last evening with what all own acts would have brought, \
           had each been recorded once. Below 0.5 (our choice) with the whole interval.",
    sources: &[GDPR.at("Art. 5(1)(d), accuracy"), AI_ACT.at("Art. 5(1)(c)(ii)")],
    would_change: "the threshold met over at least 30 seeds",
    left_out: "Interactions, which a share of variance divides by convention.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    let Some(share) = measured.conduct_variance_share.filter(|share| share.below(FEWEST)) else { return Vec::new() };
    let message = format!("conduct explains {} of the variance of the score (below {FEWEST})", share.told());
    Note::new(Severity::High, message).alone()
}
