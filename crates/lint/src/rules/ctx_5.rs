//! Answering for what somebody else did: kin, neighbours, contacts, one's own small child.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "CTX-5",
    title: "points flow along kin, contact or neighbour links",
    severity: Severity::Critical,
    law: Law::Prohibition("(c)"),
    text: "Where points go from one person to another, somebody is treated worse for what they did not do and cannot \
           change, and the only way out is to avoid the other.",
    sources: &[
        GUIDELINES.at("paragraph 202, by analogy: it is about the prediction of crime"),
        AI_ACT.at("Art. 5(1)(c)"),
    ],
    would_change: "the edge deleted",
    left_out: "What people do to one another of their own accord. Acts of minors old enough to act are with DIS-5.",
    look: Look::Written(Mode::Structure, look, fixtures!("CTX-5")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let mut notes = Vec::new();
    if reading.has_score() && reading.number("score.kin_share") > 0.0 {
        let share = reading.number("score.kin_share");
        let message = format!("a share of {share} of a person's points reaches each member of the household");
        notes.push(Note::new(Severity::Critical, message).at("score.kin_share"));
    }
    notes.extend(of_children(reading));
    if reading.gates().contains(&"school") && reading.refuses("school") {
        let message = "a child's school place hangs on the record of the guardian";
        notes.push(Note::new(Severity::Critical, message).at(reading.refusal("school")));
    }
    notes.extend(reading.names("input").iter().filter_map(|input| of_others(reading, input)));
    notes
}

/// Acts of small children that a guardian answers for, where children have no account of their own.
fn of_children(reading: &Reading) -> Option<Note> {
    let without_account = reading.number("score.account_from_age");
    let acts = reading.scored_acts().into_iter();
    let answered: Vec<&str> =
        acts.filter(|act| reading.role(act) == "child" && reading.act(act, "from_age") < without_account).collect();
    let message = format!("a guardian answers with the own score for `{}` of a small child", answered.join("`, `"));
    let points = answered.iter().map(|act| format!("points.{act}"));
    (!answered.is_empty()).then(|| Note::new(Severity::Critical, message).at_all(points))
}

fn of_others(reading: &Reading, input: &str) -> Option<Note> {
    let whose = reading.choice(&format!("input.{input}.whose"));
    let about = reading.choice(&format!("input.{input}.about"));
    let message = match (whose, about) {
        ("person", "contacts") => format!("`input.{input}` is about whom somebody knows"),
        ("person", _) => return None,
        (whose, about) => format!("`input.{input}` is about the {whose} ({about}), and weighs on the person"),
    };
    Some(Note::new(Severity::Critical, message).at(format!("input.{input}.whose")).at(format!("input.{input}.about")))
}
