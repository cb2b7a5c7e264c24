//! The main job: draw the cities, live the worlds side by side, write the folder.
//!
//! What an evening leaves behind goes through the ledger, and from time to time the worlds are laid down, so that a run
//! that was stopped or killed goes on to the same bytes.

use crate::checkpoint::{self, Checkpoints, Clock, Open, how_to_go_on};
use crate::data::TEXTS;
use crate::folder::Folder;
use crate::journal::{Journal, Mile, Whose};
use crate::ledger::Ledger;
use crate::parts::Parts;
use crate::robust::{Draws, fitting};
use crate::side::{For, Side};
use crate::tables::{Tables, groups};
use crate::{Failure, Progress, Request, Shard, VERSION, Watch, ablate, drawn, memory, red_flags, seal};
use engine::{Hands, build_city};
use model::parameters::{Settings, Value};
use model::{City, Plan, Rules, Seed};
use report::{Ablation, Columns, Differs, Finding, Mark, Measured, Robust, Run};
use scenario::{Arm, Experiment};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Days between two rows of `digests.csv`.
pub(crate) const DIGEST_DAYS: u32 = 30;

/// A run that is done.
pub struct Finished {
    pub folder: PathBuf,
    pub run: Run,
    pub build_seconds: f64,
    pub run_seconds: f64,
    pub peak_memory_bytes: u64,
    /// The tables of `what/` by name; empty unless they were asked for.
    pub tables: Vec<(&'static str, Columns)>,
}

/// A run as it will be carried out: everything resolved.
pub(crate) struct Asked<'a> {
    pub(crate) experiment: Experiment,
    /// The command that makes this run again.
    pub(crate) command: String,
    pub(crate) request: &'a Request,
    /// The ranges that the report will tell, if they are there already.
    pub(crate) robust: Option<Robust>,
    /// The draws that give those ranges, after the days.
    pub(crate) draws: Option<Draws>,
    /// What the report will tell of the safeguards.
    pub(crate) ablation: Option<Ablation>,
    /// What the linter finds, by arm; empty where the files are not at hand.
    pub(crate) findings: Vec<Vec<Finding>>,
    /// Which part of the seeds is lived; none: all of them.
    pub(crate) shard: Option<Shard>,
}

