//! What is said about a world in a number: one measure a file, each with its sentence, its formula, its source and what
//! it misses. Counters come from the model; a measure only divides them.

pub mod bands_and_ties;
pub mod contestability;
pub mod correction;
pub mod deterrence;
pub mod disproportionate;
pub mod employment;
pub mod erroneous;
pub mod error_rates;
pub mod exposure;
pub mod inequality;
pub mod legitimacy;
pub mod lowest_band;
pub mod marks;
pub mod mobility;
pub mod offences;
pub mod parity;
pub mod proportionality;
pub mod reach;
pub mod refusals;
pub mod refused_bands;
pub mod rights;
pub mod sanctions;
pub mod score_parts;
pub mod segregation;
pub mod silence;
pub mod trap;
pub mod trust;
pub mod uncorrected;
pub mod validity;
pub mod who_looks;

use crate::files::LEAST_PEOPLE;
use crate::statistics::{self, Estimate, LEAST_EVENTS, Told};
use crate::{Cell, Counts, Run};
use model::measures::Measure;
use model::measures::groups::ALL;

pub use bands_and_ties::{ASSORTATIVITY, MIXED_PART};
pub use contestability::{APPEALED, CONTESTABILITY, GRANTED};
pub use correction::CORRECTION;
pub use deterrence::{DETERRENCE, DISPLACEMENT};
pub use disproportionate::{DISPROPORTIONATE, DISPROPORTIONATE_OF_SANCTIONED};
pub use employment::EMPLOYMENT;
pub use erroneous::{ERRONEOUS, ERRONEOUS_OF_SANCTIONED};
pub use error_rates::ERROR_RATES;
pub use exposure::EXPOSURE;
pub use inequality::{GINI, THEIL};
pub use legitimacy::LEGITIMACY;
pub use lowest_band::LOWEST_BAND;
pub use marks::{FALSE_MARKS, MARKS};
pub use mobility::{MOBILITY, MOBILITY_WITHOUT_ERRORS};
pub use offences::OFFENCES;
pub use proportionality::{PROPORTIONALITY, SANCTION_DAYS};
pub use reach::{ALARMS, APPEAL_WAIT, REACH};
pub use refusals::REFUSALS;
pub use refused_bands::REFUSED_BANDS;
pub use rights::{RIGHTS, RIGHTS_OF_SANCTIONED};
pub use sanctions::SANCTIONS;
pub use score_parts::SCORE_PARTS;
pub use segregation::{DISSIMILARITY, DISSIMILARITY_EXCESS, ISOLATION, ISOLATION_EXCESS};
pub use silence::SILENCE;
pub use trap::TRAP;
pub use trust::{APPROVAL, TRUST};
pub use uncorrected::{CORRECTED_BY_HALF, UNCORRECTED};
pub use validity::VALIDITY;
pub use who_looks::LOOKERS;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Written in per cent; differences in percentage points.
    Share,
    /// So many for a person and year.
    PerPersonYear,
    /// So many for a thousand people and year.
    PerThousandYears,
    Days,
    /// Written with ×.
    Ratio,
    /// A number of its own kind, mostly from 0 to 1 and never a share of anything.
    Index,
}

/// How much there was to see: what happened, out of what could have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    pub events: i64,
    pub cases: i64,
}

impl Basis {
    /// Few cases; or, in a group, few events where the rate of everybody would not bring more either (a large group that
    /// is hardly ever hit is told, a small one is not).
    pub fn is_few(self, of_everybody: Basis, is_everybody: bool) -> bool {
        let all = of_everybody;
        let expected = if all.cases == 0 { 0.0 } else { self.cases as f64 * all.events as f64 / all.cases as f64 };
        let few_events = self.events < LEAST_EVENTS && expected < LEAST_EVENTS as f64;
        self.cases < LEAST_EVENTS || (!is_everybody && few_events)
    }
}

impl std::ops::Add for Basis {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { events: self.events + other.events, cases: self.cases + other.cases }
    }
}

/// A measure, for a reader and for the machine.
pub struct About {
    /// Key in `summary.json`.
    pub key: &'static str,
    pub name: &'static str,
    pub sentence: &'static str,
    pub formula: &'static str,
    pub source: &'static str,
    pub misses: &'static str,
    pub unit: Unit,
    /// The value in one world under one seed, for a group by its index; none where there is nothing to divide by.
    pub of: fn(&Cell, usize) -> Option<f64>,
    pub basis: fn(&Cell, usize) -> Basis,
}

