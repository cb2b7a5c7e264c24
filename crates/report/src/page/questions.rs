//! What a deployer would have to answer before using such a system at all: questions in the order of Art. 27, and what
//! the run suggests to ask about; never an answer.

use super::findings;
use super::section::{Block, Section, anchor};
use super::words::Words;
use super::{EVERYBODY, groups, names};
use crate::measures::{SILENCE, Unit, WRONGS};
use crate::{Finding, Run};

const HEADINGS: [&str; 6] = ["questions.a", "questions.b", "questions.c", "questions.d", "questions.e", "questions.f"];

/// With a pattern of a prohibited practice there is nothing to assess: only the findings are told.
pub(crate) fn section(words: &Words, run: &Run) -> Section {
    let prohibited = prohibited(run, run.main_arm());
    if !prohibited.is_empty() {
        let mut rules: Vec<String> = prohibited.iter().map(|finding| finding.rule.clone()).collect();
        rules.dedup();
        let world = names(words, run, &[run.main_arm()]);
        let at = anchor(words, "findings");
        let parts = [("world", &*world), ("rules", &words.list(&rules)), ("findings", &at)];
        return Section::new(words, "questions", vec![Block::Text(words.html("questions.prohibited", &parts))]);
    }
    let items = HEADINGS.map(|key| words.text(key).to_owned() + &suggested(words, run, key));
    let blocks = vec![
        Block::Text(words.text("questions.intro").to_owned()),
        Block::List(items.to_vec()),
        Block::Note(words.text("questions.more").to_owned()),
    ];
    Section::new(words, "questions", blocks)
}

/// Findings that point at a practice which Art. 5 prohibits.
fn prohibited(run: &Run, arm: usize) -> Vec<&Finding> {
    let found = run.arms[arm].findings.as_deref().unwrap_or_default();
    found.iter().filter(|finding| finding.prohibited && finding.severity == findings::GRAVEST).collect()
}

/// Hypotheses from the run, where the article asks about people and about harm.
fn suggested(words: &Words, run: &Run, key: &str) -> String {
    let main = run.main_arm();
    let said = |key: &str, parts: &[(&str, &str)]| words.html(key, parts) + words.text("questions.synthetic");
    match key {
        "questions.c" => groups::widest(run, main).map_or(String::new(), |gap| {
            let group = words.quoted(&words.group(&run.groups[gap.parity.most]));
            let times = words.digits(gap.ratio.mean, 2);
            said("questions.c.run", &[("kind", &words.kind(gap.kind)), ("group", &group), ("times", &times)])
        }),
        "questions.d" => {
            let told = |about| words.with_range(Unit::Share, run.told(about, main, EVERYBODY));
            let [erroneous, rights, beyond] = WRONGS.map(|(about, _)| told(about));
            let silence = told(&SILENCE);
            let parts = [("erroneous", &*erroneous), ("rights", &rights), ("beyond", &beyond), ("silence", &silence)];
            said("questions.d.run", &parts)
        }
        _ => String::new(),
    }
}
