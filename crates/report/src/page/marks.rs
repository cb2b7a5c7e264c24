//! What the marks stand for in truth: the regime sees one list, we see seven.

use super::again::Again;
use super::figure::{Figure, Panel};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, by_world, worlds_by_measures};
use crate::Run;
use crate::measures::{About, FALSE_MARKS, MARKS, Unit};

pub(crate) fn section(words: &'static Words, run: &Run) -> Section {
    let intro = Block::Text(words.text("marks.intro").to_owned());
    Section::new(words, "marks", vec![intro, Block::Figure(figure(words, run))])
}

fn figure(words: &'static Words, run: &Run) -> Figure {
    let panels = MARKS.iter().map(|about| {
        let title = words.say("marks.title", &[("truth", words.name(about))]);
        Panel::new(words.name(about), words.sentence(about), by_world(words, run, about, &title))
    });
    let columns = MARKS.iter().chain([&FALSE_MARKS]).collect::<Vec<&About>>();
    Figure::new(
        words,
        sentence(words, run),
        panels.collect(),
        words.text("marks.caption").to_owned(),
        worlds_by_measures(words, run, "marks", words.text("marks.table"), &columns),
        Again::new(words, run, "result.plot.decomposition()"),
    )
}

fn sentence(words: &Words, run: &Run) -> String {
    let main = run.main_arm();
    let mut kinds = MARKS[2..]
        .iter()
        .filter_map(|about| Some((about, run.told(about, main, EVERYBODY).mean()?)))
        .filter(|(_, mean)| *mean > 0.0)
        .collect::<Vec<_>>();
    kinds.sort_by(|a, b| b.1.total_cmp(&a.1));
    let share = words.with_range(Unit::Share, run.told(&FALSE_MARKS, main, EVERYBODY));
    let of = |(about, mean): &(&About, f64)| format!("{} ({})", words.name(about), words.value(about.unit, *mean));
    let of_each = words.list(&kinds.iter().map(of).collect::<Vec<_>>());
    let world = &run.arms[main].name;
    match kinds.is_empty() {
        true => words.say("marks.none", &[("world", world), ("share", &share)]),
        false => words.say("marks.sentence", &[("world", world), ("share", &share), ("kinds", &of_each)]),
    }
}
