//! What `vitropolis ablate` has found, as it is read back for a report.

use serde::{Deserialize, Serialize};

/// The result of an ablation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ablation {
    pub version: String,
    pub experiment: String,
    /// Whose safeguards were switched.
    pub arm: String,
    /// City, regimes and worlds without people, seeds and words: what a run must share to be told with it.
    pub likeness: String,
    pub seeds: Vec<u64>,
    pub people: u64,
    pub days: u32,
    /// Sets of safeguards that were lived.
    pub sets: usize,
    pub safeguards: Vec<Safeguard>,
    /// What counts as near nought, as a share of the harm.
    pub delta_share: f64,
    /// Draws of the stylised numbers; 0: the intervals are those of the seeds.
    pub draws: usize,
    pub measures: Vec<Harm>,
}

/// A safeguard and the keys of the regime that it sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Safeguard {
    pub name: String,
    pub sets: Vec<String>,
}

/// One harm under all sets, as a share of the people or of the cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Harm {
    pub measure: String,
    pub without: f64,
    pub with_all: f64,
    pub delta: f64,
    pub safeguards: Vec<Effect>,
}

/// One safeguard and one harm; negative is less harm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    pub safeguard: String,
    pub alone: Change,
    pub left_out: Change,
    pub shapley: Change,
    /// `less harm`, `more harm`, `paper`, `cannot tell` or `no such harm`.
    pub verdict: String,
}

/// A change with both intervals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub mean: f64,
    pub seeds_interval: Option<(f64, f64)>,
    pub draws_range: Option<(f64, f64)>,
}

impl Ablation {
    /// Reads `ablate.json`.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|why| format!("what/ablate.json cannot be read: {why}"))
    }

    pub(crate) fn harm(&self, measure: &str) -> Option<&Harm> {
        self.measures.iter().find(|harm| harm.measure == measure)
    }
}
