//! What was said and not said, by the size of the chat group.

use super::again::Again;
use super::chart::{Dot, Scale, dots_within, extent};
use super::figure::{Entry, Figure, Panel, Table};
use super::groups::members;
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, colour, names};
use crate::Run;
use crate::measures::{SILENCE, Unit};
use crate::statistics::Told;

pub(crate) fn section(words: &'static Words, run: &Run) -> Section {
    Section::new(words, "silence", vec![Block::Figure(figure(words, run))])
}

fn figure(words: &'static Words, run: &Run) -> Figure {
    let all = (0..run.arms.len()).flat_map(|arm| rows(words, run, arm)).collect::<Vec<_>>();
    let extent = extent(Scale::Value, &all);
    let panels = (0..run.arms.len()).map(|arm| {
        let title = words.say("silence.title", &[("world", &run.arms[arm].name)]);
        let svg = dots_within(words, &title, Unit::Share, Scale::Value, &rows(words, run, arm), extent);
        Panel::new(&run.arms[arm].name, "", svg)
    });
    Figure::new(
        words,
        sentence(words, run),
        panels.collect(),
        words.say("silence.caption", &[("nought", &nought(words, run))]),
        table(words, run),
        Again::new(words, run, "result.plot.silence()"),
    )
}

/// Why nothing at all goes unsaid in some worlds.
fn nought(words: &Words, run: &Run) -> String {
    let silent = |arm: &usize| run.told(&SILENCE, *arm, EVERYBODY).mean() == Some(0.0);
    let (apart, other) = (0..run.arms.len()).filter(silent).partition::<Vec<_>, _>(|arm| run.arms[*arm].kept_apart);
    let said = |key: &str, arms: &[usize]| match arms {
        [] => String::new(),
        arms => words.say(key, &[("worlds", &names(words, run, arms))]),
    };
    said("silence.apart", &apart) + &said("silence.nothing_follows", &other)
}

fn rows(words: &Words, run: &Run, arm: usize) -> Vec<Dot> {
    let everywhere = (words.text("everywhere").to_owned(), EVERYBODY);
    let sizes =
        members(run, "chat size").map(|group| (words.say("silence.people", &[("n", &run.groups[group].name)]), group));
    let row = |(label, group)| Dot { label, told: Some(run.told(&SILENCE, arm, group)), colour: colour(run, arm) };
    std::iter::once(everywhere).chain(sizes).map(row).collect()
}

fn sentence(words: &Words, run: &Run) -> String {
    let main = run.main_arm();
    let sizes = members(run, "chat size").collect::<Vec<_>>();
    let told = sizes.iter().filter_map(|group| Some((*group, run.told(&SILENCE, main, *group).number()?)));
    let told = told.collect::<Vec<_>>();
    let everywhere = words.with_range(Unit::Share, run.told(&SILENCE, main, EVERYBODY));
    let world = &*run.arms[main].name;
    match (told.first(), told.last()) {
        (Some((small, least)), Some((large, most))) if small != large => words.say(
            "silence.sentence",
            &[
                ("world", world),
                ("everywhere", &everywhere),
                ("least", &words.with_range(Unit::Share, Told::Number(*least))),
                ("small", &run.groups[*small].name),
                ("most", &words.with_range(Unit::Share, Told::Number(*most))),
                ("large", &run.groups[*large].name),
            ],
        ),
        _ => words.say("silence.few", &[("world", world), ("everywhere", &everywhere)]),
    }
}

fn table(words: &Words, run: &Run) -> Table {
    let mut head = vec![words.text("head.world").to_owned(), words.text("everywhere").to_owned()];
    let sizes = members(run, "chat size");
    head.extend(sizes.map(|group| words.say("silence.chat", &[("n", &run.groups[group].name)])));
    let rows = (0..run.arms.len()).map(|arm| {
        let groups = std::iter::once(EVERYBODY).chain(members(run, "chat size"));
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.extend(groups.map(|group| Entry::value(words, Unit::Share, run.told(&SILENCE, arm, group))));
        row
    });
    let caption = words.say("silence.table", &[("small", &words.small_type(run))]);
    Table::new(words, "silence", caption, head, rows.collect())
}
