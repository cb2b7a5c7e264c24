//! Questions for an assessment under Art. 27 of the AI Act: what a person must answer, and hypotheses that a run suggests.
//!
//! Nothing here is an answer. Under (c) and (d) stand hypotheses from a synthetic city, each with its mark; with a
//! critical finding under Art. 5 only the findings are told, since what may be forbidden needs no assessment of its use.

mod de;
mod en;
mod hypotheses;
mod page;
mod words;

use crate::Failure;
use crate::beside::stored_measures;
use crate::compare::{lock_text, locked};
use ::lint::{Date, Finding, Law, Severity};
use scenario::{Experiment, Opened};
use serde_json::{Value, json};
use std::path::PathBuf;
use words::Words;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct FriaRequest {
    /// A run folder.
    pub run: PathBuf,
    /// The world whose rules are asked about; else the first that is not the reference.
    pub arm: Option<String>,
    /// The day whose law is meant; else today.
    pub as_of: Option<String>,
    pub language: Language,
}

/// The language of the questions. Findings of the linter are in English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    German,
}

/// Questions and hypotheses, or findings alone, ready to be printed.
#[derive(Clone, Debug)]
pub struct Fria {
    words: &'static Words,
    arm: String,
    regime: String,
    as_of: Date,
    /// Whose numbers these are not, and which inputs made them.
    mark: Vec<(String, String)>,
    findings: Vec<Told>,
    /// Empty where only the findings are told.
    sections: Vec<Section>,
    not_looked_at: Vec<String>,
}

/// A finding of the linter in words.
#[derive(Clone, Debug)]
struct Told {
    id: &'static str,
    severity: &'static str,
    message: String,
    /// Lines of the lock and their keys.
    lines: Vec<String>,
    law: String,
    sources: Vec<String>,
    would_change: &'static str,
}

/// One of the six points.
#[derive(Clone, Debug)]
struct Section {
    title: &'static str,
    asks: &'static [&'static str],
    /// What the author of the regime wrote under this point.
    declared: Option<String>,
    /// None where the point has none; empty where the run suggests none.
    hypotheses: Option<Vec<String>>,
}

/// Keys of the six answers in a regime, in the order of the points.
const ANSWERS: [&str; 6] =
    ["fria.process", "fria.period", "fria.groups", "fria.harms", "fria.oversight", "fria.measures"];
/// Points with hypotheses: (c) and (d).
const GROUPS: usize = 2;
const HARMS: usize = 3;

/// The text for one world of a run.
pub fn fria(asked: &FriaRequest) -> Result<Fria, Failure> {
    let as_of = asked.as_of.as_ref().map(|text| text.parse::<Date>()).transpose();
    let as_of = as_of.map_err(|wrong| Failure::refused(wrong, "`--as-of YYYY-MM-DD`"))?.unwrap_or_else(Date::today);
    let experiment = locked(&asked.run)?;
    let arm = chosen(&experiment, asked.arm.as_deref())?;
    let opened = Opened::from_lock(&lock_text(&asked.run)?, &experiment.arms[arm].name)?;
    let report = ::lint::lint(&opened, as_of, None);
    let (version, measured) = stored_measures(&asked.run)?;
    let words = match asked.language {
        Language::English => &en::WORDS,
        Language::German => &de::WORDS,
    };
    let forbidden: Vec<&Finding> = report.findings.iter().filter(|finding| may_be_forbidden(finding)).collect();
    let sections = if forbidden.is_empty() {
        let reference = experiment.arms.iter().position(|other| other.name == experiment.reference).unwrap_or(0);
        let mut lists = [None, None, None, None, None, None];
        lists[GROUPS] = Some(hypotheses::groups(words, &measured, arm, reference));
        lists[HARMS] = Some(hypotheses::harms(words, &measured, arm, reference));
        let sections = words.points.iter().zip(ANSWERS).zip(lists).map(|((point, key), hypotheses)| {
            let declared = opened.settings.text(key).filter(|text| !text.is_empty()).map(str::to_owned);
            Section { title: point.title, asks: point.asks, declared, hypotheses }
        });
        sections.collect()
    } else {
        Vec::new()
    };
    let findings = if forbidden.is_empty() { report.findings.iter().map(told).collect() } else { tell(&forbidden) };
    let mut not_looked_at = report.not_looked_at;
    not_looked_at.push(words.defaults_are_written.to_owned());
    Ok(Fria {
        words,
        arm: experiment.arms[arm].name.clone(),
        regime: report.regime,
        as_of,
        mark: mark(&experiment, arm, version),
        findings,
        sections,
        not_looked_at,
    })
}

