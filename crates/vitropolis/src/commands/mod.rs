//! The grammar: one command a file.

mod city;
mod completions;
mod digest;
mod explain;
mod facecalc;
mod life;
mod list;
mod observe;
mod replay;
mod run;
mod schema;
mod verify;

use crate::output::Output;
use clap::{Parser, Subcommand};
use experiment::Failure;
use std::process::ExitCode;

/// Runs a social-scoring regime on a SYNTHETIC city and counts the harm it does.
///
/// Synthetic people only: nothing here can take in, score or look up a real person.
#[derive(Parser)]
#[command(name = "vitropolis", version, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 what was compared differs, 2 what was asked for cannot be\ndone (nothing half-written is left), 130 stopped."
)]
pub(crate) struct CommandLine {
    /// One JSON object on standard output instead of words
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Arguments),
    City(city::Arguments),
    Digest(digest::Arguments),
    Facecalc(facecalc::Arguments),
    Life(life::Arguments),
    Verify(verify::Arguments),
    Replay(replay::Arguments),
    List(list::Arguments),
    Observe(observe::Arguments),
    Schema(schema::Arguments),
    Explain(explain::Arguments),
    Completions(completions::Arguments),
}

pub(crate) fn run(line: CommandLine, output: &Output) -> Result<ExitCode, Failure> {
    match line.command {
        Command::Run(arguments) => run::run(&arguments, output),
        Command::City(arguments) => city::run(&arguments, output),
        Command::Digest(arguments) => digest::run(&arguments, output),
        Command::Facecalc(arguments) => facecalc::run(&arguments, output),
        Command::Life(arguments) => life::run(&arguments, output),
        Command::Verify(arguments) => verify::run(&arguments, output),
        Command::Replay(arguments) => replay::run(&arguments, output),
        Command::List(arguments) => list::run(&arguments, output),
        Command::Observe(arguments) => observe::run(&arguments, output),
        Command::Schema(arguments) => schema::run(&arguments, output),
        Command::Explain(arguments) => explain::run(&arguments, output),
        Command::Completions(arguments) => completions::run(&arguments, output),
    }
}
