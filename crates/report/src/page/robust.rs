//! How far the numbers move when what nobody has measured is drawn anew, beside the noise of the seeds.

use super::figure::{Entry, Table, exact};
use super::numbers::NOTHING;
use super::section::Block;
use super::words::Words;
use super::{EVERYBODY, headed};
use crate::Run;
use crate::measures::{About, Unit};
use crate::robust::{ArmLine, Drawn, ROBUST_SHARE, Robust, Spread, every, few, sign};
use crate::statistics::Told;

/// The number of this run with the range over the draws, and the noise of the seeds after it.
pub(crate) fn entry(words: &Words, run: &Run, about: &About, arm: usize) -> Entry {
    let noise = run.told(about, arm, EVERYBODY);
    let plain = Entry::value(words, about.unit, noise);
    let noise_only = words.say("robust.noise", &[("range", &plain.small)]);
    match run.drawn(about, arm) {
        None if run.headline().is_some() && !plain.small.is_empty() => Entry { small: noise_only, ..plain },
        None => plain,
        Some(range) => {
            let noise = if plain.small.is_empty() { String::new() } else { format!("; {noise_only}") };
            Entry { small: format!("{}{noise}", over_the_draws(words, about.unit, range)), ..plain }
        }
    }
}

/// What the small type of a table with both intervals says.
pub(crate) fn small_type(words: &Words, run: &Run) -> String {
    match run.headline() {
        None => words.small_type(run),
        Some(robust) => words.say("robust.small_type", &[("draws", &robust.done.to_string())]),
    }
}

/// `18.2 to 66.1 over the draws`, or `in every draw`.
fn over_the_draws(words: &Words, unit: Unit, range: (f64, f64)) -> String {
    match range.0 == range.1 {
        true => words.text("robust.every_draw").to_owned(),
        false => words.say("robust.over", &[("range", &words.ends(unit, (range.0 + range.1) / 2.0, range))]),
    }
}

/// The measures that matter most in every world that is laid beside the reference.
pub(crate) fn table(words: &Words, run: &Run, robust: &Robust) -> Table {
    let arms: Vec<usize> = (0..run.arms.len()).filter(|arm| *arm != run.reference).collect();
    table_of(words, run, robust, "robust", &mut few(), &arms)
}

/// Every measure in the world that the words are about.
pub(crate) fn every_measure(words: &Words, run: &Run, robust: &Robust) -> Block {
    let main = run.main_arm();
    let signs: Vec<bool> = every().filter_map(|(about, _)| is_weak(run, about, main, robust)).collect();
    let weak = signs.iter().filter(|weak| **weak).count().to_string();
    let parts = [("world", &*run.arms[main].name), ("told", &signs.len().to_string()), ("weak", &weak)];
    let table = table_of(words, run, robust, "robust_every", &mut every(), &[main]);
    Block::Folded(words.html("robust.every", &parts), vec![Block::Table(table)])
}

