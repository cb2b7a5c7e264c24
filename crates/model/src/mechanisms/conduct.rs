//! People do, and leave undone, what the regime scores: out of habit, under pressure, and with an eye on the risk.
//!
//! ## Equation
//! λ = base · propensity · M · e^(−η·max(0, p̂₁−p̂₀)·s^σ), and at most one act of a behaviour a person and day, so
//! p = 1 − e^(−λ). M = c·(1 + a·arrears (money) + l·(1−ℓ) (where a law is broken)), cut at the city's ceiling; c, uniform in
//! 1 ± `context_spread` and drawn once for a person and context, is how much more one is prone to it here; good deeds that
//! earn points: M = 1 + h·exposure·G, with G the bands that can be seen above the own one. An offence moves out of sight
//! of cameras with chance v·(p̂₁ − p̂₁ elsewhere)⁺. Where points are sold, an adult without arrears buys a package on the own
//! day of the month with chance min(1, b·exposure·G)·(1 − price ÷ income)⁺, income = i^(class − middle).
//!
//! ## Symbols
//! η `deterrence`; s `pain`, severity of what follows a mark, 0 to 100: the ordinary fine, and the gravest refusal
//! times the mark's share of the way down to it; σ < 1, so that certainty weighs more than severity; p̂₁ and p̂₀
//! believed chances of a mark if one acts and if one does not (`response`), elsewhere: with no camera in what is announced;
//! a `push_arrears`, l `push_illegitimacy`, h `hoarding`, v `avoidance`, b `buying`, i `income_ratio`, exposure 0 to 1.
//!
//! ## Source
//! `becker1968`, `png1986` for the difference p̂₁ − p̂₀; weights `stylised` with ranges; what is sold at which price is a
//! choice of the regime.
//!
//! ## Reads
//! arrears, legitimacy, acted, caught, false_marks, standings
//!
//! ## Writes
//! nothing (the day's list of acts; posts the points that are bought)
//!
//! ## Left out
//! Habits that outlast a sanction; money that is gone once points are bought; acts moved to another time or district.

use super::life::{MONTH, first_of_month};
use super::{gates, observation, response, scoring};
use crate::catalogue::{Behaviour, Domain, Role};
use crate::chance::{About, Purpose, Seed};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Decline, ONE, Probability, Q16};
use crate::measures::Measure;
use crate::occasions::{Most, Stream};
use crate::parameters::INCOMES;
use crate::population::Place;
use crate::rules::Sources;
use crate::state::{AS_BOOKED, Act, Block, People, Post};

pub const STAGE: Stage = Stage { name: "conduct", run: step };

/// Severities go up to this.
const GRAVEST: Q16 = 100;
/// Digital exposure comes in thirds.
const THIRDS: u32 = 3;

#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// η_b · s_b^σ by behaviour: what a believed chance of 1 weighs.
    weight: Vec<Q16>,
    /// s_b, severity of what follows a mark, by behaviour.
    pub pain: Vec<Q16>,
    context_spread: Probability,
    push_arrears: Q16,
    push_illegitimacy: Q16,
    hoarding: Q16,
    avoidance: Probability,
    /// Chance of a record that people expect where no camera looks, by behaviour and district.
    unwatched: Vec<Vec<Probability>>,
    /// Behaviours that earn points.
    earns: u32,
    sale: Option<Sale>,
    decline: Decline,
}

/// Points for money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sale {
    /// Hundredths.
    points: i32,
    /// Chance that somebody with all exposure and one band above buys a package that costs nothing.
    buying: Probability,
    /// 1 − price ÷ income, at least 0, by income class.
    spared: [Probability; INCOMES.len()],
}

impl Sale {
    fn of(sources: &Sources) -> Option<Self> {
        let (points, price) = (sources.regime.points("score.sold_points"), sources.regime.real("score.sold_price"));
        let incomes: [Q16; INCOMES.len()] = fixed::steps(sources.city.real("life.income_ratio"));
        let spared = incomes.map(|income| Probability::ratio(fixed::q16(price).into(), income.into()).not());
        (points > 0).then(|| Self { points, buying: sources.city.probability("conduct.buying"), spared })
    }
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
        let pain: Vec<Q16> = (0..catalogue.len()).map(|b| pain(b).min(GRAVEST << 16)).collect();
        let eta = |b: usize| catalogue.settings.real(&format!("behaviour.{}.deterrence", catalogue.behaviours[b].name));
        Self {
            weight: (0..catalogue.len()).map(|b| fixed::deterrent(eta(b), pain[b], sigma)).collect(),
            context_spread: city.probability("conduct.context_spread"),
            push_arrears: fixed::q16(city.real("conduct.push_arrears")),
            push_illegitimacy: fixed::q16(city.real("conduct.push_illegitimacy")),
            hoarding: fixed::q16(city.real("conduct.hoarding")),
            avoidance: city.probability("conduct.avoidance"),
            unwatched: (0..catalogue.len()).map(|b| unwatched(sources, observation, b as u8)).collect(),
            sale: Sale::of(sources),
            earns: (0..catalogue.len()).filter(|b| scoring.points(*b) > 0).fold(0, |set, b| set | 1 << b),
            decline: Decline::new(),
            pain,
        }
    }
}

