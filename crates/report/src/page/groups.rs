//! Whom it hit: the same measures for each group, and how far groups are apart.

use super::chart::{Dot, Scale, dots_within, extent};
use super::figure::{Entry, Figure, Panel, Table};
use super::words::{small_type, square, value};
use super::{EVERYBODY, colour};
use crate::Run;
use crate::measures::parity::{self, Parity};
use crate::measures::{About, DISPROPORTIONATE, ERRONEOUS, REFUSALS, RIGHTS, SANCTIONS, SILENCE, Unit};
use crate::statistics::{Estimate, Told};

const COLUMNS: [&About; 6] = [&SANCTIONS, &ERRONEOUS, &RIGHTS, &DISPROPORTIONATE, &REFUSALS, &SILENCE];

pub(crate) fn figure(run: &Run) -> Figure {
    let main = run.main_arm();
    let kinds = run.kinds().into_iter().filter(|kind| !kind.contains('×')).collect::<Vec<_>>();
    let extent = extent(Scale::Value, &kinds.iter().flat_map(|kind| rows(run, main, kind)).collect::<Vec<_>>());
    let panels = kinds.iter().map(|kind| {
        let title = format!("Sanctioned at least once by {kind}, under {}", run.arms[main].name);
        Panel::new(
            format!("by {kind}"),
            "",
            dots_within(&title, Unit::Share, Scale::Value, &rows(run, main, kind), extent),
        )
    });
    Figure {
        sentence: sentence(run, main),
        panels: panels.collect(),
        legend: Vec::new(),
        caption: format!(
            "Share of each group sanctioned at least once under “{}”. {} All panels share one scale.",
            run.arms[main].name,
            square(run)
        ),
        table: table(run, main),
    }
}

fn rows(run: &Run, arm: usize, kind: &str) -> Vec<Dot> {
    let row = |group: usize| Dot {
        label: run.groups[group].name.clone(),
        told: run.told(&SANCTIONS, arm, group),
        colour: colour(run, arm),
    };
    members(run, kind).map(row).collect()
}

/// Kinds of groups that are meant to differ: those who offend more, and adults from children, who can do little that is
/// punished. The table shows them.
const MEANT_TO_DIFFER: [&str; 2] = ["conduct", "age"];

/// The widest gap between the groups of a kind, apart from those that are meant to differ.
fn sentence(run: &Run, arm: usize) -> String {
    let gaps = run.kinds().into_iter().filter(|kind| !MEANT_TO_DIFFER.contains(kind) && !kind.contains('×'));
    let widest = gaps
        .filter_map(|kind| Some((kind, parity::between(run, arm, kind)?)))
        .filter_map(|(kind, parity)| Some((kind, parity.adverse?.mean, parity)))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((kind, ratio, parity)) = widest else {
        return "Too few people were sanctioned to tell groups apart; that is not a sign of fairness.".into();
    };
    let rate = |group: usize| run.told(&SANCTIONS, arm, group).mean().unwrap_or(0.0);
    let (most, least) = (parity.most, parity.least);
    format!(
        "Under “{}” the widest gap, age and conduct apart, is by {kind}: {} of “{}” were sanctioned against {} of “{}”, {} times as many.",
        run.arms[arm].name,
        value(Unit::Share, rate(most)),
        run.groups[most].name,
        value(Unit::Share, rate(least)),
        run.groups[least].name,
        super::words::digits(ratio, 3)
    )
}

fn table(run: &Run, arm: usize) -> Table {
    let mut head = vec!["group".to_owned()];
    head.extend(COLUMNS.iter().map(|about| about.name.to_owned()));
    let rows = (0..run.groups.len()).filter(|group| run.groups[*group].kind != "chat size").map(|group| {
        let name = if group == EVERYBODY {
            "everybody".to_owned()
        } else {
            format!("{}: {}", run.groups[group].kind, run.groups[group].name)
        };
        let mut row = vec![Entry::words(name)];
        row.extend(COLUMNS.iter().map(|about| Entry::value(about.unit, run.told(about, arm, group))));
        row
    });
    Table {
        caption: format!("Whom “{}” hit, by group; {}", run.arms[arm].name, small_type(run)),
        head,
        rows: rows.collect(),
    }
}

/// Both tables for each of the other worlds.
pub(crate) fn others(run: &Run) -> Vec<(String, Table, Table)> {
    let main = run.main_arm();
    let others = (0..run.arms.len()).filter(|arm| *arm != main);
    others.map(|arm| (run.arms[arm].name.clone(), table(run, arm), parities(run, arm))).collect()
}

/// How far the groups of each kind are apart in a world.
pub(crate) fn parities(run: &Run, arm: usize) -> Table {
    let head = ["by", "most sanctioned", "least sanctioned", "adverse ratio", "favourable ratio", "difference"];
    Table {
        caption: format!(
            "Rates of sanction under “{}”: highest against lowest group of a kind; {}",
            run.arms[arm].name,
            small_type(run)
        ),
        head: head.map(str::to_owned).to_vec(),
        rows: run.kinds().into_iter().map(|kind| parity_row(run, arm, kind)).collect(),
    }
}

fn parity_row(run: &Run, arm: usize, kind: &str) -> Vec<Entry> {
    let mut row = vec![Entry::words(kind)];
    match parity::between(run, arm, kind) {
        None => row.extend(vec![Entry::words(super::words::TOO_FEW); 5]),
        Some(Parity { most, least, adverse, favourable, difference, .. }) => {
            let told = |estimate: Option<Estimate>| estimate.map_or(Told::Nothing, Told::Number);
            row.push(Entry::words(&run.groups[most].name));
            row.push(Entry::words(&run.groups[least].name));
            row.push(Entry::value(Unit::Ratio, told(adverse)));
            row.push(Entry::value(Unit::Ratio, told(favourable)));
            row.push(Entry::difference(Unit::Share, told(difference)));
        }
    }
    row
}

pub(crate) fn members<'a>(run: &'a Run, kind: &'a str) -> impl Iterator<Item = usize> + 'a {
    (0..run.groups.len()).filter(move |group| run.groups[*group].kind == kind)
}
