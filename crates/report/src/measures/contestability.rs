//! The chance that a false mark is contested and taken back.

use super::marks::false_marks;
use super::{About, Basis, Unit, share};
use crate::Cell;
use model::measures::Measure::{AppealsFiledWrong, AppealsGrantedWrong};

pub const CONTESTABILITY: About = About {
    key: "contestability",
    name: "false marks put right by appeal",
    sentence: "The chance that a false mark is appealed against, times the chance that such an appeal is granted.",
    formula: "P(appealed | false) · P(granted | appealed)",
    source: "closed form",
    misses: "the cost of an appeal to the person, and cases still waiting when the run ends",
    unit: Unit::Share,
    of,
    basis,
};

/// Whether people know and dare.
pub const APPEALED: About = About {
    key: "false_marks_appealed",
    name: "false marks appealed against",
    sentence: "The chance that a false mark is appealed against.",
    formula: "appeals against false marks ÷ false marks",
    of: |cell, group| share(cell.total.get(group, AppealsFiledWrong), false_marks(cell, group)),
    basis: |cell, group| Basis { events: cell.total.get(group, AppealsFiledWrong), cases: false_marks(cell, group) },
    ..CONTESTABILITY
};

/// Whether it helps.
pub const GRANTED: About = About {
    key: "false_marks_granted",
    name: "granted, of such appeals",
    sentence: "The chance that an appeal against a false mark is granted before the run ends.",
    formula: "appeals granted against false marks ÷ appeals against false marks",
    of: |cell, group| share(cell.total.get(group, AppealsGrantedWrong), cell.total.get(group, AppealsFiledWrong)),
    basis: |cell, group| {
        let [granted, filed] = [AppealsGrantedWrong, AppealsFiledWrong].map(|count| cell.total.get(group, count));
        Basis { events: granted, cases: filed }
    },
    ..CONTESTABILITY
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    let appealed = share(cell.total.get(group, AppealsFiledWrong), false_marks(cell, group))?;
    // Nothing appealed against: nothing put right.
    let granted = share(cell.total.get(group, AppealsGrantedWrong), cell.total.get(group, AppealsFiledWrong));
    Some(appealed * granted.unwrap_or(0.0))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: cell.total.get(group, AppealsGrantedWrong), cases: false_marks(cell, group) }
}
