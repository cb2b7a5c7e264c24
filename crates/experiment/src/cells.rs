//! The map's cells: neighbours counted together, at least forty of them, so that no figure is about anybody.
//!
//! A cell is a run of whole households of one district; the larger the city, the larger its cells. What is read here is
//! read after the day was lived and changes nothing.

use engine::World;
use model::City;
use model::carry::{Carrier, Lost, one};
use model::day::Verbs;
use model::fixed::camera_coverage;
use model::parameters::Settings;
use model::state::{AS_BOOKED, Truth};
use std::collections::VecDeque;

/// Fewest people of a cell; no figure of fewer than 10 may ever be shown (boundary.md 3).
pub const LEAST_CELL_PEOPLE: usize = 40;
/// About how many cells the largest map has.
const MOST_CELLS: usize = 2_000;
/// Days over which marks and refusals are counted.
pub const WINDOW_DAYS: usize = 28;
/// Fewer words than this in the twin's cell, and nothing is said about silence.
const LEAST_WORDS: i64 = 10;
/// What stands in a map where there is nothing to say.
pub const NOTHING: u16 = u16::MAX;

/// A layer of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    pub key: &'static str,
    /// Steps of a figure in one unit: 10,000 for shares, 10 for so many in a thousand.
    pub steps: u32,
    pub unit: &'static str,
}

/// Every layer, in the order of the figures.
pub const LAYERS: &[Layer] = &[
    Layer { key: "coverage", steps: 10_000, unit: "chance that an act in the street happens where a camera looks" },
    Layer { key: "score", steps: 10_000, unit: "mean score, as a share of the scale from the lowest to the highest" },
    Layer { key: "lowest", steps: 10_000, unit: "share of people in the lowest band" },
    Layer { key: "wrong", steps: 10, unit: "wrong marks in 28 days, for 1,000 people" },
    Layer { key: "silence", steps: 10_000, unit: "share of the twin's critical words since the start, not said here" },
    Layer { key: "refusals", steps: 10, unit: "refusals in 28 days, for 1,000 people" },
];

/// Counters of one cell and day.
const SCORE: usize = 0;
const LOWEST: usize = 1;
const WRONG: usize = 2;
const WORDS: usize = 3;
const REFUSALS: usize = 4;
const COUNTERS: usize = 5;

/// How a city is cut into cells.
pub struct Cells {
    /// District and people of each cell.
    pub districts: Vec<u8>,
    pub people: Vec<u32>,
    /// First cell of each block, and the first slot of each of its cells.
    cuts: Vec<(usize, Vec<usize>)>,
}

impl Cells {
    pub fn new(city: &City) -> Self {
        let least = LEAST_CELL_PEOPLE.max(city.people as usize / MOST_CELLS);
        let mut cells = Self { districts: Vec::new(), people: Vec::new(), cuts: Vec::new() };
        for place in &city.places {
            let firsts = cut(place.household_sizes(), least);
            let ends = firsts.iter().skip(1).copied().chain([place.len()]);
            cells.people.extend(firsts.iter().zip(ends).map(|(first, end)| (end - first) as u32));
            cells.cuts.push((cells.districts.len(), firsts));
            cells.districts.resize(cells.people.len(), place.district());
        }
        cells
    }

    pub fn len(&self) -> usize {
        self.people.len()
    }

    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// People of each cell, and of them those in the lowest published band.
    pub(crate) fn in_the_lowest_band(&self, world: &World) -> Vec<(i64, i64)> {
        let board = world.board();
        let mut first = 0;
        let count = |people: &u32| {
            let cell = &board[first..first + *people as usize];
            first += cell.len();
            (cell.len() as i64, cell.iter().filter(|band| **band == 0).count() as i64)
        };
        let counted = self.people.iter().map(count).collect();
        assert_eq!(first, board.len(), "cells follow the order of people");
        counted
    }

    /// The day's counters of every cell of one world.
    fn count(&self, world: &mut World, today: u16) -> Vec<i64> {
        let city = world.city().clone();
        world.tally(self.len() * COUNTERS, &|place, block, bins| {
            let (first, cuts) = &self.cuts[city.block_of(place.first())];
            let at = |slot: usize| (first + cuts.partition_point(|cut| *cut <= slot) - 1) * COUNTERS;
            for (slot, score) in block.people.accounts.iter().map(|account| &account.score).enumerate() {
                bins[at(slot) + SCORE] += i64::from(*score);
                bins[at(slot) + LOWEST] += i64::from(block.people.accounts[slot].standings[AS_BOOKED].band == 0);
            }
            let of_today = block.marks.iter().rev().take_while(|mark| mark.day == today);
            for mark in of_today.filter(|mark| Truth::from_number(mark.truth).is_erroneous()) {
                bins[at(usize::from(mark.slot)) + WRONG] += 1;
            }
            let behaviours = &city.catalogue.behaviours;
            let words = block.today.acts.iter().filter(|act| behaviours[usize::from(act.behaviour)].role.is_speech());
            words.for_each(|act| bins[at(usize::from(act.slot)) + WORDS] += 1);
            block.today.refusals.iter().for_each(|refusal| bins[at(usize::from(refusal.slot)) + REFUSALS] += 1);
        })
    }
}

