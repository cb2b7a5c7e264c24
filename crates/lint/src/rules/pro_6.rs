//! Somebody has to be last: a share of the people is sanctioned whatever anybody does.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "PRO-6",
    title: "a set share of the people is put at the bottom",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "A quota punishes rank, not conduct. When everybody behaves better, as many people are at the bottom as \
           before, and nobody can know what would have been enough.",
    sources: &[GUIDELINES.at("paragraph 167"), AI_ACT.at("Art. 5(1)(c)(ii)")],
    would_change: "bands with criteria that everybody can meet",
    left_out: "Quotas that come about in practice and stand in no rule.",
    look: Look::Written(Mode::Structure, look, fixtures!("PRO-6")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let (lowest, selected) = (reading.number("policy.quota_lowest"), reading.number("selection.top_share"));
    let mut notes = Vec::new();
    if lowest > 0.0 {
        let message = format!("{} % of the people are in the lowest band whatever their conduct", lowest * 100.0);
        notes.push(Note::new(Severity::High, message).at("policy.quota_lowest"));
    }
    if reading.selects() && reading.choice("selection.by") == "top share" {
        let message = format!("the highest {} % of the cases are singled out, however low they are", selected * 100.0);
        notes.push(Note::new(Severity::High, message).at("selection.by").at("selection.top_share"));
    }
    notes
}
