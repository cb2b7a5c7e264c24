//! The program: the command line of the library, with the words that it was started with.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(vitropolis::main_from(std::env::args_os()))
}
