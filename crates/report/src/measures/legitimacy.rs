//! What people think of the regime.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{Legitimacy, People};

/// A belief of one, as the model counts it.
const WHOLE: f64 = 65535.0;

pub const LEGITIMACY: About = About {
    key: "belief_in_fairness",
    name: "belief that the regime is fair",
    sentence: "How fair people believe the regime to be, from 0 to 100 %, on the last evening.",
    formula: "sum of beliefs ÷ people",
    source: "closed form; beliefs fall with unjust sanctions, own or of a tie (stylised)",
    misses: "why people believe it: praise under pressure looks the same",
    unit: Unit::Share,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, Legitimacy), cell.total.get(group, People)).map(|mean| mean / WHOLE)
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let people = cell.total.get(group, People);
    Basis { events: people, cases: people }
}
