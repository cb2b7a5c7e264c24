//! How sure a number is of itself: intervals from seeds (kernel.md 19).
//!
//! A *seed* is one independent repetition: another city, other draws. People within a seed share a city, queues and
//! peers, so they are never treated as independent, and an interval comes from the spread between seeds alone:
//!
//! mean ± t(n−1, 97.5 %) · s / √n
//!
//! Two worlds under one seed share people and draws, so they are subtracted seed by seed first (*paired*); ratios are
//! averaged on the log scale. With fewer than three seeds there is no interval. What is *left out*: the spread over
//! stylised parameters, which is usually the larger one and is not noise.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// With fewer seeds no interval is given.
pub const LEAST_SEEDS: usize = 3;
/// With fewer events or fewer cases a group is not told apart.
pub const LEAST_EVENTS: i64 = 10;

/// A mean over seeds with its 95 % interval of simulation noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub mean: f64,
    /// Lower and upper end; none with fewer than [`LEAST_SEEDS`].
    pub interval: Option<(f64, f64)>,
    /// Seeds in it.
    pub seeds: usize,
    /// Seeds of the run; in some of them there may have been nothing to measure.
    pub of: usize,
}

/// What can be said about a measure in a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    Number(Estimate),
    /// Too few people or events: nothing is said, least of all that it is fair.
    TooFew,
    /// There is nothing to measure, such as appeals where none exist.
    Nothing,
}

impl Told {
    /// What an estimate allows to say, where there may have been too few to tell.
    pub(crate) fn of(estimate: Option<Estimate>, few: bool) -> Self {
        match estimate {
            None => Told::Nothing,
            Some(_) if few => Told::TooFew,
            Some(estimate) => Told::Number(estimate),
        }
    }

    /// In a table for programs: whether there is a number, and if not, why.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Told::Number(_) => "number",
            Told::TooFew => "too few to tell",
            Told::Nothing => "nothing to measure",
        }
    }

    pub fn number(self) -> Option<Estimate> {
        match self {
            Told::Number(estimate) => Some(estimate),
            Told::TooFew | Told::Nothing => None,
        }
    }

    pub fn mean(self) -> Option<f64> {
        self.number().map(|estimate| estimate.mean)
    }
}

/// Whether an interval lies on one side of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Above,
    Below,
    /// The interval includes the value.
    Either,
    /// There is no interval.
    Unknown,
}

impl Estimate {
    pub fn side_of(&self, value: f64) -> Side {
        match self.interval {
            None => Side::Unknown,
            Some((low, _)) if low > value => Side::Above,
            Some((_, high)) if high < value => Side::Below,
            Some(_) => Side::Either,
        }
    }
}

/// Resamples of a bootstrap.
const RESAMPLES: usize = 10_000;

/// The percentile interval of the mean on the log scale over resampled seeds: seeds and never people, since people share
/// a city. The same seeds give the same interval. None with fewer than [`LEAST_SEEDS`], or where one is not above zero.
pub fn bootstrap_ratio(ratios: &[Option<f64>]) -> Option<(f64, f64)> {
    let above = |ratio: &Option<f64>| ratio.filter(|ratio| *ratio > 0.0).map(f64::ln);
    let logs = ratios.iter().map(above).collect::<Option<Vec<f64>>>()?;
    if logs.len() < LEAST_SEEDS {
        return None;
    }
    let mut state = 0;
    let mut resampled = || {
        let draws = (0..logs.len()).map(|_| logs[(split_mix(&mut state) % logs.len() as u64) as usize]);
        draws.sum::<f64>() / logs.len() as f64
    };
    let mut means: Vec<f64> = (0..RESAMPLES).map(|_| resampled()).collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| means[((RESAMPLES - 1) as f64 * share).round() as usize].exp();
    Some((at(0.025), at(0.975)))
}

/// The generator SplitMix64: enough to pick a seed.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The mean over those seeds that have a value; none without one.
pub fn estimate_of(values: &[Option<f64>]) -> Option<Estimate> {
    let known = estimate(&values.iter().copied().flatten().collect::<Vec<_>>())?;
    Some(Estimate { of: values.len(), ..known })
}

/// The mean over seeds; none without a seed.
pub fn estimate(values: &[f64]) -> Option<Estimate> {
    if values.is_empty() {
        return None;
    }
    let seeds = values.len();
    let mean = values.iter().sum::<f64>() / seeds as f64;
    let interval = (seeds >= LEAST_SEEDS).then(|| {
        let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let error = (squares / (seeds - 1) as f64 / seeds as f64).sqrt();
        let half = t_quantile(seeds - 1) * error;
        (mean - half, mean + half)
    });
    Some(Estimate { mean, interval, seeds, of: seeds })
}

