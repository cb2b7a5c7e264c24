//! Findings drawn on the lines of the file, as a compiler draws its errors.

use crate::law::LawApplies;
use crate::report::{Finding, NOT_ADVICE, Report};
use crate::rule::Severity;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use scenario::Spot;
use std::fmt::Write;

/// Lines that are drawn for one finding; the others are counted.
const MOST_DRAWN: usize = 4;

/// The report in words; with the colours of a terminal if wanted.
pub fn text(report: &Report, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in &report.findings {
        let _ = writeln!(text, "{}\n", renderer.render(&[drawn(finding)]));
    }
    text + &closing(report)
}

fn drawn(finding: &Finding) -> Group<'_> {
    let rule = finding.rule;
    let title = level(finding.severity).primary_title(finding.message.as_str()).id(rule.id);
    let mut group = Group::with_title(title);
    for snippet in snippets(finding) {
        group = group.element(snippet);
    }
    let more = finding.spots.len().saturating_sub(MOST_DRAWN);
    if more > 0 {
        group = group.element(Level::NOTE.message(format!("and {more} more lines (`--format json` names them all)")));
    }
    let law = format!("{} ({})", rule.law.name(), finding.law_applies.status.word());
    let sources: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
    group
        .element(Level::NOTE.with_name("law").message(law))
        .element(Level::NOTE.with_name("source").message(sources.join("; ")))
        .element(Level::HELP.with_name("would change it").message(rule.would_change))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Critical | Severity::High => Level::ERROR.with_name(severity.word()),
        Severity::Warning => Level::WARNING.with_name(severity.word()),
        Severity::Info => Level::INFO.with_name(severity.word()),
    }
}

/// One picture for each file that the finding speaks about: a regime may extend another.
fn snippets(finding: &Finding) -> Vec<Snippet<'_, annotate_snippets::Annotation<'_>>> {
    let spots: Vec<&Spot> = finding.spots.iter().take(MOST_DRAWN).collect();
    let mut files: Vec<&str> = Vec::new();
    for spot in &spots {
        if !files.contains(&spot.file()) {
            files.push(spot.file());
        }
    }
    let first = spots.first().map(|spot| spot.span());
    let of_file = |file: &str| {
        let mut of_file: Vec<&Spot> = spots.iter().copied().filter(|spot| spot.file() == file).collect();
        of_file.dedup_by_key(|spot| spot.span());
        let text = of_file.first().map_or("", |spot| spot.text());
        let path = of_file.first().map_or("", |spot| spot.file());
        let annotations = of_file.into_iter().map(|spot| {
            let primary = Some(spot.span()) == first;
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(spot.span());
            if spot.written { annotation } else { annotation.label(format!("`{}` is not written", spot.path)) }
        });
        Snippet::source(text).path(path).annotations(annotations.collect::<Vec<_>>())
    };
    files.into_iter().map(of_file).collect()
}

/// Counts, how far the named laws reach, what was not looked at, and what nobody should take this for.
fn closing(report: &Report) -> String {
    let mut text = format!("{}\n", super::json::counted(report));
    let mut told: Vec<&LawApplies> = Vec::new();
    for applies in report.findings.iter().map(|finding| &finding.law_applies) {
        if !told.contains(&applies) {
            told.push(applies);
        }
    }
    text.push_str(if told.is_empty() { "" } else { "\nA pattern is one thing, a law that applies is another:\n" });
    for applies in told {
        let _ = writeln!(text, "- {}: {}", applies.status.word(), applies.text);
        for element in &applies.elements {
            let _ = writeln!(text, "    {}: {}", element.name, element.state);
        }
    }
    text.push_str(if report.measured.is_empty() { "" } else { "\nMeasured:\n" });
    for figure in &report.measured {
        let _ = writeln!(text, "- {figure}");
    }
    text.push_str("\nNot looked at:\n");
    for part in &report.not_looked_at {
        let _ = writeln!(text, "- {part}");
    }
    let _ = write!(text, "\n{NOT_ADVICE}\n\n{}.", report.mark);
    text
}
