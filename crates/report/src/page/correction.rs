//! How long a wrongful sanction stands: the share that is not yet put right, day by day.

use super::EVERYBODY;
use super::again::{Again, tallied};
use super::chart::survival;
use super::figure::{Entry, Figure, Panel, Table};
use super::words::Words;
use crate::measures::{About, CORRECTED_BY_HALF, UNCORRECTED, Unit};
use crate::statistics::Told;
use crate::survival::of_world;
use crate::tallies::Tally;
use crate::{Run, statistics};

/// None where there was no wrongful sanction to follow.
pub(crate) fn figure(words: &'static Words, run: &Run) -> Option<Figure> {
    let arms = (0..run.arms.len()).filter(|arm| spells(run, *arm) >= statistics::LEAST_EVENTS);
    let arms: Vec<usize> = arms.collect();
    let main = arms.first()?;
    let panels = arms.iter().map(|arm| {
        let curve = of_world(run, Tally::Correction, *arm, EVERYBODY);
        let title = words.say("correction.title", &[("world", &run.arms[*arm].name)]);
        let note = words.say("correction.followed", &[("n", &words.count(spells(run, *arm)))]);
        Panel::new(&run.arms[*arm].name, note, survival(words, &title, run.days, super::colour(run, *arm), &curve))
    });
    Some(Figure::new(
        words,
        sentence(words, run, *main),
        panels.collect(),
        words.text("correction.caption").to_owned(),
        table(words, run),
        Again::new(words, run, &(tallied(run, Tally::Correction, &arms) + CURVES)),
    ))
}

/// The curve of each world and seed, from the rows of the tally.
const CURVES: &str = r#"

def standing(spells):
    left, share, curve = sum(row["count"] for row in spells), 1.0, {}
    for day in sorted({row["a"] for row in spells}):
        today = [row for row in spells if row["a"] == day]
        share *= 1 - sum(row["count"] for row in today if row["b"] == 1) / left
        left -= sum(row["count"] for row in today)
        curve[day] = share
    return curve

cells = {(row["arm"], row["seed"]) for row in rows}
curves = {cell: standing([row for row in rows if (row["arm"], row["seed"]) == cell]) for cell in cells}"#;

fn spells(run: &Run, arm: usize) -> i64 {
    run.cells.iter().map(|arms| arms[arm].tallies.sum(Tally::Correction, EVERYBODY)).sum()
}

fn sentence(words: &Words, run: &Run, arm: usize) -> String {
    let after = |about: &About| words.with_range(Unit::Share, run.told(about, arm, EVERYBODY));
    let parts =
        [("world", &*run.arms[arm].name), ("month", &*after(&UNCORRECTED[0])), ("quarter", &*after(&UNCORRECTED[1]))];
    match run.told(&UNCORRECTED[1], arm, EVERYBODY) {
        Told::Number(_) => words.say("correction.sentence", &parts),
        Told::TooFew | Told::Nothing => words.say("correction.month", &parts),
    }
}

fn table(words: &Words, run: &Run) -> Table {
    let measures: Vec<&About> = UNCORRECTED.iter().chain([&CORRECTED_BY_HALF]).collect();
    let mut head = vec![words.text("head.world").to_owned()];
    head.extend(measures.iter().map(|about| words.name(about).to_owned()));
    let rows = (0..run.arms.len()).map(|arm| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.extend(measures.iter().map(|about| Entry::value(words, about.unit, run.told(about, arm, EVERYBODY))));
        row
    });
    let caption = words.say("correction.table", &[("small", &words.small_type(run))]);
    Table::new(words, "correction", caption, head, rows.collect())
}
