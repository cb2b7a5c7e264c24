//! One arm under one seed: its blocks, and the verbs that carry out a day.

use crate::Hands;
use crate::digest::StageDigest;
use model::day::{self, Commons, Setting, Stage, Verbs};
use model::mechanisms::scoring;
use model::population::Place;
use model::state::Block;
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
    hands: Hands,
    /// Where the digest after each stage goes, if anybody asked.
    trace: Option<Vec<StageDigest>>,
}

impl World {
    /// The first evening. `rules` by the day from which they hold; the first must be day 0.
    pub fn new(city: Arc<City>, rules: Vec<(u32, Rules)>, hands: Hands) -> Self {
        assert!(rules.first().is_some_and(|(day, _)| *day == 0), "rules hold from day 0");
        let first = &rules[0].1;
        let blocks = hands.map(city.places.len(), |block| day::first_evening(&city, first, &city.places[block]));
        let commons = Commons::new(&city, first);
        Self { city, rules, blocks, commons, hands, trace: None }
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
            trace.push(StageDigest::traced(scoring::ADOPTION.name, &self.blocks));
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
        let Self { city: _, rules: _, blocks, commons, hands, trace: _ } = self;
        (blocks, commons, hands)
    }
    /// The rules in force on a day.
    pub fn rules_on(&self, today: u16) -> &Rules {
        &self.rules.iter().rev().find(|(from, _)| *from <= u32::from(today)).expect("rules from day 0").1
    }

    fn run(&mut self, rules: &Rules, today: u16, stages: &[Stage]) {
        let setting = Setting { city: &self.city, rules, commons: &self.commons, today };
        self.hands.each(&setting, &self.city.places, &mut self.blocks, stages);
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
            let digest = StageDigest::traced(stage.name, &self.blocks);
            self.trace.iter_mut().for_each(|trace| trace.push(digest.clone()));
        }
    }

    fn deliver(&mut self) {
        let mut bags: Vec<Vec<_>> = self.blocks.iter_mut().map(|block| std::mem::take(&mut block.outbox)).collect();
        for post in bags.iter().flatten() {
            self.blocks[self.city.block_of(post.to)].inbox.push(*post);
        }
        for (block, bag) in self.blocks.iter_mut().zip(&mut bags) {
            block.inbox.sort_unstable();
            bag.clear();
            block.outbox = std::mem::take(bag);
        }
    }

    fn tally(&mut self, bins: usize, count: &(dyn Fn(&Place, &Block, &mut [i64]) + Sync)) -> Vec<i64> {
        self.hands.tally(&self.city.places, &self.blocks, bins, count)
    }

    fn publish(&mut self) {
        for (place, block) in self.city.places.iter().zip(&self.blocks) {
            self.commons.publish(place, block);
        }
    }
}
