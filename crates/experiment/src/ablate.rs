//! Which safeguard matters: each one added alone, left out of all, and its Shapley share over sets of safeguards.
//!
//! A set of safeguards is a world of its own on the same city with the same draws, so sets are subtracted seed by seed.
//! The *Shapley share* of a safeguard is the mean of what it adds over all orders in which the safeguards could come
//! (Shapley 1953): exact up to five safeguards, over sampled orders and their reverses beyond, and said so.
//!
//! The word *paper* is kept for a safeguard whose whole intervals lie within ±δ in all three: two good safeguards that
//! stand in for one another change nothing when one is left out, and are not paper. Nor is one that acts only after the
//! last day: a run that is too short for it cannot tell.

use crate::kept::{Kept, Numbers, Pieces};
use crate::robust::likeness;
use crate::run::{described, peak_memory};
use crate::sample::{Batch, lived};
use crate::stylised::{Parameter, at, parameters};
use crate::{Failure, Request, VERSION, Watch, designs, memory};
use engine::Hands;
use model::Seed;
use model::chance::{About, Purpose};
use model::parameters::{REGIME, Value as Setting, knob_at};
use report::measures::{About as Measure, HARMS};
use report::statistics::{LEAST_SEEDS, estimate};
use report::{Cell, Mark, SYNTHETIC};
use scenario::{Arm, Experiment, Safeguard, key_of, safeguards};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// With more safeguards the Shapley share is sampled.
const MOST_EXACT: usize = 5;
/// With more safeguards a seed among many lives only the sets of its own orders.
const MOST_WHOLE: usize = 3;
/// Sampled orders; each is walked forwards and backwards.
const ORDERS: u32 = 8;
/// The group of everybody.
const EVERYBODY: usize = 0;

/// What `vitropolis ablate` is asked for.
#[derive(Clone, Debug)]
pub struct AblateRequest {
    pub request: Request,
    /// The arm; else the first whose regime declares a safeguard.
    pub arm: Option<String>,
    /// Draws of the stylised parameters; 0: none, and the verdicts rest on the seeds alone.
    pub draws: u32,
    /// δ, as a share of the largest mean of the harm under any set.
    pub delta: f64,
}

/// What a safeguard does to one harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Some whole interval lies below −δ, and none above δ.
    LessHarm,
    /// Some whole interval lies above δ, and none below −δ.
    MoreHarm,
    /// Every whole interval lies within ±δ.
    Paper,
    CannotTell,
    /// The harm does not occur under any set.
    NoSuchHarm,
}

/// Why nothing can be told of a safeguard, if so.
type TooLate = Option<String>;

impl Verdict {
    pub fn text(self) -> &'static str {
        match self {
            Self::LessHarm => "less harm",
            Self::MoreHarm => "more harm",
            Self::Paper => "paper",
            Self::CannotTell => "cannot tell",
            Self::NoSuchHarm => "no such harm",
        }
    }
}

/// A change of a harm, with both intervals: negative is less harm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    pub mean: f64,
    /// 95 % over seeds; none under three.
    pub seeds: Option<(f64, f64)>,
    /// Lowest and highest over the draws of the stylised parameters.
    pub draws: Option<(f64, f64)>,
}

/// One safeguard and one harm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    pub alone: Change,
    pub left_out: Change,
    pub shapley: Change,
    pub verdict: Verdict,
}

/// One harm under all sets.
#[derive(Clone, Debug)]
pub struct Harm {
    pub measure: &'static str,
    pub name: &'static str,
    /// Means over the seeds: without any safeguard, and with all.
    pub without: f64,
    pub with_all: f64,
    /// ±δ, in the unit of the harm.
    pub delta: f64,
    /// By safeguard.
    pub effects: Vec<Effect>,
}

/// The result of an ablation.
pub struct Ablation {
    pub folder: PathBuf,
    pub seconds: f64,
    pub arm: String,
    pub safeguards: Vec<String>,
    pub harms: Vec<Harm>,
    words: String,
    object: Value,
}

impl Ablation {
    pub fn words(&self) -> &str {
        &self.words
    }
    pub fn object(&self) -> &Value {
        &self.object
    }
}

