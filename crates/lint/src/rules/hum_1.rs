//! Refused by a machine, and no person has looked.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "HUM-1",
    title: "a significant effect without a human decision",
    severity: Severity::Critical,
    law: Law::DataProtection,
    text: "Nobody has to submit to a decision that rests on automated processing alone and affects them significantly. \
           There are exceptions (contract, law, consent) with a right to human review afterwards; they have to be \
           declared, and then stand as declared, unverified.",
    sources: &[GDPR.at("Art. 22(1) to (3)"), POLICE_DIRECTIVE.at("its own rule on automated decisions, for police")],
    would_change: "a reviewer who has the authority, the information and the time to decide otherwise",
    left_out: "Whether a human who decides only confirms: HUM-2.",
    look: Look::Written(Mode::Structure, look, fixtures!("HUM-1")),
};

pub(super) fn is_open(reading: &Reading) -> bool {
    look(reading).iter().any(|note| note.severity > Severity::Info)
}

fn look(reading: &Reading) -> Vec<Note> {
    let machine = |gate: &&str| reading.choice(&format!("gate.{gate}.decided_by")) == "machine";
    let gates: Vec<&str> = reading.harming_gates().into_iter().filter(machine).collect();
    let claims = |gate: &&str| reading.said(&format!("gate.{gate}.exception")).is_some();
    let (excepted, open): (Vec<&str>, Vec<&str>) = gates.into_iter().partition(claims);
    let mut notes = Vec::new();
    if !open.is_empty() {
        let told = listed(open.iter().map(|gate| format!("`gate.{gate}`")));
        let message = format!("a machine alone refuses or charges more at {told}, and no exception is declared");
        let deciders = open.iter().map(|gate| format!("gate.{gate}.decided_by"));
        notes.push(Note::new(Severity::Critical, message).at_all(deciders));
    }
    if reading.selects() && reading.number("selection.automation_bias") == 1.0 {
        let message = "whoever is singled out is taken to be at fault: nobody looks at the case";
        notes.push(Note::new(Severity::Critical, message).at("selection.automation_bias"));
    }
    for gate in excepted {
        let message = format!("a machine alone decides at `gate.{gate}`; an exception is declared, unverified");
        notes.push(Note::new(Severity::Info, message).at(format!("gate.{gate}.exception")));
    }
    notes
}
