//! Two runs beside one another: the same synthetic people and the same luck under two sets of rules, paired seed by seed.

use crate::files::{Measured, Number, SYNTHETIC, number};
use crate::measures::{About, EVERY};
use crate::page::EVERYBODY;
use crate::robust::unit;
use crate::shown::Shown;
use crate::statistics;
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

/// A group and its place in each of the two runs; a run has no place for a group of fewer than ten people.
pub(crate) struct Shared<'a> {
    pub(crate) name: &'a str,
    pub(crate) a: Option<usize>,
    pub(crate) b: Option<usize>,
}

impl Compared {
    /// Dimensions by which the people of both runs can be told apart.
    pub fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = self.a.groups.iter().map(|(kind, _)| kind.as_str()).collect();
        kinds.dedup();
        kinds.retain(|kind| self.groups(kind).len() > 1);
        kinds
    }

    /// The groups of a dimension, in their order.
    pub(crate) fn groups(&self, kind: &str) -> Vec<Shared<'_>> {
        let place = |run: &Measured, name: &str| run.groups.iter().position(|group| group.0 == kind && group.1 == name);
        let of_a = self.a.groups.iter().filter(|group| group.0 == kind);
        let only_b = self.b.groups.iter().filter(|group| group.0 == kind && place(&self.a, &group.1).is_none());
        let shared = |(_, name): &'_ (String, String)| (place(&self.a, name), place(&self.b, name));
        let both = of_a.chain(only_b).map(|group| (group.1.as_str(), shared(group)));
        both.map(|(name, (a, b))| Shared { name, a, b }).collect()
    }

    /// What can be said of a measure in a group, in the worlds of a pair: in a, in b, b less a, b by a.
    pub(crate) fn told(&self, pair: Pair, about: &'static About, group: &Shared) -> [statistics::Told; 4] {
        let few = statistics::Told::TooFew;
        let a = group.a.map(|at| self.a.world(pair.a).shown(about, at));
        let b = group.b.map(|at| self.b.world(pair.b).shown(about, at));
        let [here, there] = [&a, &b].map(|shown| shown.as_ref().map_or(few, Shown::told));
        match (&a, &b) {
            (Some(a), Some(b)) => [here, there, b.less(a), b.by(a)],
            _ => [here, there, few, few],
        }
    }
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
    /// Of the dimension that is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<Group<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    by: &'a str,
    group: &'a str,
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

/// Every measure of everybody in each pair of worlds, and of the groups of a dimension if one is named, for a program to
/// read.
pub fn compared_json(compared: &Compared, by: Option<&str>) -> serde_json::Value {
    let told = Told {
        synthetic: SYNTHETIC,
        intervals: "95 %, Student t over seeds: simulation noise only, not the spread over stylised parameters",
        seeds: &compared.a.seeds,
        worlds: compared.pairs.iter().map(|pair| beside(compared, *pair, by)).collect(),
    };
    serde_json::to_value(told).expect("plain data serialises")
}

fn beside<'a>(compared: &'a Compared, pair: Pair, by: Option<&'a str>) -> Beside<'a> {
    let lines = |group: &Shared| EVERY.iter().map(|about| line(compared, pair, about, group)).collect();
    let of_kind = |kind: &'a str| {
        let groups = compared.groups(kind).into_iter();
        groups.map(move |group| Group { by: kind, group: group.name, measures: lines(&group) }).collect()
    };
    let everybody = Shared { name: "all", a: Some(EVERYBODY), b: Some(EVERYBODY) };
    Beside {
        a: compared.a.world(pair.a).name(),
        b: compared.b.world(pair.b).name(),
        measures: lines(&everybody),
        groups: by.map(of_kind).unwrap_or_default(),
    }
}

fn line(compared: &Compared, pair: Pair, about: &'static About, group: &Shared) -> Line {
    let [a, b, paired_difference, paired_ratio] = compared.told(pair, about, group).map(number);
    Line { measure: about.key, unit: unit(about.unit), a, b, paired_difference, paired_ratio }
}
