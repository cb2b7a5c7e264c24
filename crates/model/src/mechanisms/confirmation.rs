//! Before what a camera says counts, somebody may look at it: a human who confirms matches, as far as time allows.
//!
//! ## Equation
//! Every mark that a camera channel would make waits on its day before people who look at ⌊(t+1)c⌋ − ⌊tc⌋ of them, by
//! keyed lottery. Of those that would not exist but for an error a share k is caught and dropped, of the right ones a
//! share r is dropped too. What nobody looked at counts as it is, or is dropped (`unseen`).
//!
//! ## Symbols
//! c `per_day` scaled to the city, k `catches`, r `drops_right`.
//!
//! ## Source
//! `stylised`; how often people overrule a match that a machine calls sure is not known to us for any such system.
//!
//! ## Reads
//! marks that cameras would make, with their truth, which only the error curve may use
//!
//! ## Writes
//! nothing (holds marks back)
//!
//! ## Left out
//! A second look by somebody else; a backlog: a match is looked at on its day or not at all.

use super::observation::ChannelKind;
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability};
use crate::measures::Measure;
use crate::population::Place;
use crate::queue::Queue;
use crate::rules::Sources;
use crate::state::{Block, Case, Kind, Post, Truth};

pub const FILING: Stage = Stage { name: "matches", run: file };
pub const STAGE: Stage = Stage { name: "confirmation", run: step };

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    enabled: bool,
    /// Matches a day, in 2⁻¹⁶.
    capacity: u64,
    catches: Probability,
    drops_right: Probability,
    unseen_counts: bool,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let regime = sources.regime;
        Self {
            enabled: regime.flag("confirmation.enabled"),
            capacity: sources.capacity("confirmation.per_day"),
            catches: regime.probability("confirmation.catches"),
            drops_right: regime.probability("confirmation.drops_right"),
            unseen_counts: regime.text("confirmation.unseen") != Some("dropped"),
        }
    }

    pub fn is_enabled(&self) -> bool {
        self.enabled
    }
    /// How many matches are looked at today.
    pub fn seen_on(&self, today: u16) -> u64 {
        fixed::served_today(self.capacity, u64::from(today))
    }
}

/// Whether somebody who looks at a match drops it.
pub fn drops(rules: &Rules, truth: Truth, word: u32) -> bool {
    if truth.is_erroneous() { rules.catches.hit(word) } else { rules.drops_right.hit(word) }
}

fn is_match(setting: &Setting, post: &Post) -> bool {
    let channel = setting.rules.observation.channels.get(usize::from(post.channel));
    post.kind == Kind::Mark && channel.is_some_and(|channel| channel.kind == ChannelKind::Camera)
}

/// The words about one match: the lottery, and what is decided.
fn words(setting: &Setting, post: &Post) -> [u32; 4] {
    let about = About { who: post.from, other: post.to, day: setting.today, purpose: Purpose::Confirmation };
    let key = setting.rules.observation.channels[usize::from(post.channel)].key;
    setting.seed().draw(about, key ^ (u32::from(post.behaviour) | (post.truth as u32) << 8))
}

/// Takes the matches of the day out of the mail.
fn file(setting: &Setting, place: &Place, block: &mut Block) {
    block.today.matches.clear();
    block.today.match_cases.clear();
    if !setting.rules.confirmation.enabled {
        return;
    }
    let (matches, others): (Vec<Post>, Vec<Post>) =
        std::mem::take(&mut block.outbox).into_iter().partition(|post| is_match(setting, post));
    let case = |(number, post): (usize, &Post)| Case {
        filed: setting.today,
        slot: (post.from - place.first) as u16,
        lottery: words(setting, post)[0],
        about: number as u32,
        behaviour: post.behaviour,
        truth: post.truth as u8,
        channel: post.channel,
        padding: 0,
    };
    block.today.match_cases = matches.iter().enumerate().map(case).collect();
    (block.today.matches, block.outbox) = (matches, others);
}

/// Puts back what counts.
fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let rules = &setting.rules.confirmation;
    let last = setting.commons.served[Queue::Matches as usize];
    for case in std::mem::take(&mut block.today.match_cases) {
        let post = block.today.matches[case.about as usize];
        let seen = last.is_some_and(|last| case.key(place) <= last);
        let dropped = if seen { drops(rules, post.truth, words(setting, &post)[1]) } else { !rules.unseen_counts };
        let erroneous = post.truth.is_erroneous();
        let counts = [
            (Measure::Matches, 1),
            (Measure::MatchesSeen, i64::from(seen)),
            (Measure::MatchesDropped, i64::from(dropped)),
            (Measure::MatchesDroppedWrong, i64::from(dropped && erroneous)),
        ];
        block.counts.add_all(place, usize::from(case.slot), &setting.city.groups, &counts);
        block.outbox.extend((!dropped).then_some(post));
    }
}
