//! Who lost and who gained: one person beside the own twin, told in cells of people.
//!
//! A *cell* is a stratum × class of conduct; its table of pairs (what came in the reference, what came in the other
//! world) is all that is known here, and nothing of who is in it. *Who* wins depends on how the worlds share their
//! draws; so beside each counted share stand its Fréchet bounds, the least and the most that any coupling of the two
//! worlds could give with the same margins:
//!
//! sup_y (F₁(y) − F₀(y))⁺ ≤ P(Y₁ < Y₀) ≤ inf_y (P(Y₁ < y) + P(Y₀ > y))
//!
//! where Y₁ and Y₀ are what comes in the other world and in the reference.

use model::measures::groups::ALL;
use model::measures::outcomes::Outcome;
use std::collections::BTreeMap;

/// Days by which twins may have parted first: name and the last day, counted from 1.
pub const PARTED: [(&str, u32); 7] = [
    ("day_1", 1),
    ("week_1", 7),
    ("month_1", 30),
    ("quarter_1", 90),
    ("half_year_1", 180),
    ("year_1", 365),
    ("later", u32::MAX),
];

/// One cell, one outcome, one world against the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Index of the stratum among the groups of the run.
    pub group: usize,
    /// Class of conduct; none: all of them.
    pub conduct: Option<&'static str>,
    pub outcome: Outcome,
    /// (in the reference, in the other world) and how many people, in ascending order.
    pub pairs: Vec<((u32, u32), i64)>,
    /// People whose first difference fell into each row of [`PARTED`]; the others never parted.
    pub parted: [i64; PARTED.len()],
    /// Day from which the twins' running totals correlate by less than a half until the end; everybody only.
    pub decorrelated: Option<u32>,
}

/// People who are worse off, the same, better off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub worse: i64,
    pub same: i64,
    pub better: i64,
}

/// The least and the most people that any coupling with the same margins could give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub least: i64,
    pub most: i64,
}

impl Effect {
    pub fn people(&self) -> i64 {
        self.pairs.iter().map(|(_, people)| people).sum()
    }

    /// Mean of the reference and of the other world.
    pub fn means(&self) -> (f64, f64) {
        let people = self.people() as f64;
        let sum = |of: fn(&(u32, u32)) -> u32| self.pairs.iter().map(|(pair, n)| i64::from(of(pair)) * n).sum::<i64>();
        (sum(|pair| pair.0) as f64 / people, sum(|pair| pair.1) as f64 / people)
    }

    pub fn moved(&self) -> Moved {
        let count = |keep: &dyn Fn(i64) -> bool| {
            self.pairs.iter().filter(|(pair, _)| keep(gain(self.outcome, *pair))).map(|(_, n)| n).sum()
        };
        Moved { worse: count(&|gain| gain < 0), same: count(&|gain| gain == 0), better: count(&|gain| gain > 0) }
    }

    /// The smallest difference (other world less reference) that `tenths` of the people do not exceed.
    pub fn quantile(&self, tenths: i64) -> i64 {
        let mut differences: Vec<(i64, i64)> =
            self.pairs.iter().map(|((here, there), n)| (i64::from(*there) - i64::from(*here), *n)).collect();
        differences.sort_unstable();
        let wanted = (self.people() * tenths + 9) / 10;
        let mut seen = 0;
        let reached = differences.iter().find(|(_, n)| {
            seen += n;
            seen >= wanted.max(1)
        });
        reached.map_or(0, |(difference, _)| *difference)
    }

    /// Bounds for the worse off and for the better off.
    pub fn bounds(&self) -> (Bounds, Bounds) {
        let (less, more) = (self.less(|pair| pair), self.less(|(here, there)| (there, here)));
        if self.outcome.more_is_better() { (less, more) } else { (more, less) }
    }

