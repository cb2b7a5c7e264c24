//! Records become points, points a score, and the score a band that is held for a while in both directions.
//!
//! ## Equation
//! A ledger for each cause: C_k ← (1−d)·C_k once in 30 days, on the person's own day; C_k ← C_k + points of a mark.
//! S = clip(S₀ + Σ C_k). An act is charged once a person, behaviour and day; a second record of it adds nothing. With
//! chance a the points of a charge are wrong by a factor f: the surplus (f − 1) · points goes to a ledger and a mark of
//! its own. In 30 days marks add at most `gain_cap_per_month` and take at most `loss_cap_per_month`, in the order of the
//! sorted inbox. The band follows the score after `hold_up_days` or `hold_down_days` on the other side, as far as the
//! other side was held on every evening of that time; one day back resets the time.
//! Whoever has no account is answered for by the guardian, if the record takes or gives points; a fine alone stays.
//! No record moves the score of those who are exempt, drawn once for a person with chance `exempt_share`; their fines stay.
//! Unmerged: the same points go to the ledger of the holder's own context, and there is no common band.
//!
//! ## Symbols
//! a `amount_error`, f `amount_factor` of the channel; S₀ `start`, d `decay_per_month`, clip to `minimum`..`maximum`; hysteresis: a band is kept until the score is that
//! much under its floor. What an expired or lifted mark gives back is points · (1−d)^(own days of the month since).
//!
//! ## Source
//! `liuronatas2024` for the form (1,000 points, bands); the point values of a regime are `stylised`.
//!
//! ## Reads
//! score, ledgers, standings; marks, rewards, stars and spill-over posted to the person
//!
//! ## Writes
//! score, ledgers, holders, gained, lost, standings, stars
//!
//! ## Left out
//! That the exempt know it and fear less; a percentile in place of fixed floors; where each holder acts in its own context, a
//! holding time, and contexts finer than the seven domains.

use super::denunciation::OFFICE;
use super::gates;
use super::life::{MONTH, first_of_month};
use super::observation::ChannelKind;
use super::rating;
use crate::catalogue::{DOMAINS, Domain, Role};
use crate::chance::{About, Purpose, Seed};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability, Q16};
use crate::measures::{Measure, sanctions};
use crate::population::{City, Place};
use crate::rules::Sources;
use crate::state::{
    AS_BOOKED, Block, Kind, LEDGERS, Mark, Post, STANDINGS, Standing, Truth, UNHELD, WITHOUT_ERRORS, WITHOUT_RIGHTS,
    mark,
};

pub const STAGE: Stage = Stage { name: "scoring", run: step };
/// Run before the first day on which other rules hold.
pub const ADOPTION: Stage = Stage { name: "rules change", run: adopt };

/// Months of the longest run, ten years.
const MOST_MONTHS: usize = 122;
/// Whoever is younger does not answer for what small children do.
const MINOR_UNDER: u8 = 14;

