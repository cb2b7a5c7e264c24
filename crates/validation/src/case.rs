//! What a case is: a published figure, what is laid beside it, how far apart the two may lie, and what we expect.

use crate::statistics::Simulated;
use engine::Hands;

/// One published result, with everything that is compared with it.
pub struct Case {
    /// As it is asked for: `--case NAME`.
    pub name: &'static str,
    /// What was published, in a line.
    pub title: &'static str,
    /// Key in `docs/references.bib`.
    pub source: &'static str,
    /// What is driven, and under which settings.
    pub simulates: &'static str,
    /// Takes minutes: left out of the quick set.
    pub slow: bool,
    pub checks: &'static [Check],
    /// One result for each of the checks, in order.
    pub(crate) run: fn(&Hands) -> Vec<Simulated>,
}

/// One comparison: a row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What is compared, with its unit.
    pub what: &'static str,
    pub kind: Kind,
    pub published: f64,
    pub tolerance: Tolerance,
    pub expected: Expected,
}

/// What an agreement says about the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A published model's own result, under its own parameters.
    Reproduction,
    /// The figure set a parameter: an agreement says nothing but that it was set.
    Calibration,
    /// No parameter was fitted to the figure.
    Validation,
    /// An order of magnitude; a free parameter remains.
    Pattern,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Reproduction, Kind::Calibration, Kind::Validation, Kind::Pattern];

    pub fn name(self) -> &'static str {
        match self {
            Self::Reproduction => "reproduction",
            Self::Calibration => "calibration",
            Self::Validation => "validation",
            Self::Pattern => "pattern",
        }
    }
    /// What an agreement of this kind says.
    pub fn text(self) -> &'static str {
        match self {
            Self::Reproduction => "a published model's own result, under its own parameters",
            Self::Calibration => "the figure set a parameter, so an agreement says only that it was set",
            Self::Validation => "out of sample: no parameter was fitted to the figure",
            Self::Pattern => "an order of magnitude; a free parameter remains",
        }
    }
}

/// How far apart published and simulated may lie. Set before anything was simulated, and never moved afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// At most so far apart, in the unit of the figure.
    Within(f64),
    /// At most so many times as large or as small.
    Factor(f64),
    /// The simulated value lies between the two.
    Between(f64, f64),
    AtLeast(f64),
    AtMost(f64),
    /// The published figure lies in the simulated 95 % interval.
    Interval,
}

impl Tolerance {
    pub fn holds(self, published: f64, simulated: &Simulated) -> bool {
        let value = simulated.value;
        match self {
            Self::Within(most) => (value - published).abs() <= most,
            Self::Factor(most) => value > 0.0 && (value / published).max(published / value) <= most,
            Self::Between(low, high) => (low..=high).contains(&value),
            Self::AtLeast(least) => value >= least,
            Self::AtMost(most) => value <= most,
            Self::Interval => (simulated.low..=simulated.high).contains(&published),
        }
    }
}

impl std::fmt::Display for Tolerance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Within(0.0) => write!(f, "exact"),
            Self::Within(most) => write!(f, "± {most}"),
            Self::Factor(most) => write!(f, "× or ÷ {most}"),
            Self::Between(low, high) => write!(f, "{low} to {high}"),
            Self::AtLeast(least) => write!(f, "at least {least}"),
            Self::AtMost(most) => write!(f, "at most {most}"),
            Self::Interval => write!(f, "inside the 95 % interval"),
        }
    }
}

/// What we know before it is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Holds,
    /// And why.
    DoesNotHold(&'static str),
}

impl Expected {
    pub fn holds(self) -> bool {
        self == Self::Holds
    }
    /// Why it does not hold; nothing where it does.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Holds => "",
            Self::DoesNotHold(reason) => reason,
        }
    }
}
