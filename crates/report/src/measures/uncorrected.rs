//! How long a wrongful sanction stands before everything about it is put right.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::survival;
use crate::tallies::Tally;

/// Half of them are put right by then.
pub const CORRECTED_BY_HALF: About = About {
    key: "correction_median_days",
    name: "half of the wrongful sanctions corrected",
    sentence: "The day by which half of the wrongful sanctions are fully corrected, counting those that never were.",
    formula: "t with S(t) ≤ ½; S after Kaplan and Meier: Π (1 − corrected ÷ still standing)",
    source: "Kaplan & Meier 1958; checked against lifelines",
    misses: "the days after which fewer than half are corrected: then nothing is told here, and the shares say it",
    unit: Unit::Days,
    of: |cell, group| survival::median(cell, Tally::Correction, group),
    basis,
};

macro_rules! uncorrected {
    ($key:literal, $name:literal, $sentence:literal, $days:literal) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: "S(t) after Kaplan and Meier: Π (1 − corrected ÷ still standing) over the days up to t",
            source: "Kaplan & Meier 1958; checked against lifelines",
            misses: "what the sanction did in the meantime, which no correction undoes",
            unit: Unit::Share,
            of: |cell, group| survival::lasting(cell, Tally::Correction, group, $days),
            basis,
        }
    };
}

/// After a month, a quarter and a year. From the first evening of a wrongful sanction (a fine on an error; a refused
/// band or list that errors alone account for) until none stands and every wrong mark that hurt is lifted or expired.
pub const UNCORRECTED: [About; 3] = [
    uncorrected!(
        "uncorrected_30_days",
        "wrongful sanctions standing after 30 days",
        "The share of wrongful sanctions that are not fully corrected after 30 days.",
        30
    ),
    uncorrected!(
        "uncorrected_90_days",
        "wrongful sanctions standing after 90 days",
        "The share of wrongful sanctions that are not fully corrected after 90 days.",
        90
    ),
    uncorrected!(
        "uncorrected_364_days",
        "wrongful sanctions standing after a year",
        "The share of wrongful sanctions that are not fully corrected after 364 days.",
        364
    ),
];

fn basis(cell: &Cell, group: usize) -> Basis {
    let spells = cell.tallies.sum(Tally::Correction, group);
    Basis { events: spells, cases: spells }
}
