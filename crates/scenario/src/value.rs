//! One number, word or list that a person wrote, held against what its knob allows.

use crate::draft::{Entry, is_without};
use crate::errors::{Error, known_names};
use crate::source::{Field, Item, Place, Written};
use model::parameters::{Kind, Knob, Origin, Value};
use std::collections::BTreeMap;

/// Names that exist, by section: the behaviours of the catalogue, the bands of the regime.
pub(crate) type Names = BTreeMap<String, Vec<String>>;

/// The value of an entry and where it comes from, or the reason why it is none.
pub(crate) fn judge(entry: &Entry, known: &Names) -> Result<(Value, Option<Origin>), Error> {
    let knob = entry.knob;
    match (&entry.item.written, knob.kind) {
        (Written::Number(_), Kind::Probability | Kind::Number(..) | Kind::Count(..)) => {
            Ok((Value::Number(number(entry, &entry.item)?), None))
        }
        (Written::Table(fields), Kind::Probability | Kind::Number(..) | Kind::Count(..)) => with_origin(entry, fields),
        (Written::Flag(flag), Kind::Flag) => Ok((Value::Flag(*flag), None)),
        (Written::Text(text), _) if text == "none" && may_be_cleared(knob) => Ok((Value::Text(text.clone()), None)),
        (Written::Flag(false), _) if is_words(knob) && is_without(&entry.path) => Ok((none(knob), None)),
        (Written::Text(text), Kind::Text) => Ok((Value::Text(text.clone()), None)),
        (Written::Text(text), Kind::Choice(choices)) => {
            let found = choices.contains(&text.as_str()).then(|| Value::Text(text.clone()));
            found.map(|value| (value, None)).ok_or_else(|| unknown(entry, &entry.item.place, text, choices))
        }
        (Written::Text(text), Kind::Name(section)) => {
            name(entry, &entry.item.place, text, section, known)?;
            Ok((Value::Text(text.clone()), None))
        }
        (Written::List(items), Kind::Texts) => Ok((Value::Texts(texts(entry, items)?), None)),
        (Written::List(items), Kind::Names(section)) => Ok((names(entry, items, section, known)?, None)),
        _ => Err(wrong_kind(entry, &entry.item)),
    }
}

/// A name or a choice that may be left out: `"none"` takes away what was written elsewhere.
pub(crate) fn may_be_cleared(knob: &Knob) -> bool {
    matches!(knob.kind, Kind::Name(_) | Kind::Choice(_)) && knob.default.is_none() && !knob.required
}

/// Whether a value of this knob says that there is none.
pub(crate) fn is_cleared(knob: &Knob, value: &Value) -> bool {
    match value {
        Value::Text(text) => may_be_cleared(knob) && text == "none",
        Value::Flag(false) => is_words(knob),
        _ => false,
    }
}

/// How a lock says that without a safeguard there is no value: `"none"`, or, where that would be a text, `false`.
pub(crate) fn none(knob: &Knob) -> Value {
    if is_words(knob) { Value::Flag(false) } else { Value::Text("none".to_string()) }
}

fn is_words(knob: &Knob) -> bool {
    matches!(knob.kind, Kind::Text | Kind::Texts | Kind::Names(_))
}

/// What a knob allows, and what it means.
pub(crate) fn allowed(knob: &Knob) -> String {
    let unit = match knob.kind {
        Kind::Number(..) | Kind::Count(..) if !matches!(knob.unit, "" | "0 to 100") => format!(" [{}]", knob.unit),
        _ => String::new(),
    };
    format!("{}{unit} ({})", allowed_values(knob), knob.text)
}

/// What a knob allows, in words.
pub(crate) fn allowed_values(knob: &Knob) -> String {
    let none = if may_be_cleared(knob) { ", or \"none\"" } else { "" };
    match knob.kind {
        Kind::Probability => "a number from 0 to 1".to_string(),
        Kind::Number(low, high) => format!("a number from {} to {}", shown(low), shown(high)),
        Kind::Count(low, high) => format!("a whole number from {} to {}", shown(low), shown(high)),
        Kind::Flag => "true or false".to_string(),
        Kind::Text => "a text in quotation marks".to_string(),
        Kind::Choice(choices) => format!("one of {}{none}", quoted(choices)),
        Kind::Names(section) => format!("a list of names of the kind {section}, or [\"all\"]"),
        Kind::Name(section) => format!("the name of one {section}{none}"),
        Kind::Texts => "a list of texts in quotation marks".to_string(),
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

/// A number as a person would write it: thousands apart, no zeros at the end.
pub(crate) fn shown(number: f64) -> String {
    let plain = format!("{number}");
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), String::new()), |(w, r)| (w, format!(".{r}")));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

