//! Somebody objects to a mark: who learns of it, who objects, how long it waits, who decides, and what it restores.
//!
//! ## Equation
//! A mark that hurts (points lost, a fine, a place on a list, or a claim after a check) is learned of with chance `notice` and contested with chance `uptake`
//! of a wrong or a right mark. The first c cases, by (day filed, lottery, person), are in review; each is decided
//! today with chance μ, so that the queue is Geo/Geo/c. A wrong mark is recognised with chance g₁·(1 − bias), a right
//! one lifted with chance g₀, both times the multiple of the person (`selective.*`). A granted appeal restores nothing, the points, or points, band
//! and losses at once: what was claimed is given back, a fine is paid back, and refusals since the wrong mark are forgotten. It is about
//! the act: when a charge is lifted, a second record of the same act does not step in.
//!
//! ## Symbols
//! c `reviewers` scaled to the city, μ `finish_per_day`, g₁ `grants_wrong`, g₀ `grants_right`, bias
//! `automation_bias`, `suspensive`: the points wait until the decision.
//!
//! ## Source
//! share won in English tribunals: `ukappeals2016`; all numbers here `stylised` with ranges.
//!
//! ## Reads
//! score, standings; marks of today with their truth, which only the reviewers' error curve may use
//!
//! ## Writes
//! refused_job, refused_loan (shared with `gates`: a full correction makes them forgotten); takes marks out and puts them
//! back through `scoring`, gives claims back through `inspection`
//!
//! ## Left out
//! Lost legitimacy is not restored, nor a refused job given; the cost of objecting; what a fine paid back bought meanwhile.

use super::{inspection, scoring};
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability, Q16};
use crate::measures::Measure;
use crate::population::Place;
use crate::queue::Queue;
use crate::rules::Sources;
use crate::selective::Office;
use crate::state::{AS_BOOKED, Block, Case, Mark, Standing, Truth, mark};

pub const FILING: Stage = Stage { name: "appeals filed", run: file };
pub const REVIEW: Stage = Stage { name: "review", run: review };

/// What a granted appeal restores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Nothing,
    Points,
    Full,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    enabled: bool,
    notice: Probability,
    uptake_wrong: Probability,
    uptake_right: Probability,
    suspensive: bool,
    /// Cases in review at once, in 2⁻¹⁶.
    reviewers: u64,
    finish: Probability,
    grants_wrong: Probability,
    grants_right: Probability,
    depth: Depth,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let regime = sources.regime;
        Self {
            enabled: regime.flag("appeal.enabled"),
            notice: regime.probability("appeal.notice"),
            uptake_wrong: regime.probability("appeal.uptake_wrong"),
            uptake_right: regime.probability("appeal.uptake_right"),
            suspensive: regime.flag("appeal.suspensive"),
            reviewers: sources.capacity("appeal.reviewers"),
            finish: regime.probability("appeal.finish_per_day"),
            grants_wrong: regime
                .probability("appeal.grants_wrong")
                .and(regime.probability("appeal.automation_bias").not()),
            grants_right: regime.probability("appeal.grants_right"),
            depth: match regime.text("appeal.depth") {
                Some("nothing") => Depth::Nothing,
                Some("points") => Depth::Points,
                _ => Depth::Full,
            },
        }
    }

    /// How many cases are in review today.
    pub fn reviewers_on(&self, today: u16) -> u64 {
        if self.enabled { fixed::places_on(self.reviewers, u64::from(today)) } else { 0 }
    }
}

fn about(place: &Place, entry: &Mark, day: u16, purpose: Purpose) -> About {
    About { who: place.person(usize::from(entry.slot)), other: u32::from(entry.behaviour), day, purpose }
}

/// Which of several marks of a person and behaviour a draw is about: by the channel's name and not its place in the
/// file, so that taking a channel away changes no draw about another's mark.
fn index(setting: &Setting, entry: &Mark) -> u32 {
    let channel = setting.rules.observation.channels.get(usize::from(entry.channel));
    let surplus = u32::from(scoring::is_surplus(entry)) << 30;
    channel.map_or(u32::MAX, |channel| channel.key) ^ u32::from(entry.day) ^ surplus
}

fn file(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.contestation;
    if !rules.enabled {
        return;
    }
    let marked = std::mem::take(&mut block.today.marked);
    for number in &marked {
        let entry = block.marks.at(*number as usize);
        let words = setting.seed().draw(about(place, &entry, setting.today, Purpose::Notice), index(setting, &entry));
        let weighs = setting.rules.gates.lists(entry.behaviour) || entry.channel == inspection::OFFICE;
        if contests(rules, &entry, weighs, [words[0], words[1]]) {
            let lottery = about(place, &entry, setting.today, Purpose::ReviewLottery);
            block.appeals.push(Case {
                filed: setting.today,
                slot: entry.slot,
                lottery: setting.seed().draw(lottery, index(setting, &entry))[0],
                about: *number,
                behaviour: entry.behaviour,
                truth: entry.truth,
                channel: entry.channel,
                padding: 0,
            });
            filed(setting, place, block, *number as usize);
        }
    }
    block.today.marked = marked;
}

