//! In some parts of life a wrong decision costs so much that the law asks more of whoever decides with a machine.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "SCO-3",
    title: "the score takes effect where the AI Act speaks of high risk",
    severity: Severity::High,
    law: Law::HighRisk,
    text: "Credit, benefits, education, work, insurance, policing and migration stand in Annex III. A score that \
           decides there brings duties on whoever uses it: an assessment, people who can overrule, reasons.",
    sources: &[AI_ACT.at("Art. 6(2) and Annex III"), AI_ACT_AMENDED.at("date from which Annex III binds")],
    would_change: "no finding of GOV-1, HUM-1 and TRN-1: then this stands as a remark",
    left_out: "The exceptions of Art. 6(3); biometrics, infrastructure and justice, which are no contexts here.",
    look: Look::Written(Mode::Structure, look, fixtures!("SCO-3")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let effects: Vec<&str> = reading.effects().into_iter().filter(|effect| HIGH_RISK.contains(effect)).collect();
    if effects.is_empty() {
        return Vec::new();
    }
    let open: Vec<&str> = [("GOV-1", gov_1::is_open(reading)), ("HUM-1", hum_1::is_open(reading))]
        .into_iter()
        .chain([("TRN-1", trn_1::is_open(reading))])
        .filter_map(|(id, open)| open.then_some(id))
        .collect();
    let (severity, duties) = match open.as_slice() {
        [] => (Severity::Info, "what GOV-1, HUM-1 and TRN-1 ask for is declared, unverified".to_string()),
        open => (Severity::High, format!("open: {}", listed(open))),
    };
    let message = format!("the score takes effect in {}, contexts of Annex III; {duties}", listed(&effects));
    let gates = reading.gates().into_iter().filter(|gate| effects.contains(&reading.context(gate)));
    let inputs = reading.names("input").iter().map(|input| format!("input.{input}.effect"));
    let contexts: Vec<String> = gates.map(|gate| format!("gate.{gate}.context")).chain(inputs).collect();
    Note::new(severity, message).at_all(contexts).alone()
}
