//! What a file says, key by key: every key that exists, and a word about every key that does not.

use crate::errors::{Error, known_names};
use crate::source::{Field, Item, Place, Written};
use model::parameters::{CATALOGUE, CITY, EXPERIMENT, Knob, REGIME, closed_names, matches};
use std::collections::HashSet;

/// A file (or a file laid over another) before it is asked whether it says enough.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// In the order in which they were laid down: what overrides comes after what it overrode.
    pub(crate) entries: Vec<Entry>,
    /// Names chosen by the author (or taken from a closed list), in the order of the file.
    pub(crate) named: Vec<Named>,
    /// Where to point when something is missing altogether.
    pub(crate) top: Place,
}

/// A knob that a file turns.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) knob: &'static Knob,
    pub(crate) item: Item,
    pub(crate) key_place: Place,
}

/// A name that stands for `*` in a section: the channel `camera`, the district `haidian`.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) section: String,
    pub(crate) name: String,
    pub(crate) place: Place,
}

/// How keys are spelled: an arm's `set` may write a whole path in quotation marks, and a lock says what is out of force.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Spelling {
    Keys,
    Paths,
    Locked,
}

impl Draft {
    pub(crate) fn read(fields: &[Field], knobs: &'static [Knob], top: &Place, errors: &mut Vec<Error>) -> Draft {
        Self::read_under("", fields, knobs, Spelling::Keys, top, errors)
    }

    /// Reads fields that stand under a path: those of an `[[arm]]` under `arm`.
    pub(crate) fn read_under(
        prefix: &str,
        fields: &[Field],
        knobs: &'static [Knob],
        spelling: Spelling,
        top: &Place,
        errors: &mut Vec<Error>,
    ) -> Draft {
        let draft = Draft { entries: Vec::new(), named: Vec::new(), top: top.clone() };
        let mut reader = Reader { knobs, spelling, draft, paths: HashSet::new(), names: HashSet::new(), errors };
        for field in fields {
            reader.field(prefix, field);
        }
        reader.draft
    }

    /// The same regime with some keys changed.
    pub(crate) fn overlaid(mut self, over: Draft) -> Draft {
        let paths: HashSet<&str> = over.entries.iter().map(|entry| entry.path.as_str()).collect();
        self.entries.retain(|old| !paths.contains(old.path.as_str()));
        let names: HashSet<(String, String)> = self.named.iter().map(Named::key).collect();
        self.named.extend(over.named.into_iter().filter(|named| !names.contains(&named.key())));
        self.entries.extend(over.entries);
        self
    }

    pub(crate) fn has_name(&self, section: &str, name: &str) -> bool {
        self.named.iter().any(|named| named.section == section && named.name == name)
    }

    pub(crate) fn names(&self, section: &str) -> Vec<String> {
        self.named.iter().filter(|named| named.section == section).map(|named| named.name.clone()).collect()
    }

    pub(crate) fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.path == path)
    }

    /// A text that the file says, if it is one.
    pub(crate) fn text(&self, path: &str) -> Option<(&str, &Place)> {
        match self.entry(path).map(|entry| &entry.item) {
            Some(Item { written: Written::Text(text), place }) => Some((text, place)),
            _ => None,
        }
    }

    pub(crate) fn remove(&mut self, path: &str) {
        self.entries.retain(|entry| entry.path != path);
    }

    /// Whether something is said in the named section that a path stands in: `[gate.bank]` for `gate.bank.severity`.
    pub(crate) fn names_section_of(&self, path: &str) -> bool {
        let stands_in = |named: &Named| format!("{path}.").starts_with(&format!("{}.{}.", named.section, named.name));
        self.named.iter().any(stands_in)
    }

    /// Where a path is written; else where its section is named; else the top of the file.
    pub(crate) fn place(&self, path: &str) -> Place {
        let of_section = |named: &&Named| path.starts_with(&format!("{}.", named.section));
        let of_name = |named: &&Named| format!("{path}.").starts_with(&format!("{}.{}.", named.section, named.name));
        self.entry(path)
            .map(|entry| &entry.item.place)
            .or_else(|| self.named.iter().find(of_name).map(|named| &named.place))
            .or_else(|| self.named.iter().find(of_section).map(|named| &named.place))
            .unwrap_or(&self.top)
            .clone()
    }
}

impl Named {
    fn key(&self) -> (String, String) {
        (self.section.clone(), self.name.clone())
    }
}

/// A kind of file: what it may say, and who takes it.
pub(crate) struct FileKind {
    called: &'static str,
    knobs: &'static [Knob],
    taken: &'static str,
}

