//! What may happen to anybody today, under bounds that belong to the city and never to a regime.
//!
//! Two streams run over every block: offences, for people picked by their propensity, and everything else, for
//! people picked evenly. The number of candidates is Poisson under the bound; each is thinned later by the mechanism
//! it belongs to (thinning of Lewis and Shedler 1979). So cost follows events, and all worlds of a seed share their
//! candidates (kernel.md 1 to 4).

use crate::catalogue::{Catalogue, Role};
use crate::chance::{About, Purpose, below, wide};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Poisson, Probability, Rates};
use crate::parameters::{GATES, Settings};
use crate::population::{Levels, Place};
use crate::state::Block;
use std::collections::BTreeMap;

pub const STAGE: Stage = Stage { name: "occasions", run: step };

/// What a candidate is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stream {
    /// An act of conduct, or an occasion to speak: the behaviour's number.
    Behaviour(u8),
    /// An application: the row of [`GATES`].
    Gate(u8),
    FalseAlarm,
    MaliciousTip,
    Encounter,
    TieCheck,
}

/// A candidate: it happens if the mechanism's chance, relative to the ceiling, is hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occasion {
    pub stream: Stream,
    pub slot: u16,
    /// Number of the candidate in its stream and block-day.
    pub index: u32,
    /// The word to hold against the chance of acceptance.
    pub accept: u32,
}

impl Occasion {
    /// Stream, slot and index as one number, which sorts several times as fast as the three.
    fn order(&self) -> u64 {
        (self.stream.number() << 48) | (u64::from(self.slot) << 32) | u64::from(self.index)
    }
}

impl Stream {
    /// A number in the order of the streams.
    fn number(self) -> u64 {
        match self {
            Self::Behaviour(behaviour) => u64::from(behaviour),
            Self::Gate(gate) => 0x100 + u64::from(gate),
            Self::FalseAlarm => 0x200,
            Self::MaliciousTip => 0x201,
            Self::Encounter => 0x202,
            Self::TieCheck => 0x203,
        }
    }
}

/// A stream of candidates of a city: what they are about, in proportion to their ceilings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixture {
    streams: Vec<Stream>,
    /// Upper ends of 32-bit ranges, one for each stream.
    ends: Vec<u32>,
    /// Candidates a person (or a unit of propensity) and day, in 2⁻⁴⁰.
    rate: u64,
}

/// The bounds of the city.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    offences: Mixture,
    others: Mixture,
    counts: BTreeMap<u64, Poisson>,
    /// Ceiling of each behaviour as a multiple of its base rate, in 2⁻¹⁶.
    pub ceilings: Vec<fixed::Q16>,
}

/// The bounds of a block, on the grid, and how much of each the grid has added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockBound {
    offences: u64,
    others: u64,
    /// True bound ÷ bound on the grid: held against every candidate.
    pub offences_share: Probability,
    pub others_share: Probability,
}

impl Mixture {
    fn new(rates: &Rates<Stream>) -> Self {
        Self { ends: rates.ends(), streams: rates.rows().collect(), rate: rates.per_day() }
    }

    fn pick(&self, word: u32) -> Stream {
        self.streams[self.ends.partition_point(|end| *end <= word).min(self.streams.len() - 1)]
    }
}

impl Bounds {
    pub(crate) fn new(city: &Settings, catalogue: &Catalogue, traits: &Levels, places: &mut [Place]) -> Self {
        let (offences, others) = streams(city, catalogue);
        let mut bounds = Self {
            offences: Mixture::new(&offences),
            others: Mixture::new(&others),
            counts: BTreeMap::new(),
            ceilings: catalogue
                .behaviours
                .iter()
                .map(|b| fixed::q16(catalogue.settings.real(&format!("behaviour.{}.ceiling", b.name))))
                .collect(),
        };
        for place in places {
            let prone: u64 = place.propensity.iter().map(|p| u64::from(traits.propensity[usize::from(*p)])).sum();
            let offences = ((u128::from(bounds.offences.rate) * u128::from(prone)) >> 16) as u64;
            let others = bounds.others.rate * place.len() as u64;
            place.bound = BlockBound {
                offences: fixed::up_to_grid(offences),
                others: fixed::up_to_grid(others),
                offences_share: Probability::ratio(offences, fixed::up_to_grid(offences)),
                others_share: Probability::ratio(others, fixed::up_to_grid(others)),
            };
            for mean in [place.bound.offences, place.bound.others] {
                bounds.counts.entry(mean).or_insert_with(|| Poisson::new(mean));
            }
        }
        bounds
    }
}

