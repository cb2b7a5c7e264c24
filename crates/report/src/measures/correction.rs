//! How long a false mark stands before it is put right.

use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{AppealsGrantedWrong, CorrectionDays};

pub const CORRECTION: About = About {
    key: "correction_days",
    name: "time to correction",
    sentence: "The mean number of days from a false mark to its correction, among those that were corrected.",
    formula: "days to correction ÷ corrections",
    source: "mean of completed spells; the survival curve beside it does not forget the others",
    misses: "marks that are never corrected: the fewer there are corrected, the shorter this looks",
    unit: Unit::Days,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(cell.total.get(group, CorrectionDays), cell.total.get(group, AppealsGrantedWrong))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let corrections = cell.total.get(group, AppealsGrantedWrong);
    Basis { events: corrections, cases: corrections }
}
