//! Worlds lived side by side, a day at a time, for somebody who watches: maps, a wall, twins and a few lives.
//!
//! The first city is the one that is seen; the others are there so that a difference has an interval. What was seen on
//! a day stays, so that one can look back. Watching changes nothing: the worlds are those of a run of the same file.

use crate::anomalies::{self, Alarm, Past, Tile};
use crate::cells::{Cells, Ground, Remembered};
use crate::ledger::{add, empty_cell};
use crate::phone::{self, Followed};
use crate::run::{draw, rules};
use crate::{Failure, Request};
use engine::{Hands, World};
use model::City;
use model::parameters::{GATES, Settings};
use report::Cell;
use report::measures::About;
use report::statistics::{Estimate, paired_difference};
use scenario::{Arm, Experiment};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The measures whose difference between the two worlds runs along, by their keys in `summary.json`.
pub const PAIRED: &[&About] = &[
    &report::measures::SANCTIONS,
    &report::measures::ERRONEOUS,
    &report::measures::RIGHTS,
    &report::measures::REFUSALS,
    &report::measures::FALSE_MARKS,
    &report::measures::SILENCE,
    &report::measures::EMPLOYMENT,
    &report::measures::LEGITIMACY,
];
/// The world that is watched, and its twin.
pub const HERE: usize = 0;
pub const BESIDE: usize = 1;
/// What was seen of a day; days are counted from 0.
pub struct Frame {
    pub day: u32,
    /// Figures of the map: by world (here, beside), layer and cell.
    pub maps: [Vec<u16>; 2],
    /// What every tile shows, here and beside.
    pub tiles: Vec<[Option<f64>; 2]>,
    pub alarms: Vec<Alarm>,
    /// Value here and beside in the first city, and the paired difference over the cities; since the start.
    pub pairs: Vec<Pair>,
}

/// A measure since the start, here and beside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub here: Option<f64>,
    pub beside: Option<f64>,
    pub difference: Option<Estimate>,
}

/// What an institution would answer somebody with merit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    pub gate: &'static str,
    pub refused: bool,
    pub dearer: bool,
    pub perk: bool,
}

/// A session: worlds by city, and what has been seen.
pub struct Stage {
    pub experiment: Experiment,
    pub city: Arc<City>,
    pub cells: Cells,
    pub tiles: Vec<Tile>,
    pub lives: Vec<Followed>,
    pub frames: Vec<Frame>,
    /// `worlds[city][arm]`.
    worlds: Vec<Vec<World>>,
    /// `totals[city][arm]`.
    totals: Vec<Vec<Cell>>,
    remembered: [Remembered; 2],
    pasts: [Past; 2],
}

impl Stage {
    /// Draws the cities of a request and puts the worlds on their first evening. `life`: a number to follow.
    pub fn open(request: &Request, life: Option<u32>, stop: &AtomicBool) -> Result<Self, Failure> {
        let mut experiment = request.resolve_city()?;
        let beside = experiment.arms.iter().position(|arm| arm.name == experiment.reference).unwrap_or(0);
        if experiment.arms.len() < 2 || beside == HERE {
            let asked = "one world alone, or the first arm as the reference".to_owned();
            return Err(Failure::refused(asked, "two arms: the world that is watched, and then its twin"));
        }
        experiment.arms.swap(BESIDE, beside);
        let hands = Hands::new(request.threads);
        let mut cities = Vec::new();
        let mut worlds = Vec::new();
        for number in 0..u64::from(experiment.seeds) {
            let city = draw(&experiment, experiment.seed + number, &hands)?;
            let world = |arm| World::new(city.clone(), rules(&experiment, &city, arm), hands.clone());
            worlds.push(experiment.arms.iter().map(world).collect());
            cities.push(city);
            go_on(stop)?;
        }
        let city = cities.swap_remove(0);
        if let Some(life) = life.filter(|life| *life >= city.people) {
            return Err(Failure::refused(format!("life {life}"), format!("a number from 0 to {}", city.people - 1)));
        }
        let empty = |arms: &Vec<World>| arms.iter().map(|_| empty_cell()).collect();
        Ok(Self {
            cells: Cells::new(&city),
            tiles: anomalies::tiles(&city),
            lives: phone::choose(&experiment, &city, life),
            frames: Vec::new(),
            totals: worlds.iter().map(empty).collect(),
            remembered: Default::default(),
            pasts: Default::default(),
            worlds,
            city,
            experiment,
        })
    }

