//! How people move between bands as the days go by.

use super::Room;
use super::again::Again;
use super::chart::{areas, band_colours};
use super::figure::{Entry, Figure, Panel, Table};
use super::flows;
use super::section::{Block, Section};
use super::words::Words;
use crate::Run;
use crate::measures::Unit;
use crate::statistics::{Told, estimate};

/// None where no world has a score.
pub(crate) fn section(words: &'static Words, run: &Run, room: Room) -> Option<Section> {
    let arms = (0..run.arms.len()).filter(|arm| !shares(run, *arm).is_empty()).collect::<Vec<_>>();
    arms.first()?;
    let mut blocks: Vec<Block> = flows::figure(words, run, room).map(Block::Figure).into_iter().collect();
    if room == Room::Narrow {
        blocks.push(Block::Note(words.text("bands.left").to_owned()));
    }
    blocks.push(Block::Figure(figure(words, run, &arms)));
    Some(Section::new(words, "bands", blocks))
}

fn figure(words: &'static Words, run: &Run, arms: &[usize]) -> Figure {
    let first = arms[0];
    let panels = arms.iter().map(|&arm| {
        let bands = &run.arms[arm].bands;
        let title = words.say("bands.title", &[("world", &run.arms[arm].name)]);
        let svg = areas(words, &title, &shares(run, arm), &band_colours(bands.len()));
        let mut panel = Panel::new(&run.arms[arm].name, "", svg);
        if *bands != run.arms[first].bands {
            panel.legend = legend(run, arm);
        }
        panel
    });
    let caption = words.text("bands.caption").to_owned() + &without(words, run, arms);
    let again = Again::new(words, run, "result.plot.bands()");
    let legend = legend(run, first);
    let figure =
        Figure::new(words, sentence(words, run, arms), panels.collect(), caption, table(words, run, arms), again);
    Figure { legend, ..figure }
}

/// Worlds that have no bands to show are named, not forgotten.
fn without(words: &Words, run: &Run, arms: &[usize]) -> String {
    let names = (0..run.arms.len()).filter(|arm| !arms.contains(arm)).map(|arm| words.quoted(&run.arms[arm].name));
    match words.list(&names.collect::<Vec<_>>()) {
        names if names.is_empty() => String::new(),
        names => words.say("bands.without", &[("worlds", &names)]),
    }
}

pub(crate) fn legend(run: &Run, arm: usize) -> Vec<(String, String)> {
    let bands = &run.arms[arm].bands;
    band_colours(bands.len()).into_iter().zip(bands.iter().cloned()).collect()
}

/// Share of each band on each day, mean over the seeds.
fn shares(run: &Run, arm: usize) -> Vec<Vec<f64>> {
    let bands = run.arms[arm].bands.len();
    let days = run.cells.iter().map(|arms| arms[arm].bands.len()).min().unwrap_or(0);
    if bands == 0 {
        return Vec::new();
    }
    let mean = |day: usize, band: usize| {
        run.cells.iter().map(|arms| share(&arms[arm].bands[day], band)).sum::<f64>() / run.cells.len() as f64
    };
    (0..days).map(|day| (0..bands).map(|band| mean(day, band)).collect()).collect()
}

fn share(people: &[i64], band: usize) -> f64 {
    let all = people.iter().sum::<i64>();
    if all == 0 { 0.0 } else { people[band] as f64 / all as f64 }
}

fn told(run: &Run, arm: usize, day: usize, band: usize) -> Told {
    let values = run.cells.iter().map(|arms| share(&arms[arm].bands[day], band)).collect::<Vec<_>>();
    estimate(&values).map_or(Told::Nothing, Told::Number)
}

/// Who ends in the lowest band, and how far that is from the first evening.
fn sentence(words: &Words, run: &Run, arms: &[usize]) -> String {
    let under = |arm: usize, share: &str| words.say("under", &[("what", share), ("world", &run.arms[arm].name)]);
    let end = |&arm: &usize| {
        let last = shares(run, arm).len() - 1;
        under(arm, &words.with_range(Unit::Share, told(run, arm, last, 0)))
    };
    let ends = arms.iter().map(end);
    let starts = arms.iter().map(|&arm| (arm, shares(run, arm)[0][0]));
    let (arm, most) = starts.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).expect("a world with a score");
    let lowest = &run.arms[arms[0]].bands[0];
    let same = arms.iter().all(|arm| run.arms[*arm].bands[0] == *lowest);
    let band = if same { format!(" ({})", words.quoted(lowest)) } else { String::new() };
    let start = match most == 0.0 {
        true => words.text("bands.start.empty").to_owned(),
        false => words.say("bands.start", &[("most", &under(arm, &words.value(Unit::Share, most)))]),
    };
    let ends = words.list(&ends.collect::<Vec<_>>());
    words.say("bands.sentence", &[("band", &band), ("ends", &ends), ("start", &start)])
}

fn table(words: &Words, run: &Run, arms: &[usize]) -> Table {
    let mut rows = Vec::new();
    for &arm in arms {
        let last = shares(run, arm).len() - 1;
        for (band, name) in run.arms[arm].bands.iter().enumerate().rev() {
            let mut row = vec![Entry::words(&run.arms[arm].name), Entry::words(name)];
            row.extend([0, last / 2, last].map(|day| Entry::value(words, Unit::Share, told(run, arm, day, band))));
            rows.push(row);
        }
    }
    let head = ["world", "band", "first_evening", "halfway", "last_evening"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let caption = words.say("bands.table", &[("small", &words.small_type(run))]);
    Table::new(words, "bands", caption, head, rows)
}