/// A measure that only two worlds together have: one beside the reference.
pub struct Paired {
    /// Key in `summary.json`.
    pub key: &'static str,
    pub name: &'static str,
    pub sentence: &'static str,
    pub formula: &'static str,
    pub source: &'static str,
    pub misses: &'static str,
    pub unit: Unit,
    /// The value of a world beside the reference under one seed, for a group; none where there is nothing to divide by.
    pub of: fn(&Cell, &Cell, usize) -> Option<f64>,
    pub basis: fn(&Cell, &Cell, usize) -> Basis,
}

/// Every one of them. What an authority might want more of stands here, and nowhere but beside the reference.
pub const BESIDE: &[&Paired] = &[&DETERRENCE, &DISPLACEMENT];

/// Every measure, in the order of the report.
pub const EVERY: &[&About] = &[
    &SANCTIONS,
    &ERRONEOUS,
    &RIGHTS,
    &DISPROPORTIONATE,
    &ERRONEOUS_OF_SANCTIONED,
    &RIGHTS_OF_SANCTIONED,
    &DISPROPORTIONATE_OF_SANCTIONED,
    &ERROR_RATES[0],
    &ERROR_RATES[1],
    &ERROR_RATES[2],
    &ERROR_RATES[3],
    &SCORE_PARTS[0],
    &SCORE_PARTS[1],
    &SCORE_PARTS[2],
    &SCORE_PARTS[3],
    &SCORE_PARTS[4],
    &SCORE_PARTS[5],
    &SCORE_PARTS[6],
    &SCORE_PARTS[7],
    &SCORE_PARTS[8],
    &SCORE_PARTS[9],
    &VALIDITY[0],
    &VALIDITY[1],
    &VALIDITY[2],
    &VALIDITY[3],
    &PROPORTIONALITY,
    &SANCTION_DAYS,
    &REFUSED_BANDS,
    &LOWEST_BAND,
    &TRAP[0],
    &TRAP[1],
    &TRAP[2],
    &TRAP[3],
    &MOBILITY,
    &MOBILITY_WITHOUT_ERRORS,
    &REFUSALS,
    &GINI,
    &THEIL,
    &DISSIMILARITY,
    &DISSIMILARITY_EXCESS,
    &ISOLATION,
    &ISOLATION_EXCESS,
    &ASSORTATIVITY,
    &MIXED_PART,
    &SILENCE,
    &FALSE_MARKS,
    &MARKS[0],
    &MARKS[1],
    &MARKS[2],
    &MARKS[3],
    &MARKS[4],
    &MARKS[5],
    &MARKS[6],
    &REACH,
    &LOOKERS[0],
    &LOOKERS[1],
    &LOOKERS[2],
    &LOOKERS[3],
    &LOOKERS[4],
    &LOOKERS[5],
    &APPEALED,
    &GRANTED,
    &CONTESTABILITY,
    &APPEAL_WAIT,
    &CORRECTION,
    &CORRECTED_BY_HALF,
    &UNCORRECTED[0],
    &UNCORRECTED[1],
    &UNCORRECTED[2],
    &EXPOSURE,
    &ALARMS,
    &OFFENCES,
    &EMPLOYMENT,
    &LEGITIMACY,
    &APPROVAL,
    &TRUST[0],
    &TRUST[1],
    &TRUST[2],
    &TRUST[3],
];

/// The harms that a sweep over parameters or safeguards tells, each with whether more of it is worse. The closed list of
/// boundary.md 7: nothing else is ranked, drawn or searched.
pub const HARMS: [(&About, bool); 8] = [
    (&SANCTIONS, true),
    (&ERRONEOUS, true),
    (&RIGHTS, true),
    (&DISPROPORTIONATE, true),
    (&REFUSED_BANDS, true),
    (&REFUSALS, true),
    (&FALSE_MARKS, true),
    (&EMPLOYMENT, false),
];

/// Told only as a paired difference to the reference: what an authority might want more of.
pub const PAIRED_ONLY: [&About; 2] = [&SILENCE, &OFFENCES];

/// The three wrongs, always together and always in this order: of all people, and of the sanctioned.
pub const WRONGS: [(&About, &About); 3] = [
    (&ERRONEOUS, &ERRONEOUS_OF_SANCTIONED),
    (&RIGHTS, &RIGHTS_OF_SANCTIONED),
    (&DISPROPORTIONATE, &DISPROPORTIONATE_OF_SANCTIONED),
];

