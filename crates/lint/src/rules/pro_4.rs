//! The lowest band keeps those who are in it.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "PRO-4",
    title: "there is no way back from the lowest band",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "Somebody at the bottom gets up by points, or by the passing of time. Where time changes nothing, and either \
           nothing earns points or what is refused at the bottom is what earning them needs, the band is a trap.",
    sources: &[GUIDELINES.at("paragraph 167"), AI_ACT.at("Art. 5(1)(c)(ii)")],
    would_change: "a way back that can be reached from the bottom, or expiry",
    left_out: "How long the way takes: SIM-6 measures it.",
    look: Look::Written(Mode::Structure, look, fixtures!("PRO-4")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let forgets = reading.number("score.expiry_days") > 0.0 || reading.number("score.decay_per_month") > 0.0;
    let harmful = !reading.harming_gates().is_empty();
    if !reading.has_score() || forgets || !harmful {
        return Vec::new();
    }
    let earning: Vec<&str> = reading.scored_acts().into_iter().filter(|act| reading.points(act) > 0.0).collect();
    if earning.is_empty() || reading.number("score.gain_cap_per_month") == 0.0 {
        let message =
            "nothing that a channel covers earns points, and time changes nothing: the lowest band is absorbing";
        return Note::new(Severity::High, message).at("score.expiry_days").at("score.decay_per_month").alone();
    }
    let blocked: Vec<(&str, &str)> = earning.iter().filter_map(|act| Some((*act, blocker(reading, act)?))).collect();
    if blocked.len() < earning.len() {
        return Vec::new();
    }
    let told = blocked.iter().map(|(act, gate)| format!("`{act}` (`gate.{gate}`)"));
    let message = format!("all that earns points is held up by what the lowest band is refused: {}", listed(told));
    let points = blocked.iter().map(|(act, _)| format!("points.{act}"));
    let refusals = blocked.iter().map(|(_, gate)| format!("gate.{gate}.refuse_up_to"));
    Note::new(Severity::High, message).at_all(points).at_all(refusals).alone()
}

/// An institution that refuses the lowest band what an act needs: the act's own context, or, to pay, work.
fn blocker<'a>(reading: &Reading<'a>, act: &str) -> Option<&'a str> {
    let pays = reading.role(act) == "payment";
    let needs = |context: &str| context == reading.origin(act) || pays && context == "employment";
    let refuses = |gate: &&str| reading.does(gate, "refuse_up_to") && needs(reading.context(gate));
    reading.gates().into_iter().find(refuses)
}
