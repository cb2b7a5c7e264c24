//! THE day: what happens in a scored city from morning to midnight, in order.
//!
//! 0 occasions · 1 life · 2 conduct · 3 speech · 4 observation · 5 attribution · 6 denunciation · 7 rating ·
//! (letters are delivered) · 6 screening · 8 scoring · 9 selection, inspection · 10 gates · 11 contestation ·
//! 12 response · (letters for tomorrow) · 13 authority · 14 measures.
//!
//! An engine carries the day out with four verbs: *each* block on its own, *deliver* what was posted to another
//! block, *tally* what concerns everybody, *publish* the bands of tonight. So the bits cannot depend on threads.

use crate::Rules;
use crate::catalogue::DOMAINS;
use crate::chance::Seed;
use crate::contacts::Layer;
use crate::fixed::{ONE, Q16};
use crate::mechanisms::{
    alarms, attribution, authority, conduct, confirmation, contestation, denunciation, gates, inspection, life,
    observation, rating, response, scoring, selection, speech,
};
use crate::population::{City, Place};
use crate::queue::{self, Queue};
use crate::record::Record;
use crate::state::{AS_BOOKED, Block, ServiceKey};
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
    /// Records by district.
    pub records: Vec<authority::Records>,
    /// The last case that is served today, by queue.
    pub served: [Option<ServiceKey>; Queue::COUNT],
    /// The last place in the ranking of a selection that is singled out today.
    pub last_selected: Option<u128>,
    /// Day + 1 on which somebody was last heard, in the small chat and in the large one.
    pub heard: Vec<[u16; 2]>,
    /// By circle, group and domain: acts done and caught, as its members know them.
    pub circles: [Vec<Known>; CIRCLES.len()],
    /// Level of dissent of everybody; empty where nobody copies another's.
    pub opinions: Vec<u8>,
}

/// Where one hears of what others do and what comes of it, beyond the household (kernel.md 7).
pub const CIRCLES: [Layer; 3] = [Layer::Workplace, Layer::ChatSmall, Layer::ChatLarge];

/// (caught, done) by domain.
pub type Known = [[u16; 2]; DOMAINS];

impl Commons {
    pub fn new(city: &City, rules: &Rules) -> Self {
        Self {
            board: vec![rules.scoring.first_band(); city.people as usize],
            attention: vec![ONE; city.districts.len()],
            records: vec![authority::Records::default(); city.districts.len()],
            served: [None; Queue::COUNT],
            last_selected: None,
            heard: vec![[0; 2]; city.people as usize],
            circles: CIRCLES.map(|layer| vec![[[0; 2]; DOMAINS]; city.contacts.groups(layer)]),
            opinions: response::first_opinions(city, rules),
        }
    }

    /// What people heard of one another and what the authority keeps of its records, as bytes for a digest.
    pub fn news(&self) -> impl Iterator<Item = &[u8]> {
        let circles = self.circles.iter().map(|groups| bytemuck::cast_slice(groups));
        let rest = [bytemuck::cast_slice(&self.heard), &self.opinions, bytemuck::cast_slice(&self.records)];
        rest.into_iter().chain(circles)
    }

    /// Takes over what a block makes known tonight: its bands, its words, what its circles learned.
    pub fn publish(&mut self, place: &Place, block: &Block) {
        let people = place.first() as usize..place.first() as usize + place.len();
        for slot in &block.today.moved {
            self.board[people.start + usize::from(*slot)] = block.people.standings[usize::from(*slot)][AS_BOOKED].band;
        }
        for voice in &block.today.voices {
            self.heard[people.start + usize::from(voice.slot)][usize::from(voice.chat)] = voice.day + 1;
        }
        for lesson in &block.today.lessons {
            for (groups, number) in self.circles.iter_mut().zip(lesson.circles) {
                let count = &mut groups[number as usize][usize::from(lesson.domain)][usize::from(!lesson.caught)];
                *count = count.saturating_add(1);
            }
        }
        for (slot, level) in &block.today.copied {
            self.opinions[people.start + usize::from(*slot)] = *level;
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
    /// Lets every block publish tonight's bands and news on the commons ([`Commons::publish`]).
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
        speech::MODERATION,
        attribution::STAGE,
        alarms::STAGE,
        denunciation::STAGE,
        rating::STAGE,
        confirmation::FILING,
    ];
    let desks = [confirmation::STAGE, alarms::HANDLING];
    let noon = [denunciation::SCREENING, scoring::STAGE, rating::ANSWERS, selection::RANKING];
    let afternoon = [selection::STAGE, inspection::STAGE, gates::STAGE, contestation::FILING];
    let evening = [contestation::REVIEW, response::STAGE, measures::INBOX_READ];

    verbs.each(rules, today, &morning);
    queue::serve(verbs, Queue::Alarms, rules.alarms.handled_on(today));
    queue::serve(verbs, Queue::Matches, rules.confirmation.seen_on(today));
    verbs.each(rules, today, &desks);
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
