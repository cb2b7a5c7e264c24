//! One synthetic life in every world: each mark with its hidden truth, and what was refused because of the record.
//!
//! A life is chosen by the generator's number or at random, never looked up by what somebody is like (boundary.md 11).
//! Nothing is stored for it: the worlds of the run are lived again.

use crate::compare::locked;
use crate::request::one_city;
use crate::run::{draw, rules};
use crate::{Failure, Progress, Watch, memory};
use engine::{Hands, World};
use model::City;
use model::chance::{About, Purpose, below};
use model::measures::outcomes::{Lives, Outcome};
use model::mechanisms::{attribution, inspection};
use model::parameters::{GATES, INCOMES, RESIDENCES, SEXES};
use model::population::Place;
use model::state::{AS_BOOKED, Truth, mark};
use scenario::Experiment;
use std::path::Path;

/// A synthetic person, and what happened in each world.
#[derive(Clone, Debug)]
pub struct Life {
    /// `SYN-…`
    pub id: String,
    /// Number in the generator's order.
    pub number: u32,
    pub seed: u64,
    /// Age, sex, residence, income, district: invented, and not to be asked by.
    pub traits: Vec<(&'static str, String)>,
    pub worlds: Vec<LifeWorld>,
}

/// One world of a life.
#[derive(Clone, Debug)]
pub struct LifeWorld {
    pub arm: String,
    pub entries: Vec<Entry>,
    /// Score on the last evening, in points; `None` where there is no score.
    pub score: Option<f64>,
    pub band: Option<String>,
    /// What this life came to, in things that exist in every world.
    pub outcomes: Vec<(Outcome, u32)>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Mark {
        day: u32,
        behaviour: String,
        channel: String,
        points: f64,
        truth: &'static str,
        fined: bool,
        lifted: bool,
    },
    /// `behind`: the marks that took points and stood on that day, where the institution looked.
    Refused {
        day: u32,
        gate: &'static str,
        erroneous: bool,
        rights: bool,
        behind: Vec<Behind>,
    },
    Band {
        day: u32,
        band: String,
    },
}

/// A mark that stood behind a refusal, with its hidden truth. For a school place it is the guardian's.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    pub day: u32,
    pub behaviour: String,
    pub points: f64,
    pub truth: &'static str,
    /// Whether it would not exist but for an error or a lie.
    pub erroneous: bool,
}

/// One life of a run: person `number`, or one at random if `None`.
pub fn life(folder: &Path, number: Option<u32>, threads: usize, watch: &mut dyn Watch) -> Result<Life, Failure> {
    let experiment = locked(folder)?;
    one_city(&experiment, &folder.display().to_string())?;
    let hands = Hands::new(threads);
    // One world after the other.
    memory::check(&Experiment { arms: experiment.arms[..1].to_vec(), ..experiment.clone() }, 1, None)?;
    let city = draw(&experiment, experiment.seed, &hands)?;
    let number = match number {
        Some(number) if number < city.people => number,
        Some(number) => {
            return Err(Failure::refused(format!("life {number}"), format!("a number from 0 to {}", city.people - 1)));
        }
        None => chosen(&city),
    };
    let mut worlds = Vec::new();
    for (turn, arm) in experiment.arms.iter().enumerate() {
        let mut world = World::new(city.clone(), rules(&experiment, &city, arm), hands.clone());
        let mut lived =
            LifeWorld { arm: arm.name.clone(), entries: Vec::new(), score: None, band: None, outcomes: Vec::new() };
        follow(&experiment, &mut world, number, &mut lived, turn, watch);
        worlds.push(lived);
    }
    let (place, slot) = city.locate(number);
    Ok(Life {
        id: model::identity::synthetic_id(city.seed, hash_number(&experiment), number),
        number,
        seed: experiment.seed,
        traits: traits(&city, place, slot),
        worlds,
    })
}

/// A person at random: by the clock, since the choice must not depend on what anybody is like.
fn chosen(city: &City) -> u32 {
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
    let about = About { who: clock, other: 0, day: 0, purpose: Purpose::LifeChoice };
    below(city.seed.draw(about, 0)[0], city.people)
}

pub(crate) fn hash_number(experiment: &Experiment) -> u64 {
    u64::from_str_radix(&experiment.hash(), 16).unwrap_or(0)
}

pub(crate) fn traits(city: &City, place: &Place, slot: usize) -> Vec<(&'static str, String)> {
    vec![
        ("age", place.age(slot).to_string()),
        ("sex", SEXES[place.sex(slot)].to_owned()),
        ("residence", RESIDENCES[place.residence(slot)].to_owned()),
        ("income", INCOMES[place.income(slot)].to_owned()),
        ("district", city.districts[usize::from(place.district())].name.clone()),
        ("household", format!("{} people", place.home(slot).len())),
    ]
}

