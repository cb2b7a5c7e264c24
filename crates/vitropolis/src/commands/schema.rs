//! `vitropolis schema`: what may stand in a file, as JSON Schema, so that editors complete and check.

use clap::{Args, ValueEnum};
use experiment::{Failure, Kind};
use std::process::ExitCode;

/// Print the JSON Schema of a kind of file.
#[derive(Args)]
pub(crate) struct Arguments {
    kind: FileKind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FileKind {
    City,
    Catalogue,
    Regime,
    Experiment,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let kind = match arguments.kind {
        FileKind::City => Kind::City,
        FileKind::Catalogue => Kind::Catalogue,
        FileKind::Regime => Kind::Regime,
        FileKind::Experiment => Kind::Experiment,
    };
    println!("{:#}", experiment::schema(kind));
    Ok(ExitCode::SUCCESS)
}
