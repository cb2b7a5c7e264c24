//! Who somebody is: traits that do not change, as columns of a block.
//!
//! People lie in the order district → cell → household, in blocks of at most 4,096 that end where a cell ends
//! (kernel.md 4). Traits with a spread are levels of a quantile table, dealt by keyed draws.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "trait tables are built here")]

use super::BLOCK;
use super::households::{ADULT_FROM_AGE, Homes};
use crate::ahead;
use crate::chance::{About, Alias, Purpose, Seed, below};
use crate::contacts::{Contacts, GroupSeats};
use crate::day::CIRCLES;
use crate::fixed::{self, Q16};
use crate::measures::groups::{self, Groups, PER_PERSON, ROWS_PER_PERSON};
use crate::parameters::{AGE_GROUPS, INCOMES, Settings};

/// Levels of the propensity.
pub const PROPENSITIES: usize = 64;
/// Levels of dissent and boldness.
pub const LEVELS: usize = 256;

/// What a level of a trait means, in 2⁻¹⁶.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    /// Conduct propensity, mean 1.
    pub propensity: Vec<Q16>,
    /// Desired dissent δ, 0 to 1.
    pub dissent: Vec<Q16>,
    /// Boldness β.
    pub boldness: Vec<Q16>,
}

impl Levels {
    pub(super) fn new(settings: &Settings) -> Self {
        let scale = fixed::truncated_scale(settings.real("person.dissent_mean"));
        let boldness = settings.real("person.boldness_mean");
        Self {
            propensity: fixed::propensity_levels(settings.real("person.propensity_ratio"), PROPENSITIES),
            dissent: fixed::exponential_levels(scale, 1.0, LEVELS),
            boldness: fixed::exponential_levels(boldness, boldness * 40.0, LEVELS),
        }
    }
}

/// The people of one block, by slot. Nothing here changes while days run, and nobody outside this crate can write it:
/// a person comes from the generator alone (boundary.md 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(crate) district: u8,
    /// Number of the first person; slot + first = person.
    pub(crate) first: u32,
    /// First slot of each cell, and the end.
    pub(crate) cells: Vec<u16>,
    /// First slot of each household, and the end.
    pub(crate) households: Vec<u16>,
    /// Household of each slot, counted in the block.
    pub(crate) household: Vec<u16>,
    /// Years.
    pub(crate) age: Vec<u8>,
    /// sex · residence · appearance · income · grudge · exposure, packed.
    bits: Vec<u16>,
    /// Level of [`Levels::propensity`].
    pub(crate) propensity: Vec<u8>,
    /// Level of [`Levels::dissent`].
    pub(crate) dissent: Vec<u8>,
    /// Level of [`Levels::boldness`].
    pub(crate) boldness: Vec<u8>,
    /// Numbers of the own workplace and chats, in the order of [`CIRCLES`]: computed once, since they are asked for daily.
    pub(crate) circles: Vec<[u32; CIRCLES.len()]>,
    /// Picks a slot by propensity.
    pub(crate) prone: Alias,
    /// Which of the city's bounds belong to this block (`occasions`).
    pub(crate) bound: crate::occasions::BlockBound,
}

