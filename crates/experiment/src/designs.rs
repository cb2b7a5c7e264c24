//! Where in their ranges the stylised numbers are tried: a Latin hypercube for the spread, trajectories for the ranking.
//!
//! Every place is a keyed draw of the seed, the parameter's own name and the number of the draw; no generator is
//! advanced, so draws can be lived in any order, stopped and taken up again.
//!
//! *Latin hypercube* (McKay, Beckman and Conover 1979): of n draws each n-th part of each range is met exactly once.
//! *Elementary effects* (Morris 1991; mean of absolute values after Campolongo, Cariboni and Saltelli 2007): a
//! trajectory starts at a random point of a grid of four levels and moves one parameter after another by two thirds of
//! its range; EE = (y after − y before) ÷ step, μ* = mean |EE|, σ = standard deviation of EE. A large σ beside μ* says
//! that the effect depends on the other parameters.

use model::Seed;
use model::chance::{About, Purpose};

/// Levels of the grid: 0, 1/3, 2/3, 1.
const LEVELS: u32 = 4;
/// How far a parameter is moved.
pub(crate) const STEP: f64 = 2.0 / 3.0;

/// A Latin hypercube: for each draw a place from 0 to 1 for each parameter, given by its key.
pub(crate) fn latin(seed: Seed, keys: &[u32], draws: u32) -> Vec<Vec<f64>> {
    let columns: Vec<Vec<f64>> = keys.iter().map(|key| strata(seed, *key, draws)).collect();
    (0..draws as usize).map(|draw| columns.iter().map(|column| column[draw]).collect()).collect()
}

/// One parameter: the parts of its range in a keyed order, and a place in each.
fn strata(seed: Seed, key: u32, draws: u32) -> Vec<f64> {
    let about = About { who: key, other: draws, day: 0, purpose: Purpose::ParameterDraw };
    let words: Vec<[u32; 4]> = (0..draws).map(|draw| seed.draw(about, draw)).collect();
    let mut order: Vec<usize> = (0..draws as usize).collect();
    order.sort_by_key(|draw| (words[*draw][0], *draw));
    let mut places = vec![0.0; draws as usize];
    for (stratum, draw) in order.into_iter().enumerate() {
        places[draw] = (stratum as f64 + unit(words[draw][1])) / f64::from(draws);
    }
    places
}

fn unit(word: u32) -> f64 {
    f64::from(word) / (f64::from(u32::MAX) + 1.0)
}

/// A walk through the ranges: `points[i + 1]` differs from `points[i]` in parameter `moved[i]` alone.
pub(crate) struct Trajectory {
    pub(crate) points: Vec<Vec<f64>>,
    pub(crate) moved: Vec<usize>,
}

/// Trajectory `number`, for the parameters with these keys.
pub(crate) fn trajectory(seed: Seed, keys: &[u32], number: u32) -> Trajectory {
    let draw = |key: u32| seed.draw(About { who: key, other: 0, day: 0, purpose: Purpose::Trajectory }, number);
    // The lower two levels go up and the upper two go down, so that every step stays on the grid.
    let start: Vec<f64> = keys.iter().map(|key| f64::from(draw(*key)[0] % LEVELS) / f64::from(LEVELS - 1)).collect();
    let mut moved: Vec<usize> = (0..keys.len()).collect();
    moved.sort_by_key(|at| (draw(keys[*at])[1], *at));
    let mut points = vec![start];
    for at in &moved {
        let mut next = points[points.len() - 1].clone();
        next[*at] += if next[*at] < 0.5 { STEP } else { -STEP };
        points.push(next);
    }
    Trajectory { points, moved }
}

/// What the elementary effects of one parameter say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Elementary {
    /// μ*, over the whole range.
    pub(crate) strength: f64,
    /// μ, with the sign: positive if more of the parameter gives more of the outcome.
    pub(crate) mean: f64,
    /// σ.
    pub(crate) spread: f64,
    /// Effects that could be taken; a trajectory with a failed point gives fewer.
    pub(crate) count: usize,
}

