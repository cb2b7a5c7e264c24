//! Somebody reads what people write to one another.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "GOV-3",
    title: "private messages are a channel",
    severity: Severity::Critical,
    law: Law::Communications,
    text: "Communications are confidential: listening, storing and other interception without the consent of those who \
           communicate is what the directive tells states to forbid.",
    sources: &[EPRIVACY.at("Art. 5(1)"), CHARTER.at("Art. 7")],
    would_change: "the channel removed",
    left_out: "Public posts; orders by a court in a single case.",
    look: Look::Written(Mode::Structure, look, fixtures!("GOV-3")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let reads = |channel: &&String| reading.flag(&format!("channel.{channel}.private_messages"));
    let note = |channel: &String| {
        let message = format!("`channel.{channel}` reads what people write to one another");
        let path = format!("channel.{channel}.private_messages");
        Note::new(Severity::Critical, message).at(path).at(format!("channel.{channel}.behaviours"))
    };
    reading.names("channel").iter().filter(reads).map(note).collect()
}
