//! Who lost and who gained: every person beside the own twin in the reference world.

use super::figure::{Entry, Table};
use super::words::{self, NOTHING, bracketed, digits};
use crate::Run;
use crate::effects::{Bounds, Effect};
use crate::measures::Unit;
use crate::statistics::{Estimate, estimate};

/// A table for each world that was laid beside the reference, by its name; the main one first.
pub(crate) fn tables(run: &Run) -> Vec<(String, Table)> {
    let mut arms: Vec<usize> = (0..run.arms.len()).filter(|arm| !effects(run, *arm, 0).is_empty()).collect();
    arms.sort_by_key(|arm| *arm != run.main_arm());
    arms.into_iter().map(|arm| (run.arms[arm].name.clone(), table(run, arm))).collect()
}

/// One outcome of a world, seed by seed.
fn effects(run: &Run, arm: usize, outcome: usize) -> Vec<&Effect> {
    run.cells.iter().filter_map(|arms| arms[arm].effects.get(outcome)).collect()
}

fn table(run: &Run, arm: usize) -> Table {
    let head = ["outcome", "mean difference", "worse off", "the same", "better off", "twins decorrelate"];
    let count = run.cells.first().map_or(0, |arms| arms[arm].effects.len());
    let rows = (0..count).map(|outcome| row(&effects(run, arm, outcome)));
    let caption = format!(
        "Under {} against {}, each person beside itself; small type: interval of the seeds, and for shares the Fréchet \
         bounds",
        run.arms[arm].name, run.arms[run.reference].name
    );
    Table { caption, head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
}

fn row(effects: &[&Effect]) -> Vec<Entry> {
    let outcome = effects[0].outcome;
    let mean = over(effects, |effect| effect.means().1 - effect.means().0);
    let sign = if mean.mean > 0.0 { "+" } else { "" };
    let [worse, same, better] = [
        share(effects, |effect| effect.moved().worse),
        share(effects, |effect| effect.moved().same),
        share(effects, |effect| effect.moved().better),
    ];
    let (worst, best): (Vec<_>, Vec<_>) = effects.iter().map(|effect| effect.bounds()).unzip();
    let difference = Entry {
        text: format!("{sign}{} {}", digits(mean.mean, 3), outcome.unit()),
        small: words::range(Unit::Days, &mean),
    };
    vec![
        Entry::words(outcome.name().replace('_', " ")),
        difference,
        bounded(&worse, &shares(effects, &worst)),
        Entry::words(words::value(Unit::Share, same.mean)),
        bounded(&better, &shares(effects, &best)),
        Entry::words(decorrelated(effects)),
    ]
}

fn over(effects: &[&Effect], of: impl Fn(&Effect) -> f64) -> Estimate {
    estimate(&effects.iter().map(|effect| of(effect)).collect::<Vec<_>>()).expect("a row has a seed")
}

fn share(effects: &[&Effect], people: fn(&Effect) -> i64) -> Estimate {
    over(effects, |effect| people(effect) as f64 / effect.people() as f64)
}

/// The bounds as shares, averaged over the seeds.
fn shares(effects: &[&Effect], bounds: &[Bounds]) -> (f64, f64) {
    let mean = |of: fn(&Bounds) -> i64| {
        let shares = effects.iter().zip(bounds).map(|(effect, bounds)| of(bounds) as f64 / effect.people() as f64);
        shares.sum::<f64>() / effects.len() as f64
    };
    (mean(|bounds| bounds.least), mean(|bounds| bounds.most))
}

fn bounded(counted: &Estimate, (least, most): &(f64, f64)) -> Entry {
    let bounds = Estimate { interval: Some((*least, *most)), ..*counted };
    let small = if least == most { "whatever the coupling".to_owned() } else { words::range(Unit::Share, &bounds) };
    Entry { text: words::value(Unit::Share, counted.mean), small }
}

/// `from day 12`, over the seeds in which it happens.
fn decorrelated(effects: &[&Effect]) -> String {
    let days: Vec<f64> = effects.iter().filter_map(|effect| effect.decorrelated).map(f64::from).collect();
    match estimate(&days) {
        None => NOTHING.to_owned(),
        Some(day) if days.len() == effects.len() => {
            format!("from day {}", bracketed(digits(day.mean, 3), Unit::Days, &day))
        }
        Some(day) => format!("from day {}, in {} of {} seeds", digits(day.mean, 3), days.len(), effects.len()),
    }
}