    /// Bounds for the people with less in the second place of the pair: the two margins are walked upwards side by side.
    fn less(&self, turned: impl Fn((u32, u32)) -> (u32, u32)) -> Bounds {
        let mut margins: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
        for (pair, n) in &self.pairs {
            let (here, there) = turned(*pair);
            margins.entry(here).or_default().0 += n;
            margins.entry(there).or_default().1 += n;
        }
        let people = self.people();
        let mut bounds = Bounds { least: 0, most: people };
        let (mut here, mut there) = (0, 0);
        for (at_here, at_there) in margins.into_values() {
            // Here and there: people with at most this much; there before it is added: with less than this much.
            let below = there;
            (here, there) = (here + at_here, there + at_there);
            bounds.least = bounds.least.max(there - here);
            bounds.most = bounds.most.min(below + people - here);
        }
        bounds
    }

    /// Whether the cell is the whole city.
    pub fn is_of_everybody(&self) -> bool {
        self.group == usize::from(ALL) && self.conduct.is_none()
    }

    /// People who never parted.
    pub fn never_parted(&self) -> i64 {
        self.people() - self.parted.iter().sum::<i64>()
    }
}

/// How much better off the other world leaves somebody.
fn gain(outcome: Outcome, (here, there): (u32, u32)) -> i64 {
    let more = i64::from(there) - i64::from(here);
    if outcome.more_is_better() { more } else { -more }
}

/// The row of [`PARTED`] for a first difference on a day counted from 0.
pub fn parted_row(day: u32) -> usize {
    PARTED.iter().position(|(_, last)| day < *last).expect("the last row takes every day")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(outcome: Outcome, pairs: &[((u32, u32), i64)]) -> Effect {
        Effect { group: 0, conduct: None, outcome, pairs: pairs.to_vec(), parted: [0; 7], decorrelated: None }
    }

    #[test]
    fn more_of_a_harm_is_worse_and_more_of_a_good_is_better() {
        let pairs = [((0, 0), 5), ((0, 2), 3), ((4, 1), 2)];
        let harmed = effect(Outcome::Refusals, &pairs).moved();
        let gained = effect(Outcome::DaysEmployed, &pairs).moved();
        assert_eq!(harmed, Moved { worse: 3, same: 5, better: 2 });
        assert_eq!((gained.worse, gained.better), (2, 3));
    }

    #[test]
    fn quantiles_are_those_of_the_difference() {
        let effect = effect(Outcome::DaysEmployed, &[((3, 0), 10), ((5, 5), 80), ((0, 7), 10)]);
        assert_eq!([1, 5, 9].map(|tenths| effect.quantile(tenths)), [-3, 0, 0]);
        assert_eq!(effect.quantile(10), 7);
    }

    /// Every coupling of two small margins, tried out.
    #[test]
    fn the_bounds_are_the_extremes_of_all_couplings() {
        let (here, there) = ([0u32, 1, 1, 2], [0u32, 0, 1, 3]);
        let mut found = Vec::new();
        permutations(&mut there.to_vec(), 0, &mut |order| {
            found.push(here.iter().zip(order).filter(|(here, there)| there < here).count() as i64);
        });
        let pairs: Vec<((u32, u32), i64)> = here.iter().zip(there).map(|(here, there)| ((*here, there), 1)).collect();
        let (worse, _) = effect(Outcome::Ties, &pairs).bounds();
        assert_eq!((worse.least, worse.most), (*found.iter().min().unwrap(), *found.iter().max().unwrap()));
    }

    fn permutations(items: &mut Vec<u32>, from: usize, visit: &mut impl FnMut(&[u32])) {
        if from == items.len() {
            return visit(items);
        }
        for other in from..items.len() {
            items.swap(from, other);
            permutations(items, from + 1, visit);
            items.swap(from, other);
        }
    }

    #[test]
    fn a_first_difference_falls_into_the_row_that_its_day_closes() {
        assert_eq!([0, 1, 6, 7, 29, 400].map(parted_row), [0, 1, 1, 2, 2, 6]);
    }
}
