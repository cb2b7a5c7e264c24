//! Who does the work: one thread, or a pool; and, for the tests, a pool that cuts the blocks at random places.

use model::day::{Setting, Stage};
use model::population::Place;
use model::state::Block;
use rayon::prelude::*;
use std::sync::Arc;

/// The hands that carry out a day.
#[derive(Clone)]
pub enum Hands {
    Serial,
    Pool(Arc<rayon::ThreadPool>),
    /// Blocks in a shuffled order, cut into shuffled lengths: what a badly behaved scheduler would do.
    Scattered(Arc<rayon::ThreadPool>, u64),
}

impl Hands {
    /// `threads` hands; 0 means one for each core.
    pub fn new(threads: usize) -> Self {
        if threads == 1 { Self::Serial } else { Self::Pool(Arc::new(pool(threads))) }
    }

    /// Hands that take the blocks in another order each time, for the tests of sameness.
    pub fn scattered(threads: usize, salt: u64) -> Self {
        Self::Scattered(Arc::new(pool(threads)), salt)
    }

    pub fn count(&self) -> usize {
        match self {
            Self::Serial => 1,
            Self::Pool(pool) | Self::Scattered(pool, _) => pool.current_num_threads(),
        }
    }

    /// Runs the stages on every block.
    pub(crate) fn each(&mut self, setting: &Setting, places: &[Place], blocks: &mut [Block], stages: &[Stage]) {
        let work =
            |(place, block): (&Place, &mut Block)| stages.iter().for_each(|stage| (stage.run)(setting, place, block));
        match self {
            Self::Serial => places.iter().zip(blocks).for_each(work),
            Self::Pool(pool) => pool.install(|| places.par_iter().zip(blocks).for_each(work)),
            Self::Scattered(pool, salt) => {
                *salt = salt.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let mut pairs: Vec<_> = places.iter().zip(blocks).collect();
                pairs.sort_by_key(|(place, _)| (u64::from(place.first()) ^ *salt).wrapping_mul(*salt | 1));
                let cut = 1 + (*salt >> 60) as usize;
                pool.install(|| {
                    pairs.par_chunks_mut(cut).for_each(|chunk| {
                        chunk.iter_mut().for_each(|(place, block)| work((place, block)));
                    })
                });
            }
        }
    }

    /// Adds up what every block contributes.
    pub(crate) fn tally(
        &self,
        places: &[Place],
        blocks: &[Block],
        bins: usize,
        count: &(dyn Fn(&Place, &Block, &mut [i64]) + Sync),
    ) -> Vec<i64> {
        let one = |mut sum: Vec<i64>, (place, block): (&Place, &Block)| {
            count(place, block, &mut sum);
            sum
        };
        let add = |mut a: Vec<i64>, b: Vec<i64>| {
            a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
            a
        };
        match self {
            Self::Serial => places.iter().zip(blocks).fold(vec![0; bins], one),
            Self::Pool(pool) | Self::Scattered(pool, _) => pool.install(|| {
                let pairs = places.par_iter().zip(blocks).with_min_len(16);
                pairs.fold(|| vec![0; bins], one).reduce(|| vec![0; bins], add)
            }),
        }
    }

    /// Works on every item on its own.
    pub fn each_of<T: Send>(&self, items: &mut [T], work: impl Fn(usize, &mut T) + Sync + Send) {
        match self {
            Self::Serial => items.iter_mut().enumerate().for_each(|(at, item)| work(at, item)),
            Self::Pool(pool) | Self::Scattered(pool, _) => {
                pool.install(|| items.par_iter_mut().enumerate().for_each(|(at, item)| work(at, item)));
            }
        }
    }

    /// Does independent pieces of work and returns their results in order.
    pub fn map<T: Send>(&self, pieces: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        match self {
            Self::Serial => (0..pieces).map(work).collect(),
            Self::Pool(pool) | Self::Scattered(pool, _) => {
                pool.install(|| (0..pieces).into_par_iter().with_max_len(1).map(work).collect())
            }
        }
    }
}

fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads can be started")
}
