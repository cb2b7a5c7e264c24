//! A file as a person wrote it: its text, its places, and its values before anybody has judged them.

use crate::errors::Error;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Nobody writes so much by hand; the largest file that ships is smaller by an order of magnitude.
const MOST_BYTES: u64 = 256 * 1024;

/// Texts that stand in no file yet, by the path under which others name them; such a text goes before the file there.
pub type Unsaved = BTreeMap<PathBuf, String>;

/// A file and the name under which the person knows it.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Where each line but the first starts.
    line_starts: Vec<usize>,
    /// Texts that this one may name.
    unsaved: Arc<Unsaved>,
}

/// A place in a file, to be pointed at.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) file: Arc<File>,
    pub(crate) span: Range<usize>,
}

/// What stands at a place.
#[derive(Clone, Debug)]
pub(crate) enum Written {
    Number(f64),
    Flag(bool),
    Text(String),
    List(Vec<Item>),
    Table(Vec<Field>),
    /// A date or a time: nothing here takes one.
    Date,
}

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) written: Written,
    pub(crate) place: Place,
}

/// A key and what was written for it, in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) key_place: Place,
    pub(crate) item: Item,
}

impl File {
    fn new(name: &str, text: String, unsaved: Arc<Unsaved>) -> Self {
        let line_starts = text.match_indices('\n').map(|(newline, _)| newline + 1).collect();
        Self { name: name.to_string(), text, line_starts, unsaved }
    }
}

impl Place {
    pub(crate) fn line_and_column(&self) -> (usize, usize) {
        let at = self.span.start.min(self.file.text.len());
        let lines_before = self.file.line_starts.partition_point(|start| *start <= at);
        let line_start = lines_before.checked_sub(1).map_or(0, |line| self.file.line_starts[line]);
        (lines_before + 1, self.file.text[line_start..at].chars().count() + 1)
    }

    /// From here to the end of another place of the same file: a key and its value.
    pub(crate) fn up_to(&self, other: &Place) -> Place {
        let end = if self.span.start <= other.span.end { other.span.end } else { self.span.end };
        Place { file: self.file.clone(), span: self.span.start..end }
    }

    /// What is drawn with a mark: never more than the first line of a long value.
    pub(crate) fn drawn(&self) -> Range<usize> {
        let written = self.file.text.get(self.span.clone()).unwrap_or("");
        self.span.start..self.span.start + written.find('\n').unwrap_or(written.len())
    }

    /// The words at the place, shortened, to be quoted in a message.
    pub(crate) fn quoted(&self) -> String {
        let written = self.file.text.get(self.drawn()).unwrap_or("");
        match written.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &written[..end]),
            None => written.to_string(),
        }
    }
}

impl Written {
    /// What a person would call it.
    pub(crate) fn called(&self) -> &'static str {
        match self {
            Written::Number(_) => "a number",
            Written::Flag(_) => "true or false",
            Written::Text(_) => "a text",
            Written::List(_) => "a list",
            Written::Table(_) => "a table",
            Written::Date => "a date",
        }
    }

    pub(crate) fn is_list_of_tables(&self) -> bool {
        matches!(self, Written::List(items) if items.iter().any(|item| matches!(item.written, Written::Table(_))))
    }
}

/// Reads a file; `asked_at` is the place that names it, if another file does.
pub(crate) fn open(path: &Path, asked_at: Option<&Place>, errors: &mut Vec<Error>) -> Option<Item> {
    let unsaved = asked_at.map_or_else(Arc::default, |place| place.file.unsaved.clone());
    open_among(path, unsaved, asked_at, errors)
}

