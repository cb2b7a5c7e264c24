//! The command line: words in, one call of `experiment`, words or JSON out. It holds no logic of its own.
//!
//! Exit codes: 0 done · 1 something that was compared differs · 2 what was asked for cannot be done (a mistake in a
//! file, an absent folder, a full disk) · 130 stopped with Ctrl-C.
//!
//! It is a function, so that `python -m vitropolis` is this very command line and no second one.

mod commands;
mod numbers;
mod output;
mod progress;
mod stop;

use clap::Parser;
use std::ffi::OsString;
use std::process::ExitCode;

/// Does what the words say (the first is the name of the program) and returns the exit code.
pub fn main_from(words: impl IntoIterator<Item = OsString>) -> u8 {
    let line = match commands::CommandLine::try_parse_from(words) {
        Ok(line) => line,
        Err(told) => {
            // Help and version are told in the same way. A terminal that is gone hears neither.
            let _ = told.print();
            return if told.use_stderr() { output::CANNOT } else { 0 };
        }
    };
    let output = output::Output::new(line.json);
    let code = commands::run(line, &output).unwrap_or_else(|failure| output.failed(&failure));
    number(code)
}

/// An exit code does not tell its number; there are 256 to compare it with.
fn number(code: ExitCode) -> u8 {
    (0..=u8::MAX).find(|number| ExitCode::from(*number) == code).unwrap_or(output::CANNOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exit_code_keeps_its_number() {
        assert!((0..=u8::MAX).all(|code| number(ExitCode::from(code)) == code));
    }
}
