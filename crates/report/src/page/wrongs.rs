//! The three wrongs, side by side and never added up.

use super::figure::{Figure, Panel};
use super::words::{self, value, with_range};
use super::{EVERYBODY, by_world, largest, names, worlds_by_measures};
use crate::Run;
use crate::measures::{About, WRONGS};
use crate::statistics::LEAST_SEEDS;

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
        caption: format!(
            "Share of all people who met such a sanction at least once. {} Each panel has its own scale.",
            words::square(run)
        ),
        table: worlds_by_measures(
            run,
            "The three wrongs, of all people and of those sanctioned at all",
            &columns.collect::<Vec<_>>(),
        ),
    }
}

/// Where each wrong is largest, each for itself, as far as the seeds can tell.
fn sentence(run: &Run) -> String {
    let parts = WRONGS.iter().map(|(about, _)| {
        largest(run, about).map_or(format!("no {} was counted in any world", about.name), |(most, mean, alike)| {
            part(run, about, most, mean, &alike)
        })
    });
    let few = if run.seeds.len() < LEAST_SEEDS && run.arms.len() > 1 {
        format!(
            " Seeds are too few to rank the worlds: {}, and {LEAST_SEEDS} are the least.",
            words::seeds(run.seeds.len())
        )
    } else {
        String::new()
    };
    format!("Of all people: {}.{few}", parts.collect::<Vec<_>>().join("; "))
}

fn part(run: &Run, about: &About, most: usize, mean: f64, alike: &[usize]) -> String {
    let value = value(about.unit, mean);
    if run.arms.len() == 1 || run.seeds.len() < LEAST_SEEDS {
        let main = run.main_arm();
        let told = with_range(about.unit, run.told(about, main, EVERYBODY));
        return format!("{}s were at {told} under {}", about.name, names(run, &[main]));
    }
    let first = format!("{}s were highest under {} ({value})", about.name, names(run, &[most]));
    match alike {
        [] => first,
        alike => format!("{first}, which the seeds cannot tell from {}", names(run, alike)),
    }
}
