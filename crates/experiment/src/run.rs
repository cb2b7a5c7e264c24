//! The main job: draw the cities, live the worlds side by side, write the folder.

use crate::counted::Counted;
use crate::data::TEXTS;
use crate::flows::Flows;
use crate::folder::Folder;
use crate::neighbourhoods::Neighbourhoods;
use crate::robust::fitting;
use crate::twins::Twins;
use crate::{Failure, Progress, Request, VERSION, Watch, ablate, red_flags, seal};
use engine::{Hands, World, build_city};
use model::measures::groups::{ALL, Group};
use model::measures::{Measure, Sort};
use model::parameters::{CONTEXTS, Settings};
use model::{City, Plan, Record, Rules, Seed};
use report::{
    Ablation, BandsWriter, Cell, Columns, Counts, DailyWriter, DigestsWriter, Effect, EffectsWriter, Finding, Map,
    Mark, Measured, Robust, Run, Tallies, TalliesWriter, Tally,
};
use scenario::{Arm, Experiment};
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
pub(crate) struct Asked {
    pub(crate) experiment: Experiment,
    /// The command that makes this run again.
    pub(crate) command: String,
    /// 0: one for each core. Changes no result.
    pub(crate) threads: usize,
    /// Whether the tables are also wanted in memory.
    pub(crate) keep_tables: bool,
    /// Whether the tables are also wanted as text, beside `what/`.
    pub(crate) as_csv: bool,
    /// The ranges that the report will tell.
    pub(crate) robust: Option<Robust>,
    /// What the report will tell of the safeguards.
    pub(crate) ablation: Option<Ablation>,
    /// What the linter finds, by arm; empty where the files are not at hand.
    pub(crate) findings: Vec<Vec<Finding>>,
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

/// Runs an experiment and writes its folder. `stop` is looked at after each day of a world.
pub fn run(request: &Request, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Finished, Failure> {
    run_as(request, &request.command(), watch, stop)
}

/// The same, where people call the file by another path than the one it is read from: `command` makes the run again.
pub fn run_as(request: &Request, command: &str, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Finished, Failure> {
    let experiment = request.resolve()?;
    let robust = request.robust.as_deref().map(|folder| fitting(folder, &experiment)).transpose()?;
    let ablation = request.ablation.as_deref().map(|folder| ablate::fitting(folder, &experiment)).transpose()?;
    let findings = red_flags::of_arms(request, &experiment)?;
    let folder = Folder::create(request.out.as_deref(), &experiment.name)?;
    let (command, threads) = (command.to_owned(), request.threads);
    let Request { keep_tables, as_csv, .. } = *request;
    let asked = Asked { experiment, command, threads, keep_tables, as_csv, robust, ablation, findings };
    let filled = carry_out(&asked, &folder, watch, stop)?;
    seal::seal(&folder, &filled.run)?;
    let Filled { run, build_seconds, run_seconds, peak_memory_bytes, tables, .. } = filled;
    Ok(Finished { folder: folder.keep()?, run, build_seconds, run_seconds, peak_memory_bytes, tables })
}

/// Lives the worlds and fills the folder.
pub(crate) fn carry_out(
    asked: &Asked,
    folder: &Folder,
    watch: &mut dyn Watch,
    stop: &AtomicBool,
) -> Result<Filled, Failure> {
    let experiment = &asked.experiment;
    let hands = Hands::new(asked.threads);
    let mut job = Job::new(experiment, hands, watch, stop);
    let mut run = described(experiment, asked.command.clone());
    let mut tables = Tables::create(folder, asked, &run)?;
    for number in 0..experiment.seeds {
        let cells = job.seed(number, &mut tables)?;
        run.cells.push(cells);
    }
    run.map = job.map.take();
    (run.robust, run.ablation) = (asked.robust.clone(), asked.ablation.clone());
    for (arm, findings) in run.arms.iter_mut().zip(&asked.findings) {
        arm.findings = Some(findings.clone());
    }
    job.tell("writing", experiment.seeds, experiment.days);
    let measured = Measured::of(&run);
    let mut tables = tables.finish()?;
    let what = folder.what();
    let text = asked.as_csv.then(|| folder.root().join(TEXTS).join("measures.csv"));
    let measures =
        report::write_measures(&what.join("measures.parquet"), text.as_deref(), &run).map_err(Failure::disk(&what))?;
    tables.push(("measures", measures));
    if asked.keep_tables {
        tables.push(("summary", report::summary_columns(&run)));
    } else {
        tables.clear();
    }
    let lock = Mark::of(&run).lines().join("\n") + "\n" + &experiment.lock();
    folder.write("what/experiment.lock.toml", &lock)?;
    folder.write("what/summary.json", &report::summary_json(&run))?;
    folder.write("what/seeds.csv", &measured.csv(&Mark::of(&run)))?;
    folder.write("report.html", &report::html(&run))?;
    let peak_memory_bytes = peak_memory();
    folder.write("how.json", &job.how(&run, peak_memory_bytes))?;
    let (build_seconds, run_seconds) = (job.building.as_secs_f64(), job.living.as_secs_f64());
    Ok(Filled { what: folder.what(), run, build_seconds, run_seconds, peak_memory_bytes, tables })
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

/// The work of a run, and its clock.
struct Job<'a> {
    experiment: &'a Experiment,
    hands: Hands,
    watch: &'a mut dyn Watch,
    stop: &'a AtomicBool,
    started: Instant,
    building: Duration,
    living: Duration,
    done: u64,
    /// The map of the first seed.
    map: Option<Map>,
}

impl<'a> Job<'a> {
    fn new(experiment: &'a Experiment, hands: Hands, watch: &'a mut dyn Watch, stop: &'a AtomicBool) -> Self {
        let none = Duration::ZERO;
        Self {
            experiment,
            hands,
            watch,
            stop,
            started: Instant::now(),
            building: none,
            living: none,
            done: 0,
            map: None,
        }
    }

    fn tell(&mut self, step: &'static str, seed: u32, day: u32) {
        let experiment = self.experiment;
        self.watch.progress(&Progress {
            step,
            seed,
            seeds: experiment.seeds,
            day,
            days: experiment.days,
            done: self.done,
            total: u64::from(experiment.seeds) * u64::from(experiment.days) * experiment.arms.len() as u64,
            person_days: self.done * experiment.people,
            elapsed: self.started.elapsed(),
        });
    }

    /// One drawn city, and all worlds on it, day by day side by side.
    fn seed(&mut self, number: u32, tables: &mut Tables) -> Result<Vec<Cell>, Failure> {
        let seed = self.experiment.seed + u64::from(number);
        self.tell("building", number + 1, 0);
        let clock = Instant::now();
        let city = draw(self.experiment, seed, &self.hands)?;
        let arms = &self.experiment.arms;
        let world = |arm| World::new(city.clone(), rules(self.experiment, &city, arm), self.hands.clone());
        let mut worlds: Vec<World> = arms.iter().map(world).collect();
        self.building += clock.elapsed();
        self.go_on()?;
        let clock = Instant::now();
        let mut cells: Vec<Cell> = arms.iter().map(|_| empty_cell()).collect();
        let mut twins = Twins::new(&worlds, reference(self.experiment));
        let mut counted = Counted::new(&worlds, reference(self.experiment));
        let mut flows = Flows::new(arms.len(), self.experiment.days);
        let mut neighbourhoods = (number == 0).then(|| Neighbourhoods::new(&city, arms.len()));
        for day in 0..self.experiment.days {
            for ((arm, world), cell) in arms.iter().zip(&mut worlds).zip(&mut cells) {
                let record = world.live(day as u16);
                add(cell, &record);
                tables.push(seed, arm, world, &record, day + 1 == self.experiment.days)?;
                self.done += 1;
                self.go_on()?;
            }
            twins.add(&worlds, &self.hands, day as u16);
            counted.add(&worlds, &self.hands, day as u16);
            flows.add(&worlds, day);
            if let Some(neighbourhoods) = &mut neighbourhoods {
                neighbourhoods.add(&mut worlds, day, self.experiment.days);
            }
            self.tell("living", number + 1, day + 1);
        }
        for (at, (arm, cell)) in arms.iter().zip(&mut cells).enumerate() {
            let effects = twins.effects(&city, &self.hands, at);
            tables.effects(seed, arm, &effects)?;
            let last = self.experiment.days as u16 - 1;
            cell.tallies = counted.tallies(&worlds[at], at, twins.lives(at), &self.hands, last);
            reach(self.experiment, arm, &mut cell.tallies);
            tables.tallies(seed, arm, cell)?;
            cell.flows = flows.of(at);
            cell.effects = effects.into_iter().filter(|effect| effect.is_of_everybody()).collect();
        }
        if let Some(neighbourhoods) = neighbourhoods {
            self.map = Some(neighbourhoods.map(self.experiment, &worlds, reference(self.experiment)));
        }
        self.living += clock.elapsed();
        Ok(cells)
    }

    /// Unless somebody has stopped it.
    fn go_on(&self) -> Result<(), Failure> {
        let kept = || "nothing was kept; no run folder was written".to_owned();
        if self.stop.load(Ordering::Relaxed) { Err(Failure::Stopped { kept: kept() }) } else { Ok(()) }
    }

    /// How it was done: everything that may differ between equal runs.
    fn how(&self, run: &Run, peak_memory_bytes: u64) -> String {
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
            "person_days_per_second": (self.done * self.experiment.people) as f64 / self.living.as_secs_f64(),
            "peak_memory_bytes": peak_memory_bytes,
        });
        format!("{how:#}\n")
    }
}

/// Which contexts of a life the score of an arm touches.
fn reach(experiment: &Experiment, arm: &Arm, tallies: &mut Tallies) {
    let touched = scenario::scored_contexts(&arm.regime, &experiment.catalogue);
    for context in CONTEXTS {
        tallies.add(Tally::Reach, usize::from(ALL), (i64::from(touched.contains(*context)), 0), 1);
    }
}

/// The arm that the others are paired with.
pub(crate) fn reference(experiment: &Experiment) -> usize {
    experiment.arms.iter().position(|arm| arm.name == experiment.reference).unwrap_or(0)
}

pub(crate) fn empty_cell() -> Cell {
    Cell {
        total: Counts(Vec::new()),
        person_days: Counts(Vec::new()),
        daily: Vec::new(),
        bands: Vec::new(),
        effects: Vec::new(),
        flows: Vec::new(),
        tallies: Tallies::default(),
    }
}

/// Adds a day to what the report will read.
pub(crate) fn add(cell: &mut Cell, record: &Record) {
    cell.total.0.resize(record.counts.len(), 0);
    cell.person_days.0.resize(record.counts.len(), 0);
    for (i, count) in record.counts.iter().enumerate() {
        let flow = Measure::ALL[i % Measure::COUNT].sort() == Sort::Flow;
        cell.total.0[i] = if flow { cell.total.0[i] + count } else { *count };
        cell.person_days.0[i] += count;
    }
    cell.daily.push(record.counts[..Measure::COUNT].to_vec());
    cell.bands.push(record.bands.clone());
}

/// The tables that grow while days pass.
struct Tables {
    daily: DailyWriter,
    bands: BandsWriter,
    digests: DigestsWriter,
    effects: EffectsWriter,
    tallies: TalliesWriter,
    what: PathBuf,
}

impl Tables {
    fn create(folder: &Folder, asked: &Asked, run: &Run) -> Result<Self, Failure> {
        let (mark, what) = (Mark::of(run), folder.what());
        let groups = groups(&asked.experiment);
        let create = || -> std::io::Result<_> {
            Ok((
                DailyWriter::create(&what.join("daily.parquet"), &mark, &groups)?,
                BandsWriter::create(&what.join("bands.parquet"), &mark, &groups)?,
                DigestsWriter::create(&what.join("digests.csv"), &mark)?,
                EffectsWriter::create(&what.join("effects.parquet"), &mark, &groups)?,
                TalliesWriter::create(&what.join("tallies.parquet"), &mark, &groups)?,
            ))
        };
        let (mut daily, mut bands, digests, mut effects, mut tallies) = create().map_err(Failure::disk(&what))?;
        if asked.keep_tables {
            (daily, bands) = (daily.keeping(), bands.keeping());
            (effects, tallies) = (effects.keeping(), tallies.keeping());
        }
        if asked.as_csv {
            let texts = folder.root().join(TEXTS);
            let beside = |name: &str| texts.join(name);
            let tell = || -> std::io::Result<_> {
                std::fs::create_dir(&texts)?;
                Ok((
                    daily.telling(&beside("daily.csv"))?,
                    bands.telling(&beside("bands.csv"))?,
                    effects.telling(&beside("effects.csv"))?,
                    tallies.telling(&beside("tallies.csv"))?,
                ))
            };
            (daily, bands, effects, tallies) = tell().map_err(Failure::disk(&texts))?;
        }
        Ok(Self { daily, bands, digests, effects, tallies, what })
    }

