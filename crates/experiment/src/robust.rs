//! Whether a result holds when what nobody has measured is drawn anew: all stylised numbers at once, many times.
//!
//! Every draw has one point of a Latin hypercube, shared by all worlds, and a seed of its own; draw 0 is the files as
//! they are written. A draw that cannot be lived stays in the table with the reason.

use crate::folder::Folder;
use crate::kept::Place;
use crate::run::{described, peak_memory, reference};
use crate::sample::{Batch, lived};
use crate::stylised::{Parameter, at, kept, parameters};
use crate::{Failure, Request, VERSION, Watch, designs, memory};
use engine::Hands;
use model::Seed;
use report::robust::{FailedDraw, LEAST_DRAWS, lines, points};
use report::{Draw, Mark, Robust, Run, SYNTHETIC, draws_csv, read_draws};
use scenario::Experiment;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Most draws that are made.
const MOST_DRAWS: u32 = 100_000;

/// What `vitropolis robust` is asked for.
#[derive(Clone, Debug)]
pub struct RobustRequest {
    pub request: Request,
    /// From 2; a headline needs 64.
    pub draws: u32,
}

/// A result that is done.
pub struct RobustFinished {
    pub folder: PathBuf,
    pub robust: Robust,
    pub seconds: f64,
}

/// Draws the parameters and lives every draw. Stopped, it keeps the finished draws.
pub fn robust(asked: &RobustRequest, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<RobustFinished, Failure> {
    if !(2..=MOST_DRAWS).contains(&asked.draws) {
        return Err(Failure::refused(format!("--draws {}", asked.draws), format!("from 2 to {MOST_DRAWS}")));
    }
    let started = Instant::now();
    let experiment = Experiment { seeds: 1, ..asked.request.resolve_city()? };
    let job = Job::new(&experiment, asked);
    let before = asked.request.resume.as_deref().map_or(Ok(Vec::new()), |folder| job.taken_up(folder))?;
    let place = match &asked.request.resume {
        Some(folder) => Place::Old(folder.clone()),
        None => Place::New(Folder::create(asked.request.out.as_deref(), &format!("{}-robust", experiment.name))?),
    };
    let hands = Hands::new(asked.request.threads);
    memory::check_batch(&experiment, &hands, asked.request.memory)?;
    let missing: Vec<u32> =
        (0..=asked.draws).filter(|number| before.iter().all(|draw| draw.number != *number)).collect();
    let person_days = experiment.people * u64::from(experiment.days) * experiment.arms.len() as u64;
    let mut batch = Batch { hands: &hands, watch, days: experiment.days, person_days };
    let (lived, stopped) = batch.work(missing.len(), |at| job.draw(missing[at], stop));
    let draws: Vec<Draw> = before.into_iter().chain(lived).collect();
    if let Some(failure) = stopped {
        return Err(job.stopped(failure, place, &draws));
    }
    let robust = job.told(&draws);
    let seconds = started.elapsed().as_secs_f64();
    let folder = job.write(place, &draws, Some((&robust, job.how(seconds, hands.count()))))?;
    Ok(RobustFinished { folder, robust, seconds })
}

/// What every experiment like this one shares, whatever its people and seeds: 16 hexadecimal digits.
pub(crate) fn likeness(experiment: &Experiment) -> String {
    let mut like = experiment.clone();
    (like.people, like.days, like.seeds, like.seed) = (10_000, 1, 1, 0);
    (like.name, like.title, like.question) = Default::default();
    like.hash()
}

/// A finished result with draws enough, whose worlds and days are those of an experiment.
pub(crate) fn fitting(folder: &Path, experiment: &Experiment) -> Result<Robust, Failure> {
    let path = folder.join("what/robust.json");
    let refused =
        |what: String, allowed: String| Failure::refused(format!("--robust {}: {what}", folder.display()), allowed);
    let finished = || "a folder that `vitropolis robust` has finished".to_owned();
    let text =
        std::fs::read_to_string(&path).map_err(|why| refused(format!("{}: {why}", path.display()), finished()))?;
    let found = Robust::from_json(&text).map_err(|why| refused(why, finished()))?;
    let command = format!("vitropolis robust with the same file, --days {}", experiment.days);
    if found.likeness != likeness(experiment) {
        return Err(refused("its city, regimes or worlds are not those of this run".to_owned(), command));
    }
    if found.days != experiment.days {
        return Err(refused(format!("its draws last {} days", found.days), command));
    }
    if !found.is_enough() {
        let allowed = format!("at least {LEAST_DRAWS} finished draws");
        return Err(refused(format!("it has {} finished draws", found.done), allowed));
    }
    Ok(found)
}

struct Job<'a> {
    experiment: &'a Experiment,
    asked: &'a RobustRequest,
    run: Run,
    parameters: Vec<Parameter>,
    /// By draw, from the first that is drawn.
    points: Vec<Vec<f64>>,
}

