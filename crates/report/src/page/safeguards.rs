//! Which safeguard matters: what each changes, alone and among the others, for each of the wrongs.

use super::again::Again;
use super::chart::{Dot, MAIN, Scale, dots};
use super::figure::{Entry, Figure, Panel, Table, exact};
use super::section::{Block, Section};
use super::words::{Words, escape};
use crate::Run;
use crate::ablation::{Ablation, Change, Harm};
use crate::measures::{HARMS, Unit, WRONGS};
use crate::statistics::{Estimate, Told};

pub(crate) fn section(words: &'static Words, run: &Run) -> Section {
    let blocks = match &run.ablation {
        None => vec![Block::Text(words.text("safeguards.none").to_owned())],
        Some(found) => vec![
            Block::Text(intro(words, found)),
            Block::Figure(figure(words, run, found)),
            Block::Note(words.say("safeguards.paper", &[("delta", &words.value(Unit::Share, found.delta_share))])),
        ],
    };
    Section::new(words, "safeguards", blocks)
}

fn intro(words: &Words, found: &Ablation) -> String {
    let over = match found.draws {
        0 => words.text("safeguards.seeds_only").to_owned(),
        draws => words.say("safeguards.draws", &[("draws", &draws.to_string())]),
    };
    let count = found.safeguards.len().to_string();
    let (sets, seeds) = (found.sets.to_string(), words.seeds(found.seeds.len()));
    let people = words.count(found.people as i64);
    let parts = [
        ("n", &*count),
        ("world", &escape(&found.arm)),
        ("sets", &sets),
        ("seeds", &seeds),
        ("people", &people),
        ("over", &over),
    ];
    words.say("safeguards.intro", &parts)
}

fn figure(words: &'static Words, run: &Run, found: &Ablation) -> Figure {
    let wrongs = WRONGS.iter().filter_map(|(about, _)| Some((*about, found.harm(about.key)?)));
    let panels = wrongs.clone().map(|(about, harm)| {
        let title = words.say("safeguards.title", &[("what", words.name(about))]);
        let svg = dots(words, &title, Unit::Share, Scale::Difference, &ranked(harm));
        Panel::new(words.name(about), words.text("worlds.points"), svg)
    });
    let parts = wrongs.clone().filter_map(|(about, harm)| {
        let (name, change) = strongest(harm)?;
        let parts =
            [("what", words.name(about)), ("safeguard", name), ("change", &words.difference(Unit::Share, change))];
        Some(words.say("safeguards.part", &parts))
    });
    let parts = parts.collect::<Vec<_>>();
    let sentence = match parts.is_empty() {
        true => words.text("safeguards.nothing").to_owned(),
        false => words.say("safeguards.sentence", &[("parts", &parts.join("; "))]),
    };
    let lines = format!("ablation = vp.ablate(\"{}\")", run.command.split_whitespace().nth(2).unwrap_or_default());
    Figure::new(
        words,
        sentence,
        panels.collect(),
        words.text("safeguards.caption").to_owned(),
        table(words, found),
        Again::new(words, run, &lines),
    )
}

/// Safeguards by their Shapley share, what lessens a harm most at the top.
fn ranked(harm: &Harm) -> Vec<Dot> {
    let mut safeguards: Vec<_> = harm.safeguards.iter().collect();
    safeguards.sort_by(|a, b| a.shapley.mean.total_cmp(&b.shapley.mean));
    let row = |effect: &&crate::ablation::Effect| Dot {
        label: effect.safeguard.clone(),
        told: Some(told(&effect.shapley)),
        colour: MAIN,
    };
    safeguards.iter().map(row).collect()
}

/// With the whole interval: over the draws where there are any, else over the seeds.
fn told(change: &Change) -> Told {
    Told::Number(Estimate {
        mean: change.mean,
        interval: change.draws_range.or(change.seeds_interval),
        seeds: 0,
        of: 0,
    })
}

/// The safeguard that lessens a harm most, if its verdict says that it does.
fn strongest(harm: &Harm) -> Option<(&str, f64)> {
    let able = harm.safeguards.iter().filter(|effect| effect.verdict == "less harm");
    let best = able.min_by(|a, b| a.shapley.mean.total_cmp(&b.shapley.mean))?;
    Some((&best.safeguard, best.shapley.mean))
}

fn table(words: &Words, found: &Ablation) -> Table {
    let head = ["harm", "safeguard", "alone", "left_out", "shapley", "verdict"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let change = |change: &Change| {
        let interval = change.draws_range.or(change.seeds_interval);
        let small = interval.map_or(String::new(), |ends| words.ends(Unit::Share, change.mean, ends));
        Entry { text: words.difference(Unit::Share, change.mean), small, exact: Some(exact(change.mean, interval)) }
    };
    let rows = found.measures.iter().flat_map(|harm| {
        let name = HARMS.iter().find(|(about, _)| about.key == harm.measure);
        let name = name.map_or(harm.measure.clone(), |(about, more)| match more {
            true => words.name(about).to_owned(),
            false => words.text("safeguards.unemployment").to_owned(),
        });
        harm.safeguards.iter().map(move |effect| {
            let verdict = words.text(&format!("verdict.{}", effect.verdict));
            let mut row = vec![Entry::words(&name), Entry::words(&effect.safeguard)];
            row.extend([&effect.alone, &effect.left_out, &effect.shapley].map(change));
            row.push(Entry::words(verdict));
            row
        })
    });
    Table::new(words, "safeguards", words.text("safeguards.table").to_owned(), head, rows.collect())
}
