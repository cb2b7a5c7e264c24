//! People report one another: what they saw, from duty, reward, grudge or fear; and now and then what never happened.
//!
//! ## Equation
//! One member of the household, one neighbour and one colleague (or schoolmate) each see an act with chance v and report it with
//! chance duty + reward + grudge·[bears a grudge] + fear·[lowest band] − penalty, at least 0, times the multiple of the accused (`selective.*`). Whoever bears a grudge
//! also files false tips at a rate. The office reads ⌊(t+1)c⌋ − ⌊tc⌋ reports a day, by (day filed, lottery, person),
//! and accepts a true one with chance s₁, a false one with chance s₀. Of the
//! rejected ones a share `penalised` costs the sender `penalty_points`: also some of those who told the truth.
//!
//! ## Symbols
//! v `sight`; c `screening.per_day` scaled to the city; s₁ `accepts_true`, s₀ `accepts_false`.
//!
//! ## Source
//! `bergemann2019` for the motives; all numbers `stylised` with ranges.
//!
//! ## Reads
//! work; the published band of the one who reports
//!
//! ## Writes
//! nothing (posts reports, rewards; the block's list of reports)
//!
//! ## Left out
//! Reports of speech outside the chat (there: `observation`); anonymous reports; reports that two people send together.

use super::attribution::{member, points};
use crate::chance::{About, Purpose, below};
use crate::contacts::Layer;
use crate::day::{Setting, Stage, WORKPLACE};
use crate::fixed::{self, Probability};
use crate::measures::Measure;
use crate::occasions::{Most, Stream, accepted};
use crate::population::Place;
use crate::queue::Queue;
use crate::rules::Sources;
use crate::selective::Office;
use crate::state::{Act, Block, Case, Kind, Post, Truth, work};
use std::ops::RangeInclusive;

pub const STAGE: Stage = Stage { name: "denunciation", run: step };
pub const FILING: Stage = Stage { name: "reports filed", run: file };
pub const SCREENING: Stage = Stage { name: "screening", run: screen };

/// Stands for the informers' office as a channel in marks.
pub const OFFICE: u8 = 255;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Set of behaviours that people may report.
    behaviours: u32,
    sight: Probability,
    motives: Motives,
    /// Share of the city's ceiling of false tips.
    malice: Probability,
    /// Reports a day, in 2⁻¹⁶.
    capacity: u64,
    accepts_true: Probability,
    accepts_false: Probability,
    /// Hundredths.
    reward_points: i32,
    penalised: Probability,
    /// Hundredths.
    penalty_points: i32,
    points: Vec<i32>,
}

/// What can be reported of somebody: no good deeds, and no speech, which informers in the chat pass on.
fn deeds_against(sources: &Sources) -> u32 {
    let behaviours = sources.catalogue.behaviours.iter().enumerate();
    let reportable = behaviours.filter(|(_, behaviour)| !behaviour.role.is_good() && !behaviour.role.is_speech());
    reportable.fold(0, |set, (number, _)| set | 1 << number)
}

/// Ages at school.
const PUPILS: RangeInclusive<u8> = 6..=17;

/// What moves somebody to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motives {
    pub duty: Probability,
    pub reward: Probability,
    pub grudge: Probability,
    pub fear: Probability,
    pub penalty: Probability,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let (city, regime) = (sources.city, sources.regime);
        Self {
            behaviours: sources.catalogue.set(regime.texts("informer.behaviours")) & deeds_against(sources),
            sight: city.probability("denunciation.sight"),
            motives: Motives {
                duty: regime.probability("informer.duty"),
                reward: regime.probability("informer.reward_push"),
                grudge: regime.probability("informer.grudge_push"),
                fear: regime.probability("informer.fear_push"),
                penalty: regime.probability("informer.penalty_pull"),
            },
            malice: fixed::share(
                regime.real("informer.malicious_tips_per_year"),
                city.real("ceiling.malicious_tips_per_year"),
            ),
            capacity: sources.capacity("screening.per_day"),
            accepts_true: regime.probability("screening.accepts_true"),
            accepts_false: regime.probability("screening.accepts_false"),
            reward_points: regime.points("informer.reward_points"),
            penalised: regime.probability("informer.penalised"),
            penalty_points: regime.points("informer.penalty_points"),
            points: points(sources),
        }
    }

    /// The most that becomes of the city's bound of false tips.
    pub(crate) fn most(&self) -> Most {
        let chance = if self.behaviours == 0 { Probability::NEVER } else { self.malice };
        Most { chance, ..Most::EVERYTHING }
    }

    /// How many reports the office reads today.
    pub fn read_on(&self, today: u16) -> u64 {
        fixed::served_today(self.capacity, u64::from(today))
    }
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.denunciation;
    if rules.behaviours == 0 {
        return;
    }
    let acts: Vec<&Act> = block.today.acts.iter().filter(|act| rules.behaviours >> act.behaviour & 1 == 1).collect();
    let mut looks: Vec<(&Act, u32, &RangeInclusive<u8>)> = Vec::with_capacity(acts.len());
    let words = setting.seed().draw_each(acts.iter().map(|act| (of_witnesses(setting, place, act), 0)));
    for (act, words) in acts.into_iter().zip(words) {
        let employed = block.people.work[usize::from(act.slot)] == work::EMPLOYED;
        let ages = [&EVERYBODY, &EVERYBODY, company(setting, place, usize::from(act.slot))];
        let witnesses = witnesses(setting, place, act, employed, words).into_iter().zip(ages);
        looks.extend(witnesses.filter_map(|(observer, ages)| Some((act, observer?, ages))));
    }
    let words =
        setting.seed().draw_each(looks.iter().map(|(act, observer, _)| of_report(setting, place, act, *observer)));
    for ((act, observer, ages), words) in looks.into_iter().zip(words) {
        if reports(setting, place, act, observer, ages, words) {
            block.outbox.push(report(place.person(usize::from(act.slot)), observer, act.behaviour, Truth::Own));
        }
    }
    malicious_tips(setting, place, block);
}

