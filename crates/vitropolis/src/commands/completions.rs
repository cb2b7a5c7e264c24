//! `vitropolis completions SHELL`: for the shell to finish our words.

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use experiment::Failure;
use std::process::ExitCode;

/// Print completions for a shell.
#[derive(Args)]
pub(crate) struct Arguments {
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut command = super::CommandLine::command();
    clap_complete::generate(arguments.shell, &mut command, "vitropolis", &mut std::io::stdout());
    Ok(ExitCode::SUCCESS)
}
