//! An authority gropes for a setting that silences a crowd: it finds one if the crowd is timid, and not if it is bold.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use engine::Hands;
use model::Seed;
use model::adaptive::{Crowd, Silence, Trial};
use model::fixed::{ONE, q16};
use model::mechanisms::speech::Punishment;

const PEOPLE: u32 = 100_000;
const ROUNDS: usize = 10_000;
const SEEDS: usize = 20;
/// Suppressed: over so many rounds, less than a quarter of what was to be said is said.
const LOOK_BACK: usize = 500;

const fn share(what: &'static str, published: f64) -> Check {
    Check { what, kind: Kind::Reproduction, published, tolerance: Tolerance::Within(0.0), expected: Expected::Holds }
}

pub(super) const CASE: Case = Case {
    name: "daymude-suppression",
    title: "An adaptive authority against 100,000 people, uniform punishment: suppresses at mean boldness 5, not at 7.5",
    source: "daymude2025",
    simulates: "speech under the adaptive authority of the docking test: 20 starts each, 10,000 rounds; mean dissent 0.25 after truncation, steps of 0.05",
    slow: true,
    checks: &[
        share("runs suppressed, share, mean boldness 5", 1.0),
        share("runs suppressed, share, mean boldness 7.5", 0.0),
    ],
    run,
};

fn run(hands: &Hands) -> Vec<Simulated> {
    [5.0, 7.5].map(|boldness| suppressed(hands, boldness)).to_vec()
}

/// The share of the runs in which the crowd falls silent.
fn suppressed(hands: &Hands, mean_boldness: f64) -> Simulated {
    let runs = hands.map(SEEDS, |seed| {
        let crowd = Crowd::drawn(Seed(seed as u64), PEOPLE, ONE / 4, q16(mean_boldness));
        falls_silent(&crowd)
    });
    let rounds: Vec<usize> = runs.iter().flatten().copied().collect();
    let found = Simulated::share(rounds.len() as f64, SEEDS as f64);
    match rounds.iter().max() {
        Some(last) => found.noting(format!("the last within {last} rounds")),
        None => found,
    }
}

/// The round in which the crowd has been silent for long enough, if it comes.
fn falls_silent(crowd: &Crowd) -> Option<usize> {
    let mut trial = Trial::begin(crowd, Punishment::Uniform);
    let mut said = Vec::with_capacity(ROUNDS);
    let mut window = 0;
    (0..ROUNDS).find(|round| {
        let Silence { desired, expressed } = trial.round(crowd);
        said.push(expressed);
        window += expressed;
        window -= round.checked_sub(LOOK_BACK).map_or(0, |before| said[before]);
        *round + 1 >= LOOK_BACK && 4 * window < desired * LOOK_BACK as u64
    })
}