/// The same where some texts, this one perhaps among them, are not saved.
pub(crate) fn open_among(
    path: &Path,
    unsaved: Arc<Unsaved>,
    asked_at: Option<&Place>,
    errors: &mut Vec<Error>,
) -> Option<Item> {
    let name = shown(path);
    let text = unsaved.get(path).map_or_else(|| read(path), |text| Ok(text.clone()));
    match text {
        Ok(text) => parsed(File::new(&name, text, unsaved), errors),
        Err(reason) => {
            let message = format!("`{name}` cannot be read: {}", in_words(&reason));
            let allowed = "the path of a TOML file; a path inside a file starts beside that file";
            errors.push(match asked_at {
                Some(place) => Error::at(place, message, allowed),
                None => Error::of_file(&name, message, allowed),
            });
            None
        }
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > MOST_BYTES {
        true => Err(std::io::ErrorKind::FileTooLarge.into()),
        false => String::from_utf8(bytes).map_err(|_| std::io::ErrorKind::InvalidData.into()),
    }
}

fn in_words(reason: &std::io::Error) -> String {
    match reason.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_string(),
        std::io::ErrorKind::FileTooLarge => format!("it is larger than {} KiB", MOST_BYTES / 1024),
        std::io::ErrorKind::InvalidData => "it is not a text in UTF-8".to_string(),
        _ => reason.to_string(),
    }
}

/// Parses a text; all mistakes of grammar are told at once, and nothing else is judged until they are mended.
pub(crate) fn parse(name: &str, text: String, errors: &mut Vec<Error>) -> Option<Item> {
    parsed(File::new(name, text, Arc::default()), errors)
}

fn parsed(file: File, errors: &mut Vec<Error>) -> Option<Item> {
    let file = Arc::new(file);
    let (table, mistakes) = DeTable::parse_recoverable(&file.text);
    for mistake in &mistakes {
        let place = Place { file: file.clone(), span: mistake.span().unwrap_or(0..0) };
        let allowed = match mistake.message() {
            "duplicate key" => "each key once",
            _ => "`key = value` or `[section]`, a text in quotation marks, true and false in small letters",
        };
        errors.push(Error::at(&place, format!("this is not TOML: {}", mistake.message()), allowed));
    }
    let written = Written::Table(fields(&file, table.get_ref()));
    mistakes.is_empty().then(|| Item { written, place: Place { file: file.clone(), span: 0..0 } })
}

fn fields(file: &Arc<File>, table: &DeTable<'_>) -> Vec<Field> {
    let mut fields: Vec<Field> = table
        .iter()
        .map(|(key, value)| Field {
            key: key.get_ref().to_string(),
            key_place: Place { file: file.clone(), span: key.span() },
            item: item(file, value),
        })
        .collect();
    fields.sort_by_key(|field| field.key_place.span.start);
    fields
}

fn item(file: &Arc<File>, value: &Spanned<DeValue<'_>>) -> Item {
    let written = match value.get_ref() {
        DeValue::String(text) => Written::Text(text.to_string()),
        DeValue::Integer(whole) => Written::Number(integer(whole.as_str(), whole.radix())),
        DeValue::Float(number) => Written::Number(plain(number.as_str()).parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Written::Flag(*flag),
        DeValue::Array(values) => Written::List(values.iter().map(|value| item(file, value)).collect()),
        DeValue::Table(table) => Written::Table(fields(file, table)),
        DeValue::Datetime(_) => Written::Date,
    };
    Item { written, place: Place { file: file.clone(), span: value.span() } }
}

/// Numbers beyond 64 bits become no number at all, which no knob allows.
fn integer(digits: &str, radix: u32) -> f64 {
    i64::from_str_radix(&plain(digits), radix).map_or(f64::NAN, |whole| whole as f64)
}

fn plain(digits: &str) -> String {
    digits.replace('_', "")
}

/// The path of a file that another file names, without `..` where it can be told.
pub(crate) fn beside(file: &str, named: &str) -> PathBuf {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let mut path = PathBuf::new();
    for part in folder.join(named).components() {
        match part {
            Component::ParentDir if matches!(path.components().next_back(), Some(Component::Normal(_))) => {
                path.pop();
            }
            Component::CurDir => {}
            part => path.push(part),
        }
    }
    path
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
