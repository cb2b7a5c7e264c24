//! What a knob means, in words, for whoever asks `vitropolis explain NAME`.

use crate::value::{allowed_values, shown};
use model::parameters::{CATALOGUE, CITY, Default, EXPERIMENT, Knob, REGIME, closed_names, matches};
use std::fmt::Write;

const FILES: [(&str, &[Knob]); 4] =
    [("catalogue", CATALOGUE), ("city", CITY), ("regime", REGIME), ("experiment", EXPERIMENT)];
/// How many keys a section or a guess may list.
const MOST_LISTED: usize = 24;

/// The text for a key (`channel.*.coverage`, or a concrete `channel.camera.coverage`), the keys of a section, or the
/// keys that look most like what was asked. `None` if nothing looks like it.
pub fn explain(name: &str) -> Option<String> {
    let exact: Vec<String> = all().filter(|(_, knob)| is(knob, name)).map(|(file, knob)| told(file, knob)).collect();
    if !exact.is_empty() {
        return Some(exact.join("\n\n"));
    }
    let inside: Vec<_> = all().filter(|(_, knob)| crate::draft::below(knob.path, name).is_some()).collect();
    if !inside.is_empty() {
        let names = closed_names(name).map(|names| format!(" Its names: {}.", names.join(", ")));
        return Some(listed(&format!("`{name}` is a section.{} Its keys:", names.unwrap_or_default()), &inside));
    }
    let mut alike: Vec<_> = all().filter(|(_, knob)| likeness(knob, name) > 0.8).collect();
    alike.sort_by(|a, b| likeness(b.1, name).total_cmp(&likeness(a.1, name)));
    alike.truncate(5);
    (!alike.is_empty()).then(|| listed(&format!("There is no key `{name}`. The nearest are:"), &alike))
}

fn all() -> impl Iterator<Item = (&'static str, &'static Knob)> {
    FILES.into_iter().flat_map(|(file, knobs)| knobs.iter().map(move |knob| (file, knob)))
}

fn is(knob: &Knob, name: &str) -> bool {
    knob.path == name || matches(knob.path, name)
}

/// How much a name looks like a key, or like the last word of a key.
fn likeness(knob: &Knob, name: &str) -> f64 {
    let last = knob.path.rsplit('.').next().unwrap_or(knob.path);
    let within = if name.len() > 3 && knob.path.contains(name) { 0.95 } else { 0.0 };
    strsim::jaro_winkler(knob.path, name).max(strsim::jaro_winkler(last, name)).max(within)
}

fn listed(head: &str, knobs: &[(&str, &Knob)]) -> String {
    let mut text = head.to_string();
    for (file, knob) in knobs.iter().take(MOST_LISTED) {
        let _ = write!(text, "\n  {:<36} {} ({file})", knob.path, knob.text);
    }
    if knobs.len() > MOST_LISTED {
        let _ = write!(text, "\n  … and {} more", knobs.len() - MOST_LISTED);
    }
    text
}

fn told(file: &str, knob: &Knob) -> String {
    let mut text = format!("{} (in a {file} file)\n  {}", knob.path, knob.text);
    let mut line = |key: &str, value: String| {
        let _ = write!(text, "\n  {key:<9}{value}");
    };
    line("allowed", allowed_values(knob));
    if !knob.unit.is_empty() {
        line("unit", knob.unit.to_string());
    }
    line("default", default(knob));
    if let Some((low, high)) = knob.range {
        line("swept", format!("from {} to {}", shown(low), shown(high)));
    }
    line("source", source(knob));
    if knob.extensive {
        line("scaled", "written for the nominal city, scaled by people ÷ nominal".to_string());
    }
    if knob.path.contains('*') {
        line("*", "a name that the author of the file chooses, or one of a closed list".to_string());
    }
    text
}

pub(crate) fn default(knob: &Knob) -> String {
    match knob.default {
        Some(Default::Number(number)) => shown(number),
        Some(Default::Flag(flag)) => flag.to_string(),
        Some(Default::Text(text)) => text.to_string(),
        None if knob.required => "none: must be written".to_string(),
        None => "none: may be left out".to_string(),
    }
}

pub(crate) fn source(knob: &Knob) -> String {
    match knob.source {
        "choice" => "a decision of whoever writes the file".to_string(),
        "stylised" => "stylised: no source, so it is swept over its range".to_string(),
        key => format!("{key} (docs/references.bib)"),
    }
}
