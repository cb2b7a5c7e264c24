//! Whether a result holds when what nobody has measured is drawn anew: all stylised numbers at once, many times.
//!
//! Every draw has one point of a Latin hypercube, shared by all worlds, and a seed of its own; draw 0 is the files as
//! they are written. A draw that cannot be lived stays in the table with the reason.

use crate::kept::{Kept, Numbers, Pieces, on_one_line};
use crate::run::{described, peak_memory, reference};
use crate::sample::{Batch, followed};
use crate::stylised::{Parameter, at, kept, parameters};
use crate::{Failure, Request, VERSION, Watch, designs, memory};
use engine::Hands;
use model::Seed;
use report::robust::{Drawn, FailedDraw, LEAST_DRAWS, Point, Points, every, lines, points};
use report::{Draw, Mark, Robust, Run, SYNTHETIC, draws_csv};
use scenario::Experiment;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// Most draws that are made.
const MOST_DRAWS: u32 = 100_000;

/// What `vitropolis robust` is asked for.
#[derive(Clone, Debug)]
pub struct RobustRequest {
    /// Without a number of people, the city is as small as the file says for draws.
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
    let command = asked.request.command().replacen(" run ", " robust ", 1) + &format!(" --draws {}", asked.draws);
    let draws = Draws::new(asked.request.resolve_small()?, asked.draws, command);
    let kept = draws.kept();
    let (place, done) = kept.open(&asked.request, &format!("{}-robust", draws.experiment.name))?;
    let hands = Hands::new(asked.request.threads);
    memory::check_batch(&draws.experiment, &hands, asked.request.memory)?;
    let keep = |done: &Pieces| kept.lay_down(&place, done);
    let (done, stopped) = draws.live("living", done, &hands, watch, stop, keep);
    if let Some(failure) = stopped {
        return Err(kept.stopped(failure, place, &done));
    }
    let (robust, files) = draws.told(done);
    let seconds = started.elapsed().as_secs_f64();
    let files = files.into_iter().map(|(name, text)| (format!("what/{name}"), text));
    let more = [("robust.txt", robust.table()), ("how.json", draws.how(seconds, hands.count()))];
    let files: Vec<(String, String)> = files.chain(more.map(|(name, text)| (name.to_owned(), text))).collect();
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (&**name, text.clone())).collect();
    Ok(RobustFinished { folder: place.finish(&files)?, robust, seconds })
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
    let path = folder.join("what").join(RESULT);
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

const RESULT: &str = "robust.json";

/// The draws of an experiment, each on a small city of its own.
pub(crate) struct Draws {
    pub(crate) experiment: Experiment,
    /// Beside draw 0.
    wanted: u32,
    command: String,
    run: Run,
    parameters: Vec<Parameter>,
    /// By draw, from the first that is drawn.
    points: Vec<Vec<f64>>,
    measures: Vec<Drawn>,
}

/// How far the draws have come, and why they did not go on.
pub(crate) type Far = (Pieces, Option<Failure>);

impl Draws {
    /// Of an experiment with the people of a draw.
    pub(crate) fn new(experiment: Experiment, wanted: u32, command: String) -> Self {
        let parameters = parameters(&experiment);
        let keys: Vec<u32> = parameters.iter().map(Parameter::key).collect();
        let points = designs::latin(Seed(experiment.seed), &keys, wanted);
        let run = described(&experiment, command.clone());
        Self { experiment, wanted, command, run, parameters, points, measures: every().collect() }
    }

    fn arms(&self) -> Vec<String> {
        self.experiment.arms.iter().map(|arm| arm.name.clone()).collect()
    }

