//! The worlds laid beside each other: the same people and the same draws, so that only the regime differs.

use super::again::{Again, measured_by};
use super::chart::{Dot, Scale, dots};
use super::figure::{Entry, Figure, Panel, Table, exact};
use super::numbers::NOTHING;
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, colour, headed, robust};
use crate::Run;
use crate::measures::{
    About, DISPROPORTIONATE, EMPLOYMENT, ERRONEOUS, EXPOSURE, FALSE_MARKS, LEGITIMACY, OFFENCES, REFUSALS,
    REFUSED_BANDS, RIGHTS, SANCTIONS, SILENCE, Unit,
};
use crate::statistics::{LEAST_SEEDS, Side};

/// What exists in every world and can be subtracted.
const SHOWN: [&About; 12] = [
    &SANCTIONS,
    &ERRONEOUS,
    &RIGHTS,
    &DISPROPORTIONATE,
    &REFUSED_BANDS,
    &REFUSALS,
    &SILENCE,
    &FALSE_MARKS,
    &EXPOSURE,
    &OFFENCES,
    &EMPLOYMENT,
    &LEGITIMACY,
];

/// None where there is only one world.
pub(crate) fn section(words: &'static Words, run: &Run) -> Option<Section> {
    let arms = (0..run.arms.len()).filter(|arm| *arm != run.reference).collect::<Vec<_>>();
    arms.first()?;
    Some(Section::new(words, "worlds", vec![Block::Figure(figure(words, run, &arms))]))
}

/// What no world can be compared in (refusals, where the reference has none) is left to the table.
fn figure(words: &'static Words, run: &Run, arms: &[usize]) -> Figure {
    let comparable = |about: &&&About| arms.iter().any(|&arm| run.difference(about, arm, EVERYBODY).number().is_some());
    let reference = &run.arms[run.reference].name;
    let panels = SHOWN.iter().filter(comparable).map(|about| {
        let rows = arms.iter().map(|&arm| Dot {
            label: run.arms[arm].name.clone(),
            told: Some(run.difference(about, arm, EVERYBODY)),
            colour: colour(run, arm),
        });
        let title = words.say("worlds.title", &[("what", words.name(about)), ("reference", reference)]);
        let svg = dots(words, &title, about.unit, Scale::Difference, &rows.collect::<Vec<_>>());
        Panel::new(words.name(about), note(words, about), svg)
    });
    Figure::new(
        words,
        sentence(words, run),
        panels.collect(),
        words.say("worlds.caption", &[("reference", reference)]),
        table(words, run, arms),
        Again::new(words, run, &measured_by(run, &SHOWN, arms, &["all"], "difference")),
    )
}

fn note<'a>(words: &'a Words, about: &About) -> &'a str {
    match about.unit {
        Unit::Share => words.text("worlds.points"),
        Unit::PerPersonYear => words.text("worlds.person_year"),
        Unit::PerThousandYears => words.text("worlds.thousand_years"),
        Unit::Days => words.text("unit.days"),
        Unit::Ratio | Unit::Index => "",
    }
}

fn sentence(words: &Words, run: &Run) -> String {
    let main = run.main_arm();
    let sided = |side: Side| {
        let there = SHOWN.iter().filter(|about| {
            run.difference(about, main, EVERYBODY).number().is_some_and(|number| number.side_of(0.0) == side)
        });
        words.list(&there.map(|about| words.name(about).to_owned()).collect::<Vec<_>>())
    };
    let (from, to) = (&*run.arms[run.reference].name, &*run.arms[main].name);
    if run.seeds.len() < LEAST_SEEDS {
        return words.say("worlds.few", &[("seeds", &words.seeds(run.seeds.len())), ("from", from), ("to", to)]);
    }
    let (more, less) = (sided(Side::Above), sided(Side::Below));
    match (more.is_empty(), less.is_empty()) {
        (true, true) => words.say("worlds.nothing", &[("from", from), ("to", to)]),
        (false, true) => words.say("worlds.rise", &[("from", from), ("to", to), ("more", &more)]),
        (true, false) => words.say("worlds.fall", &[("from", from), ("to", to), ("less", &less)]),
        (false, false) => words.say("worlds.both", &[("from", from), ("to", to), ("more", &more), ("less", &less)]),
    }
}

fn table(words: &Words, run: &Run, arms: &[usize]) -> Table {
    let own = |word: &str| words.text(&format!("head.{word}")).to_owned();
    let under = words.say("under.head", &[("world", &run.arms[run.reference].name)]);
    let mut head = vec![own("measure"), own("world"), under, own("difference"), own("ratio")];
    let headline = run.headline().map(|robust| words.say("head.over_draws", &[("draws", &robust.done.to_string())]));
    head.extend(headline.clone());
    let row = |(about, arm): (&About, usize)| {
        let there = match run.told(about, run.reference, EVERYBODY).mean() {
            None => Entry::words(NOTHING),
            Some(mean) => Entry { exact: Some(exact(mean, None)), ..Entry::words(words.value(about.unit, mean)) },
        };
        let mut row = vec![
            Entry::words(headed(words, about)),
            Entry::words(&run.arms[arm].name),
            there,
            Entry::difference(words, about.unit, run.difference(about, arm, EVERYBODY)),
            Entry::value(words, Unit::Ratio, run.paired_ratio(about, arm, EVERYBODY)),
        ];
        row.extend(headline.iter().map(|_| robust::difference(words, run, about, arm)));
        row
    };
    let rows = SHOWN.iter().flat_map(|about| arms.iter().map(|arm| (*about, *arm))).map(row);
    let caption = words.say("worlds.table", &[("small", &words.small_type(run))]);
    Table::new(words, "worlds", caption, head, rows.collect())
}
