//! `vitropolis completions SHELL`: for the shell to finish our words.

use crate::output::Output;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use experiment::Failure;
use serde_json::json;
use std::process::ExitCode;

/// Print completions for a shell.
#[derive(Args)]
pub(crate) struct Arguments {
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let mut command = super::CommandLine::command();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "vitropolis", &mut script);
    let script = String::from_utf8_lossy(&script);
    output.result(&script, || json!({ "shell": arguments.shell.to_string(), "script": script }))?;
    Ok(ExitCode::SUCCESS)
}
