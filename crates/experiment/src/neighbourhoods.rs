//! The map of a run: its last evening, cell by cell, counted as the observatory counts.

use crate::cells::{Cells, Ground, LAYERS, NOTHING, Remembered, WINDOW_DAYS};
use engine::World;
use model::City;
use report::{Layer, Map};
use scenario::Experiment;

/// Layers that a report draws.
const KEPT: [&str; 3] = ["lowest", "wrong", "refusals"];

/// One city as it is counted towards the end of a run.
pub(crate) struct Neighbourhoods {
    cells: Cells,
    /// By arm.
    remembered: Vec<Remembered>,
    counts: Vec<Vec<i64>>,
}

impl Neighbourhoods {
    pub(crate) fn new(city: &City, arms: usize) -> Self {
        let remembered = (0..arms).map(|_| Remembered::default()).collect();
        Self { cells: Cells::new(city), remembered, counts: vec![Vec::new(); arms] }
    }

    /// Counts a day that was just lived, if it is one of the last that the map tells of.
    pub(crate) fn add(&mut self, worlds: &mut [World], today: u32, days: u32) {
        if (days - today) as usize <= WINDOW_DAYS {
            for ((world, remembered), counts) in worlds.iter_mut().zip(&mut self.remembered).zip(&mut self.counts) {
                *counts = remembered.push(&self.cells, world, today as u16);
            }
        }
    }

    pub(crate) fn map(self, experiment: &Experiment, worlds: &[World], reference: usize) -> Map {
        let figures = |arm: usize| {
            let (world, regime) = (&worlds[arm], &experiment.arms[arm].regime);
            let ground = Ground::of(&experiment.city, regime, world, experiment.days - 1);
            let (here, twin) = (&self.remembered[arm], &self.remembered[reference]);
            here.figures(&self.cells, &self.counts[arm], &ground, twin)
        };
        let figures: Vec<Vec<u16>> = (0..worlds.len()).map(figures).collect();
        let layer = |key: &'static str| {
            let at = LAYERS.iter().position(|layer| layer.key == key).expect("a layer of the map");
            let value = |figure: &u16| (*figure != NOTHING).then(|| f64::from(*figure) / f64::from(LAYERS[at].steps));
            let of =
                |figures: &Vec<u16>| figures[at * self.cells.len()..][..self.cells.len()].iter().map(value).collect();
            Layer { key, worlds: figures.iter().map(of).collect() }
        };
        Map { layers: KEPT.map(layer).to_vec(), districts: self.cells.districts, people: self.cells.people }
    }
}