/// A folder that is filled but for its seal.
pub(crate) struct Filled {
    pub(crate) what: PathBuf,
    run: Run,
    build_seconds: f64,
    run_seconds: f64,
    peak_memory_bytes: u64,
    tables: Vec<(&'static str, Columns)>,
}

/// Runs an experiment and writes its folder. `stop` is looked at after each day of all worlds.
pub fn run(request: &Request, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Finished, Failure> {
    run_as(request, &request.command(), watch, stop)
}

/// The same, where people call the file by another path than the one it is read from: `command` makes the run again.
pub fn run_as(request: &Request, command: &str, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Finished, Failure> {
    let experiment = request.resolve()?;
    let robust = request.robust.as_deref().map(|folder| fitting(folder, &experiment)).transpose()?;
    let ablation = request.ablation.as_deref().map(|folder| ablate::fitting(folder, &experiment)).transpose()?;
    let findings = red_flags::of_arms(request, &experiment)?;
    memory::check(&experiment, 1, request.memory)?;
    let draws = drawn::wanted(request, &experiment, command)?;
    let folder = request.folder(&experiment.name)?;
    let plain = Asked::plain(experiment, command.to_owned(), request);
    let asked = Asked { robust, draws, ablation, findings, ..plain };
    let filled = match carry_out(&asked, &folder, watch, stop) {
        Ok(filled) => filled,
        Err(failure) => return Err(asked.left(failure, folder)),
    };
    seal::seal(&folder, &filled.run)?;
    let Filled { run, build_seconds, run_seconds, peak_memory_bytes, tables, .. } = filled;
    Ok(Finished { folder: folder.keep()?, run, build_seconds, run_seconds, peak_memory_bytes, tables })
}

impl<'a> Asked<'a> {
    /// Nothing but the run itself.
    pub(crate) fn plain(experiment: Experiment, command: String, request: &'a Request) -> Self {
        let (findings, shard) = (Vec::new(), None);
        Self { experiment, command, request, robust: None, draws: None, ablation: None, findings, shard }
    }

    /// Numbers of the seeds that are lived.
    pub(crate) fn seeds(&self) -> Range<u32> {
        self.shard.map_or(0..self.experiment.seeds, |shard| shard.seeds(self.experiment.seeds))
    }

    /// Numbers of the cities that are lived: one for each seed, or for each part of a country and seed.
    fn cities(&self) -> Range<u32> {
        let (seeds, parts) = (self.seeds(), Parts::of(&self.experiment).cities_a_seed());
        seeds.start * parts..seeds.end * parts
    }

    /// Whether what the evenings leave behind is written down: to go on from, or to be put together.
    fn has_journal(&self) -> bool {
        self.shard.is_some() || self.request.checkpoints != Checkpoints::Never
    }

    /// The failure to end with: whoever stops a run, or whose disk is full, goes on from what is kept.
    pub(crate) fn left(&self, failure: Failure, folder: Folder) -> Failure {
        let resumed = self.request.resume.is_some();
        if !matches!(failure, Failure::Stopped { .. } | Failure::Disk { .. }) {
            if resumed {
                folder.leave();
            }
            return failure;
        }
        if !resumed && !checkpoint::is_worth_resuming(folder.root()) {
            return failure;
        }
        let go_on = how_to_go_on(&self.command, self.request, folder.target());
        folder.leave();
        match failure {
            Failure::Stopped { kept } => Failure::Stopped { kept: format!("{kept}; {go_on}") },
            Failure::Disk { path, why, .. } => {
                Failure::Disk { path, why, left: format!("what was kept before is still there; make room and {go_on}") }
            }
            other => other,
        }
    }
}

/// Lives the worlds and fills the folder.
pub(crate) fn carry_out(
    asked: &Asked,
    folder: &Folder,
    watch: &mut dyn Watch,
    stop: &AtomicBool,
) -> Result<Filled, Failure> {
    let experiment = &asked.experiment;
    let mut run = described(experiment, asked.command.clone());
    let tables = || Tables::create(folder, experiment, &run, asked.request.into()).map(Some);
    let (mut job, ledger) = lived(asked, folder, tables, watch, stop)?;
    run.robust = asked.robust.clone();
    if let Some(draws) = &asked.draws {
        run.robust = Some(job.draw(draws)?);
    }
    let last = job.cities.end;
    job.tell("writing", last, experiment.days);
    let mut tables = ledger.finish(&mut run)?;
    run.ablation.clone_from(&asked.ablation);
    for (arm, findings) in run.arms.iter_mut().zip(&asked.findings) {
        arm.findings = Some(findings.clone());
    }
    tables.push(("measures", write_result(folder, experiment, &run, asked.request.as_csv)?));
    if asked.request.keep_tables {
        tables.push(("summary", report::summary_columns(&run)));
    } else {
        tables.clear();
    }
    let peak_memory_bytes = peak_memory();
    folder.write("how.json", &job.how(&run, peak_memory_bytes))?;
    let (build_seconds, run_seconds) = (job.building.as_secs_f64(), job.living.as_secs_f64());
    Ok(Filled { what: folder.what(), run, build_seconds, run_seconds, peak_memory_bytes, tables })
}

/// What is made of the tables and cells at the end.
pub(crate) fn write_result(
    folder: &Folder,
    experiment: &Experiment,
    run: &Run,
    as_csv: bool,
) -> Result<Columns, Failure> {
    let (what, text) = (folder.what(), as_csv.then(|| folder.root().join(TEXTS).join("measures.csv")));
    let measures = report::write_measures(&what.join("measures.parquet"), text.as_deref(), run);
    let measures = measures.map_err(Failure::disk(&what))?;
    let lock = Mark::of(run).lines().join("\n") + "\n" + &experiment.lock();
    folder.write("what/experiment.lock.toml", &lock)?;
    folder.write("what/summary.json", &report::summary_json(run))?;
    folder.write("what/seeds.csv", &Measured::of(run).csv(&Mark::of(run)))?;
    folder.write("report.html", &report::html(run))?;
    Ok(measures)
}

/// Lives every seed that is asked for, from the start or from where a run was laid down. `tables` makes them anew.
pub(crate) fn lived<'a>(
    asked: &'a Asked,
    folder: &'a Folder,
    tables: impl FnOnce() -> Result<Option<Tables>, Failure>,
    watch: &'a mut dyn Watch,
    stop: &'a AtomicBool,
) -> Result<(Job<'a>, Ledger<'a>), Failure> {
    let mut job = Job::new(asked, folder, watch, stop);
    let (mut ledger, mut from) = match &asked.request.resume {
        Some(_) => job.resumed(tables)?,
        None => (Ledger::new(&asked.experiment, tables()?), None),
    };
    if asked.has_journal() && asked.request.resume.is_none() {
        ledger = ledger.written_on(Journal::create(folder.root(), &job.whose)?);
    }
    let first = from.as_ref().map_or(job.cities.start, |(mile, laid)| mile.number + u32::from(laid.is_none()));
    for number in first..job.cities.end {
        let laid = from.take().and_then(|(mile, laid)| Some((mile, laid?)));
        job.city(number, laid, &mut ledger)?;
    }
    Ok((job, ledger))
}

/// A city drawn as the experiment asks, for one seed.
pub(crate) fn draw(experiment: &Experiment, seed: u64, hands: &Hands) -> Result<Arc<City>, Failure> {
    let plan = Plan::new(&experiment.city, &experiment.catalogue, experiment.people, Seed(seed))?;
    Ok(Arc::new(build_city(plan, hands)))
}

/// The rules of an arm by the day from which they hold.
pub(crate) fn rules(experiment: &Experiment, city: &City, arm: &Arm) -> Vec<(u32, Rules)> {
    let made = |regime: &Settings| Rules::new(&experiment.city, city, regime);
    let changes = arm.changes.iter().map(|(day, regime)| (*day, made(regime)));
    std::iter::once((0, made(&arm.regime))).chain(changes).collect()
}

/// The last evening that counts, and the worlds of that evening unless a seed ended with it.
type From = (Mile, Option<Open>);

/// The work of a run, and its clock.
pub(crate) struct Job<'a> {
    asked: &'a Asked<'a>,
    experiment: &'a Experiment,
    parts: Parts,
    cities: Range<u32>,
    folder: &'a Folder,
    whose: Whose,
    hands: Hands,
    watch: &'a mut dyn Watch,
    stop: &'a AtomicBool,
    started: Instant,
    clock: Clock,
    pub(crate) building: Duration,
    pub(crate) living: Duration,
    drawing: Duration,
    /// World-days lived, and those of them that were lived before this process began.
    done: u64,
    before: u64,
    /// Lived in this process.
    person_days: u64,
}

impl<'a> Job<'a> {
    fn new(asked: &'a Asked, folder: &'a Folder, watch: &'a mut dyn Watch, stop: &'a AtomicBool) -> Self {
        let experiment = &asked.experiment;
        Self {
            asked,
            experiment,
            parts: Parts::of(experiment),
            cities: asked.cities(),
            folder,
            whose: Whose::new(experiment, &asked.seeds()),
            hands: Hands::new(asked.request.threads),
            watch,
            stop,
            started: Instant::now(),
            clock: Clock::new(asked.request.checkpoints, memory::laid_down_bytes(experiment)),
            building: Duration::ZERO,
            living: Duration::ZERO,
            drawing: Duration::ZERO,
            done: 0,
            before: 0,
            person_days: 0,
        }
    }

