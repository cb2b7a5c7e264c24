//! Putting it right: whether a false mark is contested, granted, and how long that takes.

use super::figure::{Entry, Figure, Panel, Table};
use super::words::{self, thousands, with_range};
use super::{EVERYBODY, by_world};
use crate::Run;
use crate::measures::{About, CONTESTABILITY, CORRECTION};
use model::measures::Measure;
use model::measures::Measure::{AppealsFiled, AppealsFiledWrong, AppealsGranted, AppealsGrantedWrong, AppealsWaiting};

/// A number of appeals in a world, over all seeds.
type Count = fn(&Run, usize) -> i64;

const COUNTED: [(&str, Count); 6] = [
    ("appeals filed", |run, arm| summed(run, arm, AppealsFiled)),
    ("decided", |run, arm| summed(run, arm, AppealsFiled) - summed(run, arm, AppealsWaiting)),
    ("granted", |run, arm| summed(run, arm, AppealsGranted)),
    ("still waiting on the last evening", |run, arm| summed(run, arm, AppealsWaiting)),
    ("filed against a false mark", |run, arm| summed(run, arm, AppealsFiledWrong)),
    ("of these granted", |run, arm| summed(run, arm, AppealsGrantedWrong)),
];

pub(crate) fn figure(run: &Run) -> Figure {
    let panel = |about: &About| {
        let title = format!("{}, by world", about.name);
        Panel::new(about.name, about.sentence, by_world(run, about, &title))
    };
    Figure {
        sentence: sentence(run),
        panels: vec![panel(&CONTESTABILITY), panel(&CORRECTION)],
        legend: Vec::new(),
        caption: "A short time to correction says little where hardly anything is corrected: read both together."
            .into(),
        table: table(run),
    }
}

fn sentence(run: &Run) -> String {
    let arms = (0..run.arms.len()).filter(|arm| summed(run, *arm, AppealsFiled) > 0).collect::<Vec<_>>();
    if arms.is_empty() {
        return "No appeal was filed in any world: no false mark was put right by one.".into();
    }
    let parts = arms.iter().map(|&arm| {
        let chance = with_range(CONTESTABILITY.unit, run.told(&CONTESTABILITY, arm, EVERYBODY));
        format!("{chance} of false marks under “{}”", run.arms[arm].name)
    });
    let waiting = arms.iter().filter_map(|arm| waiting(run, *arm));
    format!("Appeals put right {}.{}", words::list(&parts.collect::<Vec<_>>()), waiting.collect::<String>())
}

/// Said where most of what was filed is not decided: the numbers of such a world are not those of corrections.
fn waiting(run: &Run, arm: usize) -> Option<String> {
    let (waiting, filed) = (summed(run, arm, AppealsWaiting), summed(run, arm, AppealsFiled));
    if waiting * 2 <= filed {
        return None;
    }
    let follows = if run.arms[arm].suspensive {
        "what makes a difference there is that points are suspended while they wait, not that marks are corrected"
    } else {
        "and a mark weighs on while its appeal waits"
    };
    let (waiting, filed) = (thousands(&waiting.to_string()), thousands(&filed.to_string()));
    let name = &run.arms[arm].name;
    Some(format!(" Under “{name}” {waiting} of {filed} appeals still wait on the last evening: {follows}."))
}

fn summed(run: &Run, arm: usize, measure: Measure) -> i64 {
    run.cells.iter().map(|arms| arms[arm].total.get(EVERYBODY, measure)).sum()
}

fn table(run: &Run) -> Table {
    let mut head = vec!["world".to_owned()];
    head.extend(COUNTED.iter().map(|(name, _)| format!("{name}, all seeds")));
    head.extend([CONTESTABILITY.name.to_owned(), CORRECTION.name.to_owned()]);
    let rows = (0..run.arms.len()).map(|arm| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.extend(COUNTED.iter().map(|(_, count)| Entry::words(thousands(&count(run, arm).to_string()))));
        let measures = [&CONTESTABILITY, &CORRECTION];
        row.extend(measures.map(|about| Entry::value(about.unit, run.told(about, arm, EVERYBODY))));
        row
    });
    let caption = format!("Appeals and corrections; {}", words::small_type(run));
    Table { caption, head, rows: rows.collect() }
}
