//! Wrongly sanctioned, and still waiting.

use super::*;
use crate::measured::Measured;

/// Median days to full restoration: our choice.
pub(crate) const MOST_DAYS: f64 = 30.0;
/// Not restored when the run ends.
pub(crate) const MOST_NEVER: f64 = 0.5;

pub(super) const RULE: Rule = Rule {
    id: "SIM-5",
    title: "it takes long to put an error right, or it never is",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "Median days from a wrongful sanction to full restoration, above 30 (our choice), or more than half not \
           restored when the run ends, each with the whole interval. Measured where false marks are planted on one day; \
           only sanctions of the first half of the run count.",
    sources: &[GDPR.at("Art. 16 and 12(3), without undue delay")],
    would_change: "the threshold met over at least 30 seeds",
    left_out: "Those who never learn of the mark are counted as not restored.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    let days = measured.median_days_to_correction.filter(|days| days.above(MOST_DAYS)).map(|days| {
        format!("half of the wrongful sanctions take {} days or more to be put right (above {MOST_DAYS})", days.told())
    });
    let never = measured.never_corrected_share.filter(|share| share.above(MOST_NEVER)).map(|share| {
        format!(
            "a share of {} of the wrongful sanctions is not put right within the run (above {MOST_NEVER})",
            share.told()
        )
    });
    days.into_iter().chain(never).map(|message| Note::new(Severity::High, message)).collect()
}
