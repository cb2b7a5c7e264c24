//! How sure are we: what we do not know first, then the noise of the simulation, then what is left out.

use super::section::{Block, Section};
use super::words::{Words, escape};
use super::{names, robust};
use crate::robust::LEAST_DRAWS;
use crate::statistics::LEAST_SEEDS;
use crate::{Robust, Run};

pub(crate) fn section(words: &Words, run: &Run) -> Section {
    let mut blocks = match &run.robust {
        Some(found) if found.is_enough() => drawn(words, run, found),
        Some(found) => vec![Block::Text(too_few_draws(words, found))],
        None => vec![Block::Text(words.say("sure.noise_only", &[("few", &few(words, run))]))],
    };
    blocks.push(Block::Text(words.text("sure.no_finding").to_owned()));
    let fixed = ["sure.stylised", "sure.margins", "sure.left_out", "sure.validation"];
    let mut items: Vec<String> = fixed.map(|key| words.text(key).to_owned()).to_vec();
    items.extend(missing(words, run));
    blocks.push(Block::List(items));
    Section::new(words, "sure", blocks)
}

/// The headline interval, where the stylised numbers were drawn.
fn drawn(words: &Words, run: &Run, found: &Robust) -> Vec<Block> {
    let failed = match found.failed.len() {
        0 => String::new(),
        failed => words.say("sure.failed", &[("n", &failed.to_string())]),
    };
    let (draws, numbers) = (found.done.to_string(), found.parameters.to_string());
    let (people, days) = (words.count(found.people as i64), words.count(i64::from(found.days)));
    let text = words.say(
        "sure.robust",
        &[
            ("draws", &draws),
            ("numbers", &numbers),
            ("people", &people),
            ("days", &days),
            ("failed", &failed),
            ("sentence", &robust::sentence(words, run, found)),
        ],
    );
    let noise = words.say("sure.noise", &[("few", &few(words, run))]);
    let table = Block::Table(robust::table(words, run, found));
    vec![Block::Text(text), table, robust::every_measure(words, run, found), Block::Text(noise)]
}

/// Said where too many draws could not be lived.
fn too_few_draws(words: &Words, found: &Robust) -> String {
    let (done, draws, least) = (found.done.to_string(), found.draws.to_string(), LEAST_DRAWS.to_string());
    words.say("sure.few_draws", &[("done", &done), ("draws", &draws), ("least", &least)])
}

/// Said where there are no intervals at all.
fn few(words: &Words, run: &Run) -> String {
    if run.seeds.len() >= LEAST_SEEDS {
        return String::new();
    }
    words.say("sure.few", &[("seeds", &words.seeds(run.seeds.len())), ("least", &LEAST_SEEDS.to_string())])
}

/// What is missing, each once, with the worlds it is missing in.
fn missing(words: &Words, run: &Run) -> Vec<String> {
    let mut items = Vec::<&str>::new();
    for item in run.arms.iter().flat_map(|arm| &arm.missing) {
        if !items.contains(&item.as_str()) {
            items.push(item);
        }
    }
    let worlds = |item: &str| {
        let arms = (0..run.arms.len()).filter(|arm| run.arms[*arm].missing.iter().any(|missing| missing == item));
        let arms = arms.collect::<Vec<_>>();
        if arms.len() == run.arms.len() { words.text("every_world").to_owned() } else { names(words, run, &arms) }
    };
    let said = |item: &str| {
        let (worlds, item) = (escape(&worlds(item)), words.written(item.trim_end_matches('.')));
        words.say("sure.missing", &[("worlds", &worlds), ("item", &item)])
    };
    items.into_iter().map(said).collect()
}
