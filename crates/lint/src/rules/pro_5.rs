//! Housing, health, schooling and income are taken from somebody because of a score.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "PRO-5",
    title: "what nobody can do without is refused by score",
    severity: Severity::Critical,
    law: Law::Prohibition("(c)"),
    text: "There is no conduct to which the loss of a home, of treatment, of school or of income through a general \
           score would be in proportion. What is kept for everybody, whatever the band, can be declared.",
    sources: &[GUIDELINES.at("paragraph 168"), AI_ACT.at("Art. 5(1)(c)(ii)")],
    would_change: "a floor that everybody keeps (`gate.*.kept_for_all`); a declared one stands as declared, \
                   unverified",
    left_out: "Food, which is no context here; what a higher price does.",
    look: Look::Written(Mode::Structure, look, fixtures!("PRO-5")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let refuses = |gate: &&str| reading.refuses(gate) && ESSENTIAL.contains(&reading.context(gate));
    reading.gates().into_iter().filter(refuses).map(|gate| note(reading, gate)).collect()
}

fn note(reading: &Reading, gate: &str) -> Note {
    let (context, kept) = (reading.context(gate), format!("gate.{gate}.kept_for_all"));
    let note = match reading.said(&kept) {
        Some(floor) => {
            let message = format!("`gate.{gate}` refuses in {context}; kept for all: {floor} (declared, unverified)");
            Note::new(Severity::Info, message)
        }
        None => {
            let message = format!("`gate.{gate}` refuses by score or record in {context}, and nothing is kept for all");
            Note::new(Severity::Critical, message)
        }
    };
    note.at(reading.refusal(gate)).at(kept)
}
