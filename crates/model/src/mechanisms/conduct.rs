//! People do, and leave undone, what the regime scores: out of habit, under pressure, and with an eye on the risk.
//!
//! ## Equation
//! λ = base · propensity · M · e^(−η·max(0, p̂₁−p̂₀)·s^σ), and at most one act of a behaviour a person and day, so
//! p = 1 − e^(−λ). M = 1 + a·arrears (money) + l·(1−ℓ) (where a law is broken), cut at the city's ceiling; good deeds: M = 1 + h·exposure while a
//! higher band can be seen. An offence moves out of sight of cameras with chance v·p̂₁.
//!
//! ## Symbols
//! η `deterrence`; s `pain`, severity of what follows a mark, 0 to 100: the ordinary fine, and the gravest refusal
//! times the mark's share of the way down to it; σ < 1, so that certainty weighs more than severity; p̂₁ and p̂₀
//! believed chances of a mark if one acts and if one does not (`response`); a `push_arrears`, l `push_illegitimacy`,
//! h `hoarding`, v `avoidance`.
//!
//! ## Source
//! `becker1968`, `png1986` for the difference p̂₁ − p̂₀; weights `stylised` with ranges.
//!
//! ## Reads
//! arrears, legitimacy, acted, caught, false_marks, standings
//!
//! ## Writes
//! nothing (the day's list of acts)
//!
//! ## Left out
//! One propensity for all contexts; habits that outlast a sanction; bought points.

use super::{gates, observation, response, scoring};
use crate::catalogue::{Domain, Role};
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Decline, ONE, Probability, Q16};
use crate::measures::Measure;
use crate::occasions::{Stream, accepted};
use crate::population::Place;
use crate::rules::Sources;
use crate::state::{AS_BOOKED, Act, Block};

pub const STAGE: Stage = Stage { name: "conduct", run: step };

#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// η_b · s_b^σ by behaviour: what a believed chance of 1 weighs.
    weight: Vec<Q16>,
    /// s_b, severity of what follows a mark, by behaviour.
    pub pain: Vec<Q16>,
    push_arrears: Q16,
    push_illegitimacy: Q16,
    hoarding: Q16,
    avoidance: Probability,
    /// Behaviours that earn points.
    earns: u32,
    decline: Decline,
}

impl Rules {
    pub(crate) fn new(
        sources: &Sources,
        observation: &observation::Rules,
        scoring: &scoring::Rules,
        gates: &gates::Rules,
    ) -> Self {
        let (city, catalogue) = (sources.city, sources.catalogue);
        let sigma = city.real("conduct.severity_exponent");
        let pain = |behaviour: usize| {
            let fine = if observation.fines(behaviour) { catalogue.behaviours[behaviour].fine_severity } else { 0 };
            (fine << 16) + scoring.dread(behaviour, gates, catalogue.behaviours[behaviour].domain)
        };
        let pain: Vec<Q16> = (0..catalogue.len()).map(|b| pain(b).min(100 << 16)).collect();
        let eta = |b: usize| catalogue.settings.real(&format!("behaviour.{}.deterrence", catalogue.behaviours[b].name));
        Self {
            weight: (0..catalogue.len()).map(|b| fixed::deterrent(eta(b), pain[b], sigma)).collect(),
            push_arrears: fixed::q16(city.real("conduct.push_arrears")),
            push_illegitimacy: fixed::q16(city.real("conduct.push_illegitimacy")),
            hoarding: fixed::q16(city.real("conduct.hoarding")),
            avoidance: city.probability("conduct.avoidance"),
            earns: (0..catalogue.len()).filter(|b| scoring.points(*b) > 0).fold(0, |set, b| set | 1 << b),
            decline: Decline::new(),
            pain,
        }
    }
}

/// What pushes somebody up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressure {
    pub arrears: bool,
    /// 1 − ℓ; only where a law is broken.
    pub illegitimacy: Probability,
    /// A higher band can be seen; digital exposure in thirds.
    pub hoards: Option<u32>,
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let mut acts = std::mem::take(&mut block.today.acts);
    acts.clear();
    acts.extend_from_slice(&block.today.due);
    let occasions = std::mem::take(&mut block.today.occasions);
    for (number, behaviour) in setting.city.catalogue.behaviours.iter().enumerate() {
        if behaviour.role.is_speech() {
            continue;
        }
        let candidates = accepted(&occasions, Stream::Behaviour(number as u8), |candidate| {
            let slot = usize::from(candidate.slot);
            behaviour.ages.contains(&place.age[slot]) && does(setting, place, block, number, slot, candidate.accept)
        });
        acts.extend(candidates.map(|candidate| Act::of(number as u8, candidate.slot)));
    }
    block.today.occasions = occasions;
    acts.sort_unstable();
    acts.dedup_by_key(|act| (act.behaviour, act.slot));
    for act in &mut acts {
        finish(setting, place, block, act);
    }
    block.today.acts = acts;
}

