//! How often institutions look a person up.

use super::{About, Basis, Unit, yearly};
use crate::Cell;
use model::measures::Measure::{LookUps, People};

pub const EXPOSURE: About = About {
    key: "look_ups",
    name: "look-ups",
    sentence: "How often an institution looked up the record of a person in a year, on average.",
    formula: "look-ups ÷ person-years",
    source: "identity",
    misses: "being watched without being looked up; who looked is told apart",
    unit: Unit::PerPersonYear,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    yearly(cell, group, cell.total.get(group, LookUps))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, LookUps), cases: cell.total.get(group, People) }
}
