//! The people of one world followed from evening to evening, for figures that no counter of the day holds.
//!
//! In memory only: what a single person came to is forgotten with the seed, and only figures of the whole city leave.
//! What is hidden from the regime (which act was whose, which mark is an error) is read here as a measure reads it.

use engine::World;
use model::catalogue::{MOST_BEHAVIOURS, Role};
use model::measures::outcomes::{Lives, Outcome};
use model::mechanisms::attribution::PLANTED;
use model::state::{AS_BOOKED, Block, Mark, Truth, mark, stands};

/// Fewer spells in a city than this, and nothing is said about how long they last.
const LEAST_SPELLS: usize = 10;
/// Fewer records in the lowest band than these were to be expected, and nothing is said about observation.
const LEAST_EXPECTED: f64 = 10.0;
/// Not yet.
const NEVER: u16 = u16::MAX;

/// A time spent in a state, and whether its end was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spell {
    pub(crate) from: u16,
    pub(crate) days: u16,
    pub(crate) ended: bool,
}

/// One world as it is followed.
pub(crate) struct Followed {
    lives: Vec<Lives>,
    blocks: Vec<People>,
    lowest: Vec<Spell>,
    wronged: Vec<Spell>,
    /// By behaviour: own acts and records of them, in the other bands and in the lowest.
    acts: [[i64; 2]; MOST_BEHAVIOURS],
    records: [[i64; 2]; MOST_BEHAVIOURS],
}

/// Columns by slot.
struct People {
    /// Severity of all own acts that are neither speech nor good, seen or not.
    severity: Vec<u32>,
    /// Hundredths of a point that the own acts would have brought, had each been recorded once.
    conduct: Vec<i64>,
    /// Band on the evening before.
    band: Vec<u8>,
    /// First evening in the lowest band; [`NEVER`] outside it, and for who began there.
    sunk: Vec<u16>,
    /// First evening under a wrongful sanction that is not put right.
    wronged: Vec<u16>,
}

impl Followed {
    /// Before the first day.
    pub(crate) fn new(world: &World) -> Self {
        let people = |block: &Block| {
            let n = block.people.score.len();
            let band = block.people.standings.iter().map(|standing| standing[AS_BOOKED].band).collect();
            People { severity: vec![0; n], conduct: vec![0; n], band, sunk: vec![NEVER; n], wronged: vec![NEVER; n] }
        };
        Self {
            lives: world.city().places.iter().map(Lives::new).collect(),
            blocks: world.blocks().iter().map(people).collect(),
            lowest: Vec::new(),
            wronged: Vec::new(),
            acts: [[0; 2]; MOST_BEHAVIOURS],
            records: [[0; 2]; MOST_BEHAVIOURS],
        }
    }

    /// Adds an evening, after the day was lived.
    pub(crate) fn add(&mut self, world: &World, today: u16) {
        let rules = world.rules_on(today);
        for (at, block) in world.blocks().iter().enumerate() {
            self.lives[at].add(world.city(), rules, block, today);
            self.acts_of(world, at, block, today);
            self.sanctions_of(at, block, today);
            if rules.scoring.is_published() {
                self.bands_of(at, block, today);
            }
        }
    }

    /// Own acts of the day, and the records that were made of such.
    fn acts_of(&mut self, world: &World, at: usize, block: &Block, today: u16) {
        let (scoring, behaviours) = (&world.rules_on(today).scoring, &world.city().catalogue.behaviours);
        let people = &mut self.blocks[at];
        for act in &block.today.acts {
            let (slot, number) = (usize::from(act.slot), usize::from(act.behaviour));
            let role = behaviours[number].role;
            self.acts[number][usize::from(people.band[slot] == 0)] += 1;
            people.conduct[slot] += i64::from(act.points(scoring.points(number)));
            if !role.is_speech() && !role.is_good() && role != Role::Child {
                people.severity[slot] += behaviours[number].severity;
            }
        }
        for entry in of_today(block).filter(|entry| Truth::from_number(entry.truth) <= Truth::Speech) {
            let lowest = usize::from(people.band[usize::from(entry.slot)] == 0);
            self.records[usize::from(entry.behaviour)][lowest] += 1;
        }
    }