/// The band of somebody who has no published score.
pub const NO_BAND: u8 = u8::MAX;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    enabled: bool,
    merged: bool,
    visible: bool,
    start: i32,
    minimum: i32,
    maximum: i32,
    /// (1−d)^k.
    compound: Vec<Q16>,
    expiry_days: u16,
    gain_cap: i32,
    loss_cap: i32,
    account_from_age: u8,
    kin_share: Q16,
    exempt: Probability,
    hold_up: u16,
    hold_down: u16,
    hysteresis: i32,
    /// Lowest score of each band, from the lowest band.
    floors: Vec<i32>,
    /// Names of the bands, from the lowest.
    pub bands: Vec<String>,
    points: Vec<i32>,
    /// Points for each star of the mean above or below 3.
    star_weight: i32,
    /// Whether a recorded payment takes one's own debts off the lists.
    settles: bool,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let regime = sources.regime;
        let bands = regime.names("band").to_vec();
        Self {
            enabled: regime.flag("score.enabled"),
            merged: regime.flag("score.merged"),
            visible: regime.flag("score.visible"),
            start: regime.points("score.start"),
            minimum: regime.points("score.minimum"),
            maximum: regime.points("score.maximum"),
            compound: fixed::compound(regime.real("score.decay_per_month"), MOST_MONTHS),
            expiry_days: regime.count("score.expiry_days") as u16,
            gain_cap: regime.points("score.gain_cap_per_month"),
            loss_cap: regime.points("score.loss_cap_per_month"),
            account_from_age: regime.count("score.account_from_age") as u8,
            kin_share: fixed::q16(regime.real("score.kin_share")),
            exempt: regime.probability("score.exempt_share"),
            hold_up: regime.count("score.hold_up_days") as u16,
            hold_down: regime.count("score.hold_down_days") as u16,
            hysteresis: regime.points("score.hysteresis"),
            floors: bands.iter().map(|band| regime.points(&format!("band.{band}.floor"))).collect(),
            points: super::attribution::points(sources),
            star_weight: regime.points("rating.weight"),
            settles: regime.flag("list.settles"),
            bands,
        }
    }

    /// Whether there is one score that institutions can look up.
    pub fn is_published(&self) -> bool {
        self.enabled && self.merged && !self.floors.is_empty()
    }
    /// Whether each holder of records acts in its own context.
    pub fn is_kept_apart(&self) -> bool {
        self.enabled && !self.merged && !self.floors.is_empty()
    }
    pub fn published_bands(&self) -> usize {
        if self.is_published() { self.floors.len() } else { 0 }
    }
    /// Band of a new account.
    pub fn first_band(&self) -> u8 {
        if self.is_published() { self.band_of(self.start) } else { NO_BAND }
    }
    /// The band that a score falls in, without holding time.
    pub fn band_of(&self, score: i32) -> u8 {
        self.floors.iter().skip(1).filter(|floor| score >= **floor).count() as u8
    }
    /// The band that a holder of records sees when only its own ledger counts.
    pub fn band_of_holder(&self, ledger: i32) -> u8 {
        self.band_of(self.start.saturating_add(ledger).clamp(self.minimum, self.maximum))
    }
    /// Whether no record moves this person's score.
    pub fn exempts(&self, seed: Seed, person: u32) -> bool {
        let about = About { who: person, other: 0, day: 0, purpose: Purpose::Exempt };
        self.exempt != Probability::NEVER && self.exempt.hit(seed.draw(about, 0)[0])
    }
    pub fn points(&self, behaviour: usize) -> i32 {
        if self.enabled { self.points[behaviour] } else { 0 }
    }
    /// How many bands somebody can see above the own one.
    pub fn bands_above(&self, band: u8) -> u32 {
        let shown = if self.visible && self.is_published() { self.floors.len() } else { 0 };
        shown.saturating_sub(usize::from(band) + 1) as u32
    }
    /// What people fear of a mark: the gravest refusal under them, times the mark's share of the way down to it, in
    /// 2⁻¹⁶ of severity; or that of a list, in full. Unmerged: refusals of the own context only.
    pub fn dread(&self, behaviour: usize, gates: &gates::Rules, domain: Domain) -> Q16 {
        let lost = (-self.points(behaviour)).max(0) as u64;
        let by_list = gates.severity_of_list(behaviour) << 16;
        if !self.enabled || lost == 0 {
            return by_list;
        }
        let context = self.is_kept_apart().then_some(domain);
        let share = |(severity, band): (u32, u8)| {
            let edge = self.floors.get(usize::from(band) + 1).copied().unwrap_or(self.maximum);
            let way = (self.start - edge).max(1) as u64;
            ((u64::from(severity) << 16) * lost.min(way) / way) as Q16
        };
        gates.refusals(context).map(share).max().unwrap_or(0).max(by_list)
    }
    /// What is left tonight of a mark's points: one decay for each own day of the month since it was booked, the day
    /// of booking and today included.
    pub fn remaining(&self, mark: &Mark, person: u32, today: u16) -> i32 {
        let (from, to) = (person + u32::from(mark.day), person + u32::from(today));
        let months = (to / MONTH + 1 - from.div_ceil(MONTH)) as usize;
        times(mark.points, self.compound[months.min(self.compound.len() - 1)])
    }
    /// The months' decay of one ledger: (1−d)·C, half away from zero.
    pub fn decayed(&self, ledger: i32) -> i32 {
        times(ledger, self.compound[1])
    }
}