    /// Days lived so far.
    pub fn day(&self) -> u32 {
        self.frames.len() as u32
    }

    /// Lives one day in every world. Stopped within a day, the session is of no further use.
    pub fn step(&mut self, stop: &AtomicBool) -> Result<&Frame, Failure> {
        let today = self.day();
        let mut counts: [Vec<i64>; 2] = Default::default();
        for city in 0..self.worlds.len() {
            for arm in 0..self.experiment.arms.len() {
                let world = &mut self.worlds[city][arm];
                let record = world.live(today as u16);
                add(&mut self.totals[city][arm], &record);
                if city == 0 && arm < 2 {
                    self.pasts[arm].push(&record.counts);
                    counts[arm] = self.remembered[arm].push(&self.cells, world, today as u16);
                }
                go_on(stop)?;
            }
        }
        for life in &mut self.lives {
            let worlds = self.worlds[0].iter().zip(&mut life.worlds);
            worlds.for_each(|(world, journal)| journal.note(world, life.number, today));
        }
        let frame = self.frame(today, &counts);
        self.frames.push(frame);
        Ok(self.frames.last().expect("just pushed"))
    }

    fn frame(&self, today: u32, counts: &[Vec<i64>; 2]) -> Frame {
        let [here, beside] = [&self.pasts[HERE], &self.pasts[BESIDE]];
        let twin = &self.remembered[BESIDE];
        let map = |arm: usize| {
            let ground = Ground::of(&self.experiment.city, self.regime(arm, today), &self.worlds[0][arm], today);
            self.remembered[arm].figures(&self.cells, &counts[arm], &ground, twin)
        };
        Frame {
            day: today,
            maps: [map(HERE), map(BESIDE)],
            tiles: self.tiles.iter().map(|tile| [here.figure(tile), beside.figure(tile)]).collect(),
            alarms: anomalies::alarms(&self.tiles, here, beside),
            pairs: PAIRED.iter().map(|about| self.pair(about)).collect(),
        }
    }

    fn pair(&self, about: &About) -> Pair {
        let values = |arm: usize| self.totals.iter().map(|arms| (about.of)(&arms[arm], 0)).collect::<Vec<_>>();
        let (here, beside) = (values(HERE), values(BESIDE));
        Pair { here: here[0], beside: beside[0], difference: paired_difference(&here, &beside) }
    }

    /// The regime of an arm on a day.
    fn regime(&self, arm: usize, today: u32) -> &Settings {
        let Arm { regime, changes, .. } = &self.experiment.arms[arm];
        changes.iter().rev().find(|(day, _)| *day <= today).map_or(regime, |(_, changed)| changed)
    }

    /// What institutions would answer somebody of a band with these records in force, in an arm, on a day.
    pub fn doors(&self, arm: usize, day: u32, band: u8, records: u32) -> Vec<Door> {
        let gates = &self.worlds[0][arm].rules_on(day as u16).gates.gates;
        let door = |(gate, rules): (usize, &Option<model::mechanisms::gates::Gate>)| {
            let answer = rules.as_ref()?.answer(band, records);
            Some(Door { gate: GATES[gate], refused: answer.refused, dearer: answer.dearer, perk: answer.perk })
        };
        gates.iter().enumerate().filter_map(door).collect()
    }

    /// Names of the arms: here, beside, and others.
    pub fn arms(&self) -> impl Iterator<Item = &str> {
        self.experiment.arms.iter().map(|arm| arm.name.as_str())
    }

    /// Lowest and highest score of an arm in points; none where there is no one score.
    pub fn scale(&self, arm: usize) -> Option<(f64, f64)> {
        let scoring = &self.worlds[0][arm].rules_on(0).scoring;
        let regime = &self.experiment.arms[arm].regime;
        scoring.is_published().then(|| (regime.real("score.minimum"), regime.real("score.maximum")))
    }
}

fn go_on(stop: &AtomicBool) -> Result<(), Failure> {
    let kept = || "nothing was kept; a session writes no file".to_owned();
    if stop.load(Ordering::Relaxed) { Err(Failure::Stopped { kept: kept() }) } else { Ok(()) }
}
