//! Methods in short: the order of a day, twin worlds, intervals, and every measure.

use super::section::{Block, Section};
use super::words::{Words, escape, ticked};
use crate::measures::{About, BESIDE, EVERY};

pub(crate) fn section(words: &Words) -> Section {
    let line = words.say("methods.measures", &[("n", &(EVERY.len() + BESIDE.len()).to_string())]);
    let of_a_world: String = EVERY.iter().map(|about| measure(words, about)).collect();
    let of_two: String = BESIDE.iter().map(|about| measure(words, about)).collect();
    let list = format!("<dl class=\"measures\">{of_a_world}{of_two}</dl>");
    let texts = ["methods.day", "methods.twins", "methods.intervals", "methods.odd"];
    let mut blocks: Vec<Block> = texts.map(|key| Block::Text(words.text(key).to_owned())).into();
    blocks.push(Block::Folded(line, vec![Block::Made(list)]));
    Section::new(words, "methods", blocks)
}

fn measure<Of, By>(words: &Words, about: &About<Of, By>) -> String {
    let [name, sentence, formula] = [words.name(about), words.sentence(about), words.formula(about)].map(escape);
    let [misses, source] = [words.misses(about), words.source(about)].map(ticked);
    let rest = words.say("methods.misses", &[("misses", &misses), ("source", &source)]);
    format!("<div><dt>{name}</dt><dd>{sentence} <code>{formula}</code> <span class=\"note\">{rest}</span></dd></div>\n")
}
