//! `vitropolis validate`: published figures beside simulated ones.

use crate::numbers::four_digits;
use crate::output::{DIFFERS, Output, say};
use clap::Args;
use clap::builder::PossibleValuesParser;
use experiment::Failure;
use serde_json::{Value, json};
use std::fmt::Write;
use std::io::IsTerminal;
use std::process::ExitCode;
use validation::{CASES, Case, Row, Table, chosen, simulate};

/// Lay published figures beside simulated ones
///
/// Ends with 0 when every row is as expected, a row that is expected not to hold
/// among them; else with 1. With --json: a list of rows, one object each.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// One case only
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(names()), hide_possible_values = true)]
    case: Option<String>,
    /// Leave out the cases that take minutes
    #[arg(long, conflicts_with = "case")]
    quick: bool,
    /// End with 1 on any row that does not hold, expected or not
    #[arg(long)]
    strict: bool,
}

fn names() -> Vec<&'static str> {
    CASES.iter().map(|case| case.name).collect()
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let cases = chosen(arguments.case.as_deref(), arguments.quick);
    let table = simulate(&cases, 0, tell);
    output.result(&words(&table), || table.rows.iter().map(object).collect())?;
    let good = if arguments.strict { table.all_hold() } else { table.is_as_expected() };
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(DIFFERS) })
}

/// What is being run, for whoever waits at a terminal.
fn tell(case: &Case) {
    if std::io::stderr().is_terminal() {
        say(&format!("… {}", case.name));
    }
}

fn words(table: &Table) -> String {
    let mut text = format!("{}\n", experiment::SYNTHETIC);
    let mut last = "";
    for row in &table.rows {
        if row.case.name != last {
            last = row.case.name;
            let head = format!("{} [{}], {:.1} s: {}", row.case.name, row.case.source, row.seconds, row.case.title);
            let _ = write!(text, "\n{}", wrapped(&head, 0));
            text += &wrapped(&format!("drives {}", row.case.simulates), 2);
            let _ = writeln!(text, "  again: {}", row.command());
        }
        text += &told(row);
    }
    text + "\n" + &wrapped(&table.summary(), 0)
}

fn told(row: &Row) -> String {
    let (check, found) = (row.check, &row.simulated);
    let verdict = match (row.holds, row.is_as_expected()) {
        (true, true) => "holds",
        (true, false) => "HOLDS, AND WAS NOT EXPECTED TO",
        (false, true) => "does not hold, as expected",
        (false, false) => "DOES NOT HOLD",
    };
    let mut text = wrapped(&format!("{verdict} ({}): {}", check.kind.name(), check.what), 2);
    let (published, simulated) = (four_digits(check.published), four_digits(found.value));
    let interval = format!("{} to {}", four_digits(found.low), four_digits(found.high));
    text += &wrapped(&format!("published {published}, simulated {simulated} ({interval}); {}", check.tolerance), 4);
    for (lead, more) in [("why: ", check.expected.reason()), ("", found.note.as_str())] {
        if !more.is_empty() {
            text += &wrapped(&format!("{lead}{more}"), 4);
        }
    }
    text
}

/// Lines of at most 80 columns.
fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if indent + line.chars().count() + 1 + word.chars().count() > 80 {
            let _ = writeln!(lines, "{:indent$}{line}", "");
            line = "  ".to_owned();
        } else if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    let _ = writeln!(lines, "{:indent$}{line}", "");
    lines
}

fn object(row: &Row) -> Value {
    let (check, found) = (row.check, &row.simulated);
    json!({
        "case": row.case.name, "check": check.what, "kind": check.kind.name(), "published": check.published,
        "simulated": found.value, "low": found.low, "high": found.high, "tolerance": check.tolerance.to_string(),
        "holds": row.holds, "expected": check.expected.holds(), "reason": check.expected.reason(), "note": found.note,
        "source": row.case.source, "command": row.command(), "seconds": row.seconds,
    })
}