/// First slots of runs of whole households with at least `least` people; what is left over joins the last.
fn cut(households: impl Iterator<Item = usize>, least: usize) -> Vec<usize> {
    let (mut firsts, mut slot) = (vec![0], 0);
    for size in households {
        slot += size;
        if slot - firsts[firsts.len() - 1] >= least {
            firsts.push(slot);
        }
    }
    // The last run has just begun, or is too small.
    if firsts.len() > 1 {
        firsts.pop();
    }
    firsts
}

/// What one world's map remembers from day to day.
#[derive(Default)]
pub(crate) struct Remembered {
    /// Wrong marks and refusals of the last days, by cell.
    window: VecDeque<Vec<[i64; 2]>>,
    sums: Vec<[i64; 2]>,
    words: Vec<i64>,
}

impl Remembered {
    /// Counts a day that was just lived and returns its counters.
    pub(crate) fn push(&mut self, cells: &Cells, world: &mut World, today: u16) -> Vec<i64> {
        let counts = cells.count(world, today);
        self.sums.resize(cells.len(), [0; 2]);
        self.words.resize(cells.len(), 0);
        let day: Vec<[i64; 2]> = counts.chunks(COUNTERS).map(|row| [row[WRONG], row[REFUSALS]]).collect();
        let gone = if self.window.len() == WINDOW_DAYS { self.window.pop_front() } else { None };
        for (cell, row) in counts.chunks(COUNTERS).enumerate() {
            self.words[cell] += row[WORDS];
            for kind in 0..2 {
                self.sums[cell][kind] += day[cell][kind] - gone.as_ref().map_or(0, |gone| gone[cell][kind]);
            }
        }
        self.window.push_back(day);
        counts
    }

    /// In the evening, after the day has been added.
    pub(crate) fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { window, sums, words } = self;
        let mut days = window.len() as u32;
        one(carrier, "days", &mut days)?;
        window.resize(days as usize, Vec::new());
        window.iter_mut().try_for_each(|day| carrier.list("window", day))?;
        carrier.list("sums", sums)?;
        carrier.list("words", words)
    }

    /// The figures of every layer, cell by cell, beside a twin.
    pub(crate) fn figures(&self, cells: &Cells, counts: &[i64], ground: &Ground, twin: &Remembered) -> Vec<u16> {
        let mut figures = Vec::with_capacity(LAYERS.len() * cells.len());
        let share = |part: f64| (part.clamp(0.0, 1.0) * 10_000.0).round() as u16;
        let thousand = |n: i64, people: u32| (n as f64 * 10_000.0 / f64::from(people)).round().min(65_534.0) as u16;
        let row = |cell: usize| &counts[cell * COUNTERS..][..COUNTERS];
        let all = |figure: &dyn Fn(usize) -> u16| (0..cells.len()).map(figure).collect::<Vec<u16>>();
        let (low, high) = ground.scale.unwrap_or((0, 1));
        let has_score = |figure: u16| if ground.scale.is_some() { figure } else { NOTHING };
        figures.extend(all(&|cell| share(ground.coverage[usize::from(cells.districts[cell])])));
        figures.extend(all(&|cell| {
            let mean = row(cell)[SCORE] as f64 / f64::from(cells.people[cell]);
            has_score(share((mean - f64::from(low)) / f64::from(high - low)))
        }));
        figures.extend(all(&|cell| has_score(share(row(cell)[LOWEST] as f64 / f64::from(cells.people[cell])))));
        figures.extend(all(&|cell| thousand(self.sums[cell][0], cells.people[cell])));
        figures.extend(all(&|cell| match twin.words[cell] {
            few if few < LEAST_WORDS => NOTHING,
            said => share(1.0 - self.words[cell] as f64 / said as f64),
        }));
        figures.extend(all(&|cell| thousand(self.sums[cell][1], cells.people[cell])));
        figures
    }
}

/// What a world is like everywhere in a district.
pub(crate) struct Ground {
    /// Chance by district that a camera looks.
    coverage: Vec<f64>,
    /// Lowest and highest score in hundredths, where there is one score for everybody.
    scale: Option<(i32, i32)>,
}

impl Ground {
    pub(crate) fn of(city: &Settings, regime: &Settings, world: &World, today: u32) -> Self {
        let channels = regime.names("channel");
        let sees = |name: &&String| regime.text(&format!("channel.{name}.kind")) == Some("camera");
        let cameras = channels.iter().any(|name| sees(&name));
        let attention: Vec<f64> = world.attention().iter().map(|attention| f64::from(*attention) / 65_536.0).collect();
        let coverage = |(district, name): (usize, &String)| {
            if !cameras {
                return 0.0;
            }
            let density = city.real(&format!("camera_density.{name}"));
            let chance = camera_coverage(regime.real("camera.reach"), regime.real("camera.people_per_camera"), density);
            (attention[district] * chance.raw() as f64 / 4_294_967_296.0).min(1.0)
        };
        let published = world.rules_on(today as u16).scoring.is_published();
        Self {
            coverage: city.names("margin.district").iter().enumerate().map(coverage).collect(),
            scale: published.then(|| (regime.points("score.minimum"), regime.points("score.maximum"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_has_fewer_people_than_it_may() {
        let firsts = cut([3, 2, 4, 1, 2, 2, 3, 1].into_iter(), 5);
        assert_eq!(firsts, [0, 5, 10]);
        assert_eq!(cut([2, 2].into_iter(), 5), [0], "a place that is too small is one cell");
    }
}
