//! Chance without memory: a draw is a pure function of who, when and what for.
//!
//! Philox4x32-10 (salmon2011) with key = seed and counter = `[person or block] [other person or behaviour]
//! [day · purpose] [index]`. There is no generator that could be advanced, so neither threads nor arms nor the order
//! of work can change a draw (kernel.md 1).

use crate::ahead;
use crate::lanes::{self, Loop};

/// What a draw decides. The numbers are part of every result: never reuse one, never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Purpose {
    // the city
    Shuffle = 1,
    Trait = 2,
    HouseholdSize = 3,
    Permutation = 4,
    // the day
    OffenceCount = 10,
    OffenceCandidate = 11,
    OccasionCount = 12,
    OccasionCandidate = 13,
    Life = 20,
    Avoidance = 21,
    Speech = 22,
    Observation = 23,
    Attribution = 24,
    WrongPerson = 25,
    FalseAlarm = 26,
    Witness = 27,
    Report = 28,
    MaliciousTip = 29,
    Screening = 30,
    ScreeningLottery = 31,
    Rating = 32,
    Gate = 33,
    Notice = 34,
    ReviewLottery = 35,
    Review = 36,
    TieCheck = 37,
    NewTie = 38,
    Planted = 39,
    Reading = 40,
    Deletion = 41,
    Purchase = 42,
    Selection = 48,
    Claim = 49,
    TrueError = 50,
    Inspection = 51,
    Pay = 52,
    Alarm = 53,
    Operator = 54,
    Confirmation = 55,
    Amount = 56,
    Exempt = 57,
    Leaning = 58,
    // outside the day
    SyntheticId = 60,
    LifeChoice = 61,
    FaceCalculator = 62,
    DockingCrowd = 63,
    DockingTrial = 64,
    ValidationCrowd = 65,
    ParameterDraw = 71,
    Trajectory = 72,
    SafeguardOrder = 73,
}

const M0: u32 = 0xD251_1F53;
const M1: u32 = 0xCD9E_8D57;
const W0: u32 = 0x9E37_79B9;
const W1: u32 = 0xBB67_AE85;

/// Philox4x32-10 of Salmon et al. 2011.
#[inline(always)]
const fn philox(key: [u32; 2], counter: [u32; 4]) -> [u32; 4] {
    let (mut k0, mut k1, mut c) = (key[0], key[1], counter);
    let mut round = 0;
    while round < 10 {
        let p0 = c[0] as u64 * M0 as u64;
        let p1 = c[2] as u64 * M1 as u64;
        c = [(p1 >> 32) as u32 ^ c[1] ^ k0, p1 as u32, (p0 >> 32) as u32 ^ c[3] ^ k1, p0 as u32];
        k0 = k0.wrapping_add(W0);
        k1 = k1.wrapping_add(W1);
        round += 1;
    }
    c
}

/// The seed of one drawn city and everything that happens in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

/// Who and when a draw is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Person or block.
    pub who: u32,
    /// The other person, or the behaviour.
    pub other: u32,
    pub day: u16,
    pub purpose: Purpose,
}

impl Seed {
    const fn key(self) -> [u32; 2] {
        [self.0 as u32, (self.0 >> 32) as u32]
    }

    /// Four words for one decision.
    #[inline]
    pub const fn draw(self, about: About, index: u32) -> [u32; 4] {
        philox(self.key(), counter(about, index))
    }

    /// Four words for each of many decisions, given with their index.
    pub(crate) fn draw_each(self, decisions: impl Iterator<Item = (About, u32)>) -> Vec<[u32; 4]> {
        let mut words: Vec<[u32; 4]> = decisions.map(|(about, index)| counter(about, index)).collect();
        lanes::run(Each { key: self.key(), words: &mut words });
        words
    }

    /// Words for the decisions `first ..`, many at once: ten times the speed of one call at a time (kernel.md 1).
    #[inline(never)]
    pub fn fill(self, about: About, first: u32, words: &mut [[u32; 4]]) {
        lanes::run(Fill { key: self.key(), counter: counter(about, first), words });
    }
}

struct Fill<'a> {
    key: [u32; 2],
    /// Of the first words.
    counter: [u32; 4],
    words: &'a mut [[u32; 4]],
}

