//! Where there is not enough for all, a reward for some is a refusal for the others.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "CTX-4",
    title: "only rewards, but of something scarce or essential",
    severity: Severity::Warning,
    law: Law::Prohibition("(c)"),
    text: "A regime that punishes nobody can still leave people worse off: what the favoured get first is gone for the \
           rest. Faster returns for loyal customers take nothing away while everybody keeps the ordinary ones.",
    sources: &[GUIDELINES.at("paragraphs 169 and 177"), AI_ACT.at("Art. 5(1)(c)")],
    would_change: "a baseline that everybody keeps, whatever the band",
    left_out: "Whether a good that is not declared scarce is scarce.",
    look: Look::Written(Mode::Structure, look, fixtures!("CTX-4")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let harming = reading.harming_gates();
    let rewarding = reading.gates().into_iter().filter(|gate| !harming.contains(gate));
    rewarding.filter_map(|gate| note(reading, gate)).collect()
}

fn note(reading: &Reading, gate: &str) -> Option<Note> {
    let context = reading.context(gate);
    let scarce = reading.flag(&format!("gate.{gate}.scarce"));
    let kept = reading.said(&format!("gate.{gate}.kept_for_all")).is_some();
    let why = match (scarce, ESSENTIAL.contains(&context)) {
        (true, _) => "which is declared scarce".to_string(),
        (false, true) => format!("and {context} is essential"),
        (false, false) => return None,
    };
    let (severity, kept) = match kept {
        true => (Severity::Info, ": a baseline for all is declared, unverified"),
        false => (Severity::Warning, ": those below the band have less of it"),
    };
    let message = format!("`gate.{gate}` gives a perk, {why}{kept}");
    Some(Note::new(severity, message).at(format!("gate.{gate}.perk_from")).at(format!("gate.{gate}.scarce")))
}
