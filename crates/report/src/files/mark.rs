//! The mark on every file: whose numbers these are not, and which inputs made them.

use crate::Run;

/// The sentence that every file carries.
pub const SYNTHETIC: &str = "synthetic people only; not evidence about any real population";

/// What stands at the head of each file of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub version: String,
    pub experiment_hash: String,
    /// Arm and the hash of its regime.
    pub regime_hashes: Vec<(String, String)>,
    pub seeds: Vec<u64>,
}

impl Mark {
    pub fn of(run: &Run) -> Self {
        Self {
            version: run.version.clone(),
            experiment_hash: run.experiment_hash.clone(),
            regime_hashes: run.arms.iter().map(|arm| (arm.name.clone(), arm.regime_hash.clone())).collect(),
            seeds: run.seeds.clone(),
        }
    }

    /// Keys and values, for the metadata of a file; the synthetic people come first.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let seeds = self.seeds.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
        let mut pairs = vec![
            ("synthetic".to_owned(), SYNTHETIC.to_owned()),
            ("vitropolis".to_owned(), self.version.clone()),
            ("experiment_hash".to_owned(), self.experiment_hash.clone()),
        ];
        pairs.extend(self.regime_hashes.iter().map(|(arm, hash)| (format!("regime_hash.{arm}"), hash.clone())));
        pairs.push(("seeds".to_owned(), seeds));
        pairs
    }

    /// Lines for the head of a text file.
    pub fn lines(&self) -> Vec<String> {
        self.pairs().into_iter().map(|(key, value)| format!("# {key} = {value}")).collect()
    }
}
