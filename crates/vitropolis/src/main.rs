//! The command line: words in, one call of `experiment`, words or JSON out. It holds no logic of its own.
//!
//! Exit codes: 0 done · 1 something that was compared differs · 2 what was asked for cannot be done (a mistake in a
//! file, an absent folder, a full disk) · 130 stopped with Ctrl-C.

mod commands;
mod numbers;
mod output;
mod progress;
mod stop;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let line = commands::CommandLine::parse();
    let output = output::Output::new(line.json);
    match commands::run(line, &output) {
        Ok(code) => code,
        Err(failure) => output.failed(&failure),
    }
}
