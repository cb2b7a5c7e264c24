//! What nobody has measured, and what protects people, varied by a design; what comes back are harms and nothing else.
//!
//! A *dimension* is a stylised number of the world with its range (`stylised.rs`), or a safeguard that a regime declares.
//! A *point* is a place from 0 to 1 for each dimension: in the range of a number; for a safeguard, out of force below one
//! half and in force from there on. All worlds of a point share its places and its seeds. A point that cannot be lived
//! stays in the table with the reason. Deterrence, silence, tips and detections cannot be asked for (boundary.md 7).

use crate::kept::{Kept, Numbers, Pieces, replace};
use crate::run::{described, reference};
use crate::sample::{Batch, lived};
use crate::stylised::{Parameter, at, parameters};
use crate::{Failure, Request, Watch, memory};
use engine::Hands;
use report::measures::HARMS;
use report::{Cell, Mark};
use scenario::Experiment;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// The group of everybody.
const EVERYBODY: usize = 0;
/// Most points of one sweep.
const MOST_POINTS: usize = 100_000;

/// Something that a sweep may vary.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// `city.…`, `catalogue.…` or `regime.…` with the path of a stylised number; `safeguard.…` with its name.
    pub name: String,
    /// As it is written; for a safeguard 1 where it is in force.
    pub written: f64,
    pub low: f64,
    pub high: f64,
    /// Whether the place is one on the log scale.
    pub log: bool,
    parameter: Option<Parameter>,
}

impl Dimension {
    /// The value at a place from 0 to 1.
    pub fn value(&self, place: f64) -> f64 {
        match &self.parameter {
            Some(parameter) => parameter.value(place),
            None => f64::from(place >= 0.5),
        }
    }
}

/// What is asked: places for the named dimensions.
#[derive(Clone, Debug)]
pub struct SweepRequest {
    pub request: Request,
    pub dimensions: Vec<String>,
    pub points: Vec<Vec<f64>>,
    /// Where finished points are kept when somebody stops the sweep, and where those of a stopped one are found.
    pub keep: Option<PathBuf>,
}

/// One harm in one world at one point, mean over the seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct HarmAt {
    pub arm: String,
    /// Key of the measure, of the closed list.
    pub harm: &'static str,
    pub value: Option<f64>,
    /// Against the reference, the same people and the same draws; none for the reference itself.
    pub difference: Option<f64>,
}

/// A sweep that is done: for each point its harms, or why there are none.
pub struct Swept {
    pub dimensions: Vec<Dimension>,
    pub points: Vec<Result<Vec<HarmAt>, String>>,
}

/// The closed list of harms that a sweep tells, each with whether more of it is worse.
pub fn harms() -> Vec<(&'static str, bool)> {
    HARMS.iter().map(|(about, worse)| (about.key, *worse)).collect()
}

/// Everything that may be varied in an experiment.
pub fn dimensions(request: &Request) -> Result<Vec<Dimension>, Failure> {
    Ok(found(&request.resolve_city()?))
}

fn found(experiment: &Experiment) -> Vec<Dimension> {
    let mut found: Vec<Dimension> = parameters(experiment).into_iter().map(number).collect();
    let mut declared = BTreeSet::new();
    for safeguard in experiment.arms.iter().flat_map(|arm| scenario::safeguards(&arm.regime)) {
        if declared.insert(safeguard.name.clone()) {
            let (name, written) = (format!("safeguard.{}", safeguard.name), f64::from(safeguard.enabled));
            found.push(Dimension { name, written, low: 0.0, high: 1.0, log: false, parameter: None });
        }
    }
    found
}

fn number(parameter: Parameter) -> Dimension {
    Dimension {
        name: format!("{}.{}", parameter.part, parameter.path),
        written: parameter.written,
        low: parameter.low,
        high: parameter.high,
        log: parameter.is_log(),
        parameter: Some(parameter),
    }
}

