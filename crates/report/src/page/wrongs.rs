//! The three wrongs, side by side and never added up.

use super::figure::{Figure, Panel};
use super::{by_world, largest, names, worlds_by_measures};
use crate::Run;
use crate::measures::WRONGS;

pub(crate) fn figure(run: &Run) -> Figure {
    let panels = WRONGS.iter().map(|(about, _)| {
        let title = format!("{}: share of all people, by world", about.name);
        Panel::new(about.name, about.sentence, by_world(run, about, &title))
    });
    let columns =
        WRONGS.iter().map(|(of_all, _)| *of_all).chain(WRONGS.iter().map(|(_, of_sanctioned)| *of_sanctioned));
    Figure {
        sentence: sentence(run),
        panels: panels.collect(),
        legend: Vec::new(),
        caption:
            "Share of all people who met such a sanction at least once. Square: mean over seeds; line: 95 % interval \
                  of simulation noise. Each panel has its own scale."
                .into(),
        table: worlds_by_measures(
            run,
            "The three wrongs, of all people and of those sanctioned at all",
            &columns.collect::<Vec<_>>(),
        ),
    }
}

/// Where each wrong is largest, each for itself.
fn sentence(run: &Run) -> String {
    let most = WRONGS.iter().map(|(about, _)| match largest(run, about) {
        Some((arms, value)) => format!("{}s were highest under {} ({value})", about.name, names(run, &arms)),
        None => format!("no {} was counted in any world", about.name),
    });
    format!("Of all people: {}.", most.collect::<Vec<_>>().join("; "))
}
