//! Worlds that are lived for their harms alone: one city, all worlds side by side, and nothing is written.

use crate::ledger::{add, empty_cell};
use crate::run::{draw, rules};
use crate::{Failure, Progress, Watch};
use engine::{Hands, World};
use report::Cell;
use scenario::Experiment;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Lives every world of an experiment under one seed.
pub(crate) fn lived(
    experiment: &Experiment,
    seed: u64,
    hands: &Hands,
    stop: &AtomicBool,
) -> Result<Vec<Cell>, Failure> {
    Ok(lived_before(experiment, seed, hands, stop, |_, _| ())?.0)
}

/// The same before somebody who looks at the worlds: before the first day, and after each. The worlds come back, too.
pub(crate) fn lived_before(
    experiment: &Experiment,
    seed: u64,
    hands: &Hands,
    stop: &AtomicBool,
    mut look: impl FnMut(&[World], Option<u16>),
) -> Result<(Vec<Cell>, Vec<World>), Failure> {
    let city = draw(experiment, seed, hands)?;
    let world = |arm| World::new(city.clone(), rules(experiment, &city, arm), hands.clone());
    let mut worlds: Vec<World> = experiment.arms.iter().map(world).collect();
    let mut cells: Vec<Cell> = worlds.iter().map(|_| empty_cell()).collect();
    look(&worlds, None);
    for day in 0..experiment.days {
        for (world, cell) in worlds.iter_mut().zip(&mut cells) {
            add(cell, &world.live(day as u16));
            if stop.load(Ordering::Relaxed) {
                return Err(Failure::Stopped { kept: "nothing of this draw was kept".to_owned() });
            }
        }
        look(&worlds, Some(day as u16));
    }
    Ok((cells, worlds))
}

/// Many pieces of work, each on one thread, as many at once as there are hands; finished ones survive a stop.
pub(crate) struct Batch<'a> {
    pub(crate) hands: &'a Hands,
    pub(crate) watch: &'a mut dyn Watch,
    pub(crate) days: u32,
    /// Person-days of one piece.
    pub(crate) person_days: u64,
}

impl Batch<'_> {
    /// Does the pieces in order; stops at the first that was stopped, and keeps what was done before it.
    pub(crate) fn work<T: Send>(
        &mut self,
        pieces: usize,
        piece: impl Fn(usize) -> Result<T, Failure> + Sync + Send,
    ) -> (Vec<T>, Option<Failure>) {
        let started = Instant::now();
        let mut done = Vec::new();
        for first in (0..pieces).step_by(self.hands.count()) {
            self.tell(done.len(), pieces, started);
            let at_once = self.hands.count().min(pieces - first);
            for result in self.hands.map(at_once, |at| piece(first + at)) {
                match result {
                    Ok(result) => done.push(result),
                    Err(failure) => return (done, Some(failure)),
                }
            }
        }
        self.tell(done.len(), pieces, started);
        (done, None)
    }

    fn tell(&mut self, done: usize, pieces: usize, started: Instant) {
        self.watch.progress(&Progress {
            step: if done == pieces { "writing" } else { "living" },
            seed: (done + 1).min(pieces) as u32,
            seeds: pieces as u32,
            day: self.days,
            days: self.days,
            done: done as u64,
            total: pieces as u64,
            person_days: done as u64 * self.person_days,
            elapsed: started.elapsed(),
        });
    }
}