    /// A wrongful sanction is a fine on an error, or a refused band or list that errors alone account for. It is put
    /// right when neither stands, and every wrong mark that took points or brought a fine is lifted or has expired.
    fn sanctions_of(&mut self, at: usize, block: &Block, today: u16) {
        let since = &mut self.blocks[at].wronged;
        let wrongly = |slot: usize| block.people.stands[slot] & stands::ERRONEOUSLY != 0;
        let fined = of_today(block).filter(|entry| is_wrong(entry) && entry.state & mark::FINED != 0);
        let fined = fined.map(|entry| usize::from(entry.slot));
        for slot in (0..since.len()).filter(|slot| wrongly(*slot)).chain(fined) {
            if since[slot] == NEVER {
                since[slot] = today;
            }
        }
        if since.iter().all(|from| *from == NEVER) {
            return;
        }
        let mut stands: Vec<bool> = (0..since.len()).map(wrongly).collect();
        for entry in block.marks.iter().filter(|entry| is_wrong(entry) && hurts(entry)) {
            stands[usize::from(entry.slot)] |= entry.state & (mark::LIFTED | mark::EXPIRED) == 0;
        }
        for (_, from) in since.iter_mut().enumerate().filter(|(slot, from)| **from != NEVER && !stands[*slot]) {
            self.wronged.push(Spell { from: *from, days: today - *from, ended: true });
            *from = NEVER;
        }
    }

    fn bands_of(&mut self, at: usize, block: &Block, today: u16) {
        let people = &mut self.blocks[at];
        for (slot, standing) in block.people.standings.iter().enumerate() {
            let (before, now) = (people.band[slot], standing[AS_BOOKED].band);
            people.band[slot] = now;
            if before != 0 && now == 0 {
                people.sunk[slot] = today;
            } else if now != 0 && people.sunk[slot] != NEVER {
                let from = std::mem::replace(&mut people.sunk[slot], NEVER);
                self.lowest.push(Spell { from, days: today - from, ended: true });
            }
        }
    }

    /// Spearman's rank correlation of the severity of the own acts and the evenings under sanction.
    pub(crate) fn severity_rank_correlation(&self) -> Option<f64> {
        let severity: Vec<f64> =
            self.blocks.iter().flat_map(|people| &people.severity).map(|n| f64::from(*n)).collect();
        let days = |totals: &[u32; Outcome::COUNT]| f64::from(totals[Outcome::DaysUnderSanction as usize]);
        let days: Vec<f64> = self.lives.iter().flat_map(|lives| lives.totals()).map(days).collect();
        correlation(&ranks(&severity), &ranks(&days))
    }

    /// Squared correlation of tonight's score and what the own acts would have brought, had each been recorded once.
    /// None where there is no one score.
    pub(crate) fn conduct_variance_share(&self, world: &World, today: u16) -> Option<f64> {
        if !world.rules_on(today).scoring.is_published() {
            return None;
        }
        let conduct: Vec<f64> = self.blocks.iter().flat_map(|people| &people.conduct).map(|n| *n as f64).collect();
        let score: Vec<f64> =
            world.blocks().iter().flat_map(|block| &block.people.score).map(|n| f64::from(*n)).collect();
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
        let open = self.blocks.iter().flat_map(|people| &people.sunk).filter(|from| **from != NEVER);
        let open = open.map(|from| Spell { from: *from, days: today - from, ended: false });
        half_life(self.lowest.iter().copied().chain(open).collect())
    }

    /// Wrongful sanctions that began in the first half of the days: after how many days half of them were put right
    /// (at least, where fewer were), and the share that was not when the run ended.
    pub(crate) fn correction(&self, today: u16) -> Option<(f64, f64)> {
        let open = self.blocks.iter().flat_map(|people| &people.wronged).filter(|from| **from != NEVER);
        let open = open.map(|from| Spell { from: *from, days: today - from, ended: false });
        let early: Vec<Spell> =
            self.wronged.iter().copied().chain(open).filter(|spell| spell.from <= today / 2).collect();
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

fn of_today(block: &Block) -> impl Iterator<Item = &Mark> {
    block.today.marked.iter().map(|number| &block.marks[*number as usize])
}

fn is_wrong(entry: &Mark) -> bool {
    Truth::from_number(entry.truth).is_erroneous()
}

fn hurts(entry: &Mark) -> bool {
    entry.points < 0 || entry.state & mark::FINED != 0
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
        days.iter().map(|(days, ended)| Spell { from: 0, days: *days, ended: *ended }).collect()
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