/// Lives every set that is needed and tells what each safeguard does.
pub fn ablate(asked: &AblateRequest, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Ablation, Failure> {
    if !(asked.delta > 0.0 && asked.delta < 1.0) {
        return Err(Failure::refused(format!("--delta {}", asked.delta), "a share between 0 and 1, such as 0.05"));
    }
    let started = Instant::now();
    let experiment = asked.request.resolve_city()?;
    let arm = chosen(&experiment, asked.arm.as_deref())?;
    let names: Vec<String> = safeguards(&arm.regime).into_iter().map(|safeguard| safeguard.name).collect();
    let sets = Sets::new(names.len(), Seed(experiment.seed));
    let job = Job::new(&experiment, arm, names, sets, asked)?;
    let hands = Hands::new(asked.request.threads);
    memory::check_batch(&experiment, &hands, asked.request.memory)?;
    let mark = Mark::of(&described(&experiment, asked.request.command()));
    let kept = job.kept(mark.clone());
    let (place, mut done) = kept.open(&asked.request, &format!("{}-ablate", experiment.name))?;
    let missing = kept.missing(&done);
    let per_world = experiment.people * u64::from(experiment.days);
    let mut batch = Batch { hands: &hands, watch, days: experiment.days, person_days: per_world, step: "living" };
    let (worlds, draws) = missing.split_at(missing.partition_point(|piece| *piece < job.worlds()));
    for (missing, sets) in [(worlds, 1), (draws, job.sets.masks.len() as u64)] {
        batch.person_days = per_world * sets;
        let stopped =
            batch.work_on(missing, |piece| job.piece(piece, stop), &mut done, |done| kept.lay_down(&place, done));
        if let Some(failure) = stopped {
            return Err(kept.stopped(failure, place, &done));
        }
    }
    let (seeds, draws, lost) = job.values(done);
    let mut harms = harms(&job.sets, &seeds, &draws, asked.delta);
    untold(&mut harms, &job.too_late);
    let (words, object) = (job.words(&harms, draws.len(), lost), job.object(&harms, draws.len(), lost));
    let seconds = started.elapsed().as_secs_f64();
    let folder = place.finish(&[
        ("what/experiment.lock.toml", mark.lines().join("\n") + "\n" + &experiment.lock()),
        ("what/ablate.json", format!("{object:#}\n")),
        ("ablate.txt", format!("{words}\n{}\n", mark.lines().join("\n"))),
        ("how.json", job.how(seconds, hands.count())),
    ])?;
    let (arm, safeguards) = (job.arm.name.clone(), job.names.clone());
    Ok(Ablation { folder, seconds, arm, safeguards, harms, words, object })
}

/// A result of the same city, regimes, worlds and days as those of an experiment.
pub(crate) fn fitting(folder: &Path, experiment: &Experiment) -> Result<report::Ablation, Failure> {
    let path = folder.join("what/ablate.json");
    let refused =
        |what: String, allowed: &str| Failure::refused(format!("--ablate {}: {what}", folder.display()), allowed);
    let written = "a folder that `vitropolis ablate` has written";
    let text = std::fs::read_to_string(&path).map_err(|why| refused(format!("{}: {why}", path.display()), written))?;
    let found = report::Ablation::from_json(&text).map_err(|why| refused(why, written))?;
    let command = format!("vitropolis ablate with the same file, --days {}", experiment.days);
    if found.likeness != likeness(experiment) {
        return Err(refused("its city, regimes or worlds are not those of this run".to_owned(), &command));
    }
    if found.days != experiment.days {
        return Err(refused(format!("its worlds last {} days", found.days), &command));
    }
    Ok(found)
}

/// The arm that is asked for, or the first that declares a safeguard.
fn chosen<'a>(experiment: &'a Experiment, name: Option<&str>) -> Result<&'a Arm, Failure> {
    let able: Vec<&Arm> = experiment.arms.iter().filter(|arm| !safeguards(&arm.regime).is_empty()).collect();
    let allowed = match able.is_empty() {
        true => "an arm whose regime declares a safeguard: [safeguard.NAME] with what it sets".to_owned(),
        false => able.iter().map(|arm| arm.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    let found = able.into_iter().find(|arm| name.is_none_or(|name| arm.name == name));
    let asked = name.map_or("no arm of this experiment declares a safeguard".to_owned(), |name| {
        format!("--arm {name}: no such arm that declares a safeguard")
    });
    found.ok_or_else(|| Failure::refused(asked, allowed))
}

/// The sets of safeguards that are lived, as bits, and the orders that they come from.
pub(crate) struct Sets {
    pub(crate) count: usize,
    pub(crate) masks: Vec<u32>,
    /// None: all sets, exactly.
    orders: Option<Vec<Vec<usize>>>,
}

impl Sets {
    fn new(count: usize, seed: Seed) -> Self {
        let all = (1u32 << count) - 1;
        if count <= MOST_EXACT {
            return Self { count, masks: (0..=all).collect(), orders: None };
        }
        Self::along(count, (0..ORDERS).map(|number| order(count, seed, number)))
    }

    /// The sets of one seed among many that draw orders of their own.
    pub(crate) fn walked(count: usize, seed: Seed, number: u32) -> Self {
        match count {
            0..=MOST_WHOLE => Self::new(count, seed),
            _ => Self::along(count, std::iter::once(order(count, seed, number))),
        }
    }

    /// Those that orders and their reverses pass through, and those that are compared in any case.
    fn along(count: usize, forwards: impl Iterator<Item = Vec<usize>>) -> Self {
        let all = (1u32 << count) - 1;
        let orders: Vec<Vec<usize>> =
            forwards.flat_map(|order| [order.iter().rev().copied().collect(), order]).collect();
        let mut masks = BTreeSet::from([0, all]);
        masks.extend((0..count).flat_map(|one| [1 << one, all & !(1 << one)]));
        for order in &orders {
            masks.extend(prefixes(order));
        }
        Self { count, masks: masks.into_iter().collect(), orders: Some(orders) }
    }

    pub(crate) fn all(&self) -> u32 {
        (1 << self.count) - 1
    }

    /// What a safeguard adds on average over the orders; none where a set has no value.
    pub(crate) fn shapley(&self, one: usize, value: &impl Fn(u32) -> Option<f64>) -> Option<f64> {
        let adds = |before: u32| Some(value(before | 1 << one)? - value(before)?);
        match &self.orders {
            None => {
                let without = self.masks.iter().filter(|mask| **mask & 1 << one == 0);
                without.map(|mask| Some(adds(*mask)? * weight(self.count, mask.count_ones() as usize))).sum()
            }
            Some(orders) => {
                let before = |order: &Vec<usize>| {
                    order.iter().take_while(|other| **other != one).fold(0, |mask, other| mask | 1 << other)
                };
                let sum: Option<f64> = orders.iter().map(|order| adds(before(order))).sum();
                sum.map(|sum| sum / orders.len() as f64)
            }
        }
    }
}

/// s!·(n − s − 1)! ÷ n!: the share of the orders in which exactly a given set of s comes before.
fn weight(n: usize, s: usize) -> f64 {
    let factorial = |n: usize| (1..=n).map(|i| i as f64).product::<f64>();
    factorial(s) * factorial(n - s - 1) / factorial(n)
}

fn order(count: usize, seed: Seed, number: u32) -> Vec<usize> {
    let word = |one: usize| {
        seed.draw(About { who: number, other: one as u32, day: 0, purpose: Purpose::SafeguardOrder }, 0)[0]
    };
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|one| (word(*one), *one));
    order
}

