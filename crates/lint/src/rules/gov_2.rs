//! No data-protection impact assessment is named.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "GOV-2",
    title: "no data-protection impact assessment is named",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "A systematic evaluation of people on which decisions rest asks for an assessment before it begins, and for \
           consultation where the risk stays high. This binds today, whatever happens to the AI Act.",
    sources: &[GDPR.at("Art. 35 and 36")],
    would_change: "the assessment, named and dated (`policy.impact_assessment`)",
    left_out: "What stands in it.",
    look: Look::Written(Mode::Structure, look, fixtures!("GOV-2")),
};

fn look(reading: &Reading) -> Vec<Note> {
    if !reading.judges() || reading.said("policy.impact_assessment").is_some() {
        return Vec::new();
    }
    let message = "no data-protection impact assessment is named and dated";
    Note::new(Severity::High, message).at("policy.impact_assessment").alone()
}
