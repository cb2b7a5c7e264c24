//! Which stylised number matters most: elementary effects of each on each harm, in every world.
//!
//! All points of a trajectory have one seed, so that an effect is not another city's luck; even so a small change sends
//! twins apart, and what that alone does is told beside the ranking as *noise*: the mean difference that another seed
//! makes at the start of a trajectory, over the same step. The points of the trajectories lie in corners of the ranges, so
//! a sign that does not hold in nine of ten of them is told, too.

use crate::kept::{Kept, Numbers, Pieces};
use crate::robust::parameters_csv;
use crate::run::{described, reference};
use crate::sample::{Batch, lived};
use crate::stylised::{Parameter, at, parameters};
use crate::{Failure, Request, VERSION, Watch, designs, memory};
use engine::Hands;
use model::Seed;
use report::measures::HARMS;
use report::robust::{Drawn, Point, Points, ROBUST_SHARE, few, points, sign};
use report::{Mark, SYNTHETIC};
use scenario::Experiment;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Most trajectories that are walked.
const MOST_TRAJECTORIES: u32 = 1_000;
/// Seeds of the runs that measure noise begin here, beyond those of the trajectories.
const OTHER_SEEDS: u64 = 1_000_000;
/// Rows that the words show of each ranking.
const SHOWN: usize = 8;

/// What `vitropolis robust --design morris` is asked for.
#[derive(Clone, Debug)]
pub struct MorrisRequest {
    pub request: Request,
    /// From 2.
    pub trajectories: u32,
    /// Only parameters whose path begins with one of these; empty: all.
    pub only: Vec<String>,
}

/// A ranking of the parameters for each world and harm.
pub struct Morris {
    pub folder: PathBuf,
    pub seconds: f64,
    /// Points that could not be lived.
    pub failed: usize,
    pub rankings: Vec<Ranking>,
    pub signs: Vec<Sign>,
    words: String,
    object: Value,
}

/// One harm in one world: against the reference where the reference has it, else its level.
#[derive(Clone, Debug)]
pub struct Ranking {
    pub arm: String,
    pub measure: &'static str,
    pub name: &'static str,
    /// What another seed alone would give for μ*.
    pub noise: f64,
    /// The strongest first.
    pub rows: Vec<Ranked>,
}

/// One parameter, over its whole range.
#[derive(Clone, Debug)]
pub struct Ranked {
    pub file: &'static str,
    pub path: String,
    /// μ*: mean of the absolute effects.
    pub strength: f64,
    /// μ: with the sign.
    pub mean: f64,
    /// σ: how much the effect depends on the other parameters.
    pub spread: f64,
    pub effects: usize,
}

/// The sign of a difference to the reference over all points of the trajectories.
#[derive(Clone, Debug)]
pub struct Sign {
    pub arm: String,
    pub measure: &'static str,
    pub name: &'static str,
    /// The commonest: `more`, `less` or `equal`.
    pub sign: &'static str,
    /// The share of the points that have it.
    pub holds: f64,
    /// Points in which there was something to compare.
    pub points: usize,
}

impl Sign {
    /// Whether it holds in nine tenths of the points.
    pub fn is_robust(&self) -> bool {
        self.holds >= ROBUST_SHARE
    }
}

impl Morris {
    /// The ranking of the first world, for a terminal.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Every ranking, for a program.
    pub fn object(&self) -> &Value {
        &self.object
    }
}

