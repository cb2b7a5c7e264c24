//! What was run: which worlds, under which rules, and what of them is missing.

use super::figure::{Entry, Table};
use super::section::{Block, Section};
use super::words::{Words, escape};
use crate::{Arm, Differs, Run};

/// Settings that a card names; the lock has all of them.
const DIFFERENCES_SHOWN: usize = 8;

pub(crate) fn section(words: &Words, run: &Run) -> Section {
    let mut blocks = vec![Block::Text(intro(words, run)), Block::Made(worlds(words, run))];
    blocks.push(Block::Note(words.text("run.written").to_owned()));
    if !run.catalogue.is_empty() {
        let line = words.say("run.acts", &[("n", &run.catalogue.len().to_string())]);
        blocks.push(Block::Folded(line, vec![Block::Table(catalogue(words, run))]));
    }
    Section::new(words, "run", blocks)
}

fn intro(words: &Words, run: &Run) -> String {
    let (people, days) = (words.count(run.people as i64), words.count(i64::from(run.days)));
    let worlds = run.arms.len().to_string();
    let key = if run.arms.len() == 1 { "run.intro.one" } else { "run.intro" };
    let mut text = words.say(key, &[("people", &people), ("days", &days), ("worlds", &worlds)]);
    let main = run.main_arm();
    if main != run.reference {
        let (main, reference) = (&run.arms[main].name, &run.arms[run.reference].name);
        text += &words.html("run.main", &[("main", main), ("reference", reference)]);
    }
    text
}

fn worlds(words: &Words, run: &Run) -> String {
    let card = |arm: usize| card(words, run, arm);
    format!("<div class=\"cards\">\n{}</div>\n", (0..run.arms.len()).map(card).collect::<String>())
}

fn card(words: &Words, run: &Run, at: usize) -> String {
    let arm = &run.arms[at];
    let (class, mark) = if at == run.reference {
        ("reference", format!(" <em>{}</em>", words.text("run.reference")))
    } else {
        (if at == run.main_arm() { "main" } else { "other" }, String::new())
    };
    let tag = if arm.stylised {
        format!("<span class=\"tag\">{}</span> ", words.text("run.stylised"))
    } else {
        String::new()
    };
    let date = if arm.date.is_empty() { String::new() } else { format!(" ({})", escape(&arm.date)) };
    format!(
        "<article class=\"{class}\"><h3>{}</h3>\n<p class=\"title\">{}{mark}</p>\n<p>{tag}{}{date}</p>\n{}{}</article>\n",
        escape(&arm.name),
        words.written(&arm.title),
        words.written(&arm.source),
        differs(words, arm),
        missing(words, arm)
    )
}

/// In what the rules are not those of another world.
fn differs(words: &Words, arm: &Arm) -> String {
    let Some(Differs { from, in_what }) = &arm.differs else { return String::new() };
    if in_what.is_empty() {
        return format!("<p>{}</p>\n", words.html("run.same", &[("other", from)]));
    }
    let told = in_what.iter().take(DIFFERENCES_SHOWN).map(|line| format!("<code>{}</code>", escape(line)));
    let mut told = told.collect::<Vec<_>>().join(", ");
    if let Some(more @ 1..) = in_what.len().checked_sub(DIFFERENCES_SHOWN) {
        told += &words.say("run.more", &[("n", &more.to_string())]);
    }
    format!("<p>{}{told}.</p>\n", words.html("run.differs", &[("other", from)]))
}

fn missing(words: &Words, arm: &Arm) -> String {
    if arm.missing.is_empty() {
        return String::new();
    }
    let line = words.say("run.missing", &[("n", &arm.missing.len().to_string())]);
    let items: String = arm.missing.iter().map(|missing| format!("<li>{}</li>", words.written(missing))).collect();
    format!("<details><summary>{line}</summary><ul>{items}</ul></details>\n")
}

fn catalogue(words: &Words, run: &Run) -> Table {
    let head = ["act", "context"].map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let rows = run.catalogue.iter().map(|(act, context)| vec![Entry::words(act), Entry::words(words.context(context))]);
    Table::new(words, "acts", words.text("run.catalogue").to_owned(), head, rows.collect())
}
