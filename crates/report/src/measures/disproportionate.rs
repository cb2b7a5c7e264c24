//! The third wrong: a sanction far heavier than the act.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{NewlyDisproportionate, NewlySanctioned, People};

/// Of all people.
pub const DISPROPORTIONATE: About = About {
    key: "disproportionate",
    name: "disproportionate sanction",
    sentence: "The share of people whose sanctions weigh more than the stated multiple of the severity of their acts.",
    formula: "people with such a sanction ÷ all people",
    source: "definition of this project: severity × days of the sanction ÷ severity of the act, above a stated bound",
    misses: "it rests on stylised severities of acts and of sanctions",
    unit: Unit::Share,
    of,
    basis,
};

/// Of the sanctioned.
pub const DISPROPORTIONATE_OF_SANCTIONED: About = About {
    key: "disproportionate_of_sanctioned",
    name: "disproportionate sanction, of the sanctioned",
    formula: "people with such a sanction ÷ people sanctioned at all",
    of: of_sanctioned,
    basis: basis_of_sanctioned,
    ..DISPROPORTIONATE
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, NewlyDisproportionate), cell.total.get(group, People))
}

pub fn of_sanctioned(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, NewlyDisproportionate), cell.total.get(group, NewlySanctioned))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, NewlyDisproportionate), cases: cell.total.get(group, People) }
}

fn basis_of_sanctioned(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, NewlyDisproportionate), cases: cell.total.get(group, NewlySanctioned) }
}
