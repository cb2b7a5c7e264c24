//! The control room: machines flag what looks unusual, and a few operators look at some of it.
//!
//! ## Equation
//! An act of the kinds watched sets off an alarm with chance coverage(district) · v · m₁(group) · attention(district);
//! without any act alarms come at rate f · m₀(group) · attention(district), under the city's bound of false alarms. The
//! operators look at ⌊(t+1)c⌋ − ⌊tc⌋ alarms a day, by keyed lottery; what nobody looks at on its day is lost. A true
//! alarm is confirmed with chance s₁, a false one with chance s₀; then a face search says who it was (`attribution`),
//! and what it says becomes a mark.
//!
//! ## Symbols
//! v `true_rate`, f `false_per_year`, m₁ `true_times`, m₀ `false_times` by appearance group; c `handled_per_day` scaled to
//! the city; s₁ `confirms_true`, s₀ `confirms_false`; coverage of cameras from `observation`, attention from `authority`.
//!
//! ## Source
//! `press2018` for the control rooms; all numbers `stylised` with ranges.
//!
//! ## Reads
//! the day's acts; appearance, district
//!
//! ## Writes
//! nothing (posts marks)
//!
//! ## Left out
//! Crowds; alarms about the place rather than somebody in it; an operator who grows tired; what people expect of it.

use super::attribution::{self, member};
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability, Q16};
use crate::measures::Measure;
use crate::occasions::{Stream, accepted};
use crate::population::Place;
use crate::queue::Queue;
use crate::rules::Sources;
use crate::selective::Office;
use crate::state::{Block, Case, Kind, Post, Truth};

pub const STAGE: Stage = Stage { name: "alarms", run: step };
pub const HANDLING: Stage = Stage { name: "alarms handled", run: handle };

/// Stands for the control room as a channel in marks.
pub const ROOM: u8 = 252;
/// Stands for the control room in draws.
const KEY: u32 = 0x0C0D_E0C0;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Set of behaviours that look unusual; no words.
    pub behaviours: u32,
    /// Chance that an act sets off an alarm, by district, then appearance group.
    sets_off: Vec<Vec<Probability>>,
    /// Share of the city's bound of false alarms, by appearance group.
    false_share: Vec<Probability>,
    /// Alarms a day, in 2⁻¹⁶.
    capacity: u64,
    confirms_true: Probability,
    confirms_false: Probability,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let (city, regime) = (sources.city, sources.regime);
        let kinds = sources.catalogue.behaviours.iter().enumerate();
        let words = kinds.filter(|(_, kind)| kind.role.is_speech()).fold(0, |set, (number, _)| set | 1 << number);
        let groups = city.names("margin.appearance");
        let times = |key: &str, group: &String| fixed::q16(regime.real(&format!("alarm.{key}.{group}")));
        let coverage = |district: &String| {
            fixed::camera_coverage(
                regime.real("camera.reach"),
                regime.real("camera.people_per_camera"),
                city.real(&format!("camera_density.{district}")),
            )
        };
        let seen = regime.probability("alarm.true_rate");
        let in_district = |district: &String| {
            let chance = coverage(district).and(seen);
            groups.iter().map(|group| chance.times(times("true_times", group))).collect()
        };
        let share = fixed::share(regime.real("alarm.false_per_year"), city.real("ceiling.false_alarms_per_year"));
        Self {
            behaviours: sources.catalogue.set(regime.texts("alarm.behaviours")) & !words,
            sets_off: city.names("margin.district").iter().map(in_district).collect(),
            false_share: groups.iter().map(|group| share.times(times("false_times", group))).collect(),
            capacity: sources.capacity("alarm.handled_per_day"),
            confirms_true: regime.probability("alarm.confirms_true"),
            confirms_false: regime.probability("alarm.confirms_false"),
        }
    }

    /// How many alarms the operators look at today.
    pub fn handled_on(&self, today: u16) -> u64 {
        if self.behaviours == 0 { 0 } else { fixed::served_today(self.capacity, u64::from(today)) }
    }
    /// The chance that an act sets off an alarm.
    pub fn sets_off(&self, district: u8, appearance: usize, attention: Q16) -> Probability {
        self.sets_off[usize::from(district)][appearance].times(attention)
    }
    /// The share of the city's false alarms that are alarms about somebody.
    pub fn false_share(&self, appearance: usize, attention: Q16) -> Probability {
        self.false_share[appearance].times(attention)
    }
}