    /// `city`: from 1.
    pub(crate) fn tell(&mut self, step: &'static str, city: u32, day: u32) {
        let experiment = self.experiment;
        self.watch.progress(&Progress {
            step,
            seed: city,
            seeds: experiment.seeds * self.parts.cities_a_seed(),
            day,
            days: experiment.days,
            done: self.done,
            total: self.cities.len() as u64 * u64::from(experiment.days) * experiment.arms.len() as u64,
            person_days: self.person_days,
            elapsed: self.started.elapsed(),
        });
    }

    /// The ledger as it was on the last evening that was kept, and where to go on.
    fn resumed(
        &mut self,
        tables: impl FnOnce() -> Result<Option<Tables>, Failure>,
    ) -> Result<(Ledger<'a>, Option<From>), Failure> {
        let root = self.folder.root();
        let start = checkpoint::find(root, &self.whose).map_err(|why| {
            let asked = format!("--resume {}: {why}", self.folder.target().display());
            Failure::refused(
                asked,
                "a run of the same experiment, people, days, seeds and arms; or begin anew elsewhere",
            )
        })?;
        self.folder.empty_what()?;
        let mut ledger = Ledger::new(self.experiment, tables()?);
        let Some(start) = start else {
            self.watch.note("nothing was kept there yet; the run begins anew");
            let journal = Journal::create(root, &self.whose)?;
            return Ok((ledger.written_on(journal), None));
        };
        start.notes.iter().for_each(|note| self.watch.note(note));
        let evenings = ledger.read(root, Some(&start.mile))?;
        let Mile { number, day, .. } = start.mile;
        let wanted = u64::from(number - self.cities.start) * u64::from(self.experiment.days) + u64::from(day) + 1;
        if evenings != wanted {
            let asked = format!("{}: the journal tells {evenings} of {wanted} days", self.folder.target().display());
            return Err(Failure::refused(asked, "a folder that nobody has changed, and the program that wrote it"));
        }
        self.before = evenings * self.experiment.arms.len() as u64;
        self.done = self.before;
        let ledger = ledger.written_on(Journal::go_on(root, &start.mile)?);
        Ok((ledger, Some((start.mile, start.laid))))
    }

