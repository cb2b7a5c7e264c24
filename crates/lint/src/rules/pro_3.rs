//! Nothing is ever forgotten.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "PRO-3",
    title: "marks never expire",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "A record that stays for ever weighs on somebody who has long been another. Data may be kept no longer than \
           its purpose needs, and a private register may not keep it longer than the public one it comes from.",
    sources: &[GDPR.at("Art. 5(1)(e), storage limitation"), RETENTION.at("")],
    would_change: "expiry of single marks, or decay of the account",
    left_out: "Whether a term that is set is short enough.",
    look: Look::Written(Mode::Structure, look, fixtures!("PRO-3")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let decays = reading.has_score() && reading.number("score.decay_per_month") > 0.0;
    if reading.scored_acts().is_empty() || reading.number("score.expiry_days") > 0.0 || decays {
        return Vec::new();
    }
    let message = "no mark expires and no account decays: what was recorded once counts for ever";
    Note::new(Severity::High, message).at("score.expiry_days").at("score.decay_per_month").alone()
}
