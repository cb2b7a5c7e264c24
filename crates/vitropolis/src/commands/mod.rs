//! The grammar: one command a file.

mod ablate;
mod asked;
mod city;
mod compare;
mod completions;
mod data;
mod diff;
mod digest;
mod explain;
mod facecalc;
mod fria;
mod life;
mod lint;
mod list;
mod merge;
mod new;
mod observe;
mod replay;
mod robust;
mod run;
mod schema;
mod validate;
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
    Merge(merge::Arguments),
    City(city::Arguments),
    Compare(compare::Arguments),
    Data(data::Arguments),
    Diff(diff::Arguments),
    Digest(digest::Arguments),
    Facecalc(facecalc::Arguments),
    Fria(fria::Arguments),
    Life(life::Arguments),
    Robust(robust::Arguments),
    Ablate(ablate::Arguments),
    Validate(validate::Arguments),
    Lint(lint::Arguments),
    Verify(verify::Arguments),
    Replay(replay::Arguments),
    List(list::Arguments),
    New(new::Arguments),
    Observe(observe::Arguments),
    Schema(schema::Arguments),
    Explain(explain::Arguments),
    Completions(completions::Arguments),
}

pub(crate) fn run(line: CommandLine, output: &Output) -> Result<ExitCode, Failure> {
    match line.command {
        Command::Run(arguments) => run::run(&arguments, output),
        Command::Merge(arguments) => merge::run(&arguments, output),
        Command::City(arguments) => city::run(&arguments, output),
        Command::Compare(arguments) => compare::run(&arguments, output),
        Command::Data(arguments) => data::run(&arguments, output),
        Command::Diff(arguments) => diff::run(&arguments, output),
        Command::Digest(arguments) => digest::run(&arguments, output),
        Command::Facecalc(arguments) => facecalc::run(&arguments, output),
        Command::Fria(arguments) => fria::run(&arguments, output),
        Command::Life(arguments) => life::run(&arguments, output),
        Command::Ablate(arguments) => ablate::run(&arguments, output),
        Command::Robust(arguments) => robust::run(&arguments, output),
        Command::Validate(arguments) => validate::run(&arguments, output),
        Command::Lint(arguments) => lint::run(&arguments, output),
        Command::Verify(arguments) => verify::run(&arguments, output),
        Command::Replay(arguments) => replay::run(&arguments, output),
        Command::List(arguments) => list::run(&arguments, output),
        Command::New(arguments) => new::run(&arguments, output),
        Command::Observe(arguments) => observe::run(&arguments, output),
        Command::Schema(arguments) => schema::run(&arguments, output),
        Command::Explain(arguments) => explain::run(&arguments, output),
        Command::Completions(arguments) => completions::run(&arguments, output),
    }
}
