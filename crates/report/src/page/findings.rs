//! What the linter finds in the rules themselves, before anything is run.

use super::figure::{Entry, Table};
use super::section::{Block, Section};
use super::words::{Words, escape, ticked};
use crate::{Finding, Run};
use std::collections::BTreeMap;

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
    if !found(run, main).is_empty() {
        blocks.push(Block::Table(table(words, &run.arms[main].name, &by_rule(found(run, main)))));
    }
    blocks.extend((0..run.arms.len()).filter(|arm| *arm != main).filter_map(|arm| other(words, run, main, arm)));
    blocks.extend(why(words, run));
    blocks.push(Block::Note(words.text("findings.no_advice").to_owned()));
    Some(Section::new(words, "findings", blocks))
}

fn found(run: &Run, arm: usize) -> &[Finding] {
    run.arms[arm].findings.as_deref().unwrap_or_default()
}

/// Findings of one rule and severity, all of a rule together.
fn by_rule(found: &[Finding]) -> Vec<&[Finding]> {
    found.chunk_by(|a, b| (&a.rule, a.severity) == (&b.rule, b.severity)).collect()
}

/// Another world: what it shares with the main one is named, and only the rest is told.
fn other(words: &Words, run: &Run, main: usize, arm: usize) -> Option<Block> {
    let (here, there) = (by_rule(found(run, arm)), by_rule(found(run, main)));
    if here.is_empty() {
        return None;
    }
    let name = &run.arms[arm].name;
    let line = words.html("findings.other", &[("world", name), ("n", &found(run, arm).len().to_string())]);
    let (shared, own): (Vec<_>, Vec<_>) = here.iter().copied().partition(|findings| there.contains(findings));
    let rules = |findings: &[&[Finding]]| {
        let mut rules: Vec<String> = findings.iter().map(|of_a_rule| of_a_rule[0].rule.clone()).collect();
        rules.dedup();
        words.list(&rules)
    };
    let without: Vec<_> = there.iter().copied().filter(|findings| !here.contains(findings)).collect();
    let mut blocks = Vec::new();
    let parts = [("main", &*run.arms[main].name), ("shared", &rules(&shared)), ("without", &rules(&without))];
    match (shared.is_empty(), without.is_empty()) {
        (true, _) => {}
        (false, true) => blocks.push(Block::Text(words.html("findings.same", &parts[..2]))),
        (false, false) => blocks.push(Block::Text(words.html("findings.shared", &parts))),
    }
    if !own.is_empty() {
        blocks.push(Block::Table(table(words, name, &own)));
    }
    Some(Block::Folded(line, blocks))
}

/// Why each rule that found something is looked for, once.
fn why(words: &Words, run: &Run) -> Option<Block> {
    let all = (0..run.arms.len()).flat_map(|arm| found(run, arm));
    let rules: BTreeMap<&str, &Finding> = all.map(|finding| (&*finding.rule, finding)).collect();
    let one = |(rule, finding): (&&str, &&Finding)| {
        let (title, why) = (ticked(words.of(&finding.title)), ticked(words.of(&finding.why)));
        format!("<div><dt>{}: {title}</dt><dd>{why}</dd></div>\n", escape(rule))
    };
    let list: String = rules.iter().map(one).collect();
    let line = words.say("findings.why", &[("n", &rules.len().to_string())]);
    let list = Block::Made(format!("<dl class=\"measures\">{list}</dl>"));
    (!rules.is_empty()).then(|| Block::Folded(line, vec![list]))
}

fn sentence(words: &Words, run: &Run, arm: usize) -> String {
    let found = found(run, arm);
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

/// Messages of a rule, and keys of the file, that are told; `vitropolis lint` tells all.
const TOLD: usize = 2;
const KEYS: usize = 6;

/// A row for each rule.
fn table(words: &Words, world: &str, found: &[&[Finding]]) -> Table {
    let head = ["rule", "severity", "pattern", "here"];
    let head = head.map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let row = |of_a_rule: &&[Finding]| {
        let first = &of_a_rule[0];
        vec![
            Entry::words(&first.rule),
            Entry::words(words.text(&format!("severity.{}", first.severity))),
            Entry::words(words.of(&first.title)),
            Entry::words(here(words, of_a_rule)),
        ]
    };
    let caption = words.say("findings.table", &[("world", world)]);
    Table::new(words, "findings", caption, head, found.iter().map(row).collect())
}

/// What the linter says, in its own language; in another, the keys of the file that it says it of.
fn here(words: &Words, of_a_rule: &[Finding]) -> String {
    let (said, most, parted) = if words.is_english() {
        (of_a_rule.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>(), TOLD, "; ")
    } else {
        let mut keys: Vec<String> =
            of_a_rule.iter().flat_map(|finding| &finding.keys).map(|key| format!("`{key}`")).collect();
        keys.sort();
        keys.dedup();
        (keys, KEYS, ", ")
    };
    let more = said.len().saturating_sub(most);
    let mut told = said[..said.len() - more].to_vec();
    if more > 0 {
        told.push(words.say("findings.more", &[("n", &more.to_string())]));
    }
    if told.is_empty() { words.text("findings.nowhere").to_owned() } else { told.join(parted) }
}