    /// One drawn city, and all worlds on it, day by day side by side.
    fn city(&mut self, number: u32, laid: Option<(Mile, Open)>, ledger: &mut Ledger) -> Result<(), Failure> {
        self.tell("building", number + 1, 0);
        let clock = Instant::now();
        // Of the first seed there is a map; of a country there is none.
        let mapped = number == 0 && self.experiment.part_people.is_none();
        let wanted = if mapped { For::TablesAndMap } else { For::Tables };
        let mut side = Side::new(self.experiment, number, &self.hands, wanted)?;
        let first = match laid {
            None => 0,
            Some((mile, laid)) => {
                laid.take_up(side.laid(&self.hands))?;
                mile.day + 1
            }
        };
        self.building += clock.elapsed();
        if self.is_stopped() {
            ledger.sync(number, first)?;
            return Err(self.stopped(number, first));
        }
        let clock = Instant::now();
        for day in first..self.experiment.days {
            self.day(&mut side, day, ledger)?;
        }
        self.living += clock.elapsed();
        Ok(())
    }

    /// One day of all worlds.
    fn day(&mut self, side: &mut Side, day: u32, ledger: &mut Ledger) -> Result<(), Failure> {
        let last = day + 1 == self.experiment.days;
        let with_digest = last || (day + 1).is_multiple_of(DIGEST_DAYS);
        ledger.push(side.live(day, with_digest, &self.hands))?;
        self.done += side.worlds.len() as u64;
        self.person_days += u64::from(side.people()) * side.worlds.len() as u64;
        self.tell("living", side.number + 1, day + 1);
        self.keep(side, day, ledger)
    }

    /// Lays the evening down if it is time, or if somebody stops the run.
    fn keep(&mut self, side: &mut Side, day: u32, ledger: &mut Ledger) -> Result<(), Failure> {
        let (stop, last) = (self.is_stopped(), day + 1 == self.experiment.days);
        if last || stop || self.clock.is_due(day + 1) {
            let mile = ledger.sync(side.number, day)?;
            // With the last day of a seed its worlds are over.
            if let Some(mile) = mile.filter(|_| !last) {
                let began = Instant::now();
                checkpoint::lay_down(self.folder.root(), &self.whose, &mile, side.laid(&self.hands))?;
                self.clock.wrote(began);
            }
        }
        // What is left to do after the last day of the last seed is quickly done.
        let over = last && side.number + 1 == self.cities.end;
        if stop && !over { Err(self.stopped(side.number, day + 1)) } else { Ok(()) }
    }

    /// What we do not know, when all days are lived.
    fn draw(&mut self, draws: &Draws) -> Result<Robust, Failure> {
        let clock = Instant::now();
        let drawn = drawn::lived(draws, self.folder, &self.hands, self.watch, self.stop);
        self.drawing = clock.elapsed();
        drawn.map_err(|failure| match failure {
            Failure::Stopped { .. } if !self.asked.has_journal() => nothing_kept(),
            other => other,
        })
    }