impl Place {
    #[allow(clippy::len_without_is_empty, reason = "a block is never empty")]
    pub fn len(&self) -> usize {
        self.age.len()
    }
    /// Number of the first person.
    #[inline]
    pub fn first(&self) -> u32 {
        self.first
    }
    pub fn district(&self) -> u8 {
        self.district
    }
    /// Years.
    pub fn age(&self, slot: usize) -> u8 {
        self.age[slot]
    }
    /// Level of [`Levels::propensity`].
    pub fn propensity(&self, slot: usize) -> u8 {
        self.propensity[slot]
    }
    /// Level of [`Levels::dissent`].
    pub fn dissent(&self, slot: usize) -> u8 {
        self.dissent[slot]
    }
    /// Level of [`Levels::boldness`].
    pub fn boldness(&self, slot: usize) -> u8 {
        self.boldness[slot]
    }
    /// Picks a slot by propensity.
    pub fn prone(&self) -> &Alias {
        &self.prone
    }
    /// Which of the city's bounds belong to the block.
    pub fn bound(&self) -> crate::occasions::BlockBound {
        self.bound
    }
    /// Sizes of the households, in order.
    pub fn household_sizes(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        self.households.windows(2).map(|ends| usize::from(ends[1] - ends[0]))
    }
    pub fn cell_count(&self) -> usize {
        self.cells.len() - 1
    }
    #[inline]
    pub fn person(&self, slot: usize) -> u32 {
        self.first + slot as u32
    }
    pub fn sex(&self, slot: usize) -> usize {
        usize::from(self.bits[slot] & 1)
    }
    /// 0 local, 1 migrant.
    pub fn residence(&self, slot: usize) -> usize {
        usize::from(self.bits[slot] >> 1 & 1)
    }
    pub fn appearance(&self, slot: usize) -> usize {
        usize::from(self.bits[slot] >> 2 & 3)
    }
    pub fn income(&self, slot: usize) -> usize {
        usize::from(self.bits[slot] >> 4 & 7)
    }
    pub fn bears_grudge(&self, slot: usize) -> bool {
        self.bits[slot] >> 7 & 1 == 1
    }
    /// Digital exposure, 0 to 3 thirds.
    pub fn exposure(&self, slot: usize) -> u32 {
        u32::from(self.bits[slot] >> 8 & 3)
    }

    /// The others of the household, and the person, as slots.
    #[inline]
    pub fn home(&self, slot: usize) -> std::ops::Range<usize> {
        let household = usize::from(self.household[slot]);
        usize::from(self.households[household])..usize::from(self.households[household + 1])
    }

    /// The neighbours of the cell, and the person, as slots.
    pub fn cell(&self, slot: usize) -> std::ops::Range<usize> {
        let cell = self.cells.partition_point(|first| usize::from(*first) <= slot) - 1;
        usize::from(self.cells[cell])..usize::from(self.cells[cell + 1])
    }

    /// The own group of a circle, by its place in [`CIRCLES`].
    #[inline]
    pub(crate) fn circle(&self, contacts: &Contacts, at: usize, slot: usize) -> GroupSeats {
        contacts.numbered(CIRCLES[at], self.district, self.circles[slot][at])
    }

    /// The first other adult of the household; a home without one (which the generator does not make) has no guardian.
    pub fn guardian(&self, slot: usize) -> Option<usize> {
        self.home(slot).find(|other| *other != slot && self.age[*other] >= ADULT_FROM_AGE)
    }

    /// The groups of the tables that a person is counted in.
    #[inline]
    pub fn groups(&self, slot: usize, groups: &Groups) -> [u16; PER_PERSON] {
        let age = (self.age[slot] / 10).min(AGE_GROUPS.len() as u8 - 1);
        let third = usize::from(self.propensity[slot]) * groups::CONDUCTS.len() / PROPENSITIES;
        let (residence, income) = (self.residence(slot), self.income(slot));
        [
            groups::ALL,
            groups::DISTRICT + u16::from(self.district),
            groups.age + u16::from(age),
            groups.sex + self.sex(slot) as u16,
            groups.residence + residence as u16,
            groups.income + income as u16,
            groups.appearance + self.appearance(slot) as u16,
            groups.conduct + third as u16,
            groups.residence_income + (residence * INCOMES.len() + income) as u16,
        ]
    }

    /// The rows of a block's counters that a person is counted in.
    #[inline]
    pub(crate) fn rows(&self, slot: usize, groups: &Groups) -> [u16; ROWS_PER_PERSON] {
        let (rows, bits) = (groups.rows(), self.bits[slot]);
        let age = (self.age[slot] / 10).min(AGE_GROUPS.len() as u8 - 1);
        let third = usize::from(self.propensity[slot]) * groups::CONDUCTS.len() / PROPENSITIES;
        [
            rows.age + u16::from(age),
            rows.sex + (bits & 1),
            rows.appearance + (bits >> 2 & 3),
            rows.conduct + third as u16,
            rows.residence_income + (bits >> 1 & 1) * INCOMES.len() as u16 + (bits >> 4 & 7),
        ]
    }

    /// Before many of the block are asked who they are.
    pub(crate) fn read_ahead(&self) {
        ahead::whole(&self.household);
        ahead::whole(&self.households);
        ahead::whole(&self.bits);
        ahead::whole(&self.propensity);
    }

