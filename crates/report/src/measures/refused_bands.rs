//! Time spent where doors are closed.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{People, Sanctioned};

pub const REFUSED_BANDS: About = About {
    key: "refused_bands",
    name: "time in a refused band",
    sentence: "The share of all days that people lived in a band which some institution refuses.",
    formula: "person-days in a refused band ÷ person-days",
    source: "closed form",
    misses: "whether the same people stay there or many pass through",
    unit: Unit::Share,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.person_days.get(group, Sanctioned), cell.person_days.get(group, People))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.person_days.get(group, Sanctioned), cases: cell.total.get(group, People) }
}
