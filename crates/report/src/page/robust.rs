//! How far the numbers move when what nobody has measured is drawn anew, beside the noise of the seeds.

use super::figure::{Entry, Table};
use super::words::{self, NOTHING};
use super::{EVERYBODY, headed};
use crate::Run;
use crate::measures::{About, Unit};
use crate::robust::{ArmLine, ROBUST_SHARE, Robust, Spread, told};
use crate::statistics::{Estimate, Told};

/// The number of this run with the range over the draws, and the noise of the seeds after it.
pub(crate) fn entry(run: &Run, about: &About, arm: usize) -> Entry {
    let noise = run.told(about, arm, EVERYBODY);
    let plain = Entry::value(about.unit, noise);
    match run.drawn(about, arm) {
        None if run.robust.is_some() && !plain.small.is_empty() => {
            Entry { small: format!("noise {}", plain.small), ..plain }
        }
        None => plain,
        Some(range) => {
            let noise = if plain.small.is_empty() { String::new() } else { format!("; noise {}", plain.small) };
            Entry { small: format!("{}{noise}", over_the_draws(about.unit, range)), ..plain }
        }
    }
}

/// What the small type of a table with both intervals says.
pub(crate) fn small_type(run: &Run) -> String {
    match &run.robust {
        None => words::small_type(run),
        Some(robust) => format!(
            "small type: range over {} draws of all stylised numbers, then the 95 % interval of simulation noise",
            robust.done
        ),
    }
}

/// `18.2 to 66.1 over the draws`, or `in every draw`.
fn over_the_draws(unit: Unit, range: (f64, f64)) -> String {
    if range.0 == range.1 { "in every draw".to_owned() } else { format!("{} over the draws", over(unit, range)) }
}

/// `18.2 to 66.1`.
fn over(unit: Unit, (low, high): (f64, f64)) -> String {
    let middle = (low + high) / 2.0;
    words::range(unit, &Estimate { mean: middle, interval: Some((low, high)), seeds: 0, of: 0 })
}

/// Every measure of every world that is laid beside the reference.
pub(crate) fn table(run: &Run, robust: &Robust) -> Table {
    let head = ["measure", "world", "range over the draws", "difference: range over the draws", "the sign holds in"];
    let arms = (0..run.arms.len()).filter(|arm| *arm != run.reference);
    let rows = told().flat_map(|(about, _)| arms.clone().map(move |arm| (about, arm)));
    let rows = rows.filter_map(|(about, arm)| Some(row(run, about, arm, robust.arm_line(about, &run.arms[arm].name)?)));
    let caption =
        format!("{} draws of {} stylised numbers, each with a seed of its own", robust.done, robust.parameters);
    Table { caption, head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
}

fn row(run: &Run, about: &About, arm: usize, line: &ArmLine) -> Vec<Entry> {
    let spread = |spread: Option<Spread>, write: fn(Unit, f64) -> String| match spread {
        None => Entry::words(NOTHING),
        Some(Spread { low, high, .. }) if low == high => Entry::words(write(about.unit, low)),
        Some(Spread { low, high, .. }) => {
            Entry::words(format!("{} to {}", write(about.unit, low), write(about.unit, high)))
        }
    };
    let holds = match (&line.sign, line.sign_holds) {
        (Some(sign), Some(holds)) => {
            let verdict = if holds < ROBUST_SHARE { "sign not robust" } else { "" };
            Entry { text: format!("{sign}: {:.0} %", holds * 100.0), small: verdict.to_owned() }
        }
        _ => Entry::words(NOTHING),
    };
    vec![
        Entry::words(headed(about)),
        Entry::words(&run.arms[arm].name),
        spread(line.level, words::value),
        spread(line.difference, words::difference),
        holds,
    ]
}

/// The differences whose sign is not robust, in a sentence.
pub(crate) fn sentence(run: &Run, robust: &Robust) -> String {
    let main = &run.arms[run.main_arm()].name;
    let weak = told().filter(|(about, _)| robust.arm_line(about, main).is_some_and(|line| line.robust == Some(false)));
    let weak: Vec<String> = weak.map(|(about, _)| about.name.to_owned()).collect();
    match weak.is_empty() {
        true => format!("Under “{main}” every sign holds in at least nine draws of ten."),
        false => format!("Under “{main}” these signs are not robust: {}.", words::list(&weak)),
    }
}

/// A number in bold with the range over the draws; none where there is no such range.
pub(crate) fn marked(run: &Run, about: &About, arm: usize) -> Option<String> {
    let Told::Number(estimate) = run.told(about, arm, EVERYBODY) else { return None };
    let range = run.drawn(about, arm)?;
    Some(format!("<b>{}</b> ({})", words::value(about.unit, estimate.mean), over_the_draws(about.unit, range)))
}
