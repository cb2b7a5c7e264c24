//! The small common model of `benches/peers/README.md`, with the technique of our kernel: candidates under a bound,
//! thinned; draws addressed by block and number; computed ties; what touches another block is posted.
//!
//! `cargo run --release -p engine --example scorewalk -- PEOPLE DAYS SEED THREADS` prints one JSON line, as every peer does.

use engine::Hands;
use model::chance::{About, Alias, Permutation, Purpose, Seed, below, wide};
use model::fixed::{Poisson, Probability, probability};
use model::population::BLOCK;
use std::sync::Arc;
use std::time::Instant;

const BEHAVIOURS: usize = 20;
const CLASSES: usize = 64;
const POINTS: [i16; BEHAVIOURS] = [-50, 40, -40, 30, -30, 25, -25, 20, -20, 15, -15, 12, -12, 10, -10, 8, -8, 5, -5, 3];
/// Lowest score of each band but the lowest.
const FLOORS: [i16; 6] = [850, 920, 970, 1030, 1080, 1150];
const BANDS: usize = FLOORS.len() + 1;
/// Of the two lowest bands, of the middle, of the highest.
const MULTIPLES: [f64; 3] = [1.1, 1.0, 0.9];
const START: i16 = 1_000;
const DRIFT_DAYS: u16 = 30;
/// Permutations; each gives two neighbours.
const TIES: u32 = 5;
/// Words that are drawn at once.
const BATCH: usize = 64;

/// What does not change from day to day.
struct Walk {
    seed: Seed,
    people: u32,
    ties: Vec<Permutation>,
    /// Picks a behaviour.
    behaviours: Alias,
    /// By class, multiple and behaviour: chance that a candidate is accepted.
    accepted: Vec<[[Probability; BEHAVIOURS]; 3]>,
    observed: Probability,
    misattributed: Probability,
    denounced: Probability,
}

/// What the people of one block do and receive in a day: small enough to stay in the cache while it is lived.
struct Today {
    /// Sets of own acts.
    acts: [u32; BLOCK],
    points: [i16; BLOCK],
    /// Slots that received points; some twice.
    received: Vec<u16>,
}

impl Today {
    #[inline]
    fn give(&mut self, slot: usize, points: i16) {
        self.points[slot] += points;
        self.received.push(slot as u16);
    }
}

/// Points for somebody of another block, or a tally mark for who denounced.
#[derive(Clone, Copy)]
enum Post {
    Points(u32, i16),
    Denounced(u32),
}

struct Block {
    number: u32,
    score: Vec<i16>,
    tally: Vec<u32>,
    bands: [i64; BANDS],
    outbox: Vec<Post>,
    /// Acts, observed, misattributed, denounced.
    totals: [u64; 4],
    prone: Arc<Alias>,
    candidates: Arc<Poisson>,
}

fn base(behaviour: usize) -> f64 {
    1e-3 * 10f64.powf(behaviour as f64 / (BEHAVIOURS - 1) as f64)
}

fn propensity(class: usize) -> f64 {
    0.25 * 16f64.powf(class as f64 / (CLASSES - 1) as f64)
}

/// Rate of the points of which at least one falls in a day with the model's chance.
fn rate(class: usize, multiple: usize, behaviour: usize) -> f64 {
    -f64::ln_1p(-base(behaviour) * propensity(class) * MULTIPLES[multiple])
}

/// The bound of the rates is this multiple of base · propensity.
fn headroom() -> f64 {
    let over = |class, behaviour| rate(class, 0, behaviour) / (base(behaviour) * propensity(class));
    (0..CLASSES).flat_map(|class| (0..BEHAVIOURS).map(move |b| over(class, b))).fold(0.0, f64::max)
}

fn weight(value: f64) -> u64 {
    (value * 65_536.0 * 65_536.0) as u64
}

impl Walk {
    fn new(people: u32, seed: Seed) -> Self {
        let headroom = headroom();
        let accepted = |class, multiple, behaviour| {
            probability(rate(class, multiple, behaviour) / (headroom * base(behaviour) * propensity(class)))
        };
        let of_class = |class| std::array::from_fn(|m| std::array::from_fn(|behaviour| accepted(class, m, behaviour)));
        Self {
            seed,
            people,
            ties: (0..TIES).map(|tie| Permutation::new(seed, people, tie, 0)).collect(),
            behaviours: Alias::new(&(0..BEHAVIOURS).map(|b| weight(base(b))).collect::<Vec<_>>()),
            accepted: (0..CLASSES).map(of_class).collect(),
            observed: probability(0.3),
            misattributed: probability(0.02),
            denounced: probability(0.05),
        }
    }

