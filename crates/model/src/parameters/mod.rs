//! Every knob of the laboratory, once: where it is written, what it counts, what is allowed, where it comes from.
//!
//! A knob is a row of [`CATALOGUE`], [`CITY`], [`REGIME`] or [`EXPERIMENT`], one file of this folder for each topic. The reader of files (`scenario`), the
//! JSON Schema, `vitropolis explain` and `docs/parameters.md` are all made from these rows, and a mechanism asks
//! [`Settings`] for the value by its path. So a new knob touches one file here and the mechanism that uses it.
//!
//! Paths are dotted; `*` stands for a name that the author of the file chooses (or for a key of a closed list).
//! Numbers stand here as they are typed (decimal); what a mechanism keeps is an integer (`fixed`).
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use crate::fixed::{self, Probability};
use std::collections::BTreeMap;

/// The closed list of contexts of a life in which an act arises or a consequence takes effect (kernel.md 20).
pub const CONTEXTS: &[&str] = &[
    "traffic",
    "transport",
    "tax",
    "finance",
    "credit",
    "commerce",
    "speech",
    "public order",
    "housing",
    "family",
    "education",
    "employment",
    "travel",
    "benefits",
    "health",
    "insurance",
    "civic",
    "policing",
    "migration",
];
/// Age groups of the census margin, ten years each but the last.
pub const AGE_GROUPS: &[&str] = &["0-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70+"];
/// Sex as the census counts it.
pub const SEXES: &[&str] = &["male", "female"];
/// Residence status: registered in the city, or come from elsewhere.
pub const RESIDENCES: &[&str] = &["local", "migrant"];
/// Income classes, fifths of the city.
pub const INCOMES: &[&str] = &["lowest", "low", "middle", "high", "highest"];
/// Institutions that decide (gates). A regime says which of them look up what.
pub const GATES: &[&str] = &[
    "bank",
    "job-plain",
    "job-skilled",
    "job-public",
    "school",
    "railway",
    "airline",
    "foreign-journey",
    "platform",
    "landlord",
    "permit",
    "voucher",
    "insurer",
    "benefits-office",
];
/// How a channel comes to see an act.
pub const CHANNEL_KINDS: &[&str] = &["register", "camera", "platform", "informer", "spot-check"];
/// How a regime answers to dissent beyond its tolerance.
pub const PUNISHMENTS: &[&str] = &["uniform", "proportional"];
/// Which ties people think of cutting: to those in a lower band, or in any other.
pub const MINDED: &[&str] = &["lower", "different"];
/// What an act means to the mechanisms beyond being an act.
pub const ROLES: &[&str] = &["offence", "good deed", "critical message", "passing on", "debt", "payment", "child"];
/// Groups of people that sit together and are computed, not stored.
pub const LAYERS: &[&str] = &["workplace", "school", "chat-small", "chat-large"];

