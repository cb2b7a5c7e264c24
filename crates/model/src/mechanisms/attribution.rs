//! Whose file a record lands in: a face search names somebody, a register can hit the wrong file, alarms need no act.
//!
//! ## Equation
//! A camera search over a gallery of N: false candidates K ~ Poisson(λ_g), λ_g = Σ_h N_h·FMR_h, FPIR = 1 − e^(−λ).
//! The mate comes back with chance TPIR and outranks each rival with chance r, so P(right) = TPIR·e^(−λ(1−r)) and
//! P(wrong) = 1 − P(right) − (1−TPIR)·e^(−λ). Registers: wrong file with chance ε. False alarms: Poisson under the
//! city's bound, thinned by each channel to its own rate. An experiment may plant
//! false marks on one day (`inject.*`).
//!
//! ## Symbols
//! N `gallery` (nominal, never scaled), FMR `fmr` and TPIR `tpir` one point of one curve, r `outranks`, ε
//! `wrong_file`. Who is named wrongly is of the probe's group with chance `same_group_share`, else of group h with
//! chance N_h·FMR_h ÷ λ.
//!
//! ## Source
//! `npl2023` for TPIR and FMR (extrapolation to 22 million faces is ours); r, ε, false alarms `stylised`.
//!
//! ## Reads
//! nothing of a person but the appearance group
//!
//! ## Writes
//! nothing (posts marks)
//!
//! ## Left out
//! FMR by pairs of groups; several searches for one act; clerical errors of amount.

use super::observation::{Channel, ChannelKind};
use crate::chance::{About, Purpose, below};
use crate::day::{Setting, Stage};
use crate::fixed::{self, FaceSearch, Probability};
use crate::occasions::{Stream, accepted};
use crate::population::Place;
use crate::rules::Sources;
use crate::state::{Act, Block, Kind, Post, Truth};

pub const STAGE: Stage = Stage { name: "attribution", run: step };

#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Chances that a search for somebody of this city names the right or a wrong person.
    pub search: FaceSearch,
    same_group: Probability,
    /// Upper ends of the chances that a false candidate is of each appearance group: N_h·FMR_h of λ.
    groups: Vec<Probability>,
    /// Share of the city's ceiling of false alarms that each channel takes.
    alarms: Vec<Probability>,
    /// Points by behaviour, in hundredths.
    pub points: Vec<i32>,
    planted: Option<Planted>,
}

/// False marks that an experiment plants on one day, to lay those hit beside their twins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Planted {
    day: u32,
    share: Probability,
    behaviour: u8,
}

/// Stands for the experimenter as a channel in marks.
pub const PLANTED: u8 = 254;

/// Whom a record names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Right,
    Wrong,
    Nobody,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let (city, regime) = (sources.city, sources.regime);
        let groups = city.names("margin.appearance");
        let people = |group: &String| city.real(&format!("margin.appearance.{group}"));
        let comparisons = fixed::gallery(
            regime.real("face.gallery"),
            groups.iter().map(|group| (people(group), regime.real(&format!("face.fmr.{group}")))),
        );
        let ceiling = city.real("ceiling.false_alarms_per_year");
        Self {
            search: fixed::face_search(&comparisons, regime.real("face.tpir"), regime.real("face.outranks")),
            groups: fixed::cumulative(fixed::products(&comparisons)),
            same_group: regime.probability("face.same_group_share"),
            alarms: regime
                .names("channel")
                .iter()
                .map(|name| fixed::share(regime.real(&format!("channel.{name}.false_alarms_per_year")), ceiling))
                .collect(),
            points: points(sources),
            planted: planted(sources),
        }
    }
}

fn planted(sources: &Sources) -> Option<Planted> {
    let behaviour = sources.catalogue.number(sources.regime.text("inject.behaviour")?)?;
    let share = sources.regime.probability("inject.share");
    (share > Probability::NEVER).then(|| Planted { day: sources.regime.count("inject.day"), share, behaviour })
}

/// Points of each behaviour, in hundredths.
pub(crate) fn points(sources: &Sources) -> Vec<i32> {
    let names = sources.catalogue.behaviours.iter().map(|behaviour| format!("points.{}", behaviour.name));
    names.map(|path| sources.regime.points(&path)).collect()
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let today = &block.today;
    for sighting in &today.sightings {
        let act = today.acts[sighting.act as usize];
        let channel = &setting.rules.observation.channels[usize::from(sighting.channel)];
        block.outbox.extend(record(setting, place, &act, sighting.channel, channel));
    }
    false_alarms(setting, place, block);
    plant(setting, place, block);
}

