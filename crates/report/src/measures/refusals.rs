//! Doors that closed because of a record.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{Applications, Refusals};

pub const REFUSALS: About = About {
    key: "refusal_rate",
    name: "refused because of the record",
    sentence: "The share of applications at gates that look people up which were refused because of the record, not on \
               their merits.",
    formula: "refusals because of the record ÷ applications",
    source: "closed form",
    misses: "applications that people no longer make, delays, and higher prices; a gate that refuses nobody counts in \
             the denominator, so the rate falls when one is added, though nobody is refused less",
    unit: Unit::Share,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, Refusals), cell.total.get(group, Applications))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, Refusals), cases: cell.total.get(group, Applications) }
}
