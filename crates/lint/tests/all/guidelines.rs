//! The examples of the Commission's guidelines, as regimes: what each raises, and which stay quiet on Art. 5.

use crate::files::{linted, of_rule, raised, toml_files};
use lint::{Law, RULES, Severity};
use std::collections::BTreeSet;

/// Examples of what falls under the prohibition, with rules that have to say so.
const FIRES: &[(&str, &str)] = &[
    ("tax-by-social-habits", "CTX-1 DIS-2"),
    ("welfare-fraud-by-spouse", "CTX-1 CTX-5 DIS-2"),
    ("labour-office-by-illness", "CTX-1 DIS-1 DIS-2"),
    ("families-by-missed-appointments", "CTX-1 CTX-5"),
    ("municipal-trust", "SCO-1 CTX-1"),
    ("childcare-benefit", "CTX-1 DIS-2 HUM-1 HUM-2 OBS-7"),
    ("student-grant", "CTX-1 CTX-5 DIS-1 DIS-2"),
    ("general-citizen-score", "SCO-1 CTX-1 CTX-2 CTX-5 PRO-5 DIS-3"),
];
/// Examples of what does not.
const QUIET: &[&str] =
    &["credit-on-income-and-debts", "telematics-speeding", "transaction-fraud", "platform-safety", "loyal-shoppers"];

fn path(name: &str) -> String {
    format!("fixtures/guidelines/{name}.toml")
}

fn prohibited(id: &str) -> bool {
    RULES.iter().any(|rule| rule.id == id && matches!(rule.law, Law::Prohibition(_)))
}

#[test]
fn every_example_of_the_prohibition_fires() {
    for (name, rules) in FIRES {
        let raised = raised(&linted(path(name)));
        for id in rules.split(' ') {
            assert!(raised.contains(&id), "{name}: {id} is silent: {raised:?}");
        }
        assert!(raised.iter().any(|id| prohibited(id)), "{name}");
    }
}

/// A declared edge is told as a remark and never in silence, so quiet means: nothing above a remark.
#[test]
fn every_example_outside_the_prohibition_stays_quiet_on_it() {
    for name in QUIET {
        let raised = raised(&linted(path(name)));
        assert!(!raised.iter().any(|id| prohibited(id)), "{name}: {raised:?}");
    }
}

#[test]
fn the_bundled_scores_of_one_purpose_stay_quiet_on_the_prohibition() {
    for name in ["credit-on-debts", "telematics"] {
        let raised = raised(&linted(format!("../../regimes/{name}.toml")));
        assert!(!raised.iter().any(|id| prohibited(id)) && !raised.contains(&"DIS-2"), "{name}: {raised:?}");
    }
}

#[test]
fn a_related_context_is_declared_and_told() {
    for name in ["credit-on-income-and-debts", "telematics-speeding"] {
        let report = linted(path(name));
        let edges = of_rule(&report, "CTX-1");
        assert!(!edges.is_empty(), "{name}: never silence");
        for edge in edges {
            assert!(edge.severity == Severity::Info && edge.message.contains("declared, unverified"), "{name}");
        }
    }
}

#[test]
fn every_example_has_its_row() {
    let told: BTreeSet<String> = FIRES.iter().map(|(name, _)| *name).chain(QUIET.iter().copied()).map(path).collect();
    let there: BTreeSet<String> =
        toml_files("fixtures/guidelines").iter().map(|path| path.to_string_lossy().into_owned()).collect();
    assert_eq!(told, there);
}
