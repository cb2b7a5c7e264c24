//! Whose file a record lands in: a face search names somebody, a register can hit the wrong file, alarms need no act.
//!
//! ## Equation
//! A camera search over a gallery of N: false candidates K ~ Poisson(λ_g), λ_g = Σ_h N_h·FMR_gh, FPIR = 1 − e^(−λ),
//! FMR_gh = FMR_h·m_g, times a where the groups g of the probe and h of the face in the gallery differ.
//! The mate comes back with chance TPIR and outranks each rival with chance r, so P(right) = TPIR·e^(−λ(1−r)) and
//! P(wrong) = 1 − P(right) − (1−TPIR)·e^(−λ). Registers: wrong file with chance ε. False alarms: Poisson under the
//! city's bound, thinned by each channel to its own rate. An experiment may plant
//! false marks on one day (`inject.*`).
//!
//! ## Symbols
//! N `gallery` (nominal, never scaled), FMR_h `fmr`, m_g `probe`, a `other_group`; FMR and TPIR `tpir` one point of one curve, r `outranks`, ε
//! `wrong_file`. Who is named wrongly is of the probe's group with chance `same_group_share`, else of group h with
//! chance N_h·FMR_gh ÷ λ_g.
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
//! An own rate for each pair of groups; several searches for one act.

use super::alarms;
use super::observation::{Channel, ChannelKind};
use crate::chance::{About, Purpose, below};
use crate::day::{Setting, Stage};
use crate::fixed::{self, FaceSearch, Probability};
use crate::occasions::{Most, Stream, accepted};
use crate::population::Place;
use crate::rules::Sources;
use crate::state::{Act, Block, Kind, Post, Sighting, Truth};

pub const STAGE: Stage = Stage { name: "attribution", run: step };