/// Walks the trajectories and ranks every parameter for every harm and world.
pub fn morris(asked: &MorrisRequest, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Morris, Failure> {
    if !(2..=MOST_TRAJECTORIES).contains(&asked.trajectories) {
        let allowed = format!("from 2 to {MOST_TRAJECTORIES}");
        return Err(Failure::refused(format!("--trajectories {}", asked.trajectories), allowed));
    }
    let started = Instant::now();
    let experiment = asked.request.resolve_small()?;
    let walk = Walk::new(&experiment, asked)?;
    let hands = Hands::new(asked.request.threads);
    memory::check_batch(&experiment, &hands, asked.request.memory)?;
    let mark = Mark::of(&described(&experiment, asked.request.command()));
    let kept = walk.kept(asked, mark.clone());
    let (place, mut done) = kept.open(&asked.request, &format!("{}-morris", experiment.name))?;
    let missing = kept.missing(&done);
    let person_days = experiment.people * u64::from(experiment.days) * experiment.arms.len() as u64;
    let mut batch = Batch { hands: &hands, watch, days: experiment.days, person_days, step: "living" };
    let keep = |done: &Pieces| kept.lay_down(&place, done);
    let stopped = batch.work_on(&missing, |step| walk.live(step, stop), &mut done, keep);
    if let Some(failure) = stopped {
        return Err(kept.stopped(failure, place, &done));
    }
    let lived: Vec<Option<Points>> = done.into_values().map(|one| one.ok().map(|one| walk.points(&one))).collect();
    let (rankings, signs) = (walk.rankings(&lived), walk.signs(&lived));
    let failed = lived.iter().filter(|points| points.is_none()).count();
    let words = walk.words(&rankings, failed) + &weak(&signs) + SYNTHETIC + ".\n";
    let object = walk.object(&rankings, &signs, failed);
    let lock = mark.lines().join("\n") + "\n" + &experiment.lock();
    let folder = place.finish(&[
        ("what/experiment.lock.toml", lock),
        ("what/parameters.csv", parameters_csv(&mark, &experiment, &walk.parameters)),
        ("what/morris.json", format!("{object:#}\n")),
        ("morris.txt", words.clone()),
    ])?;
    let seconds = started.elapsed().as_secs_f64();
    Ok(Morris { folder, seconds, failed, rankings, signs, words, object })
}

/// One run: a trajectory, a point of it, and its seed.
struct Step {
    trajectory: usize,
    point: usize,
    seed: u64,
}

struct Walk<'a> {
    experiment: &'a Experiment,
    parameters: Vec<Parameter>,
    trajectories: Vec<designs::Trajectory>,
    /// All points of all trajectories, then for each trajectory its first point under another seed.
    steps: Vec<Step>,
    measures: Vec<Drawn>,
}

impl<'a> Walk<'a> {
    fn new(experiment: &'a Experiment, asked: &MorrisRequest) -> Result<Self, Failure> {
        let all = parameters(experiment);
        let wanted =
            |found: &Parameter| asked.only.is_empty() || asked.only.iter().any(|only| found.path.starts_with(only));
        let parameters: Vec<Parameter> = all.iter().filter(|found| wanted(found)).cloned().collect();
        if parameters.is_empty() {
            let allowed = format!("the beginning of one of the {} paths that are drawn, such as `life.`", all.len());
            return Err(Failure::refused(format!("--only {}", asked.only.join(",")), allowed));
        }
        let keys: Vec<u32> = parameters.iter().map(Parameter::key).collect();
        let walk = |number| designs::trajectory(Seed(experiment.seed), &keys, number);
        let trajectories: Vec<designs::Trajectory> = (0..asked.trajectories).map(walk).collect();
        let seed = |trajectory: usize| experiment.seed + trajectory as u64;
        let all = (0..trajectories.len())
            .flat_map(|trajectory| (0..=keys.len()).map(move |point| (trajectory, point)))
            .map(|(trajectory, point)| Step { trajectory, point, seed: seed(trajectory) });
        let again = (0..trajectories.len()).map(|t| Step { trajectory: t, point: 0, seed: OTHER_SEEDS + seed(t) });
        let steps = all.chain(again).collect();
        Ok(Self { experiment, parameters, trajectories, steps, measures: few().collect() })
    }