impl<'a> Job<'a> {
    fn new(experiment: &'a Experiment, asked: &'a RobustRequest) -> Self {
        let parameters = parameters(experiment);
        let keys: Vec<u32> = parameters.iter().map(Parameter::key).collect();
        let points = designs::latin(Seed(experiment.seed), &keys, asked.draws);
        let mut run = described(experiment, asked.request.command());
        run.seeds = vec![experiment.seed];
        Self { experiment, asked, run, parameters, points }
    }

    fn arms(&self) -> Vec<String> {
        self.experiment.arms.iter().map(|arm| arm.name.clone()).collect()
    }

    /// Lives one draw; number 0 is as written.
    fn draw(&self, number: u32, stop: &AtomicBool) -> Result<Draw, Failure> {
        let seed = self.experiment.seed + u64::from(number);
        let varied = match number.checked_sub(1) {
            None => Ok((self.experiment.clone(), 0)),
            Some(at_point) => at(self.experiment, &self.parameters, &self.points[at_point as usize]),
        };
        let (ceilings_raised, result) = match varied {
            Err(errors) => (0, Err(Failure::from(errors))),
            Ok((varied, raised)) => (raised, lived(&varied, seed, &Hands::Serial, stop)),
        };
        let result = match result {
            // Without the files as they are written there is nothing to compare.
            Err(failure) if number == 0 || matches!(failure, Failure::Stopped { .. }) => return Err(failure),
            Err(failure) => Err(failure.to_string()),
            Ok(cells) => Ok(points(&cells, reference(self.experiment))),
        };
        Ok(Draw { number, seed, ceilings_raised, result })
    }

    /// The draws of a stopped result, if it is one of this experiment.
    fn taken_up(&self, folder: &Path) -> Result<Vec<Draw>, Failure> {
        let at = |name: &str| folder.join("what").join(name);
        let read = |path: PathBuf| {
            std::fs::read_to_string(&path).map_err(|why| {
                let asked = format!("--resume {}: {}: {why}", folder.display(), path.display());
                Failure::refused(asked, "a folder in which `vitropolis robust` was stopped")
            })
        };
        let refused = |what: &str, allowed: &str| {
            Err(Failure::refused(format!("--resume {}: {what}", folder.display()), allowed))
        };
        if at("robust.json").exists() {
            return refused("this result is finished", "one that was stopped");
        }
        if Experiment::from_lock(&read(at("experiment.lock.toml"))?)?.hash() != self.experiment.hash() {
            return refused("it is of another experiment", "the same experiment, people, days and seed");
        }
        match read_draws(&read(at("draws.csv"))?, self.experiment.arms.len()) {
            Ok((wanted, draws)) if wanted == self.asked.draws => Ok(draws),
            Ok((wanted, _)) => refused(&format!("it wants {wanted} draws"), &format!("--draws {wanted}")),
            Err(why) => refused(&why, "an unchanged folder"),
        }
    }