/// Lives every point, as many at once as there are threads. Stopped, it keeps the finished ones where it is asked to.
pub fn sweep(asked: &SweepRequest, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Swept, Failure> {
    let experiment = asked.request.resolve_city()?;
    let dimensions = chosen(&experiment, &asked.dimensions)?;
    check(&asked.points, dimensions.len())?;
    let hands = Hands::new(asked.request.threads);
    memory::check_batch(&experiment, &hands, asked.request.memory)?;
    let sweep = Sweep { experiment: &experiment, dimensions: &dimensions, stop };
    let kept = sweep.kept(asked);
    let mut done = sweep.taken_up(asked.keep.as_deref(), &kept)?;
    let missing = kept.missing(&done);
    let person_days = experiment.people * u64::from(experiment.days) * experiment.arms.len() as u64;
    let person_days = person_days * u64::from(experiment.seeds);
    let mut batch = Batch { hands: &hands, watch, days: experiment.days, person_days, step: "living" };
    let keep = |done: &Pieces| asked.keep.as_ref().map_or(Ok(()), |path| replace(path, &kept.text(done)));
    let stopped = batch.work_on(&missing, |at| sweep.point(&asked.points[at]), &mut done, keep);
    match (stopped, &asked.keep) {
        (Some(Failure::Stopped { .. }), Some(path)) if !done.is_empty() => {
            let (finished, all, path) = (done.len(), asked.points.len(), path.display());
            let kept = format!("{finished} of {all} points are kept in {path}; the same sweep with it goes on");
            return Err(Failure::Stopped { kept });
        }
        (Some(failure), _) => return Err(failure),
        (None, Some(path)) if path.exists() => std::fs::remove_file(path).map_err(Failure::disk(path))?,
        (None, _) => {}
    }
    let points = done.into_values().map(|point| point.map(|numbers| sweep.harms(&numbers))).collect();
    Ok(Swept { dimensions, points })
}

fn chosen(experiment: &Experiment, names: &[String]) -> Result<Vec<Dimension>, Failure> {
    let known = found(experiment);
    let one = |name: &String| {
        known.iter().find(|one| one.name == *name).cloned().ok_or_else(|| {
            let all = known.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
            let allowed = format!("a stylised number with a range, or a declared safeguard: {all}");
            Failure::refused(format!("a sweep over `{name}`"), allowed)
        })
    };
    names.iter().map(one).collect()
}

fn check(points: &[Vec<f64>], dimensions: usize) -> Result<(), Failure> {
    let fits = |point: &Vec<f64>| point.len() == dimensions && point.iter().all(|place| (0.0..=1.0).contains(place));
    if (1..=MOST_POINTS).contains(&points.len()) && points.iter().all(fits) {
        return Ok(());
    }
    let allowed = format!("1 to {MOST_POINTS} points, each with a place from 0 to 1 for each dimension");
    Err(Failure::refused(format!("a design of {} points", points.len()), allowed))
}

struct Sweep<'a> {
    experiment: &'a Experiment,
    dimensions: &'a [Dimension],
    stop: &'a AtomicBool,
}

