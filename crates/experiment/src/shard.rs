//! A run in parts: a shard is some of an experiment's seeds, in all arms; shards put together are the run.
//!
//! Shards know nothing of one another, so they can be lived anywhere and in any order. A shard is its journal and what
//! it is a journal of; tables and report are made when they are put together.

use crate::folder::Folder;
use crate::journal::{Reading, Whose};
use crate::ledger::Ledger;
use crate::parts::Parts;
use crate::robust::fitting;
use crate::run::{Asked, described, lived, peak_memory, write_result};
use crate::tables::{Also, Tables};
use crate::{Failure, Progress, Request, VERSION, Watch, memory, seal};
use report::{Mark, Run, SYNTHETIC};
use scenario::Experiment;
use serde_json::Value;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// What a shard is a journal of.
const LOCK: &str = "experiment.lock.toml";
/// Most shards of a run.
const MOST: u32 = 10_000;

/// One of several: `3/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    number: u32,
    of: u32,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) && of <= MOST => Ok(Self { number, of }),
            _ => Err(format!("`{text}` is no shard; `3/8` is the third of eight, and at most {MOST} are allowed")),
        }
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Shard {
    /// Its share of the numbers of the seeds; the shards take all of them, each once.
    pub(crate) fn seeds(self, seeds: u32) -> Range<u32> {
        let end = |number: u32| (u64::from(seeds) * u64::from(number) / u64::from(self.of)) as u32;
        end(self.number - 1)..end(self.number)
    }
}

/// A shard that is done.
pub struct ShardFinished {
    pub folder: PathBuf,
    /// Seeds that were lived.
    pub seeds: Vec<u64>,
    pub build_seconds: f64,
    pub run_seconds: f64,
    pub peak_memory_bytes: u64,
}

/// Shards put together.
pub struct Merged {
    pub folder: PathBuf,
    pub run: Run,
}

/// Lives the seeds of one shard.
pub fn shard(
    request: &Request,
    shard: Shard,
    watch: &mut dyn Watch,
    stop: &AtomicBool,
) -> Result<ShardFinished, Failure> {
    let experiment = request.resolve()?;
    if shard.of > experiment.seeds {
        let allowed = format!("at most as many shards as seeds: {}", experiment.seeds);
        return Err(Failure::refused(format!("--shard {shard}"), allowed));
    }
    memory::check(&experiment, 1, request.memory)?;
    let folder = request.folder(&format!("{}-shards", experiment.name))?;
    let command = format!("{} --shard {shard}", request.command());
    let asked = Asked { shard: Some(shard), ..Asked::plain(experiment, command, request) };
    match filled(&asked, &folder, watch, stop) {
        Ok(finished) => Ok(ShardFinished { folder: folder.keep_journal()?, ..finished }),
        Err(failure) => Err(asked.left(failure, folder)),
    }
}

