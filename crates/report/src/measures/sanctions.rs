//! How many people the regime sanctioned at all.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{NewlySanctioned, People};

pub const SANCTIONS: About = About {
    key: "sanctioned",
    name: "sanctioned at least once",
    sentence: "The share of people with an ordinary fine, a check or a claim after a selection, a refusal or a delay \
               because of their record, or a band or a list that an institution refuses.",
    formula: "first sanctions ÷ people",
    source: "definition of this project: the outcome that its group measures look at",
    misses: "how hard and how often: one small fine counts as much as a year in the lowest band",
    unit: Unit::Share,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, NewlySanctioned), cell.total.get(group, People))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, NewlySanctioned), cases: cell.total.get(group, People) }
}