/// Whether a candidate becomes an act.
fn does(setting: &Setting, place: &Place, block: &mut Block, behaviour: usize, slot: usize, word: u32) -> bool {
    let kind = &setting.city.catalogue.behaviours[behaviour];
    let ceiling = setting.city.bounds.ceilings[behaviour];
    let (push, clipped) = push(setting, place, block, behaviour, slot).split_at_ceiling(ceiling);
    let share = if kind.role.is_good() { place.bound.others_share } else { place.bound.offences_share };
    let undeterred = Probability::ratio(u64::from(push), u64::from(ceiling));
    if !share.and(undeterred).hit(word) {
        return false;
    }
    let risk = response::believed(setting, place, &block.people, slot, behaviour);
    let chance = chance(&setting.rules.conduct, behaviour, kind.role, push, ceiling, risk);
    let acts = share.and(chance).hit(word);
    if acts && clipped {
        block.counts.add(place, slot, &setting.city.groups, Measure::Clips, 1);
    }
    acts
}

fn push(setting: &Setting, place: &Place, block: &Block, behaviour: usize, slot: usize) -> Push {
    let people = &block.people;
    let kind = &setting.city.catalogue.behaviours[behaviour];
    let (scoring, rules) = (&setting.rules.scoring, &setting.rules.conduct);
    let climbs = kind.role.is_good()
        && rules.earns >> behaviour & 1 == 1
        && scoring.shows_a_higher_band(people.standings[slot][AS_BOOKED].band);
    let pressure = Pressure {
        arrears: people.arrears[slot] > 0,
        illegitimacy: if kind.breaks_law() {
            response::legitimacy(people.legitimacy[slot]).not()
        } else {
            Probability::NEVER
        },
        hoards: climbs.then(|| place.exposure(slot)),
    };
    pushed(rules, kind.role, kind.domain, pressure)
}

/// M before the ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Push(pub Q16);

impl Push {
    /// M under the ceiling, and whether something was cut off.
    pub fn split_at_ceiling(self, ceiling: Q16) -> (Q16, bool) {
        (self.0.min(ceiling), self.0 > ceiling)
    }
}

/// M: what pushes up one person's acts of this kind.
pub fn pushed(rules: &Rules, role: Role, domain: Domain, pressure: Pressure) -> Push {
    if role.is_good() {
        return Push(ONE + pressure.hoards.map_or(0, |thirds| rules.hoarding / 3 * thirds));
    }
    let money = matches!(domain, Domain::Finance | Domain::Transport);
    let arrears = if pressure.arrears && money { rules.push_arrears } else { 0 };
    let unfair = ((u64::from(rules.push_illegitimacy) * pressure.illegitimacy.raw()) >> 32) as Q16;
    Push(ONE + arrears + unfair)
}

/// The chance that a candidate under the ceiling becomes an act: M ÷ ceiling · e^(−η·max(0, p̂₁−p̂₀)·s^σ).
pub fn chance(
    rules: &Rules,
    behaviour: usize,
    role: Role,
    push: Q16,
    ceiling: Q16,
    risk: response::Believed,
) -> Probability {
    let share = Probability::ratio(u64::from(push), u64::from(ceiling));
    if role.is_good() {
        return share;
    }
    let edge = risk.if_acting.minus(risk.if_not);
    share.and(rules.decline.at(((u128::from(edge.raw()) * u128::from(rules.weight[behaviour])) >> 32) as u64))
}

/// Counts an act, and decides whether it moves out of sight.
fn finish(setting: &Setting, place: &Place, block: &mut Block, act: &mut Act) {
    let (slot, behaviour) = (usize::from(act.slot), usize::from(act.behaviour));
    let kind = &setting.city.catalogue.behaviours[behaviour];
    let groups = &setting.city.groups;
    if kind.role.is_good() {
        block.counts.add(place, slot, groups, Measure::GoodDeeds, 1);
        return;
    }
    let measure = if kind.breaks_law() { Measure::Offences } else { Measure::ScoredActs };
    block.counts.add(place, slot, groups, measure, 1);
    if setting.rules.observation.cameras_cover(behaviour) {
        let risk = response::believed(setting, place, &block.people, slot, behaviour);
        let about =
            About { who: place.person(slot), other: behaviour as u32, day: setting.today, purpose: Purpose::Avoidance };
        act.hidden = setting.rules.conduct.avoidance.and(risk.if_acting).hit(setting.seed().draw(about, 0)[0]);
        block.counts.add(place, slot, groups, Measure::HiddenActs, i64::from(act.hidden));
    }
}