    /// How finished draws are kept.
    pub(crate) fn kept(&self) -> Kept<'_> {
        Kept {
            asked: format!("--draws {}", self.wanted),
            command: self.command.clone(),
            experiment: &self.experiment,
            mark: Mark::of(&self.run),
            pieces: self.wanted as usize + 1,
            widths: vec![1 + self.experiment.arms.len() * self.measures.len() * 2],
        }
    }

    /// Lives the draws that are missing, and shows what is done to `keep` whenever some are.
    pub(crate) fn live(
        &self,
        step: &'static str,
        mut done: Pieces,
        hands: &Hands,
        watch: &mut dyn Watch,
        stop: &AtomicBool,
        keep: impl FnMut(&Pieces) -> Result<(), Failure>,
    ) -> Far {
        let missing = self.kept().missing(&done);
        let Experiment { people, days, arms, .. } = &self.experiment;
        let person_days = people * u64::from(*days) * arms.len() as u64;
        let mut batch = Batch { hands, watch, days: *days, person_days, step };
        let failure = batch.work_on(&missing, |number| self.draw(number, stop), &mut done, keep);
        (done, failure)
    }

    /// Lives one draw; number 0 is as written.
    fn draw(&self, number: usize, stop: &AtomicBool) -> Result<Numbers, Failure> {
        let varied = match number.checked_sub(1) {
            None => Ok((self.experiment.clone(), 0)),
            Some(at_point) => at(&self.experiment, &self.parameters, &self.points[at_point]),
        };
        let result = varied.map_err(Failure::from).and_then(|(varied, raised)| {
            let cells = followed(&varied, number as u32, &Hands::Serial, stop)?;
            Ok((raised, points(&cells, reference(&self.experiment), &self.measures)))
        });
        match result {
            // Without the files as they are written there is nothing to compare.
            Err(failure) if number == 0 || matches!(failure, Failure::Stopped { .. }) => Err(failure),
            Err(failure) => Ok(Err(on_one_line(&failure.to_string()))),
            Ok((raised, points)) => {
                let numbers = points.iter().flatten().flat_map(|point| [point.value, point.difference]);
                Ok(Ok(std::iter::once(Some(f64::from(raised))).chain(numbers).collect()))
            }
        }
    }

    /// One finished draw as it is told.
    fn finished(&self, number: usize, numbers: &Numbers) -> Draw {
        let points = |numbers: &[Option<f64>]| -> Points {
            let points = numbers.chunks_exact(2).map(|pair| Point { value: pair[0], difference: pair[1] });
            points.collect::<Vec<_>>().chunks(self.measures.len()).map(<[_]>::to_vec).collect()
        };
        let (ceilings_raised, result) = match numbers {
            Err(why) => (0, Err(why.clone())),
            Ok(numbers) => (numbers[0].unwrap_or_default() as u32, Ok(points(&numbers[1..]))),
        };
        Draw { number: number as u32, seed: self.experiment.seed + number as u64, ceilings_raised, result }
    }

    /// The result of all draws, and its files.
    pub(crate) fn told(&self, done: Pieces) -> (Robust, Vec<(&'static str, String)>) {
        let draws: Vec<Draw> = done.iter().map(|(number, numbers)| self.finished(*number, numbers)).collect();
        let (robust, mark) = (self.robust(&draws), Mark::of(&self.run));
        let lock = mark.lines().join("\n") + "\n" + &self.experiment.lock();
        let files = vec![
            ("experiment.lock.toml", lock),
            ("parameters.csv", parameters_csv(&mark, &self.experiment, &self.parameters)),
            ("draws.csv", draws_csv(&mark, self.wanted, &self.arms(), &draws)),
            (RESULT, robust.json()),
        ];
        (robust, files)
    }

    fn robust(&self, draws: &[Draw]) -> Robust {
        let failed = |draw: &Draw| {
            let reason = draw.result.as_ref().err()?;
            Some(FailedDraw { draw: draw.number, reason: reason.clone() })
        };
        let (written, drawn) = draws.split_first().expect("draw 0 is lived first");
        let written = written.result.as_ref().expect("draw 0 never fails");
        let points: Vec<Points> = drawn.iter().filter_map(|draw| draw.result.clone().ok()).collect();
        Robust {
            synthetic: SYNTHETIC.to_owned(),
            version: VERSION.to_owned(),
            experiment: self.experiment.name.clone(),
            experiment_hash: self.experiment.hash(),
            likeness: likeness(&self.experiment),
            people: self.experiment.people,
            days: self.experiment.days,
            seed: self.experiment.seed,
            parameters: self.parameters.len(),
            draws: self.wanted,
            done: points.len() as u32,
            failed: draws.iter().filter_map(failed).collect(),
            ceilings_raised: drawn.iter().filter(|draw| draw.ceilings_raised > 0).count() as u32,
            reference: self.experiment.reference.clone(),
            arms: self.arms(),
            measures: lines(&self.arms(), self.run.reference, written, &points),
        }
    }

    fn how(&self, seconds: f64, threads: usize) -> String {
        let how = serde_json::json!({
            "synthetic": SYNTHETIC, "version": VERSION, "command": self.command, "experiment_hash": self.experiment.hash(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_a_report_want_the_same_number_of_draws() {
        assert_eq!(LEAST_DRAWS, scenario::LEAST_DRAWS as usize);
    }
}