impl Sweep<'_> {
    fn kept(&self, asked: &SweepRequest) -> Kept<'_> {
        let design = format!("{:?} {:?}", asked.dimensions, asked.points);
        Kept {
            asked: format!("a sweep with the design {}", &blake3::hash(design.as_bytes()).to_hex()[..16]),
            command: String::new(),
            experiment: self.experiment,
            mark: Mark::of(&described(self.experiment, String::new())),
            pieces: asked.points.len(),
            widths: vec![self.experiment.arms.len() * HARMS.len() * 2],
        }
    }

    /// The finished points of a sweep that was stopped, if it is this one.
    fn taken_up(&self, path: Option<&Path>, kept: &Kept) -> Result<Pieces, Failure> {
        let Some(path) = path.filter(|path| path.exists()) else { return Ok(Pieces::new()) };
        let refused = |what: String| {
            let asked = format!("{}: {what}", path.display());
            Err(Failure::refused(asked, "a file that this very sweep wrote when it was stopped; or a new one"))
        };
        let text = std::fs::read_to_string(path).map_err(Failure::disk(path))?;
        if !kept.mark.lines().iter().all(|line| text.lines().any(|other| other == line)) {
            return refused("it is of another experiment or version".to_owned());
        }
        kept.read(&text).or_else(refused)
    }

    /// Harms from their numbers, in the order in which they are told.
    fn harms(&self, numbers: &[Option<f64>]) -> Vec<HarmAt> {
        let names =
            self.experiment.arms.iter().flat_map(|arm| HARMS.iter().map(|(about, _)| (arm.name.clone(), about.key)));
        let told = names.zip(numbers.chunks_exact(2));
        told.map(|((arm, harm), pair)| HarmAt { arm, harm, value: pair[0], difference: pair[1] }).collect()
    }

    /// The harms of a point, or the reason why it cannot be lived; an error only if somebody stops the sweep.
    fn point(&self, places: &[f64]) -> Result<Numbers, Failure> {
        let varied = match self.varied(places) {
            Ok(varied) => varied,
            Err(errors) => return Ok(Err(errors.to_string())),
        };
        let seeds =
            (0..varied.seeds).map(|number| lived(&varied, varied.seed + u64::from(number), &Hands::Serial, self.stop));
        match seeds.collect::<Result<Vec<Vec<Cell>>, Failure>>() {
            Ok(cells) => Ok(Ok(told(&varied, &cells))),
            Err(stopped @ Failure::Stopped { .. }) => Err(stopped),
            Err(failure) => Ok(Err(failure.to_string())),
        }
    }

    fn varied(&self, places: &[f64]) -> Result<Experiment, scenario::Errors> {
        let (mut numbers, mut at_places, mut on, mut off) = (Vec::new(), Vec::new(), BTreeSet::new(), BTreeSet::new());
        for (dimension, place) in self.dimensions.iter().zip(places) {
            match (&dimension.parameter, dimension.name.strip_prefix("safeguard.")) {
                (Some(parameter), _) => {
                    numbers.push(parameter.clone());
                    at_places.push(*place);
                }
                (None, Some(name)) if *place >= 0.5 => drop(on.insert(name.to_owned())),
                (None, name) => drop(off.insert(name.unwrap_or_default().to_owned())),
            }
        }
        let (mut varied, _) = at(self.experiment, &numbers, &at_places)?;
        let arms = varied.arms.iter().map(|arm| {
            let declared = scenario::safeguards(&arm.regime).into_iter();
            let wanted = declared.filter(|one| on.contains(&one.name) || (one.enabled && !off.contains(&one.name)));
            varied.with_safeguards(arm, &wanted.map(|one| one.name).collect())
        });
        let arms = if on.is_empty() && off.is_empty() { Ok(varied.arms.clone()) } else { arms.collect() };
        varied.arms = arms?;
        Ok(varied)
    }
}

/// Value and difference of each harm in each arm, from `cells[seed][arm]`.
fn told(experiment: &Experiment, cells: &[Vec<Cell>]) -> Vec<Option<f64>> {
    let against = reference(experiment);
    let mut told = Vec::new();
    for arm in 0..experiment.arms.len() {
        for (about, _) in HARMS {
            let of = |arms: &Vec<Cell>, arm: usize| (about.of)(&arms[arm], EVERYBODY);
            let difference = |arms: &Vec<Cell>| Some(of(arms, arm)? - of(arms, against)?);
            told.push(mean(cells.iter().map(|arms| of(arms, arm))));
            told.push(if arm == against { None } else { mean(cells.iter().map(difference)) });
        }
    }
    told
}

/// Over the seeds that have something to measure.
fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let values: Vec<f64> = values.flatten().collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
