//! Everybody is in it, and nobody can leave.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "GOV-4",
    title: "compulsory, with no way out",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "Whoever has to take part has not consented, and without a way to object has no say at all. A file that is \
           silent counts as compulsory.",
    sources: &[GDPR.at("Art. 6 and 21")],
    would_change: "a legal basis, and a way to object without a disadvantage",
    left_out: "Whether somebody who may leave can afford to.",
    look: Look::Written(Mode::Structure, look, fixtures!("GOV-4")),
};

fn look(reading: &Reading) -> Vec<Note> {
    if !reading.judges() || !reading.flag("policy.compulsory") || reading.flag("policy.way_out") {
        return Vec::new();
    }
    let basis = match reading.said("policy.legal_basis") {
        Some(_) => "a legal basis is declared, unverified",
        None => "no legal basis is declared",
    };
    let message = format!("nobody can stay outside or object; {basis}");
    let paths = ["policy.compulsory", "policy.way_out", "policy.legal_basis"];
    Note::new(Severity::High, message).at_all(paths).alone()
}
