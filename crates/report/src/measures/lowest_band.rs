//! How long people stay at the bottom, once they are there.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::survival;
use crate::tallies::Tally;

pub const LOWEST_BAND: About = About {
    key: "lowest_band_half_life_days",
    name: "half-life in the lowest band",
    sentence: "The days after which half of those who came into the lowest band have left it.",
    formula: "t with S(t) ≤ ½; S after Kaplan and Meier, of spells in the lowest band",
    source: "Kaplan & Meier 1958; checked against lifelines",
    misses: "half-lives longer than the run: then nothing is told; and how soon people come back",
    unit: Unit::Days,
    of: |cell, group| survival::median(cell, Tally::LowestBand, group),
    basis,
};

fn basis(cell: &Cell, group: usize) -> Basis {
    let spells = cell.tallies.sum(Tally::LowestBand, group);
    Basis { events: spells, cases: spells }
}