#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// Chances that a search for somebody names the right or a wrong person, by appearance group of the probe.
    searches: Vec<FaceSearch>,
    same_group: Probability,
    /// By group of the probe: upper ends of the chances that a false candidate is of each group, N_h·FMR_gh of λ_g.
    groups: Vec<Vec<Probability>>,
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
        let comparisons: Vec<_> = groups.iter().map(|probe| comparisons(sources, probe)).collect();
        let search = |rates: &Vec<_>| fixed::face_search(rates, regime.real("face.tpir"), regime.real("face.outranks"));
        let ceiling = city.real("ceiling.false_alarms_per_year");
        Self {
            searches: comparisons.iter().map(search).collect(),
            groups: comparisons.iter().map(|rates| fixed::cumulative(fixed::products(rates))).collect(),
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

impl Rules {
    /// Whether a record of this behaviour takes or gives points.
    pub(crate) fn moves_an_account(&self, behaviour: u8) -> bool {
        self.points[usize::from(behaviour)] != 0
    }
    /// The most that becomes of the city's bound of false alarms.
    pub(crate) fn most(&self, alarms: &alarms::Rules) -> Most {
        let quiet = alarms.behaviours == 0 && self.alarms.iter().all(|share| *share == Probability::NEVER);
        if quiet { Most::NOTHING } else { Most::EVERYTHING }
    }
    /// The search for somebody of an appearance group.
    pub fn search(&self, appearance: usize) -> &FaceSearch {
        &self.searches[appearance]
    }
}

/// Faces of the gallery by group, and the false match rate of each with a probe of one group:
/// FMR_gh = FMR_h · m_g, times `other_group` where g ≠ h.
fn comparisons(sources: &Sources, probe: &String) -> fixed::Comparisons {
    let (city, regime) = (sources.city, sources.regime);
    let groups = city.names("margin.appearance");
    let rate = |group: &String| {
        let of_pair = if group == probe { None } else { Some(regime.real("face.other_group")) };
        let at = |key: &str, group: &String| regime.real(&format!("face.{key}.{group}"));
        fixed::match_rate(at("fmr", group), at("probe", probe), of_pair)
    };
    let people = |group: &String| city.real(&format!("margin.appearance.{group}"));
    fixed::gallery(regime.real("face.gallery"), groups.iter().map(|group| (people(group), rate(group))))
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
    let act = |sighting: &Sighting| &today.acts[sighting.act as usize];
    let channel = |sighting: &Sighting| &setting.rules.observation.channels[usize::from(sighting.channel)];
    let decisions = today.sightings.iter().map(|one| (of_record(setting, place, act(one)), channel(one).key));
    for (sighting, words) in today.sightings.iter().zip(setting.seed().draw_each(decisions)) {
        let record = record(setting, place, act(sighting), sighting.channel, channel(sighting), words[0]);
        block.outbox.extend(record);
    }
    false_alarms(setting, place, block);
    plant(setting, place, block);
}

fn of_record(setting: &Setting, place: &Place, act: &Act) -> About {
    let who = place.person(usize::from(act.slot));
    About { who, other: u32::from(act.behaviour), day: setting.today, purpose: Purpose::Attribution }
}

/// The mark that one sighting leads to, if it names anybody.
fn record(setting: &Setting, place: &Place, act: &Act, number: u8, channel: &Channel, word: u32) -> Option<Post> {
    let slot = usize::from(act.slot);
    let person = place.person(slot);
    let named = match channel.kind {
        ChannelKind::Camera => named_by_search(setting.rules.attribution.search(place.appearance(slot)), word),
        _ => named_in_file(channel.wrong_file, word),
    };
    let speech = setting.city.catalogue.behaviours[usize::from(act.behaviour)].role.is_speech();
    let (to, truth) = match named {
        Named::Nobody => return None,
        Named::Right => (person, if speech { Truth::Speech } else { Truth::Own }),
        Named::Wrong => {
            let about = About { purpose: Purpose::WrongPerson, ..of_record(setting, place, act) };
            let other = match channel.kind {
                ChannelKind::Camera => wrong_face(setting, place, slot, about, channel.key),
                _ => stranger(setting, place.person(slot), about, channel.key ^ 1),
            };
            (other, Truth::WrongPerson)
        }
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

/// Whom a face search names for an act that a camera has seen.
pub fn named_by_search(search: &FaceSearch, word: u32) -> Named {
    if search.named_right.hit(word) {
        Named::Right
    } else if search.named_right.plus(search.named_wrong).hit(word) {
        Named::Wrong
    } else {
        Named::Nobody
    }
}

/// Whose file a record lands in that comes with a name.
pub fn named_in_file(wrong_file: Probability, word: u32) -> Named {
    if wrong_file.hit(word) { Named::Wrong } else { Named::Right }
}

/// The appearance group of a false candidate for a probe: more often one with many faces or a high false match rate.
pub fn group_of(rules: &Rules, probe: usize, word: u32) -> usize {
    rules.groups[probe].iter().position(|end| end.hit(word)).unwrap_or(0)
}

/// Somebody else of the city.
fn stranger(setting: &Setting, person: u32, about: About, index: u32) -> u32 {
    let other = below(setting.seed().draw(about, index)[1], setting.city.people);
    if other == person { (other + 1) % setting.city.people } else { other }
}

/// Strangers whom a search may look at before one of the wanted group is found.
const MOST_LOOKS: u32 = 400;

/// Somebody else whose face a search takes for this one: of the same appearance group, or of one that is often matched
/// falsely.
pub(crate) fn wrong_face(setting: &Setting, place: &Place, slot: usize, about: About, key: u32) -> u32 {
    let (person, rules) = (place.person(slot), &setting.rules.attribution);
    let words = setting.seed().draw(about, key);
    let own = place.appearance(slot);
    let wanted = if rules.same_group.hit(words[0]) { own } else { group_of(rules, own, words[1]) };
    let fits = |other: &u32| {
        let (home, slot_there) = setting.city.locate(*other);
        home.appearance(slot_there) == wanted
    };
    let candidate = |turn: u32| stranger(setting, person, about, key ^ (turn + 1));
    (0..MOST_LOOKS).map(candidate).find(fits).unwrap_or_else(|| candidate(MOST_LOOKS))
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
