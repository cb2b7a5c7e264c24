//! The synthetic city: people who exist nowhere, drawn from published margins and a seed.
//!
//! A [`Plan`] holds quotas; each district is then built on its own, purely, so that an engine may do it on threads;
//! [`City::assemble`] puts the districts in order. A person comes only from here (boundary.md 1).
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "quotas are shares until they are integers")]

mod households;
mod margins;
mod people;

pub use margins::{DrawnMargin, Quotas};
pub use people::{LEVELS, Levels, PROPENSITIES, Place};

use crate::Catalogue;
use crate::chance::Seed;
use crate::contacts::Contacts;
use crate::measures::groups::Groups;
use crate::occasions;
use crate::parameters::{Problem, Settings};

/// The smallest city that is drawn (boundary.md 2); tests of the model use [`Plan::small_town`].
pub const SMALLEST_CITY: u64 = 10_000;
/// Most people of a block.
pub const BLOCK: usize = 4_096;

/// A district: a range of people and a range of blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    pub name: String,
    pub first: u32,
    pub people: u32,
}

/// Everything that decides how a city is drawn.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: Seed,
    pub people: u32,
    settings: Settings,
    catalogue: Catalogue,
    quotas: Quotas,
    districts: Vec<District>,
    contacts: Contacts,
}

/// A drawn city, shared by all worlds of a seed; nothing in it changes while days run.
#[derive(Clone, Debug)]
pub struct City {
    pub seed: Seed,
    pub people: u32,
    pub nominal_people: u64,
    pub districts: Vec<District>,
    pub places: Vec<Place>,
    pub groups: Groups,
    pub contacts: Contacts,
    pub catalogue: Catalogue,
    pub bounds: occasions::Bounds,
    pub traits: Levels,
    /// First person of each block, to find the block of a person.
    starts: Vec<u32>,
    /// By person ÷ [`BLOCK`], rounded down: a block not after that of the first such person.
    near: Vec<u32>,
}

impl Plan {
    /// Quotas for `people` synthetic people. A city under 10,000 people is refused (boundary.md 2).
    pub fn new(settings: &Settings, catalogue: &Settings, people: u64, seed: Seed) -> Result<Self, Problem> {
        if !(SMALLEST_CITY..=u64::from(u32::MAX)).contains(&people) {
            return Err(Problem {
                path: "people".into(),
                message: format!("a city of {people} people is not drawn"),
                allowed: format!("from {SMALLEST_CITY} to {}", u32::MAX),
            });
        }
        Ok(Self::small_town(settings, catalogue, people as u32, seed))
    }

    /// The same without the lower limit. For the tests of this workspace only: hidden, and no surface reaches it.
    #[doc(hidden)]
    pub fn small_town(settings: &Settings, catalogue: &Settings, people: u32, seed: Seed) -> Self {
        let quotas = Quotas::new(settings, people);
        let districts = districts(&quotas);
        let contacts = Contacts::new(settings, seed, &districts);
        let (settings, catalogue) = (settings.clone(), Catalogue::new(catalogue));
        Self { seed, people, settings, catalogue, quotas, districts, contacts }
    }

    pub fn districts(&self) -> usize {
        self.quotas.districts.len()
    }

    /// The blocks of one district; pure, so districts can be built in any order and at once.
    pub fn district(&self, district: usize) -> Vec<Place> {
        let drafts = self.quotas.people_of(district, self.seed);
        let homes = households::group(&self.settings, drafts, self.seed, district as u32);
        people::settle(&self.settings, &self.contacts, homes, self.seed, district as u8, self.districts[district].first)
    }
}

/// The districts one after the other.
fn districts(quotas: &Quotas) -> Vec<District> {
    let mut first = 0;
    let named = quotas.districts.iter().zip(quotas.district_people()).map(|(name, people)| {
        let district = District { name: name.clone(), first, people };
        first += people;
        district
    });
    named.collect()
}

/// For every so many people the block in which the first of them lives.
fn near(places: &[Place], people: u32) -> Vec<u32> {
    let block = |person: u32| places.partition_point(|place| place.first <= person) as u32 - 1;
    (0..people).step_by(BLOCK).map(block).collect()
}

impl City {
    /// Puts the built districts together, in order.
    pub fn assemble(plan: Plan, districts: Vec<Vec<Place>>) -> Self {
        let mut places: Vec<Place> = districts.into_iter().flatten().collect();
        let traits = Levels::new(&plan.settings);
        let bounds = occasions::Bounds::new(&plan.settings, &plan.catalogue, &traits, &mut places);
        Self {
            seed: plan.seed,
            people: plan.people,
            nominal_people: crate::fixed::whole64(plan.settings.real("nominal_people")),
            groups: Groups::new(&plan.quotas.districts, plan.settings.names("margin.appearance")),
            near: near(&places, plan.people),
            starts: places.iter().map(|place| place.first).collect(),
            catalogue: plan.catalogue,
            districts: plan.districts,
            places,
            contacts: plan.contacts,
            bounds,
            traits,
        }
    }

    /// Builds all districts one after the other.
    pub fn build(plan: Plan) -> Self {
        let districts = (0..plan.districts()).map(|district| plan.district(district)).collect();
        Self::assemble(plan, districts)
    }

    /// The block in which a person lives.
    #[inline]
    pub fn block_of(&self, person: u32) -> usize {
        let near = self.near[person as usize / BLOCK] as usize;
        near + self.starts[near + 1..].iter().take_while(|first| **first <= person).count()
    }

    /// The blocks of a district.
    pub fn blocks_of(&self, district: u8) -> std::ops::Range<usize> {
        let start = self.places.partition_point(|place| place.district < district);
        start..self.places.partition_point(|place| place.district <= district)
    }

    /// The block of a person and the slot in it.
    #[inline]
    pub fn locate(&self, person: u32) -> (&Place, usize) {
        let place = &self.places[self.block_of(person)];
        (place, (person - place.first) as usize)
    }

    /// Drawn beside published, for `vitropolis city`.
    pub fn margins(&self, settings: &Settings) -> Vec<DrawnMargin> {
        margins::drawn(self, settings)
    }

    /// Bytes of the static columns.
    pub fn bytes(&self) -> u64 {
        self.places.iter().map(Place::bytes).sum()
    }
}
