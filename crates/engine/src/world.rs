//! One arm under one seed: its blocks, and the verbs that carry out a day.

use crate::Hands;
use crate::clock::Clock;
use crate::digest::StageDigest;
use model::day::{self, Commons, Setting, Stage, Verbs};
use model::mechanisms::scoring;
use model::population::Place;
use model::state::{Block, Post};
use model::{City, Plan, Record, Rules};
use std::sync::Arc;

/// Builds the districts of a city with as many hands as there are.
pub fn build_city(plan: Plan, hands: &Hands) -> City {
    let districts = hands.map(plan.districts(), |district| plan.district(district));
    City::assemble(plan, districts)
}

/// One world.
pub struct World {
    city: Arc<City>,
    /// Rules by the day from which they hold.
    rules: Vec<(u32, Rules)>,
    blocks: Vec<Block>,
    commons: Commons,
    pub(crate) hands: Hands,
    /// Where the digest after each stage goes, if anybody asked.
    trace: Option<Vec<StageDigest>>,
    /// Where the time goes, if anybody asked.
    clock: Option<Clock>,
}

impl World {
    /// The first evening. `rules` by the day from which they hold; the first must be day 0.
    pub fn new(city: Arc<City>, rules: Vec<(u32, Rules)>, hands: Hands) -> Self {
        assert!(rules.first().is_some_and(|(day, _)| *day == 0), "rules hold from day 0");
        let first = &rules[0].1;
        let blocks = hands.map(city.places.len(), |block| day::first_evening(&city, first, &city.places[block]));
        let commons = Commons::new(&city, first);
        Self { city, rules, blocks, commons, hands, trace: None, clock: None }
    }

    /// Lives one day.
    pub fn live(&mut self, today: u16) -> Record {
        let rules = std::mem::take(&mut self.rules);
        let in_force = rules.iter().rev().find(|(from, _)| *from <= u32::from(today)).expect("rules from day 0");
        if today > 0 && in_force.0 == u32::from(today) {
            self.each(&in_force.1, today, &[scoring::ADOPTION]);
            self.publish();
        } else if let Some(trace) = &mut self.trace {
            // Every traced day has the same stages, so that days with and without a change can be laid side by side.
            trace.push(StageDigest::traced(scoring::ADOPTION.name, &self.blocks, &self.hands));
        }
        let record = day::live(self, &in_force.1, today);
        self.rules = rules;
        record
    }

    /// Lives one day and returns the digest of every column after every stage.
    pub fn live_traced(&mut self, today: u16) -> (Record, Vec<StageDigest>) {
        self.trace = Some(Vec::new());
        let record = self.live(today);
        (record, self.trace.take().unwrap_or_default())
    }

    /// Lives one day and adds the time of every stage to a clock. The blocks are taken one after the other.
    pub fn live_clocked(&mut self, today: u16, clock: &mut Clock) -> Record {
        self.clock = Some(std::mem::take(clock));
        let record = self.live(today);
        *clock = self.clock.take().unwrap_or_default();
        record
    }

    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
    pub fn city(&self) -> &Arc<City> {
        &self.city
    }
    pub fn board(&self) -> &[u8] {
        &self.commons.board
    }
    /// Attention of the authority by district.
    pub fn attention(&self) -> &[u32] {
        &self.commons.attention
    }
    /// What people heard of one another, and what the authority keeps of its records.
    pub(crate) fn news(&self) -> impl Iterator<Item = &[u8]> {
        self.commons.news()
    }
    /// What is remembered overnight, in full: a new field must be carried, or said not to be.
    pub(crate) fn remembered(&mut self) -> (&mut [Block], &mut Commons, &Hands) {
        let Self { city: _, rules: _, blocks, commons, hands, trace: _, clock: _ } = self;
        (blocks, commons, hands)
    }
    /// The rules in force on a day.
    pub fn rules_on(&self, today: u16) -> &Rules {
        &self.rules.iter().rev().find(|(from, _)| *from <= u32::from(today)).expect("rules from day 0").1
    }

