//! What a rule rests on: documents by their key in `docs/references.bib`, and where in them.
//!
//! Nothing is quoted. A citation always says `paraphrase`, and how the document is known to those who wrote the rule.

use std::fmt;

/// A law, a judgment, guidelines, or a study.
#[derive(Debug)]
pub struct Document {
    /// Key in `docs/references.bib`.
    pub key: &'static str,
    pub title: &'static str,
    pub known: Known,
}

/// How a document is known to those who wrote the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The passage was read.
    Read,
    /// From summaries, court reports or the press.
    SecondHand,
}

/// A place in a document.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    pub document: &'static Document,
    /// Article and paragraph.
    pub place: &'static str,
}

const fn read(key: &'static str, title: &'static str) -> Document {
    Document { key, title, known: Known::Read }
}
const fn second_hand(key: &'static str, title: &'static str) -> Document {
    Document { key, title, known: Known::SecondHand }
}

pub(crate) static AI_ACT: Document = read("aiact", "Regulation (EU) 2024/1689 (AI Act)");
pub(crate) static AI_ACT_AMENDED: Document =
    second_hand("aiact-amend", "Regulation (EU) 2026/1744 (amends the AI Act)");
pub(crate) static GUIDELINES: Document =
    read("aiact-guidelines", "Commission Guidelines C(2025) 5052 final of 29 July 2025");
pub(crate) static GDPR: Document = read("gdpr", "Regulation (EU) 2016/679 (GDPR)");
pub(crate) static POLICE_DIRECTIVE: Document =
    second_hand("police-directive", "Directive (EU) 2016/680 (police and justice)");
pub(crate) static EPRIVACY: Document = read("eprivacy", "Directive 2002/58/EC (ePrivacy)");
pub(crate) static CHARTER: Document = read("charter", "Charter of Fundamental Rights of the European Union");
pub(crate) static SCHUFA: Document = read("schufa", "Court of Justice, C-634/21 (SCHUFA)");
pub(crate) static REASONS: Document = read("gdpr22", "Court of Justice, C-203/22");
pub(crate) static RETENTION: Document = second_hand("c26-22", "Court of Justice, C-26/22 and C-64/22");
pub(crate) static SYRI: Document = read("syri", "District Court of The Hague, ECLI:NL:RBDHA:2020:1878 (SyRI)");
pub(crate) static INTEGRITY: Document = read("nissenbaum", "Nissenbaum, contextual integrity");
pub(crate) static ENSIGN: Document = read("ensign2018", "Ensign et al., Runaway Feedback Loops in Predictive Policing");
pub(crate) static RANDOM_CHECKS: Document =
    read("isf2014", "Swedish Social Insurance Inspectorate, report 2014:15 on random checks");
pub(crate) static FACES: Document = read("npl2023", "National Physical Laboratory, face recognition test of 2023");

impl Document {
    pub(crate) const fn at(&'static self, place: &'static str) -> Source {
        Source { document: self, place }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = match self.document.known {
            Known::Read => "paraphrase",
            Known::SecondHand => "paraphrase, known from secondary sources",
        };
        match self.place {
            "" => write!(f, "{} [{}; {known}]", self.document.title, self.document.key),
            place => write!(f, "{}, {place} [{}; {known}]", self.document.title, self.document.key),
        }
    }
}