fn prefixes(order: &[usize]) -> impl Iterator<Item = u32> + '_ {
    order.iter().scan(0, |mask, one| {
        *mask |= 1 << one;
        Some(*mask)
    })
}

/// By set: how much of each harm, so that more is worse. None where there is nothing to measure.
type Values = BTreeMap<u32, Vec<Option<f64>>>;

/// The harm of a measure: unemployment for employment, so that more is always worse and δ is a share of the harm.
pub(crate) fn harm((about, more_is_worse): &(&'static Measure, bool), cell: &Cell) -> Option<f64> {
    let value = (about.of)(cell, EVERYBODY)?;
    Some(if *more_is_worse { value } else { 1.0 - value })
}

/// The days after which a safeguard acts, where a run is over by then: nothing can be told of it.
pub(crate) fn acts_after(safeguard: &Safeguard, days: u32) -> Option<f64> {
    let late = |(key, value): &(String, Setting)| match value {
        Setting::Number(number) if *number >= f64::from(days) => {
            let unit = knob_at(REGIME, key_of(key))?.unit;
            unit.starts_with("day").then_some(*number)
        }
        _ => None,
    };
    safeguard.sets.iter().filter_map(late).reduce(f64::max)
}

/// The harms of some worlds, one world after the other.
fn numbers(cells: &[Cell]) -> Vec<Option<f64>> {
    cells.iter().flat_map(|cell| HARMS.iter().map(move |measure| harm(measure, cell))).collect()
}

struct Job<'a> {
    experiment: &'a Experiment,
    arm: &'a Arm,
    names: Vec<String>,
    /// By safeguard: the keys of the regime that it sets.
    sets_keys: Vec<Vec<String>>,
    /// By safeguard.
    too_late: Vec<TooLate>,
    sets: Sets,
    asked: &'a AblateRequest,
    /// The experiment with a world for each set, in the order of the masks.
    worlds: Experiment,
    parameters: Vec<Parameter>,
    points: Vec<Vec<f64>>,
}

