//! THE day: what happens in a scored city from morning to midnight, in order.
//!
//! 0 life · 1 occasions · 2 conduct · 3 speech · 4 observation · 5 attribution · 6 denunciation · 7 rating ·
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
use crate::{ahead, measures, occasions, state};

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
    /// By chat and group: day + 1 on which somebody in it was last heard.
    pub loud: [Vec<u16>; CHATS.len()],
    /// By circle, group and domain: acts done and caught, as its members know them.
    pub circles: [Vec<Known>; CIRCLES.len()],
    /// Level of dissent of everybody; empty where nobody copies another's.
    pub opinions: Vec<u8>,
}

/// Where one hears of what others do and what comes of it, beyond the household (kernel.md 7).
pub const CIRCLES: [Layer; 3] = [Layer::Workplace, Layer::ChatSmall, Layer::ChatLarge];

/// The workplace, as a place in [`CIRCLES`].
pub(crate) const WORKPLACE: usize = 0;
/// The small chat and the large one, as places in [`CIRCLES`].
pub(crate) const CHATS: [usize; 2] = [1, 2];

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
            loud: CHATS.map(|chat| vec![0; city.contacts.groups(CIRCLES[chat])]),
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

    /// The commons by district, in order: what one district makes known touches nothing of another.
    pub fn boards<'a>(&'a mut self, city: &'a City) -> Vec<Board<'a>> {
        let mut rest = (&mut self.board[..], &mut self.heard[..], &mut self.opinions[..]);
        let mut loud = self.loud.each_mut().map(|groups| &mut groups[..]);
        let mut circles = self.circles.each_mut().map(|groups| &mut groups[..]);
        let mut boards = Vec::with_capacity(city.districts.len());
        for (number, district) in city.districts.iter().enumerate() {
            let people = district.people as usize;
            let copied = people.min(rest.2.len());
            let groups = CIRCLES.map(|layer| city.contacts.groups_of(layer, number));
            boards.push(Board {
                district: number as u8,
                first: district.first,
                bands: rest.0.split_off_mut(..people).expect("everybody has a band"),
                heard: rest.1.split_off_mut(..people).expect("everybody can be heard"),
                opinions: rest.2.split_off_mut(..copied).expect("as many as there are"),
                loud: std::array::from_fn(|at| {
                    loud[at].split_off_mut(..groups[CHATS[at]].len()).expect("groups lie by district")
                }),
                circles: std::array::from_fn(|at| {
                    circles[at].split_off_mut(..groups[at].len()).expect("groups lie by district")
                }),
                first_groups: groups.map(|groups| groups.start),
            });
        }
        boards
    }
}

/// What the people of one district make known.
pub struct Board<'a> {
    district: u8,
    /// Number of the first person.
    first: u32,
    bands: &'a mut [u8],
    heard: &'a mut [[u16; 2]],
    opinions: &'a mut [u8],
    loud: [&'a mut [u16]; CHATS.len()],
    circles: [&'a mut [Known]; CIRCLES.len()],
    first_groups: [usize; CIRCLES.len()],
}

impl Board<'_> {
    pub fn district(&self) -> u8 {
        self.district
    }

    /// Takes over what a block makes known tonight: its bands, its words, what its circles learned.
    pub fn publish(&mut self, place: &Place, block: &Block) {
        let start = (place.first() - self.first) as usize;
        for slot in block.today.moved.iter().map(|slot| usize::from(*slot)) {
            self.bands[start + slot] = block.people.accounts[slot].standings[AS_BOOKED].band;
        }
        for voice in &block.today.voices {
            let (slot, chat) = (usize::from(voice.slot), usize::from(voice.chat));
            self.heard[start + slot][chat] = voice.day + 1;
            let number = place.circles[slot][CHATS[chat]] as usize;
            self.loud[chat][number - self.first_groups[CHATS[chat]]] = voice.day + 1;
        }
        self.learn(place, block);
        for (slot, level) in &block.today.copied {
            self.opinions[start + usize::from(*slot)] = *level;
        }
    }
}

impl Board<'_> {
    /// What the circles learn tonight.
    fn learn(&mut self, place: &Place, block: &Block) {
        let lessons = &block.today.lessons;
        let slots = lessons.iter().map(|lesson| usize::from(lesson.slot));
        ahead::some(&place.circles, slots.clone());
        for (at, groups) in self.circles.iter_mut().enumerate() {
            let first = self.first_groups[at];
            let numbers = slots.clone().map(|slot| place.circles[slot][at] as usize - first);
            ahead::some(groups, numbers.clone());
            for (lesson, number) in lessons.iter().zip(numbers) {
                let count = &mut groups[number][usize::from(lesson.domain)][usize::from(!lesson.caught)];
                *count = count.saturating_add(1);
            }
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
    /// Lets every block publish tonight's bands and news on the commons ([`Board::publish`]).
    fn publish(&mut self);
}

/// One day of one world.
pub fn live(verbs: &mut impl Verbs, rules: &Rules, today: u16) -> Record {
    let morning = [
        life::STAGE,
        occasions::STAGE,
        conduct::STAGE,
        speech::STAGE,
        observation::STAGE,
        speech::MODERATION,
        attribution::STAGE,
        alarms::STAGE,
        denunciation::STAGE,
        rating::STAGE,
        confirmation::FILING,
        response::LEARNING,
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
