//! The first wrong: a sanction that rests on an error or a lie.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{NewlyErroneous, NewlySanctioned, People};

/// Of all people.
pub const ERRONEOUS: About = About {
    key: "erroneous",
    name: "erroneous sanction",
    sentence: "The share of people with a sanction that would not have come without erroneous marks (another person's \
               act, no act, a false tip).",
    formula: "people with such a sanction ÷ all people",
    source: "false discovery and false positive rates as in Fairlearn and Aequitas",
    misses: "wrongs that are recorded without an error, marks for an act of kin among them; see the other two",
    unit: Unit::Share,
    of,
    basis,
};

/// Of the sanctioned.
pub const ERRONEOUS_OF_SANCTIONED: About = About {
    key: "erroneous_of_sanctioned",
    name: "erroneous sanction, of the sanctioned",
    formula: "people with such a sanction ÷ people sanctioned at all",
    of: of_sanctioned,
    basis: basis_of_sanctioned,
    ..ERRONEOUS
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, NewlyErroneous), cell.total.get(group, People))
}

pub fn of_sanctioned(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, NewlyErroneous), cell.total.get(group, NewlySanctioned))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, NewlyErroneous), cases: cell.total.get(group, People) }
}

fn basis_of_sanctioned(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, NewlyErroneous), cases: cell.total.get(group, NewlySanctioned) }
}