impl<'a> Job<'a> {
    fn new(
        experiment: &'a Experiment,
        arm: &'a Arm,
        names: Vec<String>,
        sets: Sets,
        asked: &'a AblateRequest,
    ) -> Result<Self, Failure> {
        let world = |mask: &u32| {
            let on = names.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, name)| name.clone());
            let mut world = experiment.with_safeguards(arm, &on.collect())?;
            world.name = format!("set-{mask}");
            Ok::<Arm, Failure>(world)
        };
        let arms = sets.masks.iter().map(world).collect::<Result<Vec<Arm>, Failure>>()?;
        let reference = arms[0].name.clone();
        let worlds = Experiment { arms, reference, ..experiment.clone() };
        let parameters = parameters(&worlds);
        let keys: Vec<u32> = parameters.iter().map(Parameter::key).collect();
        let points = designs::latin(Seed(experiment.seed), &keys, asked.draws);
        let declared = safeguards(&arm.regime);
        let too_late = declared.iter().map(|safeguard| too_late(safeguard, experiment.days)).collect();
        let keys = |safeguard: Safeguard| safeguard.sets.into_iter().map(|(key, _)| key).collect();
        let sets_keys = declared.into_iter().map(keys).collect();
        Ok(Self { experiment, arm, names, sets_keys, too_late, sets, asked, worlds, parameters, points })
    }

    /// Worlds of the seeds: a set under a seed is a piece, and so is each draw with all sets.
    fn worlds(&self) -> usize {
        self.experiment.seeds as usize * self.sets.masks.len()
    }

    fn kept(&self, mark: Mark) -> Kept<'a> {
        let AblateRequest { draws, delta, .. } = *self.asked;
        let command = self.asked.request.command().replacen(" run ", " ablate ", 1);
        let asked = format!("--arm {} --draws {draws}", self.arm.name);
        Kept {
            command: format!("{command} {asked} --delta {delta}"),
            asked,
            experiment: self.experiment,
            mark,
            pieces: self.worlds() + draws as usize,
            widths: vec![HARMS.len(), HARMS.len() * self.sets.masks.len()],
        }
    }

    fn piece(&self, piece: usize, stop: &AtomicBool) -> Result<Numbers, Failure> {
        match piece.checked_sub(self.worlds()) {
            None => self.seed(piece, stop),
            Some(draw) => self.draw(draw, stop),
        }
    }

    /// One set under one seed.
    fn seed(&self, piece: usize, stop: &AtomicBool) -> Result<Numbers, Failure> {
        let (number, set) = (piece / self.sets.masks.len(), piece % self.sets.masks.len());
        let alone = Experiment { arms: vec![self.worlds.arms[set].clone()], ..self.worlds.clone() };
        let cells = lived(&alone, self.experiment.seed + number as u64, &Hands::Serial, stop)?;
        Ok(Ok(numbers(&cells)))
    }

    /// All sets under one draw of the parameters, or why it cannot be lived.
    fn draw(&self, number: usize, stop: &AtomicBool) -> Result<Numbers, Failure> {
        let varied = match at(&self.worlds, &self.parameters, &self.points[number]) {
            Ok((varied, _)) => varied,
            Err(errors) => return Ok(Err(errors.to_string())),
        };
        match lived(&varied, self.experiment.seed + number as u64, &Hands::Serial, stop) {
            Ok(cells) => Ok(Ok(numbers(&cells))),
            Err(stopped @ Failure::Stopped { .. }) => Err(stopped),
            Err(failure) => Ok(Err(failure.to_string())),
        }
    }

    /// Values of the seeds and of the draws, and how many draws were lost.
    fn values(&self, done: Pieces) -> (Vec<Values>, Vec<Values>, usize) {
        let mut numbers: Vec<Numbers> = done.into_values().collect();
        let draws = numbers.split_off(self.worlds());
        let worlds: Vec<Option<f64>> = numbers.into_iter().flatten().flatten().collect();
        let all = HARMS.len() * self.sets.masks.len();
        let seeds = worlds.chunks(all).map(|numbers| self.of_sets(numbers)).collect();
        let lost = draws.iter().filter(|draw| draw.is_err()).count();
        (seeds, draws.iter().flatten().map(|numbers| self.of_sets(numbers)).collect(), lost)
    }

    /// The harms of each set.
    fn of_sets(&self, numbers: &[Option<f64>]) -> Values {
        let harms = numbers.chunks(HARMS.len()).map(<[_]>::to_vec);
        self.sets.masks.iter().copied().zip(harms).collect()
    }

    fn words(&self, harms: &[Harm], draws: usize, lost: usize) -> String {
        let how = match &self.sets.orders {
            None => "all sets, so the Shapley shares are exact".to_owned(),
            Some(orders) => format!("Shapley shares sampled over {} orders", orders.len()),
        };
        let over = match (draws, lost) {
            (0, 0) => "no draws of the stylised parameters: the verdicts rest on the seeds alone".to_owned(),
            (draws, lost) => format!("{draws} draws of {} stylised parameters, {lost} failed", self.parameters.len()),
        };
        let mut text = format!(
            "{}: {} safeguards, {} sets ({how})\n{} seeds; {over}\nChange of each harm in percentage points, less is \
             better; ±δ is {} % of the harm\nunder the worst set.\n",
            self.arm.name,
            self.names.len(),
            self.sets.masks.len(),
            self.experiment.seeds,
            self.asked.delta * 100.0
        );
        for (name, sets) in self.names.iter().zip(&self.sets_keys) {
            let keys = if sets.is_empty() {
                "nothing here: it is declared only, or the arm sets it itself"
            } else {
                &sets.join(", ")
            };
            let _ = writeln!(text, "  {name} sets {keys}");
        }
        for harm in harms {
            let (without, with_all, delta) = (harm.without * 100.0, harm.with_all * 100.0, harm.delta * 100.0);
            let _ = writeln!(text, "\n{}: {without:.3} without any, {with_all:.3} with all, ±δ {delta:.3}", harm.name);
            for ((name, effect), late) in self.names.iter().zip(&harm.effects).zip(&self.too_late) {
                let late = late.as_ref().filter(|_| effect.verdict == Verdict::CannotTell);
                let why = late.map_or(String::new(), |late| format!(" ({late})"));
                let _ = writeln!(text, "  {name}: {}{why}", effect.verdict.text());
                for (what, change) in effect.each() {
                    let _ = writeln!(text, "    {what:<9} {}", change.text());
                }
            }
        }
        let _ = writeln!(text);
        for (at, name) in self.names.iter().enumerate() {
            let _ = writeln!(text, "{name}: {}", overall(harms, at, &self.too_late[at]));
        }
        text + "\nPaper: every whole interval lies within ±δ in all three. “Cannot tell” is no\nacquittal.\n"
            + SYNTHETIC
            + ".\n"
    }

    fn object(&self, harms: &[Harm], draws: usize, lost: usize) -> Value {
        let change = |change: &Change| {
            let [seeds, draws] =
                [change.seeds, change.draws].map(|interval| interval.map(|(low, high)| json!([low, high])));
            json!({ "mean": change.mean, "seeds_interval": seeds, "draws_range": draws })
        };
        let effect = |(name, effect): (&String, &Effect)| {
            json!({ "safeguard": name, "alone": change(&effect.alone), "left_out": change(&effect.left_out),
                "shapley": change(&effect.shapley), "verdict": effect.verdict.text() })
        };
        let harm = |harm: &Harm| {
            let effects: Vec<Value> = self.names.iter().zip(&harm.effects).map(effect).collect();
            json!({ "measure": harm.measure, "without": harm.without, "with_all": harm.with_all, "delta": harm.delta,
                "safeguards": effects })
        };
        let declared = |(at, name): (usize, &String)| json!({ "name": name, "sets": self.sets_keys[at], "too_late": self.too_late[at] });
        let overall = |at: usize| overall(harms, at, &self.too_late[at]).into();
        let verdicts = self.names.iter().enumerate().map(|(at, name)| (name.clone(), overall(at)));
        let seeds: Vec<u64> = (0..self.experiment.seeds).map(|n| self.experiment.seed + u64::from(n)).collect();
        json!({
            "synthetic": SYNTHETIC, "version": VERSION, "experiment": self.experiment.name, "arm": self.arm.name,
            "experiment_hash": self.experiment.hash(), "likeness": likeness(self.experiment),
            "regime_hash": Experiment::regime_hash(self.arm), "seeds": seeds, "people": self.experiment.people, "days": self.experiment.days, "sets": self.sets.masks.len(),
            "exact": self.sets.orders.is_none(), "orders": self.sets.orders.as_ref().map(Vec::len),
            "safeguards": self.names.iter().enumerate().map(declared).collect::<Vec<Value>>(),
            "draws": draws, "failed_draws": lost, "delta_share": self.asked.delta,
            "measures": harms.iter().map(harm).collect::<Vec<_>>(),
            "verdicts": verdicts.collect::<serde_json::Map<String, Value>>(),
        })
    }

    fn how(&self, seconds: f64, threads: usize) -> String {
        let how = json!({ "synthetic": SYNTHETIC, "version": VERSION, "experiment_hash": self.experiment.hash(),
            "regime_hash": Experiment::regime_hash(self.arm), "seeds": [self.experiment.seed], "threads": threads,
            "seconds": seconds, "peak_memory_bytes": peak_memory() });
        format!("{how:#}\n")
    }
}

