//! Work is lost and money runs out, sooner for those who were refused; who is behind does not pay on time.
//!
//! ## Equation
//! Once in 30 days, on the person's own day: P(job lost) = logit⁻¹(logit h₀ + a·refused job + b·refused loan +
//! c·flagged + m·migrant + y·young); P(one more month of arrears) = logit⁻¹(logit h₁(work) + b·refused loan +
//! i·(middle − income class)); else one month is cleared with chance h₂. With arrears the act "debt" follows, without
//! them the act "payment".
//!
//! ## Symbols
//! h₀ `job_loss`, h₁ `arrears` (of those who look for work, and of all others, pensioners included), h₂ `cleared`;
//! a, b, c, m, y log odds of the city file; flagged: in a band, or on a list, that an institution refuses; refused: within
//! `memory_days`; i `effect_income`: poorer classes fall behind sooner; young: up to `young_to_age`.
//!
//! ## Source
//! `stylised` hazards with ranges; direction of the effect of exclusion on work: `bos2018`, `uggen2014`.
//!
//! ## Reads
//! work, arrears, refused_job, refused_loan, stands
//!
//! ## Writes
//! work, arrears (shared with `gates`, which ends a search for work)
//!
//! ## Left out
//! Wages as amounts, health, births and deaths; finding work is an application (`gates`).

use crate::catalogue::Role;
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability};
use crate::measures::Measure;
use crate::parameters::INCOMES;
use crate::population::{City, Place};
use crate::rules::Sources;
use crate::state::{Act, Block, stands, work};

pub const STAGE: Stage = Stage { name: "life", run: step };

/// Days of the model's month.
pub const MONTH: u32 = 30;

#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    working_ages: std::ops::RangeInclusive<u8>,
    employed_at_start: Probability,
    /// By the bits of [`Situation`].
    job_loss: [Probability; 32],
    /// By provision (0 looking for work, 1 work or pension), refused loan, income class.
    arrears: [[[Probability; INCOMES.len()]; 2]; 2],
    cleared: Probability,
    memory_days: u32,
    young_to_age: u8,
    own_voice_from_age: u8,
    debts: Vec<u8>,
    payments: Vec<u8>,
}

/// What weighs on a worker, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    pub refused_job: bool,
    pub refused_loan: bool,
    pub flagged: bool,
    pub migrant: bool,
    pub young: bool,
}

impl Situation {
    fn bits(self) -> usize {
        [self.refused_job, self.refused_loan, self.flagged, self.migrant, self.young]
            .iter()
            .enumerate()
            .fold(0, |bits, (i, holds)| bits | usize::from(*holds) << i)
    }
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let city = sources.city;
        let effects = ["refused_job", "refused_loan", "flagged", "migrant", "young"]
            .map(|effect| city.real(&format!("life.effect_{effect}")));
        let hazard = |base: &str, bits: usize| {
            let held = effects.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, effect)| *effect);
            fixed::logistic(city.real(base), held)
        };
        let middle = INCOMES.len() as i32 / 2;
        let arrears = |base: &str, refused: usize, income: usize| {
            let shifts = [fixed::shift(middle - income as i32, city.real("life.effect_income"))]
                .into_iter()
                .chain((refused == 1).then_some(effects[1]));
            fixed::logistic(city.real(base), shifts)
        };
        let table = |base: &str| [0, 1].map(|refused| std::array::from_fn(|income| arrears(base, refused, income)));
        Self {
            working_ages: city.count("life.working_from_age") as u8..=city.count("life.working_to_age") as u8,
            employed_at_start: city.probability("life.employed_share"),
            job_loss: std::array::from_fn(|bits| hazard("life.job_loss_per_month", bits)),
            arrears: [table("life.arrears_unemployed"), table("life.arrears_employed")],
            cleared: city.probability("life.arrears_cleared"),
            memory_days: city.count("life.memory_days"),
            young_to_age: city.count("life.young_to_age") as u8,
            own_voice_from_age: city.count("life.own_voice_from_age") as u8,
            debts: sources.catalogue.with_role(Role::Debt).collect(),
            payments: sources.catalogue.with_role(Role::Payment).collect(),
        }
    }

    pub fn working_ages(&self) -> &std::ops::RangeInclusive<u8> {
        &self.working_ages
    }

    /// Whether somebody of this age rates others and chooses the own ties.
    pub fn has_a_voice(&self, age: u8) -> bool {
        age >= self.own_voice_from_age
    }

    /// Whether a refusal on `day + 1` still weighs.
    pub fn remembers(&self, refused: u16, today: u16) -> bool {
        refused > 0 && u32::from(today) + 1 - u32::from(refused) < self.memory_days
    }
}

