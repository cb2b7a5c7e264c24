//! Good standing has a price, and not everybody can pay it.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "DIS-4",
    title: "points can be bought",
    severity: Severity::Warning,
    law: Law::FundamentalRights,
    text: "Where money buys points, the score measures wealth, and consequences fall on those who cannot buy them \
           off.",
    sources: &[CHARTER.at("Art. 21, property")],
    would_change: "a cap on bought points, and a way up without money",
    left_out: "Time, which is also bought.",
    look: Look::Written(Mode::Structure, look, fixtures!("DIS-4")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let bought = |act: &&str| reading.points(act) > 0.0 && reading.origin(act) == "commerce";
    let purchases: Vec<&str> = reading.scored_acts().into_iter().filter(bought).collect();
    let mut notes = Vec::new();
    if reading.flag("policy.points_for_sale") {
        notes.push(Note::new(Severity::Warning, "points can be had for money").at("policy.points_for_sale"));
    }
    if !purchases.is_empty() {
        let message = format!("purchases earn points: `{}`", purchases.join("`, `"));
        let points = purchases.iter().map(|act| format!("points.{act}"));
        notes.push(Note::new(Severity::Warning, message).at_all(points));
    }
    notes
}
