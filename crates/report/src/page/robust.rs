//! How far the numbers move when what nobody has measured is drawn anew, beside the noise of the seeds.

use super::figure::{Entry, Table, exact};
use super::numbers::NOTHING;
use super::section::Block;
use super::words::Words;
use super::{EVERYBODY, headed};
use crate::Run;
use crate::measures::{About, Unit};
use crate::robust::{ArmLine, Drawn, ROBUST_SHARE, Robust, Spread, every, few};
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
    let lines = || every().filter_map(|(about, _)| robust.arm_line(about, &run.arms[main].name));
    let told = lines().filter(|line| line.robust.is_some()).count().to_string();
    let weak = lines().filter(|line| line.robust == Some(false)).count().to_string();
    let parts = [("world", &*run.arms[main].name), ("told", &told), ("weak", &weak)];
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
        holds(words, line),
    ]
}

/// From the lowest to the highest.
fn spread(words: &Words, unit: Unit, spread: Option<Spread>, write: fn(&Words, Unit, f64) -> String) -> Entry {
    let Some(Spread { low, high, median, .. }) = spread else { return Entry::words(NOTHING) };
    let [least, most] = [low, high].map(|end| write(words, unit, end));
    let text = if low == high { least } else { words.say("interval", &[("low", &least), ("high", &most)]) };
    Entry { exact: Some(exact(median, Some((low, high)))), ..Entry::words(text) }
}

/// In how many draws the sign is that of the files as they are written, and whether that is enough.
fn holds(words: &Words, line: &ArmLine) -> Entry {
    match (&line.sign, line.sign_holds) {
        (Some(sign), Some(holds)) => {
            let sign = words.text(&format!("sign.{sign}"));
            let share = format!("{:.0}", holds * 100.0);
            let verdict = if holds < ROBUST_SHARE { words.text("robust.weak_sign") } else { "" };
            Entry {
                small: verdict.to_owned(),
                ..Entry::words(words.say("robust.holds", &[("sign", sign), ("share", &share)]))
            }
        }
        _ => Entry::words(NOTHING),
    }
}

/// The range of a difference, and in small type whether its sign holds; nothing without a headline.
pub(crate) fn difference(words: &Words, run: &Run, about: &About, arm: usize) -> Entry {
    let Some(line) = run.headline().and_then(|robust| robust.arm_line(about, &run.arms[arm].name)) else {
        return Entry::words(NOTHING);
    };
    let verdict = holds(words, line);
    let small = [verdict.text, verdict.small].into_iter().filter(|words| !words.is_empty() && words != NOTHING);
    Entry {
        small: small.collect::<Vec<_>>().join("; "),
        ..spread(words, about.unit, line.difference, Words::difference)
    }
}

/// `, so in 97 % of the draws`; nothing without a headline.
pub(crate) fn sign_holds(words: &Words, run: &Run, about: &About, arm: usize) -> String {
    let line = run.headline().and_then(|robust| robust.arm_line(about, &run.arms[arm].name));
    let Some(holds) = line.and_then(|line| line.sign_holds) else { return String::new() };
    let key = if holds < ROBUST_SHARE { "robust.sign_fails" } else { "robust.sign_holds" };
    words.say(key, &[("share", &format!("{:.0}", holds * 100.0))])
}

/// The differences whose sign is not robust, in a sentence.
pub(crate) fn sentence(words: &Words, run: &Run, robust: &Robust) -> String {
    let main = &run.arms[run.main_arm()].name;
    let weak = few().filter(|(about, _)| robust.arm_line(about, main).is_some_and(|line| line.robust == Some(false)));
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
