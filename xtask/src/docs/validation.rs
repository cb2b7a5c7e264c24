//! The cases in a table each: what was published, what the committed run gave, and whether they agree.

use crate::tree::Tree;
use anyhow::{Context, ensure};
use validation::{CASES, Case, Check, Kind, Simulated};

const SIMULATED: &str = "crates/validation/tests/simulated.csv";

const OPENING: &str = "\
# Validation

<!-- Made by `cargo xtask docs` from crates/validation/; do not edit. -->

Published figures beside simulated ones. Every case drives the mechanisms of the model themselves, under small synthetic
settings of its own. Tolerances are set beforehand and never moved to make a row hold: a row that does not hold stays,
with the reason. The interval is the simulation's own noise (95 %), not what we do not know.

`vitropolis validate --case NAME` makes a case again; `vitropolis validate --quick` all but the slow ones.
";

pub(super) fn page(tree: &Tree) -> anyhow::Result<String> {
    let simulated = tree.text(SIMULATED).with_context(|| format!("{SIMULATED} is missing"))?;
    let cases: anyhow::Result<Vec<String>> = CASES.iter().map(|case| section(case, simulated)).collect();
    Ok(format!("{OPENING}\n{}\n{}", kinds(), cases?.join("\n")))
}

fn kinds() -> String {
    let checks: Vec<&Check> = CASES.iter().flat_map(|case| case.checks).collect();
    let line = |kind: &Kind| {
        let (rows, holding) = (checks.iter().filter(|check| check.kind == *kind).count(), holding(&checks, *kind));
        format!("| {} | {} | {rows} | {holding} |\n", kind.name(), kind.text())
    };
    let lines: String = Kind::ALL.iter().map(line).collect();
    let out = checks.iter().filter(|check| check.kind == Kind::Validation).count();
    let head = "| kind | what an agreement says | rows | hold |\n|---|---|---|---|\n";
    let holding = holding(&checks, Kind::Validation);
    format!("{head}{lines}\n{} checks, of which {out} out of sample, of which {holding} hold.\n", checks.len())
}

fn holding(checks: &[&Check], kind: Kind) -> usize {
    checks.iter().filter(|check| check.kind == kind && check.expected.holds()).count()
}

fn section(case: &Case, simulated: &str) -> anyhow::Result<String> {
    let head = "| compared | kind | published | simulated | 95 % | tolerance | |\n|---|---|---|---|---|---|---|\n";
    let rows = case.checks.iter().enumerate().map(|(number, check)| row(case, number, check, simulated));
    let rows = rows.collect::<anyhow::Result<String>>()?;
    let slow = if case.slow { " Slow: left out of the quick set." } else { "" };
    let reasons = case.checks.iter().filter(|check| !check.expected.holds());
    let reasons: String =
        reasons.map(|check| format!("\nDoes not hold, {}: {}.\n", check.what, check.expected.reason())).collect();
    Ok(format!(
        "## {}\n\n{} [{}].\n\nDrives {}.{slow}\n\n{head}{rows}{reasons}",
        case.name, case.title, case.source, case.simulates
    ))
}

fn row(case: &Case, number: usize, check: &Check, simulated: &str) -> anyhow::Result<String> {
    let found = committed(case.name, number, simulated)?;
    let interval =
        if found.low == found.high { "exact".into() } else { format!("{} to {}", short(found.low), short(found.high)) };
    Ok(format!(
        "| {} | {} | {} | {} | {interval} | {} | {} |\n",
        check.what,
        check.kind.name(),
        short(check.published),
        short(found.value),
        check.tolerance,
        // That the committed values are as expected is a test of the crate, on all of their digits.
        if check.expected.holds() { "holds" } else { "**does not hold**" }
    ))
}

/// What the last run gave: a line `case,check,simulated,low,high`.
fn committed(case: &str, number: usize, simulated: &str) -> anyhow::Result<Simulated> {
    let start = format!("{case},{number},");
    let line = simulated.lines().find_map(|line| line.strip_prefix(&start));
    let line = line.with_context(|| format!("{SIMULATED} has no line {start}…; UPDATE=1 cargo test -p validation"))?;
    let numbers: Vec<f64> = line.split(',').map(str::parse).collect::<Result<_, _>>()?;
    ensure!(numbers.len() == 3, "{SIMULATED}: {start}{line}: three numbers belong here");
    Ok(Simulated { value: numbers[0], low: numbers[1], high: numbers[2], note: String::new() })
}

/// Four digits.
fn short(value: f64) -> String {
    let rounded: f64 = format!("{value:.3e}").parse().expect("a number as it was printed");
    super::parameters::number(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committed_line_is_read_and_a_missing_one_is_told() {
        let text = "# remark\ncensus,0,9.984e-1,9.900e-1,1.000e0\n";
        assert_eq!(committed("census", 0, text).unwrap().value, 0.9984);
        assert!(committed("census", 1, text).unwrap_err().to_string().contains("UPDATE=1"));
        assert_eq!([1.0 / 6_000.0, 20_000.0, -0.61].map(short), ["0.0001667", "20000", "-0.61"]);
    }
}