/// In words, for a safeguard that acts after the last day.
fn too_late(safeguard: &Safeguard, days: u32) -> TooLate {
    acts_after(safeguard, days).map(|first| format!("acts after {first} days; the run has {days}"))
}

/// What had no time to act is not paper.
fn untold(harms: &mut [Harm], too_late: &[TooLate]) {
    for (effect, late) in harms.iter_mut().flat_map(|harm| harm.effects.iter_mut().zip(too_late)) {
        if late.is_some() && effect.verdict == Verdict::Paper {
            effect.verdict = Verdict::CannotTell;
        }
    }
}

/// What a safeguard does over all harms: paper only if it is for every one. A harm that did not occur tested nobody.
fn overall(harms: &[Harm], at: usize, too_late: &TooLate) -> String {
    let verdicts: Vec<(Verdict, &str)> = harms.iter().map(|harm| (harm.effects[at].verdict, harm.name)).collect();
    let with = |wanted: Verdict| {
        let names: Vec<&str> =
            verdicts.iter().filter(|(verdict, _)| *verdict == wanted).map(|(_, name)| *name).collect();
        (!names.is_empty()).then(|| format!("{}: {}", wanted.text(), names.join(", ")))
    };
    if verdicts.iter().all(|(verdict, _)| *verdict == Verdict::Paper) {
        return Verdict::Paper.text().to_owned();
    }
    let told: Vec<String> = [Verdict::LessHarm, Verdict::MoreHarm].into_iter().filter_map(with).collect();
    if !told.is_empty() {
        return told.join("; ");
    }
    match too_late.clone().or_else(|| with(Verdict::NoSuchHarm)) {
        Some(why) => format!("{} ({why})", Verdict::CannotTell.text()),
        None => Verdict::CannotTell.text().to_owned(),
    }
}

