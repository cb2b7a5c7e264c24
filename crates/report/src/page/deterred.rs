//! What was not done, and what was only done elsewhere: the claim of those who want a score, told beside the same people
//! in the reference and nowhere else.

use super::again::{Again, measured};
use super::chart::{Dot, Scale, dots};
use super::figure::{Entry, Figure, Panel, Table};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, colour};
use crate::Run;
use crate::measures::{DETERRENCE, DISPLACEMENT, OFFENCES, Paired};
use crate::statistics::Told;

/// None where there is nothing to lay beside the reference.
pub(crate) fn section(words: &'static Words, run: &Run) -> Option<Section> {
    let intro = Block::Text(words.text("deterred.intro").to_owned());
    (run.arms.len() > 1).then(|| Section::new(words, "deterred", vec![intro, Block::Figure(figure(words, run))]))
}

fn figure(words: &'static Words, run: &Run) -> Figure {
    let reference = &run.arms[run.reference].name;
    let panels = [&DETERRENCE, &DISPLACEMENT].map(|about| {
        let title = words.say("deterred.title", &[("what", words.name(about)), ("reference", reference)]);
        let chart = dots(words, &title, about.unit, Scale::Value, &rows(run, about));
        Panel::new(words.name(about), words.sentence(about), chart)
    });
    Figure::new(
        words,
        sentence(words, run),
        panels.into(),
        words.say("deterred.caption", &[("square", &words.square(run))]),
        table(words, run),
        Again::new(words, run, &measured(run, &[&DETERRENCE, &DISPLACEMENT], &others(run).collect::<Vec<_>>())),
    )
}

/// The worlds that are laid beside the reference.
fn others(run: &Run) -> impl Iterator<Item = usize> + '_ {
    (0..run.arms.len()).filter(|arm| *arm != run.reference)
}

fn rows(run: &Run, about: &Paired) -> Vec<Dot> {
    let row = |arm: usize| Dot {
        label: run.arms[arm].name.clone(),
        told: Some(run.beside(about, arm, EVERYBODY)),
        colour: colour(run, arm),
    };
    others(run).map(row).collect()
}

/// What of it was prevented, and what of it was moved.
fn sentence(words: &Words, run: &Run) -> String {
    let main = run.main_arm();
    let [prevented, moved] = [&DETERRENCE, &DISPLACEMENT].map(|about| run.beside(about, main, EVERYBODY));
    let moved = match moved {
        Told::Number(_) => words.say("deterred.moved", &[("moved", &words.with_range(DISPLACEMENT.unit, moved))]),
        Told::TooFew | Told::Nothing => words.text("deterred.not_moved").to_owned(),
    };
    let (world, reference) = (&*run.arms[main].name, &*run.arms[run.reference].name);
    let prevented = words.with_range(DETERRENCE.unit, prevented);
    let parts = [("world", world), ("reference", reference), ("prevented", &*prevented), ("moved", &*moved)];
    words.say("deterred.sentence", &parts)
}

fn table(words: &Words, run: &Run) -> Table {
    let reference = &*run.arms[run.reference].name;
    let mut head = vec![words.text("head.world").to_owned(), super::headed(words, &OFFENCES)];
    head.extend([&DETERRENCE, &DISPLACEMENT].map(|about| words.name(about).to_owned()));
    let rows = (0..run.arms.len()).map(|arm| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.push(Entry::value(words, OFFENCES.unit, run.told(&OFFENCES, arm, EVERYBODY)));
        let beside = [&DETERRENCE, &DISPLACEMENT].map(|about| (about.unit, run.beside(about, arm, EVERYBODY)));
        row.extend(beside.map(|(unit, told)| Entry::value(words, unit, told)));
        row
    });
    let caption = words.say("deterred.table", &[("reference", reference), ("small", &words.small_type(run))]);
    Table::new(words, "deterred", caption, head, rows.collect())
}
