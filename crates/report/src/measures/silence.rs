//! What people wanted to say and did not.

use super::{About, Basis, Unit};
use crate::Cell;
use model::measures::Measure::{SpeechDesired, SpeechExpressed, SpeechOccasions};

pub const SILENCE: About = About {
    key: "silence",
    name: "silence",
    sentence: "The share of desired critical speech that was not expressed.",
    formula: "1 − expressed ÷ desired",
    source: "Daymude, Axelrod & Forrest 2025 for the choice of each person; closed form",
    misses: "what was said, and thoughts that people no longer have",
    unit: Unit::Share,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    let desired = cell.total.get(group, SpeechDesired);
    (desired > 0).then(|| 1.0 - cell.total.get(group, SpeechExpressed) as f64 / desired as f64)
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let occasions = cell.total.get(group, SpeechOccasions);
    Basis { events: occasions, cases: occasions }
}