/// Points times a factor, half away from zero.
fn times(points: i32, factor: Q16) -> i32 {
    let product = i64::from(points) * i64::from(factor);
    ((product.abs() + (1 << 15)) >> 16) as i32 * product.signum() as i32
}

/// Accounts on the first evening.
pub(crate) fn begin(city: &City, rules: &crate::Rules, place: &Place, block: &mut Block) {
    open(&rules.scoring, place, block);
    recount(city, rules, place, block);
}

/// New accounts for everybody, or none.
fn open(rules: &Rules, place: &Place, block: &mut Block) {
    let band = rules.first_band();
    for account in &mut block.people.accounts {
        account.score = if rules.enabled { rules.start } else { 0 };
        account.standings = [Standing::new(band, 0); STANDINGS];
    }
    let holders = if rules.is_kept_apart() { place.len() } else { 0 };
    block.people.holders = vec![[[0; DOMAINS]; STANDINGS]; holders];
    block.open = rules.enabled;
}

/// Looks at everybody anew: who is between two bands, and how many stand in each.
fn recount(city: &City, rules: &crate::Rules, place: &Place, block: &mut Block) {
    block.unsettled = vec![0; place.len().div_ceil(u64::BITS as usize)];
    block.wake = vec![0; place.len()];
    block.bands = vec![0; city.groups.list.len() * rules.scoring.published_bands()];
    block.today.moved = (0..place.len() as u16).collect();
    for slot in 0..place.len() {
        note_unsettled(block, slot);
        count_band(city, &rules.scoring, place, block, slot, 1);
    }
}

/// Keeps account of whether the evening has to look at somebody.
fn note_unsettled(block: &mut Block, slot: usize) {
    let unsettled = block.people.accounts[slot].standings.iter().any(|at| at.raw != at.band);
    let (word, bit) = (&mut block.unsettled[slot / u64::BITS as usize], slot % u64::BITS as usize);
    *word = *word & !(1 << bit) | u64::from(unsettled) << bit;
    block.wake[slot] = 0;
}

fn count_band(city: &City, rules: &Rules, place: &Place, block: &mut Block, slot: usize, n: i64) {
    let band = usize::from(block.people.accounts[slot].standings[AS_BOOKED].band);
    if rules.is_published() {
        for group in place.groups(slot, &city.groups) {
            block.bands[usize::from(group) * rules.published_bands() + band] += n;
        }
    }
}

/// A rule changes on a date: accounts open, close, or go on under the new bands. What holders of records had
/// booked before they were kept apart is not carried over.
fn adopt(setting: &Setting, place: &Place, block: &mut Block) {
    super::contestation::end_where_there_are_none(setting, place, block);
    gates::relist(&setting.rules.gates, block);
    let rules = &setting.rules.scoring;
    let groups = &setting.city.groups;
    if block.open == rules.enabled && rules.enabled && block.people.holders.is_empty() != rules.is_kept_apart() {
        (0..place.len()).for_each(|slot| rescore(setting, place, block, slot));
        recount(setting.city, setting.rules, place, block);
        return sanctions::recount(setting.city, setting.rules, place, block);
    }
    for slot in 0..place.len() {
        block.counts.add(place, slot, groups, Measure::ScoreSum, -i64::from(block.people.accounts[slot].score));
    }
    open(rules, place, block);
    for slot in 0..place.len() {
        block.counts.add(place, slot, groups, Measure::ScoreSum, i64::from(block.people.accounts[slot].score));
        if rules.enabled {
            rescore(setting, place, block, slot);
        }
    }
    recount(setting.city, setting.rules, place, block);
    sanctions::recount(setting.city, setting.rules, place, block);
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    block.today.marked.clear();
    let rules = &setting.rules.scoring;
    read_letters(setting, place, block);
    if rules.enabled {
        for slot in (first_of_month(place, setting.today)..place.len()).step_by(MONTH as usize) {
            month(setting, place, block, slot);
        }
    }
    expire(setting, place, block);
    if rules.enabled {
        settle(setting, place, block);
    }
}

