//! The text as Markdown and as a page of its own: one list of parts, printed in two ways.

use super::{Fria, Section, Told};

/// A part of the text.
enum Part {
    Title(String),
    Heading(String),
    Words(String),
    /// Small heading above a list.
    Label(String),
    List(Vec<String>),
    /// Room for an answer.
    Answer(String),
}

use Part::{Answer, Heading, Label, List, Title};

pub(super) fn markdown(fria: &Fria) -> String {
    parts(fria).iter().map(part_markdown).collect::<Vec<_>>().join("\n")
}

pub(super) fn html(fria: &Fria) -> String {
    let body: String = parts(fria).iter().map(part_html).collect();
    let mark = fria.mark.iter().map(|(key, value)| format!("<meta name=\"{key}\" content=\"{}\">\n", escaped(value)));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n{}<title>{}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n{body}</body>\n</html>\n",
        fria.words.code,
        mark.collect::<String>(),
        escaped(fria.words.title),
    )
}

const STYLE: &str = "
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { line-height: 1.2; } h2 { border-top: 1px solid; padding-top: .75rem; margin-top: 2rem; }
code { overflow-wrap: anywhere; } .label { font-weight: 600; margin-bottom: 0; } ul { margin-top: .25rem; }
.answer { border: 1px dashed; min-height: 5rem; padding: .5rem; opacity: .75; }
@media print { body { max-width: none; } .answer { min-height: 9rem; } h2, .label { break-after: avoid; } }
";

fn parts(fria: &Fria) -> Vec<Part> {
    let words = fria.words;
    let [world, regime, day] = words.about;
    let mut parts = vec![Title(words.title.to_owned())];
    let about = format!("{world} `{}`, {regime} `{}`, {day} {}.", fria.arm, fria.regime, fria.as_of);
    parts.push(Part::Words(about));
    parts.extend(words.opening.iter().map(|text| Part::Words((*text).to_owned())));
    if fria.only_findings() {
        parts.push(Part::Words(words.only_findings.to_owned()));
    }
    parts.extend(fria.sections.iter().flat_map(|section| of_section(fria, section)));
    parts.push(Heading(words.findings.to_owned()));
    if fria.findings.is_empty() {
        parts.push(Part::Words(words.no_findings.to_owned()));
    }
    parts.extend(fria.findings.iter().flat_map(|finding| of_finding(fria, finding)));
    parts.push(Heading(words.not_looked_at.to_owned()));
    parts.push(List(fria.not_looked_at.clone()));
    parts.push(Part::Words(::lint::NOT_ADVICE.to_owned()));
    parts.push(Heading(words.made_from.to_owned()));
    parts.push(List(fria.mark.iter().map(|(key, value)| format!("{key} = {value}")).collect()));
    parts
}

fn of_section(fria: &Fria, section: &Section) -> Vec<Part> {
    let words = fria.words;
    let mut parts = vec![Heading(section.title.to_owned()), Label(words.questions.to_owned())];
    parts.push(List(section.asks.iter().map(|ask| (*ask).to_owned()).collect()));
    if let Some(hypotheses) = &section.hypotheses {
        parts.push(Label(words.hypotheses.to_owned()));
        parts.push(match hypotheses.as_slice() {
            [] => Part::Words(words.no_hypothesis.to_owned()),
            some => List(some.to_vec()),
        });
    }
    if let Some(declared) = &section.declared {
        parts.push(Part::Words(format!("{} {declared}", words.declared)));
    }
    parts.push(Answer(words.answer.to_owned()));
    parts
}

fn of_finding(fria: &Fria, finding: &Told) -> Vec<Part> {
    let words = fria.words;
    vec![
        Label(format!("{} ({}): {}", finding.id, finding.severity, finding.message)),
        List(vec![
            format!("{}: {}", words.lines, finding.lines.join(", ")),
            format!("{}: {}", words.law, finding.law),
            format!("{}: {}", words.source, finding.sources.join("; ")),
            format!("{}: {}", words.would_change, finding.would_change),
        ]),
    ]
}

fn part_markdown(part: &Part) -> String {
    match part {
        Title(text) => format!("# {text}\n"),
        Heading(text) => format!("## {text}\n"),
        Part::Words(text) => format!("{text}\n"),
        Label(text) => format!("**{text}**\n"),
        List(items) => items.iter().map(|item| format!("- {item}\n")).collect(),
        Answer(text) => format!("> {text}\n"),
    }
}

fn part_html(part: &Part) -> String {
    match part {
        Title(text) => format!("<h1>{}</h1>\n", coded(text)),
        Heading(text) => format!("<h2>{}</h2>\n", coded(text)),
        Part::Words(text) => format!("<p>{}</p>\n", coded(text)),
        Label(text) => format!("<p class=\"label\">{}</p>\n", coded(text)),
        List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", coded(item))).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Answer(text) => format!("<p class=\"answer\">{}</p>\n", coded(text)),
    }
}

/// What stands in backticks as code.
fn coded(text: &str) -> String {
    let pieces = escaped(text);
    let pieces = pieces.split('`').enumerate();
    pieces
        .map(|(place, piece)| if place % 2 == 1 { format!("<code>{piece}</code>") } else { piece.to_owned() })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
