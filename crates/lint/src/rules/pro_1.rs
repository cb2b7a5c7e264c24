//! A few small things, and then no job: what follows weighs many times what was done.

use super::*;
use crate::reading::BURDENS;

/// An act at or under this severity (0 to 100) counts as minor: our choice.
const MINOR_SEVERITY: f64 = 10.0;
/// So many minor acts, or fewer, from the start of an account to its lowest band are too few: our choice.
const MINOR_ACTS: f64 = 10.0;
/// How many acts a message names.
const MOST_NAMED: usize = 3;

pub(super) const RULE: Rule = Rule {
    id: "PRO-1",
    title: "what follows weighs many times what was done",
    severity: Severity::Critical,
    law: Law::Prohibition("(c)"),
    text: "For each act: so many of them as lead from the start of an account to a refusal, times the act's severity, \
           against the severity of the refusal times its days. The multiple is that of the city \
           (`measure.disproportion`, stylised). Also: whether 10 or fewer minor acts (severity up to 10) of one kind \
           lead to the lowest band. Both thresholds are choices of ours and are printed.",
    sources: &[AI_ACT.at("Art. 5(1)(c)(ii)"), GUIDELINES.at("paragraph 167")],
    would_change: "a cap on what minor acts can add up to, a warning step, graduated consequences",
    left_out: "Acts of different kinds together; prices, which have no severity; what a run measures (SIM-3).",
    look: Look::Written(Mode::Arithmetic, look, fixtures!("PRO-1")),
};

/// An act and the refusal that weighs most against it.
struct Weighed<'a> {
    act: &'a str,
    gate: &'a str,
    acts: f64,
    ratio: f64,
}

/// Acts against which a refusal weighs more than the city's multiple, the worst first.
fn disproportionate<'a>(reading: &Reading<'a>) -> Vec<Weighed<'a>> {
    let threshold = reading.opened.city.real("measure.disproportion");
    let acts = reading.scored_acts().into_iter().filter(|act| reading.points(act) <= 0.0);
    let mut found: Vec<Weighed> =
        acts.filter_map(|act| heaviest(reading, act)).filter(|w| w.ratio > threshold).collect();
    found.sort_by(|a, b| b.ratio.total_cmp(&a.ratio));
    found
}

fn heaviest<'a>(reading: &Reading<'a>, act: &'a str) -> Option<Weighed<'a>> {
    let weigh = |gate: &'a str| {
        let listed = reading.list(gate).iter().any(|of| of == act);
        let by_band = || Some(acts_until(reading, act, reading.band_at(gate, "refuse_up_to")?));
        let acts = if listed { 1.0 } else { by_band()? };
        let refusal =
            reading.number(&format!("gate.{gate}.severity")) * reading.number(&format!("gate.{gate}.lasts_days"));
        let ratio = refusal / (acts * reading.act(act, "severity").max(1.0));
        reaches(reading, act, gate).then_some(Weighed { act, gate, acts, ratio })
    };
    reading.gates().into_iter().filter_map(weigh).max_by(|a, b| a.ratio.total_cmp(&b.ratio))
}

/// Whether points for an act reach the account that an institution goes by.
fn reaches(reading: &Reading, act: &str, gate: &str) -> bool {
    use scenario::Edge::Consequence;
    let joins = |behaviour: &str, of: &str| behaviour == act && of == gate;
    reading.flows.iter().any(|flow| matches!(&flow.edge, Consequence { behaviour, gate, .. } if joins(behaviour, gate)))
}

/// How many acts of one kind lead from the start of an account into a band.
fn acts_until(reading: &Reading, act: &str, band: usize) -> f64 {
    let distance = reading.number("score.start") - reading.floor(band + 1) + reading.number("score.hysteresis");
    ((distance / reading.points(act).abs()).floor() + 1.0).max(1.0)
}

fn look(reading: &Reading) -> Vec<Note> {
    weighed(reading).into_iter().chain(minor(reading)).collect()
}

fn weighed(reading: &Reading) -> Option<Note> {
    let threshold = reading.opened.city.real("measure.disproportion");
    let found = disproportionate(reading);
    let told = found
        .iter()
        .take(MOST_NAMED)
        .map(|w| format!("{:.0} times for {:.0} × `{}` at `gate.{}`", w.ratio, w.acts, w.act, w.gate));
    let message = format!(
        "a refusal weighs more than {threshold} times the acts that lead to it, for {} kinds of act: {}",
        found.len(),
        listed(told)
    );
    let paths = found.iter().flat_map(|w| [format!("points.{}", w.act), format!("gate.{}.severity", w.gate)]);
    (!found.is_empty()).then(|| Note::new(Severity::Critical, message).at_all(paths.collect::<Vec<_>>()))
}

fn minor(reading: &Reading) -> Option<Note> {
    let by_band = |gate: &&str| reading.does(gate, "refuse_up_to") || BURDENS.iter().any(|key| reading.does(gate, key));
    let followed = reading.has_score() && reading.flag("score.merged") && reading.gates().iter().any(by_band);
    let minor = |act: &&str| followed && reading.points(act) < 0.0 && reading.act(act, "severity") <= MINOR_SEVERITY;
    let acts: Vec<(&str, f64)> = reading
        .scored_acts()
        .into_iter()
        .filter(minor)
        .map(|act| (act, acts_until(reading, act, 0)))
        .filter(|(_, acts)| *acts <= MINOR_ACTS)
        .collect();
    let told = acts.iter().map(|(act, acts)| format!("{acts:.0} × `{act}`"));
    let message = format!("no more than {MINOR_ACTS} minor acts lead to the lowest band: {}", listed(told));
    let points = acts.iter().map(|(act, _)| format!("points.{act}"));
    (!acts.is_empty()).then(|| Note::new(Severity::Critical, message).at_all(points.collect::<Vec<_>>()))
}
