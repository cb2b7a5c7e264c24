//! `vitropolis verify RUN`: whether a run folder is still what was written.

use crate::output::{DIFFERS, Output};
use clap::Args;
use experiment::{Checked, Failure, Found};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Compare a run's files with the hashes recorded for them.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Run folder
    run: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    told(&experiment::verify(&arguments.run)?, "as written", output)
}

/// Says what was found about each file; exit code 1 if any differs.
pub(super) fn told(checked: &Checked, same: &str, output: &Output) -> Result<ExitCode, Failure> {
    let mut text = String::new();
    for (path, found) in checked {
        let _ = writeln!(text, "{:<14} {path}", if *found == Found::Same { same } else { word(found) });
    }
    let differing = checked.iter().filter(|(_, found)| *found != Found::Same).count();
    let _ = writeln!(text, "{} files, {differing} differ", checked.len());
    output.result(&text, || object(checked))?;
    Ok(if differing == 0 { ExitCode::SUCCESS } else { ExitCode::from(DIFFERS) })
}

fn object(checked: &Checked) -> Value {
    let files = checked.iter().map(|(path, found)| json!({ "path": path, "found": word(found) }));
    json!({ "differs": checked.iter().any(|(_, found)| *found != Found::Same), "files": files.collect::<Vec<_>>() })
}

fn word(found: &Found) -> &'static str {
    match found {
        Found::Same => "same",
        Found::Changed => "CHANGED",
        Found::Missing => "MISSING",
        Found::Foreign => "NOT RECORDED",
    }
}
