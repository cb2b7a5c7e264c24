//! Deterrence: whether people break rules of law less often than in the reference world.

use super::{About, Basis, Unit, yearly};
use crate::Cell;
use model::measures::Measure::{Offences, People};

pub const OFFENCES: About = About {
    key: "offences",
    name: "offences",
    sentence: "Acts against a rule of law, done by a person in a year, seen or not; deterrence is the paired difference \
               to the reference.",
    formula: "offences ÷ person-years",
    source: "Becker 1968 and Png 1986 for the choice of each person; closed form",
    misses: "offences that only moved out of sight are in it, harm done by them is not",
    unit: Unit::PerPersonYear,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    yearly(cell, group, cell.total.get(group, Offences))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, Offences), cases: cell.total.get(group, People) }
}
