//! The mark is lifted, and the job is still gone.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "HUM-4",
    title: "a granted appeal does not restore band and loss",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "A correction that stays in the register reaches neither the band nor those who were told of it, nor makes \
           good what was lost meanwhile.",
    sources: &[GDPR.at("Art. 16 to 19 and 82")],
    would_change: "a correction that reaches everybody who was told, and redress (`appeal.depth = \"full\"`)",
    left_out: "What redress is worth.",
    look: Look::Written(Mode::Structure, look, fixtures!("HUM-4")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let depth = reading.choice("appeal.depth");
    if !reading.flag("appeal.enabled") || depth == "full" {
        return Vec::new();
    }
    let message = format!("a granted appeal restores \"{depth}\": what was refused meanwhile stays lost");
    Note::new(Severity::High, message).at("appeal.depth").alone()
}