/// Every harm that could be measured under every set.
fn harms(sets: &Sets, seeds: &[Values], draws: &[Values], delta: f64) -> Vec<Harm> {
    (0..HARMS.len()).filter_map(|at| told(sets, seeds, draws, at, delta)).collect()
}

fn told(sets: &Sets, seeds: &[Values], draws: &[Values], at: usize, share: f64) -> Option<Harm> {
    let mean = |mask: u32| estimate(&seeds.iter().filter_map(|values| values[&mask][at]).collect::<Vec<_>>());
    let (without, with_all) = (mean(0)?.mean, mean(sets.all())?.mean);
    let occurs =
        seeds.iter().chain(draws).any(|values| values.values().any(|set| set[at].is_some_and(|harm| harm != 0.0)));
    let delta = share * sets.masks.iter().filter_map(|mask| mean(*mask)).map(|found| found.mean).fold(0.0, f64::max);
    let effect = |one: usize| effect(sets, seeds, draws, at, one, occurs.then_some(delta));
    let effects = (0..sets.count).map(effect).collect::<Option<Vec<Effect>>>()?;
    Some(Harm { measure: HARMS[at].0.key, name: HARMS[at].0.name, without, with_all, delta, effects })
}

/// One safeguard on one harm; `delta` is none where the harm does not occur.
fn effect(
    sets: &Sets,
    seeds: &[Values],
    draws: &[Values],
    at: usize,
    one: usize,
    delta: Option<f64>,
) -> Option<Effect> {
    let all = sets.all();
    let of = |values: &Values, what: usize| {
        let value = |mask: u32| values[&mask][at];
        match what {
            0 => Some(value(1 << one)? - value(0)?),
            1 => Some(value(all)? - value(all & !(1 << one))?),
            _ => sets.shapley(one, &value),
        }
    };
    let change = |what: usize| {
        let estimate = estimate(&seeds.iter().filter_map(|values| of(values, what)).collect::<Vec<_>>())?;
        let drawn: Vec<f64> = draws.iter().filter_map(|values| of(values, what)).collect();
        let range = drawn.iter().copied().reduce(f64::min).zip(drawn.iter().copied().reduce(f64::max));
        Some(Change { mean: estimate.mean, seeds: estimate.interval, draws: range })
    };
    let (alone, left_out, shapley) = (change(0)?, change(1)?, change(2)?);
    let verdict = delta.map_or(Verdict::NoSuchHarm, |delta| verdict(&[alone, left_out, shapley], delta));
    Some(Effect { alone, left_out, shapley, verdict })
}

