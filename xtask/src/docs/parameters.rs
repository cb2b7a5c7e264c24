//! Every knob in a table: where it is written, what is allowed, what it is when the file is silent, and how sure we are.

use model::parameters::{CATALOGUE, CITY, Default, EXPERIMENT, Kind, Knob, REGIME};

const OPENING: &str = "\
# Parameters

<!-- Made by `cargo xtask docs` from crates/model/src/parameters/; do not edit. -->

Every knob of the laboratory. `*` stands for a name that the author of the file chooses. *Range* is what a stylised
number is swept over. *Source* is a key of [references.bib](references.bib), `stylised` (our own estimate, to be swept)
or `choice` (a decision of whoever writes the file, no estimate of the world); *stylised, after* a key says whose idea
the knob is, while the number is ours. *Extensive* numbers are written for the
nominal city and scaled by people ÷ nominal.
";

const FILES: &[(&str, &str, &[Knob])] = &[
    ("The catalogue of behaviours", "What people may do, how often and how grave it is.", CATALOGUE),
    ("The city", "Who lives there and how they react: the same in every arm.", CITY),
    ("The regime", "Who sees, who scores, and what follows.", REGIME),
    ("The experiment", "Which worlds are compared, for how long and how often.", EXPERIMENT),
];

pub(crate) fn page() -> String {
    let tables = FILES.iter().map(|(title, text, knobs)| format!("\n## {title}\n\n{text}\n\n{}", table(knobs)));
    format!("{OPENING}{}", tables.collect::<String>())
}

fn table(knobs: &[Knob]) -> String {
    let head = "| path | meaning | unit | allowed | default | range | source |\n|---|---|---|---|---|---|---|\n";
    let rows = knobs.iter().map(row);
    format!("{head}{}", rows.collect::<String>())
}

fn row(knob: &Knob) -> String {
    let range = knob.range.map_or(String::new(), |(low, high)| format!("{} to {}", number(low), number(high)));
    let unit = if knob.extensive { format!("{}; extensive", knob.unit) } else { knob.unit.to_string() };
    let cells = [
        format!("`{}`", knob.path),
        knob.text.to_string(),
        unit,
        allowed(knob.kind),
        default(knob),
        range,
        source(knob),
    ];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

fn allowed(kind: Kind) -> String {
    match kind {
        Kind::Probability => "0 to 1".into(),
        Kind::Number(low, high) => format!("{} to {}", number(low), number(high)),
        Kind::Count(low, high) => format!("whole, {} to {}", number(low), number(high)),
        Kind::Flag => "`true`, `false`".into(),
        Kind::Text => "text".into(),
        Kind::Texts => "list of texts".into(),
        Kind::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Kind::Names(what) => format!("list of names: {what}; or `all`"),
        Kind::Name(what) => format!("name: {what}"),
    }
}

fn default(knob: &Knob) -> String {
    match knob.default {
        _ if knob.required => "required".into(),
        None => "absent".into(),
        Some(Default::Number(value)) => number(value),
        Some(Default::Flag(value)) => format!("`{value}`"),
        Some(Default::Text(value)) => format!("`{value}`"),
    }
}

/// A number with a range is ours even where its idea is somebody's.
fn source(knob: &Knob) -> String {
    let ours = knob.range.is_some() && knob.source != "stylised";
    if ours { format!("`stylised`, after `{}`", knob.source) } else { format!("`{}`", knob.source) }
}

/// As a person would type it: 0.25, 21893095, 1.67e-8.
pub(super) fn number(value: f64) -> String {
    let tiny = value != 0.0 && value.abs() < 1e-4;
    let huge = value.abs() >= 1e9;
    if tiny || huge { format!("{value:e}") } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_they_are_typed() {
        assert_eq!([0.25, 1_000.0, 1.67e-8, 2e9, 0.0].map(number), ["0.25", "1000", "1.67e-8", "2e9", "0"]);
    }

    #[test]
    fn every_knob_has_its_row() {
        let page = page();
        for knob in [CATALOGUE, CITY, REGIME, EXPERIMENT].into_iter().flatten() {
            assert!(page.contains(&format!("| `{}` |", knob.path)), "{}", knob.path);
        }
    }
}