    fn kept(&self, asked: &MorrisRequest, mark: Mark) -> Kept<'a> {
        let only = asked.only.join(",");
        let command = asked.request.command().replacen(" run ", " robust ", 1);
        let mut command = format!("{command} --design morris --trajectories {}", asked.trajectories);
        if !only.is_empty() {
            command += &format!(" --only {only}");
        }
        Kept {
            asked: format!("--trajectories {} --only {only}", asked.trajectories),
            command,
            experiment: self.experiment,
            mark,
            pieces: self.steps.len(),
            widths: vec![self.experiment.arms.len() * self.measures.len() * 2],
        }
    }

    /// What came of one run, or why its point cannot be lived.
    fn live(&self, step: usize, stop: &AtomicBool) -> Result<Numbers, Failure> {
        let Step { trajectory, point, seed } = self.steps[step];
        let point = &self.trajectories[trajectory].points[point];
        let varied = match at(self.experiment, &self.parameters, point) {
            Ok((varied, _)) => varied,
            Err(errors) => return Ok(Err(errors.to_string())),
        };
        match lived(&varied, seed, &Hands::Serial, stop) {
            Ok(cells) => {
                let points = points(&cells, reference(self.experiment), &self.measures);
                Ok(Ok(points.iter().flatten().flat_map(|point| [point.value, point.difference]).collect()))
            }
            Err(stopped @ Failure::Stopped { .. }) => Err(stopped),
            Err(failure) => Ok(Err(failure.to_string())),
        }
    }

    /// Its numbers, by arm and measure.
    fn points(&self, numbers: &[Option<f64>]) -> Points {
        let points: Vec<Point> =
            numbers.chunks_exact(2).map(|pair| Point { value: pair[0], difference: pair[1] }).collect();
        points.chunks(self.measures.len()).map(<[_]>::to_vec).collect()
    }

    fn rankings(&self, lived: &[Option<Points>]) -> Vec<Ranking> {
        let reference = reference(self.experiment);
        let arms = (0..self.experiment.arms.len()).filter(|arm| *arm != reference);
        arms.flat_map(|arm| (0..HARMS.len()).map(move |harm| (arm, harm)))
            .map(|(arm, harm)| self.ranking(lived, arm, harm))
            .collect()
    }

    fn ranking(&self, lived: &[Option<Points>], arm: usize, harm: usize) -> Ranking {
        let outcome = |points: &Option<Points>| {
            let point = points.as_ref()?[arm][harm];
            point.difference.or(point.value)
        };
        let outcomes: Vec<Option<f64>> = lived.iter().map(outcome).collect();
        let width = self.parameters.len() + 1;
        let (walked, again) = outcomes.split_at(width * self.trajectories.len());
        let walked: Vec<Vec<Option<f64>>> = walked.chunks(width).map(<[_]>::to_vec).collect();
        let noise =
            walked.iter().zip(again).filter_map(|(walk, again)| Some((walk[0]? - (*again)?).abs() / designs::STEP));
        let noise: Vec<f64> = noise.collect();
        let effects = designs::elementary(&self.trajectories, &walked, self.parameters.len());
        let mut rows: Vec<Ranked> = self
            .parameters
            .iter()
            .zip(effects)
            .map(|(parameter, effect)| Ranked {
                file: parameter.part,
                path: parameter.path.clone(),
                strength: effect.strength,
                mean: effect.mean,
                spread: effect.spread,
                effects: effect.count,
            })
            .collect();
        rows.sort_by(|a, b| b.strength.total_cmp(&a.strength).then_with(|| a.path.cmp(&b.path)));
        Ranking {
            arm: self.experiment.arms[arm].name.clone(),
            measure: HARMS[harm].0.key,
            name: HARMS[harm].0.name,
            noise: noise.iter().sum::<f64>() / noise.len().max(1) as f64,
            rows,
        }
    }

    /// One for each world beside the reference and each measure.
    fn signs(&self, lived: &[Option<Points>]) -> Vec<Sign> {
        let (reference, walked) = (reference(self.experiment), (self.parameters.len() + 1) * self.trajectories.len());
        let arms = (0..self.experiment.arms.len()).filter(|arm| *arm != reference);
        let one = |arm: usize, at: usize| {
            let of = |points: &Option<Points>| points.as_ref()?[arm][at].difference.map(sign);
            let signs: Vec<&str> = lived[..walked].iter().filter_map(of).collect();
            let count = |sign: &str| signs.iter().filter(|other| **other == sign).count();
            let sign = ["more", "less", "equal"].into_iter().rev().max_by_key(|sign| count(sign))?;
            let (arm, about) = (self.experiment.arms[arm].name.clone(), self.measures[at].0);
            let holds = count(sign) as f64 / signs.len() as f64;
            let points = signs.len();
            (points > 0).then_some(Sign { arm, measure: about.key, name: about.name, sign, holds, points })
        };
        arms.flat_map(|arm| (0..self.measures.len()).filter_map(move |at| one(arm, at))).collect()
    }

    fn words(&self, rankings: &[Ranking], failed: usize) -> String {
        let first = rankings.first().map_or(String::new(), |ranking| ranking.arm.clone());
        let mut text = format!(
            "{} trajectories through {} stylised parameters: {} runs, {failed} failed.\n{first} against {}; in \
             percentage points over the whole range.\n",
            self.trajectories.len(),
            self.parameters.len(),
            self.steps.len(),
            self.experiment.reference
        );
        for ranking in rankings.iter().filter(|ranking| ranking.arm == first) {
            let _ = writeln!(text, "\n{}: noise of the seed {:.3}", ranking.name, ranking.noise * 100.0);
            let told = ranking.rows.iter().filter(|row| row.strength > ranking.noise).take(SHOWN).collect::<Vec<_>>();
            for row in &told {
                let (strength, mean, spread) = (row.strength * 100.0, row.mean * 100.0, row.spread * 100.0);
                let _ = writeln!(text, "  {:<46}  μ* {strength:>6.2}  μ {mean:>+6.2}  σ {spread:>6.2}", row.path);
            }
            if told.is_empty() {
                let _ = writeln!(text, "  no parameter can be told from noise");
            }
        }
        text + "\nμ*: mean of the absolute elementary effects; μ: with the sign; σ: how much they\ndepend on the other \
                parameters. What is under the noise is not shown.\n"
    }

    fn object(&self, rankings: &[Ranking], signs: &[Sign], failed: usize) -> Value {
        let row = |ranking: &Ranking, row: &Ranked| {
            json!({ "file": row.file, "path": row.path, "mu_star": row.strength, "mu": row.mean, "sigma": row.spread,
                "effects": row.effects, "above_noise": row.strength > ranking.noise })
        };
        let ranking = |ranking: &Ranking| {
            let rows: Vec<Value> = ranking.rows.iter().map(|one| row(ranking, one)).collect();
            json!({ "arm": ranking.arm, "measure": ranking.measure, "noise": ranking.noise, "parameters": rows })
        };
        let sign = |one: &Sign| {
            json!({ "arm": one.arm, "measure": one.measure, "sign": one.sign, "holds": one.holds, "points": one.points,
                "robust": one.is_robust() })
        };
        let hash = |arm: &scenario::Arm| (arm.name.clone(), Experiment::regime_hash(arm).into());
        json!({
            "synthetic": SYNTHETIC, "version": VERSION, "experiment": self.experiment.name,
            "experiment_hash": self.experiment.hash(), "seeds": [self.experiment.seed],
            "regime_hashes": self.experiment.arms.iter().map(hash).collect::<serde_json::Map<String, Value>>(),
            "people": self.experiment.people, "days": self.experiment.days, "reference": self.experiment.reference,
            "trajectories": self.trajectories.len(), "parameters": self.parameters.len(), "failed": failed,
            "rankings": rankings.iter().map(ranking).collect::<Vec<_>>(),
            "signs": signs.iter().map(sign).collect::<Vec<_>>(),
        })
    }
}

/// The signs that are not robust, for a terminal.
fn weak(signs: &[Sign]) -> String {
    let weak: Vec<&Sign> = signs.iter().filter(|sign| !sign.is_robust()).collect();
    let mut text =
        format!("\nSigns that hold in under {:.0} % of the points, so are not robust:\n", ROBUST_SHARE * 100.0);
    for Sign { arm, name, sign, holds, .. } in &weak {
        let _ = writeln!(text, "  {arm:<20}  {name:<44}  {sign:<5}  {:>3.0} %", holds * 100.0);
    }
    text + if weak.is_empty() { "  none\n" } else { "" }
}
