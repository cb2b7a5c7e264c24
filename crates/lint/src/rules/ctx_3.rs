//! A score that one body makes and another body follows: nobody who decides has looked at the person.

use super::*;
use scenario::{Direction, Edge, Flow};

pub(super) const RULE: Rule = Rule {
    id: "CTX-3",
    title: "a score comes from another body, or is given to one",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "When a body draws strongly on a score that another one made, making the score can itself be the automated \
           decision. Whoever is refused meets a clerk who did not judge and a scorer who did not refuse.",
    sources: &[GDPR.at("Art. 22"), SCHUFA.at("judgment of 7 December 2023"), GUIDELINES.at("paragraph 162")],
    would_change: "a decision of its own by the body that gets the score, taken by a person, and its disclosure",
    left_out: "Contracts between the two bodies. An institution whose body is not declared counts as neither.",
    look: Look::Written(Mode::Structure, look, fixtures!("CTX-3")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let mut told: Vec<String> = Vec::new();
    let mut notes = Vec::new();
    for flow in reading.judging_flows().filter(|flow| flow.direction != Direction::Inside) {
        let Some((end, path)) = end(reading, flow) else { continue };
        if !told.contains(&end) {
            let how = if flow.direction == Direction::Imported {
                "comes from another body"
            } else {
                "is given to another body"
            };
            let message = format!("`{end}`: the score {how}, and no decision of that body's own is declared");
            notes.push(Note::new(Severity::High, message).at(path));
            told.push(end);
        }
    }
    notes
}

/// The entry that crosses without a decision of its own.
fn end(reading: &Reading, flow: &Flow) -> Option<(String, String)> {
    match &flow.edge {
        Edge::Declared { flow } if !reading.flag(&format!("flow.{flow}.independent_decision")) => {
            Some((format!("flow.{flow}"), format!("flow.{flow}.direction")))
        }
        Edge::Consequence { gate, .. } | Edge::Rating { gate, .. }
            if reading.choice(&format!("gate.{gate}.decided_by")) != "human decides" =>
        {
            Some((format!("gate.{gate}"), format!("gate.{gate}.body")))
        }
        _ => None,
    }
}
