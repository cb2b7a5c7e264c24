//! Reports as people and programs read them.

use crate::files::{everything, linted, opened};
use lint::RULES;
use serde_json::Value;

const BEIJING: &str = "../../regimes/beijing-as-reported-2018.toml";

#[test]
fn a_finding_is_drawn_on_the_lines_of_the_file() {
    insta::assert_snapshot!("drawn", lint::text(&linted("fixtures/CTX-1-fires.toml"), false));
}

#[test]
fn colours_come_only_when_asked_for() {
    let report = linted("fixtures/CTX-1-fires.toml");
    assert!(!lint::text(&report, false).contains('\u{1b}') && lint::text(&report, true).contains('\u{1b}'));
}

#[test]
fn the_list_has_the_agreed_fields_and_the_gravest_first() {
    let report = linted(BEIJING);
    let list = lint::json(&report);
    let findings = list.as_array().expect("a list");
    assert_eq!(findings.len(), report.findings.len());
    for finding in findings {
        let keys: Vec<&str> = finding.as_object().expect("an object").keys().map(String::as_str).collect();
        let mut agreed = ["id", "severity", "mode", "message", "source", "lines", "would_change", "law_applies"];
        agreed.sort_unstable();
        assert_eq!(keys, agreed);
        assert!(finding["lines"].as_array().is_some_and(|lines| !lines.is_empty()));
    }
    assert!(report.findings.is_sorted_by(|a, b| a.severity >= b.severity));
}

/// What SARIF 2.1.0 asks for, as far as we write it.
fn is_sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-schema-2.1.0.json")));
    let runs = log["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "vitropolis lint");
    let rules = driver["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), RULES.len());
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
        assert!(rule["fullDescription"]["text"].is_string() && rule["help"]["text"].is_string());
        is_level(&rule["defaultConfiguration"]["level"]);
    }
    for result in runs[0]["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(result["ruleId"], rules[index]["id"]);
        is_level(&result["level"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let locations = result["locations"].as_array().expect("locations");
        assert_eq!(locations.len(), 1);
        locations.iter().chain(result["relatedLocations"].as_array().expect("more")).for_each(is_location);
    }
    let notes = runs[0]["invocations"][0]["toolExecutionNotifications"].as_array().expect("notes");
    assert!(notes.iter().all(|note| note["level"] == "note"));
    assert!(notes.iter().any(|note| note["message"]["text"].as_str().is_some_and(|t| t.contains("not legal advice"))));
    assert!(notes.len() > 3, "what was not looked at is told");
}

fn is_level(level: &Value) {
    assert!(matches!(level.as_str(), Some("error" | "warning" | "note")), "{level}");
}

fn is_location(location: &Value) {
    let physical = &location["physicalLocation"];
    let uri = physical["artifactLocation"]["uri"].as_str().expect("a file");
    assert!(!uri.is_empty() && !uri.contains(['\\', ' ']), "{uri}");
    let number = |key: &str| physical["region"][key].as_u64().expect("a number");
    assert!(number("startLine") >= 1 && number("startColumn") >= 1 && number("endColumn") >= number("startColumn"));
}

#[test]
fn every_report_is_a_sarif_log() {
    for path in everything() {
        is_sarif(&lint::sarif(&linted(path)));
    }
}

#[test]
fn the_matrix_shows_every_edge_once() {
    insta::assert_snapshot!("matrix", lint::matrix(&opened(BEIJING)).text());
    insta::assert_snapshot!("matrix-declared", lint::matrix(&opened("fixtures/OBS-4-quiet.toml")).text());
    let ordinary = lint::matrix(&opened("../../regimes/ordinary-law.toml")).text();
    assert!(ordinary.starts_with("ordinary-law: nothing but ordinary fines takes effect\n\nsynthetic people only; "));
}

#[test]
fn the_picture_is_marked_and_has_a_square_for_each_cell() {
    let svg = lint::matrix(&opened(BEIJING)).svg();
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    assert!(svg.contains("synthetic people only") && svg.contains("beijing-as-reported-2018"));
    let rows = lint::matrix(&opened(BEIJING)).text().lines().count() - 6;
    let squares = svg.matches("<rect").count();
    assert!(squares.is_multiple_of(rows) && squares > rows, "{squares} squares in {rows} rows");
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
}

#[test]
fn a_rule_is_explained_by_its_id() {
    insta::assert_snapshot!("explained", lint::explain("ctx-1").expect("a rule"));
    assert!(lint::explain("SIM-1").is_some_and(|text| text.contains("Only a run")));
    assert!(lint::explain("CTX-99").is_none());
}

#[test]
fn a_page_has_every_finding_and_what_was_not_looked_at() {
    let report = linted(BEIJING);
    let page = lint::markdown(&report);
    assert_eq!(page.matches("\n## ").count(), report.findings.len() + 1);
    assert!(page.contains("## Not looked at") && page.contains("not legal advice"));
}