impl Run {
    /// The value of each seed.
    pub fn values(&self, about: &About, arm: usize, group: usize) -> Vec<Option<f64>> {
        self.cells.iter().map(|arms| (about.of)(&arms[arm], group)).collect()
    }

    /// What can be said about a measure in a world and a group.
    pub fn told(&self, about: &About, arm: usize, group: usize) -> Told {
        match statistics::estimate_of(&self.values(about, arm, group)) {
            None => Told::Nothing,
            Some(_) if self.too_few(about, arm, group) => Told::TooFew,
            Some(estimate) => Told::Number(estimate),
        }
    }

    /// The paired difference to the reference: the same people, the same draws.
    pub fn difference(&self, about: &About, arm: usize, group: usize) -> Told {
        self.paired(about, [arm, self.reference], group, statistics::paired_difference)
    }

    /// The paired difference between any two worlds.
    pub fn difference_between(&self, about: &About, arm: usize, other: usize, group: usize) -> Told {
        self.paired(about, [arm, other], group, statistics::paired_difference)
    }

    /// The paired ratio to the reference.
    pub fn paired_ratio(&self, about: &About, arm: usize, group: usize) -> Told {
        self.paired(about, [arm, self.reference], group, statistics::paired_ratio)
    }

    /// One of the two worlds has to have events enough: that what happens here never happens there is a difference, too.
    fn paired(&self, about: &About, arms: [usize; 2], group: usize, with: Pairing) -> Told {
        let few = arms.iter().any(|arm| self.few_cases(about, *arm, group))
            || arms.iter().all(|arm| self.too_few(about, *arm, group));
        let [here, there] = arms.map(|arm| self.values(about, arm, group));
        match with(&here, &there) {
            None => Told::Nothing,
            Some(_) if few => Told::TooFew,
            Some(estimate) => Told::Number(estimate),
        }
    }

    /// A measure of two worlds, beside the reference.
    pub fn beside(&self, paired: &Paired, arm: usize, group: usize) -> Told {
        let pairs = || self.cells.iter().map(|arms| (&arms[arm], &arms[self.reference]));
        let basis = pairs().map(|(here, there)| (paired.basis)(here, there, group));
        let basis = basis.fold((0, 0), |sum, basis| (sum.0 + basis.events, sum.1 + basis.cases));
        let few = basis.0.min(basis.1) < LEAST_EVENTS || self.few_people(arm, group);
        match statistics::estimate_of(&pairs().map(|(here, there)| (paired.of)(here, there, group)).collect::<Vec<_>>())
        {
            None => Told::Nothing,
            Some(_) if few => Told::TooFew,
            Some(estimate) => Told::Number(estimate),
        }
    }

    /// Few people in any seed, or little to see.
    fn too_few(&self, about: &About, arm: usize, group: usize) -> bool {
        let (here, all) = (self.basis(about, arm, group), self.basis(about, arm, ALL as usize));
        self.few_people(arm, group) || here.is_few(all, group == ALL as usize)
    }

    /// Few people in any seed, or few cases; however little happened to them.
    fn few_cases(&self, about: &About, arm: usize, group: usize) -> bool {
        self.few_people(arm, group) || self.basis(about, arm, group).cases < LEAST_EVENTS
    }

    /// A class of chat group has no people of its own.
    fn few_people(&self, arm: usize, group: usize) -> bool {
        let people = |arms: &Vec<Cell>| arms[arm].total.get(group, Measure::People);
        self.groups[group].kind != "chat size" && self.cells.iter().any(|arms| people(arms) < LEAST_PEOPLE)
    }

    /// Summed over the seeds.
    fn basis(&self, about: &About, arm: usize, group: usize) -> Basis {
        let bases = self.cells.iter().map(|arms| (about.basis)(&arms[arm], group));
        bases.fold(Basis { events: 0, cases: 0 }, |sum, basis| sum + basis)
    }

    /// The first world that is not the reference: the one that the words are about.
    pub fn main_arm(&self) -> usize {
        (0..self.arms.len()).find(|arm| *arm != self.reference).unwrap_or(self.reference)
    }
}

type Pairing = fn(&[Option<f64>], &[Option<f64>]) -> Option<Estimate>;

/// `part ÷ whole`, where there is a whole.
fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Person-years that a group lived.
fn person_years(person_days: &Counts, group: usize) -> f64 {
    person_days.get(group, Measure::People) as f64 / 365.0
}

/// So many for each person-year.
fn yearly(cell: &Cell, group: usize, events: i64) -> Option<f64> {
    let years = person_years(&cell.person_days, group);
    (years > 0.0).then(|| events as f64 / years)
}
