//! Whether the score measures what it claims to: how far differences in conduct explain differences in score.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::tallies::Tally;

/// What the own acts would have brought; records of own acts; errors; the score.
const NUMBERS: usize = 4;
const SCORE: usize = NUMBERS - 1;

macro_rules! explained {
    ($key:literal, $name:literal, $sentence:literal, $step:literal) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: "gain in R² of the score over people: by conduct, then by the records of it, then by errors; the rest",
            source: "construct validity as explained variance, in this order; checked against SALib on independent factors",
            misses: "the order matters where the three go together: what conduct and luck share is given to conduct",
            unit: Unit::Share,
            of: |cell, group| Some(explained(cell, group)?[$step]),
            basis,
        }
    };
}

/// In this order; the four sum to 1.
pub const VALIDITY: [About; 4] = [
    explained!(
        "validity_conduct",
        "explained by conduct",
        "The share of the differences between scores that is explained by what people did, had each act been recorded once.",
        0
    ),
    explained!(
        "validity_exposure",
        "explained by being seen",
        "The share explained beyond that by which of their acts were recorded, and how long the records count.",
        1
    ),
    explained!(
        "validity_error",
        "explained by errors",
        "The share explained beyond that by wrong persons, alarms without an act, false tips and wrong amounts.",
        2
    ),
    explained!(
        "validity_others",
        "explained by others",
        "What is left: kin, ratings, rewards and the ends of the scale.",
        3
    ),
];

/// Gains in R², one variable after another; by what the ones before leave over of each (Gram and Schmidt).
pub fn explained(cell: &Cell, group: usize) -> Option<[f64; NUMBERS]> {
    let mut left = covariances(cell, group)?;
    let (all, before) = (left[SCORE][SCORE], left);
    let mut gains = [0.0; NUMBERS];
    for number in 0..SCORE {
        let pivot = left[number][number];
        // Nothing of its own is left but rounding.
        if pivot <= before[number][number] * 1e-12 {
            continue;
        }
        gains[number] = left[number][SCORE] * left[number][SCORE] / pivot / all;
        let row = left[number];
        for (other, rest) in left.iter_mut().enumerate() {
            let times = row[other] / pivot;
            rest.iter_mut().zip(row).for_each(|(rest, of)| *rest -= times * of);
        }
    }
    gains[SCORE] = 1.0 - gains.iter().sum::<f64>();
    Some(gains)
}

/// Covariances over people; none where there is no one score, or all have the same.
fn covariances(cell: &Cell, group: usize) -> Option<[[f64; NUMBERS]; NUMBERS]> {
    let sum =
        |a: usize, b: usize| i128::from(cell.tallies.count(Tally::Validity, group, (a.min(b) as i64, a.max(b) as i64)));
    let people = sum(0, 0);
    let covariance = |a: usize, b: usize| (people * sum(a + 1, b + 1) - sum(0, a + 1) * sum(0, b + 1)) as f64;
    let squares = people as f64 * people as f64;
    (people > 0 && covariance(SCORE, SCORE) > 0.0)
        .then(|| std::array::from_fn(|a| std::array::from_fn(|b| covariance(a, b) / squares)))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let people = cell.tallies.count(Tally::Validity, group, (0, 0));
    Basis { events: people, cases: people }
}
