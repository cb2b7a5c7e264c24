//! No verdict anywhere: the linter says what it found and what it did not look at.

use crate::files::{everything, linted, opened};
use lint::RULES;

/// Words that would judge a regime as a whole, or mend it.
const BANNED: &[&str] = &[
    "compliant",
    "compliance",
    "complies",
    "legal",
    "illegal",
    "lawful",
    "unlawful",
    "legality",
    "approved",
    "approval",
    "pass",
    "passed",
    "passes",
    "safe",
    "safely",
    "grade",
    "graded",
    "fix",
    "fixed",
    "fixes",
    "certified",
    "acceptable",
    "permitted",
    "ok",
    "verdict",
    "guilty",
];
/// Where such a word is no verdict: set phrases, and the name of an act in the shipped catalogue.
const ALLOWED: &[&str] = &["legal basis", "legal_basis", "legal advice", "legal duty", "no verdict", "illegal-parking"];

fn verdicts(output: &str) -> Vec<String> {
    let mut output = output.to_lowercase();
    for phrase in ALLOWED {
        output = output.replace(phrase, " ");
    }
    let words = output.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| BANNED.contains(word)).map(str::to_string).collect()
}

#[test]
fn no_output_on_any_regime_holds_a_verdict() {
    for path in everything() {
        let report = linted(&path);
        let outputs = [
            lint::text(&report, false),
            lint::json(&report).to_string(),
            lint::sarif(&report).to_string(),
            lint::markdown(&report),
            lint::matrix(&opened(&path)).text(),
            lint::matrix(&opened(&path)).svg(),
        ];
        for output in outputs {
            assert_eq!(verdicts(&output), [""; 0], "{}", path.display());
        }
    }
}

#[test]
fn no_explanation_of_a_rule_holds_a_verdict() {
    for rule in RULES {
        assert_eq!(verdicts(&lint::explain(rule.id).expect("a rule")), [""; 0], "{}", rule.id);
    }
}

#[test]
fn every_report_ends_with_what_was_not_looked_at() {
    for path in everything() {
        let report = linted(path);
        assert!(report.not_looked_at.len() >= 5);
        for output in [lint::text(&report, false), lint::markdown(&report)] {
            let (_, closing) = output.rsplit_once("ot looked at").expect("a closing part");
            assert!(closing.contains("not legal advice"));
        }
    }
}

#[test]
fn the_check_itself_is_not_blind() {
    assert_eq!(verdicts("This regime is legal and safe; a declared legal basis is fixed."), ["legal", "safe", "fixed"]);
}