/// Lives one world and notes what happens to one person.
fn follow(
    experiment: &Experiment,
    world: &mut World,
    number: u32,
    lived: &mut LifeWorld,
    turn: usize,
    watch: &mut dyn Watch,
) {
    let city = world.city().clone();
    let block_number = city.block_of(number);
    let slot = (number - city.places[block_number].first()) as usize;
    let started = std::time::Instant::now();
    let mut band = None;
    let mut lives = Lives::new(&city.places[block_number]);
    for day in 0..experiment.days {
        world.live(day as u16);
        let block = &world.blocks()[block_number];
        for refusal in block.today.refusals.iter().filter(|refusal| usize::from(refusal.slot) == slot) {
            let gate = GATES[usize::from(refusal.gate)];
            let (erroneous, rights) = (refusal.erroneous, refusal.rights);
            let behind = behind(world, day as u16, block_number, usize::from(refusal.gate), slot);
            lived.entries.push(Entry::Refused { day, gate, erroneous, rights, behind });
        }
        lives.add(&city, world.rules_on(day as u16), block, day as u16);
        let names = &world.rules_on(day as u16).scoring.bands;
        let now = names.get(usize::from(block.people.accounts[slot].standings[AS_BOOKED].band)).cloned();
        if now != band {
            lived.entries.extend(now.iter().map(|band| Entry::Band { day, band: band.clone() }));
            band = now;
        }
        watch.progress(&Progress {
            step: "living",
            seed: turn as u32 + 1,
            seeds: experiment.arms.len() as u32,
            day: day + 1,
            days: experiment.days,
            done: turn as u64 * u64::from(experiment.days) + u64::from(day) + 1,
            total: experiment.arms.len() as u64 * u64::from(experiment.days),
            person_days: 0,
            elapsed: started.elapsed(),
        });
    }
    lived.entries.extend(marks(world, block_number, slot, experiment));
    lived.entries.sort_by_key(Entry::day);
    let rules = world.rules_on((experiment.days - 1) as u16);
    let score = world.blocks()[block_number].people.accounts[slot].score;
    lived.score = rules.scoring.is_published().then(|| f64::from(score) / 100.0);
    lived.band = band;
    lived.outcomes = Outcome::ALL.iter().map(|outcome| (*outcome, u32::from(lives.totals(*outcome)[slot]))).collect();
}

/// The marks on the account that a gate looked at when it refused somebody.
fn behind(world: &World, today: u16, block_number: usize, gate: usize, slot: usize) -> Vec<Behind> {
    let (rules, block) = (world.rules_on(today), &world.blocks()[block_number]);
    let subject = match GATES[gate] {
        "school" => world.city().places[block_number].guardian(slot).unwrap_or(slot),
        _ => slot,
    };
    let behaviours = &world.city().catalogue.behaviours;
    let domain = rules.gates.gates[gate].as_ref().map(|gate| gate.domain);
    let looked_at = |entry: &model::state::Mark| {
        let here = usize::from(entry.slot) == subject && entry.points < 0 && entry.state & mark::GONE == 0;
        here && (rules.scoring.is_published() || Some(behaviours[usize::from(entry.behaviour)].domain) == domain)
    };
    let told = |entry: model::state::Mark| Behind {
        day: u32::from(entry.day),
        behaviour: behaviours[usize::from(entry.behaviour)].name.clone(),
        points: f64::from(entry.points) / 100.0,
        truth: Truth::from_number(entry.truth).text(),
        erroneous: Truth::from_number(entry.truth).is_erroneous(),
    };
    block.marks.iter().filter(looked_at).map(told).collect()
}

fn marks(world: &World, block_number: usize, slot: usize, experiment: &Experiment) -> Vec<Entry> {
    let rules = world.rules_on((experiment.days - 1) as u16);
    let channel = |number: u8| {
        let channels = &rules.observation.channels;
        let unnamed = match number {
            attribution::PLANTED => "planted by the experiment",
            inspection::OFFICE => "a check of those singled out",
            _ => "people who report",
        };
        channels.get(usize::from(number)).map_or(unnamed, |channel| &channel.name).to_owned()
    };
    let block = &world.blocks()[block_number];
    let own = block.marks.iter().filter(|mark| usize::from(mark.slot) == slot);
    own.map(|entry| Entry::Mark {
        day: u32::from(entry.day),
        behaviour: world.city().catalogue.behaviours[usize::from(entry.behaviour)].name.clone(),
        channel: channel(entry.channel),
        points: f64::from(entry.points) / 100.0,
        truth: Truth::from_number(entry.truth).text(),
        fined: entry.state & mark::FINED != 0,
        lifted: entry.state & mark::LIFTED != 0,
    })
    .collect()
}

impl Entry {
    /// The day it happened, counted from 0.
    pub fn day(&self) -> u32 {
        match self {
            Self::Mark { day, .. } | Self::Refused { day, .. } | Self::Band { day, .. } => *day,
        }
    }
}