impl Rules {
    /// The most that becomes of a behaviour's candidates: under all pressure there is, and with no risk.
    pub(crate) fn most(&self, kind: &Behaviour, behaviour: usize, ceiling: Q16, scoring: &scoring::Rules) -> Most {
        let pressure = Pressure {
            arrears: true,
            illegitimacy: if kind.breaks_law() { Probability::CERTAIN } else { Probability::NEVER },
            climb: if self.is_earned(kind, behaviour) { THIRDS * scoring.bands_above(0) } else { 0 },
        };
        let leaning = if kind.role.is_good() { ONE } else { ONE + self.context_spread.q16() };
        let push = pushed(self, kind.role, kind.domain, pressure).times(leaning);
        let (push, _) = push.split_at_ceiling(ceiling);
        let chance = Probability::ratio(u64::from(push), u64::from(ceiling));
        Most { chance, ages: kind.ages.clone(), ..Most::EVERYTHING }
    }

    /// Whether somebody who wants to rise does more of it.
    fn is_earned(&self, kind: &Behaviour, behaviour: usize) -> bool {
        kind.role.is_good() && self.earns >> behaviour & 1 == 1
    }
}

/// What pushes somebody up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressure {
    pub arrears: bool,
    /// 1 − ℓ; only where a law is broken.
    pub illegitimacy: Probability,
    /// Digital exposure in thirds times the bands that can be seen above the own one.
    pub climb: u32,
}

/// The chance of a record that people of each district expect of an act that is done where no camera looks.
fn unwatched(sources: &Sources, observation: &observation::Rules, behaviour: u8) -> Vec<Probability> {
    let act = Act { hidden: true, ..Act::of(behaviour, 0) };
    let seen = |channel, district| observation::sight(channel, district, 0, &act, ONE, Probability::NEVER);
    let covering = || observation.channels.iter().filter(|channel| channel.behaviours >> behaviour & 1 == 1);
    let expected = |district| covering().fold(Probability::NEVER, |all, channel| all.or(seen(channel, district)));
    (0..sources.city.names("margin.district").len() as u8).map(expected).collect()
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let mut acts = std::mem::take(&mut block.today.acts);
    acts.clear();
    place.read_ahead();
    block.people.read_minds_ahead(block.today.deeds.iter().map(|deed| usize::from(deed.slot)));
    let mut tempted = tempted(setting, place, block);
    decide(setting, place, &block.people, &mut tempted);
    for one in tempted.iter().filter(|one| one.acts == Some(true)) {
        let mut today = acts.iter().rev().take_while(|act| act.slot == one.slot);
        if !today.any(|act| act.behaviour == one.behaviour) {
            acts.push(Act::of(one.behaviour, one.slot));
            let clips = i64::from(one.clipped);
            block.counts.add(place, usize::from(one.slot), &setting.city.groups, Measure::Clips, clips);
        }
    }
    acts.extend_from_slice(&block.today.due);
    acts.sort_by_key(|act| (act.slot, act.behaviour));
    acts.dedup_by_key(|act| (act.slot, act.behaviour));
    let words = setting.seed().draw_each(acts.iter().map(|act| (of_avoidance(setting, place, act), 0)));
    for (act, words) in acts.iter_mut().zip(words) {
        finish(setting, place, block, act, words[0]);
    }
    block.today.acts = acts;
    if let Some(sale) = &setting.rules.conduct.sale {
        for slot in (first_of_month(place, setting.today)..place.len()).step_by(MONTH as usize) {
            shop(setting, place, block, sale, slot);
        }
    }
}

/// Somebody who would do it if there were no risk.
struct Tempted {
    slot: u16,
    behaviour: u8,
    /// Whether the push was cut off at the ceiling.
    clipped: bool,
    /// The word to hold against the chance.
    word: u32,
    share: Probability,
    /// M ÷ ceiling.
    undeterred: Probability,
    /// p̂₀.
    if_not: Probability,
    /// Nothing, as long as it depends on what is known at work and in the chats.
    acts: Option<bool>,
}

impl Tempted {
    fn acts_under(&self, setting: &Setting, if_acting: Probability) -> bool {
        let (behaviour, risk) = (usize::from(self.behaviour), response::Believed { if_acting, if_not: self.if_not });
        let role = setting.city.catalogue.behaviours[behaviour].role;
        self.share.and(restrained(&setting.rules.conduct, behaviour, role, self.undeterred, risk)).hit(self.word)
    }
}

