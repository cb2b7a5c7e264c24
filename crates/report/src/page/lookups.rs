//! Who looks whom up: how far one record travels in a year.

use super::again::{Again, measured};
use super::chart::{Dot, Scale, dots};
use super::figure::{Figure, Panel};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, worlds_by_measures};
use crate::Run;
use crate::measures::{About, EXPOSURE, LOOKERS, Unit};

pub(crate) fn section(words: &'static Words, run: &Run) -> Section {
    let intro = Block::Text(words.text("lookups.intro").to_owned());
    Section::new(words, "lookups", vec![intro, Block::Figure(figure(words, run))])
}

fn figure(words: &'static Words, run: &Run) -> Figure {
    let main = run.main_arm();
    let title = words.say("lookups.title", &[("world", &run.arms[main].name)]);
    let row = |about: &About| Dot {
        label: words.name(about).to_owned(),
        told: Some(run.told(about, main, EVERYBODY)),
        colour: super::colour(run, main),
    };
    let rows: Vec<Dot> = LOOKERS.iter().map(row).collect();
    let chart = dots(words, &title, Unit::PerPersonYear, Scale::Value, &rows);
    let columns: Vec<&About> = LOOKERS.iter().chain([&EXPOSURE]).collect();
    Figure::new(
        words,
        sentence(words, run),
        vec![Panel::new(words.text("lookups.panel"), words.sentence(&EXPOSURE), chart)],
        words.say("lookups.caption", &[("square", &words.square(run))]),
        worlds_by_measures(words, run, "lookups", words.text("lookups.table"), &columns),
        Again::new(words, run, &measured(run, &columns, &[main])),
    )
}

fn sentence(words: &Words, run: &Run) -> String {
    let main = run.main_arm();
    let all = words.with_range(Unit::PerPersonYear, run.told(&EXPOSURE, main, EVERYBODY));
    let mean = |about: &'static About| Some((about, run.told(about, main, EVERYBODY).mean()?));
    let most = LOOKERS.iter().filter_map(mean).max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, mean)| *mean > 0.0);
    let world = &run.arms[main].name;
    match most {
        Some((about, _)) => {
            let often = words.with_range(about.unit, run.told(about, main, EVERYBODY));
            let who = words.name(about);
            words.say("lookups.sentence", &[("world", world), ("all", &all), ("who", who), ("often", &often)])
        }
        None => words.say("lookups.none", &[("world", world)]),
    }
}
