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
use crate::shown::Shown;
use crate::statistics::{self, LEAST_EVENTS, Told};
use crate::{Cell, Counts, Run};
use model::measures::Measure;
use model::measures::groups::ALL;

pub use crate::shown::Basis;
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

/// A measure, for a reader and for the machine: of one world, unless it says otherwise.
pub struct About<Of = OfWorld<Option<f64>>, By = OfWorld<Basis>> {
    /// Key in `summary.json`.
    pub key: &'static str,
    pub name: &'static str,
    pub sentence: &'static str,
    pub formula: &'static str,
    pub source: &'static str,
    pub misses: &'static str,
    pub unit: Unit,
    /// The value under one seed, for a group by its index; none where there is nothing to divide by.
    pub of: Of,
    pub basis: By,
}

/// What is read off a world under one seed, for a group by its index.
pub type OfWorld<T> = fn(&Cell, usize) -> T;

/// What only two worlds together have: one, and the reference beside it.
pub type OfTwo<T> = fn(&Cell, &Cell, usize) -> T;

/// A measure of a world beside the reference.
pub type Paired = About<OfTwo<Option<f64>>, OfTwo<Basis>>;

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
        self.shown(about, arm, group).told()
    }

    /// The paired difference to the reference: the same people, the same draws.
    pub fn difference(&self, about: &About, arm: usize, group: usize) -> Told {
        self.difference_between(about, arm, self.reference, group)
    }

    /// The paired difference between any two worlds.
    pub fn difference_between(&self, about: &About, arm: usize, other: usize, group: usize) -> Told {
        self.shown(about, arm, group).less(&self.shown(about, other, group))
    }

    /// The paired ratio to the reference.
    pub fn paired_ratio(&self, about: &About, arm: usize, group: usize) -> Told {
        self.shown(about, arm, group).by(&self.shown(about, self.reference, group))
    }

    /// A measure of two worlds, beside the reference; nothing for the reference itself.
    pub fn beside(&self, paired: &Paired, arm: usize, group: usize) -> Told {
        if arm == self.reference {
            return Told::Nothing;
        }
        let pairs = || self.cells.iter().map(|arms| (&arms[arm], &arms[self.reference]));
        let basis = pairs().map(|(here, there)| (paired.basis)(here, there, group));
        let basis = basis.fold(Basis::default(), |sum, basis| sum + basis);
        let few = basis.events.min(basis.cases) < LEAST_EVENTS || self.few_people(arm, group);
        let values: Vec<_> = pairs().map(|(here, there)| (paired.of)(here, there, group)).collect();
        Told::of(statistics::estimate_of(&values), few)
    }

    fn shown(&self, about: &About, arm: usize, group: usize) -> Shown {
        Shown {
            values: self.values(about, arm, group),
            basis: self.basis(about, arm, group),
            of_everybody: self.basis(about, arm, ALL as usize),
            few_people: self.few_people(arm, group),
            is_everybody: group == ALL as usize,
        }
    }

    /// Few people in any seed. A class of chat group has no people of its own.
    fn few_people(&self, arm: usize, group: usize) -> bool {
        let people = |arms: &Vec<Cell>| arms[arm].total.get(group, Measure::People);
        self.groups[group].kind != "chat size" && self.cells.iter().any(|arms| people(arms) < LEAST_PEOPLE)
    }

    /// Summed over the seeds.
    fn basis(&self, about: &About, arm: usize, group: usize) -> Basis {
        let bases = self.cells.iter().map(|arms| (about.basis)(&arms[arm], group));
        bases.fold(Basis::default(), |sum, basis| sum + basis)
    }

    /// The first world that is not the reference: the one that the words are about.
    pub fn main_arm(&self) -> usize {
        (0..self.arms.len()).find(|arm| *arm != self.reference).unwrap_or(self.reference)
    }
}

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