/// What may be written at a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// From 0 to 1.
    Probability,
    /// A number between the two, both allowed.
    Number(f64, f64),
    /// A whole number between the two, both allowed.
    Count(f64, f64),
    /// true or false.
    Flag,
    /// Free words (titles, sources); never read by a mechanism.
    Text,
    /// One of a closed list.
    Choice(&'static [&'static str]),
    /// A list of names of the kind given (`"behaviour"`), or `["all"]`.
    Names(&'static str),
    /// One name of the kind given (`"band"`).
    Name(&'static str),
    /// A list of free words.
    Texts,
}

/// One knob.
#[derive(Clone, Copy, Debug)]
pub struct Knob {
    pub path: &'static str,
    pub kind: Kind,
    pub unit: &'static str,
    /// Value when the file is silent; `None` with `required` unset means "absent" (only for texts and names).
    pub default: Option<Default>,
    pub required: bool,
    /// The range over which a stylised value is swept (low, high); `None` for what is sourced or is no number.
    pub range: Option<(f64, f64)>,
    /// Key in `docs/references.bib`, or `stylised`.
    pub source: &'static str,
    /// Written for the nominal city and scaled by people ÷ nominal (kernel.md 9).
    pub extensive: bool,
    pub text: &'static str,
}

/// A default value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    Number(f64),
    Flag(bool),
    Text(&'static str),
}

pub(super) const fn knob(path: &'static str, kind: Kind, unit: &'static str, text: &'static str) -> Knob {
    Knob { path, kind, unit, default: None, required: false, range: None, source: "stylised", extensive: false, text }
}

impl Knob {
    pub(super) const fn number(mut self, value: f64) -> Self {
        self.default = Some(Default::Number(value));
        self
    }
    pub(super) const fn flag(mut self, value: bool) -> Self {
        self.default = Some(Default::Flag(value));
        self.source = "choice";
        self
    }
    pub(super) const fn word(mut self, value: &'static str) -> Self {
        self.default = Some(Default::Text(value));
        self.source = "choice";
        self
    }
    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// A stylised default with the range over which it is swept.
    pub(super) const fn stylised(mut self, value: f64, low: f64, high: f64) -> Self {
        self.default = Some(Default::Number(value));
        self.range = Some((low, high));
        self
    }
    pub(super) const fn source(mut self, key: &'static str) -> Self {
        self.source = key;
        self
    }
    pub(super) const fn extensive(mut self) -> Self {
        self.extensive = true;
        self
    }
    /// A design decision of whoever writes the file, not an estimate of the world: no source, no range.
    pub(super) const fn choice(mut self, value: f64) -> Self {
        self.default = Some(Default::Number(value));
        self.source = "choice";
        self
    }
}

use Kind::*;
pub(super) const RATE: Kind = Number(0.0, 366.0);
pub(super) const POINTS: Kind = Number(-100_000.0, 100_000.0);
pub(super) const SEVERITY: Kind = Number(0.0, 100.0);

mod catalogue;
mod city;
mod experiment;
pub mod policy;
mod regime;
mod selection;

pub use catalogue::CATALOGUE;
pub use city::CITY;
pub use experiment::EXPERIMENT;

/// The regime: what acts on people, and what its author declares about it for the linter and for readers.
pub const REGIME: &[Knob] =
    &joined::<{ regime::ACTING.len() + selection::SELECTION.len() + policy::DECLARED.len() }>(&[
        regime::ACTING,
        selection::SELECTION,
        policy::DECLARED,
    ]);

/// Lists of knobs laid end to end.
const fn joined<const ALL: usize>(lists: &[&[Knob]]) -> [Knob; ALL] {
    let mut all = [knob("", Kind::Flag, "", ""); ALL];
    let (mut list, mut at) = (0, 0);
    while list < lists.len() {
        let mut row = 0;
        while row < lists[list].len() {
            all[at] = lists[list][row];
            (row, at) = (row + 1, at + 1);
        }
        list += 1;
    }
    all
}

/// One value of a file, after defaults.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64),
    Flag(bool),
    Text(String),
    Texts(Vec<String>),
}

/// As a file says it.
impl std::fmt::Display for Value {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(to, "{number}"),
            Self::Flag(flag) => write!(to, "{flag}"),
            Self::Text(words) => write!(to, "{words:?}"),
            Self::Texts(list) => write!(to, "{list:?}"),
        }
    }
}

/// What a file says, every knob by its full path, defaults filled in. Made by `scenario`; read by the mechanisms.
///
/// Asking for a path that has no value is a mistake of ours and panics: every knob has a default or is required.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    values: BTreeMap<String, Value>,
    /// Names in the order of the file, by section (`band` → its bands).
    names: BTreeMap<String, Vec<String>>,
    /// What the author of a file said about a number; paths that are silent have the knob's own source and range.
    origins: BTreeMap<String, Origin>,
}

/// Where the author of a file has a number from: `{ value = 0.89, source = "npl2023" }`, or, for a stylised one,
/// between which two values it is swept: `{ value = 0.3, low = 0.1, high = 0.6 }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    pub source: Option<String>,
    pub range: Option<(f64, f64)>,
}

/// Something a file says that the model cannot take: the path it stands at, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    pub message: String,
    pub allowed: String,
}

