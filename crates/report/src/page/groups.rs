//! Whom it hit: the same measures for each group, and how far groups are apart.

use super::again::{Again, measured_by};
use super::chart::{Dot, Scale, dots_within, extent};
use super::figure::{Entry, Figure, Panel, Table};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, Room, colour, forest, others};
use crate::Run;
use crate::measures::parity::{self, Parity};
use crate::measures::{About, DISPROPORTIONATE, ERRONEOUS, ERROR_RATES, REFUSALS, RIGHTS, SANCTIONS, SILENCE, Unit};
use crate::statistics::{Estimate, LEAST_SEEDS, Side, Told};

const COLUMNS: [&About; 6] = [&SANCTIONS, &ERRONEOUS, &RIGHTS, &DISPROPORTIONATE, &REFUSALS, &SILENCE];

pub(crate) fn section(words: &'static Words, run: &Run, room: Room) -> Section {
    let main = run.main_arm();
    let mut blocks = vec![Block::Figure(figure(words, run, main))];
    blocks.extend(forest::figure(words, run).map(Block::Figure));
    blocks.push(Block::Text(words.text("groups.ratios").to_owned()));
    blocks.push(Block::Table(parities(words, run, main)));
    let errors = vec![Block::Text(words.text("errors.intro").to_owned()), Block::Table(errors(words, run, main))];
    blocks.push(Block::Folded(words.text("errors.folded").to_owned(), errors));
    blocks.extend(others(run, room).map(|arm| other(words, run, arm)));
    if room == Room::Narrow {
        blocks.push(Block::Note(words.text("groups.left").to_owned()));
    }
    blocks.push(Block::Note(words.text("groups.few").to_owned()));
    Section::new(words, "groups", blocks)
}

/// Both tables of another world.
fn other(words: &Words, run: &Run, arm: usize) -> Block {
    let line = words.html("groups.other", &[("world", &run.arms[arm].name)]);
    Block::Folded(line, vec![Block::Table(table(words, run, arm)), Block::Table(parities(words, run, arm))])
}

fn figure(words: &'static Words, run: &Run, main: usize) -> Figure {
    let kinds = run.kinds().into_iter().filter(|kind| !kind.contains('×')).collect::<Vec<_>>();
    let all = kinds.iter().flat_map(|kind| rows(words, run, main, kind)).collect::<Vec<_>>();
    let extent = extent(Scale::Value, &all);
    let world = &run.arms[main].name;
    let panels = kinds.iter().map(|kind| {
        let kind_name = words.kind(kind);
        let title = words.say("groups.title", &[("kind", &kind_name), ("world", world)]);
        let heading = words.say("groups.by", &[("kind", &kind_name)]);
        let rows = rows(words, run, main, kind);
        Panel::new(heading, "", dots_within(words, &title, Unit::Share, Scale::Value, &rows, extent))
    });
    let caption = words.say("groups.caption", &[("world", world), ("square", &words.square(run))]);
    let lines = measured_by(run, &[&SANCTIONS], &[main], &kinds, "mean");
    let again = Again::new(words, run, &lines);
    Figure::new(words, sentence(words, run, main), panels.collect(), caption, table(words, run, main), again)
}

fn rows(words: &Words, run: &Run, arm: usize, kind: &str) -> Vec<Dot> {
    let row = |group: usize| Dot {
        label: words.group(&run.groups[group]),
        told: Some(run.told(&SANCTIONS, arm, group)),
        colour: colour(run, arm),
    };
    members(run, kind).map(row).collect()
}

/// Kinds of groups that are meant to differ: those who offend more, and adults from children, who can do little that is
/// punished. The table shows them.
const MEANT_TO_DIFFER: [&str; 2] = ["conduct", "age"];

/// How far the groups of a kind are apart.
pub(crate) struct Gap {
    pub(crate) kind: &'static str,
    /// Highest over lowest rate of sanction.
    pub(crate) ratio: Estimate,
    pub(crate) parity: Parity,
}

/// Kind by kind, apart from those that are meant to differ.
fn gaps(run: &Run, arm: usize) -> impl Iterator<Item = Gap> + '_ {
    let kinds = run.kinds().into_iter().filter(|kind| !MEANT_TO_DIFFER.contains(kind) && !kind.contains('×'));
    kinds.filter_map(move |kind| {
        let parity = parity::between(run, arm, kind)?;
        Some(Gap { kind, ratio: parity.adverse?, parity })
    })
}