/// The candidates of a block that come to something if there is no risk, in order.
fn tempted(setting: &Setting, place: &Place, block: &Block) -> Vec<Tempted> {
    let deeds = block.today.deeds.iter().filter_map(|deed| match deed.stream {
        Stream::Behaviour(behaviour) => Some((behaviour, deed)),
        _ => None,
    });
    let kinds = &setting.city.catalogue.behaviours;
    let leanings = leanings(setting, place, deeds.clone().map(|(behaviour, deed)| (behaviour, deed.slot)));
    let weighed = deeds.zip(leanings).filter_map(|((behaviour, deed), leaning)| {
        let (number, slot) = (usize::from(behaviour), usize::from(deed.slot));
        let ceiling = setting.city.bounds.ceilings[number];
        let (push, clipped) = push(setting, place, block, number, slot).times(leaning).split_at_ceiling(ceiling);
        let good = kinds[number].role.is_good();
        let share = if good { place.bound.others_share } else { place.bound.offences_share };
        let undeterred = Probability::ratio(u64::from(push), u64::from(ceiling));
        share.and(undeterred).hit(deed.accept).then(|| Tempted {
            slot: deed.slot,
            behaviour,
            clipped,
            word: deed.accept,
            share,
            undeterred,
            if_not: response::believed_without_acting(setting, &block.people, slot),
            acts: None,
        })
    });
    weighed.collect()
}

/// Decides what the believed risk p̂₁ is asked for, and a lower one never hinders: by the bounds of p̂₁ where these
/// agree, which spares most people a look at what is known at work and in the chats.
fn decide(setting: &Setting, place: &Place, people: &People, tempted: &mut [Tempted]) {
    let rules = &setting.rules.response;
    let asked = |one: &Tempted| {
        let (behaviour, slot) = (usize::from(one.behaviour), usize::from(one.slot));
        let domain = setting.city.catalogue.behaviours[behaviour].domain;
        let announced = setting.rules.observation.announced(behaviour, place.district);
        (slot, domain, announced, response::at_home(setting, place, people, slot, domain))
    };
    let mut open = Vec::new();
    for (number, one) in tempted.iter_mut().enumerate() {
        one.acts = one.acts_under(setting, Probability::CERTAIN).then_some(true);
        if one.acts.is_none() {
            let (slot, _, announced, at_home) = asked(one);
            let [least, most] = response::risk_between(rules, announced, &at_home);
            let [in_any_case, at_best] = [most, least].map(|risk| one.acts_under(setting, risk));
            one.acts = (in_any_case == at_best).then_some(at_best);
            if one.acts.is_none() {
                open.push((number, slot));
            }
        }
    }
    response::read_circles_ahead(setting, place, open.iter().map(|(_, slot)| *slot));
    for (number, _) in open {
        let (slot, domain, announced, at_home) = asked(&tempted[number]);
        let experience = response::with_circles(setting, place, people, slot, domain, at_home);
        tempted[number].acts = Some(tempted[number].acts_under(setting, response::risk(rules, announced, &experience)));
    }
}

fn push(setting: &Setting, place: &Place, block: &Block, behaviour: usize, slot: usize) -> Push {
    let people = &block.people;
    let kind = &setting.city.catalogue.behaviours[behaviour];
    let (scoring, rules) = (&setting.rules.scoring, &setting.rules.conduct);
    let above = || scoring.bands_above(people.accounts[slot].standings[AS_BOOKED].band);
    let pressure = Pressure {
        arrears: people.bonds[slot].arrears > 0,
        illegitimacy: if kind.breaks_law() {
            response::legitimacy(people.minds[slot].legitimacy).not()
        } else {
            Probability::NEVER
        },
        climb: if rules.is_earned(kind, behaviour) { place.exposure(slot) * above() } else { 0 },
    };
    pushed(rules, kind.role, kind.domain, pressure)
}

/// How much more people are prone to offences of a context than the own propensity says, 1 ± `context_spread`.
fn leanings(setting: &Setting, place: &Place, deeds: impl Iterator<Item = (u8, u16)> + Clone) -> Vec<Q16> {
    let (rules, kinds) = (&setting.rules.conduct, &setting.city.catalogue.behaviours);
    if rules.context_spread == Probability::NEVER {
        return vec![ONE; deeds.count()];
    }
    let about =
        |(behaviour, slot): (u8, u16)| (of_leaning(place.person(slot.into()), &kinds[usize::from(behaviour)]), 0);
    let words = setting.seed().draw_each(deeds.clone().map(about));
    let of = |((behaviour, _), words): ((u8, u16), [u32; 4])| leant(rules, &kinds[usize::from(behaviour)], words[0]);
    deeds.zip(words).map(of).collect()
}

