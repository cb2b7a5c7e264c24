//! What may happen to anybody today, under bounds that belong to the city and never to a regime.
//!
//! Two streams run over every block: offences, for people picked by their propensity, and everything else, for
//! people picked evenly. The number of candidates is Poisson under the bound; each is thinned later by the mechanism
//! it belongs to (thinning of Lewis and Shedler 1979). So cost follows events, and all worlds of a seed share their
//! candidates (kernel.md 1 to 4). Those that no rule of the world would let happen to whom they fall on are dropped
//! before they are sorted: that saves time and changes nothing.

use crate::ahead;
use crate::catalogue::{Catalogue, MOST_BEHAVIOURS, Role};
use crate::chance::{About, Purpose, below, wide};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Poisson, Probability, Rates};
use crate::parameters::{GATES, Settings};
use crate::population::{BLOCK, Levels, Place};
use crate::state::{Block, People, Today, work};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

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
    /// The word to hold against the chance of acceptance.
    pub accept: u32,
}

/// Streams that are told apart when candidates are sorted.
const STREAMS: usize = 64;

impl Stream {
    /// A number below [`STREAMS`] in the order of the streams.
    fn number(self) -> usize {
        match self {
            Self::Behaviour(behaviour) => usize::from(behaviour),
            Self::Gate(gate) => MOST_BEHAVIOURS + usize::from(gate),
            Self::FalseAlarm => STREAMS - 4,
            Self::MaliciousTip => STREAMS - 3,
            Self::Encounter => STREAMS - 2,
            Self::TieCheck => STREAMS - 1,
        }
    }
}

impl Stream {
    fn bit(self) -> u64 {
        1 << self.number()
    }
}

const _: () = assert!(MOST_BEHAVIOURS + GATES.len() <= STREAMS - 4);

/// A stream of candidates of a city: what they are about, in proportion to their ceilings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixture {
    streams: Vec<Stream>,
    /// Upper ends of 32-bit ranges, one for each stream.
    ends: Vec<u32>,
    /// By the first byte of a word: the stream at which to start looking.
    starts: Vec<u8>,
    /// Candidates a person (or a unit of propensity) and day, in 2⁻⁴⁰.
    rate: u64,
}

/// The bounds of the city.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    offences: Mixture,
    others: Mixture,
    counts: BTreeMap<u64, Poisson>,
    /// Set of the streams that are deeds, by [`Stream::bit`].
    deeds: u64,
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
        let ends = rates.ends();
        let start = |byte: u32| ends.partition_point(|end| *end <= byte << 24) as u8;
        Self { starts: (0..256).map(start).collect(), streams: rates.rows().collect(), rate: rates.per_day(), ends }
    }

    /// The place of the stream that a word picks.
    #[inline]
    fn pick(&self, word: u32) -> usize {
        let start = usize::from(self.starts[(word >> 24) as usize]);
        let further = self.ends[start..].iter().take_while(|end| **end <= word).count();
        (start + further).min(self.streams.len() - 1)
    }
}

/// The most that the rules of a world let become of a stream's candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Most {
    /// No candidate is accepted with a higher chance than this, times the block's share.
    pub chance: Probability,
    pub ages: RangeInclusive<u8>,
    /// Nothing becomes of them but for people who look for work this morning.
    pub looking: bool,
}

impl Most {
    pub const EVERYTHING: Self = Self { chance: Probability::CERTAIN, ages: 0..=u8::MAX, looking: false };
    pub const NOTHING: Self = Self { chance: Probability::NEVER, ..Self::EVERYTHING };
}

/// What the rules of a world leave of the candidates, by place in the two mixtures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    offences: Vec<Most>,
    others: Vec<Most>,
}

impl Left {
    pub(crate) fn new(bounds: &Bounds, most: impl Fn(Stream) -> Most) -> Self {
        let of = |mixture: &Mixture| mixture.streams.iter().map(|stream| most(*stream)).collect();
        Self { offences: of(&bounds.offences), others: of(&bounds.others) }
    }
}

