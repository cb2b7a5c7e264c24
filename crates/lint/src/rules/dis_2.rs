//! An address says where somebody's parents came from.

use super::*;
use scenario::Edge;

/// What often stands for origin, class or family.
const PROXIES: &[&str] = &[
    "address",
    "family form",
    "language",
    "internet use",
    "nationality",
    "residence",
    "district",
    "social habits",
    "contacts",
    "personality traits",
];
/// Contexts in which a debt says something by itself.
const DEBT_BELONGS: &[&str] = &["finance", "credit"];

pub(super) const RULE: Rule = Rule {
    id: "DIS-2",
    title: "a proxy goes into the score",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "Address, family form, language, use of the internet, nationality and habits stand for origin and class, and \
           so does debt outside finance. A declared relevance and legal basis lower the finding to \"declared, \
           unverified\".",
    sources: &[GUIDELINES.at("paragraphs 166, 168 and 198"), CHARTER.at("Art. 21")],
    would_change: "the input removed; or a record of its relevance, beside SIM-2 measured",
    left_out: "Proxies by combination, which only a run can show.",
    look: Look::Written(Mode::Structure, look, fixtures!("DIS-2")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let inputs = reading.names("input").iter().filter_map(|input| of_input(reading, input));
    inputs.chain(of_debts(reading)).chain(of_migrants(reading)).collect()
}

fn of_input(reading: &Reading, input: &str) -> Option<Note> {
    let at = |key: &str| format!("input.{input}.{key}");
    let about = reading.choice(&at("about"));
    let flow = reading.flows.iter().find(|flow| flow.edge == Edge::Input { input: input.to_string() })?;
    let debt = about == "debts" && !DEBT_BELONGS.contains(&flow.effect.as_str());
    if !PROXIES.contains(&about) && !debt {
        return None;
    }
    let note = if flow.is_declared() {
        Note::new(Severity::Info, format!("`input.{input}` weighs {about}, a proxy: declared, unverified"))
    } else {
        Note::new(Severity::High, format!("`input.{input}` weighs {about}, a proxy, for an effect in {}", flow.effect))
    };
    Some(note.at(at("about")))
}

/// Records of debt that decide outside finance.
fn of_debts(reading: &Reading) -> Option<Note> {
    let outside = |flow: &&scenario::Flow| !DEBT_BELONGS.contains(&flow.effect.as_str()) && !flow.is_declared();
    let debts = reading.judging_flows().filter(outside).filter_map(|flow| match &flow.edge {
        Edge::Consequence { behaviour, gate, .. } if reading.role(behaviour) == "debt" => Some((behaviour, gate)),
        _ => None,
    });
    let mut acts: Vec<&String> = Vec::new();
    let mut gates: Vec<&String> = Vec::new();
    for (act, gate) in debts {
        acts.push(act);
        gates.push(gate);
    }
    gates.dedup();
    let message = format!(
        "debts decide outside finance, at {}",
        listed(unique(&gates).iter().map(|gate| format!("`gate.{gate}`")))
    );
    let points = unique(&acts).into_iter().map(|act| format!("points.{act}"));
    (!acts.is_empty()).then(|| Note::new(Severity::High, message).at_all(points.collect::<Vec<_>>()))
}

fn unique<'a>(words: &[&'a String]) -> Vec<&'a String> {
    let mut words = words.to_vec();
    words.sort();
    words.dedup();
    words
}

/// Channels that watch those more who came from elsewhere.
fn of_migrants(reading: &Reading) -> Option<Note> {
    let effect = |channel: &String| format!("channel.{channel}.effect_migrant");
    let selective = |channel: &&String| reading.number(&effect(channel)) > 1.0;
    let channels: Vec<&String> = reading.names("channel").iter().filter(selective).collect();
    let message = format!(
        "migrants are watched more, by {}",
        listed(channels.iter().map(|channel| format!("`channel.{channel}`")))
    );
    let paths = channels.iter().map(|channel| effect(channel));
    (!channels.is_empty()).then(|| Note::new(Severity::High, message).at_all(paths.collect::<Vec<_>>()))
}
