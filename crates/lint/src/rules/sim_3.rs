//! Those who did worse do not fare worse.

use super::*;
use crate::measured::Measured;

/// Rank correlation of severity and sanction-days: our choice.
pub(crate) const FEWEST: f64 = 0.5;

pub(super) const RULE: Rule = Rule {
    id: "SIM-3",
    title: "sanctions hardly follow the severity of what was done",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "Spearman's rank correlation between the severity of a person's own acts and the days under sanction. \
           Below 0.5 (our choice) with the whole interval.",
    sources: &[AI_ACT.at("Art. 5(1)(c)(ii)")],
    would_change: "the threshold met over at least 30 seeds",
    left_out: "Whether the severities, which are stylised, are the right ones.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    let Some(rank) = measured.severity_rank_correlation.filter(|rank| rank.below(FEWEST)) else { return Vec::new() };
    let message = format!("severity and sanction-days have a rank correlation of {} (below {FEWEST})", rank.told());
    Note::new(Severity::High, message).alone()
}
