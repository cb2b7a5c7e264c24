//! How much of a score is its person: what explains the differences between scores, and from which account they come.

use super::again::{Again, measured};
use super::chart::{Dot, Scale, Step, dots, funnel};
use super::figure::{Figure, Panel};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, colour, worlds_by_measures};
use crate::Run;
use crate::measures::{About, SCORE_PARTS, Unit, VALIDITY};

/// From what a person did to what others did.
const COLOURS: [&str; 4] = ["#2c6298", "#7ea8cb", "#9e3410", "#8b8780"];

/// None where no world has scores that differ.
pub(crate) fn section(words: &'static Words, run: &Run) -> Option<Section> {
    let has_scores = |arm: &usize| run.told(&VALIDITY[0], *arm, EVERYBODY).mean().is_some();
    let arms: Vec<usize> = (0..run.arms.len()).filter(has_scores).collect();
    arms.first()?;
    let intro = Block::Text(words.text("person.intro").to_owned());
    let blocks = vec![intro, Block::Figure(explained(words, run, &arms)), Block::Figure(accounts(words, run, &arms))];
    Some(Section::new(words, "person", blocks))
}

/// A bar for each world, whose four parts sum to all differences.
fn explained(words: &Words, run: &Run, arms: &[usize]) -> Figure {
    let share = |about: &About, arm: usize| run.told(about, arm, EVERYBODY).mean().unwrap_or(0.0);
    let step = |arm: &usize| Step {
        label: words.say(
            "person.bar",
            &[("world", &run.arms[*arm].name), ("share", &words.value(Unit::Share, share(&VALIDITY[0], *arm)))],
        ),
        parts: VALIDITY.iter().zip(COLOURS).map(|(about, colour)| (share(about, *arm), colour)).collect(),
        opens: None,
    };
    let title = words.text("person.title").to_owned();
    let panel = Panel::new(words.text("person.panel"), "", funnel(&title, &arms.iter().map(step).collect::<Vec<_>>()));
    let told = |about: &About| words.with_range(Unit::Share, run.told(about, arms[0], EVERYBODY));
    let [conduct, seen, errors, others] = [0, 1, 2, 3].map(|part| told(&VALIDITY[part]));
    let sentence = words.say(
        "person.sentence",
        &[
            ("world", &run.arms[arms[0]].name),
            ("conduct", &conduct),
            ("seen", &seen),
            ("errors", &errors),
            ("others", &others),
        ],
    );
    let columns: Vec<&About> = VALIDITY.iter().collect();
    let table = worlds_by_measures(words, run, "validity", words.text("person.table"), &columns);
    let again = Again::new(words, run, &measured(run, &columns, arms));
    let caption = words.text("person.caption").to_owned();
    let legend = VALIDITY.iter().zip(COLOURS).map(|(about, colour)| (colour.to_owned(), words.name(about).to_owned()));
    let figure = Figure::new(words, sentence, vec![panel], caption, table, again);
    Figure { legend: legend.collect(), ..figure }
}

/// The ten accounts of a score, world by world.
fn accounts(words: &'static Words, run: &Run, arms: &[usize]) -> Figure {
    let panel = |&arm: &usize| {
        let title = words.say("accounts.title", &[("world", &run.arms[arm].name)]);
        let row = |about: &About| Dot {
            label: words.name(about).to_owned(),
            told: Some(run.told(about, arm, EVERYBODY)),
            colour: colour(run, arm),
        };
        let rows: Vec<Dot> = SCORE_PARTS.iter().map(row).collect();
        Panel::new(&run.arms[arm].name, "", dots(words, &title, Unit::Share, Scale::Value, &rows))
    };
    let arm = arms[0];
    let told = |about: &About| run.told(about, arm, EVERYBODY).mean().unwrap_or(0.0);
    let own: f64 = SCORE_PARTS[..2].iter().map(told).sum();
    let parts = [("world", &*run.arms[arm].name), ("own", &words.value(Unit::Share, own))];
    let columns: Vec<&About> = SCORE_PARTS.iter().collect();
    Figure::new(
        words,
        words.say("accounts.sentence", &parts),
        arms.iter().map(panel).collect(),
        words.say("accounts.caption", &[("square", &words.square(run))]),
        worlds_by_measures(words, run, "accounts", words.text("accounts.table"), &columns),
        Again::new(words, run, &measured(run, &columns, arms)),
    )
}