impl Bounds {
    pub(crate) fn new(city: &Settings, catalogue: &Catalogue, traits: &Levels, places: &mut [Place]) -> Self {
        let (offences, others) = streams(city, catalogue);
        let mut bounds = Self {
            offences: Mixture::new(&offences),
            others: Mixture::new(&others),
            counts: BTreeMap::new(),
            deeds: deeds(catalogue),
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

/// What people do, words apart: conduct takes it person by person, everything else goes stream by stream.
fn deeds(catalogue: &Catalogue) -> u64 {
    let kinds = catalogue.behaviours.iter().enumerate().filter(|(_, kind)| !kind.role.is_speech());
    kinds.fold(0, |set, (number, _)| set | Stream::Behaviour(number as u8).bit())
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
    place.prone.read_ahead();
    ahead::whole(&place.age);
    let mut today = std::mem::take(&mut block.today);
    today.candidates = 0;
    today.deeds.clear();
    today.occasions.clear();
    let (bounds, left) = (&setting.city.bounds, &setting.rules.occasions);
    let (mixture, most) = (&bounds.offences, Limits::new(&left.offences, place.bound.offences_share));
    draw(setting, place, &mut today, Purpose::OffenceCount, place.bound.offences, |words| {
        let stream = most.pass(mixture.pick(words[2]), words[3])?;
        let slot = place.prone.pick(words[0], words[1]);
        most.fits(stream, place, &block.people, slot).then(|| (mixture.streams[stream], slot))
    });
    let (mixture, most) = (&bounds.others, Limits::new(&left.others, place.bound.others_share));
    draw(setting, place, &mut today, Purpose::OccasionCount, place.bound.others, |words| {
        let stream = most.pass(mixture.pick(words[1]), words[3])?;
        let slot = below(words[0], place.len() as u32);
        most.fits(stream, place, &block.people, slot).then(|| (mixture.streams[stream], slot))
    });
    let mut spare = Vec::new();
    by_slot(&mut today.deeds, &mut spare);
    by_slot(&mut today.occasions, &mut spare);
    by_digit(&today.occasions, &mut spare, |occasion| occasion.stream.number());
    today.occasions.copy_from_slice(&spare);
    block.today = today;
}

/// What is left of a mixture in one block: words at or above a stream's limit are never accepted.
struct Limits<'a> {
    limits: [Probability; STREAMS],
    most: &'a [Most],
}

impl<'a> Limits<'a> {
    fn new(most: &'a [Most], share: Probability) -> Self {
        let mut limits = [Probability::NEVER; STREAMS];
        limits.iter_mut().zip(most).for_each(|(limit, most)| *limit = share.and(most.chance));
        Self { limits, most }
    }

    #[inline]
    fn pass(&self, stream: usize, word: u32) -> Option<usize> {
        self.limits[stream].hit(word).then_some(stream)
    }

    #[inline]
    fn fits(&self, stream: usize, place: &Place, people: &People, slot: u32) -> bool {
        let (most, slot) = (&self.most[stream], slot as usize);
        most.ages.contains(&place.age[slot]) && (!most.looking || people.work[slot] == work::LOOKING)
    }
}

/// Words that are drawn at once.
const BATCH: usize = 64;

fn draw(
    setting: &Setting,
    place: &Place,
    today: &mut Today,
    purpose: Purpose,
    bound: u64,
    happens: impl Fn(&[u32; 4]) -> Option<(Stream, u32)>,
) {
    let candidates =
        if purpose == Purpose::OffenceCount { Purpose::OffenceCandidate } else { Purpose::OccasionCandidate };
    let about = |purpose| About { who: place.first, other: 0, day: setting.today, purpose };
    let words = setting.seed().draw(about(purpose), 0);
    let count = setting.city.bounds.counts[&bound].count(wide(words[0], words[1]));
    today.candidates += count;
    let deeds = setting.city.bounds.deeds;
    let mut words = [[0; 4]; BATCH];
    for first in (0..count).step_by(BATCH) {
        let batch = &mut words[..BATCH.min((count - first) as usize)];
        setting.seed().fill(about(candidates), first, batch);
        for words in batch {
            if let Some((stream, slot)) = happens(words) {
                let list = if deeds & stream.bit() != 0 { &mut today.deeds } else { &mut today.occasions };
                list.push(Occasion { stream, slot: slot as u16, accept: words[3] });
            }
        }
    }
}

/// A radix sort, which keeps the order of what came before it.
fn by_slot(occasions: &mut Vec<Occasion>, spare: &mut Vec<Occasion>) {
    by_digit(occasions, spare, |occasion| usize::from(occasion.slot) % DIGITS);
    by_digit(spare, occasions, |occasion| usize::from(occasion.slot) / DIGITS);
}

fn by_digit(occasions: &[Occasion], sorted: &mut Vec<Occasion>, digit: impl Fn(&Occasion) -> usize) {
    let mut ends = [0u32; DIGITS];
    occasions.iter().for_each(|occasion| ends[digit(occasion) % DIGITS] += 1);
    let mut start = 0;
    ends.iter_mut().for_each(|end| start += std::mem::replace(end, start));
    sorted.clear();
    sorted.extend_from_slice(occasions);
    for occasion in occasions {
        let at = &mut ends[digit(occasion) % DIGITS];
        sorted[*at as usize] = *occasion;
        *at += 1;
    }
}

/// Values of a digit: of a slot's lower or upper half, or of a stream.
const DIGITS: usize = 64;
const _: () = assert!(BLOCK <= DIGITS * DIGITS && STREAMS <= DIGITS);

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