impl Settings {
    /// A new value; what was said about the old one no longer holds.
    pub fn set(&mut self, path: impl Into<String>, value: Value) {
        let path = path.into();
        self.origins.remove(&path);
        self.values.insert(path, value);
    }
    /// No value at all: a name or a choice that may be left out.
    pub fn clear(&mut self, path: &str) {
        self.origins.remove(path);
        self.values.remove(path);
    }
    /// Where the number just set comes from.
    pub fn set_origin(&mut self, path: impl Into<String>, origin: Origin) {
        self.origins.insert(path.into(), origin);
    }
    pub fn origin(&self, path: &str) -> Option<&Origin> {
        self.origins.get(path)
    }
    /// Names of a section in the order of the file.
    pub fn set_names(&mut self, section: impl Into<String>, names: Vec<String>) {
        self.names.insert(section.into(), names);
    }
    pub fn names(&self, section: &str) -> &[String] {
        self.names.get(section).map_or(&[], Vec::as_slice)
    }
    /// All sections that have names.
    pub fn sections(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.names.iter().map(|(section, names)| (section.as_str(), names.as_slice()))
    }
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(path, value)| (path.as_str(), value))
    }
    pub fn get(&self, path: &str) -> Option<&Value> {
        self.values.get(path)
    }
    /// The number as typed.
    pub fn real(&self, path: &str) -> f64 {
        match self.get(path) {
            Some(Value::Number(value)) => *value,
            other => panic!("no number at `{path}`: {other:?}"),
        }
    }
    pub fn flag(&self, path: &str) -> bool {
        match self.get(path) {
            Some(Value::Flag(value)) => *value,
            other => panic!("no flag at `{path}`: {other:?}"),
        }
    }
    /// Words, or nothing where the file is silent.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.get(path) {
            Some(Value::Text(value)) => Some(value),
            None => None,
            other => panic!("no text at `{path}`: {other:?}"),
        }
    }
    pub fn texts(&self, path: &str) -> &[String] {
        match self.get(path) {
            Some(Value::Texts(values)) => values,
            None => &[],
            other => panic!("no list at `{path}`: {other:?}"),
        }
    }
    pub fn probability(&self, path: &str) -> Probability {
        fixed::probability(self.real(path))
    }
    /// Points in hundredths.
    pub fn points(&self, path: &str) -> i32 {
        fixed::hundredths(self.real(path))
    }
    pub fn count(&self, path: &str) -> u32 {
        fixed::whole(self.real(path))
    }
    /// The same settings with some paths changed: an arm's `set`.
    pub fn with(&self, changes: &[(String, Value)]) -> Settings {
        let mut settings = self.clone();
        for (path, value) in changes {
            settings.set(path.clone(), value.clone());
        }
        settings
    }
}

/// The knob at a full path: `channel.camera.coverage` matches `channel.*.coverage`.
pub fn knob_at<'a>(knobs: &'a [Knob], path: &str) -> Option<&'a Knob> {
    knobs.iter().find(|knob| matches(knob.path, path))
}

/// Whether a path fits a pattern; `*` stands for exactly one name (a name has no dot).
pub fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('.'), path.split('.'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(p), Some(q)) if p == "*" || p == q => {}
            _ => return false,
        }
    }
}

/// The closed list of names that may stand for `*` in a section, if the section has one.
pub fn closed_names(section: &str) -> Option<&'static [&'static str]> {
    match section {
        "margin.age" => Some(AGE_GROUPS),
        "margin.sex" => Some(SEXES),
        "margin.residence" => Some(RESIDENCES),
        "gate" | "application" => Some(GATES),
        "group" => Some(LAYERS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stylised_number_has_a_range_around_its_default() {
        for knob in [CATALOGUE, CITY, REGIME].concat() {
            if let (Some(Default::Number(value)), "stylised") = (knob.default, knob.source) {
                let (low, high) = knob.range.unwrap_or_else(|| panic!("`{}` is stylised and has no range", knob.path));
                assert!(low <= value && value <= high, "{}", knob.path);
            }
        }
    }

    #[test]
    fn a_star_stands_for_exactly_one_name() {
        assert!(matches("channel.*.coverage", "channel.camera.coverage"));
        assert!(!matches("channel.*.coverage", "channel.coverage"));
        assert!(!matches("points.*", "points.a.b"));
    }
}
