//! Whether people rise and fall between the bands; and how much of that is noise.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::tallies::Tally;
use std::collections::BTreeMap;

/// In the bands that count.
pub const MOBILITY: About = About {
    key: "mobility",
    name: "mobility between bands",
    sentence: "How freely people move between bands in 30 days: 0 nobody moves, 1 the old band says nothing about the new one.",
    formula: "(k − tr P) ÷ (k − 1), P the shares of the people of a band that are in each band 30 days later, k bands in use",
    source: "the trace index of Shorrocks; checked against giddy",
    misses: "which way people move; and errors raise it: see the twin without errors",
    unit: Unit::Index,
    of: |cell, group| shorrocks(cell, Tally::Moves, group),
    basis: |cell, group| basis(cell, Tally::Moves, group),
};

/// In the bands that the same people would have without erroneous marks.
pub const MOBILITY_WITHOUT_ERRORS: About = About {
    key: "mobility_without_errors",
    name: "mobility without errors",
    sentence: "The same for the bands that the same people would have without erroneous marks: the difference is noise.",
    of: |cell, group| shorrocks(cell, Tally::MovesWithoutErrors, group),
    basis: |cell, group| basis(cell, Tally::MovesWithoutErrors, group),
    ..MOBILITY
};

fn shorrocks(cell: &Cell, tally: Tally, group: usize) -> Option<f64> {
    let mut bands: BTreeMap<i64, [i64; 2]> = BTreeMap::new();
    for ((from, to), n) in cell.tallies.of(tally, group) {
        let [all, stayed] = bands.entry(from).or_default();
        *all += n;
        *stayed += if from == to { n } else { 0 };
    }
    let trace: f64 = bands.values().map(|[all, stayed]| *stayed as f64 / *all as f64).sum();
    let k = bands.len() as f64;
    (bands.len() > 1).then(|| (k - trace) / (k - 1.0))
}

fn basis(cell: &Cell, tally: Tally, group: usize) -> Basis {
    let moves = cell.tallies.of(tally, group).filter(|((from, to), _)| from != to).map(|(_, n)| n).sum();
    Basis { events: moves, cases: cell.tallies.sum(tally, group) }
}
