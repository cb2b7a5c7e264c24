//! Whether one false mark is ever lived down: the people who got one, beside their twins who did not.

use super::{About, Basis, Unit, share};
use crate::Cell;
use crate::tallies::Tally;

macro_rules! trap {
    ($key:literal, $name:literal, $sentence:literal, $years:literal) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: "people with a planted mark whose score is below their own twin's ÷ people with a planted mark",
            source: "closed form; needs a world with `inject.*` beside a reference that differs in nothing else",
            misses: "worlds without planted marks, and runs that end before the anniversary",
            unit: Unit::Share,
            of: |cell, group| trapped(cell, group, $years),
            basis: |cell, group| basis(cell, group, $years),
        }
    };
}

/// On the evening of the mark, and one, three and five years later.
pub const TRAP: [About; 4] = [
    trap!(
        "below_twin_at_once",
        "below the twin at once",
        "The share of those with one planted false mark whose score is below their twin's on the same evening.",
        0
    ),
    trap!(
        "trapped_1_year",
        "below the twin after a year",
        "The share of those with one planted false mark whose score is still below their twin's after a year.",
        1
    ),
    trap!(
        "trapped_3_years",
        "below the twin after three years",
        "The share of those with one planted false mark whose score is still below their twin's after three years.",
        3
    ),
    trap!(
        "trapped_5_years",
        "below the twin after five years",
        "The share of those with one planted false mark whose score is still below their twin's after five years.",
        5
    ),
];

fn trapped(cell: &Cell, group: usize, years: i64) -> Option<f64> {
    let basis = basis(cell, group, years);
    share(basis.events, basis.cases)
}

fn basis(cell: &Cell, group: usize, years: i64) -> Basis {
    let [above, below] = [0, 1].map(|below| cell.tallies.count(Tally::Trap, group, (years, below)));
    Basis { events: below, cases: above + below }
}