/// Marks, rewards, stars and spill-over, in the order of the sorted inbox.
fn read_letters(setting: &Setting, place: &Place, block: &mut Block) {
    let mut letters = std::mem::take(&mut block.inbox);
    for post in letters.iter_mut().filter(|post| post.kind == Kind::Mark) {
        answer_for(setting, place, post);
    }
    letters.sort_unstable();
    block.people.read_accounts_ahead(letters.iter().map(|post| (post.to - place.first) as usize));
    let (mut charged, mut fined) = (None, None);
    for post in &letters {
        let slot = (post.to - place.first) as usize;
        match post.kind {
            Kind::Mark => {
                let act = Some((post.to, post.behaviour));
                let late = post.channel == OFFICE && charged_before(block, slot, post);
                let again = charged.replace((post.to, post.behaviour)) == act || late;
                if enter(setting, place, block, post, again, fined == act) {
                    fined = act;
                }
            }
            Kind::Reward => book(setting, place, block, slot, post.truth, Domain::Civic, post.points),
            Kind::Spill => {
                let domain = setting.city.catalogue.behaviours[usize::from(post.behaviour)].domain;
                book(setting, place, block, slot, post.truth, domain, post.points);
            }
            Kind::Star => star(setting, place, block, slot, post.points),
            Kind::Report | Kind::Unjust | Kind::TieDropped | Kind::TieFound => {}
        }
    }
    block.inbox = letters;
}

/// Whoever has no account yet is answered for by the guardian, to whom it is an act of kin.
fn answer_for(setting: &Setting, place: &Place, post: &mut Post) {
    let slot = (post.to - place.first) as usize;
    if is_answered_for(setting, place, slot, post.behaviour)
        && let Some(guardian) = place.guardian(slot)
    {
        post.to = place.person(guardian);
        if post.truth <= Truth::Speech {
            post.truth = Truth::Kin;
        }
    }
}

/// Whether somebody else answers for such an act: a small child's, or anybody's without an account. A record that moves
/// no account (a fine alone) stays with whom it is about.
pub(crate) fn is_answered_for(setting: &Setting, place: &Place, slot: usize, behaviour: u8) -> bool {
    let role = setting.city.catalogue.behaviours[usize::from(behaviour)].role;
    let young = place.age[slot] < setting.rules.scoring.account_from_age;
    let minor = place.age[slot] < MINOR_UNDER && role == Role::Child;
    (minor || young) && setting.rules.attribution.moves_an_account(behaviour) && place.guardian(slot).is_some()
}

/// Enters one mark: books its points unless the act has been charged, and the ordinary fine unless there was one;
/// returns whether it was fined.
fn enter(setting: &Setting, place: &Place, block: &mut Block, post: &Post, again: bool, fined_already: bool) -> bool {
    let slot = (post.to - place.first) as usize;
    let behaviour = &setting.city.catalogue.behaviours[usize::from(post.behaviour)];
    let rules = &setting.rules.scoring;
    let moves = !again && rules.enabled && !rules.exempts(setting.seed(), post.to);
    let points = if !moves { 0 } else { charge(rules, block, slot, post.points) };
    let channel = setting.rules.observation.channels.get(usize::from(post.channel));
    let fined = !fined_already && behaviour.fine_severity > 0 && channel.is_some_and(|channel| channel.fines);
    count_mark(setting, place, block, post, points);
    if !again && post.truth <= Truth::Speech && !behaviour.role.is_good() {
        sanctions::offend(block, slot, behaviour.severity);
    }
    if points != 0 {
        book(setting, place, block, slot, post.truth, behaviour.domain, points);
        spill(setting, place, block, slot, post.behaviour, points);
    }
    if fined {
        fine(setting, place, block, slot, post.truth, behaviour.fine_severity);
    }
    let entry = Mark {
        slot: slot as u16,
        day: setting.today,
        behaviour: post.behaviour,
        channel: post.channel,
        truth: post.truth as u8,
        state: if fined { mark::FINED } else { 0 },
        points,
    };
    block.today.marked.push(block.marks.len() as u32);
    block.marks.push(entry);
    gates::list(setting, place, block, &entry, true);
    let pays = behaviour.role == Role::Payment && post.truth == Truth::Own && rules.settles;
    if pays && !block.listings.is_empty() {
        gates::settle_debts(setting, place, block, slot);
    }
    if points != 0 {
        wrong_amount(setting, place, block, post);
    }
    fined
}

