//! Who looks whom up: how far one record travels in a year.

use super::chart::{Dot, Scale, dots};
use super::figure::{Figure, Panel};
use super::words::{square, value, with_range};
use super::{EVERYBODY, worlds_by_measures};
use crate::Run;
use crate::measures::{About, EXPOSURE, LOOKERS, Unit};

pub(crate) fn figure(run: &Run) -> Figure {
    let main = run.main_arm();
    let title = format!("Look-ups of a person's record in a year under “{}”, by who looks", run.arms[main].name);
    let row = |about: &About| Dot {
        label: about.name.to_owned(),
        told: run.told(about, main, EVERYBODY),
        colour: super::colour(run, main),
    };
    let rows: Vec<Dot> = LOOKERS.iter().map(row).collect();
    let heading = "look-ups a person and year";
    let chart = dots(&title, Unit::PerPersonYear, Scale::Value, &rows);
    let columns: Vec<&About> = LOOKERS.iter().chain([&EXPOSURE]).collect();
    Figure {
        sentence: sentence(run),
        panels: vec![Panel::new(heading, EXPOSURE.sentence, chart)],
        legend: Vec::new(),
        caption: format!(
            "Each application at an institution that looks people up is one look-up, whatever the answer. {}",
            square(run)
        ),
        table: worlds_by_measures(run, "Look-ups by who looks", &columns),
    }
}

fn sentence(run: &Run) -> String {
    let main = run.main_arm();
    let all = with_range(Unit::PerPersonYear, run.told(&EXPOSURE, main, EVERYBODY));
    let mean = |about: &'static About| Some((about, run.told(about, main, EVERYBODY).mean()?));
    let most = LOOKERS.iter().filter_map(mean).max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, mean)| *mean > 0.0);
    let name = &run.arms[main].name;
    match most {
        Some((about, mean)) => format!(
            "Under “{name}”, a person's record was looked up {all} times a year on average, most often by {} ({}).",
            about.name,
            value(about.unit, mean)
        ),
        None => format!("Under “{name}”, no institution looked anybody up."),
    }
}
