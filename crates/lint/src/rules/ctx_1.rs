//! What arose in one part of life decides in another: a message about a loan, a debt about a school.

use super::*;
use scenario::{Edge, Flow};

pub(super) const RULE: Rule = Rule {
    id: "CTX-1",
    title: "data that arose in one context decides in another",
    severity: Severity::Critical,
    law: Law::Prohibition("(c)"),
    text: "Information carries the norms of the context in which it was given. Where it decides elsewhere, the two \
           contexts count as unrelated unless the file declares for this edge both why the data is relevant there and \
           on which legal basis. A declaration lowers the finding to \"declared, unverified\" and never removes it.",
    sources: &[AI_ACT.at("Art. 5(1)(c)(i)"), GUIDELINES.at("paragraph 166"), INTEGRITY.at("the five fields of a flow")],
    would_change: "the edge deleted, or a score of its own for each context",
    left_out: "Whether what is declared as relevant is relevant. Points of kin are with CTX-5.",
    look: Look::Written(Mode::Structure, look, fixtures!("CTX-1")),
};

/// Edges that end at the same institution, input or entry.
pub(crate) struct Crossing<'a> {
    /// How the end is called: `gate.bank`.
    end: String,
    effect: &'a str,
    origins: Vec<&'a str>,
    declared: bool,
    paths: Vec<&'a str>,
}

/// Edges that cross contexts without declared relevance and legal basis.
pub(crate) fn undeclared<'a>(reading: &'a Reading) -> Vec<Crossing<'a>> {
    crossings(reading).into_iter().filter(|crossing| !crossing.declared).collect()
}

fn look(reading: &Reading) -> Vec<Note> {
    crossings(reading).iter().map(note).collect()
}

fn note(crossing: &Crossing) -> Note {
    let (end, effect) = (&crossing.end, crossing.effect);
    let origins = listed(&crossing.origins);
    let (severity, message) = if crossing.declared {
        (Severity::Info, format!("data from {origins} takes effect in {effect} (`{end}`): declared, unverified"))
    } else {
        (Severity::Critical, format!("data from {origins} takes effect in {effect} (`{end}`)"))
    };
    Note::new(severity, message).at_all(crossing.paths.iter().copied())
}

fn crossings<'a>(reading: &'a Reading) -> Vec<Crossing<'a>> {
    let mut found: Vec<Crossing> = Vec::new();
    for flow in reading.judging_flows().filter(|flow| flow.crosses()) {
        let Some(end) = end(flow) else { continue };
        let at = found.iter().position(|crossing| crossing.end == end).unwrap_or_else(|| {
            let (origins, paths) = (Vec::new(), Vec::new());
            found.push(Crossing { end, effect: &flow.effect, origins, declared: flow.is_declared(), paths });
            found.len() - 1
        });
        let crossing = &mut found[at];
        if !crossing.origins.contains(&flow.origin.as_str()) {
            crossing.origins.push(&flow.origin);
        }
        crossing.paths.extend(flow.paths.iter().map(String::as_str).take(2));
    }
    found
}

fn end(flow: &Flow) -> Option<String> {
    match &flow.edge {
        Edge::Consequence { gate, .. } | Edge::Rating { gate, .. } => Some(format!("gate.{gate}")),
        Edge::Input { input } => Some(format!("input.{input}")),
        Edge::Declared { flow } => Some(format!("flow.{flow}")),
        Edge::Kin { .. } | Edge::Fine { .. } => None,
    }
}