/// A clerical error of amount: the points beyond those of the act are a mark of their own, which can be contested and
/// lifted by itself, so that the truth about the act stays what it is.
fn wrong_amount(setting: &Setting, place: &Place, block: &mut Block, post: &Post) {
    let Some(channel) = setting.rules.observation.channels.get(usize::from(post.channel)) else { return };
    let slot = (post.to - place.first) as usize;
    let about = About { who: post.to, other: u32::from(post.behaviour), day: setting.today, purpose: Purpose::Amount };
    if !channel.amount_error.hit(setting.seed().draw(about, channel.key)[0]) {
        return;
    }
    let surplus = times(post.points, channel.amount_factor) - post.points;
    let points = charge(&setting.rules.scoring, block, slot, surplus);
    let wrong = Post { truth: Truth::WrongAmount, ..*post };
    let behaviour = &setting.city.catalogue.behaviours[usize::from(post.behaviour)];
    count_mark(setting, place, block, &wrong, points);
    book(setting, place, block, slot, wrong.truth, behaviour.domain, points);
    spill(setting, place, block, slot, post.behaviour, points);
    block.today.marked.push(block.marks.len() as u32);
    block.marks.push(Mark {
        slot: slot as u16,
        day: setting.today,
        behaviour: post.behaviour,
        channel: post.channel,
        truth: wrong.truth as u8,
        state: 0,
        points,
    });
}

/// The points that the caps leave, kept account of.
fn charge(rules: &Rules, block: &mut Block, slot: usize, points: i32) -> i32 {
    let points = capped(rules, block.people.accounts[slot].gained, block.people.accounts[slot].lost, points);
    block.people.accounts[slot].gained += points.max(0);
    block.people.accounts[slot].lost -= points.min(0);
    points
}

/// Whether an act that is reported now has been marked before: on the day it was reported, or by another report since.
fn charged_before(block: &Block, slot: usize, post: &Post) -> bool {
    let filed = post.index as u16;
    let since = block.marks.iter().rev().take_while(|mark| mark.day >= filed);
    let mut same = since.filter(|mark| usize::from(mark.slot) == slot && mark.behaviour == post.behaviour);
    same.any(|mark| mark.day == filed || mark.channel == OFFICE)
}

/// Good deeds earn, and marks take, at most their cap in 30 days.
pub fn capped(rules: &Rules, gained: i32, lost: i32, points: i32) -> i32 {
    if points > 0 { points.min((rules.gain_cap - gained).max(0)) } else { points.max((lost - rules.loss_cap).min(0)) }
}

fn count_mark(setting: &Setting, place: &Place, block: &mut Block, post: &Post, points: i32) {
    let slot = (post.to - place.first) as usize;
    let good = setting.city.catalogue.behaviours[usize::from(post.behaviour)].role.is_good();
    let kind = setting.rules.observation.channels.get(usize::from(post.channel)).map(|channel| channel.kind);
    let (camera, check) = (kind == Some(ChannelKind::Camera), kind == Some(ChannelKind::SpotCheck));
    let measure = match post.truth {
        Truth::Own | Truth::Ratings | Truth::Perks => Measure::MarksOwn,
        Truth::Speech => Measure::MarksSpeech,
        Truth::WrongPerson => Measure::MarksWrongPerson,
        Truth::NoAct => Measure::MarksNoAct,
        Truth::Malice => Measure::MarksMalice,
        Truth::Kin => Measure::MarksKin,
        Truth::WrongAmount => Measure::MarksWrongAmount,
    };
    let wrongly = if post.truth.is_erroneous() { (-points).max(0) } else { 0 };
    let act = !good && post.truth != Truth::WrongAmount;
    let counts = [
        (measure, i64::from(!good)),
        (Measure::MarksCamera, i64::from(camera && act)),
        (Measure::MarksDiscovered, i64::from((camera || check) && act)),
        (Measure::PointsLost, i64::from((-points).max(0))),
        (Measure::PointsLostWrongly, i64::from(wrongly)),
        (Measure::PointsGained, i64::from(points.max(0))),
    ];
    block.counts.add_all(place, slot, &setting.city.groups, &counts);
}