    fn run(&mut self, rules: &Rules, today: u16, stages: &[Stage]) {
        let setting = Setting { city: &self.city, rules, commons: &self.commons, today };
        if let Some(clock) = &mut self.clock {
            return timed(clock, &setting, &mut self.blocks, stages);
        }
        self.hands.each(&setting, &self.city.places, &mut self.blocks, stages);
    }

    /// Does a verb, by the clock if there is one.
    fn verb<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Self) -> T) -> T {
        let Some(mut clock) = self.clock.take() else { return work(self) };
        let result = clock.time(name, || work(self));
        self.clock = Some(clock);
        result
    }
}

/// Runs the stages on one block after the other, by the clock.
fn timed(clock: &mut Clock, setting: &Setting, blocks: &mut [Block], stages: &[Stage]) {
    for (place, block) in setting.city.places.iter().zip(blocks) {
        for stage in stages {
            clock.time(stage.name, || (stage.run)(setting, place, block));
        }
    }
}

impl Verbs for World {
    fn city(&self) -> &City {
        &self.city
    }

    fn commons(&mut self) -> &mut Commons {
        &mut self.commons
    }

    fn each(&mut self, rules: &Rules, today: u16, stages: &[Stage]) {
        if self.trace.is_none() {
            return self.run(rules, today, stages);
        }
        for stage in stages {
            self.run(rules, today, std::slice::from_ref(stage));
            let digest = StageDigest::traced(stage.name, &self.blocks, &self.hands);
            self.trace.iter_mut().for_each(|trace| trace.push(digest.clone()));
        }
    }

    fn deliver(&mut self) {
        self.verb("deliver", Self::hand_over);
    }

    fn tally(&mut self, bins: usize, count: &(dyn Fn(&Place, &Block, &mut [i64]) + Sync)) -> Vec<i64> {
        self.verb("tally", |world| world.hands.tally(&world.city.places, &world.blocks, bins, count))
    }

    fn publish(&mut self) {
        self.verb("publish", Self::make_known);
    }
}

/// Blocks whose letters are bagged together, and blocks that one bag is for.
const ROUND: usize = 64;

impl World {
    /// Every round of blocks bags its letters by the round that they are for; then every round empties the bags for it
    /// and sorts its inboxes by the whole record, so that it does not matter who bagged when.
    fn hand_over(&mut self) {
        let Self { city, blocks, hands, .. } = self;
        let rounds = blocks.len().div_ceil(ROUND);
        let mut senders: Vec<(&mut [Block], Vec<Vec<Post>>)> =
            blocks.chunks_mut(ROUND).map(|blocks| (blocks, vec![Vec::new(); rounds])).collect();
        hands.each_of(&mut senders, |_, (blocks, bags)| bag(city, blocks, bags));
        let bags: Vec<Vec<Vec<Post>>> = senders.into_iter().map(|(_, bags)| bags).collect();
        let mut receivers: Vec<&mut [Block]> = blocks.chunks_mut(ROUND).collect();
        hands.each_of(&mut receivers, |round, blocks| {
            for post in bags.iter().flat_map(|bags| &bags[round]) {
                blocks[city.block_of(post.to) - round * ROUND].inbox.push(*post);
            }
            blocks.iter_mut().for_each(|block| block.inbox.sort_unstable());
        });
    }

    /// Every district is made known on its own.
    fn make_known(&mut self) {
        let Self { city, blocks, hands, commons, .. } = self;
        let mut boards = commons.boards(city);
        hands.each_of(&mut boards, |_, board| {
            let of_district = city.blocks_of(board.district());
            city.places[of_district.clone()]
                .iter()
                .zip(&blocks[of_district])
                .for_each(|(place, block)| board.publish(place, block));
        });
    }
}

/// Empties the outboxes into the bags.
fn bag(city: &City, blocks: &mut [Block], bags: &mut [Vec<Post>]) {
    for post in blocks.iter_mut().flat_map(|block| block.outbox.drain(..)) {
        bags[city.block_of(post.to) / ROUND].push(post);
    }
}
