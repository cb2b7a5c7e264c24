//! All worlds of one drawn city side by side, and everybody who follows them: what an evening leaves behind.

use crate::Failure;
use crate::checkpoint::Laid;
use crate::counted::{Counted, apart};
use crate::flows::Flows;
use crate::journal::{Left, LeftByWorld};
use crate::neighbourhoods::Neighbourhoods;
use crate::parts::Parts;
use crate::run::{draw, reference, rules};
use crate::twins::Twins;
use engine::checkpoint::likeness;
use engine::{Hands, World};
use model::measures::groups::ALL;
use model::parameters::CONTEXTS;
use model::{City, Record};
use report::{Tallies, Tally};
use scenario::Experiment;
use std::sync::Arc;

/// What an evening is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// The measures alone.
    Measures,
    /// Everything but the map, which is that of one seed.
    Tables,
    TablesAndMap,
}

/// All worlds of one city.
pub(crate) struct Side<'a> {
    experiment: &'a Experiment,
    /// Of the cities of the experiment.
    pub(crate) number: u32,
    /// Whether it is the first part of its seed.
    is_first: bool,
    city: Arc<City>,
    likeness: [u8; 32],
    pub(crate) worlds: Vec<World>,
    twins: Twins,
    counted: Counted,
    flows: Flows,
    neighbourhoods: Option<Neighbourhoods>,
    wanted: For,
}

impl<'a> Side<'a> {
    /// Before the first day of a city by its number.
    pub(crate) fn new(experiment: &'a Experiment, number: u32, hands: &Hands, wanted: For) -> Result<Self, Failure> {
        let parts = Parts::of(experiment);
        let (own, seed) = parts.city(experiment, number);
        let (_, part) = parts.place(number);
        let city = draw(&own, seed, hands)?;
        let world = |arm| World::new(city.clone(), rules(&own, &city, arm), hands.clone());
        let worlds: Vec<World> = experiment.arms.iter().map(world).collect();
        let twins = Twins::new(&worlds, reference(experiment), wanted != For::Measures);
        let counted = Counted::new(&worlds, reference(experiment));
        let likeness = likeness(&city, hands);
        let flows = Flows::new(worlds.len(), experiment.days);
        let neighbourhoods = (wanted == For::TablesAndMap).then(|| Neighbourhoods::new(&city, worlds.len()));
        let is_first = part == 0;
        Ok(Self { experiment, number, is_first, city, likeness, worlds, twins, counted, flows, neighbourhoods, wanted })
    }

    /// One day of all worlds, and what it leaves behind.
    pub(crate) fn live(&mut self, day: u32, with_digest: bool, hands: &Hands) -> Left {
        let lived = self.worlds.iter_mut().map(|world| {
            let record = world.live(day as u16);
            LeftByWorld {
                bands: names_of_bands(world, &record),
                digest: with_digest.then(|| world.digest()),
                record,
                effects: Vec::new(),
                tallies: Tallies::default(),
                flows: Vec::new(),
            }
        });
        let mut left = Left { number: self.number, day, worlds: lived.collect(), map: None };
        match self.wanted {
            For::Measures => self.twins.add_lives(&self.worlds, hands, day as u16),
            For::Tables | For::TablesAndMap => self.twins.add(&self.worlds, hands, day as u16),
        }
        self.counted.add(&self.worlds, hands, day as u16);
        self.flows.add(&self.worlds, day);
        if let Some(neighbourhoods) = &mut self.neighbourhoods {
            neighbourhoods.add(&mut self.worlds, day, self.experiment.days);
        }
        if day + 1 == self.experiment.days {
            self.last_evening(&mut left, hands);
        }
        left
    }

    fn last_evening(&mut self, left: &mut Left, hands: &Hands) {
        for (arm, world) in left.worlds.iter_mut().enumerate() {
            if self.wanted != For::Measures {
                world.effects = self.twins.effects(&self.city, hands, arm);
            }
            world.tallies = self.tallies(arm, left.day as u16, hands);
            world.flows = self.flows.of(arm);
        }
        // This takes memory for everybody, and nobody is followed any further.
        self.counted.forget();
        for (left, world) in left.worlds.iter_mut().zip(&self.worlds) {
            apart(world, &mut left.tallies, left.record.day);
        }
        let map = |it: &Neighbourhoods| it.map(self.experiment, &self.worlds, reference(self.experiment));
        left.map = self.neighbourhoods.as_ref().map(map);
    }

    /// What an arm came to, counted on the last evening.
    fn tallies(&self, arm: usize, today: u16, hands: &Hands) -> Tallies {
        let mut tallies = self.counted.tallies(&self.worlds[arm], arm, self.twins.lives(arm), hands, today);
        let touched = scenario::scored_contexts(&self.experiment.arms[arm].regime, &self.experiment.catalogue);
        // They are those of a life, whatever part it is lived in.
        for context in CONTEXTS.iter().filter(|_| self.is_first) {
            tallies.add(Tally::Reach, usize::from(ALL), (i64::from(touched.contains(*context)), 0), 1);
        }
        tallies
    }

    /// People of each world.
    pub(crate) fn people(&self) -> u32 {
        self.city.people
    }

    /// What a checkpoint lays down.
    pub(crate) fn laid<'b>(&'b mut self, hands: &'b Hands) -> Laid<'b> {
        let Self { likeness, worlds, twins, counted, flows, neighbourhoods, .. } = self;
        Laid { worlds, twins, counted, flows, neighbourhoods, likeness, hands }
    }
}

fn names_of_bands(world: &World, record: &Record) -> Vec<String> {
    if record.bands_by_group.is_empty() { Vec::new() } else { world.rules_on(record.day).scoring.bands.clone() }
}
