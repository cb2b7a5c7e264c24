//! The cases end as expected, and give the values that are committed: `UPDATE=1 cargo test -p validation` writes these.

use std::fmt::Write;
use validation::{CASES, Case, Expected, Kind, Table, chosen, simulate};

const COMMITTED: &str = "tests/simulated.csv";
const HEAD: &str =
    "# synthetic people only; made by UPDATE=1 cargo test -p validation\ncase,check,simulated,low,high\n";

fn committed() -> String {
    std::fs::read_to_string(COMMITTED).unwrap_or_default()
}

/// Everything that was simulated, to four digits.
fn lines(table: &Table) -> String {
    let mut lines = String::new();
    for (number, row) in table.rows.iter().enumerate() {
        let first = table.rows.iter().position(|other| other.case.name == row.case.name).expect("the row itself");
        let (case, check, found) = (row.case.name, number - first, &row.simulated);
        let _ = writeln!(lines, "{case},{check},{:.3e},{:.3e},{:.3e}", found.value, found.low, found.high);
    }
    lines
}

/// The committed lines of some cases.
fn lines_of(text: &str, cases: &[&Case]) -> String {
    let of = |line: &&str| cases.iter().any(|case| line.split(',').next() == Some(case.name));
    text.lines().filter(of).map(|line| format!("{line}\n")).collect()
}

/// Runs cases, holds them against what is expected and committed, or commits them anew.
fn hold(cases: &[&'static Case]) {
    let table = simulate(cases, 0, |_| {});
    let unexpected: Vec<_> = table.rows.iter().filter(|row| !row.is_as_expected()).collect();
    let told = unexpected.iter().map(|row| format!("{}: {}: {:?}\n", row.case.name, row.check.what, row.simulated));
    let told: String = told.collect();
    if std::env::var_os("UPDATE").is_some() {
        let lines = [lines(&table), committed()];
        let of = |case: &&Case| lines.iter().map(|text| lines_of(text, &[case])).find(|text| !text.is_empty());
        let all: String = CASES.iter().filter_map(|case| of(&case)).collect();
        std::fs::write(COMMITTED, format!("{HEAD}{all}")).expect("the sources can be written");
    } else {
        let (now, before) = (lines(&table), lines_of(&committed(), cases));
        assert!(now == before, "{now}\nnot what is committed in crates/validation/{COMMITTED}:\n{before}");
    }
    assert!(unexpected.is_empty(), "not as expected:\n{told}");
}

#[test]
fn every_quick_case_ends_as_expected_with_the_committed_values() {
    hold(&chosen(None, true));
}

#[test]
#[ignore = "minutes; run it where the slow cases may have changed"]
fn every_slow_case_ends_as_expected_with_the_committed_values() {
    hold(&CASES.iter().filter(|case| case.slow).collect::<Vec<_>>());
}

#[test]
fn names_are_unique_and_a_row_that_does_not_hold_says_why() {
    for (number, case) in CASES.iter().enumerate() {
        assert!(CASES[..number].iter().all(|other| other.name != case.name), "{}", case.name);
        assert!(!case.checks.is_empty() && !case.source.is_empty());
        for check in case.checks {
            assert!(check.expected == Expected::Holds || check.expected.reason().len() > 20, "{}", check.what);
        }
    }
}

#[test]
fn only_validation_counts_as_out_of_sample() {
    let table = simulate(&chosen(Some("court-list"), false), 1, |_| {});
    let kinds: Vec<Kind> = table.rows.iter().map(|row| row.check.kind).collect();
    assert_eq!(kinds, [Kind::Calibration, Kind::Validation]);
    assert_eq!((table.out_of_sample(), table.holding()), (1, 1));
    assert!(table.is_as_expected() && !table.all_hold());
    assert!(table.summary().starts_with("2 checks, of which 1 out of sample, of which 0 hold; of all, 1 hold"));
}
