//! A regime opened for reading: what it says, and for every word of it the line where it stands.

use crate::draft::Draft;
use crate::errors::Errors;
use crate::source::{Place, Unsaved};
use crate::{city, regime};
use model::parameters::{Default, Settings, Value};
use std::ops::Range;
use std::path::Path;

/// A regime with what it extends, checked, together with the city and the behaviours that it was read for.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The file as it was named.
    pub file: String,
    pub settings: Settings,
    pub city: Settings,
    pub catalogue: Settings,
    draft: Draft,
    /// Whether every default is written out, as in the lock of a run.
    is_resolved: bool,
}

/// A line of a file, to be pointed at.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The key in question: `channel.camera.coverage`.
    pub path: String,
    /// False where the file is silent: then the spot is the section that could say it, or the name of the regime.
    pub written: bool,
    place: Place,
}

/// Opens a regime for the city of a file, or for the shipped one: what people do there gives acts their contexts.
pub fn open_regime(path: &Path, city: Option<&Path>) -> Result<Opened, Errors> {
    open_unsaved_regime(path, city, &Unsaved::new())
}

/// The same where the regime, or one that it extends, may stand in no file yet.
pub fn open_unsaved_regime(path: &Path, city: Option<&Path>, unsaved: &Unsaved) -> Result<Opened, Errors> {
    let mut errors = Vec::new();
    let (city, catalogue) = match city {
        Some(path) => city::load(path, None, &mut errors),
        None => city::shipped(&mut errors),
    };
    let lent = city::lent(city.as_ref(), catalogue.as_ref());
    let draft = regime::draft_among(path, unsaved, &mut errors);
    let judged = draft.map(|draft| (regime::judged(&draft, city.as_ref(), &lent, &mut errors), draft));
    let opened = judged.zip(city).zip(catalogue).map(|(((settings, draft), city), catalogue)| Opened {
        file: path.to_string_lossy().into_owned(),
        settings,
        city,
        catalogue,
        draft,
        is_resolved: false,
    });
    Errors::or(errors, opened)
}

impl Opened {
    /// From parts that were judged together.
    pub(crate) fn of(file: &str, draft: Draft, [settings, city, catalogue]: [Settings; 3]) -> Self {
        Self { file: file.to_owned(), settings, city, catalogue, draft, is_resolved: false }
    }

    /// As read from a lock.
    pub(crate) fn resolved(self) -> Self {
        Self { is_resolved: true, ..self }
    }

    /// Whether the file, or one that it extends, says something at this path. In a lock, where every default is written
    /// out, a default without a source and a range is taken for silence.
    pub fn is_written(&self, path: &str) -> bool {
        let Some(entry) = self.draft.entry(path) else { return false };
        let default = entry.knob.default.map(|default| match default {
            Default::Number(number) => Value::Number(number),
            Default::Flag(flag) => Value::Flag(flag),
            Default::Text(text) => Value::Text(text.to_owned()),
        });
        let is_default = self.settings.get(path) == default.as_ref() && self.settings.origin(path).is_none();
        !(self.is_resolved && is_default)
    }

    /// Where a path is written; else where its section is named; else where the regime gives its name.
    pub fn spot(&self, path: &str) -> Spot {
        let spot = |place: Place, written| Spot { path: path.to_string(), written, place };
        match self.draft.entry(path) {
            Some(entry) => spot(entry.key_place.up_to(&entry.item.place), true),
            None if self.draft.names_section_of(path) => spot(self.draft.place(path), self.names(path)),
            None => spot(self.draft.place("name"), false),
        }
    }

    /// Whether the path is a section that the file names: `gate.bank`.
    fn names(&self, path: &str) -> bool {
        path.rsplit_once('.').is_some_and(|(section, name)| self.draft.has_name(section, name))
    }
}

impl Spot {
    pub fn file(&self) -> &str {
        &self.place.file.name
    }
    /// The whole text of the file.
    pub fn text(&self) -> &str {
        &self.place.file.text
    }
    /// Counted from 1.
    pub fn line(&self) -> usize {
        self.place.line_and_column().0
    }
    /// Counted from 1, in characters.
    pub fn column(&self) -> usize {
        self.place.line_and_column().1
    }
    /// Bytes of the text that are drawn with a mark; never more than one line.
    pub fn span(&self) -> Range<usize> {
        self.place.drawn()
    }
}
