//! One thing that the linter looks for: one file under `rules/`, with its text, its source and its two fixtures.

use crate::law::Law;
use crate::measured::Measured;
use crate::reading::Reading;
use crate::sources::Source;
use std::fmt;
use std::str::FromStr;

/// A rule. It reads and says; it never judges a regime as a whole.
#[derive(Debug)]
pub struct Rule {
    pub id: &'static str,
    /// What is there when it fires, in one line.
    pub title: &'static str,
    /// The gravest severity that it has.
    pub severity: Severity,
    /// What would have to apply for the finding to be more than a pattern.
    pub law: Law,
    /// Why this is looked for.
    pub text: &'static str,
    pub sources: &'static [Source],
    pub would_change: &'static str,
    /// What the rule does not look at.
    pub left_out: &'static str,
    pub look: Look,
}

/// How a rule looks, and the regimes or measurements in which it fires and stays quiet.
#[derive(Debug)]
pub enum Look {
    /// At the structure of a regime, or by arithmetic on the numbers that it declares.
    Written(Mode, fn(&Reading) -> Vec<Note>, Fixtures),
    /// At what a run has measured.
    Measured(fn(&Measured) -> Vec<Note>),
    /// At both.
    Both(Mode, fn(&Reading) -> Vec<Note>, Fixtures, fn(&Measured) -> Vec<Note>),
}

/// Two small regimes that show what a rule means.
#[derive(Debug)]
pub struct Fixtures {
    pub fires: &'static str,
    pub quiet: &'static str,
}

/// The fixtures of a rule: `fixtures/ID-fires.toml` and `fixtures/ID-quiet.toml` of this crate.
macro_rules! fixtures {
    ($id:literal) => {
        $crate::rule::Fixtures {
            fires: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/", $id, "-fires.toml")),
            quiet: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/", $id, "-quiet.toml")),
        }
    };
}
pub(crate) use fixtures;

/// By what a finding was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The structure of the file.
    Structure,
    /// Arithmetic on declared numbers.
    Arithmetic,
    /// A simulation.
    Measured,
}

/// How grave a finding is; the gravest is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Info,
    Warning,
    High,
    Critical,
}

/// What a rule has to say about one regime.
#[derive(Clone, Debug)]
pub struct Note {
    pub(crate) severity: Severity,
    pub(crate) message: String,
    /// Keys of the file, the telling one first.
    pub(crate) paths: Vec<String>,
}

impl Note {
    pub(crate) fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self { severity, message: message.into(), paths: Vec::new() }
    }
    pub(crate) fn at(mut self, path: impl Into<String>) -> Self {
        let path = path.into();
        if !self.paths.contains(&path) {
            self.paths.push(path);
        }
        self
    }
    pub(crate) fn at_all<S: Into<String>>(self, paths: impl IntoIterator<Item = S>) -> Self {
        paths.into_iter().fold(self, Self::at)
    }
    /// The one finding of a rule that finds at most one thing.
    pub(crate) fn alone(self) -> Vec<Note> {
        vec![self]
    }
}

impl Rule {
    pub fn modes(&self) -> Vec<Mode> {
        match self.look {
            Look::Written(mode, ..) => vec![mode],
            Look::Measured(_) => vec![Mode::Measured],
            Look::Both(mode, ..) => vec![mode, Mode::Measured],
        }
    }
    pub fn fixtures(&self) -> Option<&Fixtures> {
        match &self.look {
            Look::Written(_, _, fixtures) | Look::Both(_, _, fixtures, _) => Some(fixtures),
            Look::Measured(_) => None,
        }
    }
}

impl Mode {
    pub fn word(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Arithmetic => "arithmetic",
            Self::Measured => "measured",
        }
    }
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Warning, Self::Info];

    pub fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|severity| severity.word() == text);
        found.ok_or_else(|| format!("`{text}` is no severity; use critical, high, warning or info"))
    }
}
