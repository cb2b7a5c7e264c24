//! Two runs beside one another: the same synthetic people and the same luck under two sets of rules, paired seed by seed.

use crate::files::{Measured, Number, SYNTHETIC, number};
use crate::measures::EVERY;
use crate::page::EVERYBODY;
use crate::robust::unit;
use serde::Serialize;

/// Two runs that can be compared, and which world is laid beside which.
#[derive(Clone, Debug)]
pub struct Compared {
    pub a: Measured,
    pub b: Measured,
    pub pairs: Vec<Pair>,
}

/// A world of the one run and a world of the other, by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub a: usize,
    pub b: usize,
}

#[derive(Serialize)]
struct Told<'a> {
    synthetic: &'static str,
    /// What an interval is and is not.
    intervals: &'static str,
    seeds: &'a [u64],
    worlds: Vec<Beside<'a>>,
}

#[derive(Serialize)]
struct Beside<'a> {
    a: &'a str,
    b: &'a str,
    measures: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    measure: &'static str,
    unit: &'static str,
    a: Number,
    b: Number,
    /// b less a, seed by seed.
    paired_difference: Number,
    /// b by a, seed by seed.
    paired_ratio: Number,
}

/// Every measure of everybody in each pair of worlds, for a program to read.
pub fn compared_json(compared: &Compared) -> serde_json::Value {
    let told = Told {
        synthetic: SYNTHETIC,
        intervals: "95 %, Student t over seeds: simulation noise only, not the spread over stylised parameters",
        seeds: &compared.a.seeds,
        worlds: compared.pairs.iter().map(|pair| beside(compared, *pair)).collect(),
    };
    serde_json::to_value(told).expect("plain data serialises")
}

fn beside(compared: &Compared, pair: Pair) -> Beside<'_> {
    let (a, b) = (compared.a.world(pair.a), compared.b.world(pair.b));
    let line = |about: &&'static crate::measures::About| Line {
        measure: about.key,
        unit: unit(about.unit),
        a: number(a.told(about, EVERYBODY)),
        b: number(b.told(about, EVERYBODY)),
        paired_difference: number(b.less(a, about, EVERYBODY)),
        paired_ratio: number(b.by(a, about, EVERYBODY)),
    };
    Beside { a: a.name(), b: b.name(), measures: EVERY.iter().map(line).collect() }
}
