//! What a person wrote that cannot be a city, a regime or an experiment: where, what, and what is allowed there.

use crate::source::Place;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::collections::BTreeSet;
use std::fmt;

/// One mistake in a file.
#[derive(Clone, Debug)]
pub struct Error {
    /// The file as it was named.
    pub file: String,
    /// Counted from 1; 0 where the mistake is the file itself.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What was written.
    pub message: String,
    /// What may stand there instead.
    pub allowed: String,
    place: Option<Place>,
}

/// All mistakes found at once, never empty; of very many, the first.
#[derive(Clone, Debug)]
pub struct Errors {
    told: Vec<Error>,
    untold: usize,
}

/// Nobody reads more; who mends these meets the others next.
const MOST_TOLD: usize = 100;

impl Error {
    pub(crate) fn at(place: &Place, message: impl Into<String>, allowed: impl Into<String>) -> Self {
        let (line, column) = place.line_and_column();
        Self {
            file: place.file.name.clone(),
            line,
            column,
            message: message.into(),
            allowed: allowed.into(),
            place: Some(place.clone()),
        }
    }

    /// A mistake that has no place inside a file: the file is absent, or no text.
    pub(crate) fn of_file(file: &str, message: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self {
            file: file.to_string(),
            line: 0,
            column: 0,
            message: message.into(),
            allowed: allowed.into(),
            place: None,
        }
    }

    /// The message, the line of the file with a mark under the place, and what is allowed.
    fn render(&self, renderer: &Renderer) -> String {
        let allowed = Level::HELP.with_name("allowed").message(self.allowed.as_str());
        let group = match &self.place {
            Some(place) => Level::ERROR.primary_title(self.message.as_str()).element(
                Snippet::source(place.file.text.as_str())
                    .path(place.file.name.as_str())
                    .annotation(AnnotationKind::Primary.span(place.drawn())),
            ),
            None => Level::ERROR
                .primary_title(self.message.as_str())
                .element(annotate_snippets::Origin::path(self.file.as_str())),
        };
        renderer.render(&[group.element(allowed)])
    }
}

impl Errors {
    /// In the order of the files as they were met, and inside a file from top to bottom. `Ok` if there is none.
    pub(crate) fn or<T>(found: Vec<Error>, value: Option<T>) -> Result<T, Errors> {
        match value {
            Some(value) if found.is_empty() => Ok(value),
            _ if found.is_empty() => {
                let allowed = "a file as the laboratory wrote it";
                let told = vec![Error::of_file("", "something is missing, or is of the wrong kind", allowed)];
                Err(Self { told, untold: 0 })
            }
            _ => {
                let mut told = in_order(found);
                let untold = told.len().saturating_sub(MOST_TOLD);
                told.truncate(MOST_TOLD);
                Err(Self { told, untold })
            }
        }
    }

    pub(crate) fn one(error: Error) -> Self {
        Self { told: vec![error], untold: 0 }
    }

    pub fn list(&self) -> &[Error] {
        &self.told
    }

    /// All messages, each with its line drawn; with the colours of a terminal if wanted.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut messages: Vec<String> = self.told.iter().map(|error| error.render(&renderer)).collect();
        if self.untold > 0 {
            messages.push(format!("… and {} more mistakes", self.untold));
        }
        messages.join("\n\n")
    }
}

/// Two arms that use the same file find the same mistake in it; it is told once.
fn in_order(found: Vec<Error>) -> Vec<Error> {
    let mut files: Vec<String> = Vec::new();
    let mut met = BTreeSet::new();
    let mut kept: Vec<Error> = Vec::new();
    for error in found {
        if !files.contains(&error.file) {
            files.push(error.file.clone());
        }
        if met.insert((error.file.clone(), error.line, error.column, error.message.clone())) {
            kept.push(error);
        }
    }
    kept.sort_by_key(|error| (files.iter().position(|file| *file == error.file), error.line, error.column));
    kept
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Errors {}

/// How to name what is allowed: the nearest known name first, then all of them if they are few enough to read.
pub(crate) fn known_names<S: AsRef<str>>(wanted: &str, known: &[S]) -> String {
    let mut told = Vec::new();
    if let Some(near) = nearest(wanted, known) {
        told.push(format!("did you mean `{near}`?"));
    }
    let listed: Vec<&str> = known.iter().map(AsRef::as_ref).take(40).collect();
    match listed.as_slice() {
        [] => told.push("nothing of this kind is known here".to_string()),
        _ => told.push(format!("known here: {}", listed.join(", "))),
    }
    told.join(" ")
}

const MOST_COMPARED: usize = 500;

/// The known name that looks most like what was written, if any looks like it at all.
pub(crate) fn nearest<'a, S: AsRef<str>>(wanted: &str, known: &'a [S]) -> Option<&'a str> {
    let likeness = |name: &str| strsim::jaro_winkler(wanted, name);
    known
        .iter()
        .take(MOST_COMPARED)
        .map(AsRef::as_ref)
        .filter(|name| likeness(name) > 0.75)
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}