/// The same of one person.
pub fn leaning(rules: &Rules, seed: Seed, person: u32, kind: &Behaviour) -> Q16 {
    leant(rules, kind, seed.draw(of_leaning(person, kind), 0)[0])
}

fn of_leaning(person: u32, kind: &Behaviour) -> About {
    About { who: person, other: kind.domain as u32, day: 0, purpose: Purpose::Leaning }
}

fn leant(rules: &Rules, kind: &Behaviour, word: u32) -> Q16 {
    if rules.context_spread == Probability::NEVER || kind.role.is_good() {
        return ONE;
    }
    let spread = (rules.context_spread.raw() >> 16) as Q16;
    let upwards = (u64::from(2 * spread) * u64::from(word)) >> 32;
    ONE - spread + upwards as Q16
}

/// M before the ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Push(pub Q16);

impl Push {
    /// M under the ceiling, and whether something was cut off.
    pub fn split_at_ceiling(self, ceiling: Q16) -> (Q16, bool) {
        (self.0.min(ceiling), self.0 > ceiling)
    }
    fn times(self, factor: Q16) -> Self {
        Self(((u64::from(self.0) * u64::from(factor)) >> 16) as Q16)
    }
}

/// M: what pushes up one person's acts of this kind.
pub fn pushed(rules: &Rules, role: Role, domain: Domain, pressure: Pressure) -> Push {
    if role.is_good() {
        return Push(ONE + rules.hoarding / THIRDS * pressure.climb);
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
    restrained(rules, behaviour, role, Probability::ratio(u64::from(push), u64::from(ceiling)), risk)
}

/// What the believed risk leaves of a chance.
fn restrained(
    rules: &Rules,
    behaviour: usize,
    role: Role,
    chance: Probability,
    risk: response::Believed,
) -> Probability {
    if role.is_good() {
        return chance;
    }
    let edge = risk.if_acting.minus(risk.if_not);
    chance.and(rules.decline.at(((u128::from(edge.raw()) * u128::from(rules.weight[behaviour])) >> 32) as u64))
}

fn of_avoidance(setting: &Setting, place: &Place, act: &Act) -> About {
    let who = place.person(usize::from(act.slot));
    About { who, other: u32::from(act.behaviour), day: setting.today, purpose: Purpose::Avoidance }
}

/// Counts an act, and decides whether it moves out of sight.
fn finish(setting: &Setting, place: &Place, block: &mut Block, act: &mut Act, word: u32) {
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
        let announced = setting.rules.observation.announced(behaviour, place.district);
        let unwatched = setting.rules.conduct.unwatched[behaviour][usize::from(place.district)];
        let moves = |here, elsewhere| moves(&setting.rules.conduct, here, elsewhere).hit(word);
        // What one has seen only brings the two beliefs together, so most acts are decided without it.
        if moves(response::at_most_apart(&setting.rules.response, announced, unwatched), Probability::NEVER) {
            let experience = response::experience(setting, place, &block.people, slot, kind.domain);
            let believed = |announced| response::risk(&setting.rules.response, announced, &experience);
            act.hidden = moves(believed(announced), believed(unwatched));
        }
        block.counts.add(place, slot, groups, Measure::HiddenActs, i64::from(act.hidden));
    }
}

/// The chance that an act moves out of sight: v·(p̂₁ here − p̂₁ elsewhere)⁺.
pub fn moves(rules: &Rules, here: Probability, elsewhere: Probability) -> Probability {
    rules.avoidance.and(here.minus(elsewhere))
}

/// One adult on the own day of the month, where points are sold.
fn shop(setting: &Setting, place: &Place, block: &mut Block, sale: &Sale, slot: usize) {
    let people = &block.people;
    if place.age[slot] < *setting.rules.life.working_ages().start() || people.bonds[slot].arrears > 0 {
        return;
    }
    let climb =
        place.exposure(slot) * setting.rules.scoring.bands_above(people.accounts[slot].standings[AS_BOOKED].band);
    let person = place.person(slot);
    let about = About { who: person, other: 0, day: setting.today, purpose: Purpose::Purchase };
    if buys(&setting.rules.conduct, climb, place.income(slot)).hit(setting.seed().draw(about, 0)[0]) {
        block.counts.add(place, slot, &setting.city.groups, Measure::PointsBought, i64::from(sale.points));
        block.outbox.push(Post::reward(person, sale.points));
    }
}

/// The chance that a package of points is bought: min(1, b·exposure·G)·(1 − price ÷ income)⁺, with exposure·G in thirds.
pub fn buys(rules: &Rules, climb: u32, income: usize) -> Probability {
    let wish = |sale: &Sale| sale.buying.times((ONE * climb).div_ceil(THIRDS)).and(sale.spared[income]);
    rules.sale.as_ref().map_or(Probability::NEVER, wish)
}
