//! On whom the difference between two worlds falls: each wrong, group by group, as a paired difference with its interval.

use super::EVERYBODY;
use super::again::{Again, measured_by};
use super::chart::{Dot, MAIN, REFERENCE, Scale, dots};
use super::figure::{Entry, Figure, Panel, Table};
use super::groups::{full_name, members};
use super::words::Words;
use crate::Run;
use crate::measures::{About, ERRONEOUS, RIGHTS, SANCTIONS, WRONGS};
use crate::statistics::{LEAST_SEEDS, Side, Told};

/// Dimensions of the picture; the table has all of them.
const KINDS: [&str; 5] = ["sex", "residence", "income", "appearance", "conduct"];

/// None where there is nothing to compare with.
pub(crate) fn figure(words: &'static Words, run: &Run) -> Option<Figure> {
    let main = run.main_arm();
    if main == run.reference {
        return None;
    }
    let (world, reference) = (&run.arms[main].name, &run.arms[run.reference].name);
    let panels = WRONGS.iter().map(|(about, _)| {
        let names = [("what", words.name(about)), ("world", world), ("reference", reference)];
        let title = words.say("forest.title", &names);
        let svg = dots(words, &title, about.unit, Scale::Difference, &rows(words, run, main, about));
        Panel::new(words.name(about), words.text("worlds.points"), svg)
    });
    let kinds: Vec<&str> = std::iter::once("all").chain(KINDS).collect();
    let lines = measured_by(run, &WRONGS.map(|(about, _)| about), &[main], &kinds, "difference");
    Some(Figure::new(
        words,
        sentence(words, run, main),
        panels.collect(),
        words.say("forest.caption", &[("world", world), ("reference", reference)]),
        table(words, run, main),
        Again::new(words, run, &lines),
    ))
}

/// Everybody, and the groups that are drawn.
fn drawn(run: &Run) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(EVERYBODY).chain(KINDS.iter().flat_map(|kind| members(run, kind)))
}

fn rows(words: &Words, run: &Run, main: usize, about: &About) -> Vec<Dot> {
    let row = |group: usize| Dot {
        label: if group == EVERYBODY { full_name(words, run, group) } else { words.group(&run.groups[group]) },
        told: Some(run.difference(about, main, group)),
        colour: if group == EVERYBODY { REFERENCE } else { MAIN },
    };
    let of_kind = |kind: &&'static str| {
        std::iter::once(Dot::heading(words.kind(kind))).chain(members(run, kind).map(row)).collect::<Vec<_>>()
    };
    std::iter::once(row(EVERYBODY)).chain(KINDS.iter().flat_map(of_kind)).collect()
}

/// In how many groups the whole interval tells a rise, wrong by wrong; and how many are too small for one of the three.
fn sentence(words: &Words, run: &Run, main: usize) -> String {
    let (world, reference) = (&*run.arms[main].name, &*run.arms[run.reference].name);
    if run.seeds.len() < LEAST_SEEDS {
        let seeds = words.seeds(run.seeds.len());
        return words.say("forest.few", &[("seeds", &seeds), ("reference", reference), ("world", world)]);
    }
    let groups: Vec<usize> = drawn(run).skip(1).collect();
    let worse = |about: &About| {
        let above = |group: &&usize| {
            run.difference(about, main, **group).number().is_some_and(|number| number.side_of(0.0) == Side::Above)
        };
        groups.iter().filter(above).count().to_string()
    };
    let few = |group: usize| {
        WRONGS.iter().any(|(about, _)| matches!(run.difference(about, main, group), Told::TooFew | Told::Nothing))
    };
    let untold = groups.iter().filter(|group| few(**group)).count();
    let (of, untold) = (groups.len().to_string(), untold.to_string());
    let (erroneous, rights) = (worse(&ERRONEOUS), worse(&RIGHTS));
    let beyond = worse(WRONGS[2].0);
    words.say(
        "forest.sentence",
        &[
            ("reference", reference),
            ("world", world),
            ("of", &of),
            ("erroneous", &erroneous),
            ("rights", &rights),
            ("beyond", &beyond),
            ("untold", &untold),
        ],
    )
}

fn table(words: &Words, run: &Run, main: usize) -> Table {
    let measures: Vec<&About> = std::iter::once(&SANCTIONS).chain(WRONGS.iter().map(|(about, _)| *about)).collect();
    let mut head = vec![words.text("head.group").to_owned()];
    head.extend(measures.iter().map(|about| words.name(about).to_owned()));
    let rows = (0..run.groups.len()).filter(|group| run.groups[*group].kind != "chat size").map(|group| {
        let mut row = vec![Entry::words(full_name(words, run, group))];
        row.extend(
            measures.iter().map(|about| Entry::difference(words, about.unit, run.difference(about, main, group))),
        );
        row
    });
    let (world, reference) = (&run.arms[main].name, &run.arms[run.reference].name);
    let parts = [("world", &**world), ("reference", reference), ("small", &words.small_type(run))];
    Table::new(words, "forest", words.say("forest.table", &parts), head, rows.collect())
}
