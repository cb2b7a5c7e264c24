//! The program: the command line of the library, with the words that it was started with.

use std::process::ExitCode;

/// A city is walked through from end to end every day: what hands out its memory decides how fast (docs/decisions/0010).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(vitropolis::main_from(std::env::args_os()))
}
