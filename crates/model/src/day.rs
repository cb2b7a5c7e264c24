//! THE day: what happens in a scored city from morning to midnight, in order.
//!
//! 0 occasions · 1 life · 2 conduct · 3 speech · 4 observation · 5 attribution · 6 denunciation · 7 rating ·
//! (letters are delivered) · 6 screening · 8 scoring · 9 selection, inspection · 10 gates · 11 contestation ·
//! 12 response · (letters for tomorrow) · 13 authority · 14 measures.
//!
//! An engine carries the day out with four verbs: *each* block on its own, *deliver* what was posted to another
//! block, *tally* what concerns everybody, *publish* the bands of tonight. So the bits cannot depend on threads.

use crate::Rules;
use crate::chance::Seed;
use crate::fixed::{ONE, Q16};
use crate::mechanisms::{
    attribution, authority, conduct, contestation, denunciation, gates, inspection, life, observation, rating,
    response, scoring, selection, speech,
};
use crate::population::{City, Place};
use crate::queue::{self, Queue};
use crate::record::Record;
use crate::state::{Block, ServiceKey};
use crate::{measures, occasions, state};

/// A step of the day for one block.
#[derive(Clone, Copy)]
pub struct Stage {
    pub name: &'static str,
    pub run: fn(&Setting, &Place, &mut Block),
}

/// What every block may read while a stage runs.
pub struct Setting<'a> {
    pub city: &'a City,
    pub rules: &'a Rules,
    pub commons: &'a Commons,
    /// Days since the start.
    pub today: u16,
}

impl Setting<'_> {
    pub fn seed(&self) -> Seed {
        self.city.seed
    }
}

/// What belongs to the whole world rather than to a block; written between stages only.
#[derive(Clone, Debug, PartialEq)]
pub struct Commons {
    /// Band of every account as published last midnight.
    pub board: Vec<u8>,
    /// Attention of the authority by district, 1 = even.
    pub attention: Vec<Q16>,
    /// Records by district since the attention was last set.
    pub records: Vec<i64>,
    /// The last case that is served today, by queue.
    pub served: [Option<ServiceKey>; Queue::COUNT],
    /// The last place in the ranking of a selection that is singled out today.
    pub last_selected: Option<u128>,
}

impl Commons {
    pub fn new(city: &City, rules: &Rules) -> Self {
        Self {
            board: vec![rules.scoring.first_band(); city.people as usize],
            attention: vec![ONE; city.districts.len()],
            records: vec![0; city.districts.len()],
            served: [None; Queue::COUNT],
            last_selected: None,
        }
    }
}

/// What an engine can do. `Sync` closures and no order: any number of threads or ranks gives the same result.
pub trait Verbs {
    fn city(&self) -> &City;
    fn commons(&mut self) -> &mut Commons;
    /// Runs the stages, in order, on every block; blocks in any order.
    fn each(&mut self, rules: &Rules, today: u16, stages: &[Stage]);
    /// Moves every outbox to the inboxes it is addressed to, and sorts these.
    fn deliver(&mut self);
    /// Adds up what every block contributes to an integer histogram.
    fn tally(&mut self, bins: usize, count: &(dyn Fn(&Place, &Block, &mut [i64]) + Sync)) -> Vec<i64>;
    /// Writes the bands of tonight on the board.
    fn publish(&mut self);
}

/// One day of one world.
pub fn live(verbs: &mut impl Verbs, rules: &Rules, today: u16) -> Record {
    let morning = [
        occasions::STAGE,
        life::STAGE,
        conduct::STAGE,
        speech::STAGE,
        observation::STAGE,
        attribution::STAGE,
        denunciation::STAGE,
        rating::STAGE,
    ];
    let noon = [denunciation::SCREENING, scoring::STAGE, selection::RANKING];
    let afternoon = [selection::STAGE, inspection::STAGE, gates::STAGE, contestation::FILING];
    let evening = [contestation::REVIEW, response::STAGE, measures::INBOX_READ];

    verbs.each(rules, today, &morning);
    verbs.deliver();
    verbs.each(rules, today, &[denunciation::FILING]);
    queue::serve(verbs, Queue::Reports, rules.denunciation.read_on(today));
    verbs.each(rules, today, &noon);
    if rules.selection.is_day(today) {
        selection::cut(verbs, &rules.selection);
    }
    verbs.each(rules, today, &afternoon);
    queue::serve(verbs, Queue::Appeals, rules.contestation.reviewers_on(today));
    verbs.each(rules, today, &evening);
    verbs.deliver();
    verbs.publish();
    let record = Record::take(verbs, rules, today);
    authority::turn(verbs, rules, today, &record);
    verbs.each(rules, today, &[measures::NEW_DAY]);
    record
}

/// The state of every block on the evening before day 0.
pub fn first_evening(city: &City, rules: &Rules, place: &Place) -> Block {
    let mut block = state::Block::empty(place, &city.groups);
    life::begin(city, rules, place, &mut block);
    scoring::begin(city, rules, place, &mut block);
    response::begin(city, rules, place, &mut block);
    measures::begin(city, rules, place, &mut block);
    block
}
