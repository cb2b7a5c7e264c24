//! People rate one another after meeting: kindly upward, silent when it was bad, and not forgiving.
//!
//! ## Equation
//! stars = 3 + (least prone: +1, most prone: −1) + flattery·(band of the other − own band)⁺ − retaliation·[own mean
//! under 3], rounded and kept in 1 to 5; a rating under 3 is not given with chance `silent_when_bad`. The score takes
//! weight · (running mean − 3) (`scoring`).
//!
//! ## Symbols
//! as in the regime file, `rating.*`.
//!
//! ## Source
//! `fradkin2018` for silence and reciprocity; numbers `stylised` with ranges.
//!
//! ## Reads
//! stars; the published bands of both
//!
//! ## Writes
//! nothing (posts stars)
//!
//! ## Left out
//! What the encounter was about; ratings that were bought.

use crate::chance::{About, Purpose, below};
use crate::contacts::Layer;
use crate::day::{Setting, Stage};
use crate::fixed::{self, ONE, Probability, Q16};
use crate::measures::Measure;
use crate::occasions::{Stream, accepted};
use crate::population::{PROPENSITIES, Place};
use crate::rules::Sources;
use crate::state::{Block, Kind, Post, Truth};

pub const STAGE: Stage = Stage { name: "rating", run: step };

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    enabled: bool,
    flattery: Q16,
    retaliation: Q16,
    silent_when_bad: Probability,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let regime = sources.regime;
        Self {
            enabled: regime.flag("rating.enabled"),
            flattery: fixed::q16(regime.real("rating.flattery")),
            retaliation: fixed::q16(regime.real("rating.retaliation")),
            silent_when_bad: regime.probability("rating.silent_when_bad"),
        }
    }
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.rating;
    if !rules.enabled {
        return;
    }
    let met = accepted(&block.today.occasions, Stream::Encounter, |occasion| {
        place.age[usize::from(occasion.slot)] >= 14 && place.bound.others_share.hit(occasion.accept)
    });
    for occasion in met {
        let slot = usize::from(occasion.slot);
        let person = place.person(slot);
        let about = About { who: person, other: 0, day: setting.today, purpose: Purpose::Rating };
        let words = setting.seed().draw(about, 0);
        let group = setting.city.contacts.group(Layer::Workplace, place.district, person);
        let other = setting.city.contacts.member(group, below(words[0], group.size));
        if other == person {
            continue;
        }
        let (home, slot_there) = setting.city.locate(other);
        let board = &setting.commons.board;
        let gap = u32::from(board[other as usize].saturating_sub(board[person as usize]));
        let [sum, count] = block.people.stars[slot];
        let hurt = count > 0 && u32::from(sum) < 3 * u32::from(count);
        if let Some(stars) = stars(rules, home.propensity[slot_there], gap, hurt, words[1]) {
            block.counts.add(place, slot, &setting.city.groups, Measure::Ratings, 1);
            block.outbox.push(Post {
                to: other,
                from: person,
                kind: Kind::Star,
                behaviour: 0,
                truth: Truth::Ratings,
                channel: 0,
                points: stars as i32,
                index: 0,
            });
        }
    }
}

/// The stars that somebody gives, or nothing.
pub fn stars(rules: &Rules, propensity_of_the_other: u8, bands_above: u32, hurt: bool, word: u32) -> Option<u32> {
    let kind = 4 * ONE - 2 * ONE / PROPENSITIES as u32 * u32::from(propensity_of_the_other);
    let flattered = kind + rules.flattery * bands_above;
    let given = flattered.saturating_sub(if hurt { rules.retaliation } else { 0 });
    let stars = ((given + ONE / 2) >> 16).clamp(1, 5);
    (stars >= 3 || !rules.silent_when_bad.hit(word)).then_some(stars)
}
