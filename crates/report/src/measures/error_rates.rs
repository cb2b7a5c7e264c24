//! Whether the regime errs by its own standard, and on whom: those who did what it punishes and those who did not, the
//! punished and the others.
//!
//! A case is a person and 30 days (`months` of the model): over a year nearly everybody has done something, and over a
//! day hardly anybody. What the regime's standard is worth is not asked here: a word that is punished counts as done.

use super::{About, Basis, Unit, share};
use crate::statistics::{self, Estimate};
use crate::tallies::Tally;
use crate::{Cell, Run};

/// Person-months: who did what is punished, and who was punished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    pub true_negative: i64,
    pub false_positive: i64,
    pub false_negative: i64,
    pub true_positive: i64,
}

impl Confusion {
    pub fn of(cell: &Cell, group: usize) -> Self {
        let count = |did: i64, punished: i64| cell.tallies.count(Tally::Months, group, (did, punished));
        Self {
            true_negative: count(0, 0),
            false_positive: count(0, 1),
            false_negative: count(1, 0),
            true_positive: count(1, 1),
        }
    }

    /// Punished, of those who did nothing of the kind.
    pub fn false_positive_rate(self) -> Option<f64> {
        share(self.false_positive, self.false_positive + self.true_negative)
    }

    /// Not punished, of those who did.
    pub fn false_negative_rate(self) -> Option<f64> {
        share(self.false_negative, self.false_negative + self.true_positive)
    }

    /// Did nothing of the kind, of those who were punished.
    pub fn false_discovery_rate(self) -> Option<f64> {
        share(self.false_positive, self.false_positive + self.true_positive)
    }

    /// Did, of those who were not punished.
    pub fn false_omission_rate(self) -> Option<f64> {
        share(self.false_negative, self.false_negative + self.true_negative)
    }
}

macro_rules! rate {
    ($key:literal, $name:literal, $sentence:literal, $formula:literal, $rate:ident, $event:ident, $other:ident) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: $formula,
            source: "confusion of what was done and what was punished; checked against Fairlearn, Aequitas and AIF360",
            misses: "how hard the punishment was, and whether the act should be punished at all",
            unit: Unit::Share,
            of: |cell, group| Confusion::of(cell, group).$rate(),
            basis: |cell, group| {
                let cases = Confusion::of(cell, group);
                Basis { events: cases.$event, cases: cases.$event + cases.$other }
            },
        }
    };
}

pub const ERROR_RATES: [About; 4] = [
    rate!(
        "false_positive_rate",
        "punished without having done it",
        "The share of person-months without an act that the regime punishes which were punished all the same.",
        "FP ÷ (FP + TN)",
        false_positive_rate,
        false_positive,
        true_negative
    ),
    rate!(
        "false_negative_rate",
        "not punished though they did",
        "The share of person-months with an act that the regime punishes which were not punished.",
        "FN ÷ (FN + TP)",
        false_negative_rate,
        false_negative,
        true_positive
    ),
    rate!(
        "false_discovery_rate",
        "of the punished, who did not",
        "The share of punished person-months without an act that the regime punishes.",
        "FP ÷ (FP + TP)",
        false_discovery_rate,
        false_positive,
        true_positive
    ),
    rate!(
        "false_omission_rate",
        "of the unpunished, who did",
        "The share of unpunished person-months with an act that the regime punishes.",
        "FN ÷ (FN + TN)",
        false_omission_rate,
        false_negative,
        true_negative
    ),
];

/// How far the groups of a kind are from equal odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odds {
    /// Highest less lowest rate, of the one of the two in which they are further apart: punished though they did not;
    /// punished though, or because, they did.
    pub difference: Estimate,
    /// Groups that could be told.
    pub groups: usize,
}

/// Compares the groups of a kind that have ten cases with and without an act in every seed; none if fewer than two have.
///
/// The gap of each rate is between two groups that are chosen once, by their means over the seeds: chosen anew in each
/// seed, noise alone would widen it.
pub fn equalised_odds(run: &Run, arm: usize, kind: &str) -> Option<Odds> {
    let [punished_wrongly, spared] = [&ERROR_RATES[0], &ERROR_RATES[1]];
    let told = |about: &&About, group: &usize| run.told(about, arm, *group).mean().is_some();
    let groups: Vec<usize> = (0..run.groups.len())
        .filter(|group| run.groups[*group].kind == kind)
        .filter(|group| told(&punished_wrongly, group) && told(&spared, group))
        .collect();
    let gaps = [punished_wrongly, spared].map(|about| gap(run, about, arm, &groups));
    let [Some(one), Some(other)] = gaps else { return None };
    let difference = if one.mean >= other.mean { one } else { other };
    Some(Odds { difference, groups: groups.len() })
}

fn gap(run: &Run, about: &About, arm: usize, groups: &[usize]) -> Option<Estimate> {
    let mean = |group: &usize| run.told(about, arm, *group).mean().unwrap_or(0.0);
    let most = groups.iter().max_by(|a, b| mean(a).total_cmp(&mean(b)))?;
    let least = groups.iter().min_by(|a, b| mean(a).total_cmp(&mean(b)))?;
    if groups.len() < 2 {
        return None;
    }
    statistics::paired_difference(&run.values(about, arm, *most), &run.values(about, arm, *least))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// COMPAS as ProPublica published it (Larson and others 2016): an exact oracle for the four rates.
    #[test]
    fn the_rates_of_compas_are_the_published_ones() {
        let of = |[true_negative, false_positive, false_negative, true_positive]: [i64; 4]| Confusion {
            true_negative,
            false_positive,
            false_negative,
            true_positive,
        };
        let black = of([990, 805, 532, 1369]);
        let white = of([1139, 349, 461, 505]);
        let per_cent = |rate: Option<f64>| (rate.unwrap() * 10_000.0).round() / 100.0;
        assert_eq!((per_cent(black.false_positive_rate()), per_cent(black.false_negative_rate())), (44.85, 27.99));
        assert_eq!((per_cent(white.false_positive_rate()), per_cent(white.false_negative_rate())), (23.45, 47.72));
        let value = |cases: Confusion| ((1.0 - cases.false_discovery_rate().unwrap()) * 100.0).round();
        assert_eq!((value(black), value(white)), (63.0, 59.0));
        assert_eq!(per_cent(black.false_omission_rate()), 34.95, "532 of 1,522");
    }

    #[test]
    fn a_rate_over_nobody_is_no_rate() {
        assert_eq!(Confusion::default().false_positive_rate(), None);
    }
}
