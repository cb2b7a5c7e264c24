//! Findings as a list for programs.

use crate::report::{Finding, Report};
use crate::rule::Severity;
use crate::rules::RULES;
use serde_json::{Value, json};

/// One object for each finding, the gravest first.
pub fn json(report: &Report) -> Value {
    report.findings.iter().map(object).collect()
}

fn object(finding: &Finding) -> Value {
    let lines = finding.spots.iter().map(|spot| {
        json!({ "file": spot.file(), "line": spot.line(), "column": spot.column(), "key": spot.path,
            "written": spot.written })
    });
    let elements = finding.law_applies.elements.iter();
    json!({
        "id": finding.rule.id,
        "severity": finding.severity.word(),
        "mode": finding.mode.word(),
        "message": finding.message,
        "source": finding.rule.sources.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "lines": lines.collect::<Vec<_>>(),
        "would_change": finding.rule.would_change,
        "law_applies": {
            "status": finding.law_applies.status.word(),
            "text": finding.law_applies.text,
            "elements": elements.map(|e| json!({ "element": e.name, "state": e.state })).collect::<Vec<_>>(),
        },
    })
}

/// `regimes/x.toml as of 2026-07-27: 3 critical, 2 high, 0 warning, 1 info, from 43 rules`
pub(super) fn counted(report: &Report) -> String {
    let count = |severity: Severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = Severity::ALL.map(|severity| format!("{} {severity}", count(severity)));
    format!("{} as of {}: {}, from {} rules", report.file, report.as_of, counts.join(", "), RULES.len())
}
