//! Who lost and who gained: every person beside the own twin in the reference world.

use super::figure::{Entry, Table, exact};
use super::numbers::NOTHING;
use super::section::{Block, Section};
use super::words::{Words, escape};
use super::{Room, others};
use crate::Run;
use crate::effects::{Bounds, Effect};
use crate::measures::Unit;
use crate::statistics::{Estimate, estimate};

/// None where no world was laid beside the reference.
pub(crate) fn section(words: &Words, run: &Run, room: Room) -> Option<Section> {
    let arms = std::iter::once(run.main_arm()).chain(others(run, room));
    let arms: Vec<usize> = arms.filter(|arm| !effects(run, *arm, 0).is_empty()).collect();
    let (first, others) = arms.split_first()?;
    let mut blocks = vec![Block::Text(words.text("twins.intro").to_owned()), Block::Table(table(words, run, *first))];
    blocks.extend(others.iter().map(|arm| {
        let line = words.say("under.folded", &[("world", &escape(&run.arms[*arm].name))]);
        Block::Folded(line, vec![Block::Table(table(words, run, *arm))])
    }));
    if room == Room::Narrow {
        blocks.push(Block::Note(words.text("twins.left").to_owned()));
    }
    Some(Section::new(words, "twins", blocks))
}

/// One outcome of a world, seed by seed.
fn effects(run: &Run, arm: usize, outcome: usize) -> Vec<&Effect> {
    run.cells.iter().filter_map(|arms| arms[arm].effects.get(outcome)).collect()
}

fn table(words: &Words, run: &Run, arm: usize) -> Table {
    let head = ["outcome", "mean_difference", "worse_off", "the_same", "better_off", "decorrelate"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let count = run.cells.first().map_or(0, |arms| arms[arm].effects.len());
    let rows = (0..count).map(|outcome| row(words, &effects(run, arm, outcome)));
    let (world, reference) = (&run.arms[arm].name, &run.arms[run.reference].name);
    let caption = words.say("twins.table", &[("world", world), ("reference", reference)]);
    Table::new(words, "twins", caption, head, rows.collect())
}

fn row(words: &Words, effects: &[&Effect]) -> Vec<Entry> {
    let outcome = effects[0].outcome;
    let mean = over(effects, |effect| effect.means().1 - effect.means().0);
    let sign = if mean.mean > 0.0 { "+" } else { "" };
    let [worse, same, better] = [
        share(effects, |effect| effect.moved().worse),
        share(effects, |effect| effect.moved().same),
        share(effects, |effect| effect.moved().better),
    ];
    let (worst, best): (Vec<_>, Vec<_>) = effects.iter().map(|effect| effect.bounds()).unzip();
    let unit = words.text(&format!("outcome.unit.{}", outcome.unit()));
    let difference = Entry {
        text: format!("{sign}{} {unit}", words.digits(mean.mean, 3)),
        small: words.range(Unit::Days, &mean),
        exact: Some(exact(mean.mean, mean.interval)),
    };
    vec![
        Entry::words(words.text(&format!("outcome.{}", outcome.name()))),
        difference,
        bounded(words, &worse, &shares(effects, &worst)),
        Entry { exact: Some(exact(same.mean, same.interval)), ..Entry::words(words.value(Unit::Share, same.mean)) },
        bounded(words, &better, &shares(effects, &best)),
        Entry::words(decorrelated(words, effects)),
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

fn bounded(words: &Words, counted: &Estimate, ends: &(f64, f64)) -> Entry {
    let small = match ends.0 == ends.1 {
        true => words.text("twins.any_coupling").to_owned(),
        false => words.ends(Unit::Share, counted.mean, *ends),
    };
    Entry { text: words.value(Unit::Share, counted.mean), small, exact: Some(exact(counted.mean, Some(*ends))) }
}

/// `from day 12 (9 to 15)`, counted from 0, over the seeds in which it happens.
fn decorrelated(words: &Words, effects: &[&Effect]) -> String {
    let days: Vec<f64> = effects.iter().filter_map(|effect| effect.decorrelated).map(f64::from).collect();
    let (there, of) = (days.len().to_string(), effects.len().to_string());
    match estimate(&days) {
        None => NOTHING.to_owned(),
        Some(day) if days.len() == effects.len() => words.say("twins.from", &[("day", &whole_days(words, &day))]),
        Some(day) => {
            words.say("twins.from_some", &[("day", &words.fixed(day.mean, 0)), ("seeds", &there), ("of", &of)])
        }
    }
}

/// A day and its interval: nobody counts hundredths of an evening.
fn whole_days(words: &Words, day: &Estimate) -> String {
    let whole = |number: f64| words.fixed(number, 0);
    let range = match day.interval {
        None => return whole(day.mean),
        Some((low, high)) if low == high => words.text("interval.every_seed").to_owned(),
        Some((low, high)) => words.say("interval", &[("low", &whole(low)), ("high", &whole(high))]),
    };
    format!("{} ({range})", whole(day.mean))
}
