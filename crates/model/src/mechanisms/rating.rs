//! People rate one another after meeting: kindly upward, silent when it was bad, and not forgiving.
//!
//! ## Equation
//! Whoever meets somebody rates, and whoever was rated rates back the same evening, for tomorrow: stars = 3 + truth +
//! flattery·(band of the other − own band)⁺ − retaliation·[was just rated under 3], rounded and kept in 1 to 5, where truth
//! falls evenly from half of `spread` for the least prone to −½ `spread` for the most prone. A rating under 3 is not given
//! with chance `silent_when_bad`. The score takes weight · (running mean − 3) (`scoring`).
//!
//! ## Symbols
//! `flattery`, `retaliation`, `silent_when_bad` of the regime file; `spread` of the city file.
//!
//! ## Source
//! `fradkin2018` for silence and reciprocity; numbers `stylised` with ranges.
//!
//! ## Reads
//! the published bands of both; stars that were posted
//!
//! ## Writes
//! nothing (posts stars)
//!
//! ## Left out
//! What the encounter was about; ratings that were bought; whom one avoids to meet again.

use crate::chance::{About, Purpose, below};
use crate::day::{Setting, Stage, WORKPLACE};
use crate::fixed::{self, ONE, Probability, Q16};
use crate::measures::Measure;
use crate::occasions::{Most, Stream, accepted};
use crate::population::{PROPENSITIES, Place};
use crate::rules::Sources;
use crate::state::{Block, Kind, Post, Truth};

pub const STAGE: Stage = Stage { name: "rating", run: step };
/// After letters were delivered: who was rated rates back.
pub const ANSWERS: Stage = Stage { name: "rated back", run: answer };

/// Marks a star as given first, or back.
const FIRST: u32 = 0;
const BACK: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    enabled: bool,
    /// Truth of the least prone less that of the most prone.
    spread: Q16,
    flattery: Q16,
    retaliation: Q16,
    silent_when_bad: Probability,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let regime = sources.regime;
        Self {
            enabled: regime.flag("rating.enabled"),
            spread: fixed::q16(sources.city.real("rating.spread")),
            flattery: fixed::q16(regime.real("rating.flattery")),
            retaliation: fixed::q16(regime.real("rating.retaliation")),
            silent_when_bad: regime.probability("rating.silent_when_bad"),
        }
    }
}

impl Rules {
    /// The most that becomes of encounters.
    pub(crate) fn most(&self) -> Most {
        if self.enabled { Most::EVERYTHING } else { Most::NOTHING }
    }
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    if !setting.rules.rating.enabled {
        return;
    }
    let met = accepted(&block.today.occasions, Stream::Encounter, |occasion| {
        let age = place.age[usize::from(occasion.slot)];
        setting.rules.life.has_a_voice(age) && place.bound.others_share.hit(occasion.accept)
    });
    for occasion in met {
        let slot = usize::from(occasion.slot);
        let person = place.person(slot);
        let about = About { who: person, other: 0, day: setting.today, purpose: Purpose::Rating };
        let words = setting.seed().draw(about, 0);
        let group = place.circle(&setting.city.contacts, WORKPLACE, slot);
        let other = setting.city.contacts.member(group, below(words[0], group.size));
        if other != person {
            let star = rate(setting, person, other, false, words[1], FIRST);
            block.counts.add(place, slot, &setting.city.groups, Measure::Ratings, i64::from(star.is_some()));
            block.outbox.extend(star);
        }
    }
}

/// Whoever was rated today, and not in answer, rates back.
fn answer(setting: &Setting, place: &Place, block: &mut Block) {
    if !setting.rules.rating.enabled {
        return;
    }
    for post in block.inbox.iter().filter(|post| post.kind == Kind::Star && post.index == FIRST) {
        let slot = (post.to - place.first) as usize;
        if setting.rules.life.has_a_voice(place.age[slot]) {
            let about = About { who: post.to, other: post.from, day: setting.today, purpose: Purpose::Rating };
            let word = setting.seed().draw(about, 1)[0];
            let star = rate(setting, post.to, post.from, i64::from(post.points) < FAIR, word, BACK);
            block.counts.add(place, slot, &setting.city.groups, Measure::Ratings, i64::from(star.is_some()));
            block.outbox.extend(star);
        }
    }
}

/// Stars below this are a bad rating.
pub const FAIR: i64 = 3;
/// Most stars.
const BEST: u32 = 5;

/// The letter in which one person rates another, if one is given.
fn rate(setting: &Setting, person: u32, other: u32, hurt: bool, word: u32, index: u32) -> Option<Post> {
    let (home, slot_there) = setting.city.locate(other);
    let board = &setting.commons.board;
    let gap = u32::from(board[other as usize].saturating_sub(board[person as usize]));
    let stars = stars(&setting.rules.rating, home.propensity[slot_there], gap, hurt, word)?;
    Some(Post {
        to: other,
        from: person,
        kind: Kind::Star,
        behaviour: 0,
        truth: Truth::Ratings,
        channel: 0,
        points: stars as i32,
        index,
    })
}

/// The stars that somebody gives, or nothing.
pub fn stars(rules: &Rules, propensity_of_the_other: u8, bands_above: u32, hurt: bool, word: u32) -> Option<u32> {
    let fair = FAIR as u32;
    let truth = fair * ONE + rules.spread / 2 - rules.spread / PROPENSITIES as u32 * u32::from(propensity_of_the_other);
    let flattered = truth + rules.flattery * bands_above;
    let given = flattered.saturating_sub(if hurt { rules.retaliation } else { 0 });
    let stars = ((given + ONE / 2) >> 16).clamp(1, BEST);
    (stars >= fair || !rules.silent_when_bad.hit(word)).then_some(stars)
}