fn of_witnesses(setting: &Setting, place: &Place, act: &Act) -> About {
    let who = place.person(usize::from(act.slot));
    About { who, other: u32::from(act.behaviour), day: setting.today, purpose: Purpose::Witness }
}

/// A draw about the pair, and its index.
fn of_report(setting: &Setting, place: &Place, act: &Act, observer: u32) -> (About, u32) {
    let other = place.person(usize::from(act.slot));
    (About { who: observer, other, day: setting.today, purpose: Purpose::Report }, u32::from(act.behaviour))
}

fn report(accused: u32, observer: u32, behaviour: u8, truth: Truth) -> Post {
    Post { to: accused, from: observer, kind: Kind::Report, behaviour, truth, channel: OFFICE, points: 0, index: 0 }
}

const EVERYBODY: RangeInclusive<u8> = 0..=u8::MAX;

/// The ages of those who sit where somebody works or goes to school; the seats of others are empty.
fn company<'a>(setting: &'a Setting, place: &Place, slot: usize) -> &'a RangeInclusive<u8> {
    if PUPILS.contains(&place.age[slot]) { &PUPILS } else { setting.rules.life.working_ages() }
}

/// One of the household, one of the cell, one seat of the workplace; oneself does not count, and nobody counts twice.
fn witnesses(setting: &Setting, place: &Place, act: &Act, employed: bool, words: [u32; 4]) -> [Option<u32>; 3] {
    let slot = usize::from(act.slot);
    let person = place.person(slot);
    let of =
        |range: std::ops::Range<usize>, word: u32| place.person(range.start + below(word, range.len() as u32) as usize);
    let colleague = companion(setting, place, slot, employed, words[2]);
    let [kin, neighbour, colleague] =
        [Some(of(place.home(slot), words[0])), Some(of(place.cell(slot), words[1])), colleague]
            .map(|other| other.filter(|other| *other != person));
    let neighbour = neighbour.filter(|other| kin != Some(*other));
    [kin, neighbour, colleague.filter(|other| kin != Some(*other) && neighbour != Some(*other))]
}

/// A seat of the workplace, or of the school.
fn companion(setting: &Setting, place: &Place, slot: usize, employed: bool, word: u32) -> Option<u32> {
    let pupil = PUPILS.contains(&place.age[slot]);
    let contacts = &setting.city.contacts;
    let seats = match (pupil, employed) {
        (true, _) => contacts.group(Layer::School, place.district, place.person(slot)),
        (false, true) => place.circle(contacts, WORKPLACE, slot),
        (false, false) => return None,
    };
    Some(contacts.member(seats, below(word, seats.size)))
}

/// Whether an observer of these ages sees the act and reports it.
fn reports(
    setting: &Setting,
    place: &Place,
    act: &Act,
    observer: u32,
    ages: &RangeInclusive<u8>,
    words: [u32; 4],
) -> bool {
    let rules = &setting.rules.denunciation;
    if !rules.sight.hit(words[0]) {
        return false;
    }
    let (home, slot) = setting.city.locate(observer);
    let lowest = setting.rules.scoring.is_published() && setting.commons.board[observer as usize] == 0;
    let more = setting.rules.selective.times(Office::Informers, place, usize::from(act.slot));
    ages.contains(&home.age[slot])
        && setting.rules.life.has_a_voice(home.age[slot])
        && willingness(&rules.motives, home.bears_grudge(slot), lowest).times(more).hit(words[1])
}

