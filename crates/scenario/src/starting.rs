//! A file to start from: the keys that a policy usually speaks of, each with what it means, its unit and what is allowed.
//!
//! The texts come from the knobs; `starting/regime.toml` and `starting/experiment.toml` say which of them, in which
//! order and with which values. There, `##` is a comment, `-key` is written but not in force, and `@` is the default of
//! the knob with the range over which it is swept.

use crate::errors::{Error, Errors};
use crate::explain::source;
use crate::lock::quoted;
use crate::safeguards;
use crate::settle::is_name;
use crate::value::{allowed_values, shown};
use model::parameters::{Default, EXPERIMENT, Kind, Knob, REGIME, Settings, knob_at};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

const WIDTH: usize = 116;

/// A regime to start from, for what people do in a city with this catalogue. The file's name becomes its own.
pub fn starting_regime(file: Option<&Path>, catalogue: &Settings) -> String {
    let words = [("@name", named(file, "my-policy"))];
    Page::new(REGIME, "regime", &words).filled(include_str!("starting/regime.toml"), &points(catalogue))
}

/// An experiment to start from: a regime on a city, each of its safeguards in force in a world of its own, and beside
/// them the ordinary law, if it lies beside the regime. Paths are written as they are seen from the file.
pub fn starting_experiment(file: Option<&Path>, city: &Path, regime: &Path, settings: &Settings) -> String {
    // What is printed is meant for the folder of the experiments.
    let file = file.unwrap_or(Path::new("experiments/my-experiment.toml"));
    let seen = |path: &Path| quoted(&seen_from(file, path).to_string_lossy());
    let law = regime.with_file_name(ORDINARY_LAW.to_string() + ".toml");
    let law = (law.exists() && settings.text("name") != Some(ORDINARY_LAW)).then(|| seen(&law));
    let reference = quoted(if law.is_some() { ORDINARY_LAW } else { AS_WRITTEN });
    let words = [("@name", named(Some(file), "my-experiment")), ("@city", seen(city)), ("@reference", reference)];
    let page = Page::new(EXPERIMENT, "experiment", &words);
    page.filled(include_str!("starting/experiment.toml"), &arms(&seen(regime), law.as_deref(), settings))
}

const AS_WRITTEN: &str = "as-written";
const ORDINARY_LAW: &str = "ordinary-law";

fn arms(regime: &str, law: Option<&str>, settings: &Settings) -> String {
    let arm = |name: &str, regime: &str| format!("[[arm]]\nname = \"{name}\"\nregime = {regime}\n");
    let ours = std::iter::once(arm(AS_WRITTEN, regime));
    let switched = safeguards(settings).into_iter().filter(|one| !one.enabled).map(|one| {
        let title = one.title.map(|title| format!("# {}\n", title.replace(['\n', '\r'], " "))).unwrap_or_default();
        // The name of an arm may be no longer than that of a safeguard.
        let name = if one.name.len() <= 35 { format!("with-{}", one.name) } else { one.name.clone() };
        format!("{title}{}set.\"safeguard.{}.enabled\" = true\n", arm(&name, regime), one.name)
    });
    let worlds = law.map(|law| arm(ORDINARY_LAW, law)).into_iter().chain(ours).chain(switched);
    worlds.collect::<Vec<_>>().join("\n")
}

/// Writes a text into a file that does not exist yet.
pub fn write_new(path: &Path, text: &str) -> Result<(), Errors> {
    let written = std::fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|reason| {
        let name = path.to_string_lossy();
        let (message, allowed) = match reason.kind() {
            std::io::ErrorKind::AlreadyExists => (format!("`{name}` exists"), "a new file; nothing is overwritten"),
            _ => (format!("`{name}` cannot be written: {reason}"), "a new file in a folder that exists"),
        };
        Errors::one(Error::of_file(&name, message, allowed))
    })
}

/// The name of a file as the name of what it holds.
fn named(file: Option<&Path>, otherwise: &str) -> String {
    let stem =
        file.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().to_lowercase().replace(['_', ' '], "-"));
    quoted(stem.as_deref().filter(|stem| is_name(stem)).unwrap_or(otherwise))
}

/// The acts of the catalogue, none of them scored, each with what it is.
fn points(catalogue: &Settings) -> String {
    let mut text = String::new();
    for act in catalogue.names("behaviour") {
        let context = catalogue.text(&format!("behaviour.{act}.context")).unwrap_or_default();
        let role = catalogue.text(&format!("behaviour.{act}.role")).unwrap_or_default();
        let severity = shown(catalogue.real(&format!("behaviour.{act}.severity")));
        let yearly = shown(catalogue.real(&format!("behaviour.{act}.per_year")));
        let _ = writeln!(text, "{act} = 0 # {role}, {context}; severity {severity}, {yearly} a person and year");
    }
    text
}