/// Whether somebody learns of a mark that hurts, and objects. A mark that `weighs` beyond points and fines (on a list,
/// or with a claim for money) always hurts.
pub fn contests(rules: &Rules, entry: &Mark, weighs: bool, words: [u32; 2]) -> bool {
    let hurts = weighs || entry.points < 0 || entry.state & mark::FINED != 0;
    let wrong = Truth::from_number(entry.truth).is_erroneous();
    let uptake = if wrong { rules.uptake_wrong } else { rules.uptake_right };
    hurts && rules.notice.hit(words[0]) && uptake.hit(words[1])
}

fn filed(setting: &Setting, place: &Place, block: &mut Block, number: usize) {
    let entry = block.marks.at(number);
    let wrong = Truth::from_number(entry.truth).is_erroneous();
    let groups = &setting.city.groups;
    block.marks.change(number, mark::CONTESTED, 0);
    block.counts.add(place, usize::from(entry.slot), groups, Measure::AppealsFiled, 1);
    block.counts.add(place, usize::from(entry.slot), groups, Measure::AppealsFiledWrong, i64::from(wrong));
    block.counts.add(place, usize::from(entry.slot), groups, Measure::AppealsWaiting, 1);
    if setting.rules.contestation.suspensive {
        scoring::take_out(setting, place, block, number, mark::SUSPENDED);
    }
}

fn review(setting: &Setting, place: &Place, block: &mut Block) {
    let Some(last) = setting.commons.served[Queue::Appeals as usize] else { return };
    let rules = &setting.rules.contestation;
    let mut waiting = std::mem::take(&mut block.appeals);
    waiting.retain(|case| {
        let entry = block.marks.at(case.about as usize);
        let words = setting.seed().draw(about(place, &entry, setting.today, Purpose::Review), index(setting, &entry));
        let decided = case.key(place) <= last && rules.finish.hit(words[0]);
        if decided {
            decide(setting, place, block, case.about as usize, words[1]);
        }
        !decided
    });
    block.appeals = waiting;
}

/// The band at once, without holding time, if it was this mark that kept the person under it.
pub fn restored(rules: &scoring::Rules, at: Standing, score: i32, points: i32) -> Standing {
    let kept_down = rules.band_of(score + points.min(0)) <= at.band;
    if kept_down { Standing { band: at.band.max(at.raw), ..at } } else { at }
}

/// Where appeals have ended by a change of rules, what waited comes back into force.
pub(crate) fn end_where_there_are_none(setting: &Setting, place: &Place, block: &mut Block) {
    if setting.rules.contestation.enabled {
        return;
    }
    for case in std::mem::take(&mut block.appeals) {
        scoring::put_back(setting, place, block, case.about as usize);
        block.counts.add(place, usize::from(case.slot), &setting.city.groups, Measure::AppealsWaiting, -1);
    }
}

/// The reviewer's error curve, times how much more the reviewer grants to people like this one.
pub fn grants(rules: &Rules, truth: Truth, more: Q16, word: u32) -> bool {
    let chance = if truth.is_erroneous() { rules.grants_wrong } else { rules.grants_right };
    chance.times(more).hit(word)
}

/// Refusals since a wrong mark weigh on nobody any more.
fn forget_refusals(block: &mut Block, slot: usize, since: u16) {
    // The columns hold day + 1.
    for refused in [&mut block.people.refused_job[slot], &mut block.people.refused_loan[slot]] {
        if *refused > since {
            *refused = 0;
        }
    }
}

fn decide(setting: &Setting, place: &Place, block: &mut Block, number: usize, word: u32) {
    let rules = &setting.rules.contestation;
    let entry = block.marks.at(number);
    let (slot, truth) = (usize::from(entry.slot), Truth::from_number(entry.truth));
    let groups = &setting.city.groups;
    let more = setting.rules.selective.times(Office::Reviewers, place, slot);
    let granted = grants(rules, truth, more, word);
    block.counts.add(place, slot, groups, Measure::AppealsWaiting, -1);
    block.counts.add(place, slot, groups, Measure::AppealsGranted, i64::from(granted));
    let corrected = granted && truth.is_erroneous();
    block.counts.add(place, slot, groups, Measure::AppealsGrantedWrong, i64::from(corrected));
    if !granted || rules.depth == Depth::Nothing {
        scoring::put_back(setting, place, block, number);
        return;
    }
    scoring::take_out(setting, place, block, number, mark::LIFTED);
    if corrected {
        let days = i64::from(setting.today - entry.day);
        block.counts.add(place, slot, groups, Measure::CorrectionDays, days);
    }
    if rules.depth == Depth::Full && entry.channel == inspection::OFFICE {
        inspection::give_back(setting, place, block, slot);
    }
    if rules.depth == Depth::Full && entry.state & mark::FINED != 0 {
        block.counts.add(place, slot, groups, Measure::FinesPaidBack, 1);
    }
    if rules.depth == Depth::Full && corrected {
        forget_refusals(block, slot, entry.day);
    }
    if rules.depth == Depth::Full && setting.rules.scoring.is_published() {
        let mut after = block.people.accounts[slot].standings;
        after[AS_BOOKED] =
            restored(&setting.rules.scoring, after[AS_BOOKED], block.people.accounts[slot].score, entry.points);
        scoring::move_to(setting, place, block, slot, after);
    }
}