/// The chance that somebody who saw it reports it.
pub fn willingness(motives: &Motives, grudge: bool, lowest_band: bool) -> Probability {
    let mut chance = motives.duty.plus(motives.reward);
    if grudge {
        chance = chance.plus(motives.grudge);
    }
    if lowest_band {
        chance = chance.plus(motives.fear);
    }
    chance.minus(motives.penalty)
}

/// Those who bear a grudge report a neighbour for what never happened.
fn malicious_tips(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.denunciation;
    let happened = accepted(&block.today.occasions, Stream::MaliciousTip, |occasion| {
        let slot = usize::from(occasion.slot);
        let grudge = place.bears_grudge(slot) && setting.rules.life.has_a_voice(place.age[slot]);
        grudge && place.bound.others_share.and(rules.malice).hit(occasion.accept)
    });
    for occasion in happened {
        let slot = usize::from(occasion.slot);
        let person = place.person(slot);
        let about = About { who: person, other: 0, day: setting.today, purpose: Purpose::MaliciousTip };
        let words = setting.seed().draw(about, 0);
        let cell = place.cell(slot);
        let accused = place.person(cell.start + below(words[0], cell.len() as u32) as usize);
        if let Some(behaviour) = member(rules.behaviours, words[1]).filter(|_| accused != person) {
            block.outbox.push(report(accused, person, behaviour, Truth::Malice));
        }
    }
}

/// Which of several reports of one person about another a draw is about: a true one and a false tip may fall on one day.
fn index(behaviour: u8, truth: Truth) -> u32 {
    u32::from(behaviour) | (truth as u32) << 8
}

/// Reports wait before the office.
fn file(setting: &Setting, place: &Place, block: &mut Block) {
    for post in block.inbox.iter().filter(|post| post.kind == Kind::Report) {
        let slot = (post.to - place.first) as u16;
        let about = About { who: post.from, other: post.to, day: setting.today, purpose: Purpose::ScreeningLottery };
        block.reports.push(Case {
            filed: setting.today,
            slot,
            lottery: setting.seed().draw(about, index(post.behaviour, post.truth))[0],
            about: post.from,
            behaviour: post.behaviour,
            truth: post.truth as u8,
            channel: OFFICE,
            padding: 0,
        });
        block.counts.add(place, usize::from(slot), &setting.city.groups, Measure::Reports, 1);
    }
}

/// The office reads those whose turn has come; what it accepts becomes a mark.
fn screen(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.denunciation;
    let Some(last) = setting.commons.served[Queue::Reports as usize] else { return };
    let (read, wait): (Vec<Case>, Vec<Case>) = block.reports.iter().partition(|case| case.key(place) <= last);
    block.reports = wait;
    for case in read {
        let slot = usize::from(case.slot);
        let person = place.person(slot);
        let about = About { who: case.about, other: person, day: case.filed, purpose: Purpose::Screening };
        let truth = Truth::from_number(case.truth);
        let words = setting.seed().draw(about, index(case.behaviour, truth));
        if accepts(rules, truth, words[0]) {
            block.counts.add(place, slot, &setting.city.groups, Measure::ReportsAccepted, 1);
            let points = rules.points[usize::from(case.behaviour)];
            let mark = report(person, case.about, case.behaviour, truth);
            block.inbox.push(Post { kind: Kind::Mark, points, index: u32::from(case.filed), ..mark });
            if rules.reward_points != 0 {
                let reward = Post { to: case.about, from: person, kind: Kind::Reward, ..mark };
                block.outbox.push(Post { truth: Truth::Perks, points: rules.reward_points, ..reward });
            }
        } else if rules.penalty_points != 0 && rules.penalised.hit(words[1]) {
            punish(setting, place, block, &case, truth);
        }
    }
    block.inbox.sort_unstable();
}

/// Whoever sent a rejected report loses points: for a false tip of one's own, or for having told the truth in vain.
fn punish(setting: &Setting, place: &Place, block: &mut Block, case: &Case, truth: Truth) {
    let (slot, lied) = (usize::from(case.slot), truth.is_erroneous());
    let counts = [(Measure::ReportsPunished, 1), (Measure::ReportsPunishedWrongly, i64::from(!lied))];
    block.counts.add_all(place, slot, &setting.city.groups, &counts);
    block.outbox.push(Post {
        to: case.about,
        from: place.person(slot),
        kind: Kind::Reward,
        behaviour: case.behaviour,
        truth: if lied { Truth::Own } else { Truth::NoAct },
        channel: OFFICE,
        points: -setting.rules.denunciation.penalty_points,
        index: 0,
    });
}

/// Whether the office believes a report.
pub fn accepts(rules: &Rules, truth: Truth, word: u32) -> bool {
    if truth.is_erroneous() { rules.accepts_false.hit(word) } else { rules.accepts_true.hit(word) }
}