impl Fria {
    pub fn markdown(&self) -> String {
        page::markdown(self)
    }

    /// A page of its own, without a network.
    pub fn html(&self) -> String {
        page::html(self)
    }

    /// Whether there is a critical finding under Art. 5, so that nothing else is told.
    pub fn only_findings(&self) -> bool {
        self.sections.is_empty()
    }

    /// The same for a program.
    pub fn json(&self) -> Value {
        let finding = |found: &Told| {
            json!({ "id": found.id, "severity": found.severity, "message": found.message, "lines": found.lines,
                "law": found.law, "source": found.sources, "would_change": found.would_change })
        };
        let section = |section: &Section| {
            json!({ "point": section.title, "questions": section.asks, "declared_unverified": section.declared,
                "hypotheses": section.hypotheses })
        };
        json!({
            "arm": self.arm, "regime": self.regime, "as_of": self.as_of.to_string(),
            "only_findings": self.only_findings(),
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "points": self.sections.iter().map(section).collect::<Vec<_>>(),
            "not_looked_at": self.not_looked_at,
        })
    }
}

fn chosen(experiment: &Experiment, arm: Option<&str>) -> Result<usize, Failure> {
    let names = || experiment.arms.iter().map(|arm| arm.name.clone()).collect::<Vec<_>>().join(", ");
    match arm {
        Some(name) => {
            let found = experiment.arms.iter().position(|arm| arm.name == name);
            found.ok_or_else(|| Failure::refused(format!("--arm {name}: no such world"), names()))
        }
        None => Ok(experiment.arms.iter().position(|arm| arm.name != experiment.reference).unwrap_or(0)),
    }
}

/// A critical finding under Art. 5 of the AI Act.
fn may_be_forbidden(finding: &Finding) -> bool {
    finding.severity == Severity::Critical && matches!(finding.rule.law, Law::Prohibition(_))
}

fn tell(findings: &[&Finding]) -> Vec<Told> {
    findings.iter().map(|finding| told(finding)).collect()
}

fn told(finding: &Finding) -> Told {
    Told {
        id: finding.rule.id,
        severity: finding.severity.word(),
        message: finding.message.clone(),
        lines: finding.spots.iter().map(|spot| format!("{}:{} `{}`", spot.file(), spot.line(), spot.path)).collect(),
        law: format!("{}: {}", finding.law_applies.status.word(), finding.law_applies.text),
        sources: finding.rule.sources.iter().map(ToString::to_string).collect(),
        would_change: finding.rule.would_change,
    }
}

fn mark(experiment: &Experiment, arm: usize, version: String) -> Vec<(String, String)> {
    let seeds = (0..experiment.seeds).map(|number| (experiment.seed + u64::from(number)).to_string());
    vec![
        ("synthetic".to_owned(), report::SYNTHETIC.to_owned()),
        ("vitropolis".to_owned(), version),
        ("experiment_hash".to_owned(), experiment.hash()),
        ("regime_hash".to_owned(), Experiment::regime_hash(&experiment.arms[arm])),
        ("seeds".to_owned(), seeds.collect::<Vec<_>>().join(" ")),
    ]
}
