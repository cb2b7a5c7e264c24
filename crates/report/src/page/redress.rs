//! Putting it right: whether a false mark is contested, granted, and how long that takes.

use super::again::{Again, every_world, measured};
use super::figure::{Entry, Figure, Panel, Table};
use super::section::{Block, Section};
use super::words::Words;
use super::{EVERYBODY, by_world, correction, names};
use crate::Run;
use crate::measures::{About, CONTESTABILITY, CORRECTION};
use model::measures::Measure;
use model::measures::Measure::{AppealsFiled, AppealsFiledWrong, AppealsGranted, AppealsGrantedWrong, AppealsWaiting};

/// A number of appeals in a world, over all seeds.
type Count = fn(&Run, usize) -> i64;

const COUNTED: [(&str, Count); 6] = [
    ("redress.filed", |run, arm| summed(run, arm, AppealsFiled)),
    ("redress.decided", |run, arm| summed(run, arm, AppealsFiled) - summed(run, arm, AppealsWaiting)),
    ("redress.granted", |run, arm| summed(run, arm, AppealsGranted)),
    ("redress.still_waiting", |run, arm| summed(run, arm, AppealsWaiting)),
    ("redress.filed_wrong", |run, arm| summed(run, arm, AppealsFiledWrong)),
    ("redress.granted_wrong", |run, arm| summed(run, arm, AppealsGrantedWrong)),
];

pub(crate) fn section(words: &'static Words, run: &Run) -> Section {
    let blocks = std::iter::once(figure(words, run)).chain(correction::figure(words, run)).map(Block::Figure);
    Section::new(words, "redress", blocks.collect())
}

fn figure(words: &'static Words, run: &Run) -> Figure {
    let panel = |about: &About| {
        let title = words.say("by_world", &[("what", words.name(about))]);
        Panel::new(words.name(about), words.sentence(about), by_world(words, run, about, &title))
    };
    Figure::new(
        words,
        sentence(words, run),
        vec![panel(&CONTESTABILITY), panel(&CORRECTION)],
        words.text("redress.caption").to_owned(),
        table(words, run),
        Again::new(words, run, &measured(run, &[&CONTESTABILITY, &CORRECTION], &every_world(run))),
    )
}

fn sentence(words: &Words, run: &Run) -> String {
    let arms = (0..run.arms.len()).filter(|arm| summed(run, *arm, AppealsFiled) > 0).collect::<Vec<_>>();
    if arms.is_empty() {
        return words.text("redress.none").to_owned();
    }
    let waiting = arms.iter().filter_map(|arm| waiting(words, run, *arm)).collect::<String>();
    let chance = |arm: usize| run.told(&CONTESTABILITY, arm, EVERYBODY);
    let (told, few): (Vec<usize>, Vec<usize>) = arms.iter().partition(|arm| chance(**arm).number().is_some());
    let worlds = names(words, run, &few);
    if told.is_empty() {
        return words.say("redress.unsure", &[("worlds", &worlds), ("waiting", &waiting)]);
    }
    let also = if few.is_empty() { String::new() } else { words.say("redress.also", &[("worlds", &worlds)]) };
    let parts = told.iter().map(|&arm| {
        let chance = words.with_range(CONTESTABILITY.unit, chance(arm));
        words.say("redress.part", &[("chance", &chance), ("world", &run.arms[arm].name)])
    });
    let parts = words.list(&parts.collect::<Vec<_>>());
    words.say("redress.sentence", &[("parts", &parts), ("waiting", &(also + &waiting))])
}

/// Said where most of what was filed is not decided: the numbers of such a world are not those of corrections.
fn waiting(words: &Words, run: &Run, arm: usize) -> Option<String> {
    let (waiting, filed) = (summed(run, arm, AppealsWaiting), summed(run, arm, AppealsFiled));
    if waiting * 2 <= filed {
        return None;
    }
    let follows = words.text(if run.arms[arm].suspensive { "redress.suspended" } else { "redress.weighs_on" });
    let (waiting, filed) = (words.count(waiting), words.count(filed));
    let parts = [("world", &*run.arms[arm].name), ("waiting", &waiting), ("filed", &filed), ("follows", follows)];
    Some(words.say("redress.waiting", &parts))
}

fn summed(run: &Run, arm: usize, measure: Measure) -> i64 {
    run.cells.iter().map(|arms| arms[arm].total.get(EVERYBODY, measure)).sum()
}

fn table(words: &Words, run: &Run) -> Table {
    let mut head = vec![words.text("head.world").to_owned()];
    head.extend(COUNTED.iter().map(|(name, _)| words.say("all_seeds", &[("what", words.text(name))])));
    head.extend([&CONTESTABILITY, &CORRECTION].map(|about| words.name(about).to_owned()));
    let rows = (0..run.arms.len()).map(|arm| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.extend(COUNTED.iter().map(|(_, count)| Entry::count(words, count(run, arm))));
        let measures = [&CONTESTABILITY, &CORRECTION];
        row.extend(measures.map(|about| Entry::value(words, about.unit, run.told(about, arm, EVERYBODY))));
        row
    });
    let caption = words.say("redress.table", &[("small", &words.small_type(run))]);
    Table::new(words, "redress", caption, head, rows.collect())
}