    fn stopped(&self, number: u32, days: u32) -> Failure {
        if self.done == 0 || !self.asked.has_journal() {
            return nothing_kept();
        }
        let all = self.experiment.days;
        let cities = self.experiment.seeds * self.parts.cities_a_seed();
        Failure::Stopped { kept: format!("after {days} of {all} days in city {} of {cities}", number + 1) }
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// How it was done: everything that may differ between equal runs.
    pub(crate) fn how(&self, run: &Run, peak_memory_bytes: u64) -> String {
        let how = serde_json::json!({
            "synthetic": report::SYNTHETIC,
            "version": VERSION,
            "experiment_hash": run.experiment_hash,
            "regime_hashes": run.arms.iter().map(|arm| (arm.name.clone(), arm.regime_hash.clone().into()))
                .collect::<serde_json::Map<String, serde_json::Value>>(),
            "seeds": run.seeds,
            "command": run.command,
            "engine": if matches!(self.hands, Hands::Serial) { "serial" } else { "threads" },
            "threads": self.hands.count(),
            "machine": { "system": std::env::consts::OS, "processor": std::env::consts::ARCH,
                "cores": std::thread::available_parallelism().map_or(1, usize::from) },
            "build_seconds": self.building.as_secs_f64(),
            "run_seconds": self.living.as_secs_f64(),
            "robust_seconds": self.drawing.as_secs_f64(),
            "resumed_after_world_days": self.before,
            "checkpoints": self.clock.written,
            "checkpoint_seconds": self.clock.spent.as_secs_f64(),
            "person_days_per_second": self.person_days as f64 / self.living.as_secs_f64(),
            "peak_memory_bytes": peak_memory_bytes,
            "expected_memory_bytes": memory::needed(self.experiment, 1).round(),
        });
        format!("{how:#}\n")
    }
}

fn nothing_kept() -> Failure {
    Failure::Stopped { kept: "nothing was kept; no run folder was written".to_owned() }
}

/// The arm that the others are paired with.
pub(crate) fn reference(experiment: &Experiment) -> usize {
    experiment.arms.iter().position(|arm| arm.name == experiment.reference).unwrap_or(0)
}

/// The run as the report will tell it, before anything has happened.
pub(crate) fn described(experiment: &Experiment, command: String) -> Run {
    let behaviours = experiment.catalogue.names("behaviour");
    let context = |name: &String| {
        let context = experiment.catalogue.text(&format!("behaviour.{name}.context")).unwrap_or_default();
        (name.clone(), context.to_owned())
    };
    let city = experiment.city.text("title").or(experiment.city.text("name")).unwrap_or_default();
    Run {
        name: experiment.name.clone(),
        title: experiment.title.clone(),
        question: experiment.question.clone(),
        city: city.to_owned(),
        people: experiment.people,
        nominal_people: experiment.city.real("nominal_people") as u64,
        days: experiment.days,
        seeds: (0..experiment.seeds).map(|number| experiment.seed + u64::from(number)).collect(),
        arms: (0..experiment.arms.len()).map(|arm| described_arm(experiment, arm)).collect(),
        reference: reference(experiment),
        groups: groups(experiment),
        catalogue: behaviours.iter().map(context).collect(),
        version: VERSION.to_owned(),
        experiment_hash: experiment.hash(),
        command,
        cells: Vec::new(),
        robust: None,
        ablation: None,
        map: None,
    }
}

fn described_arm(experiment: &Experiment, at: usize) -> report::Arm {
    let arm = &experiment.arms[at];
    let regime = &arm.regime;
    let text = |path: &str| regime.text(path).unwrap_or_default().to_owned();
    let (enabled, merged) = (regime.flag("score.enabled"), regime.flag("score.merged"));
    report::Arm {
        name: arm.name.clone(),
        regime: text("name"),
        title: text("title"),
        stylised: regime.flag("stylised"),
        source: text("source"),
        date: text("date"),
        missing: regime.texts("missing").to_vec(),
        regime_hash: Experiment::regime_hash(arm),
        bands: if enabled && merged { regime.names("band").to_vec() } else { Vec::new() },
        kept_apart: enabled && !merged,
        suspensive: regime.flag("appeal.enabled") && regime.flag("appeal.suspensive"),
        findings: None,
        differs: differs(&experiment.arms[..at], arm),
    }
}

/// In what an arm differs from the first of the earlier ones that has the same regime.
fn differs(earlier: &[Arm], arm: &Arm) -> Option<Differs> {
    let other = earlier.iter().find(|other| other.regime.text("name") == arm.regime.text("name"))?;
    // What a safeguard would otherwise be is no rule of the world.
    let is_rule = |path: &str| !(path.starts_with("safeguard.") && path.contains(".without."));
    let line = |from: &Settings, path: &str, value: &Value| {
        (is_rule(path) && from.get(path) != Some(value)).then(|| format!("{path} = {value}"))
    };
    let mut in_what: Vec<String> =
        arm.regime.values().filter_map(|(path, value)| line(&other.regime, path, value)).collect();
    for (day, regime) in arm.changes.iter().filter(|change| !other.changes.contains(change)) {
        let changed = regime.values().filter_map(|(path, value)| line(&arm.regime, path, value));
        in_what.extend(changed.map(|line| format!("{line} (from day {day})")));
    }
    Some(Differs { from: other.name.clone(), in_what })
}

/// The most memory that this process has held, where the system tells (Linux), else 0.
pub(crate) fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}