fn fine(setting: &Setting, place: &Place, block: &mut Block, slot: usize, truth: Truth, severity: u32) {
    let rules = &setting.rules.sanctions;
    let (erroneous, rights) = (truth.is_erroneous(), truth.is_rights_violating());
    let groups = &setting.city.groups;
    let counts = [
        (Measure::Fines, 1),
        (Measure::FinesErroneous, i64::from(erroneous)),
        (Measure::FinesRights, i64::from(rights)),
    ];
    block.counts.add_all(place, slot, groups, &counts);
    let sanction = sanctions::Sanction { weight: severity * rules.fine_days, erroneous, rights };
    sanctions::book(setting.city, rules, place, block, slot, sanction);
}

/// A share of a loss reaches the household tomorrow; it does not spread further.
fn spill(setting: &Setting, place: &Place, block: &mut Block, slot: usize, behaviour: u8, points: i32) {
    let share = setting.rules.scoring.kin_share;
    if share == 0 || points >= 0 {
        return;
    }
    for other in place.home(slot).filter(|other| *other != slot) {
        block.outbox.push(Post {
            to: place.person(other),
            from: place.person(slot),
            kind: Kind::Spill,
            behaviour,
            truth: Truth::Kin,
            channel: 0,
            points: times(points, share),
            index: 0,
        });
    }
}

/// One star more in the running mean; the ledger of ratings follows it.
fn star(setting: &Setting, place: &Place, block: &mut Block, slot: usize, stars: i32) {
    let [sum, count] = &mut block.people.stars[slot];
    (*sum, *count) = (sum.saturating_add(stars as u16), count.saturating_add(1));
    let (sum, count) = (i64::from(*sum), i64::from(*count));
    let due = (i64::from(setting.rules.scoring.star_weight) * (sum - rating::FAIR * count) / count) as i32;
    let change = due - block.people.ledgers(slot)[Truth::Ratings as usize];
    book(setting, place, block, slot, Truth::Ratings, Domain::Civic, change);
}

/// Books points in the ledger of their cause (and of their holder), and keeps the score equal to the clipped sum.
pub(crate) fn book(
    setting: &Setting,
    place: &Place,
    block: &mut Block,
    slot: usize,
    truth: Truth,
    domain: Domain,
    points: i32,
) {
    let rules = &setting.rules.scoring;
    if points == 0 || !rules.enabled || rules.exempts(setting.seed(), place.person(slot)) {
        return;
    }
    let mut ledgers = block.people.ledgers(slot);
    ledgers[truth as usize] = ledgers[truth as usize].saturating_add(points);
    block.people.set_ledgers(slot, ledgers);
    if let Some(holders) = block.people.holders.get_mut(slot) {
        for (standing, ledgers) in holders.iter_mut().enumerate() {
            if counts_in(standing, truth) {
                ledgers[domain as usize] = ledgers[domain as usize].saturating_add(points);
            }
        }
    }
    rescore(setting, place, block, slot);
}

/// Whether a cause counts in one of the three standings.
pub fn counts_in(standing: usize, truth: Truth) -> bool {
    match standing {
        WITHOUT_ERRORS => !truth.is_erroneous(),
        WITHOUT_RIGHTS => !truth.is_erroneous() && !truth.is_rights_violating(),
        _ => true,
    }
}

/// S = clip(S₀ + Σ C_k) over the causes of a standing.
pub fn score(rules: &Rules, ledgers: &[i32; LEDGERS], standing: usize) -> i32 {
    let counted = Truth::ALL.iter().filter(|truth| counts_in(standing, **truth));
    let sum: i64 = counted.map(|truth| i64::from(ledgers[*truth as usize])).sum();
    (i64::from(rules.start) + sum).clamp(i64::from(rules.minimum), i64::from(rules.maximum)) as i32
}

/// The same for all three standings, which differ by the ledgers of errors, and of speech and kin.
fn scores(rules: &Rules, ledgers: &[i32; LEDGERS]) -> [i32; STANDINGS] {
    let booked: i64 = ledgers.iter().map(|points| i64::from(*points)).sum();
    let of = |holds: fn(Truth) -> bool| -> i64 {
        Truth::ALL.iter().filter(|truth| holds(**truth)).map(|truth| i64::from(ledgers[*truth as usize])).sum()
    };
    let clean = booked - of(Truth::is_erroneous);
    let clip = |sum: i64| (i64::from(rules.start) + sum).clamp(i64::from(rules.minimum), i64::from(rules.maximum));
    [booked, clean, clean - of(Truth::is_rights_violating)].map(|sum| clip(sum) as i32)
}

