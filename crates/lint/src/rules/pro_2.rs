//! One point more, and everything is open; one point less, and everything is shut.

use super::*;

/// Severities of what newly closes at one floor that are too much for one point, together: our choice.
const LARGE: f64 = 50.0;

pub(super) const RULE: Rule = Rule {
    id: "PRO-2",
    title: "one point decides about much",
    severity: Severity::Warning,
    law: Law::FundamentalRights,
    text: "Scores are noisy: a record more or less is chance. Where the sum of severities that newly close under one \
           floor is above 50 (our choice, of 100 each) and no buffer keeps the band, chance decides.",
    sources: &[CHARTER.at("Art. 52(1), proportionality")],
    would_change: "a ramp in place of a step, or a buffer (`score.hysteresis`)",
    left_out: "Holding times: they delay the step and leave it as high as it is.",
    look: Look::Written(Mode::Arithmetic, look, fixtures!("PRO-2")),
};

fn look(reading: &Reading) -> Vec<Note> {
    if reading.number("score.hysteresis") > 0.0 {
        return Vec::new();
    }
    (1..reading.bands().len()).filter_map(|band| step(reading, band)).collect()
}

/// What closes for somebody who falls through the floor of a band.
fn step(reading: &Reading, band: usize) -> Option<Note> {
    let closes = |gate: &&str| reading.band_at(gate, "refuse_up_to") == Some(band - 1);
    let gates: Vec<&str> = reading.gates().into_iter().filter(closes).collect();
    let severity: f64 = gates.iter().map(|gate| reading.number(&format!("gate.{gate}.severity"))).sum();
    let name = &reading.bands()[band];
    let message = format!(
        "one point under the floor of `{name}` closes {} at once, severities {severity} together (more than {LARGE})",
        listed(&gates)
    );
    let refusals = gates.iter().map(|gate| format!("gate.{gate}.refuse_up_to"));
    (severity > LARGE).then(|| Note::new(Severity::Warning, message).at(format!("band.{name}.floor")).at_all(refusals))
}
