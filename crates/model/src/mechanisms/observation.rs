//! Who sees an act, and who records it: registers, cameras, platforms, informers in a chat, spot checks.
//!
//! ## Equation
//! For each act and each channel that covers it: P(recorded) = coverage(district) · sensitivity · multiplier(group)
//! · attention(district; cameras and spot checks only). Cameras: coverage = 1 − e^(−k·density). Informers in a chat
//! of n: 1 − (1−ι)^(n−1). Each channel draws for itself.
//!
//! ## Symbols
//! density: cameras for 8.3 people times the district's relative density; k `reach`; ι `share`; attention from
//! `authority`; multiplier: `effect_migrant` of the channel, and `selective.*` by district, residence status, appearance
//! group (selective enforcement, 1 unless a file says otherwise).
//!
//! ## Source
//! `press2018` for the number of cameras; coverage, sensitivity and multipliers `stylised` with ranges.
//!
//! ## Reads
//! nothing of a person but district, residence status and appearance group
//!
//! ## Writes
//! nothing (the day's list of sightings)
//!
//! ## Left out
//! The hour of the day, weather, crowds.

use crate::catalogue::MOST_BEHAVIOURS;
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability, Q16};
use crate::population::Place;
use crate::rules::Sources;
use crate::selective::Office;
use crate::state::{Act, Block, Sighting};

pub const STAGE: Stage = Stage { name: "observation", run: step };

/// How a channel comes to see an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    Register,
    Camera,
    Platform,
    Informer,
    SpotCheck,
}

/// A channel as the day needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    pub name: String,
    /// Stands for the name in draws, so that taking a channel away changes no draw of another.
    pub key: u32,
    pub kind: ChannelKind,
    /// Set of behaviours.
    pub behaviours: u32,
    pub fines: bool,
    pub wrong_file: Probability,
    /// The points of a record are wrong …
    pub amount_error: Probability,
    /// … by this factor.
    pub amount_factor: Q16,
    /// Chance by district and residence status.
    seen: Vec<[Probability; 2]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub channels: Vec<Channel>,
    /// Chance that an informer reports what was said in a chat of n, by n.
    informed: Vec<Probability>,
    /// Chance of a record that people expect, by behaviour and district (informers in a chat apart).
    announced: Vec<Vec<Probability>>,
    /// Behaviours that informers in a chat may pass on.
    informers: u32,
    /// Behaviours that a camera somewhere can see.
    watched: u32,
}

/// Members of a chat beyond which the chance of an informer is taken as that of this size.
const LARGEST_CHAT: u32 = 1_000;

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let channels: Vec<Channel> =
            sources.regime.names("channel").iter().map(|name| Channel::new(sources, name)).collect();
        let districts = sources.city.names("margin.district").len();
        let expected = |behaviour: usize, district: usize| {
            let covering = channels.iter().filter(|c| c.behaviours >> behaviour & 1 == 1);
            covering.fold(Probability::NEVER, |chance, channel| chance.or(channel.seen[district][0]))
        };
        let share = sources.regime.real("informer.share");
        Self {
            informed: (0..=LARGEST_CHAT).map(|n| fixed::any_of_others(share, n)).collect(),
            announced: (0..sources.catalogue.len())
                .map(|b| (0..districts).map(|district| expected(b, district)).collect())
                .collect(),
            watched: channels
                .iter()
                .filter(|channel| channel.is_a_seeing_camera())
                .fold(0, |set, c| set | c.behaviours),
            informers: channels
                .iter()
                .filter(|channel| channel.kind == ChannelKind::Informer)
                .fold(0, |set, channel| set | channel.behaviours),
            channels,
        }
    }

    /// Whether a record of the behaviour can lead to the ordinary fine.
    pub fn fines(&self, behaviour: usize) -> bool {
        self.channels.iter().any(|channel| channel.fines && channel.behaviours >> behaviour & 1 == 1)
    }
    pub fn cameras_cover(&self, behaviour: usize) -> bool {
        self.watched >> behaviour & 1 == 1
    }
    /// The chance of a record that people of the district expect.
    pub fn announced(&self, behaviour: usize, district: u8) -> Probability {
        self.announced[behaviour][usize::from(district)]
    }
    /// The same for a word in a chat of n: platforms, or an informer among the others.
    pub fn announced_in_chat(&self, behaviour: usize, district: u8, members: u32) -> Probability {
        let informed = if self.informers >> behaviour & 1 == 1 { self.informed(members) } else { Probability::NEVER };
        self.announced(behaviour, district).or(informed)
    }
    /// 1 − (1−ι)^(n−1).
    fn informed(&self, members: u32) -> Probability {
        self.informed[members.min(LARGEST_CHAT) as usize]
    }
}

