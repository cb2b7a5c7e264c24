//! Whom the same rule hits harder: multiples by residence, appearance and district on what offices do.
//!
//! Selective enforcement is no error of a machine and no rule of a regime: officers look at some people more, believe
//! tips about them sooner, hear them less. All multiples are 1 unless a file says otherwise (keys `selective.*`).

use crate::fixed::{ONE, Q16, q16};
use crate::parameters::{RESIDENCES, Value};
use crate::population::Place;
use crate::rules::Sources;

/// What is done more to some people than to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// A channel records what one does.
    Observation,
    /// Others report what one does.
    Informers,
    /// A reviewer grants one's appeal.
    Reviewers,
    /// An application of one's own succeeds on its merits.
    Gates,
}

const OFFICES: [&str; 4] = ["observation", "informers", "reviewers", "gates"];

/// The multiples of one regime in one city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selective {
    /// By dimension and value, then office.
    districts: Vec<[Q16; OFFICES.len()]>,
    residences: Vec<[Q16; OFFICES.len()]>,
    appearances: Vec<[Q16; OFFICES.len()]>,
    even: bool,
}

impl Selective {
    pub(crate) fn new(sources: &Sources) -> Self {
        let multiple = |dimension: &str, name: &str, office: &str| match sources
            .regime
            .get(&format!("selective.{dimension}.{name}.{office}"))
        {
            Some(Value::Number(value)) => q16(*value),
            _ => ONE,
        };
        let rows = |dimension: &str, names: &[String]| -> Vec<[Q16; OFFICES.len()]> {
            names.iter().map(|name| OFFICES.map(|office| multiple(dimension, name, office))).collect()
        };
        let residences: Vec<String> = RESIDENCES.iter().map(|name| (*name).to_owned()).collect();
        let [districts, residences, appearances] = [
            rows("district", sources.city.names("margin.district")),
            rows("residence", &residences),
            rows("appearance", sources.city.names("margin.appearance")),
        ];
        let even = [&districts, &residences, &appearances].into_iter().flatten().flatten().all(|times| *times == ONE);
        Self { districts, residences, appearances, even }
    }

    /// How much more of it falls on somebody.
    #[inline]
    pub fn times(&self, office: Office, place: &Place, slot: usize) -> Q16 {
        if self.even {
            return ONE;
        }
        let factors = [
            self.districts[usize::from(place.district)],
            self.residences[place.residence(slot)],
            self.appearances[place.appearance(slot)],
        ];
        let product = |times: u64, factor: &[Q16; OFFICES.len()]| (times * u64::from(factor[office as usize])) >> 16;
        factors.iter().fold(u64::from(ONE), product).min(u64::from(u32::MAX)) as Q16
    }
}
