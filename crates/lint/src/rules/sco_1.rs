//! A score of everything is a score for nothing in particular: it can be turned against anybody for any reason.

use super::*;

/// Words that name no purpose.
const GENERIC: &[&str] = &[
    "trust",
    "good citizen",
    "model citizen",
    "citizen score",
    "social order",
    "harmony",
    "sincerity",
    "integrity",
    "good behaviour",
    "general behaviour",
    "moral",
    "reputation",
    "reliability of people",
];

pub(super) const RULE: Rule = Rule {
    id: "SCO-1",
    title: "a score without a purpose of its own takes effect in several parts of life",
    severity: Severity::Critical,
    law: Law::Prohibition("(c)"),
    text: "A purpose that is absent, or as general as trust or good conduct, bounds nothing. When such a score then \
           decides in two or more parts of life it is the general score of a person that the prohibition of social \
           scoring is about, and nobody can say which data would be relevant to it.",
    sources: &[
        AI_ACT.at("Art. 5(1)(c)"),
        GUIDELINES.at("paragraphs 167 and 168"),
        GDPR.at("Art. 5(1)(b), purpose limitation"),
    ],
    would_change: "one score with one purpose, which can be told in a sentence, and a legal basis for it",
    left_out: "Whether a purpose that is named is the true one.",
    look: Look::Written(Mode::Structure, look, fixtures!("SCO-1")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let effects = reading.effects();
    let purpose = match reading.said("policy.purpose") {
        None => "no purpose is named".to_string(),
        Some(purpose) => match generic_word(purpose) {
            Some(word) => format!("the purpose is as general as \"{word}\""),
            None => return Vec::new(),
        },
    };
    if !reading.judges() || effects.len() < 2 {
        return Vec::new();
    }
    let message = format!("{purpose}, and the score takes effect in {} contexts: {}", effects.len(), listed(effects));
    let contexts = reading.gates().into_iter().map(|gate| format!("gate.{gate}.context"));
    Note::new(Severity::Critical, message).at("policy.purpose").at_all(contexts).alone()
}

fn generic_word(purpose: &str) -> Option<&'static str> {
    let purpose = purpose.to_lowercase();
    GENERIC.iter().copied().find(|word| purpose.contains(word))
}
