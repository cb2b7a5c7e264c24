//! A table of points that a person fills in by hand may be no AI system; a face search is one whatever the file says.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "SCO-2",
    title: "it is not declared that an AI system is used",
    severity: Severity::Info,
    law: Law::Prohibition("(c)"),
    text: "The prohibitions of the AI Act speak of AI systems. A table of points written by hand may fall outside, and \
           so may a list that a clerk applies. Findings on Art. 5 are then marked as pattern only. A table that is fed \
           by a channel which infers something, such as whose face it is, is not marked so.",
    sources: &[AI_ACT.at("Art. 3(1)"), GUIDELINES.at("paragraphs 146 to 183")],
    would_change: "nothing: it relabels findings on Art. 5 and removes none",
    left_out: "Whether the system meets the definition; that is for its author to say.",
    look: Look::Written(Mode::Structure, look, fixtures!("SCO-2")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let declared = reading.choice("policy.ai_system");
    if declared == "yes" || !reading.judges() {
        return Vec::new();
    }
    let channels = reading.inferring_channels();
    let message = match channels.as_slice() {
        [] => format!("`policy.ai_system` is \"{declared}\": findings on Art. 5 of the AI Act are pattern only"),
        _ => format!(
            "`policy.ai_system` is \"{declared}\", but {} infers: findings on Art. 5 of the AI Act are not relabelled",
            listed(channels.iter().map(|channel| format!("`{channel}`")))
        ),
    };
    let infers = channels.iter().map(|channel| format!("channel.{channel}.infers"));
    Note::new(Severity::Info, message).at("policy.ai_system").at_all(infers).alone()
}