fn filled(asked: &Asked, folder: &Folder, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<ShardFinished, Failure> {
    let experiment = &asked.experiment;
    let mut run = described(experiment, asked.command.clone());
    let lock = Mark::of(&run).lines().join("\n") + "\n" + &experiment.lock();
    let (job, _) = lived(asked, folder, || Ok(None), watch, stop)?;
    folder.write(LOCK, &lock)?;
    run.seeds = asked.seeds().map(|number| experiment.seed + u64::from(number)).collect();
    let peak_memory_bytes = peak_memory();
    folder.write("how.json", &job.how(&run, peak_memory_bytes))?;
    folder.discard_what()?;
    let (build_seconds, run_seconds) = (job.building.as_secs_f64(), job.living.as_secs_f64());
    Ok(ShardFinished { folder: PathBuf::new(), seeds: run.seeds, build_seconds, run_seconds, peak_memory_bytes })
}

/// Puts shards together: the same `what/` as of one run. The report tells the ranges of a finished `robust`, if one is
/// given that fits.
pub fn merge(
    folders: &[PathBuf],
    out: Option<&Path>,
    robust: Option<&Path>,
    watch: &mut dyn Watch,
) -> Result<Merged, Failure> {
    let started = Instant::now();
    let parts = parts(folders)?;
    let Some((first, _)) = parts.first() else {
        return Err(Failure::refused("merge without a folder", "the folders of all shards of a run"));
    };
    let experiment = locked(first)?;
    complete(&parts, &experiment)?;
    let robust = robust.map(|folder| fitting(folder, &experiment)).transpose()?;
    let folder = Folder::create(out, &experiment.name)?;
    let names: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    let mut run = described(&experiment, format!("vitropolis merge {}", names.join(" ")));
    let mut ledger = Ledger::new(&experiment, Some(Tables::create(&folder, &experiment, &run, Also::default())?));
    for (at, (part, whose)) in parts.iter().enumerate() {
        watch.progress(&putting_together(&experiment, at as u32 + 1, parts.len() as u32, started));
        let cities = (whose.to - whose.from) * Parts::of(&experiment).cities_a_seed();
        let wanted = u64::from(cities) * u64::from(experiment.days);
        let evenings = ledger.read(part, None)?;
        if evenings != wanted {
            let asked = format!("{}: {evenings} of {wanted} days are whole", part.display());
            return Err(Failure::refused(asked, "the folder of a shard that was lived to its end, as it was written"));
        }
    }
    ledger.finish(&mut run)?;
    run.robust = robust;
    write_result(&folder, &experiment, &run, false)?;
    folder.write("how.json", &how(&run, &parts))?;
    seal::seal(&folder, &run)?;
    Ok(Merged { folder: folder.keep()?, run })
}

type Part = (PathBuf, Whose);

/// The shards in the order of their seeds.
fn parts(folders: &[PathBuf]) -> Result<Vec<Part>, Failure> {
    let open = |folder: &PathBuf| {
        let journal = Reading::open(folder);
        let journal = journal.map_err(|why| Failure::refused(why, "a folder that `vitropolis run --shard` wrote"))?;
        Ok((folder.clone(), journal.whose))
    };
    let mut parts = folders.iter().map(open).collect::<Result<Vec<Part>, Failure>>()?;
    parts.sort_by_key(|(_, whose)| whose.from);
    Ok(parts)
}

fn locked(folder: &Path) -> Result<Experiment, Failure> {
    let path = folder.join(LOCK);
    let text = std::fs::read_to_string(&path).map_err(|why| {
        let asked = format!("{}: {why}", path.display());
        Failure::refused(asked, "a folder that `vitropolis run --shard` wrote")
    })?;
    Ok(Experiment::from_lock(&text)?)
}

/// Whether the shards are of one experiment, and have each of its seeds once.
fn complete(parts: &[Part], experiment: &Experiment) -> Result<(), Failure> {
    let hash = experiment.hash();
    let mut next = 0;
    for (folder, whose) in parts {
        let refused = |what: String| {
            let asked = format!("{}: {what}", folder.display());
            Err(Failure::refused(asked, "all shards of one run, each once, of the same experiment, size and seed"))
        };
        if whose.experiment_hash != hash {
            return refused("it is a shard of another run than the others".to_owned());
        }
        if whose.from != next {
            let more = if whose.from < next { "there is a second shard with" } else { "there is no shard with" };
            return refused(format!("before it, {more} seed {}", experiment.seed + u64::from(whose.from.min(next))));
        }
        next = whose.to;
    }
    if next == experiment.seeds {
        return Ok(());
    }
    let missing = experiment.seed + u64::from(next);
    let asked = format!("there is no shard with seed {missing}");
    Err(Failure::refused(asked, format!("all shards of the run: it has {} seeds", experiment.seeds)))
}

fn putting_together(experiment: &Experiment, shard: u32, shards: u32, started: Instant) -> Progress {
    Progress {
        step: "writing",
        seed: shard,
        seeds: shards,
        day: experiment.days,
        days: experiment.days,
        done: u64::from(shard),
        total: u64::from(shards),
        person_days: 0,
        elapsed: started.elapsed(),
    }
}

/// How each shard was made, as it says itself.
fn how(run: &Run, parts: &[Part]) -> String {
    let told = |(folder, _): &Part| {
        let text = std::fs::read_to_string(folder.join("how.json")).unwrap_or_default();
        serde_json::from_str::<Value>(&text).unwrap_or(Value::Null)
    };
    let how = serde_json::json!({
        "synthetic": SYNTHETIC, "version": VERSION, "experiment_hash": run.experiment_hash, "seeds": run.seeds,
        "regime_hashes": run.arms.iter().map(|arm| (arm.name.clone(), arm.regime_hash.clone().into()))
            .collect::<serde_json::Map<String, Value>>(),
        "command": run.command, "shards": parts.iter().map(told).collect::<Vec<Value>>(),
    });
    format!("{how:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_have_every_seed_once() {
        for (seeds, of) in [(1, 1), (7, 3), (64, 10), (5, 5)] {
            let shards = (1..=of).map(|number| Shard { number, of });
            let all: Vec<u32> = shards.flat_map(|shard| shard.seeds(seeds)).collect();
            assert!(all == (0..seeds).collect::<Vec<_>>(), "{seeds} seeds in {of}");
        }
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        assert_eq!("3/8".parse(), Ok(Shard { number: 3, of: 8 }));
        for text in ["0/8", "9/8", "3", "3/0", "a/b", "-1/2", "1/10001"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
