//! How much of a score is its person: whose doing the differences between scores are.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::tallies::Tally;
use model::measures::Measure::People;
use model::measures::score_parts::PARTS;

/// The row of the whole score less its start.
const WHOLE: i64 = PARTS as i64;
const OWN: i64 = 0;

macro_rules! part {
    ($key:literal, $name:literal, $sentence:literal, $part:literal) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: "cov(account, score) ÷ var(score), over people on the last evening",
            source: "identity: the accounts sum to the score less its start, and the ten shares to 1",
            misses: "a share may be below nought, where an account evens out what others do",
            unit: Unit::Share,
            of: |cell, group| share(cell, group, $part),
            basis,
        }
    };
}

/// One for each account, then what the limits of the scale cut off.
pub const SCORE_PARTS: [About; PARTS] = [
    part!(
        "score_own",
        "own acts",
        "The share of the differences between scores that comes from own acts outside speech.",
        0
    ),
    part!("score_speech", "speech", "The share of the differences between scores that comes from own words.", 1),
    part!(
        "score_wrong_person",
        "wrong person",
        "The share of the differences between scores that comes from acts of somebody else.",
        2
    ),
    part!("score_no_act", "no act", "The share of the differences between scores that comes from what nobody did.", 3),
    part!("score_malice", "malice", "The share of the differences between scores that comes from false tips.", 4),
    part!("score_kin", "kin", "The share of the differences between scores that comes from acts of kin.", 5),
    part!(
        "score_ratings",
        "ratings",
        "The share of the differences between scores that comes from ratings by others.",
        6
    ),
    part!(
        "score_perks",
        "rewards",
        "The share of the differences between scores that comes from rewards and bought points.",
        7
    ),
    part!(
        "score_wrong_amount",
        "wrong amounts",
        "The share of the differences between scores that comes from wrong amounts.",
        8
    ),
    part!(
        "score_limits",
        "limits",
        "The share of the differences between scores that comes from the ends of the scale.",
        9
    ),
];

/// A part of the score: what it adds on average, and its share of the differences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub mean_points: f64,
    /// None where all have the same score.
    pub share: Option<f64>,
}

/// The parts in the order of [`SCORE_PARTS`]; the means sum to the mean score less its start. None where there is no one
/// score.
pub fn parts(cell: &Cell, group: usize) -> Option<[Part; PARTS]> {
    let people = cell.total.get(group, People);
    cell.tallies.of(Tally::ScoreParts, group).next().filter(|_| people > 0)?;
    let mean = |part: i64| cell.tallies.count(Tally::ScoreParts, group, (part, 0)) as f64 / people as f64 / 100.0;
    Some(std::array::from_fn(|part| Part { mean_points: mean(part as i64), share: share(cell, group, part as i64) }))
}

fn share(cell: &Cell, group: usize, part: i64) -> Option<f64> {
    let people = i128::from(cell.total.get(group, People));
    let sum = |row: i64, column: i64| i128::from(cell.tallies.count(Tally::ScoreParts, group, (row, column)));
    let covariance = |row: i64| people * sum(row, 1) - sum(row, 0) * sum(WHOLE, 0);
    (covariance(WHOLE) > 0).then(|| covariance(part) as f64 / covariance(WHOLE) as f64)
}

fn basis(cell: &Cell, group: usize) -> Basis {
    // Whose score is told apart at all: people, where any account but that of own acts could have moved it.
    let people = if share(cell, group, OWN).is_some() { cell.total.get(group, People) } else { 0 };
    Basis { events: people, cases: people }
}