pub(crate) const AN_EXPERIMENT: FileKind =
    FileKind { called: "an experiment", knobs: EXPERIMENT, taken: "`vitropolis run` lives it" };
pub(crate) const A_REGIME: FileKind = FileKind {
    called: "a regime",
    knobs: REGIME,
    taken: "`vitropolis lint` reads it, and an [[arm]] of an experiment lives under it",
};
const A_CITY: FileKind =
    FileKind { called: "a city", knobs: CITY, taken: "`vitropolis city` shows it, and an experiment names it" };
const A_CATALOGUE: FileKind = FileKind { called: "a catalogue of acts", knobs: CATALOGUE, taken: "a city names it" };

impl FileKind {
    fn knows(&self, fields: &[Field]) -> bool {
        let keys = children(self.knobs, "");
        fields.iter().all(|field| keys.contains(&field.key.as_str()))
    }

    /// Whether a file is of this kind, as far as its keys say. One that is whole and of another kind is refused once, and
    /// not key by key.
    pub(crate) fn is_that_of(&self, item: &Item, errors: &mut Vec<Error>) -> bool {
        let Written::Table(fields) = &item.written else { return true };
        if self.knows(fields) {
            return true;
        }
        let other = [AN_EXPERIMENT, A_REGIME, A_CITY, A_CATALOGUE].into_iter().find(|kind| kind.knows(fields));
        let Some(FileKind { called, taken, .. }) = other else { return true };
        let message = format!("this is {called}, and {} is wanted", self.called);
        errors.push(Error::at(&item.place, message, format!("{}; as to {called}, {taken}", self.called)));
        false
    }
}

struct Reader<'a> {
    knobs: &'static [Knob],
    spelling: Spelling,
    draft: Draft,
    /// Paths and names met so far.
    paths: HashSet<String>,
    names: HashSet<(&'static str, String)>,
    errors: &'a mut Vec<Error>,
}

impl Reader<'_> {
    fn field(&mut self, prefix: &str, field: &Field) {
        if self.spelling != Spelling::Paths && key_of(prefix) == prefix && field.key.contains('.') {
            let message = format!("the name `{}` has a dot", field.key);
            self.errors.push(Error::at(&field.key_place, message, NAMES_ALLOWED));
            return;
        }
        let path = if prefix.is_empty() { field.key.clone() } else { format!("{prefix}.{}", field.key) };
        let knob = self.knobs.iter().find(|knob| matches(knob.path, key_of(&path)));
        match (&field.item.written, knob) {
            (written, _) if written.is_list_of_tables() => self.refuse_table_of_persons(&path, field),
            _ if never_set_by_a_safeguard(&path) => self.refuse_in_a_safeguard(&path, field),
            _ if self.spelling != Spelling::Locked && matches("safeguard.*.without", &path) => {
                self.refuse_unknown(&path, field);
            }
            (_, Some(knob)) => self.entry(path, knob, field),
            (Written::Table(fields), None) if self.is_section(&path) => self.section(&path, field, fields),
            (written, None) if self.is_section(&path) => self.refuse_value_for_section(&path, written, field),
            _ => self.refuse_unknown(&path, field),
        }
    }

    fn entry(&mut self, path: String, knob: &'static Knob, field: &Field) {
        if !self.paths.insert(path.clone()) {
            let message = format!("`{path}` is written twice");
            self.errors.push(Error::at(&field.key_place, message, "each key once"));
            return;
        }
        self.note_names(&path, &field.key_place);
        let (item, key_place) = (field.item.clone(), field.key_place.clone());
        self.draft.entries.push(Entry { path, knob, item, key_place });
    }

    fn section(&mut self, path: &str, field: &Field, fields: &[Field]) {
        self.note_names(path, &field.key_place);
        for field in fields {
            self.field(path, field);
        }
    }

    /// Keeps the name that a path puts for the `*` of a pattern.
    fn note_names(&mut self, path: &str, place: &Place) {
        for (section, name) in names_in(self.knobs, path) {
            if self.names.insert((section, name.to_string())) {
                let (section, name) = (section.to_string(), name.to_string());
                self.draft.named.push(Named { section, name, place: place.clone() });
            }
        }
    }

    fn is_section(&self, path: &str) -> bool {
        self.knobs.iter().any(|knob| below(knob.path, key_of(path)).is_some())
    }

    fn refuse_in_a_safeguard(&mut self, path: &str, field: &Field) {
        let message = format!("a safeguard cannot set `{}`", key_of(path));
        let allowed = "a key of the policy; what a safeguard sets holds while it is in force";
        self.errors.push(Error::at(&field.key_place, message, allowed));
    }

    fn refuse_table_of_persons(&mut self, path: &str, field: &Field) {
        self.errors.push(refused_table_of_persons(path, &field.key_place));
    }

    fn refuse_value_for_section(&mut self, path: &str, written: &Written, field: &Field) {
        let message = format!("`{path}` is a section of keys, not {}", written.called());
        let allowed = format!("[{path}] with its keys; {}", known_names("", &children(self.knobs, key_of(path))));
        self.errors.push(Error::at(&field.item.place, message, allowed));
    }

    fn refuse_unknown(&mut self, path: &str, field: &Field) {
        let mut parent = path;
        let mut key = path;
        while let Some((above, _)) = parent.rsplit_once('.') {
            (parent, key) = (above, &path[above.len() + 1..]);
            if self.is_section(parent) {
                break;
            }
        }
        let parent = if parent == key { "" } else { parent };
        let allowed = known_names(key, &children(self.knobs, key_of(parent)));
        self.errors.push(Error::at(&field.key_place, format!("there is no key `{path}`"), allowed));
    }
}

