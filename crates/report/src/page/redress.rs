//! Putting it right: whether a false mark is contested, granted, and how long that takes.

use super::figure::{Entry, Figure, Panel, Table};
use super::words::{self, thousands, with_range};
use super::{EVERYBODY, by_world};
use crate::Run;
use crate::measures::{About, CONTESTABILITY, CORRECTION};
use model::measures::Measure;
use model::measures::Measure::{AppealsFiled, AppealsFiledWrong, AppealsGranted, AppealsGrantedWrong};

const COUNTED: [(Measure, &str); 4] = [
    (AppealsFiled, "appeals filed"),
    (AppealsGranted, "granted"),
    (AppealsFiledWrong, "filed against a false mark"),
    (AppealsGrantedWrong, "of these granted"),
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
    format!("Appeals put right {}.", words::list(&parts.collect::<Vec<_>>()))
}

fn summed(run: &Run, arm: usize, measure: Measure) -> i64 {
    run.cells.iter().map(|arms| arms[arm].total.get(EVERYBODY, measure)).sum()
}

fn table(run: &Run) -> Table {
    let mut head = vec!["world".to_owned()];
    head.extend(COUNTED.iter().map(|(_, name)| format!("{name}, all seeds")));
    head.extend([CONTESTABILITY.name.to_owned(), CORRECTION.name.to_owned()]);
    let rows = (0..run.arms.len()).map(|arm| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        let count = |measure| thousands(&summed(run, arm, measure).to_string());
        row.extend(COUNTED.iter().map(|(measure, _)| Entry::words(count(*measure))));
        let measures = [&CONTESTABILITY, &CORRECTION];
        row.extend(measures.map(|about| Entry::value(about.unit, run.told(about, arm, EVERYBODY))));
        row
    });
    Table { caption: "Appeals and corrections".into(), head, rows: rows.collect() }
}
