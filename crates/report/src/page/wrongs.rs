//! The three wrongs, side by side and never added up.

use super::again::{Again, every_world, measured};
use super::figure::{Figure, Panel};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, by_world, funnel, largest, names, worlds_by_measures};
use crate::Run;
use crate::measures::{About, WRONGS};
use crate::statistics::LEAST_SEEDS;

pub(crate) fn section(words: &'static Words, run: &Run) -> Section {
    let mut blocks = vec![Block::Text(words.text("wrongs.intro").to_owned()), Block::Figure(figure(words, run))];
    blocks.extend(funnel::figure(words, run).map(Block::Figure));
    Section::new(words, "wrongs", blocks)
}

fn figure(words: &'static Words, run: &Run) -> Figure {
    let panels = WRONGS.iter().map(|(about, _)| {
        let title = words.say("wrongs.title", &[("what", words.name(about))]);
        Panel::new(words.name(about), words.sentence(about), by_world(words, run, about, &title))
    });
    let columns =
        WRONGS.iter().map(|(of_all, _)| *of_all).chain(WRONGS.iter().map(|(_, of_sanctioned)| *of_sanctioned));
    let columns = columns.collect::<Vec<_>>();
    Figure::new(
        words,
        sentence(words, run),
        panels.collect(),
        words.say("wrongs.caption", &[("square", &words.square(run))]),
        worlds_by_measures(words, run, "wrongs", words.text("wrongs.table"), &columns),
        Again::new(words, run, &measured(run, &WRONGS.map(|(about, _)| about), &every_world(run))),
    )
}

/// Where each wrong is largest, each for itself, as far as the seeds can tell.
fn sentence(words: &Words, run: &Run) -> String {
    let parts = WRONGS.iter().map(|(about, _)| match largest(run, about) {
        None => words.say("wrongs.none", &[("what", words.name(about))]),
        Some((most, alike)) => part(words, run, about, most, &alike),
    });
    let parts = parts.collect::<Vec<_>>().join("; ");
    let few = if run.seeds.len() < LEAST_SEEDS && run.arms.len() > 1 {
        let least = LEAST_SEEDS.to_string();
        words.say("wrongs.few", &[("seeds", &words.seeds(run.seeds.len())), ("least", &least)])
    } else {
        String::new()
    };
    words.say("wrongs.sentence", &[("parts", &parts), ("few", &few)])
}

fn part(words: &Words, run: &Run, about: &About, most: usize, alike: &[usize]) -> String {
    let what = words.name(about);
    if run.arms.len() == 1 || run.seeds.len() < LEAST_SEEDS {
        let main = run.main_arm();
        let told = words.with_range(about.unit, run.told(about, main, EVERYBODY));
        let world = names(words, run, &[main]);
        return words.say("wrongs.at", &[("what", what), ("told", &told), ("world", &world)]);
    }
    let (world, value) = (names(words, run, &[most]), words.with_range(about.unit, run.told(about, most, EVERYBODY)));
    let first = words.say("wrongs.highest", &[("what", what), ("world", &world), ("value", &value)]);
    match alike {
        [] => first,
        alike => first + &words.say("wrongs.alike", &[("worlds", &names(words, run, alike))]),
    }
}