/// Ceilings a year of everything that may happen: offences apart, since they go by propensity.
fn streams(city: &Settings, catalogue: &Catalogue) -> (Rates<Stream>, Rates<Stream>) {
    let (mut offences, mut others) = (Rates::default(), Rates::default());
    for (i, behaviour) in catalogue.behaviours.iter().enumerate() {
        let at = |key: &str| catalogue.settings.real(&format!("behaviour.{}.{key}", behaviour.name));
        let stream = Stream::Behaviour(i as u8);
        match behaviour.role {
            Role::Offence | Role::Debt | Role::Child => offences.add(stream, &[at("per_year"), at("ceiling")]),
            Role::GoodDeed | Role::Payment => others.add(stream, &[at("per_year"), at("ceiling")]),
            Role::CriticalMessage | Role::PassingOn => others.add(stream, &[at("per_year")]),
        }
    }
    for (i, gate) in GATES.iter().enumerate() {
        others.add(Stream::Gate(i as u8), &[city.real(&format!("application.{gate}.per_year"))]);
    }
    others.add(Stream::FalseAlarm, &[city.real("ceiling.false_alarms_per_year")]);
    others.add(Stream::MaliciousTip, &[city.real("ceiling.malicious_tips_per_year")]);
    others.add(Stream::Encounter, &[city.real("ceiling.encounters_per_year")]);
    others.add(Stream::TieCheck, &[city.real("ceiling.tie_checks_per_year")]);
    (offences, others)
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let bounds = &setting.city.bounds;
    block.today.occasions.clear();
    draw(setting, place, block, Purpose::OffenceCount, place.bound.offences, |words, index| Occasion {
        stream: bounds.offences.pick(words[2]),
        slot: place.prone.pick(words[0], words[1]) as u16,
        index,
        accept: words[3],
    });
    draw(setting, place, block, Purpose::OccasionCount, place.bound.others, |words, index| Occasion {
        stream: bounds.others.pick(words[1]),
        slot: below(words[0], place.len() as u32) as u16,
        index,
        accept: words[3],
    });
    block.today.occasions.sort_unstable_by_key(Occasion::order);
}

fn draw(
    setting: &Setting,
    place: &Place,
    block: &mut Block,
    purpose: Purpose,
    bound: u64,
    occasion: impl Fn(&[u32; 4], u32) -> Occasion,
) {
    let candidates =
        if purpose == Purpose::OffenceCount { Purpose::OffenceCandidate } else { Purpose::OccasionCandidate };
    let about = |purpose| About { who: place.first, other: 0, day: setting.today, purpose };
    let words = setting.seed().draw(about(purpose), 0);
    let count = setting.city.bounds.counts[&bound].count(wide(words[0], words[1]));
    setting.seed().fill(about(candidates), count, &mut block.today.words);
    let drawn = block.today.words.iter().enumerate().map(|(index, words)| occasion(words, index as u32));
    block.today.occasions.extend(drawn);
}

/// The candidates of one stream, each person once: the first candidate that `accept`s wins, a second is dropped.
pub fn accepted<'a>(
    occasions: &'a [Occasion],
    stream: Stream,
    mut accept: impl FnMut(&Occasion) -> bool + 'a,
) -> impl Iterator<Item = &'a Occasion> {
    let first = occasions.partition_point(|occasion| occasion.stream < stream);
    let mut last = None;
    occasions[first..].iter().take_while(move |occasion| occasion.stream == stream).filter(move |occasion| {
        let taken = last != Some(occasion.slot) && accept(occasion);
        if taken {
            last = Some(occasion.slot);
        }
        taken
    })
}