/// The mark that one sighting leads to, if it names anybody.
fn record(setting: &Setting, place: &Place, act: &Act, number: u8, channel: &Channel) -> Option<Post> {
    let slot = usize::from(act.slot);
    let person = place.person(slot);
    let about =
        About { who: person, other: u32::from(act.behaviour), day: setting.today, purpose: Purpose::Attribution };
    let named = named(&setting.rules.attribution.search, channel, setting.seed().draw(about, channel.key)[0]);
    let speech = setting.city.catalogue.behaviours[usize::from(act.behaviour)].role.is_speech();
    let (to, truth) = match named {
        Named::Nobody => return None,
        Named::Right => (person, if speech { Truth::Speech } else { Truth::Own }),
        Named::Wrong => (wrong_person(setting, place, slot, about, channel), Truth::WrongPerson),
    };
    let points = act.points(setting.rules.attribution.points[usize::from(act.behaviour)]);
    Some(Post {
        to,
        from: person,
        kind: Kind::Mark,
        behaviour: act.behaviour,
        truth,
        channel: number,
        points,
        index: 0,
    })
}

/// Whom a channel names for an act that it has seen.
pub fn named(search: &FaceSearch, channel: &Channel, word: u32) -> Named {
    match channel.kind {
        ChannelKind::Camera if search.named_right.hit(word) => Named::Right,
        ChannelKind::Camera if search.named_right.plus(search.named_wrong).hit(word) => Named::Wrong,
        ChannelKind::Camera => Named::Nobody,
        _ if channel.wrong_file.hit(word) => Named::Wrong,
        _ => Named::Right,
    }
}

/// The appearance group of a false candidate: more often one with many faces or a high false match rate.
pub fn group_of(rules: &Rules, word: u32) -> usize {
    rules.groups.iter().position(|end| end.hit(word)).unwrap_or(0)
}

/// Somebody else of the city; for faces, of the same appearance group or of one that is often matched falsely.
fn wrong_person(setting: &Setting, place: &Place, slot: usize, about: About, channel: &Channel) -> u32 {
    let person = place.person(slot);
    let about = About { purpose: Purpose::WrongPerson, ..about };
    let words = setting.seed().draw(about, channel.key);
    let rules = &setting.rules.attribution;
    let wanted = match channel.kind {
        ChannelKind::Camera if rules.same_group.hit(words[0]) => Some(place.appearance(slot)),
        ChannelKind::Camera => Some(group_of(rules, words[1])),
        _ => None,
    };
    let tries = if wanted.is_some() { 400 } else { 1 };
    let candidate = |turn: u32| {
        let word = setting.seed().draw(about, channel.key ^ (turn + 1))[1];
        let other = below(word, setting.city.people);
        if other == person { (other + 1) % setting.city.people } else { other }
    };
    let fits = |other: &u32| {
        let (home, slot_there) = setting.city.locate(*other);
        wanted.is_none_or(|group| home.appearance(slot_there) == group)
    };
    (0..tries).map(candidate).find(fits).unwrap_or_else(|| candidate(tries))
}

/// Records without any act, of people of the block, evenly. Each channel thins the city's candidates for itself, so
/// that taking one channel away leaves the false alarms of the others as they were.
fn false_alarms(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.attribution;
    let happened =
        accepted(&block.today.occasions, Stream::FalseAlarm, |occasion| place.bound.others_share.hit(occasion.accept));
    for occasion in happened {
        let person = place.person(usize::from(occasion.slot));
        for (number, channel) in setting.rules.observation.channels.iter().enumerate() {
            let about = About { who: person, other: channel.key, day: setting.today, purpose: Purpose::FalseAlarm };
            let words = setting.seed().draw(about, 0);
            let behaviour = rules.alarms[number].hit(words[0]).then(|| member(channel.behaviours, words[1])).flatten();
            block.outbox.extend(behaviour.map(|behaviour| Post {
                to: person,
                from: person,
                kind: Kind::Mark,
                behaviour,
                truth: Truth::NoAct,
                channel: number as u8,
                points: rules.points[usize::from(behaviour)],
                index: 0,
            }));
        }
    }
}

/// The planted marks of today: the same people in every world of a seed.
fn plant(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.attribution;
    let Some(planted) = rules.planted.filter(|planted| planted.day == u32::from(setting.today)) else { return };
    for person in (0..place.len()).map(|slot| place.person(slot)) {
        let about =
            About { who: person, other: u32::from(planted.behaviour), day: setting.today, purpose: Purpose::Planted };
        if planted.share.hit(setting.seed().draw(about, 0)[0]) {
            block.outbox.push(Post {
                to: person,
                from: person,
                kind: Kind::Mark,
                behaviour: planted.behaviour,
                truth: Truth::NoAct,
                channel: PLANTED,
                points: rules.points[usize::from(planted.behaviour)],
                index: 0,
            });
        }
    }
}

/// A member of a set of behaviours, evenly.
pub(crate) fn member(set: u32, word: u32) -> Option<u8> {
    let wanted = below(word, set.count_ones());
    (0..32u8).filter(|behaviour| set >> behaviour & 1 == 1).nth(wanted as usize)
}