/// The widest of those that the seeds can tell from noise.
pub(crate) fn widest(run: &Run, arm: usize) -> Option<Gap> {
    let told = gaps(run, arm).filter(|gap| gap.ratio.side_of(1.0) == Side::Above);
    told.max_by(|a, b| a.ratio.mean.total_cmp(&b.ratio.mean))
}

/// Where groups are furthest apart, or why that cannot be said.
fn sentence(words: &Words, run: &Run, arm: usize) -> String {
    let world = &*run.arms[arm].name;
    if gaps(run, arm).next().is_none() {
        return words.text("groups.none").to_owned();
    }
    if run.seeds.len() < LEAST_SEEDS {
        return words.say("groups.no_interval", &[("seeds", &words.seeds(run.seeds.len())), ("world", world)]);
    }
    let Some(Gap { kind, ratio, parity }) = widest(run, arm) else {
        return words.say("groups.noise", &[("world", world)]);
    };
    let rate = |group: usize| words.with_range(Unit::Share, run.told(&SANCTIONS, arm, group));
    let name = |group: usize| words.quoted(&words.group(&run.groups[group]));
    words.say(
        "groups.sentence",
        &[
            ("world", world),
            ("kind", &words.kind(kind)),
            ("most", &rate(parity.most)),
            ("most_group", &name(parity.most)),
            ("least", &rate(parity.least)),
            ("least_group", &name(parity.least)),
            ("times", &words.bracketed(words.digits(ratio.mean, 3), Unit::Ratio, &ratio)),
        ],
    )
}

fn table(words: &Words, run: &Run, arm: usize) -> Table {
    let caption = words.say("groups.table", &[("world", &run.arms[arm].name), ("small", &words.small_type(run))]);
    by_group(words, run, arm, "groups", caption, &COLUMNS)
}

/// Equal odds, or not: whom the regime errs on by its own standard.
fn errors(words: &Words, run: &Run, arm: usize) -> Table {
    let caption = words.say("errors.table", &[("world", &run.arms[arm].name), ("small", &words.small_type(run))]);
    by_group(words, run, arm, "errors", caption, &ERROR_RATES.iter().collect::<Vec<_>>())
}

/// A row for each group, a column for each measure.
fn by_group(words: &Words, run: &Run, arm: usize, name: &'static str, caption: String, columns: &[&About]) -> Table {
    let mut head = vec![words.text("head.group").to_owned()];
    head.extend(columns.iter().map(|about| words.name(about).to_owned()));
    let rows = (0..run.groups.len()).filter(|group| run.groups[*group].kind != "chat size").map(|group| {
        let mut row = vec![Entry::words(full_name(words, run, group))];
        row.extend(columns.iter().map(|about| Entry::value(words, about.unit, run.told(about, arm, group))));
        row
    });
    Table::new(words, name, caption, head, rows.collect())
}

/// `residence: migrant`.
pub(crate) fn full_name(words: &Words, run: &Run, group: usize) -> String {
    if group == EVERYBODY {
        words.text("everybody").to_owned()
    } else {
        format!("{}: {}", words.kind(run.groups[group].kind), words.group(&run.groups[group]))
    }
}

/// How far the groups of each kind are apart in a world.
fn parities(words: &Words, run: &Run, arm: usize) -> Table {
    let head = ["by", "most_sanctioned", "least_sanctioned", "adverse_ratio", "favourable_ratio", "difference"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let caption = words.say("groups.parity", &[("world", &run.arms[arm].name), ("small", &words.small_type(run))]);
    let rows = run.kinds().into_iter().map(|kind| parity_row(words, run, arm, kind)).collect();
    Table::new(words, "parity", caption, head, rows)
}

fn parity_row(words: &Words, run: &Run, arm: usize, kind: &str) -> Vec<Entry> {
    let mut row = vec![Entry::words(words.kind(kind))];
    match parity::between(run, arm, kind) {
        None => row.extend(vec![Entry::words(words.text("too_few")); 5]),
        Some(Parity { most, least, adverse, favourable, difference, .. }) => {
            let told = |estimate: Option<Estimate>| estimate.map_or(Told::Nothing, Told::Number);
            row.push(Entry::words(words.group(&run.groups[most])));
            row.push(Entry::words(words.group(&run.groups[least])));
            row.push(Entry::value(words, Unit::Ratio, told(adverse)));
            row.push(Entry::value(words, Unit::Ratio, told(favourable)));
            row.push(Entry::difference(words, Unit::Share, told(difference)));
        }
    }
    row
}

pub(crate) fn members<'a>(run: &'a Run, kind: &'a str) -> impl Iterator<Item = usize> + 'a {
    (0..run.groups.len()).filter(move |group| run.groups[*group].kind == kind)
}
