//! One bad mark closes the bank, the school and the railway at once.

use super::*;
use crate::reading::BURDENS;
use model::catalogue::Domain;

pub(super) const RULE: Rule = Rule {
    id: "CTX-2",
    title: "one band or record takes effect in several contexts",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "A person who falls into a band meets every consequence that hangs on it on the same day. Consequences in \
           several contexts add up without anybody having weighed the sum.",
    sources: &[GUIDELINES.at("paragraph 168"), AI_ACT.at("Art. 5(1)(c)")],
    would_change: "one bounded consequence",
    left_out: "How often institutions ask. Where records are not merged, only gates of one domain share a band.",
    look: Look::Written(Mode::Structure, look, fixtures!("CTX-2")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let mut notes: Vec<Note> = reading.scored_acts().into_iter().filter_map(|act| of_list(reading, act)).collect();
    for gates in sharing(reading) {
        let mut told: Vec<Vec<String>> = Vec::new();
        for band in 0..reading.bands().len() {
            let hits = hits(reading, &gates, band);
            let mut contexts: Vec<&str> = hits.iter().map(|(gate, _)| reading.context(gate)).collect();
            contexts.sort_unstable();
            contexts.dedup();
            let paths: Vec<String> = hits.iter().map(|(gate, key)| format!("gate.{gate}.{key}")).collect();
            if contexts.len() >= 2 && !told.contains(&paths) {
                let name = &reading.bands()[band];
                let message = format!("the band `{name}` takes effect in {}", listed(&contexts));
                notes.push(Note::new(Severity::High, message).at_all(paths.clone()));
                told.push(paths);
            }
        }
    }
    notes
}

/// Institutions that refuse for a record of the same act.
fn of_list(reading: &Reading, act: &str) -> Option<Note> {
    let lists = |gate: &&str| reading.list(gate).iter().any(|of| of == act);
    let gates: Vec<&str> = reading.gates().into_iter().filter(lists).collect();
    let mut contexts: Vec<&str> = gates.iter().map(|gate| reading.context(gate)).collect();
    contexts.sort_unstable();
    contexts.dedup();
    let message = format!("a record of `{act}` takes effect in {}", listed(&contexts));
    let lists = gates.iter().map(|gate| format!("gate.{gate}.refuse_listed"));
    (contexts.len() >= 2).then(|| Note::new(Severity::High, message).at_all(lists))
}

/// Institutions that go by the same account.
fn sharing<'a>(reading: &Reading<'a>) -> Vec<Vec<&'a str>> {
    let gates = if reading.has_score() { reading.gates() } else { Vec::new() };
    if reading.flag("score.merged") {
        return vec![gates];
    }
    let mut groups: Vec<(Domain, Vec<&str>)> = Vec::new();
    for gate in gates {
        let domain = Domain::of(reading.context(gate));
        match groups.iter_mut().find(|(of, _)| *of == domain) {
            Some((_, group)) => group.push(gate),
            None => groups.push((domain, vec![gate])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Institutions that do something with a band, with the key that says so.
fn hits<'a>(reading: &Reading, gates: &[&'a str], band: usize) -> Vec<(&'a str, &'static str)> {
    let mut hits = Vec::new();
    for gate in gates {
        for key in std::iter::once("refuse_up_to").chain(BURDENS) {
            if reading.band_at(gate, key).is_some_and(|limit| band <= limit) {
                hits.push((*gate, key));
            }
        }
        if reading.band_at(gate, "perk_from").is_some_and(|limit| band >= limit) {
            hits.push((*gate, "perk_from"));
        }
    }
    hits
}