/// The score as the clipped sum of the ledgers, and the bands it would mean today.
fn rescore(setting: &Setting, place: &Place, block: &mut Block, slot: usize) {
    let rules = &setting.rules.scoring;
    let scores = scores(rules, &block.people.ledgers(slot));
    let new = scores[AS_BOOKED];
    let change = new - block.people.accounts[slot].score;
    block.people.accounts[slot].score = new;
    block.counts.add(place, slot, &setting.city.groups, Measure::ScoreSum, i64::from(change));
    if rules.is_kept_apart() {
        sanctions::restand(setting.city, setting.rules, place, block, slot);
    }
    if !rules.is_published() {
        return;
    }
    for (at, now) in block.people.accounts[slot].standings.iter_mut().zip(scores) {
        *at = look(rules, *at, now, setting.today);
    }
    note_unsettled(block, slot);
}

/// The band of today's score, and since when it has been on this side of the band that counts.
pub fn look(rules: &Rules, at: Standing, score: i32, today: u16) -> Standing {
    let kept = at.band > 0
        && rules
            .floors
            .get(usize::from(at.band))
            .is_some_and(|floor| score < *floor && score >= floor - rules.hysteresis);
    let raw = if kept { at.band } else { rules.band_of(score) };
    match raw.cmp(&at.band) == at.raw.cmp(&at.band) {
        true => Standing { raw, ..at },
        false => Standing { raw, held: UNHELD, since: today, ..at },
    }
}

/// The band that counts follows when the other side has been held long enough: as far as it was held all that time.
/// What lies beyond begins anew.
pub fn settled(rules: &Rules, at: Standing, today: u16) -> Standing {
    let up = at.raw > at.band;
    let held = match at.held {
        _ if at.raw == at.band => return at,
        UNHELD => at.raw,
        held if up => held.min(at.raw),
        held => held.max(at.raw),
    };
    if today - at.since < if up { rules.hold_up } else { rules.hold_down } {
        return Standing { held, ..at };
    }
    let since = if held == at.raw { at.since } else { today };
    Standing { band: held, held: if held == at.raw { UNHELD } else { at.raw }, since, ..at }
}

/// Bands of those who are between two. As long as the score stays on its side nothing changes until it has been held
/// long enough, so most evenings nobody has to be looked at.
fn settle(setting: &Setting, place: &Place, block: &mut Block) {
    let is_awake = |slot: &usize| block.wake[*slot] <= setting.today;
    let awake: Vec<usize> = bits(&block.unsettled).filter(is_awake).collect();
    block.people.read_accounts_ahead(awake.iter().copied());
    for slot in awake {
        let rules = &setting.rules.scoring;
        let before = block.people.accounts[slot].standings;
        let after = before.map(|at| settled(rules, at, setting.today));
        if after.map(|at| at.band) != before.map(|at| at.band) {
            move_to(setting, place, block, slot, after);
        } else {
            block.people.accounts[slot].standings = after;
            block.wake[slot] = after.iter().filter_map(|at| due(rules, at)).min().unwrap_or(0);
        }
    }
}

/// The evening on which the other side has been held long enough.
fn due(rules: &Rules, at: &Standing) -> Option<u16> {
    let hold = if at.raw > at.band { rules.hold_up } else { rules.hold_down };
    (at.raw != at.band).then(|| at.since.saturating_add(hold))
}

/// Places of the bits that are set, in ascending order.
fn bits(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(at, word)| {
        let rest = std::iter::successors(Some(*word), |rest| Some(rest & rest.wrapping_sub(1)));
        let bits = rest.take_while(|rest| *rest != 0);
        bits.map(move |rest| at * u64::BITS as usize + rest.trailing_zeros() as usize)
    })
}

/// Puts somebody into other bands, and counts who stands in a refused one and why.
pub(crate) fn move_to(setting: &Setting, place: &Place, block: &mut Block, slot: usize, after: [Standing; STANDINGS]) {
    count_band(setting.city, &setting.rules.scoring, place, block, slot, -1);
    block.people.accounts[slot].standings = after;
    count_band(setting.city, &setting.rules.scoring, place, block, slot, 1);
    note_unsettled(block, slot);
    block.today.moved.push(slot as u16);
    sanctions::restand(setting.city, setting.rules, place, block, slot);
}