impl Channel {
    #[inline]
    fn looks_at(&self, behaviour: u8) -> bool {
        self.behaviours >> behaviour & 1 == 1
    }

    fn is_a_seeing_camera(&self) -> bool {
        self.kind == ChannelKind::Camera && self.seen.iter().any(|chances| chances[0] > Probability::NEVER)
    }

    fn new(sources: &Sources, name: &str) -> Self {
        let (city, regime) = (sources.city, sources.regime);
        let at = |key: &str| format!("channel.{name}.{key}");
        let kind = match regime.text(&at("kind")).expect("a channel has a kind") {
            "register" => ChannelKind::Register,
            "camera" => ChannelKind::Camera,
            "platform" => ChannelKind::Platform,
            "informer" => ChannelKind::Informer,
            "spot-check" => ChannelKind::SpotCheck,
            other => panic!("`{other}` is not in the closed list of channel kinds"),
        };
        let coverage = |district: &String| match kind {
            ChannelKind::Camera => fixed::camera_coverage(
                regime.real("camera.reach"),
                regime.real("camera.people_per_camera"),
                city.real(&format!("camera_density.{district}")),
            ),
            ChannelKind::Informer => Probability::NEVER, // who is in the chat decides
            _ => regime.probability(&at("coverage")),
        };
        let sensitivity = regime.probability(&at("sensitivity"));
        let migrant = fixed::q16(regime.real(&at("effect_migrant")));
        let seen = city.names("margin.district").iter().map(|district| {
            let chance = coverage(district).and(sensitivity);
            [chance, chance.times(migrant)]
        });
        Self {
            key: key(name),
            name: name.to_owned(),
            kind,
            behaviours: sources.catalogue.set(regime.texts(&at("behaviours"))),
            fines: regime.flag(&at("fines")),
            wrong_file: regime.probability(&at("wrong_file")),
            amount_error: regime.probability(&at("amount_error")),
            amount_factor: fixed::q16(regime.real(&at("amount_factor"))),
            seen: seen.collect(),
        }
    }
}

/// A number for a name (FNV-1a).
fn key(name: &str) -> u32 {
    name.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let (acts, channels) = (&block.today.acts, &setting.rules.observation.channels);
    let mut looks: Vec<(Sighting, Probability)> = Vec::with_capacity(acts.len());
    for (number, act) in acts.iter().enumerate() {
        debug_assert!(usize::from(act.behaviour) < MOST_BEHAVIOURS);
        for (channel, rules) in channels.iter().enumerate().filter(|(_, rules)| rules.looks_at(act.behaviour)) {
            let chance = chance(setting, place, rules, act);
            if chance > Probability::NEVER {
                looks.push((Sighting { act: number as u32, channel: channel as u8 }, chance));
            }
        }
    }
    let about = |(sighting, _): &(Sighting, Probability)| {
        let (act, channel) = (&acts[sighting.act as usize], &channels[usize::from(sighting.channel)]);
        let who = place.person(usize::from(act.slot));
        let purpose = Purpose::Observation;
        (About { who, other: u32::from(act.behaviour), day: setting.today, purpose }, channel.key)
    };
    let words = setting.seed().draw_each(looks.iter().map(about));
    let seen = looks.iter().zip(words).filter(|((_, chance), words)| chance.hit(words[0]));
    block.today.sightings.clear();
    block.today.sightings.extend(seen.map(|((sighting, _), _)| *sighting));
}

/// The chance that one channel records one act today.
fn chance(setting: &Setting, place: &Place, channel: &Channel, act: &Act) -> Probability {
    let slot = usize::from(act.slot);
    let attention = setting.commons.attention[usize::from(place.district)];
    let informed = setting.rules.observation.informed(u32::from(act.audience));
    let office = if channel.kind == ChannelKind::Informer { Office::Informers } else { Office::Observation };
    let chance = sight(channel, place.district, place.residence(slot), act, attention, informed);
    chance.times(setting.rules.selective.times(office, place, slot))
}

/// The chance that a channel records an act.
pub fn sight(
    channel: &Channel,
    district: u8,
    residence: usize,
    act: &Act,
    attention: u32,
    informed: Probability,
) -> Probability {
    let chance = channel.seen[usize::from(district)][residence];
    match channel.kind {
        ChannelKind::Camera if act.hidden => Probability::NEVER,
        ChannelKind::Camera | ChannelKind::SpotCheck => chance.times(attention),
        ChannelKind::Informer if act.audience > 0 => informed,
        ChannelKind::Informer => Probability::NEVER,
        ChannelKind::Register | ChannelKind::Platform => chance,
    }
}
