//! The people of one world followed from evening to evening, for figures that no counter of the day holds.
//!
//! In memory only: what a single person came to is forgotten with the seed, and only figures of the whole city leave.
//! What is hidden from the regime (which act was whose, which mark is an error) is read here as a measure reads it.

use crate::diary::Diary;
use engine::World;
use model::catalogue::MOST_BEHAVIOURS;
use model::measures::outcomes::{Lives, Outcome};
use model::measures::spells::Spell;
use model::mechanisms::attribution::PLANTED;
use model::state::{Block, Mark, Truth, mark};

/// Fewer spells in a city than this, and nothing is said about how long they last.
const LEAST_SPELLS: usize = 10;
/// Fewer records in the lowest band than these were to be expected, and nothing is said about observation.
const LEAST_EXPECTED: f64 = 10.0;

/// One world as it is followed.
pub(crate) struct Followed {
    lives: Vec<Lives>,
    blocks: Vec<Diary>,
    /// By behaviour: own acts and records of them, in the other bands and in the lowest.
    acts: [[i64; 2]; MOST_BEHAVIOURS],
    records: [[i64; 2]; MOST_BEHAVIOURS],
}

impl Followed {
    /// Before the first day.
    pub(crate) fn new(world: &World) -> Self {
        Self {
            lives: world.city().places.iter().map(Lives::new).collect(),
            blocks: (0..world.blocks().len()).map(|block| Diary::new(world, block)).collect(),
            acts: [[0; 2]; MOST_BEHAVIOURS],
            records: [[0; 2]; MOST_BEHAVIOURS],
        }
    }

    /// Adds an evening, after the day was lived.
    pub(crate) fn add(&mut self, world: &World, today: u16) {
        let rules = world.rules_on(today);
        for (at, block) in world.blocks().iter().enumerate() {
            self.lives[at].add(world.city(), rules, block, today);
            self.observation_of(at, block);
            self.blocks[at].add(world, at, today);
        }
    }

    /// Own acts of the day, and the records that were made of such, by the band of the evening before.
    fn observation_of(&mut self, at: usize, block: &Block) {
        let lowest = &self.blocks[at].lowest;
        for act in &block.today.acts {
            self.acts[usize::from(act.behaviour)][usize::from(lowest.was_in_it(usize::from(act.slot)))] += 1;
        }
        for entry in of_today(block).filter(|entry| Truth::from_number(entry.truth) <= Truth::Speech) {
            self.records[usize::from(entry.behaviour)][usize::from(lowest.was_in_it(usize::from(entry.slot)))] += 1;
        }
    }

    /// Spearman's rank correlation of the severity of the own acts and the evenings under sanction.
    pub(crate) fn severity_rank_correlation(&self) -> Option<f64> {
        let severity: Vec<f64> =
            self.blocks.iter().flat_map(|diary| diary.acts.all()).map(|own| f64::from(own.severity)).collect();
        let days = self.lives.iter().flat_map(|lives| lives.totals(Outcome::DaysUnderSanction));
        let days: Vec<f64> = days.map(|days| f64::from(*days)).collect();
        correlation(&ranks(&severity), &ranks(&days))
    }

    /// Squared correlation of tonight's score and what the own acts would have brought, had each been recorded once.
    /// None where there is no one score.
    pub(crate) fn conduct_variance_share(&self, world: &World, today: u16) -> Option<f64> {
        if !world.rules_on(today).scoring.is_published() {
            return None;
        }
        let conduct: Vec<f64> =
            self.blocks.iter().flat_map(|diary| diary.acts.all()).map(|own| f64::from(own.due)).collect();
        let score: Vec<f64> = world
            .blocks()
            .iter()
            .flat_map(|block| &block.people.accounts)
            .map(|account| f64::from(account.score))
            .collect();
        correlation(&conduct, &score).map(|r| r * r)
    }

    /// Records of acts in the lowest band ÷ those that the rates of the other bands, act by act, would have brought.
    pub(crate) fn observation_ratio(&self) -> Option<f64> {
        let told = self.acts.iter().zip(&self.records).filter(|(acts, _)| acts[0] > 0);
        let (mut seen, mut expected) = (0.0, 0.0);
        for (acts, records) in told {
            seen += records[1] as f64;
            expected += acts[1] as f64 * records[0] as f64 / acts[0] as f64;
        }
        (expected >= LEAST_EXPECTED).then(|| seen / expected)
    }

