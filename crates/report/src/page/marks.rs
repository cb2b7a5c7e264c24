//! What the marks stand for in truth: the regime sees one list, we see seven.

use super::figure::{Figure, Panel};
use super::words::{list, value, with_range};
use super::{EVERYBODY, by_world, worlds_by_measures};
use crate::Run;
use crate::measures::{About, FALSE_MARKS, MARKS, Unit};

pub(crate) fn figure(run: &Run) -> Figure {
    let panels = MARKS.iter().map(|about| {
        let title = format!("Marks by hidden truth: {}, for 1,000 people and year, by world", about.name);
        Panel::new(about.name, about.sentence, by_world(run, about, &title))
    });
    let columns = MARKS.iter().chain([&FALSE_MARKS]).collect::<Vec<&About>>();
    Figure {
        sentence: sentence(run),
        panels: panels.collect(),
        legend: Vec::new(),
        caption:
            "Marks for 1,000 people and year. The first two panels are what people did, the other five what they did \
                  not. Each panel has its own scale."
                .into(),
        table: worlds_by_measures(run, "Marks by hidden truth", &columns),
    }
}

fn sentence(run: &Run) -> String {
    let main = run.main_arm();
    let mut kinds = MARKS[2..]
        .iter()
        .filter_map(|about| Some((about, run.told(about, main, EVERYBODY).mean()?)))
        .filter(|(_, mean)| *mean > 0.0)
        .collect::<Vec<_>>();
    kinds.sort_by(|a, b| b.1.total_cmp(&a.1));
    let share = with_range(Unit::Share, run.told(&FALSE_MARKS, main, EVERYBODY));
    let start = format!("Under “{}”, {share} of the marks were false", run.arms[main].name);
    let of = |(about, mean): &(&About, f64)| format!("{} ({})", about.name, value(about.unit, *mean));
    match kinds.as_slice() {
        [] => format!("{start}, and none stood for an act of kin."),
        kinds => format!(
            "{start}; marks for what people did not do were, for 1,000 people and year: {}.",
            list(&kinds.iter().map(of).collect::<Vec<_>>())
        ),
    }
}