pub(crate) const NAMES_ALLOWED: &str = "a name of at most 40 lowercase letters a to z, digits and `-`, but \
                                         for `none` and `all`";

/// The boundary: a list of tables is how a table of persons would look.
pub(crate) fn refused_table_of_persons(path: &str, place: &Place) -> Error {
    let message = format!("`{path}` is a list of tables, and no table of persons can be loaded");
    let allowed = "aggregates only (margins, rates, published counts), each under a name of its own; the one list of \
                   tables is `[[arm]]` with `[[arm.change]]` in an experiment";
    Error::at(place, message, allowed)
}

/// What a safeguard sets is a key of the regime again: `appeal.enabled` in `safeguard.appeal.set.appeal.enabled`. In a
/// lock, `without` says in the same way what holds while the safeguard is not in force. Any other path is its own key.
pub fn key_of(path: &str) -> &str {
    let mut parts = path.splitn(4, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("safeguard"), Some(_), Some("set" | "without")) => parts.next().unwrap_or(""),
        _ => path,
    }
}

/// Whether a path of a lock says what holds without a safeguard.
pub(crate) fn is_without(path: &str) -> bool {
    key_of(path) != path && path.split('.').nth(2) == Some("without")
}

fn never_set_by_a_safeguard(path: &str) -> bool {
    let key = key_of(path);
    key.len() < path.len() && matches!(key.split('.').next(), Some("name" | "extends" | "safeguard"))
}

/// The names that a path puts for the `*` of its sections: the channel `camera` in `channel.camera.coverage`.
pub(crate) fn names_in<'a>(knobs: &'static [Knob], path: &'a str) -> impl Iterator<Item = (&'static str, &'a str)> {
    sections(knobs).into_iter().filter_map(move |section| {
        let rest = path.strip_prefix(section).and_then(|rest| rest.strip_prefix('.'));
        rest.and_then(|rest| rest.split('.').next()).map(|name| (section, name))
    })
}

/// The sections in which a name stands for `*`: `channel`, `margin.age`.
pub(crate) fn sections(knobs: &'static [Knob]) -> Vec<&'static str> {
    let mut sections: Vec<&str> = Vec::new();
    for (section, _) in knobs.iter().filter_map(|knob| knob.path.split_once(".*")) {
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    sections
}

/// The part of a pattern that stands below a path: `*.coverage` stands below `channel`.
pub(crate) fn below<'a>(pattern: &'a str, path: &str) -> Option<&'a str> {
    let depth = if path.is_empty() { 0 } else { path.split('.').count() };
    let cut = pattern.match_indices('.').map(|(at, _)| at).nth(depth.wrapping_sub(1));
    match depth {
        0 => Some(pattern),
        _ => cut.filter(|at| matches(&pattern[..*at], path)).map(|at| &pattern[at + 1..]),
    }
}

/// The keys that may stand under a path.
pub(crate) fn children(knobs: &[Knob], path: &str) -> Vec<&'static str> {
    let mut children: Vec<&'static str> = Vec::new();
    for rest in knobs.iter().filter_map(|knob| below(knob.path, path)) {
        let child = rest.split('.').next().unwrap_or(rest);
        let offered = match (child, closed_names(path)) {
            ("*", Some(closed)) => closed,
            ("*", None) => &["(a name that you choose)"],
            _ => std::slice::from_ref(&child),
        };
        children.extend(offered.iter().filter(|name| !children.contains(name)).copied().collect::<Vec<_>>());
    }
    children
}