    fn about(&self, who: u32, day: u16, purpose: Purpose) -> About {
        About { who, other: 0, day, purpose }
    }

    fn blocks(&self) -> Vec<Block> {
        let everything: f64 = (0..BEHAVIOURS).map(base).sum::<f64>() * headroom();
        let made = |people: usize| {
            let weights: Vec<u64> = (0..people).map(|slot| weight(propensity(slot % CLASSES))).collect();
            let prone: f64 = (0..people).map(|slot| propensity(slot % CLASSES)).sum();
            (Arc::new(Alias::new(&weights)), Arc::new(Poisson::new((everything * prone * (1u64 << 40) as f64) as u64)))
        };
        let (whole, last) = (made(BLOCK), made((self.people as usize - 1) % BLOCK + 1));
        let block = |first: usize| {
            let people = BLOCK.min(self.people as usize - first);
            let (prone, candidates) = if people == BLOCK { whole.clone() } else { last.clone() };
            let mut bands = [0; BANDS];
            bands[band(START)] = people as i64;
            Block {
                number: (first / BLOCK) as u32,
                score: vec![START; people],
                tally: vec![0; people],
                bands,
                outbox: Vec::new(),
                totals: [0; 4],
                prone,
                candidates,
            }
        };
        (0..self.people as usize).step_by(BLOCK).map(block).collect()
    }
}

#[inline]
fn band(score: i16) -> usize {
    FLOORS.iter().map(|floor| usize::from(score >= *floor)).sum()
}

/// Which of [`MULTIPLES`] holds.
#[inline]
fn multiple(score: i16) -> usize {
    1 + usize::from(score >= FLOORS[5]) - usize::from(score < FLOORS[1])
}

impl Block {
    /// Everything that may happen today. Nobody acts on a score of today.
    fn live(&mut self, walk: &Walk, day: u16) {
        let [first, second, ..] = walk.seed.draw(walk.about(self.number, day, Purpose::OffenceCount), 0);
        let count = self.candidates.count(wide(first, second));
        let mut today = Today { acts: [0; BLOCK], points: [0; BLOCK], received: Vec::new() };
        let (mut candidates, mut fates) = ([[0; 4]; BATCH], [[0; 4]; BATCH]);
        for start in (0..count).step_by(BATCH) {
            let batch = BATCH.min((count - start) as usize);
            walk.seed.fill(walk.about(self.number, day, Purpose::OffenceCandidate), start, &mut candidates[..batch]);
            walk.seed.fill(walk.about(self.number, day, Purpose::Observation), start, &mut fates[..batch]);
            for (candidate, fate) in candidates.iter().zip(&fates).take(batch) {
                self.consider(walk, day, candidate, fate, &mut today);
            }
        }
        for slot in today.received.iter().map(|slot| usize::from(*slot)) {
            self.receive(slot, std::mem::take(&mut today.points[slot]));
        }
    }

    #[inline]
    fn receive(&mut self, slot: usize, points: i16) {
        let before = self.score[slot];
        self.score[slot] = before + points;
        self.bands[band(before)] -= 1;
        self.bands[band(before + points)] += 1;
    }

    #[inline]
    fn consider(&mut self, walk: &Walk, day: u16, candidate: &[u32; 4], fate: &[u32; 4], today: &mut Today) {
        let slot = self.prone.pick(candidate[0], candidate[1]) as usize;
        let rest = candidate[2].wrapping_mul(BEHAVIOURS as u32);
        let behaviour = walk.behaviours.pick(candidate[2], rest) as usize;
        if !walk.accepted[slot % CLASSES][multiple(self.score[slot])][behaviour].hit(candidate[3]) {
            return;
        }
        if today.acts[slot] >> behaviour & 1 == 1 {
            return;
        }
        today.acts[slot] |= 1 << behaviour;
        self.totals[0] += 1;
        let person = self.number * BLOCK as u32 + slot as u32;
        let points = POINTS[behaviour];
        if walk.observed.hit(fate[0]) {
            self.totals[1] += 1;
            if walk.misattributed.hit(fate[1]) {
                self.totals[2] += 1;
                let other = About { other: behaviour as u32, ..walk.about(person, day, Purpose::WrongPerson) };
                let other = below(walk.seed.draw(other, 0)[0], walk.people - 1);
                self.outbox.push(Post::Points(other + u32::from(other >= person), points));
            } else {
                today.give(slot, points);
            }
        }
        if walk.denounced.hit(fate[2]) {
            self.totals[3] += 1;
            today.give(slot, points);
            let tie = below(fate[3], 2 * TIES);
            let tie_map = &walk.ties[tie as usize / 2];
            let neighbour = if tie.is_multiple_of(2) { tie_map.forward(person) } else { tie_map.inverse(person) };
            self.outbox.push(Post::Denounced(neighbour));
        }
    }

