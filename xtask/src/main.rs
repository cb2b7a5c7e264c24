//! The rules of this repository as programs: `cargo xtask ci` is the only gate, and everything it asks for can be
//! asked for alone.
mod bib;
mod browser;
mod ci;
mod code;
mod columns;
mod deny;
mod docs;
mod heads;
mod host;
mod job;
mod observatory;
mod python;
mod sampling;
mod tidy;
mod tree;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask ci              everything that must hold before a change lands
cargo xtask ci STEP…        only these: format lints tidy dependencies advisories tests documents small-run python browser
cargo xtask tidy            the rules of ARCHITECTURE.md, checked over the sources
cargo xtask docs            write docs/model.md, parameters.md and lint-rules.md from the sources
cargo xtask docs --check    say whether they are what the sources say
cargo xtask sampling [RUN…] live cities of three sizes, or read those runs, into docs/sampling.csv
cargo xtask test-fast       the tests that build in seconds (no tables, no pages)";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> anyhow::Result<ExitCode> {
    match words {
        ["ci", only @ ..] => ci::run(only),
        ["tidy"] => tidy::run().map(|()| ExitCode::SUCCESS),
        ["docs"] => docs::write().map(|()| ExitCode::SUCCESS),
        ["docs", "--check"] => docs::check().map(|()| ExitCode::SUCCESS),
        ["sampling", folders @ ..] => sampling::run(folders).map(|()| ExitCode::SUCCESS),
        ["test-fast"] => ci::test_fast().map(|()| ExitCode::SUCCESS),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => anyhow::bail!("`{}` is no command here\n{HELP}", other.join(" ")),
    }
}
