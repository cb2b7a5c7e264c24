//! `vitropolis data [RUN]`: which tables lie in a run, and what each column holds.

use crate::output::Output;
use clap::Args;
use experiment::{ColumnAbout, Failure, StoredTable};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say what each column of a run's tables holds, with its unit.
#[derive(Args)]
#[command(after_help = "Tables as CSV: `vitropolis run EXPERIMENT --tables csv`.")]
pub(crate) struct Arguments {
    /// Run folder; without one, the tables of every run
    run: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let tables = experiment::data(arguments.run.as_deref())?;
    let words: Vec<String> = tables.iter().map(words).collect();
    output.result(
        &words.join("\n"),
        || json!({ "run": arguments.run, "tables": tables.iter().map(object).collect::<Vec<_>>() }),
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Columns of a terminal.
const WIDE: usize = 80;

fn words(table: &StoredTable) -> String {
    let mut text = wrapped(0, &format!("{}: a row is {}", table.about.file, table.about.row));
    if let Some(bytes) = table.bytes {
        let csv = table.csv.as_ref().map(|file| format!("; as text in {file}")).unwrap_or_default();
        let _ = writeln!(text, "{bytes} bytes{csv}");
    }
    for column in &table.about.columns {
        let may = if column.nullable { ", may be null" } else { "" };
        let _ = writeln!(text, "  {}  ({}; {}{may})", column.name, column.unit, column.kind);
        text += &wrapped(4, &column.description);
    }
    text
}

/// Lines that a terminal shows, each indented.
fn wrapped(indent: usize, text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        match line.chars().count() {
            0 => line.push_str(word),
            taken if indent + taken + 1 + word.chars().count() <= WIDE => *line += &format!(" {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{:indent$}{line}\n", "")).collect()
}

fn object(table: &StoredTable) -> Value {
    let column = |column: &ColumnAbout| {
        json!({ "name": column.name, "type": column.kind, "unit": column.unit,
            "description": column.description, "nullable": column.nullable })
    };
    json!({ "file": table.about.file, "row": table.about.row, "bytes": table.bytes, "csv": table.csv,
        "columns": table.about.columns.iter().map(column).collect::<Vec<_>>() })
}