fn table_of(
    words: &Words,
    run: &Run,
    robust: &Robust,
    name: &'static str,
    measures: &mut dyn Iterator<Item = Drawn>,
    arms: &[usize],
) -> Table {
    let head = ["measure", "world", "range", "range_of_difference", "sign_holds"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let rows = measures.flat_map(|(about, _)| arms.iter().map(move |arm| (about, *arm)));
    let line = |about, arm: usize| robust.arm_line(about, &run.arms[arm].name);
    let is_told = |line: &&ArmLine| line.level.is_some() || line.difference.is_some();
    let rows = rows.filter_map(|(about, arm)| Some(row(words, run, about, arm, line(about, arm).filter(is_told)?)));
    let (draws, numbers) = (robust.done.to_string(), robust.parameters.to_string());
    let caption = words.say("robust.table", &[("draws", &draws), ("numbers", &numbers)]);
    Table::new(words, name, caption, head, rows.collect())
}

fn row(words: &Words, run: &Run, about: &About, arm: usize, line: &ArmLine) -> Vec<Entry> {
    vec![
        Entry::words(headed(words, about)),
        Entry::words(&run.arms[arm].name),
        spread(words, about.unit, line.level, Words::value),
        spread(words, about.unit, line.difference, Words::difference),
        holds(words, verdict(run, about, arm, line)),
    ]
}

/// From the lowest to the highest.
fn spread(words: &Words, unit: Unit, spread: Option<Spread>, write: fn(&Words, Unit, f64) -> String) -> Entry {
    let Some(Spread { low, high, median, .. }) = spread else { return Entry::words(NOTHING) };
    let [least, most] = [low, high].map(|end| write(words, unit, end));
    let text = if low == high { least } else { words.say("interval", &[("low", &least), ("high", &most)]) };
    Entry { exact: Some(exact(median, Some((low, high)))), ..Entry::words(text) }
}

/// The sign of a difference in this run, and the share of the draws that have it; where the run cannot tell it, the sign
/// of the small city with the files as they are written.
fn verdict(run: &Run, about: &About, arm: usize, line: &ArmLine) -> Option<(String, f64)> {
    let here = run.difference(about, arm, EVERYBODY).mean().map(|mean| sign(mean).to_owned());
    let sign = here.or_else(|| line.sign.clone())?;
    Some((sign.clone(), line.shares?.with(&sign)))
}

/// Whether that sign does not hold.
fn is_weak(run: &Run, about: &About, arm: usize, robust: &Robust) -> Option<bool> {
    let line = robust.arm_line(about, &run.arms[arm].name)?;
    verdict(run, about, arm, line).map(|(_, holds)| holds < ROBUST_SHARE)
}

fn holds(words: &Words, verdict: Option<(String, f64)>) -> Entry {
    let Some((sign, holds)) = verdict else { return Entry::words(NOTHING) };
    let (sign, share) = (words.text(&format!("sign.{sign}")), format!("{:.0}", holds * 100.0));
    let small = if holds < ROBUST_SHARE { words.text("robust.weak_sign").to_owned() } else { String::new() };
    Entry { small, ..Entry::words(words.say("robust.holds", &[("sign", sign), ("share", &share)])) }
}

/// The range of a difference, and in small type whether its sign holds; nothing without a headline.
pub(crate) fn difference(words: &Words, run: &Run, about: &About, arm: usize) -> Entry {
    let Some(line) = run.headline().and_then(|robust| robust.arm_line(about, &run.arms[arm].name)) else {
        return Entry::words(NOTHING);
    };
    let verdict = holds(words, verdict(run, about, arm, line));
    let small = [verdict.text, verdict.small].into_iter().filter(|words| !words.is_empty() && words != NOTHING);
    Entry {
        small: small.collect::<Vec<_>>().join("; "),
        ..spread(words, about.unit, line.difference, Words::difference)
    }
}

/// `(over the draws …, and this sign holds in 97 %)`; nothing without a headline.
pub(crate) fn sign_holds(words: &Words, run: &Run, about: &About, arm: usize) -> String {
    let line = run.headline().and_then(|robust| robust.arm_line(about, &run.arms[arm].name));
    let told = line.and_then(|line| Some((line.difference?, verdict(run, about, arm, line)?.1)));
    let Some((Spread { low, high, .. }, holds)) = told else { return String::new() };
    let key = if holds < ROBUST_SHARE { "robust.sign_fails" } else { "robust.sign_holds" };
    let [low, high] = [low, high].map(|end| words.difference(about.unit, end));
    words.say(key, &[("low", &low), ("high", &high), ("share", &format!("{:.0}", holds * 100.0))])
}

/// The differences whose sign is not robust, in a sentence.
pub(crate) fn sentence(words: &Words, run: &Run, robust: &Robust) -> String {
    let (arm, main) = (run.main_arm(), &run.arms[run.main_arm()].name);
    let weak = few().filter(|(about, _)| is_weak(run, about, arm, robust) == Some(true));
    let weak: Vec<String> = weak.map(|(about, _)| words.name(about).to_owned()).collect();
    match weak.is_empty() {
        true => words.html("robust.all_hold", &[("world", main)]),
        false => words.html("robust.weak", &[("world", main), ("measures", &words.list(&weak))]),
    }
}

/// A number in bold with the range over the draws; none where there is no such range.
pub(crate) fn marked(words: &Words, run: &Run, about: &About, arm: usize) -> Option<String> {
    let Told::Number(estimate) = run.told(about, arm, EVERYBODY) else { return None };
    let range = over_the_draws(words, about.unit, run.drawn(about, arm)?);
    Some(format!("<b>{}</b> ({range})", words.value(about.unit, estimate.mean)))
}
