//! What the seeds showed of one measure in one world and group, and whether that is enough to tell it.

use crate::statistics::{self, Estimate, LEAST_EVENTS, Told};

/// How much there was to see: what happened, out of what could have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// The seeds of one world in one group.
pub(crate) struct Shown {
    /// By seed; none where there was nothing to divide by.
    pub(crate) values: Vec<Option<f64>>,
    /// Summed over the seeds, as are those of everybody.
    pub(crate) basis: Basis,
    pub(crate) of_everybody: Basis,
    /// Whether some seed has too few people in the group.
    pub(crate) few_people: bool,
    pub(crate) is_everybody: bool,
}

impl Shown {
    pub(crate) fn told(&self) -> Told {
        Told::of(statistics::estimate_of(&self.values), self.is_few())
    }

    /// This world less the other, seed by seed.
    pub(crate) fn less(&self, other: &Shown) -> Told {
        self.paired(other, statistics::paired_difference)
    }

    /// This world by the other, seed by seed.
    pub(crate) fn by(&self, other: &Shown) -> Told {
        self.paired(other, statistics::paired_ratio)
    }

    /// One of the two worlds has to have events enough: that what happens here never happens there is a difference, too.
    fn paired(&self, other: &Shown, with: Pairing) -> Told {
        let few = self.has_few_cases() || other.has_few_cases() || (self.is_few() && other.is_few());
        Told::of(with(&self.values, &other.values), few)
    }

    /// Few people in any seed, or little to see.
    pub(crate) fn is_few(&self) -> bool {
        self.few_people || self.basis.is_few(self.of_everybody, self.is_everybody)
    }

    /// Few people in any seed, or few cases; however little happened to them.
    fn has_few_cases(&self) -> bool {
        self.few_people || self.basis.cases < LEAST_EVENTS
    }
}

type Pairing = fn(&[Option<f64>], &[Option<f64>]) -> Option<Estimate>;
