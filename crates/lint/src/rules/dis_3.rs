//! Points for what one says, whom one meets, what one believes, how many children one has.

use super::*;

/// Contexts in which acts are the exercise of a right.
const RIGHTS: &[&str] = &["speech", "family"];

pub(super) const RULE: Rule = Rule {
    id: "DIS-3",
    title: "speech, petition, assembly, worship or births are scored",
    severity: Severity::Critical,
    law: Law::FundamentalRights,
    text: "Marrying and founding a family, thought and religion, expression, assembly and association are rights. A \
           price on using one silences more people than it marks: SIM-7 measures how many.",
    sources: &[CHARTER.at("Art. 9 to 12")],
    would_change: "the points removed",
    left_out: "Assembly and worship have no context of their own here; what is said never enters; offences by words.",
    look: Look::Written(Mode::Structure, look, fixtures!("DIS-3")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let right = |act: &&str| {
        RIGHTS.contains(&reading.origin(act)) || matches!(reading.role(act), "critical message" | "passing on")
    };
    let acts: Vec<&str> = reading.scored_acts().into_iter().filter(right).collect();
    let inputs = reading.names("input").iter();
    let inputs: Vec<&String> =
        inputs.filter(|input| reading.choice(&format!("input.{input}.origin")) == "speech").collect();
    let told = acts.iter().map(|act| format!("`{act}`")).chain(inputs.iter().map(|input| format!("`input.{input}`")));
    let message = format!("the exercise of a right is scored: {}", listed(told));
    let points = acts.iter().map(|act| format!("points.{act}"));
    let origins = inputs.iter().map(|input| format!("input.{input}.origin"));
    if acts.is_empty() && inputs.is_empty() {
        return Vec::new();
    }
    Note::new(Severity::Critical, message).at_all(points).at_all(origins).alone()
}