    fn read(&mut self, post: Post) {
        match post {
            Post::Points(to, points) => self.receive(to as usize % BLOCK, points),
            Post::Denounced(by) => self.tally[by as usize % BLOCK] += 1,
        }
    }

    /// Once a month everybody drifts.
    fn drift(&mut self) {
        self.bands = [0; BANDS];
        for score in &mut self.score {
            *score -= (*score - START).signum();
            self.bands[band(*score)] += 1;
        }
    }
}

fn deliver(blocks: &mut [Block]) {
    for from in 0..blocks.len() {
        let mut posts = std::mem::take(&mut blocks[from].outbox);
        for post in posts.drain(..) {
            let (Post::Points(to, _) | Post::Denounced(to)) = post;
            blocks[to as usize / BLOCK].read(post);
        }
        blocks[from].outbox = posts;
    }
}

fn main() {
    let words: Vec<u64> = std::env::args().skip(1).map(|word| word.parse().expect("a whole number")).collect();
    let [people, days, seed, threads] = words[..] else { panic!("wanted: PEOPLE DAYS SEED THREADS") };
    let start = Instant::now();
    let hands = Hands::new(threads as usize);
    let walk = Walk::new(people as u32, Seed(seed));
    let mut blocks = walk.blocks();
    let init = start.elapsed().as_secs_f64();
    let (start, before) = (Instant::now(), cpu_seconds());
    let mut daily = Vec::new();
    for day in 0..days as u16 {
        hands.each_of(&mut blocks, |_, block| block.live(&walk, day));
        deliver(&mut blocks);
        if (day + 1).is_multiple_of(DRIFT_DAYS) {
            hands.each_of(&mut blocks, |_, block| block.drift());
        }
        daily.push(std::array::from_fn(|band| blocks.iter().map(|block| block.bands[band]).sum::<i64>()));
    }
    let spent = [init, start.elapsed().as_secs_f64(), cpu_seconds() - before];
    report(&blocks, &walk, days, threads, spent, &daily);
}

/// Time that the processors have spent on this process, where the system tells (Linux), else 0.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = after_name.split(' ').skip(11).take(2).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn report(blocks: &[Block], walk: &Walk, days: u64, threads: u64, [init, run, cpu]: [f64; 3], daily: &[[i64; BANDS]]) {
    let people = f64::from(walk.people);
    let scores = || blocks.iter().flat_map(|block| &block.score).map(|score| f64::from(*score));
    let mean = scores().sum::<f64>() / people;
    let sd = (scores().map(|score| (score - mean).powi(2)).sum::<f64>() / people).sqrt();
    let total = |at: usize| blocks.iter().map(|block| block.totals[at]).sum::<u64>();
    let tally: u64 = blocks.iter().flat_map(|block| &block.tally).map(|tally| u64::from(*tally)).sum();
    let bands = daily.last().expect("at least one day").map(|band| (band as f64 / people).to_string());
    println!(
        "{{\"impl\": \"vitropolis\", \"ties\": \"computed\", \"n\": {people}, \"days\": {days}, \"threads\": {threads}, \
         \"seed\": {}, \"init_s\": {init:.3}, \"run_s\": {run:.4}, \"cpu_s\": {cpu:.4}, \"acts\": {}, \"observed\": {}, \"mis\": {}, \"den\": {}, \
         \"tally\": {tally}, \"mean\": {mean:.5}, \"sd\": {sd:.5}, \"bands\": [{}]}}",
        walk.seed.0,
        total(0),
        total(1),
        total(2),
        total(3),
        bands.join(", ")
    );
}