impl Loop for Fill<'_> {
    #[inline(always)]
    fn run(self) {
        let [who, other, when, first] = self.counter;
        for (words, index) in self.words.iter_mut().zip(first..) {
            *words = philox(self.key, [who, other, when, index]);
        }
    }
}

struct Each<'a> {
    key: [u32; 2],
    /// Counters, which become words.
    words: &'a mut [[u32; 4]],
}

impl Loop for Each<'_> {
    #[inline(always)]
    fn run(self) {
        for words in self.words {
            *words = philox(self.key, *words);
        }
    }
}

const fn counter(about: About, index: u32) -> [u32; 4] {
    [about.who, about.other, (about.day as u32) << 16 | about.purpose as u32, index]
}

/// A number below `n` from one word.
#[inline]
pub const fn below(word: u32, n: u32) -> u32 {
    ((word as u64 * n as u64) >> 32) as u32
}

/// One 64-bit word from two.
#[inline]
pub const fn wide(high: u32, low: u32) -> u64 {
    (high as u64) << 32 | low as u64
}

/// A table that picks a row with a chance proportional to its weight, in constant time (Walker's alias method).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    keep: Vec<u32>,
    other: Vec<u16>,
}

impl Alias {
    /// At most 65,536 rows. With no weight at all every row is equally likely.
    pub fn new(weights: &[u64]) -> Self {
        let n = weights.len();
        assert!(n <= 1 << 16, "an alias table has at most 65,536 rows");
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        let mut share: Vec<u128> = weights.iter().map(|w| u128::from(*w) * n as u128).collect();
        let mut keep = vec![u32::MAX; n];
        let mut other: Vec<u16> = (0..n).map(|row| row as u16).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..n).partition(|row| share[*row] < total);
        while let (Some(under), Some(over)) = (small.pop(), large.last().copied()) {
            keep[under] = ((share[under] << 32) / total.max(1)).min(u128::from(u32::MAX)) as u32;
            other[under] = over as u16;
            share[over] -= total - share[under];
            if share[over] < total {
                large.pop();
                small.push(over);
            }
        }
        Self { keep, other }
    }

    pub(crate) fn read_ahead(&self) {
        ahead::whole(&self.keep);
        ahead::whole(&self.other);
    }

    /// The row for two words.
    #[inline]
    pub fn pick(&self, row: u32, coin: u32) -> u32 {
        let row = below(row, self.keep.len() as u32);
        if coin <= self.keep[row as usize] { row } else { u32::from(self.other[row as usize]) }
    }
}

/// A keyed permutation of `0..size` and its inverse: a Feistel network on the next even power of two, walked until
/// it falls inside. Friends, workplaces and chat groups are computed with it instead of stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permutation {
    size: u32,
    half_bits: u32,
    keys: [u32; 4],
}

impl Permutation {
    pub fn new(seed: Seed, size: u32, which: u32, district: u32) -> Self {
        assert!(size > 0, "a permutation has at least one member");
        let bits = (32 - (size - 1).leading_zeros()).max(2);
        let about = About { who: which, other: district, day: 0, purpose: Purpose::Permutation };
        Self { size, half_bits: bits.div_ceil(2), keys: seed.draw(about, 0) }
    }

