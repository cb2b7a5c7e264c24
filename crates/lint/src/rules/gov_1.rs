//! Nobody has written down who may be harmed, and what then.

use super::*;

/// The fields, with what each asks.
const FIELDS: [(&str, &str); 6] = [
    ("fria.process", "(a) process"),
    ("fria.period", "(b) period and frequency"),
    ("fria.groups", "(c) people affected"),
    ("fria.harms", "(d) harms"),
    ("fria.oversight", "(e) oversight"),
    ("fria.measures", "(f) measures and complaints"),
];

pub(super) const RULE: Rule = Rule {
    id: "GOV-1",
    title: "a field of the fundamental-rights impact assessment is empty",
    severity: Severity::High,
    law: Law::HighRisk,
    text: "Art. 27 asks public bodies, and some private ones, six things before they use a system of high risk. A field \
           is filled by a person's answer, never by a simulation.",
    sources: &[AI_ACT.at("Art. 27(1)(a) to (f)"), AI_ACT_AMENDED.at("date from which Art. 27 binds")],
    would_change: "an answer by a person in each field",
    left_out: "Whether the answers are good; whether the body is one that Art. 27 names.",
    look: Look::Written(Mode::Structure, look, fixtures!("GOV-1")),
};

pub(super) fn is_open(reading: &Reading) -> bool {
    !look(reading).is_empty()
}

fn look(reading: &Reading) -> Vec<Note> {
    let empty: Vec<(&str, &str)> = FIELDS.into_iter().filter(|(path, _)| reading.said(path).is_none()).collect();
    if !reading.judges() || empty.is_empty() {
        return Vec::new();
    }
    let message = format!("not answered: {}", listed(empty.iter().map(|(_, asks)| asks)));
    Note::new(Severity::High, message).at_all(empty.iter().map(|(path, _)| *path)).alone()
}
