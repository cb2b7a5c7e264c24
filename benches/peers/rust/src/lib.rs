//! What the peers in Rust share: the numbers of the common model, its stored graph, clock and report.

use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use std::time::Instant;

pub const K: usize = 20;
pub const NCLASS: usize = 64;
pub const NBAND: usize = 7;
pub const DELTA: [i16; K] = [-50, 40, -40, 30, -30, 25, -25, 20, -20, 15, -15, 12, -12, 10, -10, 8, -8, 5, -5, 3];
pub const P_OBS: f64 = 0.3;
pub const P_MIS: f64 = 0.02;
pub const P_DEN: f64 = 0.05;
const FLOORS: [i16; NBAND - 1] = [850, 920, 970, 1030, 1080, 1150];
/// Of the two lowest bands, of the middle, of the highest.
const MULTIPLES: [f64; 3] = [1.1, 1.0, 0.9];

/// Chance that somebody of a class does a behaviour on a day, by multiple.
pub fn chances() -> Vec<[[f64; K]; 3]> {
    let base = |k: usize| 1e-3 * 10f64.powf(k as f64 / (K - 1) as f64);
    let propensity = |c: usize| 0.25 * 16f64.powf(c as f64 / (NCLASS - 1) as f64);
    let chance = |c, m: usize, k| base(k) * propensity(c) * MULTIPLES[m];
    (0..NCLASS).map(|c| std::array::from_fn(|m| std::array::from_fn(|k| chance(c, m, k)))).collect()
}

pub fn band(score: i16) -> usize {
    FLOORS.iter().filter(|floor| score >= **floor).count()
}

pub fn multiple(score: i16) -> usize {
    1 + usize::from(score >= FLOORS[5]) - usize::from(score < FLOORS[1])
}

/// One point toward 1000.
pub fn drift(score: i16) -> i16 {
    score - (score - 1_000).signum()
}

/// A multigraph with five edges a person and no loops, both directions stored.
pub struct Graph {
    pub ends: Vec<u32>,
    pub neighbours: Vec<u32>,
}

impl Graph {
    pub fn new(n: usize, seed: u64) -> Self {
        let mut rng = SmallRng::seed_from_u64(seed);
        let edges: Vec<(u32, u32)> = (0..5 * n)
            .map(|_| {
                let (a, b) = (rng.random_range(0..n as u32), rng.random_range(0..n as u32 - 1));
                (a, b + u32::from(b >= a))
            })
            .collect();
        let both = || edges.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
        let mut ends = vec![0u32; n + 1];
        both().for_each(|(from, _)| ends[from as usize + 1] += 1);
        (0..n).for_each(|i| ends[i + 1] += ends[i]);
        let mut next = ends.clone();
        let mut neighbours = vec![0; 10 * n];
        for (from, to) in both() {
            neighbours[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
        Self { ends, neighbours }
    }

    pub fn of(&self, i: usize) -> &[u32] {
        &self.neighbours[self.ends[i] as usize..self.ends[i + 1] as usize]
    }
}

/// Acts, observed, misattributed, denounced.
pub type Totals = [u64; 4];

/// Time on the wall and of the processor.
pub struct Clock(Instant, f64);

impl Clock {
    pub fn start() -> Self {
        Self(Instant::now(), cpu_seconds())
    }
    pub fn stop(&self) -> [f64; 2] {
        [self.0.elapsed().as_secs_f64(), cpu_seconds() - self.1]
    }
}

/// Time that the processors have spent on this process, where the system tells (Linux), else 0.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = after_name.split(' ').skip(11).take(2).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// One JSON line, as every peer prints it.
pub fn report(
    name: &str,
    days: u32,
    seed: u64,
    init: f64,
    spent: [f64; 2],
    totals: Totals,
    scores: &[i16],
    tally: u64,
) {
    let n = scores.len() as f64;
    let mean = scores.iter().map(|score| f64::from(*score)).sum::<f64>() / n;
    let sd = (scores.iter().map(|score| (f64::from(*score) - mean).powi(2)).sum::<f64>() / n).sqrt();
    let share = |wanted| scores.iter().filter(|score| band(**score) == wanted).count() as f64 / n;
    let bands: Vec<String> = (0..NBAND).map(|band| format!("{:.6}", share(band))).collect();
    let [acts, observed, mis, den] = totals;
    println!(
        "{{\"impl\": \"{name}\", \"ties\": \"stored\", \"n\": {n}, \"days\": {days}, \"threads\": 1, \"seed\": {seed}, \
         \"init_s\": {init:.3}, \"run_s\": {:.4}, \"cpu_s\": {:.4}, \"acts\": {acts}, \"observed\": {observed}, \
         \"mis\": {mis}, \"den\": {den}, \"tally\": {tally}, \"mean\": {mean:.5}, \"sd\": {sd:.5}, \"bands\": [{}]}}",
        spent[0],
        spent[1],
        bands.join(", ")
    );
}

/// PEOPLE DAYS SEED.
pub fn arguments() -> (usize, u32, u64) {
    let words: Vec<u64> = std::env::args().skip(1).map(|word| word.parse().expect("a whole number")).collect();
    let [people, days, seed] = words[..] else { panic!("wanted: PEOPLE DAYS SEED") };
    (people as usize, days as u32, seed)
}