    pub(super) fn bytes(&self) -> u64 {
        // household 2, age 1, bits 2, propensity, dissent, boldness 3, circles 12, alias 6
        (self.len() * 26 + 2 * (self.cells.len() + self.households.len())) as u64
    }
}

/// Lays homes into cells and cells into blocks, and deals the traits.
pub(super) fn settle(
    settings: &Settings,
    contacts: &Contacts,
    homes: Homes,
    seed: Seed,
    district: u8,
    first: u32,
) -> Vec<Place> {
    let cell_people = settings.count("cell.people") as usize;
    let levels = Levels::new(settings);
    let grudge = settings.probability("person.grudge_share");
    let mut places = Vec::new();
    let mut start = 0;
    for cells in blocks(&cells(&homes.sizes, cell_people)) {
        let people: usize = cells.iter().map(|cell| cell.people).sum();
        let mut place = empty_place(district, first + start as u32, people);
        for cell in cells {
            place.cells.push(place.household.len() as u16);
            for size in &homes.sizes[cell.homes.clone()] {
                let household = place.households.len() as u16;
                place.households.push(place.household.len() as u16);
                place.household.extend(std::iter::repeat_n(household, usize::from(*size)));
            }
        }
        place.cells.push(people as u16);
        place.households.push(people as u16);
        for draft in &homes.people[start..start + people] {
            let person = place.first + place.age.len() as u32;
            let words = seed.draw(About { who: person, other: 0, day: 0, purpose: Purpose::Trait }, 0);
            place.propensity.push(below(words[0], PROPENSITIES as u32) as u8);
            place.dissent.push((words[1] >> 24) as u8);
            place.boldness.push((words[1] >> 16) as u8);
            let exposure = below(words[1] << 16, 4) as u16;
            place.age.push(draft.age);
            place.bits.push(
                u16::from(draft.sex)
                    | u16::from(draft.residence) << 1
                    | u16::from(draft.appearance) << 2
                    | u16::from(draft.income) << 4
                    | u16::from(grudge.hit(words[2])) << 7
                    | exposure << 8,
            );
        }
        let weights: Vec<u64> =
            place.propensity.iter().map(|p| u64::from(levels.propensity[usize::from(*p)])).collect();
        place.prone = Alias::new(&weights);
        place.circles = circles(contacts, &place);
        start += people;
        places.push(place);
    }
    places
}

fn circles(contacts: &Contacts, place: &Place) -> Vec<[u32; CIRCLES.len()]> {
    let people = place.first..place.first + place.len() as u32;
    let numbers = CIRCLES.map(|layer| contacts.numbers(layer, place.district, people.clone()));
    (0..place.len()).map(|slot| std::array::from_fn(|at| numbers[at][slot])).collect()
}

struct Cell {
    homes: std::ops::Range<usize>,
    people: usize,
}

/// Homes in order, a new cell whenever the wanted size is reached.
fn cells(sizes: &[u16], wanted: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut first, mut people) = (0, 0);
    for (home, size) in sizes.iter().enumerate() {
        people += usize::from(*size);
        if people >= wanted || home + 1 == sizes.len() {
            cells.push(Cell { homes: first..home + 1, people });
            (first, people) = (home + 1, 0);
        }
    }
    cells
}

/// Neighbouring cells into blocks of at most [`BLOCK`] people.
fn blocks(cells: &[Cell]) -> Vec<&[Cell]> {
    let mut blocks = Vec::new();
    let (mut first, mut people) = (0, 0);
    for (i, cell) in cells.iter().enumerate() {
        assert!(cell.people <= BLOCK, "a cell fits into a block");
        if people + cell.people > BLOCK {
            blocks.push(&cells[first..i]);
            (first, people) = (i, 0);
        }
        people += cell.people;
    }
    blocks.push(&cells[first..]);
    blocks
}

fn empty_place(district: u8, first: u32, people: usize) -> Place {
    Place {
        district,
        first,
        cells: Vec::new(),
        households: Vec::new(),
        household: Vec::with_capacity(people),
        age: Vec::with_capacity(people),
        bits: Vec::with_capacity(people),
        propensity: Vec::with_capacity(people),
        dissent: Vec::with_capacity(people),
        boldness: Vec::with_capacity(people),
        circles: Vec::new(),
        prone: Alias::new(&[1]),
        bound: crate::occasions::BlockBound::default(),
    }
}
