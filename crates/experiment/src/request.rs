//! What somebody asks for: a file, and a few things changed for this one run.

use crate::Failure;
use crate::checkpoint::Checkpoints;
use crate::folder::Folder;
use crate::memory::in_gibibytes;
use model::population::SMALLEST_CITY;
use scenario::{Experiment, Unsaved};
use std::path::{Path, PathBuf};

/// A run as asked for. What is `None` is as the file says.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub experiment: PathBuf,
    /// From 10,000.
    pub people: Option<u64>,
    /// From 1 to 3,650.
    pub days: Option<u32>,
    /// Names of arms; empty: all.
    pub arms: Vec<String>,
    pub seeds: Option<u32>,
    pub seed: Option<u64>,
    /// 0: one for each core. Changes no result.
    pub threads: usize,
    /// Where to; else the next number under `runs/<experiment>`.
    pub out: Option<PathBuf>,
    /// Texts that stand in no file: the experiment itself, its city, its regimes.
    pub unsaved: Unsaved,
    /// Whether the tables are also wanted in memory.
    pub keep_tables: bool,
    /// Whether the tables are also wanted as text, in `csv/` beside `what/`. Changes no result.
    pub as_csv: bool,
    /// The folder of a run that was stopped, to go on with instead of `out`.
    pub resume: Option<PathBuf>,
    pub checkpoints: Checkpoints,
    /// What the run may take, in bytes; else what the machine has.
    pub memory: Option<u64>,
    /// Draws of all stylised numbers after the days, instead of those of the file; 0: none.
    pub robust_draws: Option<u32>,
    /// A result of `vitropolis robust`, whose ranges the report will tell.
    pub robust: Option<PathBuf>,
    /// A result of `vitropolis ablate`, which the report will tell.
    pub ablation: Option<PathBuf>,
}

/// Refuses a country.
pub(crate) fn one_city(experiment: &Experiment, named: &str) -> Result<(), Failure> {
    let Some(people) = experiment.part_people else { return Ok(()) };
    let asked = format!("{named} is lived in parts (part_people = {people}), of which none is the whole");
    Err(Failure::refused(
        asked,
        "an experiment on one city: without `part_people`, and of a size that fits into memory",
    ))
}

impl Request {
    /// The experiment with what was asked for.
    pub fn resolve(&self) -> Result<Experiment, Failure> {
        let mut experiment = scenario::load_unsaved_experiment(&self.experiment, &self.unsaved)?;
        experiment.people = self.people.unwrap_or(experiment.people);
        experiment.days = self.days.unwrap_or(experiment.days);
        experiment.seeds = self.seeds.unwrap_or(experiment.seeds);
        experiment.seed = self.seed.unwrap_or(experiment.seed);
        self.check(&experiment)?;
        self.choose_arms(&mut experiment)?;
        Ok(experiment)
    }

    /// The same for what looks into one city: a country, lived in parts, has none.
    pub(crate) fn resolve_city(&self) -> Result<Experiment, Failure> {
        let experiment = self.resolve()?;
        one_city(&experiment, &self.experiment.display().to_string())?;
        Ok(experiment)
    }

    /// The same with one seed, and people as the file wants them for a draw where nobody asks for a number of them.
    pub(crate) fn resolve_small(&self) -> Result<Experiment, Failure> {
        let experiment = self.resolve_city()?;
        let people = self.people.unwrap_or(experiment.robust_people);
        Ok(Experiment { people, seeds: 1, ..experiment })
    }

    /// The folder that is asked for, new or to go on with.
    pub(crate) fn folder(&self, name: &str) -> Result<Folder, Failure> {
        match &self.resume {
            Some(folder) => Folder::resume(folder),
            None => Folder::create(self.out.as_deref(), name),
        }
    }

    fn check(&self, experiment: &Experiment) -> Result<(), Failure> {
        let ranges = [
            ("--people", experiment.people, SMALLEST_CITY, 2_000_000_000),
            ("--days", u64::from(experiment.days), 1, 3_650),
            ("--seeds", u64::from(experiment.seeds), 1, 10_000),
            ("--seed", experiment.seed, 0, 9_007_199_254_740_991),
            ("--threads", self.threads as u64, 0, 1_024),
        ];
        for (name, value, low, high) in ranges {
            if !(low..=high).contains(&value) {
                return Err(Failure::refused(
                    format!("{name} = {value}"),
                    format!("a whole number from {low} to {high}"),
                ));
            }
        }
        Ok(())
    }

    /// Keeps the arms asked for. Where the reference is not among them, the first arm stands in for it.
    fn choose_arms(&self, experiment: &mut Experiment) -> Result<(), Failure> {
        let known: Vec<String> = experiment.arms.iter().map(|arm| arm.name.clone()).collect();
        if let Some(unknown) = self.arms.iter().find(|arm| !known.contains(arm)) {
            return Err(Failure::refused(format!("--arms {unknown}: no such arm"), known.join(", ")));
        }
        if !self.arms.is_empty() {
            experiment.arms.retain(|arm| self.arms.contains(&arm.name));
        }
        if !experiment.arms.iter().any(|arm| arm.name == experiment.reference) {
            experiment.reference = experiment.arms[0].name.clone();
        }
        Ok(())
    }

    /// The command that makes this run again, once what stands in no file is saved.
    pub fn command(&self) -> String {
        let mut words = vec!["vitropolis run".to_owned(), quoted(&self.experiment)];
        let numbers = [
            ("--people", self.people),
            ("--days", self.days.map(u64::from)),
            ("--seeds", self.seeds.map(u64::from)),
            ("--seed", self.seed),
        ];
        words.extend(numbers.iter().filter_map(|(name, value)| value.map(|value| format!("{name} {value}"))));
        if !self.arms.is_empty() {
            words.push(format!("--arms {}", self.arms.join(",")));
        }
        words.extend(self.robust_draws.map(|draws| format!("--robust-draws {draws}")));
        words.extend(self.robust.iter().map(|folder| format!("--robust {}", quoted(folder))));
        words.extend(self.ablation.iter().map(|folder| format!("--ablate {}", quoted(folder))));
        words.join(" ")
    }

    /// What was asked for that changes no result, as words behind the command.
    pub(crate) fn manner(&self) -> String {
        let threads = (self.threads != 0).then(|| format!(" --threads {}", self.threads));
        let csv = self.as_csv.then(|| " --tables csv".to_owned());
        let days = match self.checkpoints {
            Checkpoints::Auto => None,
            Checkpoints::Days(days) => Some(format!(" --checkpoint-days {days}")),
            Checkpoints::Never => Some(" --checkpoint-days 0".to_owned()),
        };
        let memory = self.memory.map(|bytes| format!(" --memory {}", in_gibibytes(bytes as f64)));
        [threads, csv, days, memory].into_iter().flatten().collect()
    }
}

/// A path as one types it in a shell.
pub(crate) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |sign: char| sign.is_alphanumeric() || "/._-+:=@%,".contains(sign);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_typed_as_it_is_told() {
        for (path, typed) in
            [("runs/a-1", "runs/a-1"), ("c s", "'c s'"), ("it's", "'it'\\''s'"), ("ü/x.toml", "ü/x.toml")]
        {
            assert_eq!(quoted(Path::new(path)), typed);
        }
    }
}
