//! Weighed for what one was born as, believes, or suffers from.

use super::*;

/// Special categories of the GDPR.
const SPECIAL: &[&str] =
    &["health", "religion", "political opinion", "trade union", "sexual orientation", "ethnic origin", "biometrics"];
/// Grounds of the Charter besides.
const GROUNDS: &[&str] = &["sex", "age", "appearance"];

pub(super) const RULE: Rule = Rule {
    id: "DIS-1",
    title: "a special category, sex, age or origin goes into the score",
    severity: Severity::Critical,
    law: Law::DataProtection,
    text: "Health, belief, opinion, union, orientation, ethnic origin and biometrics may be used for a decision only \
           under narrow exceptions; sex, age and appearance are grounds on which nobody is to be treated worse.",
    sources: &[GDPR.at("Art. 9 and 22(4)"), CHARTER.at("Art. 21")],
    would_change: "the input removed",
    left_out: "What other inputs stand in for: DIS-2 and SIM-2.",
    look: Look::Written(Mode::Structure, look, fixtures!("DIS-1")),
};

fn look(reading: &Reading) -> Vec<Note> {
    reading.names("input").iter().filter_map(|input| note(reading, input)).collect()
}

fn note(reading: &Reading, input: &str) -> Option<Note> {
    let about = reading.choice(&format!("input.{input}.about"));
    let what = match (SPECIAL.contains(&about), GROUNDS.contains(&about)) {
        (true, _) => "a special category of data",
        (_, true) => "a ground of discrimination",
        _ => return None,
    };
    let message = format!("`input.{input}` weighs {about}, {what}");
    Some(Note::new(Severity::Critical, message).at(format!("input.{input}.about")).at(format!("input.{input}.value")))
}
