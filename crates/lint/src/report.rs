//! What a regime's structure raises, in order of gravity, and what was not looked at.

use crate::date::Date;
use crate::law::LawApplies;
use crate::mark::mark;
use crate::measured::{FEWEST_SEEDS, Measured};
use crate::reading::Reading;
use crate::rule::{Look, Mode, Note, Rule, Severity};
use crate::rules::RULES;
use scenario::{Opened, Spot};

/// One finding: a rule, what it has to say, and the lines that it says it about.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub severity: Severity,
    pub mode: Mode,
    pub message: String,
    /// The telling one first, never empty.
    pub spots: Vec<Spot>,
    pub law_applies: LawApplies,
}

/// All findings on one regime.
#[derive(Clone, Debug)]
pub struct Report {
    pub file: String,
    pub regime: String,
    pub as_of: Date,
    /// The gravest first; among equals in the order of the rules.
    pub findings: Vec<Finding>,
    /// On what a run has measured, if one has; then each figure with its threshold.
    pub measured: Vec<String>,
    pub not_looked_at: Vec<String>,
    /// What every form of the report carries, in one line.
    pub mark: String,
}

/// Reads a regime as of a day; `measured` adds what a run has shown, and takes nothing away.
pub fn lint(opened: &Opened, as_of: Date, measured: Option<&Measured>) -> Report {
    let reading = Reading::new(opened, as_of);
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| found(rule, &reading, measured)).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Report {
        file: opened.file.clone(),
        regime: opened.settings.text("name").unwrap_or_default().to_string(),
        as_of,
        findings,
        measured: measured.map_or_else(Vec::new, figures),
        not_looked_at: not_looked_at(measured),
        mark: mark(&opened.settings, measured),
    }
}

fn figures(measured: &Measured) -> Vec<String> {
    let Measured { people, days, .. } = measured;
    let on = format!("on {people} synthetic people for {days} days; stylised numbers, and a figure clears nothing");
    std::iter::once(on).chain(measured.told()).collect()
}

fn found(rule: &'static Rule, reading: &Reading, measured: Option<&Measured>) -> Vec<Finding> {
    let mut notes: Vec<(Mode, Note)> = Vec::new();
    if let Look::Written(mode, look, _) | Look::Both(mode, look, _, _) = &rule.look {
        notes.extend(look(reading).into_iter().map(|note| (*mode, note)));
    }
    if let (Look::Measured(look) | Look::Both(_, _, _, look), Some(measured)) = (&rule.look, measured) {
        notes.extend(look(measured).into_iter().map(|note| (Mode::Measured, note)));
    }
    notes.into_iter().map(|(mode, note)| finding(rule, reading, mode, note)).collect()
}

fn finding(rule: &'static Rule, reading: &Reading, mode: Mode, mut note: Note) -> Finding {
    if note.paths.is_empty() {
        note.paths.push("name".to_string());
    }
    Finding {
        rule,
        severity: note.severity,
        mode,
        message: note.message,
        spots: note.paths.iter().map(|path| reading.opened.spot(path)).collect(),
        law_applies: rule.law.applies(reading),
    }
}

impl Report {
    /// The gravest finding, if there is any.
    pub fn gravest(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// The closing words: what nobody should take this for.
pub const NOT_ADVICE: &str = "This is not legal advice, and no verdict: a pattern in a file is not a breach of a law, \
                              and a file without findings is not cleared of anything.";

fn not_looked_at(measured: Option<&Measured>) -> Vec<String> {
    let mut told = vec![
        "the wording of any law that applies where the regime is used: sources are paraphrased here".to_string(),
        "whether what the file declares is true: a declared relevance, basis or exception stays declared, unverified"
            .to_string(),
        "anything that the file does not say: who built it, on which data, who may see it, how it is secured"
            .to_string(),
        "Art. 5(1)(a) and (b) of the AI Act, and duties of providers, importers and distributors".to_string(),
        "national law, collective agreements, sector law, and Directive (EU) 2016/680 beyond its name".to_string(),
    ];
    let silent: Vec<&str> = RULES.iter().filter(|rule| is_unmeasured(rule, measured)).map(|rule| rule.id).collect();
    if !silent.is_empty() {
        told.push(format!(
            "what only a run over at least {FEWEST_SEEDS} seeds can show, not measured: {}",
            silent.join(", ")
        ));
    }
    told
}

/// A measured rule is silent where its figure is absent or has too few seeds.
fn is_unmeasured(rule: &Rule, measured: Option<&Measured>) -> bool {
    rule.modes().contains(&Mode::Measured) && !measured.is_some_and(|measured| measured.covers(rule.id))
}
