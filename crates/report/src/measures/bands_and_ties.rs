//! Whether people are tied to their like: the same band at both ends of a tie, and how much of the city still hangs
//! together across bands.

use super::{About, Basis, Unit, share};
use crate::Cell;
use crate::tallies::Tally;
use model::measures::Measure::People;
use std::collections::BTreeMap;

pub const ASSORTATIVITY: About = About {
    key: "band_assortativity",
    name: "like tied to like",
    sentence: "How much more often the ends of a tie are in the same band than chance would have it: 0 as often, 1 always.",
    formula: "(tr e − Σ aᵢ bᵢ) ÷ (1 − Σ aᵢ bᵢ), e the shares of ends of ties by band, a and b its margins",
    source: "Newman 2003; checked against networkx",
    misses: "whether people of a band were friends before there was a score: see the reference and the first weeks",
    unit: Unit::Index,
    of: assortativity,
    basis,
};

pub const MIXED_PART: About = About {
    key: "largest_mixed_part",
    name: "largest part that mixes bands",
    sentence: "The share of people in the largest part of the city that hangs together by friendships and holds more than one band.",
    formula: "people of the largest mixed component ÷ people",
    source: "components of a graph, in closed form on small cities in the tests of the model",
    misses: "how thin the thread is: one tie is enough to hang together",
    unit: Unit::Share,
    of: mixed_part,
    basis,
};

fn assortativity(cell: &Cell, group: usize) -> Option<f64> {
    let all = cell.tallies.sum(Tally::Ties, group) as f64;
    let mut same = 0.0;
    let mut margins: BTreeMap<i64, [f64; 2]> = BTreeMap::new();
    for ((from, to), n) in cell.tallies.of(Tally::Ties, group) {
        let share = n as f64 / all;
        same += if from == to { share } else { 0.0 };
        margins.entry(from).or_default()[0] += share;
        margins.entry(to).or_default()[1] += share;
    }
    let chance: f64 = margins.values().map(|[from, to]| from * to).sum();
    (all > 0.0 && chance < 1.0).then(|| (same - chance) / (1.0 - chance))
}

fn mixed_part(cell: &Cell, group: usize) -> Option<f64> {
    let ((_, _), people) = cell.tallies.of(Tally::MixedPart, group).next()?;
    share(people, cell.total.get(group, People))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let ends = cell.tallies.sum(Tally::Ties, group);
    Basis { events: ends, cases: ends }
}
