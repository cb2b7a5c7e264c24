//! Marked, and nowhere to turn.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "HUM-3",
    title: "there is no way to contest, or it is hard to go",
    severity: Severity::Critical,
    law: Law::DataProtection,
    text: "The right to contest is what makes every other right worth having. Beyond that it is good practice, told as \
           a warning, that points wait until the decision, that contesting is free, that the term is longer than it \
           takes to hear of the mark, and that the authority has to prove it.",
    sources: &[GDPR.at("Art. 22(3)"), CHARTER.at("Art. 47")],
    would_change: "a way to contest that a person hears of in time, free, suspensive, with the burden on the \
                   authority",
    left_out: "How long a decision takes and how often it helps: SIM-5 measures it.",
    look: Look::Written(Mode::Structure, look, fixtures!("HUM-3")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let fines = reading.flows.iter().any(|flow| matches!(flow.edge, scenario::Edge::Fine { .. }));
    if !fines && reading.harmful_effects().is_empty() {
        return Vec::new();
    }
    if !reading.flag("appeal.enabled") {
        let message = "no mark and no refusal can be contested";
        return Note::new(Severity::Critical, message).at("appeal.enabled").alone();
    }
    let (deadline, notice) = (reading.number("appeal.deadline_days"), reading.number("appeal.notice_days"));
    let hard = [
        (!reading.flag("appeal.suspensive"), "appeal.suspensive", "points count while the case waits".to_string()),
        (!reading.flag("appeal.free"), "appeal.free", "contesting costs money".to_string()),
        (
            deadline > 0.0 && deadline <= notice,
            "appeal.deadline_days",
            format!("the term of {deadline} days ends when a person hears of the mark, after {notice}"),
        ),
        (
            reading.choice("appeal.burden") == "person",
            "appeal.burden",
            "the person has to prove that the record is wrong".to_string(),
        ),
    ];
    let warn = |(_, path, message): (bool, &str, String)| Note::new(Severity::Warning, message).at(path);
    hard.into_iter().filter(|(found, ..)| *found).map(warn).collect()
}