    #[inline(always)]
    fn round(&self, key: usize, half: u32) -> u32 {
        let mixed = (half ^ self.keys[key]).wrapping_mul(0x9E37_79B1);
        let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA77);
        (mixed ^ (mixed >> 13)) & ((1 << self.half_bits) - 1)
    }

    /// Where member `i` sits.
    pub fn forward(&self, i: u32) -> u32 {
        self.walk(i, Way::Forward)
    }

    /// Who sits at `position`.
    pub fn inverse(&self, position: u32) -> u32 {
        self.walk(position, Way::Back)
    }

    /// Where all of these members sit.
    pub fn forward_all(&self, members: &mut [u32]) {
        self.walk_all(members, Way::Forward);
    }

    /// Who sits at all of these positions.
    pub fn inverse_all(&self, positions: &mut [u32]) {
        self.walk_all(positions, Way::Back);
    }

    fn walk(&self, start: u32, way: Way) -> u32 {
        let mut at = self.turned(start, way);
        while at >= self.size {
            at = self.turned(at, way);
        }
        at
    }

    /// All take a step together; those who are outside then take another, until nobody is.
    fn walk_all(&self, all: &mut [u32], way: Way) {
        lanes::run(Step { permutation: *self, way, all });
        let mut outside: Vec<u32> = (0..all.len() as u32).filter(|at| all[*at as usize] >= self.size).collect();
        let mut walkers: Vec<u32> = outside.iter().map(|at| all[*at as usize]).collect();
        while !outside.is_empty() {
            lanes::run(Step { permutation: *self, way, all: &mut walkers });
            let mut left = 0;
            for walker in 0..walkers.len() {
                let (at, to) = (outside[walker], walkers[walker]);
                all[at as usize] = to;
                (outside[left], walkers[left]) = (at, to);
                left += usize::from(to >= self.size);
            }
            outside.truncate(left);
            walkers.truncate(left);
        }
    }

    /// One step of the walk. Two halves of at most 16 bits make a number of at most 32.
    #[inline(always)]
    fn turned(&self, at: u32, way: Way) -> u32 {
        let mask = (1u32 << self.half_bits) - 1;
        let (mut high, mut low) = (at >> self.half_bits & mask, at & mask);
        for step in 0..4 {
            (high, low) = match way {
                Way::Forward => (low, high ^ self.round(step, low)),
                Way::Back => (low ^ self.round(3 - step, high), high),
            };
        }
        high << self.half_bits | low
    }
}

#[derive(Clone, Copy)]
enum Way {
    Forward,
    Back,
}

/// One step of the walk, for many.
struct Step<'a> {
    permutation: Permutation,
    way: Way,
    all: &'a mut [u32],
}

impl Loop for Step<'_> {
    #[inline(always)]
    fn run(self) {
        match self.way {
            Way::Forward => {
                for at in self.all {
                    *at = self.permutation.turned(*at, Way::Forward);
                }
            }
            Way::Back => {
                for at in self.all {
                    *at = self.permutation.turned(*at, Way::Back);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn philox_gives_the_known_answers_of_random123() {
        assert_eq!(philox([0; 2], [0; 4]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([u32::MAX; 2], [u32::MAX; 4]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox([0xa409_3822, 0x299f_31d0], [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn a_filled_batch_equals_single_draws() {
        let about = About { who: 7, other: 9, day: 11, purpose: Purpose::Life };
        let mut words = [[0; 4]; 1_000];
        Seed(42).fill(about, 70, &mut words);
        for (word, index) in words.iter().zip(70..) {
            assert_eq!(*word, Seed(42).draw(about, index));
        }
        let abouts = (0..1_000).map(|who| About { who, other: who % 7, ..about });
        let each = Seed(42).draw_each(abouts.clone().zip(3..));
        assert!(abouts.zip(3..).zip(each).all(|((about, index), words)| words == Seed(42).draw(about, index)));
    }

    #[test]
    fn an_alias_table_picks_in_proportion_to_the_weights() {
        let weights = [1u64, 0, 5, 10, 4];
        let alias = Alias::new(&weights);
        let mut counts = [0u32; 5];
        let about = About { who: 0, other: 0, day: 0, purpose: Purpose::Life };
        for i in 0..200_000 {
            let w = Seed(1).draw(about, i);
            counts[alias.pick(w[0], w[1]) as usize] += 1;
        }
        assert_eq!(counts[1], 0);
        for (row, weight) in weights.iter().enumerate() {
            let expected = *weight as i64 * 10_000;
            assert!((i64::from(counts[row]) - expected).abs() < 5 * 330, "{counts:?}");
        }
    }

    proptest! {
        #[test]
        fn a_permutation_is_one_to_one_and_has_its_inverse(size in 1u32..3_000, which in 0u32..9) {
            let permutation = Permutation::new(Seed(3), size, which, 1);
            let mut seen = vec![false; size as usize];
            for i in 0..size {
                let position = permutation.forward(i);
                prop_assert!(!seen[position as usize]);
                seen[position as usize] = true;
                prop_assert_eq!(permutation.inverse(position), i);
            }
            let mut all: Vec<u32> = (0..size).collect();
            permutation.forward_all(&mut all);
            prop_assert!((0..size).all(|i| all[i as usize] == permutation.forward(i)));
            permutation.inverse_all(&mut all);
            prop_assert!((0..size).all(|i| all[i as usize] == i));
        }
    }
}
