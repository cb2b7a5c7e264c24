//! `vitropolis schema`: what may stand in a file, as JSON Schema, so that editors complete and check.

use crate::output::Output;
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

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let kind = match arguments.kind {
        FileKind::City => Kind::City,
        FileKind::Catalogue => Kind::Catalogue,
        FileKind::Regime => Kind::Regime,
        FileKind::Experiment => Kind::Experiment,
    };
    let schema = experiment::schema(kind);
    output.result(&format!("{schema:#}"), || schema)?;
    Ok(ExitCode::SUCCESS)
}
