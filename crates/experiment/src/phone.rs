//! A few synthetic lives, followed while the days run: what the app on the phone shows, and what it does not.
//!
//! Lives are chosen by the generator's number or by lot before the first day, never by what somebody is like
//! (boundary.md 11), and they are few.

use crate::life::{hash_number, traits};
use engine::World;
use model::City;
use model::chance::{About, Purpose, below};
use model::mechanisms::attribution::PLANTED;
use model::parameters::GATES;
use model::state::{AS_BOOKED, Truth, mark, work};
use scenario::Experiment;

/// How many lives are followed.
pub const LIVES: usize = 6;

/// A synthetic person, and what is invented about them.
#[derive(Clone, Debug)]
pub struct Followed {
    /// `SYN-…`
    pub id: String,
    /// In the generator's order.
    pub number: u32,
    pub traits: Vec<(&'static str, String)>,
    /// One for each world.
    pub worlds: Vec<Journal>,
}

/// What happened to one person in one world.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// One for each day.
    pub evenings: Vec<Evening>,
    pub marks: Vec<Marked>,
    pub refusals: Vec<Refused>,
    /// Marks of the block that were looked at.
    seen: usize,
}

/// How somebody stands on an evening.
#[derive(Clone, Debug, PartialEq)]
pub struct Evening {
    /// Points; none where nothing is scored.
    pub score: Option<f64>,
    /// Number of the band from the lowest, and its name.
    pub band: Option<(u8, String)>,
    /// Behaviours of which a record is in force, as a set.
    pub records: u32,
    pub work: &'static str,
    pub arrears: bool,
    /// Ties dropped so far, of those that somebody has.
    pub ties_dropped: u32,
}

/// A mark, with what the app does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    pub day: u32,
    pub behaviour: String,
    pub context: String,
    pub channel: String,
    pub points: f64,
    pub fined: bool,
    pub why: Why,
    /// Day on which it was taken back after an appeal.
    pub lifted: Option<u32>,
    place: usize,
}

/// Why a mark should not be there, or should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Broke a law, and did it.
    Offence,
    /// A good deed, a rating, a reward.
    Credit,
    /// Breaks no law: nobody's business.
    Private,
    /// Speech is a right.
    Speech,
    Kin,
    WrongPerson,
    NoAct,
    /// An own act, booked with more points than it costs.
    WrongAmount,
    Malice,
}

impl Why {
    pub fn key(self) -> &'static str {
        match self {
            Self::Offence => "offence",
            Self::Credit => "credit",
            Self::Private => "private",
            Self::Speech => "speech",
            Self::Kin => "kin",
            Self::WrongPerson => "wrong-person",
            Self::NoAct => "no-act",
            Self::WrongAmount => "wrong-amount",
            Self::Malice => "malice",
        }
    }
}

/// A refusal, with what the institution does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub day: u32,
    pub gate: &'static str,
    pub erroneous: bool,
    pub rights: bool,
}

/// The lives of a session: the one asked for, if any, and others by lot.
pub(crate) fn choose(experiment: &Experiment, city: &City, asked: Option<u32>) -> Vec<Followed> {
    let drawn = (0..64).map(|turn| {
        let about = About { who: turn, other: 1, day: 0, purpose: Purpose::LifeChoice };
        below(city.seed.draw(about, 0)[0], city.people)
    });
    let mut numbers: Vec<u32> = Vec::new();
    for number in asked.into_iter().chain(drawn) {
        if numbers.len() < LIVES && !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let follow = |number: u32| {
        let (place, slot) = city.locate(number);
        Followed {
            id: model::identity::synthetic_id(city.seed, hash_number(experiment), number),
            number,
            traits: traits(city, place, slot),
            worlds: experiment.arms.iter().map(|_| Journal::default()).collect(),
        }
    };
    numbers.into_iter().map(follow).collect()
}

impl Journal {
    /// Notes what a day did to one person.
    pub(crate) fn note(&mut self, world: &World, number: u32, today: u32) {
        let city = world.city();
        let block = &world.blocks()[city.block_of(number)];
        let slot = (number - city.places[city.block_of(number)].first()) as usize;
        let refusals = block.today.refusals.iter().filter(|refusal| usize::from(refusal.slot) == slot);
        self.refusals.extend(refusals.map(|refusal| Refused {
            day: today,
            gate: GATES[usize::from(refusal.gate)],
            erroneous: refusal.erroneous,
            rights: refusal.rights,
        }));
        for (place, entry) in (self.seen..).zip(block.marks.since(self.seen)) {
            if usize::from(entry.slot) == slot {
                self.marks.push(marked(world, place, &entry, today));
            }
        }
        self.seen = block.marks.len();
        for known in self.marks.iter_mut().filter(|known| known.lifted.is_none()) {
            known.lifted = (block.marks.at(known.place).state & mark::LIFTED != 0).then_some(today);
        }
        let in_force = self.marks.iter().map(|known| block.marks.at(known.place)).filter(|m| m.state & mark::GONE == 0);
        let records = in_force.fold(0, |set, mark| set | 1 << mark.behaviour);
        self.evenings.push(Evening { records, ..evening(world, block, slot, today) });
    }
}

fn evening(world: &World, block: &model::state::Block, slot: usize, today: u32) -> Evening {
    let scoring = &world.rules_on(today as u16).scoring;
    let people = &block.people;
    let band = people.accounts[slot].standings[AS_BOOKED].band;
    let published = scoring.is_published();
    Evening {
        score: published.then(|| f64::from(people.accounts[slot].score) / 100.0),
        band: scoring.bands.get(usize::from(band)).filter(|_| published).map(|name| (band, name.clone())),
        records: 0,
        work: match people.work[slot] {
            work::EMPLOYED => "employed",
            work::LOOKING => "looking",
            _ => "none",
        },
        arrears: people.bonds[slot].arrears > 0,
        ties_dropped: people.bonds[slot].ties.count_ones(),
    }
}

fn marked(world: &World, place: usize, entry: &model::state::Mark, today: u32) -> Marked {
    let rules = world.rules_on(today as u16);
    let behaviour = &world.city().catalogue.behaviours[usize::from(entry.behaviour)];
    let channels = &rules.observation.channels;
    let unnamed = if entry.channel == PLANTED { "planted" } else { "people" };
    Marked {
        day: u32::from(entry.day),
        behaviour: behaviour.name.clone(),
        context: behaviour.context.clone(),
        channel: channels.get(usize::from(entry.channel)).map_or(unnamed, |channel| &channel.name).to_owned(),
        points: f64::from(entry.points) / 100.0,
        fined: entry.state & mark::FINED != 0,
        why: match Truth::from_number(entry.truth) {
            Truth::WrongPerson => Why::WrongPerson,
            Truth::NoAct => Why::NoAct,
            Truth::WrongAmount => Why::WrongAmount,
            Truth::Malice => Why::Malice,
            Truth::Kin => Why::Kin,
            Truth::Speech => Why::Speech,
            Truth::Ratings | Truth::Perks => Why::Credit,
            Truth::Own if behaviour.role.is_good() => Why::Credit,
            Truth::Own if behaviour.breaks_law() => Why::Offence,
            Truth::Own => Why::Private,
        },
        lifted: None,
        place,
    }
}
