//! Who has work.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{Employed, Unemployed};

pub const EMPLOYMENT: About = About {
    key: "employment",
    name: "employment",
    sentence: "The share of days with work, among people who have work or look for it.",
    formula: "person-days employed ÷ person-days employed or looking for work",
    source: "closed form",
    misses: "the quality and the pay of work, and people who no longer look for it",
    unit: Unit::Share,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    let (employed, looking) = (cell.person_days.get(group, Employed), cell.person_days.get(group, Unemployed));
    share(employed, employed + looking)
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let people = cell.total.get(group, Employed) + cell.total.get(group, Unemployed);
    Basis { events: people, cases: people }
}
