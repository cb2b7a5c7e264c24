//! How far the numbers move when what nobody has measured is drawn anew, beside the noise of the seeds.

use super::figure::{Entry, Table, exact};
use super::numbers::NOTHING;
use super::words::Words;
use super::{EVERYBODY, headed};
use crate::Run;
use crate::measures::{About, Unit};
use crate::robust::{ArmLine, ROBUST_SHARE, Robust, Spread, few};
use crate::statistics::Told;

/// The number of this run with the range over the draws, and the noise of the seeds after it.
pub(crate) fn entry(words: &Words, run: &Run, about: &About, arm: usize) -> Entry {
    let noise = run.told(about, arm, EVERYBODY);
    let plain = Entry::value(words, about.unit, noise);
    let noise_only = words.say("robust.noise", &[("range", &plain.small)]);
    match run.drawn(about, arm) {
        None if run.robust.is_some() && !plain.small.is_empty() => Entry { small: noise_only, ..plain },
        None => plain,
        Some(range) => {
            let noise = if plain.small.is_empty() { String::new() } else { format!("; {noise_only}") };
            Entry { small: format!("{}{noise}", over_the_draws(words, about.unit, range)), ..plain }
        }
    }
}

/// What the small type of a table with both intervals says.
pub(crate) fn small_type(words: &Words, run: &Run) -> String {
    match &run.robust {
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

/// Every measure of every world that is laid beside the reference.
pub(crate) fn table(words: &Words, run: &Run, robust: &Robust) -> Table {
    let head = ["measure", "world", "range", "range_of_difference", "sign_holds"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let arms = (0..run.arms.len()).filter(|arm| *arm != run.reference);
    let rows = few().flat_map(|(about, _)| arms.clone().map(move |arm| (about, arm)));
    let line = |about, arm: usize| robust.arm_line(about, &run.arms[arm].name);
    let rows = rows.filter_map(|(about, arm)| Some(row(words, run, about, arm, line(about, arm)?)));
    let (draws, numbers) = (robust.done.to_string(), robust.parameters.to_string());
    let caption = words.say("robust.table", &[("draws", &draws), ("numbers", &numbers)]);
    Table::new(words, "robust", caption, head, rows.collect())
}

fn row(words: &Words, run: &Run, about: &About, arm: usize, line: &ArmLine) -> Vec<Entry> {
    let spread = |spread: Option<Spread>, write: fn(&Words, Unit, f64) -> String| match spread {
        None => Entry::words(NOTHING),
        Some(Spread { low, high, median, .. }) => {
            let [least, most] = [low, high].map(|end| write(words, about.unit, end));
            let text = if low == high { least } else { words.say("interval", &[("low", &least), ("high", &most)]) };
            Entry { exact: Some(exact(median, Some((low, high)))), ..Entry::words(text) }
        }
    };
    let holds = match (&line.sign, line.sign_holds) {
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
    };
    vec![
        Entry::words(headed(words, about)),
        Entry::words(&run.arms[arm].name),
        spread(line.level, Words::value),
        spread(line.difference, Words::difference),
        holds,
    ]
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
