//! What was said and not said, by the size of the chat group.

use super::chart::{Dot, Scale, dots_within, extent};
use super::figure::{Entry, Figure, Panel, Table};
use super::groups::members;
use super::words::{small_type, value, with_range};
use super::{EVERYBODY, colour, names};
use crate::Run;
use crate::measures::{SILENCE, Unit};

pub(crate) fn figure(run: &Run) -> Figure {
    let all = (0..run.arms.len()).flat_map(|arm| rows(run, arm)).collect::<Vec<_>>();
    let extent = extent(Scale::Value, &all);
    let panels = (0..run.arms.len()).map(|arm| {
        let title = format!("Silence by size of the chat group, under {}", run.arms[arm].name);
        Panel::new(&run.arms[arm].name, "", dots_within(&title, Unit::Share, Scale::Value, &rows(run, arm), extent))
    });
    Figure {
        sentence: sentence(run),
        panels: panels.collect(),
        legend: Vec::new(),
        caption: format!(
            "Share of desired criticism that was not expressed: everywhere, and in chat groups by their size, on one \
             scale. The reference shows the silence that there is without a score.{}",
            nought(run)
        ),
        table: table(run),
    }
}

/// Why nothing at all goes unsaid in some worlds.
fn nought(run: &Run) -> String {
    let silent = |arm: &usize| run.told(&SILENCE, *arm, EVERYBODY).mean() == Some(0.0);
    let (apart, other) = (0..run.arms.len()).filter(silent).partition::<Vec<_>, _>(|arm| run.arms[*arm].kept_apart);
    let mut text = String::new();
    if !apart.is_empty() {
        text += &format!(
            " Under {} it is exactly 0: records are kept apart, and no institution of the context of speech refuses \
             anything, so nothing follows a word.",
            names(run, &apart)
        );
    }
    if !other.is_empty() {
        text += &format!(" Under {} it is exactly 0: nothing there follows a word.", names(run, &other));
    }
    text
}

fn rows(run: &Run, arm: usize) -> Vec<Dot> {
    let everywhere = ("everywhere".to_owned(), EVERYBODY);
    let sizes = members(run, "chat size").map(|group| (format!("{} people", run.groups[group].name), group));
    let row = |(label, group)| Dot { label, told: run.told(&SILENCE, arm, group), colour: colour(run, arm) };
    std::iter::once(everywhere).chain(sizes).map(row).collect()
}

fn sentence(run: &Run) -> String {
    let main = run.main_arm();
    let sizes = members(run, "chat size").collect::<Vec<_>>();
    let told = sizes.iter().filter_map(|group| Some((*group, run.told(&SILENCE, main, *group).mean()?)));
    let told = told.collect::<Vec<_>>();
    let everywhere = with_range(Unit::Share, run.told(&SILENCE, main, EVERYBODY));
    let start = format!("Under “{}”, {everywhere} of desired criticism went unsaid", run.arms[main].name);
    match (told.first(), told.last()) {
        (Some((small, least)), Some((large, most))) if small != large => format!(
            "{start}: {} in chat groups of {} people, {} in those of {}.",
            value(Unit::Share, *least),
            run.groups[*small].name,
            value(Unit::Share, *most),
            run.groups[*large].name
        ),
        _ => format!("{start}; too little was said in chat groups to tell their sizes apart."),
    }
}

fn table(run: &Run) -> Table {
    let mut head = vec!["world".to_owned(), "everywhere".to_owned()];
    head.extend(members(run, "chat size").map(|group| format!("chat of {}", run.groups[group].name)));
    let rows = (0..run.arms.len()).map(|arm| {
        let groups = std::iter::once(EVERYBODY).chain(members(run, "chat size"));
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.extend(groups.map(|group| Entry::value(Unit::Share, run.told(&SILENCE, arm, group))));
        row
    });
    let caption = format!("Silence by world and size of the chat group; {}", small_type(run));
    Table { caption, head, rows: rows.collect() }
}
