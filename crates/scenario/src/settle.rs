//! From what a file says to settings in which every knob has a value: defaults filled in, nothing missing.

use crate::draft::{Draft, NAMES_ALLOWED, Named, key_of, sections};
use crate::errors::{Error, known_names};
use crate::value::{Names, is_cleared, judge};
use model::parameters::{Default, Knob, Settings, Value, closed_names};
use std::collections::HashSet;

/// Sections whose names are those of another section: points are given to behaviours.
pub(crate) fn lender(section: &str) -> Option<&'static str> {
    match section {
        "camera_density" => Some("margin.district"),
        "points" => Some("behaviour"),
        "face.fmr" | "face.probe" | "alarm.true_times" | "alarm.false_times" | "selective.appearance" => {
            Some("margin.appearance")
        }
        "selective.district" => Some("margin.district"),
        "selective.residence" => Some("margin.residence"),
        _ => None,
    }
}

/// A regime may do without gates, channels and (without a score) bands; a city must have all that it counts.
fn may_be_empty(section: &str) -> bool {
    matches!(section, "gate" | "channel" | "band" | "input" | "flow" | "safeguard") || lender(section).is_some()
}

/// Judges every entry and fills in what the file does not say. `lent`: names from other files.
pub(crate) fn settle(draft: &Draft, knobs: &'static [Knob], lent: &Names, errors: &mut Vec<Error>) -> Settings {
    let mut known = lent.clone();
    for section in sections(knobs) {
        let names = names_of(section, draft, &known, errors);
        known.insert(section.to_string(), names);
    }
    let mut settings = Settings::default();
    for section in sections(knobs) {
        settings.set_names(section, known[section].clone());
    }
    take_entries(draft, &known, &mut settings, errors);
    let written: HashSet<&str> = draft.entries.iter().map(|entry| entry.path.as_str()).collect();
    for knob in knobs {
        fill(knob, draft, &written, &mut settings, errors);
    }
    settings
}

/// The names of a section, in the order in which they will be walked.
fn names_of(section: &str, draft: &Draft, known: &Names, errors: &mut Vec<Error>) -> Vec<String> {
    let written: Vec<&Named> = draft.named.iter().filter(|named| named.section == section).collect();
    if written.is_empty() && !may_be_empty(section) {
        let message = format!("the section `{section}` is missing");
        errors.push(Error::at(&draft.top, message, section_allowed(section)));
        return Vec::new();
    }
    let closed = closed_names(section).map(|names| names.iter().map(|name| name.to_string()).collect::<Vec<_>>());
    let lent = lender(section).map(|lender| known.get(lender).cloned());
    match (closed, lent) {
        (Some(closed), _) => {
            refuse_unknown(section, &written, &closed, errors);
            let (named, absent): (Vec<String>, Vec<String>) =
                closed.into_iter().partition(|name| draft.has_name(section, name));
            if !may_be_empty(section) && !absent.is_empty() {
                let message = format!("`{section}` lacks {}", absent.join(", "));
                errors.push(Error::at(&written[0].place, message, section_allowed(section)));
            }
            named
        }
        (None, Some(Some(lent))) => {
            refuse_unknown(section, &written, &lent, errors);
            lent
        }
        (None, Some(None)) => draft.names(section),
        (None, None) => {
            written.iter().filter(|named| !is_name(&named.name)).for_each(|named| {
                let message = format!("`{}` is no name for `{section}.*`", named.name);
                errors.push(Error::at(&named.place, message, NAMES_ALLOWED));
            });
            draft.names(section)
        }
    }
}

fn section_allowed(section: &str) -> String {
    match closed_names(section) {
        Some(names) => format!("[{section}] with every one of {}", names.join(", ")),
        None => format!("at least one name under [{section}]"),
    }
}

fn refuse_unknown(section: &str, written: &[&Named], names: &[String], errors: &mut Vec<Error>) {
    for named in written.iter().filter(|named| !names.contains(&named.name)) {
        let message = format!("`{section}.{}` names nothing that exists", named.name);
        errors.push(Error::at(&named.place, message, known_names(&named.name, names)));
    }
}

pub(crate) fn is_name(name: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    (1..=40).contains(&name.len()) && name.chars().all(fits) && !matches!(name, "none" | "all")
}

fn take_entries(draft: &Draft, known: &Names, settings: &mut Settings, errors: &mut Vec<Error>) {
    for entry in &draft.entries {
        match judge(entry, known) {
            Ok((value, _)) if is_cleared(entry.knob, &value) && key_of(&entry.path) == entry.path => {}
            Ok((value, origin)) => {
                settings.set(&entry.path, value);
                if let Some(origin) = origin {
                    settings.set_origin(&entry.path, origin);
                }
            }
            Err(error) => errors.push(error),
        }
    }
}

/// What was written and refused is not filled in: its mistake has been told.
fn fill(knob: &Knob, draft: &Draft, written: &HashSet<&str>, settings: &mut Settings, errors: &mut Vec<Error>) {
    for path in paths(knob, settings) {
        if settings.get(&path).is_some() || written.contains(path.as_str()) {
            continue;
        }
        match knob.default {
            Some(Default::Number(number)) => settings.set(path, Value::Number(number)),
            Some(Default::Flag(flag)) => settings.set(path, Value::Flag(flag)),
            Some(Default::Text(text)) => settings.set(path, Value::Text(text.to_string())),
            None if knob.required => {
                let message = format!("`{path}` is missing");
                errors.push(Error::at(&draft.place(&path), message, crate::value::allowed(knob)));
            }
            None => {}
        }
    }
}

/// Every path that a knob has in these settings: one, or one for each name of its section.
pub(crate) fn paths(knob: &Knob, settings: &Settings) -> Vec<String> {
    match knob.path.split_once(".*") {
        None => vec![knob.path.to_string()],
        Some((section, rest)) => settings.names(section).iter().map(|name| format!("{section}.{name}{rest}")).collect(),
    }
}

/// A number of settings that may have mistakes elsewhere.
pub(crate) fn number(settings: &Settings, path: &str) -> Option<f64> {
    match settings.get(path) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}