/// The operator's error curve.
pub fn confirms(rules: &Rules, truth: Truth, word: u32) -> bool {
    if truth.is_erroneous() { rules.confirms_false.hit(word) } else { rules.confirms_true.hit(word) }
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    block.today.alarms.clear();
    if setting.rules.alarms.behaviours == 0 {
        return;
    }
    let acts = std::mem::take(&mut block.today.acts);
    for act in acts.iter().filter(|act| setting.rules.alarms.behaviours >> act.behaviour & 1 == 1 && !act.hidden) {
        let slot = usize::from(act.slot);
        let rules = &setting.rules.alarms;
        let chance = rules.sets_off(place.district, place.appearance(slot), attention(setting, place));
        let chance = chance.times(setting.rules.selective.times(Office::Observation, place, slot));
        let words = setting.seed().draw(about(setting, place, slot, Purpose::Alarm), u32::from(act.behaviour));
        if chance.hit(words[0]) {
            ring(setting, place, block, slot, act.behaviour, Truth::Own, words[1]);
        }
    }
    block.today.acts = acts;
    without_acts(setting, place, block);
}

fn attention(setting: &Setting, place: &Place) -> Q16 {
    setting.commons.attention[usize::from(place.district)]
}
fn about(setting: &Setting, place: &Place, slot: usize, purpose: Purpose) -> About {
    About { who: place.person(slot), other: KEY, day: setting.today, purpose }
}

/// Alarms about people who did nothing.
fn without_acts(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.alarms;
    let happened: Vec<usize> =
        accepted(&block.today.occasions, Stream::FalseAlarm, |occasion| place.bound.others_share.hit(occasion.accept))
            .map(|occasion| usize::from(occasion.slot))
            .collect();
    for slot in happened {
        let share = rules.false_share(place.appearance(slot), attention(setting, place));
        let share = share.times(setting.rules.selective.times(Office::Observation, place, slot));
        let words = setting.seed().draw(about(setting, place, slot, Purpose::FalseAlarm), 0);
        if let Some(behaviour) = share.hit(words[0]).then(|| member(rules.behaviours, words[1])).flatten() {
            ring(setting, place, block, slot, behaviour, Truth::NoAct, words[2]);
        }
    }
}

fn ring(setting: &Setting, place: &Place, block: &mut Block, slot: usize, behaviour: u8, truth: Truth, lottery: u32) {
    let is_false = truth.is_erroneous();
    let counts = [(Measure::Alarms, 1), (Measure::AlarmsFalse, i64::from(is_false))];
    block.counts.add_all(place, slot, &setting.city.groups, &counts);
    block.today.alarms.push(Case {
        filed: setting.today,
        slot: slot as u16,
        lottery,
        about: 0,
        behaviour,
        truth: truth as u8,
        channel: ROOM,
        padding: 0,
    });
}

/// The operators look at what they can.
fn handle(setting: &Setting, place: &Place, block: &mut Block) {
    let Some(last) = setting.commons.served[Queue::Alarms as usize] else { return };
    for case in std::mem::take(&mut block.today.alarms).into_iter().filter(|case| case.key(place) <= last) {
        let (slot, truth) = (usize::from(case.slot), Truth::from_number(case.truth));
        let index = u32::from(case.behaviour) | u32::from(case.truth) << 8;
        let words = setting.seed().draw(about(setting, place, slot, Purpose::Operator), index);
        let confirmed = confirms(&setting.rules.alarms, truth, words[0]);
        let counts = [
            (Measure::AlarmsHandled, 1),
            (Measure::AlarmsConfirmed, i64::from(confirmed)),
            (Measure::AlarmsConfirmedFalse, i64::from(confirmed && truth.is_erroneous())),
        ];
        block.counts.add_all(place, slot, &setting.city.groups, &counts);
        if confirmed {
            block.outbox.extend(record(setting, place, &case, words[1]));
        }
    }
}

/// The mark that a confirmed alarm leads to, if the search names anybody.
fn record(setting: &Setting, place: &Place, case: &Case, word: u32) -> Option<Post> {
    let slot = usize::from(case.slot);
    let search = setting.rules.attribution.search(place.appearance(slot));
    let about = About {
        who: place.person(slot),
        other: u32::from(case.behaviour),
        day: setting.today,
        purpose: Purpose::WrongPerson,
    };
    let truth = Truth::from_number(case.truth);
    let (to, truth) = match attribution::named_by_search(search, word) {
        attribution::Named::Nobody => return None,
        attribution::Named::Right => (place.person(slot), truth),
        attribution::Named::Wrong => {
            let other = attribution::wrong_face(setting, place, slot, about, KEY ^ u32::from(case.truth));
            (other, if truth.is_erroneous() { truth } else { Truth::WrongPerson })
        }
    };
    let points = setting.rules.attribution.points[usize::from(case.behaviour)];
    let from = place.person(slot);
    Some(Post { to, from, kind: Kind::Mark, behaviour: case.behaviour, truth, channel: ROOM, points, index: 0 })
}