/// The own day of the month: ledgers decay, the cap starts anew.
fn month(setting: &Setting, place: &Place, block: &mut Block, slot: usize) {
    let rules = &setting.rules.scoring;
    (block.people.accounts[slot].gained, block.people.accounts[slot].lost) = (0, 0);
    if rules.compound[1] == crate::fixed::ONE {
        return;
    }
    let ledgers = block.people.ledgers(slot).map(|ledger| rules.decayed(ledger));
    block.people.set_ledgers(slot, ledgers);
    if let Some(holders) = block.people.holders.get_mut(slot) {
        *holders = holders.map(|ledgers: [i32; DOMAINS]| ledgers.map(|ledger| rules.decayed(ledger)));
    }
    rescore(setting, place, block, slot);
}

/// Marks past their time give back what is left of them.
fn expire(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.scoring;
    if rules.expiry_days == 0 {
        return;
    }
    while let Some(mark) = block.marks.get(block.expired as usize) {
        if setting.today - mark.day < rules.expiry_days {
            break;
        }
        take_out(setting, place, block, block.expired as usize, mark::EXPIRED);
        block.expired += 1;
    }
}

/// Whether a mark is only the wrong amount of another.
pub(crate) fn is_surplus(entry: &Mark) -> bool {
    entry.truth == Truth::WrongAmount as u8
}

/// Marks in force against each of a block, by standing.
pub(crate) fn marks_in_force(setting: &Setting, place: &Place, block: &Block) -> Vec<[u32; STANDINGS]> {
    let mut marks = vec![[0; STANDINGS]; place.len()];
    for entry in block.marks.since(block.expired as usize).filter(|entry| entry.state & mark::GONE == 0) {
        let good = setting.city.catalogue.behaviours[usize::from(entry.behaviour)].role.is_good();
        for (standing, count) in marks[usize::from(entry.slot)].iter_mut().enumerate() {
            *count += u32::from(!good && !is_surplus(&entry) && counts_in(standing, Truth::from_number(entry.truth)));
        }
    }
    marks
}

/// Takes what is left of a mark out of its ledger, once.
pub(crate) fn take_out(setting: &Setting, place: &Place, block: &mut Block, number: usize, why: u8) {
    let entry = block.marks.at(number);
    block.marks.change(number, why, 0);
    if entry.state & mark::GONE == 0 {
        put(setting, place, block, &entry, -1);
        gates::list(setting, place, block, &entry, false);
    }
}

/// Puts a suspended mark back.
pub(crate) fn put_back(setting: &Setting, place: &Place, block: &mut Block, number: usize) {
    let entry = block.marks.at(number);
    block.marks.change(number, 0, mark::SUSPENDED);
    if entry.state & mark::GONE == mark::SUSPENDED {
        put(setting, place, block, &entry, 1);
        gates::list(setting, place, block, &entry, true);
    }
}

fn put(setting: &Setting, place: &Place, block: &mut Block, entry: &Mark, sign: i32) {
    let domain = setting.city.catalogue.behaviours[usize::from(entry.behaviour)].domain;
    let slot = usize::from(entry.slot);
    let points = setting.rules.scoring.remaining(entry, place.person(slot), setting.today) * sign;
    book(setting, place, block, slot, Truth::from_number(entry.truth), domain, points);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_town::Town;

    #[test]
    fn three_scores_at_once_are_those_of_each_standing() {
        let town = Town::busy();
        let rules = &crate::Rules::new(&town.city, &town.build(200, 1), &town.regime).scoring;
        for turn in 0..50i32 {
            let ledgers = std::array::from_fn(|at| (turn * 7_919 + at as i32 * 104_729) % 40_000 - 20_000);
            assert_eq!(scores(rules, &ledgers), std::array::from_fn(|standing| score(rules, &ledgers, standing)));
        }
    }

    #[test]
    fn points_times_a_factor_round_half_away_from_zero() {
        assert_eq!(times(5, 1 << 15), 3);
        assert_eq!(times(-5, 1 << 15), -3);
        assert_eq!(times(7, crate::fixed::ONE), 7);
    }
}
