//! The second wrong: a sanction for speech or for kin, even if everything was recorded correctly.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{NewlyRights, NewlySanctioned, People};

/// Of all people.
pub const RIGHTS: About = About {
    key: "rights_violating",
    name: "rights-violating sanction",
    sentence: "The share of people with a sanction that erroneous marks do not explain, and that would not have come \
               without marks for speech or for an act of kin.",
    formula: "people with such a sanction ÷ all people",
    source: "definition of this project, after the Charter of Fundamental Rights, Articles 9 to 12 (paraphrase)",
    misses: "rights outside the model, such as assembly, belief or privacy as such",
    unit: Unit::Share,
    of,
    basis,
};

/// Of the sanctioned.
pub const RIGHTS_OF_SANCTIONED: About = About {
    key: "rights_violating_of_sanctioned",
    name: "rights-violating sanction, of the sanctioned",
    formula: "people with such a sanction ÷ people sanctioned at all",
    of: of_sanctioned,
    basis: basis_of_sanctioned,
    ..RIGHTS
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, NewlyRights), cell.total.get(group, People))
}

pub fn of_sanctioned(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, NewlyRights), cell.total.get(group, NewlySanctioned))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, NewlyRights), cases: cell.total.get(group, People) }
}

fn basis_of_sanctioned(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, NewlyRights), cases: cell.total.get(group, NewlySanctioned) }
}
