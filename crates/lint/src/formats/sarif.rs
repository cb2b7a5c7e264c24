//! Findings as SARIF 2.1.0, which editors and code hosts open.

use crate::report::{Finding, NOT_ADVICE, Report};
use crate::rule::{Mode, Rule, Severity};
use crate::rules::RULES;
use scenario::Spot;
use serde_json::{Value, json};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The report as one SARIF log with one run.
pub fn sarif(report: &Report) -> Value {
    let words = report.measured.iter().chain(&report.not_looked_at).map(String::as_str).chain([NOT_ADVICE]);
    let notes = words.map(|words| json!({ "level": "note", "message": { "text": words } }));
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "vitropolis lint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notes.collect::<Vec<_>>(),
            }],
            "results": report.findings.iter().map(result).collect::<Vec<_>>(),
            "properties": { "asOf": report.as_of.to_string(), "regime": report.regime, "mark": report.mark },
        }],
    })
}

/// SARIF has three levels; the severity itself stands in the properties.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.text },
        "help": { "text": format!("Would change it: {}. Left out: {}", rule.would_change, rule.left_out) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": {
            "severity": rule.severity.word(),
            "modes": rule.modes().into_iter().map(Mode::word).collect::<Vec<_>>(),
            "sources": rule.sources.iter().map(ToString::to_string).collect::<Vec<_>>(),
        },
    })
}

fn result(finding: &Finding) -> Value {
    let index = RULES.iter().position(|rule| rule.id == finding.rule.id);
    let (first, others) = finding.spots.split_at(finding.spots.len().min(1));
    let applies = &finding.law_applies;
    let elements = applies.elements.iter().map(|e| json!({ "element": e.name, "state": e.state }));
    json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": format!("{}. Law: {}.", finding.message, applies.status.word()) },
        "locations": first.iter().map(location).collect::<Vec<_>>(),
        "relatedLocations": others.iter().map(location).collect::<Vec<_>>(),
        "properties": {
            "severity": finding.severity.word(),
            "mode": finding.mode.word(),
            "lawApplies": applies.status.word(),
            "lawText": applies.text,
            "elements": elements.collect::<Vec<_>>(),
            "wouldChange": finding.rule.would_change,
        },
    })
}

fn location(spot: &Spot) -> Value {
    let drawn = spot.text().get(spot.span()).map_or(0, |drawn| drawn.chars().count());
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(spot.file()) },
            "region": { "startLine": spot.line(), "startColumn": spot.column(), "endColumn": spot.column() + drawn },
        },
        "message": { "text": spot.path },
    })
}

/// A path as a relative reference: forward slashes, and spaces written out.
fn uri(file: &str) -> String {
    file.replace('\\', "/").replace('%', "%25").replace(' ', "%20").replace('#', "%23").replace('?', "%3F")
}