/// Work on the first evening.
pub(crate) fn begin(city: &City, rules: &crate::Rules, place: &Place, block: &mut Block) {
    let employed = rules.life.employed_at_start;
    for slot in 0..place.len() {
        if rules.life.working_ages.contains(&place.age[slot]) {
            let about = About { who: place.person(slot), other: 1, day: 0, purpose: Purpose::Trait };
            let holds = employed.hit(city.seed.draw(about, 0)[0]);
            block.people.work[slot] = if holds { work::EMPLOYED } else { work::LOOKING };
        }
    }
}

/// The first slot whose own day of the month is today.
pub(crate) fn first_of_month(place: &Place, today: u16) -> usize {
    ((MONTH - (place.first + u32::from(today)) % MONTH) % MONTH) as usize
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    block.today.due.clear();
    let slots = (first_of_month(place, setting.today)..place.len()).step_by(MONTH as usize);
    let adults = slots.filter(|slot| place.age[*slot] >= *setting.rules.life.working_ages.start());
    let about = |slot: usize| About { who: place.person(slot), other: 0, day: setting.today, purpose: Purpose::Life };
    let words = setting.seed().draw_each(adults.clone().map(|slot| (about(slot), 0)));
    for (slot, words) in adults.zip(words) {
        month(setting, place, block, slot, words);
    }
}

/// One month of one adult.
fn month(setting: &Setting, place: &Place, block: &mut Block, slot: usize, words: [u32; 4]) {
    let (rules, groups) = (&setting.rules.life, &setting.city.groups);
    let people = &mut block.people;
    let situation = Situation {
        refused_job: rules.remembers(people.refused_job[slot], setting.today),
        refused_loan: rules.remembers(people.refused_loan[slot], setting.today),
        flagged: people.stands[slot] & stands::REFUSED != 0,
        migrant: place.residence(slot) == 1,
        young: place.age[slot] <= rules.young_to_age,
    };
    if people.work[slot] == work::EMPLOYED && loses_job(rules, situation, words[0]) {
        people.work[slot] = work::LOOKING;
        block.counts.add(place, slot, groups, Measure::Employed, -1);
        block.counts.add(place, slot, groups, Measure::Unemployed, 1);
    }
    let before = people.bonds[slot].arrears;
    let provided = people.work[slot] != work::LOOKING;
    people.bonds[slot].arrears =
        next_arrears(rules, before, provided, situation, place.income(slot), [words[1], words[2]]);
    let after = people.bonds[slot].arrears;
    block.counts.add(place, slot, groups, Measure::Arrears, i64::from(after > 0) - i64::from(before > 0));
    let due = if after > 0 { &rules.debts } else { &rules.payments };
    block.today.due.extend(due.iter().map(|behaviour| Act::of(*behaviour, slot as u16)));
}

/// Whether a worker in this situation loses the job this month.
pub fn loses_job(rules: &Rules, situation: Situation, word: u32) -> bool {
    rules.job_loss[situation.bits()].hit(word)
}

/// Months of arrears after this month. Provided for: with work, or past it on a pension; only who looks for work is not.
pub fn next_arrears(rules: &Rules, arrears: u8, provided: bool, s: Situation, income: usize, words: [u32; 2]) -> u8 {
    if rules.arrears[usize::from(provided)][usize::from(s.refused_loan)][income].hit(words[0]) {
        arrears.saturating_add(1)
    } else if rules.cleared.hit(words[1]) {
        arrears.saturating_sub(1)
    } else {
        arrears
    }
}