    fn told(&self, draws: &[Draw]) -> Robust {
        let failed = |draw: &Draw| {
            let reason = draw.result.as_ref().err()?;
            Some(FailedDraw { draw: draw.number, reason: reason.clone() })
        };
        let (written, drawn) = draws.split_first().expect("draw 0 is lived first");
        let written = written.result.as_ref().expect("draw 0 never fails");
        let points: Vec<_> = drawn.iter().filter_map(|draw| draw.result.clone().ok()).collect();
        Robust {
            synthetic: SYNTHETIC.to_owned(),
            version: VERSION.to_owned(),
            experiment: self.experiment.name.clone(),
            experiment_hash: self.experiment.hash(),
            likeness: likeness(self.experiment),
            people: self.experiment.people,
            days: self.experiment.days,
            seed: self.experiment.seed,
            parameters: self.parameters.len(),
            draws: self.asked.draws,
            done: points.len() as u32,
            failed: draws.iter().filter_map(failed).collect(),
            ceilings_raised: drawn.iter().filter(|draw| draw.ceilings_raised > 0).count() as u32,
            reference: self.experiment.reference.clone(),
            arms: self.arms(),
            measures: lines(&self.arms(), self.run.reference, written, &points),
        }
    }

    /// The failure to end with: what was finished is kept if anything was.
    fn stopped(&self, failure: Failure, place: Place, draws: &[Draw]) -> Failure {
        let Failure::Stopped { .. } = failure else { return failure };
        if draws.is_empty() {
            return Failure::Stopped { kept: "no draw was finished, and nothing was kept".to_owned() };
        }
        match self.write(place, draws, None) {
            Err(failure) => failure,
            Ok(folder) => Failure::Stopped {
                kept: format!(
                    "{} of {} draws are kept; go on with\n  {} --resume {}",
                    draws.len(),
                    self.asked.draws + 1,
                    self.command(),
                    folder.display()
                ),
            },
        }
    }

    fn command(&self) -> String {
        self.asked.request.command().replacen(" run ", " robust ", 1) + &format!(" --draws {}", self.asked.draws)
    }

    /// Writes the folder; without a result, as far as it has come.
    fn write(&self, place: Place, draws: &[Draw], result: Option<(&Robust, String)>) -> Result<PathBuf, Failure> {
        let mark = Mark::of(&self.run);
        let lock = mark.lines().join("\n") + "\n" + &self.experiment.lock();
        let mut files = vec![
            ("what/experiment.lock.toml", lock),
            ("what/parameters.csv", parameters_csv(&mark, self.experiment, &self.parameters)),
            ("what/draws.csv", draws_csv(&mark, self.asked.draws, &self.arms(), draws)),
        ];
        if let Some((robust, how)) = result {
            files.push(("robust.txt", robust.table()));
            files.push(("how.json", how));
            files.push(("what/robust.json", robust.json()));
        }
        place.write(&files)
    }

    fn how(&self, seconds: f64, threads: usize) -> String {
        let how = serde_json::json!({
            "synthetic": SYNTHETIC, "version": VERSION, "command": self.command(), "experiment_hash": self.experiment.hash(),
            "seeds": [self.experiment.seed], "threads": threads, "seconds": seconds,
            "regime_hashes": self.run.arms.iter().map(|arm| (arm.name.clone(), arm.regime_hash.clone().into()))
                .collect::<serde_json::Map<String, serde_json::Value>>(),
            "peak_memory_bytes": peak_memory(),
        });
        format!("{how:#}\n")
    }
}

/// Which numbers are drawn, between which values; and which have a range and stay, because somebody chose them.
pub(crate) fn parameters_csv(mark: &Mark, experiment: &Experiment, parameters: &[Parameter]) -> String {
    let mut text = mark.lines().join("\n") + "\nfile,path,as_written,low,high,scale\n";
    for parameter in parameters {
        let Parameter { part, path, written, low, high, .. } = parameter;
        let scale = if parameter.is_log() { "log" } else { "linear" };
        text += &format!("{part},{path},{written},{low},{high},{scale}\n");
    }
    for (part, path, written) in kept(experiment) {
        text += &format!("{part},{path},{written},,,kept\n");
    }
    text
}
