//! Where two runs first differ: day, stage, column.
//!
//! The recorded digests tell the last row in which both agree; from there both are lived again with a digest after
//! each stage. Nothing is stored of a person for this.

use crate::request::one_city;
use crate::run::{draw, rules};
use crate::{Failure, Progress, Watch, memory};
use engine::{Hands, World};
use scenario::Experiment;
use std::path::Path;
use std::sync::Arc;

/// What the comparison of two run folders found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Every row of `digests.csv` that both runs have is the same; `alone` rows are in one of them only.
    None { rows: usize, alone: usize },
    /// They begin to differ here.
    At { seed: u64, arm: String, day: u32, stage: String, column: String },
    /// The rows differ, but lived again both give the same: another version made one of them, or a file was changed.
    OnlyRecorded { seed: u64, arm: String, from_day: u32, to_day: u32 },
}

/// A row of `digests.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    seed: u64,
    arm: String,
    day: u32,
    digest: String,
}

/// Compares two run folders.
pub fn compare_digests(a: &Path, b: &Path, threads: usize, watch: &mut dyn Watch) -> Result<Difference, Failure> {
    let (first, second) = (rows(a)?, rows(b)?);
    let partner = |row: &Row| second.iter().find(|r| (r.seed, &r.arm, r.day) == (row.seed, &row.arm, row.day));
    let shared: Vec<(&Row, &Row)> = first.iter().filter_map(|row| partner(row).map(|other| (row, other))).collect();
    if shared.is_empty() {
        let asked = format!("{} and {} share no seed, arm and day", a.display(), b.display());
        return Err(Failure::refused(asked, "two runs with at least one seed and one arm in common"));
    }
    let Some((row, _)) = shared.iter().find(|(one, other)| one.digest != other.digest) else {
        return Ok(Difference::None { rows: shared.len(), alone: first.len() + second.len() - 2 * shared.len() });
    };
    let agreed = shared.iter().filter(|(one, _)| one.seed == row.seed && one.arm == row.arm && one.day < row.day);
    let from = agreed.map(|(one, _)| one.day + 1).max().unwrap_or(0);
    let mut twins = [lived_again(a, row, threads)?, lived_again(b, row, threads)?];
    let stretch = Stretch { from, to: row.day };
    Ok(match stretch.search(&mut twins, watch) {
        Some((day, stage, column)) => Difference::At { seed: row.seed, arm: row.arm.clone(), day, stage, column },
        None => Difference::OnlyRecorded { seed: row.seed, arm: row.arm.clone(), from_day: from, to_day: row.day },
    })
}

/// The days between the last equal and the first unequal row.
struct Stretch {
    from: u32,
    to: u32,
}

impl Stretch {
    fn search(&self, twins: &mut [World; 2], watch: &mut dyn Watch) -> Option<(u32, String, String)> {
        let started = std::time::Instant::now();
        for day in 0..=self.to {
            watch.progress(&Progress {
                step: "living",
                seed: 1,
                seeds: 1,
                day: day + 1,
                days: self.to + 1,
                done: u64::from(day),
                total: u64::from(self.to) + 1,
                person_days: 0,
                elapsed: started.elapsed(),
            });
            if day < self.from {
                twins.iter_mut().for_each(|world| drop(world.live(day as u16)));
                continue;
            }
            let [one, other] = twins.each_mut().map(|world| world.live_traced(day as u16).1);
            for (a, b) in one.iter().zip(&other) {
                if let Some(column) = a.first_difference(b) {
                    return Some((day, a.stage.to_owned(), column.to_owned()));
                }
            }
        }
        None
    }
}

/// The world of a row, on its first evening.
fn lived_again(folder: &Path, row: &Row, threads: usize) -> Result<World, Failure> {
    let experiment = locked(folder)?;
    one_city(&experiment, &folder.display().to_string())?;
    let arm = experiment.arms.iter().find(|arm| arm.name == row.arm).ok_or_else(|| {
        Failure::refused(
            format!("{}: the lock file has no arm `{}`", folder.display(), row.arm),
            "an unchanged run folder",
        )
    })?;
    // Two of them live at once.
    memory::check(&Experiment { arms: vec![arm.clone()], ..experiment.clone() }, 2, None)?;
    let hands = Hands::new(threads);
    let city = draw(&experiment, row.seed, &hands)?;
    let rules = rules(&experiment, &city, arm);
    Ok(World::new(Arc::clone(&city), rules, hands))
}

/// What a run folder says it ran.
pub(crate) fn locked(folder: &Path) -> Result<Experiment, Failure> {
    Ok(Experiment::from_lock(&lock_text(folder)?)?)
}

/// The same as text.
pub(crate) fn lock_text(folder: &Path) -> Result<String, Failure> {
    let path = folder.join("what/experiment.lock.toml");
    std::fs::read_to_string(&path).map_err(|why| no_run_folder(folder, &path, &why))
}

fn no_run_folder(folder: &Path, path: &Path, why: &std::io::Error) -> Failure {
    Failure::refused(
        format!("{} is not a run folder: {}: {why}", folder.display(), path.display()),
        "a folder that `vitropolis run` has written",
    )
}

fn rows(folder: &Path) -> Result<Vec<Row>, Failure> {
    let path = folder.join("what/digests.csv");
    let text = std::fs::read_to_string(&path).map_err(|why| no_run_folder(folder, &path, &why))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.starts_with("seed,"));
    lines
        .map(|(number, line)| {
            row(line).ok_or_else(|| {
                let asked = format!("{}, line {}: `{line}` is not a row", path.display(), number + 1);
                Failure::refused(asked, "seed,arm,day,digest")
            })
        })
        .collect()
}

fn row(line: &str) -> Option<Row> {
    let mut fields = line.split(',');
    let mut next = || fields.next().map(|field| field.trim_matches('"'));
    let (seed, arm, day, digest) = (next()?, next()?, next()?, next()?);
    Some(Row { seed: seed.parse().ok()?, arm: arm.into(), day: day.parse().ok()?, digest: digest.into() })
}