/// The elementary effects of each parameter; `outcomes[t][i]` is what came of point i of trajectory t.
pub(crate) fn elementary(
    trajectories: &[Trajectory],
    outcomes: &[Vec<Option<f64>>],
    parameters: usize,
) -> Vec<Elementary> {
    let mut effects: Vec<Vec<f64>> = vec![Vec::new(); parameters];
    for (trajectory, outcomes) in trajectories.iter().zip(outcomes) {
        for (step, at) in trajectory.moved.iter().enumerate() {
            if let (Some(before), Some(after)) = (outcomes[step], outcomes[step + 1]) {
                let step = trajectory.points[step + 1][*at] - trajectory.points[step][*at];
                effects[*at].push((after - before) / step);
            }
        }
    }
    effects.iter().map(|effects| told(effects)).collect()
}

fn told(effects: &[f64]) -> Elementary {
    let n = effects.len().max(1) as f64;
    let mean = effects.iter().sum::<f64>() / n;
    let strength = effects.iter().map(|effect| effect.abs()).sum::<f64>() / n;
    let squares = effects.iter().map(|effect| (effect - mean).powi(2)).sum::<f64>();
    let spread = if effects.len() > 1 { (squares / (n - 1.0)).sqrt() } else { 0.0 };
    Elementary { strength, mean, spread, count: effects.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_hypercube_meets_every_part_of_every_range_once() {
        let points = latin(Seed(4), &[7, 8, 9], 40);
        for parameter in 0..3 {
            let mut parts: Vec<u32> = points.iter().map(|point| (point[parameter] * 40.0) as u32).collect();
            parts.sort_unstable();
            assert!(parts.into_iter().eq(0..40));
        }
        assert_ne!(points[0][0], points[0][1]);
    }

    #[test]
    fn another_parameter_moves_no_place_of_the_others() {
        let (few, more) = (latin(Seed(4), &[7, 9], 16), latin(Seed(4), &[7, 8, 9], 16));
        assert!(few.iter().zip(&more).all(|(few, more)| few[0] == more[0] && few[1] == more[2]));
    }

    /// The g-function of Sobol: the smaller a, the more a parameter matters. On the grid of four levels the mean of
    /// |4x − 2| is 4/3 and a step changes it by 4/3, so that μ* has a closed form.
    #[test]
    fn the_ranking_of_the_g_function_is_the_known_one() {
        const A: [f64; 6] = [0.0, 1.0, 4.5, 9.0, 30.0, 99.0];
        let g =
            |point: &[f64]| point.iter().zip(A).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product::<f64>();
        let keys = [11, 12, 13, 14, 15, 16];
        let trajectories: Vec<Trajectory> = (0..2_000).map(|number| trajectory(Seed(1), &keys, number)).collect();
        let outcomes: Vec<Vec<Option<f64>>> =
            trajectories.iter().map(|one| one.points.iter().map(|point| Some(g(point))).collect()).collect();
        let found = elementary(&trajectories, &outcomes, 6);
        for (i, effect) in found.iter().enumerate() {
            let others: f64 = (0..6).filter(|j| *j != i).map(|j| (4.0 / 3.0 + A[j]) / (1.0 + A[j])).product();
            let expected = 2.0 / (1.0 + A[i]) * others;
            assert!((effect.strength / expected - 1.0).abs() < 0.05, "{i}: {} for {expected}", effect.strength);
            assert!(effect.mean.abs() < 0.1 * expected, "symmetric: {}", effect.mean);
        }
        assert!(found.windows(2).all(|pair| pair[0].strength > pair[1].strength), "{found:?}");
    }

    #[test]
    fn a_linear_parameter_has_its_slope_and_no_spread() {
        let keys = [1, 2];
        let trajectories: Vec<Trajectory> = (0..5).map(|number| trajectory(Seed(3), &keys, number)).collect();
        let outcomes: Vec<Vec<Option<f64>>> = trajectories
            .iter()
            .map(|one| one.points.iter().map(|point| Some(3.0 * point[0] - 0.5 * point[1])).collect())
            .collect();
        let found = elementary(&trajectories, &outcomes, 2);
        for (effect, slope) in found.iter().zip([3.0, -0.5]) {
            assert!((effect.mean - slope).abs() < 1e-9 && effect.spread < 1e-9 && effect.count == 5, "{effect:?}");
        }
    }

    #[test]
    fn a_failed_point_costs_the_two_effects_beside_it_and_no_more() {
        let keys = [1, 2, 3];
        let one = trajectory(Seed(3), &keys, 0);
        let outcomes = vec![vec![Some(0.0), None, Some(1.0), Some(1.0)]];
        let found = elementary(&[one], &outcomes, 3);
        assert_eq!(found.iter().map(|effect| effect.count).sum::<usize>(), 1);
    }
}