/// From the whole intervals of all three changes.
fn verdict(changes: &[Change; 3], delta: f64) -> Verdict {
    // Without an interval of the seeds nothing can be told.
    let Some(whole) = changes.iter().map(Change::whole).collect::<Option<Vec<(f64, f64)>>>() else {
        return Verdict::CannotTell;
    };
    let below = whole.iter().any(|(_, high)| *high < -delta);
    let above = whole.iter().any(|(low, _)| *low > delta);
    match (below, above) {
        _ if whole.iter().all(|(low, high)| -delta <= *low && *high <= delta) => Verdict::Paper,
        (true, false) => Verdict::LessHarm,
        (false, true) => Verdict::MoreHarm,
        _ => Verdict::CannotTell,
    }
}

impl Change {
    /// Everything that both intervals hold; none without an interval of the seeds.
    fn whole(&self) -> Option<(f64, f64)> {
        let (low, high) = self.seeds?;
        let (lowest, highest) = self.draws.unwrap_or((low, high));
        Some((low.min(lowest), high.max(highest)))
    }

    fn text(&self) -> String {
        let range = |(low, high): (f64, f64)| format!("{:+.3} to {:+.3}", low * 100.0, high * 100.0);
        let seeds = self.seeds.map_or(format!("under {LEAST_SEEDS} seeds: no interval"), range);
        let draws = self.draws.map_or(String::new(), |draws| format!("; draws {}", range(draws)));
        format!("{:+.3} (seeds {seeds}{draws})", self.mean * 100.0)
    }
}

