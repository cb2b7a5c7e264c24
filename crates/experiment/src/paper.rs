//! Whether a safeguard changes anything, for the linter: `vitropolis ablate` in small, on the standard city.
//!
//! Each seed lives the sets without any, with all, with each alone and with each left out, and those that one order of
//! the safeguards and its reverse pass through; the seeds draw different orders. Up to three safeguards, every set.

use crate::ablate::{Sets, acts_after, harm};
use crate::measured::Size;
use crate::sample::{Batch, lived};
use crate::{Failure, Watch};
use engine::Hands;
use lint::SafeguardEffect;
use model::Seed;
use report::Cell;
use report::measures::HARMS;
use report::statistics::estimate_of;
use scenario::{Arm, Experiment, safeguards};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

/// ±δ, as a share of the largest mean of a harm.
const DELTA: f64 = 0.05;

/// One safeguard and one harm under one seed: added alone, left out of all, and its Shapley share.
type Changes = [Option<f64>; 3];

/// What one seed has shown.
struct Seen {
    /// By safeguard and harm.
    changes: Vec<Vec<Changes>>,
    /// By set and harm.
    values: BTreeMap<u32, Vec<Option<f64>>>,
}

/// What each safeguard of an arm changes; one that sets more days than are lived cannot be told, and is left out.
pub(crate) fn changes(
    experiment: &Experiment,
    arm: &Arm,
    size: Size,
    watch: &mut dyn Watch,
    stop: &AtomicBool,
) -> Result<Vec<SafeguardEffect>, Failure> {
    let told = safeguards(&arm.regime).into_iter().filter(|safeguard| acts_after(safeguard, size.days).is_none());
    let names: Vec<String> = told.map(|safeguard| safeguard.name).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let sets: Vec<Sets> =
        (0..size.seeds).map(|number| Sets::walked(names.len(), Seed(experiment.seed), number)).collect();
    let mut worlds = BTreeMap::new();
    for mask in sets.iter().flat_map(|sets| &sets.masks) {
        if !worlds.contains_key(mask) {
            let on = names.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, name)| name.clone());
            let world = experiment.with_safeguards(arm, &on.collect())?;
            worlds.insert(*mask, Arm { name: format!("set-{mask}"), ..world });
        }
    }
    let seed = |number: usize| {
        let sets = &sets[number];
        let arms: Vec<Arm> = sets.masks.iter().map(|mask| worlds[mask].clone()).collect();
        let alike = Experiment { arms, people: size.people, days: size.days, ..experiment.clone() };
        Ok(seen(sets, &lived(&alike, experiment.seed + number as u64, &Hands::Serial, stop)?))
    };
    let hands = Hands::new(0);
    let person_days = size.people * u64::from(size.days) * sets[0].masks.len() as u64;
    let mut batch = Batch { hands: &hands, watch, days: size.days, person_days, step: "living" };
    let (seeds, stopped) = batch.work(size.seeds as usize, seed);
    stopped.map_or(Ok(()), Err)?;
    Ok(effects(&names, &seeds))
}

fn seen(sets: &Sets, cells: &[Cell]) -> Seen {
    let of = |cell: &Cell| HARMS.iter().map(|measure| harm(measure, cell)).collect();
    let values: BTreeMap<u32, Vec<Option<f64>>> = sets.masks.iter().copied().zip(cells.iter().map(of)).collect();
    let changes = |one: usize, at: usize| {
        let value = |mask: u32| values[&mask][at];
        let less = |with: u32, without: u32| Some(value(with)? - value(without)?);
        [less(1 << one, 0), less(sets.all(), sets.all() & !(1 << one)), sets.shapley(one, &value)]
    };
    let changes = (0..sets.count).map(|one| (0..HARMS.len()).map(|at| changes(one, at)).collect()).collect();
    Seen { changes, values }
}

/// One for each safeguard and each harm that occurs under some set.
fn effects(names: &[String], seeds: &[Seen]) -> Vec<SafeguardEffect> {
    let told = |one: usize, at: usize, what: usize| {
        let changes: Vec<Option<f64>> = seeds.iter().map(|seen| seen.changes[one][at][what]).collect();
        crate::measured::told(estimate_of(&changes))
    };
    let effect = |one: usize, at: usize| {
        Some(SafeguardEffect {
            safeguard: names[one].clone(),
            harm: HARMS[at].0.name.to_owned(),
            alone: told(one, at, 0)?,
            left_out: told(one, at, 1)?,
            shapley: told(one, at, 2)?,
            delta: Some(largest(seeds, at) * DELTA).filter(|delta| *delta > 0.0)?,
        })
    };
    (0..names.len()).flat_map(|one| (0..HARMS.len()).filter_map(move |at| effect(one, at))).collect()
}

/// The largest mean of a harm under a set that every seed has lived.
fn largest(seeds: &[Seen], at: usize) -> f64 {
    let sets = seeds.first().map(|seen| seen.values.keys()).into_iter().flatten();
    let mean = |mask: &u32| -> Option<f64> {
        let values: Option<Vec<f64>> = seeds.iter().map(|seen| *seen.values.get(mask)?.get(at)?).collect();
        values.map(|values| values.iter().sum::<f64>() / values.len() as f64)
    };
    sets.filter_map(mean).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four seeds of two safeguards with this harm, give or take a little.
    fn seeds(harm: impl Fn(u32) -> f64) -> Vec<Seen> {
        let one = |number: u32| {
            let sets = Sets::walked(2, Seed(1), number);
            let value = |mask: u32| Some(harm(mask) * (1.0 + 0.001 * f64::from(number)));
            let values: BTreeMap<u32, Vec<Option<f64>>> =
                sets.masks.iter().map(|mask| (*mask, vec![value(*mask); HARMS.len()])).collect();
            let less = |with, without| Some(value(with)? - value(without)?);
            let change = |one: usize| [less(1 << one, 0), less(0b11, 0b11 & !(1 << one)), sets.shapley(one, &value)];
            Seen { changes: (0..2).map(|one| vec![change(one); HARMS.len()]).collect(), values }
        };
        (0..4).map(one).collect()
    }

    #[test]
    fn what_works_moves_beyond_delta_and_what_is_inert_does_not() {
        let names = ["works".to_owned(), "inert".to_owned()];
        let effects = effects(&names, &seeds(|mask| if mask & 1 == 1 { 0.2 } else { 0.4 }));
        let of = |name: &str| effects.iter().find(|effect| effect.safeguard == name).expect("an effect");
        assert!(of("works").shapley.high < -of("works").delta);
        assert!(of("inert").alone.value == 0.0 && of("inert").left_out.value == 0.0);
        assert!((of("works").delta - 0.05 * 0.4006).abs() < 1e-9, "{}", of("works").delta);
    }

    #[test]
    fn a_harm_that_does_not_occur_tells_nothing() {
        assert!(effects(&["one".to_owned(), "two".to_owned()], &seeds(|_| 0.0)).is_empty());
    }

    #[test]
    fn seeds_walk_other_orders_and_share_the_sets_that_are_compared() {
        let (one, other) = (Sets::walked(6, Seed(1), 0), Sets::walked(6, Seed(1), 1));
        assert_ne!(one.masks, other.masks);
        for sets in [&one, &other] {
            assert!(sets.masks.len() < 1 << 6);
            let worth = |mask: u32| Some(f64::from(mask.count_ones()));
            assert!((sets.shapley(3, &worth).unwrap() - 1.0).abs() < 1e-12);
            assert!((0..6).all(|at| sets.masks.contains(&(1 << at)) && sets.masks.contains(&(0b11_1111 & !(1 << at)))));
        }
    }
}