/// Difference to the reference, seed by seed: the same people and the same draws.
pub fn paired_difference(world: &[Option<f64>], reference: &[Option<f64>]) -> Option<Estimate> {
    estimate_of(&pairs(world, reference).map(|pair| pair.map(|(a, b)| a - b)).collect::<Vec<_>>())
}

/// Ratio to the reference, seed by seed, averaged on the log scale; none if a value is not above zero.
pub fn paired_ratio(world: &[Option<f64>], reference: &[Option<f64>]) -> Option<Estimate> {
    let above = |(a, b): (f64, f64)| (a > 0.0 && b > 0.0).then(|| a / b);
    let ratios = pairs(world, reference).flatten().map(above).collect::<Option<Vec<_>>>()?;
    Some(Estimate { of: world.len(), ..ratio(&ratios)? })
}

/// Mean of ratios on the log scale.
pub fn ratio(ratios: &[f64]) -> Option<Estimate> {
    let logs = estimate(&ratios.iter().map(|ratio| ratio.ln()).collect::<Vec<_>>())?;
    let interval = logs.interval.map(|(low, high)| (low.exp(), high.exp()));
    Some(Estimate { mean: logs.mean.exp(), interval, ..logs })
}

fn pairs<'a>(world: &'a [Option<f64>], reference: &'a [Option<f64>]) -> impl Iterator<Item = Option<(f64, f64)>> + 'a {
    assert_eq!(world.len(), reference.len(), "pairs need the same seeds");
    world.iter().zip(reference).map(|(a, b)| Some(((*a)?, (*b)?)))
}

/// The 97.5 % quantile of Student's t.
pub fn t_quantile(freedom: usize) -> f64 {
    let t = StudentsT::new(0.0, 1.0, freedom as f64).expect("degrees of freedom above zero");
    t.inverse_cdf(0.975)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_agree_with_the_printed_table() {
        for (freedom, printed) in [(2, 4.302_653), (3, 3.182_446), (9, 2.262_157), (29, 2.045_230)] {
            assert!((t_quantile(freedom) - printed).abs() < 1e-5, "{freedom}: {}", t_quantile(freedom));
        }
    }

    #[test]
    fn the_interval_of_1_2_3_4_is_the_known_one() {
        let estimate = estimate(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        let (low, high) = estimate.interval.unwrap();
        assert_eq!(estimate.mean, 2.5);
        assert!((low - 0.445_739_7).abs() < 1e-6 && (high - 4.554_260_3).abs() < 1e-6, "{low} {high}");
    }

    #[test]
    fn two_seeds_give_no_interval() {
        let estimate = estimate(&[1.0, 2.0]).unwrap();
        assert_eq!((estimate.interval, estimate.seeds), (None, 2));
        assert_eq!(estimate.side_of(0.0), Side::Unknown);
    }

    #[test]
    fn seeds_without_a_value_are_left_out_and_counted() {
        let estimate = estimate_of(&[Some(1.0), None, Some(3.0)]).unwrap();
        assert_eq!((estimate.mean, estimate.seeds, estimate.of), (2.0, 2, 3));
    }

    #[test]
    fn pairing_takes_out_what_both_worlds_share() {
        let world = [Some(10.1), Some(20.1), Some(30.1)];
        let reference = [Some(10.0), Some(20.0), Some(30.0)];
        let difference = paired_difference(&world, &reference).unwrap();
        assert_eq!(difference.side_of(0.0), Side::Above);
        assert!((difference.mean - 0.1).abs() < 1e-9);
    }

    #[test]
    fn a_ratio_is_averaged_on_the_log_scale() {
        let ratio = ratio(&[0.5, 1.0, 2.0]).unwrap();
        let (low, high) = ratio.interval.unwrap();
        assert!((ratio.mean - 1.0).abs() < 1e-12 && (low * high - 1.0).abs() < 1e-9);
    }

    /// Of three seeds all 27 resamples can be listed: the mean of the least three is (a, a, a), once in 27.
    #[test]
    fn the_bootstrap_of_three_seeds_reaches_from_the_least_to_the_most() {
        let (low, high) = bootstrap_ratio(&[Some(2.0), Some(3.0), Some(5.0)]).unwrap();
        assert!((low - 2.0).abs() < 1e-9 && (high - 5.0).abs() < 1e-9, "{low} {high}");
        assert_eq!(bootstrap_ratio(&[Some(2.0), Some(3.0)]), None);
        assert_eq!(bootstrap_ratio(&[Some(2.0), None, Some(3.0)]), None);
    }

    #[test]
    fn a_ratio_to_nothing_is_not_a_number_to_print() {
        assert_eq!(paired_ratio(&[Some(1.0)], &[Some(0.0)]), None);
    }
}
