//! `summary.json`: the headline in numbers, for a program to read. Keys keep the order they are written in.

use super::{Mark, SYNTHETIC};
use crate::Run;
use crate::measures::{About, EVERY};
use crate::page::EVERYBODY;
use crate::robust::unit;
use crate::statistics::Told;
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
    }
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
        told: self::told(&told),
        mean,
        low: interval.map(|(low, _)| low),
        high: interval.map(|(_, high)| high),
        seeds: told.number().map_or(0, |estimate| estimate.seeds),
    }
}

pub(super) fn told(told: &Told) -> &'static str {
    match told {
        Told::Number(_) => "number",
        Told::TooFew => "too few to tell",
        Told::Nothing => "nothing to measure",
    }
}
