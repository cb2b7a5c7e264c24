//! The map of a run: its last evening, cell by cell, counted as the observatory counts.

use crate::cells::{Cells, Ground, LAYERS, NOTHING, Remembered, WINDOW_DAYS};
use engine::World;
use model::City;
use model::carry::{Carrier, Lost, one};
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

    /// In the evening, after it was added.
    pub(crate) fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { cells: _, remembered, counts } = self;
        remembered.iter_mut().try_for_each(|remembered| remembered.carry(carrier))?;
        counts.iter_mut().try_for_each(|counts| carrier.list("counts", counts))
    }

    pub(crate) fn map(&self, experiment: &Experiment, worlds: &[World], reference: usize) -> Map {
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
        Map {
            layers: KEPT.map(layer).to_vec(),
            districts: self.cells.districts.clone(),
            people: self.cells.people.clone(),
        }
    }
}

/// A map on its way through a journal: cells, and for each layer and world whether there is something to say, and what.
pub(crate) fn carry_map(map: &mut Option<Map>, carrier: &mut impl Carrier) -> Result<(), Lost> {
    let mut worlds = map.as_ref().map_or(0, |map| map.layers[0].worlds.len() as u32);
    one(carrier, "worlds of a map", &mut worlds)?;
    if worlds == 0 {
        *map = None;
        return Ok(());
    }
    let empty = || Map {
        districts: Vec::new(),
        people: Vec::new(),
        layers: KEPT.map(|key| Layer { key, worlds: vec![Vec::new(); worlds as usize] }).to_vec(),
    };
    let Map { districts, people, layers } = map.get_or_insert_with(empty);
    carrier.list("districts", districts)?;
    carrier.list("people", people)?;
    for values in layers.iter_mut().flat_map(|layer| &mut layer.worlds) {
        let told = |value: &Option<f64>| [f64::from(u8::from(value.is_some())), value.unwrap_or(0.0)];
        let mut pairs: Vec<[f64; 2]> = values.iter().map(told).collect();
        carrier.list("layer", &mut pairs)?;
        *values = pairs.into_iter().map(|[there, value]| (there != 0.0).then_some(value)).collect();
    }
    Ok(())
}