impl Effect {
    fn each(&self) -> [(&'static str, Change); 3] {
        [("alone", self.alone), ("left out", self.left_out), ("Shapley", self.shapley)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four seeds in which a set has this harm, give or take a thousandth of it.
    fn seeds(sets: &Sets, harm: impl Fn(u32) -> f64) -> Vec<Values> {
        let noise = |seed: u32, mask: u32| 1.0 + 0.001 * f64::from((seed * 7 + mask * 3) % 5) / 5.0;
        let values = |seed: u32| -> Values {
            sets.masks.iter().map(|mask| (*mask, vec![Some(harm(*mask) * noise(seed, *mask)); 8])).collect()
        };
        (0..4).map(values).collect()
    }

    fn verdicts(sets: &Sets, seeds: &[Values], draws: &[Values]) -> Vec<Verdict> {
        harms(sets, seeds, draws, 0.05)[0].effects.iter().map(|effect| effect.verdict).collect()
    }

    #[test]
    fn two_redundant_good_safeguards_are_not_paper_and_an_inert_one_is() {
        let sets = Sets::new(3, Seed(1));
        let seeds = seeds(&sets, |mask| if mask & 0b011 == 0 { 0.4 } else { 0.2 });
        assert_eq!(verdicts(&sets, &seeds, &[]), [Verdict::LessHarm, Verdict::LessHarm, Verdict::Paper]);
        let effects = &harms(&sets, &seeds, &[], 0.05)[0].effects;
        assert!(effects[0].left_out.mean.abs() < 0.001, "left out, the other stands in");
        assert!((effects[0].shapley.mean + 0.1).abs() < 0.001, "they share what they do");
    }

    #[test]
    fn a_safeguard_that_works_only_beside_another_is_not_paper() {
        let sets = Sets::new(2, Seed(1));
        let seeds = seeds(&sets, |mask| if mask == 0b11 { 0.2 } else { 0.4 });
        assert_eq!(verdicts(&sets, &seeds, &[]), [Verdict::LessHarm, Verdict::LessHarm]);
    }

    #[test]
    fn one_draw_in_which_it_works_takes_the_word_paper_away() {
        let sets = Sets::new(1, Seed(1));
        let (inert, works) = (seeds(&sets, |_| 0.4), seeds(&sets, |mask| if mask == 0 { 0.4 } else { 0.3 }));
        assert_eq!(verdicts(&sets, &inert, &inert), [Verdict::Paper]);
        assert_eq!(verdicts(&sets, &inert, &works), [Verdict::CannotTell]);
    }

    #[test]
    fn the_word_paper_is_kept_for_what_was_tried_on_every_harm() {
        let sets = Sets::new(1, Seed(1));
        let inert = harms(&sets, &seeds(&sets, |_| 0.4), &[], 0.05);
        assert_eq!(overall(&inert, 0, &None), "paper");
        let mut seeds = seeds(&sets, |_| 0.4);
        seeds.iter_mut().flat_map(|values| values.values_mut()).for_each(|harms| harms[2] = Some(0.0));
        let untried = overall(&harms(&sets, &seeds, &[], 0.05), 0, &None);
        assert_eq!(untried, "cannot tell (no such harm: rights-violating sanction)");
    }

    #[test]
    fn what_acts_after_the_last_day_is_not_paper() {
        let expiry = Safeguard {
            name: "expiry".to_owned(),
            title: None,
            kind: "expiry".to_owned(),
            enabled: false,
            sets: vec![("score.expiry_days".to_owned(), Setting::Number(365.0))],
        };
        assert_eq!(
            [too_late(&expiry, 366), too_late(&Safeguard { sets: Vec::new(), ..expiry.clone() }, 1)],
            [None, None]
        );
        let late = [too_late(&expiry, 120)];
        assert_eq!(late[0].as_deref(), Some("acts after 365 days; the run has 120"));
        let sets = Sets::new(1, Seed(1));
        let mut inert = harms(&sets, &seeds(&sets, |_| 0.4), &[], 0.05);
        untold(&mut inert, &late);
        assert_eq!(inert[0].effects[0].verdict, Verdict::CannotTell);
        assert_eq!(overall(&inert, 0, &late[0]), "cannot tell (acts after 365 days; the run has 120)");
    }

    #[test]
    fn without_an_interval_nothing_is_paper() {
        let sets = Sets::new(1, Seed(1));
        let seeds = seeds(&sets, |_| 0.4);
        assert_eq!(verdicts(&sets, &seeds[..2], &[]), [Verdict::CannotTell]);
        let none = self::seeds(&sets, |_| 0.0);
        assert_eq!(verdicts(&sets, &none, &[]), [Verdict::NoSuchHarm]);
    }

    #[test]
    fn exact_shapley_shares_of_the_gloves_are_the_known_ones() {
        // One left glove, two right gloves: a pair is worth 1. Shares 2/3, 1/6, 1/6.
        let sets = Sets::new(3, Seed(1));
        let worth = |mask: u32| Some(f64::from(mask & 1 == 1 && mask & 0b110 != 0));
        let shares: Vec<f64> = (0..3).map(|one| sets.shapley(one, &worth).unwrap()).collect();
        for (share, known) in shares.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((share - known).abs() < 1e-12, "{shares:?}");
        }
    }

    #[test]
    fn sampled_shares_add_up_to_the_whole_and_are_exact_for_sums() {
        let sets = Sets::new(7, Seed(1));
        assert!(sets.masks.len() < 1 << 7 && sets.orders.is_some());
        let worth = |mask: u32| Some((0..7).map(|one| f64::from(mask >> one & 1) * f64::from(one + 1)).sum());
        for one in 0..7 {
            assert!((sets.shapley(one, &worth).unwrap() - (one + 1) as f64).abs() < 1e-9);
        }
        let pairs = |mask: u32| Some(f64::from(mask.count_ones() * mask.count_ones()));
        let total: f64 = (0..7).map(|one| sets.shapley(one, &pairs).unwrap()).sum();
        assert!((total - 49.0).abs() < 1e-9);
    }
}