/// The path of a file as another file names it: from the folder of that file.
fn seen_from(file: &Path, path: &Path) -> PathBuf {
    let (Ok(file), Ok(path)) = (std::path::absolute(file), std::path::absolute(path)) else {
        return path.to_path_buf();
    };
    let folder: Vec<Component<'_>> = file.parent().unwrap_or(Path::new("")).components().collect();
    let parts: Vec<Component<'_>> = path.components().collect();
    let shared = folder.iter().zip(&parts).take_while(|(one, other)| one == other).count();
    let up = folder[shared..].iter().map(|_| Component::ParentDir);
    up.chain(parts[shared..].iter().copied()).collect()
}

/// A page that is being written.
struct Page<'a> {
    knobs: &'static [Knob],
    kind: &'static str,
    words: &'a [(&'a str, String)],
    /// Knobs that have been told already.
    told: BTreeSet<&'static str>,
    section: String,
    text: String,
}

impl<'a> Page<'a> {
    fn new(knobs: &'static [Knob], kind: &'static str, words: &'a [(&'a str, String)]) -> Self {
        Self { knobs, kind, words, told: BTreeSet::new(), section: String::new(), text: String::new() }
    }

    fn filled(mut self, template: &str, listed: &str) -> String {
        let _ = writeln!(self.text, "#:schema ../docs/schema/{}.schema.json", self.kind);
        for line in template.lines() {
            match line.strip_prefix('-') {
                Some(line) => self.line(line, "#"),
                None if line == "@points" => {
                    self.comment("points.any");
                    self.text.push_str(listed);
                }
                None if line == "@arms" => {
                    self.section = "arm.".to_string();
                    self.text.push_str(listed);
                }
                None => self.line(line, ""),
            }
        }
        self.text
    }

    fn line(&mut self, line: &str, off: &str) {
        let header = line.trim_start_matches('#').trim_matches(['[', ']']);
        if line.starts_with("##") {
            let _ = writeln!(self.text, "{}", &line[1..]);
        } else if line.trim_start_matches('#').starts_with('[') {
            self.section = format!("{header}.");
            let _ = writeln!(self.text, "{line}");
        } else if let Some((key, value)) = line.split_once(" = ").filter(|(key, _)| !key.contains("set.")) {
            let path = format!("{}{key}", self.section);
            self.comment(&path);
            let value = self.value(&path, value);
            let _ = writeln!(self.text, "{off}{key} = {value}");
        } else {
            let _ = writeln!(self.text, "{line}");
        }
    }

    /// What a key means, once.
    fn comment(&mut self, path: &str) {
        let Some(knob) = knob_at(self.knobs, path) else { return };
        if !self.told.insert(knob.path) {
            return;
        }
        let unit = if knob.unit.is_empty() { String::new() } else { format!(" [{}]", knob.unit) };
        let swept =
            knob.range.map_or(String::new(), |(low, high)| format!("; swept from {} to {}", shown(low), shown(high)));
        let from = match knob.source {
            "choice" | "stylised" => String::new(),
            _ => format!("; source: {}", source(knob)),
        };
        // That a text is a text is seen from the value that follows.
        let allowed = match knob.kind {
            Kind::Text | Kind::Texts | Kind::Flag => String::new(),
            _ => format!(": {}", allowed_values(knob)),
        };
        let text = format!("{}{unit}{allowed}{swept}{from}", knob.text);
        self.text.push_str(&wrapped(&text));
    }

    fn value(&self, path: &str, value: &str) -> String {
        if let Some((_, word)) = self.words.iter().find(|(word, _)| *word == value) {
            return word.clone();
        }
        match (value, knob_at(self.knobs, path)) {
            ("@", Some(Knob { default: Some(Default::Number(number)), range: Some((low, high)), .. })) => {
                format!("{{ value = {number}, low = {low}, high = {high} }}")
            }
            _ => value.to_string(),
        }
    }
}

/// A comment in lines that are not too long.
fn wrapped(text: &str) -> String {
    let (mut lines, mut line) = (String::new(), "#".to_string());
    for word in text.split(' ') {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(lines, "{line}");
            line = "#".to_string();
        }
        let _ = write!(line, " {word}");
    }
    lines + &line + "\n"
}
