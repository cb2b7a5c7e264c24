//! `vitropolis list`: what lies here to be run.

use crate::output::Output;
use clap::Args;
use experiment::Failure;
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// List experiments, regimes and cities.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Folder that holds experiments/, regimes/ and cities/
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let found = experiment::list(&arguments.folder);
    let mut text = String::new();
    for file in &found {
        let _ = writeln!(text, "{:<10} {}\n           {}", file.kind, file.path.display(), file.title);
    }
    if found.is_empty() {
        let _ = writeln!(text, "nothing here: {} has no experiments/, regimes/ or cities/", arguments.folder.display());
    }
    let one = |file: &experiment::Shipped| json!({ "kind": file.kind, "path": file.path, "title": file.title });
    output.result(&text, || json!({ "files": found.iter().map(one).collect::<Vec<_>>() }))?;
    Ok(ExitCode::SUCCESS)
}
