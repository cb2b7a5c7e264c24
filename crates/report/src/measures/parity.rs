//! Whether some groups are sanctioned more than others.
//!
//! The *adverse ratio* is the highest rate of sanction among the groups of a kind over the lowest. The *favourable ratio* (the
//! "four-fifths" ratio) is the lowest rate of *not* being sanctioned over the highest. For rare sanctions they disagree
//! wildly: 1 % against 5 % is a favourable ratio of .96 and an adverse ratio of 5. Both are printed, and neither is a
//! legal test.

use super::SANCTIONS;
use crate::statistics::{self, Estimate};
use crate::{Cell, Run};

/// The most and the least sanctioned group of a kind, laid side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Parity {
    /// Index of the most and of the least sanctioned group.
    pub most: usize,
    pub least: usize,
    /// Highest over lowest rate of sanction; none where the lowest is nought.
    pub adverse: Option<Estimate>,
    /// The same interval by resampling the seeds: it needs no normal distribution.
    pub adverse_bootstrap: Option<(f64, f64)>,
    /// Lowest over highest rate of not being sanctioned.
    pub favourable: Option<Estimate>,
    /// Highest less lowest rate of sanction.
    pub difference: Option<Estimate>,
}

/// Rates of one world under one seed.
pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    (SANCTIONS.of)(cell, group)
}

/// Compares the groups of a kind; none if fewer than two can be told.
///
/// The two groups are chosen once, by their means over the seeds: chosen anew in each seed, noise alone would widen the
/// gap.
pub fn between(run: &Run, arm: usize, kind: &str) -> Option<Parity> {
    let mut told = (0..run.groups.len())
        .filter(|group| run.groups[*group].kind == kind)
        .filter_map(|group| Some((group, run.told(&SANCTIONS, arm, group).mean()?)))
        .collect::<Vec<_>>();
    told.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (most, least) = (told.first()?.0, told.last()?.0);
    if most == least {
        return None;
    }
    let (high, low) = (run.values(&SANCTIONS, arm, most), run.values(&SANCTIONS, arm, least));
    let ratio = |(high, low): (&Option<f64>, &Option<f64>)| Some((*high)? / low.filter(|low| *low > 0.0)?);
    let ratios = high.iter().zip(&low).map(ratio).collect::<Vec<_>>();
    let spared = |rates: &[Option<f64>]| rates.iter().map(|rate| rate.map(|rate| 1.0 - rate)).collect::<Vec<_>>();
    Some(Parity {
        most,
        least,
        adverse: statistics::paired_ratio(&high, &low),
        adverse_bootstrap: statistics::bootstrap_ratio(&ratios),
        favourable: statistics::paired_ratio(&spared(&high), &spared(&low)),
        difference: statistics::paired_difference(&high, &low),
    })
}
