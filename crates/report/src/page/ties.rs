//! Who still knows whom: ties and neighbourhoods by band, beside what chance alone would do.

use super::again::{Again, tallied};
use super::chart::{cells_of, heat_legend};
use super::figure::{Figure, Panel};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, worlds_by_measures};
use crate::Run;
use crate::measures::{
    ASSORTATIVITY, About, DISSIMILARITY, DISSIMILARITY_EXCESS, ISOLATION, ISOLATION_EXCESS, MIXED_PART, Unit,
};
use crate::statistics::{Side, Told};
use crate::tallies::Tally;

const TOLD: [&About; 6] =
    [&ASSORTATIVITY, &MIXED_PART, &DISSIMILARITY, &DISSIMILARITY_EXCESS, &ISOLATION, &ISOLATION_EXCESS];

/// None where nobody's ties were counted by band.
pub(crate) fn section(words: &Words, run: &Run) -> Option<Section> {
    let arms: Vec<usize> = (0..run.arms.len()).filter(|arm| !matrix(run, *arm).is_empty()).collect();
    arms.first()?;
    Some(Section::new(words, "ties", vec![Block::Figure(figure(words, run, &arms))]))
}

fn figure(words: &Words, run: &Run, arms: &[usize]) -> Figure {
    let panel = |&arm: &usize| {
        let title = words.say("ties.title", &[("world", &run.arms[arm].name)]);
        Panel::new(&run.arms[arm].name, "", cells_of(words, &title, &run.arms[arm].bands, &matrix(run, arm)))
    };
    let main = arms[0];
    let like = match run.told(&ASSORTATIVITY, main, EVERYBODY) {
        like @ Told::Number(_) => words.say("ties.like", &[("like", &words.with_range(Unit::Index, like))]),
        Told::TooFew | Told::Nothing => words.text("ties.alike").to_owned(),
    };
    let apart = match run.told(&DISSIMILARITY_EXCESS, main, EVERYBODY) {
        apart @ Told::Number(number) => {
            let key = if number.side_of(0.0) == Side::Above { "ties.apart" } else { "ties.by_chance" };
            words.say(key, &[("apart", &words.with_range(Unit::Index, apart))])
        }
        Told::TooFew | Told::Nothing => words.text("ties.few").to_owned(),
    };
    let parts = [("world", &*run.arms[main].name), ("like", &like), ("apart", &apart)];
    let figure = Figure::new(
        words,
        words.say("ties.sentence", &parts),
        arms.iter().map(panel).collect(),
        words.text("ties.caption").to_owned(),
        worlds_by_measures(words, run, "ties", words.text("ties.table"), &TOLD),
        Again::new(words, run, &tallied(run, Tally::Ties, arms)),
    );
    Figure { legend: heat_legend(words), ..figure }
}

/// By the band of one end and of the other: ties over what there would be if bands did not matter, over all seeds. None
/// in a pair where fewer than ten ends were to be expected.
fn matrix(run: &Run, arm: usize) -> Vec<Vec<Option<f64>>> {
    let bands = run.arms[arm].bands.len();
    let count = |from: usize, to: usize| -> i64 {
        let pair = (from as i64, to as i64);
        run.cells.iter().map(|arms| arms[arm].tallies.count(Tally::Ties, EVERYBODY, pair)).sum()
    };
    let ends: Vec<i64> = (0..bands).map(|from| (0..bands).map(|to| count(from, to)).sum()).collect();
    let all = ends.iter().sum::<i64>() as f64;
    if all == 0.0 {
        return Vec::new();
    }
    let over = |from: usize, to: usize| {
        let expected = ends[from] as f64 * ends[to] as f64 / all;
        (expected >= crate::statistics::LEAST_EVENTS as f64).then(|| count(from, to) as f64 / expected)
    };
    (0..bands).map(|from| (0..bands).map(|to| over(from, to)).collect()).collect()
}
