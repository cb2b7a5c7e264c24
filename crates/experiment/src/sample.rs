//! Worlds that are lived for their harms alone: one city, all worlds side by side, and nothing is written.

use crate::kept::{Numbers, Pieces};
use crate::ledger::{Ledger, add, empty_cell};
use crate::run::{draw, rules};
use crate::side::{For, Side};
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

/// Lives every world under one seed, by its number, with everybody who follows the worlds of a run, so that every measure
/// has what it is made of.
pub(crate) fn followed(
    experiment: &Experiment,
    number: u32,
    hands: &Hands,
    stop: &AtomicBool,
) -> Result<Vec<Cell>, Failure> {
    let mut side = Side::new(experiment, number, hands, For::Measures)?;
    let mut ledger = Ledger::new(experiment, None);
    for day in 0..experiment.days {
        ledger.push(side.live(day, false, hands))?;
        if stop.load(Ordering::Relaxed) {
            return Err(Failure::Stopped { kept: "nothing of this draw was kept".to_owned() });
        }
    }
    Ok(ledger.into_cells().into_iter().flatten().collect())
}

/// Many pieces of work, each on one thread, as many at once as there are hands; finished ones survive a stop.
pub(crate) struct Batch<'a> {
    pub(crate) hands: &'a Hands,
    pub(crate) watch: &'a mut dyn Watch,
    pub(crate) days: u32,
    /// Person-days of one piece.
    pub(crate) person_days: u64,
    /// What it is called while it goes on.
    pub(crate) step: &'static str,
}

impl Batch<'_> {
    /// Does the pieces in order; stops at the first that was stopped, and keeps what was done before it.
    pub(crate) fn work<T: Send>(
        &mut self,
        pieces: usize,
        piece: impl Fn(usize) -> Result<T, Failure> + Sync + Send,
    ) -> (Vec<T>, Option<Failure>) {
        let mut done = Vec::new();
        let failure = self.work_and(pieces, piece, |results| {
            done.extend(results);
            Ok(())
        });
        (done, failure)
    }

    /// Does the pieces that are missing, and shows what is done to `keep` whenever some are.
    pub(crate) fn work_on(
        &mut self,
        missing: &[usize],
        piece: impl Fn(usize) -> Result<Numbers, Failure> + Sync + Send,
        done: &mut Pieces,
        mut keep: impl FnMut(&Pieces) -> Result<(), Failure>,
    ) -> Option<Failure> {
        let mut numbers = missing.iter().copied();
        let take = |lived: Vec<Numbers>| {
            done.extend(numbers.by_ref().take(lived.len()).zip(lived));
            keep(done)
        };
        self.work_and(missing.len(), |at| piece(missing[at]), take)
    }

    /// The same with somebody who takes what is done, a handful at a time.
    fn work_and<T: Send>(
        &mut self,
        pieces: usize,
        piece: impl Fn(usize) -> Result<T, Failure> + Sync + Send,
        mut take: impl FnMut(Vec<T>) -> Result<(), Failure>,
    ) -> Option<Failure> {
        let started = Instant::now();
        for first in (0..pieces).step_by(self.hands.count()) {
            self.tell(first, pieces, started);
            let at_once = self.hands.count().min(pieces - first);
            let (mut done, mut failure) = (Vec::new(), None);
            for result in self.hands.map(at_once, |at| piece(first + at)) {
                match result {
                    Ok(result) if failure.is_none() => done.push(result),
                    Ok(_) => {}
                    Err(why) => failure = failure.or(Some(why)),
                }
            }
            let taken = take(done);
            if let Some(failure) = failure.or(taken.err()) {
                return Some(failure);
            }
        }
        self.tell(pieces, pieces, started);
        None
    }

    fn tell(&mut self, done: usize, pieces: usize, started: Instant) {
        self.watch.progress(&Progress {
            step: if done == pieces { "writing" } else { self.step },
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
