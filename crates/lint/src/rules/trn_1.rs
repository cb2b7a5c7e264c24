//! Refused without a word.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "TRN-1",
    title: "no notice of a mark, or no reasons with a decision",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "Who does not know of a mark cannot contest it, and who is not told the reasons cannot do better. What is owed \
           is the procedure and the principles that were actually applied, in words that a person can follow, and not \
           a formula.",
    sources: &[
        GDPR.at("Art. 15(1)(h)"),
        REASONS.at("judgment of 27 February 2025"),
        AI_ACT.at("Art. 86"),
        SYRI.at("transparency of the model"),
    ],
    would_change: "notice of each mark, and reasons with each decision",
    left_out: "Whether the reasons are the true ones.",
    look: Look::Written(Mode::Structure, look, fixtures!("TRN-1")),
};

pub(super) fn is_open(reading: &Reading) -> bool {
    !look(reading).is_empty()
}

fn look(reading: &Reading) -> Vec<Note> {
    if reading.harmful_effects().is_empty() {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let notice = reading.number("appeal.notice");
    if !reading.flag("policy.reasons") {
        let message = "no decision comes with its reasons";
        notes.push(Note::new(Severity::High, message).at("policy.reasons"));
    }
    if notice < 1.0 {
        let message = format!("a person learns of a mark with a chance of {notice}");
        notes.push(Note::new(Severity::High, message).at("appeal.notice"));
    }
    notes
}