    fn effects(&mut self, seed: u64, arm: &Arm, effects: &[Effect]) -> Result<(), Failure> {
        self.effects.push(seed, &arm.name, effects).map_err(Failure::disk(&self.what))
    }

    fn tallies(&mut self, seed: u64, arm: &Arm, cell: &Cell) -> Result<(), Failure> {
        self.tallies.push(seed, &arm.name, &cell.tallies, &cell.total).map_err(Failure::disk(&self.what))
    }

    fn push(&mut self, seed: u64, arm: &Arm, world: &World, record: &Record, last: bool) -> Result<(), Failure> {
        let write = || -> std::io::Result<()> {
            self.daily.push(seed, &arm.name, record.day, &record.counts)?;
            if !record.bands_by_group.is_empty() {
                let bands = &world.rules_on(record.day).scoring.bands;
                self.bands.push(seed, &arm.name, record.day, bands, &record.bands_by_group)?;
            }
            if last || (u32::from(record.day) + 1).is_multiple_of(DIGEST_DAYS) {
                self.digests.push(seed, &arm.name, record.day, &world.digest())?;
            }
            Ok(())
        };
        let mut write = write;
        write().map_err(Failure::disk(&self.what))
    }

    /// Ends the files; the tables come back with what was kept of them.
    fn finish(self) -> Result<Vec<(&'static str, Columns)>, Failure> {
        let failed = Failure::disk(&self.what);
        let finish = || -> std::io::Result<_> {
            Ok(vec![
                ("daily", self.daily.finish()?),
                ("bands", self.bands.finish()?),
                ("effects", self.effects.finish()?),
                ("tallies", self.tallies.finish()?),
                ("digests", self.digests.finish()?),
            ])
        };
        finish().map_err(failed)
    }
}

/// The groups of the tables, which are the same for every seed.
fn groups(experiment: &Experiment) -> Vec<Group> {
    let names = |section: &str| experiment.city.names(section).to_vec();
    model::measures::groups::Groups::new(&names("margin.district"), &names("margin.appearance")).list
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
        arms: experiment.arms.iter().map(described_arm).collect(),
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

fn described_arm(arm: &Arm) -> report::Arm {
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
    }
}

/// The most memory that this process has held, where the system tells (Linux), else 0.
pub(crate) fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}
