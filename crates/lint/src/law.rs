//! Whether a law could apply to a pattern: from which day it binds, where, and which of its elements the file declares.
//!
//! A pattern in a file is one thing, a law that applies is another. This says which elements are declared, found or
//! open, and decides none of them.

use crate::date::Date;
use crate::reading::{Reading, listed};
use crate::rule::{Look, Rule, Severity};
use crate::rules::{self, RULES};

/// What would have to apply for a finding to be more than a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// Points of Art. 5(1) of the AI Act: `(c)`.
    Prohibition(&'static str),
    /// Duties of Chapter III of the AI Act on systems of Annex III.
    HighRisk,
    DataProtection,
    /// Directive 2002/58/EC.
    Communications,
    FundamentalRights,
    /// A finding that rests on evidence, not on a law.
    Evidence,
}

/// How far a law reaches, as far as the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawApplies {
    pub status: Status,
    pub text: String,
    /// Those of Art. 5(1)(c), one by one; empty for other laws.
    pub elements: Vec<Element>,
}

/// One element of a prohibition and what the file says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    pub name: &'static str,
    pub state: String,
}

/// In the order in which they take precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    NoLaw,
    NotYetBinding,
    PatternOnly,
    AsIf,
    ElementOpen,
    ElementsDeclared,
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::NoLaw => "no law cited",
            Self::NotYetBinding => "not yet binding",
            Self::PatternOnly => "pattern only",
            Self::AsIf => "as if under EU law",
            Self::ElementOpen => "an element is open",
            Self::ElementsDeclared => "elements declared",
        }
    }
}

const PROHIBITIONS_BIND: Date = Date::of(2025, 2, 2);
const HIGH_RISK_BINDS: Date = Date::of(2027, 12, 2);
const DATA_PROTECTION_BINDS: Date = Date::of(2018, 5, 25);

impl Law {
    /// The day from which it binds, where that is kept here.
    pub fn binds_from(self) -> Option<Date> {
        match self {
            Self::Prohibition(_) => Some(PROHIBITIONS_BIND),
            Self::HighRisk => Some(HIGH_RISK_BINDS),
            Self::DataProtection => Some(DATA_PROTECTION_BINDS),
            Self::Communications | Self::FundamentalRights | Self::Evidence => None,
        }
    }

    /// Its name, in a few words.
    pub fn name(self) -> String {
        match self {
            Self::Prohibition(points) => format!("AI Act, Art. 5(1){points}"),
            Self::HighRisk => "AI Act, Chapter III".to_string(),
            Self::DataProtection => "GDPR".to_string(),
            Self::Communications => "ePrivacy Directive".to_string(),
            Self::FundamentalRights => "Charter of Fundamental Rights".to_string(),
            Self::Evidence => "evidence and good practice".to_string(),
        }
    }

    /// Its rule pack, in words.
    pub fn told(self) -> String {
        let more = match self {
            Self::Prohibition(_) => format!("binds since {PROHIBITIONS_BIND}"),
            Self::HighRisk => format!(
                "for systems of Annex III; binds from {HIGH_RISK_BINDS} by Regulation (EU) 2026/1744, known here from \
                 secondary sources"
            ),
            Self::DataProtection => format!("binds since {DATA_PROTECTION_BINDS}"),
            Self::Communications => "by the law of each Member State".to_string(),
            Self::FundamentalRights => {
                "where Union law is carried out; on private bodies through other law".to_string()
            }
            Self::Evidence => "no law".to_string(),
        };
        format!("{}; {more}", self.name())
    }

    pub(crate) fn applies(self, reading: &Reading) -> LawApplies {
        let status = self.status(reading);
        let mut text = vec![self.told()];
        text.extend(reason(status, self, reading));
        if self == Self::DataProtection && reading.choice("policy.controller") == "police" {
            text.push("for police, Directive (EU) 2016/680 stands in place of the GDPR".to_string());
        }
        let elements = if self == Self::Prohibition("(c)") { elements(reading) } else { Vec::new() };
        LawApplies { status, text: text.join("; "), elements }
    }

    fn status(self, reading: &Reading) -> Status {
        let needs_ai = matches!(self, Self::Prohibition(_) | Self::HighRisk);
        if self == Self::Evidence {
            Status::NoLaw
        } else if self.binds_from().is_some_and(|day| reading.as_of < day) {
            Status::NotYetBinding
        } else if needs_ai && !reading.may_be_ai_system() {
            Status::PatternOnly
        } else if reading.choice("policy.in_eu") != "yes" {
            Status::AsIf
        } else if self == Self::Prohibition("(c)") && reading.choice("policy.over_time") != "yes" {
            Status::ElementOpen
        } else {
            Status::ElementsDeclared
        }
    }
}

fn reason(status: Status, law: Law, reading: &Reading) -> Option<String> {
    match status {
        Status::NotYetBinding => Some(format!("on {} it did not bind yet", reading.as_of)),
        Status::PatternOnly => {
            Some("the file declares no AI system, so this says that the pattern is there and no more".to_string())
        }
        Status::AsIf => Some(format!(
            "`policy.in_eu` is \"{}\", so this is read as if under EU law",
            reading.choice("policy.in_eu")
        )),
        Status::ElementOpen => Some("an element is not declared, see below".to_string()),
        Status::ElementsDeclared if matches!(law, Law::Prohibition(_)) => {
            Some("the file declares the elements; whether they are met is for a court to say".to_string())
        }
        Status::ElementsDeclared | Status::NoLaw => None,
    }
}

/// Rules that find worse treatment out of proportion by structure or arithmetic.
const OUT_OF_PROPORTION: [&str; 4] = ["PRO-1", "PRO-4", "PRO-5", "PRO-6"];

/// The elements of Art. 5(1)(c): cumulative, but for the last two, of which one is enough.
fn elements(reading: &Reading) -> Vec<Element> {
    let element = |name, state| Element { name, state };
    vec![
        element("an AI system", reading.ai_system_told()),
        element(
            "evaluation or classification of people over a certain period",
            format!("declared: {}", reading.choice("policy.over_time")),
        ),
        element("from social behaviour or personal characteristics", evaluated(reading)),
        element(
            "(i) worse treatment in contexts unrelated to where the data arose",
            match rules::ctx_1::undeclared(reading).len() {
                0 => "not found, or declared as related".to_string(),
                ends => format!("found, without declared relevance and legal basis, at so many ends: {ends} (CTX-1)"),
            },
        ),
        element(
            "(ii) and/or worse treatment that is unjustified or disproportionate",
            match out_of_proportion(reading).as_slice() {
                [] => "not found; justification is not decided here".to_string(),
                rules => format!("found by {}; justification is not decided here", listed(rules)),
            },
        ),
    ]
}

fn out_of_proportion(reading: &Reading) -> Vec<&'static str> {
    let finds = |rule: &&Rule| match &rule.look {
        Look::Written(_, look, _) => look(reading).iter().any(|note| note.severity > Severity::Info),
        _ => false,
    };
    let rules = RULES.iter().filter(|rule| OUT_OF_PROPORTION.contains(&rule.id));
    rules.filter(finds).map(|rule| rule.id).collect()
}

fn evaluated(reading: &Reading) -> String {
    match (reading.scored_acts().len(), reading.names("input").len()) {
        (0, 0) => "not found".to_string(),
        (acts, inputs) => format!("found: kinds of scored acts: {acts}, inputs: {inputs}"),
    }
}