fn wrong_kind(entry: &Entry, item: &Item) -> Error {
    let message = format!("`{}` cannot be {}", entry.path, item.written.called());
    Error::at(&item.place, message, allowed(entry.knob))
}

fn number(entry: &Entry, item: &Item) -> Result<f64, Error> {
    let Written::Number(number) = item.written else { return Err(wrong_kind(entry, item)) };
    let (low, high, whole) = match entry.knob.kind {
        Kind::Number(low, high) => (low, high, false),
        Kind::Count(low, high) => (low, high, true),
        _ => (0.0, 1.0, false),
    };
    let fault = match (low <= number && number <= high, whole && number.fract() != 0.0) {
        (true, false) => return Ok(number),
        (true, true) => "is not a whole number",
        (false, _) if entry.knob.kind == Kind::Probability => "is not a probability",
        (false, _) => "is out of range",
    };
    let message = format!("`{} = {}` {fault}", entry.path, item.place.quoted());
    Err(Error::at(&item.place, message, allowed(entry.knob)))
}

/// `{ value = 0.89, source = "npl2023" }` or `{ value = 0.3, low = 0.1, high = 0.6 }`.
fn with_origin(entry: &Entry, fields: &[Field]) -> Result<(Value, Option<Origin>), Error> {
    const ALLOWED: &str = "{ value = …, source = \"key\" } for a number with a source, \
                           { value = …, low = …, high = … } for a stylised one";
    let fault = |place: &Place, what: String| Err(Error::at(place, format!("`{}` {what}", entry.path), ALLOWED));
    let (mut value, mut source, mut low, mut high) = (None, None, None, None);
    for field in fields {
        match (field.key.as_str(), &field.item.written) {
            ("value", _) => value = Some(number(entry, &field.item)?),
            ("low", _) => low = Some(number(entry, &field.item)?),
            ("high", _) => high = Some(number(entry, &field.item)?),
            ("source", Written::Text(text)) if !text.trim().is_empty() => source = Some(text.clone()),
            ("source", _) => return fault(&field.item.place, "has a source that is no key".to_string()),
            (other, _) => return fault(&field.key_place, format!("is a number and has no key `{other}`")),
        }
    }
    match (value, low, high) {
        (None, ..) => fault(&entry.item.place, "has no value".to_string()),
        (Some(value), Some(low), Some(high)) if low <= value && value <= high => {
            Ok((Value::Number(value), Some(Origin { source, range: Some((low, high)) })))
        }
        (Some(_), Some(_), Some(_)) => fault(&entry.item.place, "has a value outside its own low and high".to_string()),
        (Some(value), None, None) if source.is_some() => {
            Ok((Value::Number(value), Some(Origin { source, range: None })))
        }
        _ => fault(&entry.item.place, "has neither a source nor both low and high".to_string()),
    }
}

fn texts(entry: &Entry, items: &[Item]) -> Result<Vec<String>, Error> {
    let text = |item: &Item| match &item.written {
        Written::Text(text) => Ok(text.clone()),
        _ => Err(wrong_kind(entry, item)),
    };
    items.iter().map(text).collect()
}

/// `["all"]` is written out, so that whoever reads the settings need not know the word.
fn names(entry: &Entry, items: &[Item], section: &str, known: &Names) -> Result<Value, Error> {
    let written = texts(entry, items)?;
    if let ([word], Some(all)) = (written.as_slice(), known.get(section))
        && word == "all"
    {
        return Ok(Value::Texts(all.clone()));
    }
    for (at, text) in written.iter().enumerate() {
        name(entry, &items[at].place, text, section, known)?;
        if written[..at].contains(text) {
            let message = format!("`{}` names `{text}` twice", entry.path);
            return Err(Error::at(&items[at].place, message, "each name once"));
        }
    }
    Ok(Value::Texts(written))
}

fn name(entry: &Entry, place: &Place, text: &str, section: &str, known: &Names) -> Result<(), Error> {
    match known.get(section) {
        Some(names) if !names.iter().any(|name| name == text) => {
            let message = format!("`{}` names an unknown {section}: `{text}`", entry.path);
            Err(Error::at(place, message, known_names(text, names)))
        }
        _ => Ok(()),
    }
}

fn unknown(entry: &Entry, place: &Place, text: &str, choices: &[&str]) -> Error {
    Error::at(place, format!("`{}` cannot be `{text}`", entry.path), known_names(text, choices))
}
