//! Suspected for what one is, before anything was done.

use super::*;

/// What says something about deeds, and not only about the person.
const FACTS: &[&str] = &["conduct", "income", "debts"];

pub(super) const RULE: Rule = Rule {
    id: "OBS-4",
    title: "a risk of crime is worked out from traits alone",
    severity: Severity::Critical,
    law: Law::Prohibition("(d)"),
    text: "Art. 5(1)(d) is about predicting that somebody will commit an offence solely from profiling or personality \
           traits. Support for a human assessment that rests on verifiable facts linked to an offence is another thing.",
    sources: &[AI_ACT.at("Art. 5(1)(d)"), GUIDELINES.at("paragraphs 187 to 202")],
    would_change: "verifiable facts among the inputs, and a person who decides on them",
    left_out: "Places instead of persons. Whether the facts are linked to an offence.",
    look: Look::Written(Mode::Structure, look, fixtures!("OBS-4")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let inputs = reading.names("input");
    let fact = |input: &String| FACTS.contains(&reading.choice(&format!("input.{input}.about")));
    let has_facts = inputs.iter().any(fact);
    let mut notes: Vec<Note> = reading
        .names("channel")
        .iter()
        .filter(|channel| reading.choice(&format!("channel.{channel}.infers")) == "crime risk" && !has_facts)
        .map(|channel| {
            let message = format!("`channel.{channel}` infers a risk of crime, and no input is a verifiable fact");
            Note::new(Severity::Critical, message).at(format!("channel.{channel}.infers"))
        })
        .collect();
    if reading.effects().contains("policing") && !inputs.is_empty() && !has_facts {
        let message = "a risk score takes effect in policing, and all its inputs are traits";
        let about = inputs.iter().map(|input| format!("input.{input}.about"));
        notes.push(Note::new(Severity::Critical, message).at_all(about));
    }
    notes
}
