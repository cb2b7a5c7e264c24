//! A neighbour's word is enough, and nobody knows whose it was.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "OBS-5",
    title: "reports by people count without corroboration, or anonymously",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "Reports carry duty, reward, fear and grudges alike. Where one word is enough, or its author unknown, a false \
           one costs its author nothing and its target a mark.",
    sources: &[GDPR.at("Art. 5(1)(d), accuracy")],
    would_change: "corroboration, and a cost for whoever reports what never happened",
    left_out: "How many reports are false: a run with informers counts them.",
    look: Look::Written(Mode::Structure, look, fixtures!("OBS-5")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let informers = |channel: &&String| reading.choice(&format!("channel.{channel}.kind")) == "informer";
    let channels: Vec<&String> = reading.names("channel").iter().filter(informers).collect();
    let mut notes: Vec<Note> = channels.iter().filter_map(|channel| of_channel(reading, channel)).collect();
    if channels.is_empty() && !reading.texts("informer.behaviours").is_empty() {
        let message = "people report acts in the street, and no channel says how a report is corroborated";
        notes.push(Note::new(Severity::High, message).at("informer.behaviours"));
    }
    notes
}

fn of_channel(reading: &Reading, channel: &str) -> Option<Note> {
    let at = |key: &str| format!("channel.{channel}.{key}");
    let faults: Vec<&str> = [
        (!reading.flag(&at("corroborated")), "count without corroboration"),
        (reading.flag(&at("anonymous")), "are anonymous"),
    ]
    .into_iter()
    .filter_map(|(found, fault)| found.then_some(fault))
    .collect();
    let rewarded = reading.number("informer.reward_points") > 0.0;
    let reward = if rewarded { ", and earn points" } else { "" };
    let message = format!("reports of `channel.{channel}` {}{reward}", listed(&faults));
    let mut note = Note::new(Severity::High, message).at(at("corroborated")).at(at("anonymous"));
    if rewarded {
        note = note.at("informer.reward_points");
    }
    (!faults.is_empty()).then_some(note)
}
