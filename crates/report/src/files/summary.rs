//! `summary.json`: the headline in numbers, for a program to read. Keys keep the order they are written in.

use super::{Mark, SYNTHETIC};
use crate::Run;
use crate::measures::error_rates::equalised_odds;
use crate::measures::{About, BESIDE, EVERY, Paired, parity};
use crate::page::EVERYBODY;
use crate::robust::unit;
use crate::statistics::{Estimate, LEAST_EVENTS, Told};
use crate::survival;
use crate::tallies::Tally;
use serde::Serialize;

#[derive(Serialize)]
struct Summary<'a> {
    synthetic: &'static str,
    version: &'a str,
    experiment: &'a str,
    experiment_hash: &'a str,
    regime_hashes: Vec<Hash<'a>>,
    seeds: &'a [u64],
    people: u64,
    days: u32,
    reference: &'a str,
    /// What an interval is and is not.
    intervals: &'static str,
    arms: Vec<World<'a>>,
}

#[derive(Serialize)]
struct Hash<'a> {
    arm: &'a str,
    hash: &'a str,
}

#[derive(Serialize)]
struct World<'a> {
    name: &'a str,
    title: &'a str,
    stylised: bool,
    source: &'a str,
    date: &'a str,
    missing: &'a [String],
    measures: Vec<Line>,
    /// What only a world beside the reference has; empty for the reference itself.
    beside_the_reference: Vec<BesideLine>,
    /// How far the groups of a kind are apart.
    parity: Vec<ParityLine>,
    /// How long wrongful sanctions, and stays in the lowest band, last.
    survival: Vec<Curve>,
}

#[derive(Serialize)]
struct Line {
    measure: &'static str,
    unit: &'static str,
    #[serde(flatten)]
    value: Number,
    /// Paired with the reference: the same people, the same draws. None for the reference itself.
    paired_difference: Option<Number>,
    paired_ratio: Option<Number>,
}

#[derive(Serialize)]
struct BesideLine {
    measure: &'static str,
    unit: &'static str,
    #[serde(flatten)]
    value: Number,
}

#[derive(Serialize)]
struct ParityLine {
    by: &'static str,
    /// Most and least sanctioned group, by their means over the seeds.
    most: String,
    least: String,
    adverse_ratio: Number,
    adverse_ratio_bootstrap: Option<(f64, f64)>,
    favourable_ratio: Number,
    difference: Number,
    /// Of the two rates of error the one in which groups are further apart; `null` where fewer than two can be told.
    equalised_odds_difference: Option<Number>,
}

#[derive(Serialize)]
struct Curve {
    of: &'static str,
    /// Spells, and of them those whose end was seen, summed over the seeds.
    spells: i64,
    ended: i64,
    points: Vec<Point>,
}

#[derive(Serialize)]
struct Point {
    day: i64,
    /// Share that lasts beyond this day (Kaplan and Meier).
    lasting: f64,
    low: Option<f64>,
    high: Option<f64>,
    /// Spells that had lasted until this day, summed over the seeds.
    at_risk: i64,
}

#[derive(Serialize)]
pub(crate) struct Number {
    /// `number`, `too few to tell` or `nothing to measure`.
    told: &'static str,
    mean: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    seeds: usize,
}

/// The summary of a run, ending in a newline.
pub fn summary_json(run: &Run) -> String {
    let mark = Mark::of(run);
    let summary = Summary {
        synthetic: SYNTHETIC,
        version: &run.version,
        experiment: &run.name,
        experiment_hash: &run.experiment_hash,
        regime_hashes: mark.regime_hashes.iter().map(|(arm, hash)| Hash { arm, hash }).collect(),
        seeds: &run.seeds,
        people: run.people,
        days: run.days,
        reference: &run.arms[run.reference].name,
        intervals: "95 %, Student t over seeds: simulation noise only, not the spread over stylised parameters",
        arms: (0..run.arms.len()).map(|arm| world(run, arm)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&summary).expect("plain data serialises");
    text.push('\n');
    text
}

fn world(run: &Run, arm: usize) -> World<'_> {
    let about = &run.arms[arm];
    World {
        name: &about.name,
        title: &about.title,
        stylised: about.stylised,
        source: &about.source,
        date: &about.date,
        missing: &about.missing,
        measures: EVERY.iter().map(|about| line(run, about, arm)).collect(),
        beside_the_reference: BESIDE.iter().map(|paired| beside(run, paired, arm)).collect(),
        parity: run.kinds().into_iter().filter_map(|kind| parity_of(run, arm, kind)).collect(),
        survival: [Tally::Correction, Tally::LowestBand]
            .into_iter()
            .filter_map(|tally| curve(run, arm, tally))
            .collect(),
    }
}

fn beside(run: &Run, paired: &Paired, arm: usize) -> BesideLine {
    BesideLine { measure: paired.key, unit: unit(paired.unit), value: number(run.beside(paired, arm, EVERYBODY)) }
}

fn parity_of(run: &Run, arm: usize, kind: &'static str) -> Option<ParityLine> {
    let parity = parity::between(run, arm, kind)?;
    let told = |estimate: Option<Estimate>| number(estimate.map_or(Told::Nothing, Told::Number));
    let name = |group: usize| run.groups[group].name.clone();
    Some(ParityLine {
        by: kind,
        most: name(parity.most),
        least: name(parity.least),
        adverse_ratio: told(parity.adverse),
        adverse_ratio_bootstrap: parity.adverse_bootstrap,
        favourable_ratio: told(parity.favourable),
        difference: told(parity.difference),
        equalised_odds_difference: equalised_odds(run, arm, kind).map(|odds| told(Some(odds.difference))),
    })
}

/// None where there was no such spell, or too few to tell.
fn curve(run: &Run, arm: usize, tally: Tally) -> Option<Curve> {
    let of_seeds = || run.cells.iter().flat_map(|arms| arms[arm].tallies.of(tally, EVERYBODY));
    let spells: i64 = of_seeds().map(|(_, n)| n).sum();
    let ended = of_seeds().filter(|((_, ended), _)| *ended == 1).map(|(_, n)| n).sum();
    let point = |(day, estimate, at_risk): (i64, Estimate, i64)| Point {
        day,
        lasting: estimate.mean,
        low: estimate.interval.map(|(low, _)| low),
        high: estimate.interval.map(|(_, high)| high),
        at_risk,
    };
    let points = || survival::of_world(run, tally, arm, EVERYBODY).into_iter().map(point).collect();
    (spells >= LEAST_EVENTS).then(|| Curve { of: tally.name(), spells, ended, points: points() })
}

fn line(run: &Run, about: &About, arm: usize) -> Line {
    let paired = |told: Told| (arm != run.reference).then(|| number(told));
    Line {
        measure: about.key,
        unit: unit(about.unit),
        value: number(run.told(about, arm, EVERYBODY)),
        paired_difference: paired(run.difference(about, arm, EVERYBODY)),
        paired_ratio: paired(run.paired_ratio(about, arm, EVERYBODY)),
    }
}

pub(crate) fn number(told: Told) -> Number {
    let (mean, interval) = (told.mean(), told.number().and_then(|estimate| estimate.interval));
    Number {
        told: told.word(),
        mean,
        low: interval.map(|(low, _)| low),
        high: interval.map(|(_, high)| high),
        seeds: told.number().map_or(0, |estimate| estimate.seeds),
    }
}
