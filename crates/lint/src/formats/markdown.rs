//! Findings as a page that can go into a report or a discussion.

use crate::report::{Finding, NOT_ADVICE, Report};
use std::fmt::Write;

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut page = format!("# Findings on the regime `{}`\n\n{}.\n", report.regime, super::json::counted(report));
    if !report.findings.is_empty() {
        page.push_str("\n| rule | severity | finding | line | law |\n|---|---|---|---|---|\n");
        report.findings.iter().for_each(|finding| page.push_str(&row(finding)));
    }
    for finding in &report.findings {
        page.push_str(&section(finding));
    }
    page.push_str(if report.measured.is_empty() { "" } else { "\n## Measured\n\n" });
    for figure in &report.measured {
        let _ = writeln!(page, "- {figure}");
    }
    page.push_str("\n## Not looked at\n\n");
    for part in &report.not_looked_at {
        let _ = writeln!(page, "- {part}");
    }
    let _ = write!(page, "\n{NOT_ADVICE}\n\n{}.\n", report.mark);
    page
}

fn row(finding: &Finding) -> String {
    let line = finding.spots.first().map_or(0, |spot| spot.line());
    let cells = [finding.rule.id, finding.severity.word(), &finding.message];
    let [id, severity, message] = cells.map(|cell| cell.replace('|', "\\|"));
    format!("| {id} | {severity} | {message} | {line} | {} |\n", finding.law_applies.status.word())
}

fn section(finding: &Finding) -> String {
    let rule = finding.rule;
    let mut text = format!(
        "\n## {}: {}\n\n{} ({}): {}.\n\n",
        rule.id,
        rule.title,
        finding.severity,
        finding.mode.word(),
        finding.message
    );
    let lines = finding.spots.iter().map(|spot| format!("{}:{} `{}`", spot.file(), spot.line(), spot.path));
    let _ = writeln!(text, "- Lines: {}", lines.collect::<Vec<_>>().join(", "));
    let _ = writeln!(text, "- Law: {}: {}", finding.law_applies.status.word(), finding.law_applies.text);
    for element in &finding.law_applies.elements {
        let _ = writeln!(text, "  - {}: {}", element.name, element.state);
    }
    let sources = rule.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let _ = writeln!(text, "- Source: {sources}");
    let _ = writeln!(text, "- Would change it: {}", rule.would_change);
    text
}