    /// Days after which half of those who came into the lowest band have left it; the longest that was seen, if fewer
    /// have: then the half-life is longer than this.
    pub(crate) fn lowest_band_half_life(&self, today: u16) -> Option<f64> {
        half_life(self.blocks.iter().flat_map(|diary| diary.lowest.all(today)).collect())
    }

    /// Wrongful sanctions that began in the first half of the days: after how many days half of them were put right
    /// (at least, where fewer were), and the share that was not when the run ended.
    pub(crate) fn correction(&self, today: u16) -> Option<(f64, f64)> {
        let all = self.blocks.iter().flat_map(|diary| diary.wronged.all(today));
        let early: Vec<Spell> = all.filter(|spell| spell.from <= today / 2).collect();
        let never = early.iter().filter(|spell| !spell.ended).count() as f64 / early.len() as f64;
        Some((half_life(early)?, never))
    }
}

/// Of the planted marks that reviewers have decided on, the share that they lifted; none where they decided on none.
pub(crate) fn planted_overridden(world: &World) -> Option<f64> {
    let (mut decided, mut lifted) = (0, 0);
    for block in world.blocks() {
        let waiting: Vec<u32> = block.appeals.iter().map(|case| case.about).collect();
        let planted = block.marks.iter().enumerate().filter(|(_, entry)| entry.channel == PLANTED);
        for (number, entry) in planted.filter(|(_, entry)| entry.state & mark::CONTESTED != 0) {
            let is_decided = !waiting.contains(&(number as u32));
            decided += u32::from(is_decided);
            lifted += u32::from(is_decided && entry.state & mark::LIFTED != 0);
        }
    }
    (decided > 0).then(|| f64::from(lifted) / f64::from(decided))
}

fn of_today(block: &Block) -> impl Iterator<Item = Mark> {
    block.today.marked.iter().map(|number| block.marks.at(*number as usize))
}

/// The median of Kaplan and Meier; the longest spell where the curve stays above a half; none for a handful.
fn half_life(mut spells: Vec<Spell>) -> Option<f64> {
    if spells.len() < LEAST_SPELLS {
        return None;
    }
    // Ends come before censoring on the same day.
    spells.sort_by_key(|spell| (spell.days, !spell.ended));
    let mut left = 1.0;
    for (before, spell) in spells.iter().enumerate().filter(|(_, spell)| spell.ended) {
        left *= 1.0 - 1.0 / (spells.len() - before) as f64;
        if left <= 0.5 {
            return Some(f64::from(spell.days));
        }
    }
    spells.last().map(|spell| f64::from(spell.days))
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for equal in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let rank = first as f64 + (equal.len() + 1) as f64 / 2.0;
        equal.iter().for_each(|at| ranks[*at] = rank);
        first += equal.len();
    }
    ranks
}

/// Pearson's correlation; none where one side has no spread.
fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mx, my) = (mean(x), mean(y));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        xx += (x - mx) * (x - mx);
        yy += (y - my) * (y - my);
        xy += (x - mx) * (y - my);
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spells(days: &[(u16, bool)]) -> Vec<Spell> {
        days.iter().map(|(days, ended)| Spell { slot: 0, from: 0, days: *days, ended: *ended }).collect()
    }

    #[test]
    fn half_of_ten_is_reached_with_the_fifth() {
        let ten: Vec<(u16, bool)> = (1..=10).map(|day| (day, true)).collect();
        assert_eq!(half_life(spells(&ten)), Some(5.0));
        assert_eq!(half_life(spells(&ten[1..])), None, "a handful");
    }

    #[test]
    fn those_who_still_stay_lengthen_the_half_life_and_never_shorten_it() {
        // Five end on day 4; of the five others nobody is seen beyond day 2, so the curve falls to nothing on day 4.
        let early = [[(2, false); 5], [(4, true); 5]].concat();
        assert_eq!(half_life(spells(&early)), Some(4.0));
        let late = [[(2, true); 4].as_slice(), &[(90, false); 6]].concat();
        assert_eq!(half_life(spells(&late)), Some(90.0), "at least");
    }

    #[test]
    fn equal_values_share_a_rank() {
        assert_eq!(ranks(&[0.0, 7.0, 0.0, 3.0]), [1.5, 4.0, 1.5, 3.0]);
    }

    #[test]
    fn correlations_are_the_known_ones() {
        let r = correlation(&[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0]).unwrap();
        assert!((r - 0.6).abs() < 1e-12);
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
    }
}
