//! What the linter finds in the rules themselves, before anything is run.

use super::figure::{Entry, Table};
use super::section::{Block, Section};
use super::words::{Words, escape};
use crate::{Finding, Run};

/// The word of the gravest findings.
pub(crate) const GRAVEST: &str = "critical";

/// None where the rules were not read.
pub(crate) fn section(words: &Words, run: &Run) -> Option<Section> {
    if run.arms.iter().all(|arm| arm.findings.is_none()) {
        return None;
    }
    let main = run.main_arm();
    let mut blocks =
        vec![Block::Text(words.text("findings.intro").to_owned()), Block::Text(sentence(words, run, main))];
    let found = |arm: usize| run.arms[arm].findings.as_deref().unwrap_or_default();
    if !found(main).is_empty() {
        blocks.push(Block::Table(table(words, &run.arms[main].name, found(main))));
    }
    for arm in (0..run.arms.len()).filter(|arm| *arm != main && !found(*arm).is_empty()) {
        let name = &run.arms[arm].name;
        let line = words.html("findings.other", &[("world", name), ("n", &found(arm).len().to_string())]);
        blocks.push(Block::Folded(line, vec![Block::Table(table(words, name, found(arm)))]));
    }
    blocks.push(Block::Note(words.text("findings.no_advice").to_owned()));
    Some(Section::new(words, "findings", blocks))
}

fn sentence(words: &Words, run: &Run, arm: usize) -> String {
    let found = run.arms[arm].findings.as_deref().unwrap_or_default();
    let world = escape(&run.arms[arm].name);
    let grave = |severity: &str| found.iter().filter(|finding| finding.severity == severity).count();
    let said = |severity: &&str| format!("{} {}", grave(severity), words.text(&format!("severity.{severity}")));
    let counted: Vec<String> =
        [GRAVEST, "high", "warning", "info"].iter().filter(|severity| grave(severity) > 0).map(said).collect();
    match counted.is_empty() {
        true => words.say("findings.none", &[("world", &world)]),
        false => words.say("findings.sentence", &[("world", &world), ("counted", &words.list(&counted))]),
    }
}

/// Messages of a rule that are told; `vitropolis lint` tells all.
const TOLD: usize = 2;

/// A row for each rule.
fn table(words: &Words, world: &str, found: &[Finding]) -> Table {
    let head = ["rule", "severity", "pattern", "here"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let row = |of_a_rule: &[Finding]| {
        let first = &of_a_rule[0];
        let mut messages: Vec<&str> = of_a_rule.iter().take(TOLD).map(|finding| finding.message.as_str()).collect();
        let more = of_a_rule.len() - messages.len();
        let more = words.say("findings.more", &[("n", &more.to_string())]);
        if of_a_rule.len() > TOLD {
            messages.push(&more);
        }
        vec![
            Entry::words(&first.rule),
            Entry::words(words.text(&format!("severity.{}", first.severity))),
            Entry::words(&first.title),
            Entry::words(messages.join("; ")),
        ]
    };
    let rows = found.chunk_by(|a, b| (&a.rule, a.severity) == (&b.rule, b.severity)).map(row);
    let caption = words.say("findings.table", &[("world", world)]);
    Table::new(words, "findings", caption, head, rows.collect())
}
