//! Children have a score, or no school place because of that of their parents.

use super::*;

const OF_AGE: f64 = 18.0;

pub(super) const RULE: Rule = Rule {
    id: "DIS-5",
    title: "minors are scored, or hit by the points of their parents",
    severity: Severity::High,
    law: Law::FundamentalRights,
    text: "A child's best interests come first. A child who has an account grows up inside it; a child whose school \
           place hangs on a parent's record answers for what it could not know. A guardian who answers for a minor's \
           act is told as a warning.",
    sources: &[CHARTER.at("Art. 24"), GUIDELINES.at("paragraph 167")],
    would_change: "minors excluded, as persons and as those affected",
    left_out: "What parents do at home because of the score.",
    look: Look::Written(Mode::Structure, look, fixtures!("DIS-5")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let from_age = reading.number("score.account_from_age");
    let youngest = |act: &&str| reading.act(act, "from_age") < OF_AGE;
    let acts: Vec<&str> = reading.scored_acts().into_iter().filter(youngest).collect();
    let points = acts.iter().map(|act| format!("points.{act}")).collect::<Vec<_>>();
    let mut notes = Vec::new();
    if from_age < OF_AGE && !acts.is_empty() {
        let message = format!("people have an account from the age of {from_age}, and acts of minors are scored");
        notes.push(Note::new(Severity::High, message).at("score.account_from_age").at_all(points));
    } else if !acts.is_empty() {
        let message =
            format!("a guardian answers for what somebody under {from_age} does: {} kinds of act", acts.len());
        notes.push(Note::new(Severity::Warning, message).at_all(points));
    }
    if reading.gates().contains(&"school") && reading.refuses("school") {
        let message = "a child's school place is refused for the record of the guardian";
        notes.push(Note::new(Severity::High, message).at(reading.refusal("school")));
    }
    if reading.has_score() && reading.number("score.kin_share") > 0.0 {
        let message = "points of parents reach the children of the household";
        notes.push(Note::new(Severity::High, message).at("score.kin_share"));
    }
    notes
}
