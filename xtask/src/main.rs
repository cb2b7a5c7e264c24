//! The rules of this repository as programs: `cargo xtask ci` is the only gate, and everything it asks for can be
//! asked for alone.
mod bench;
mod bib;
mod book;
mod browser;
mod ci;
mod code;
mod columns;
mod deny;
mod docs;
mod heads;
mod host;
mod job;
mod links;
mod observatory;
mod python;
mod recipes;
mod robustness;
mod sampling;
mod tidy;
mod tree;
mod worked;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask ci              everything that must hold before a change lands
cargo xtask ci STEP…        only these: format lints tidy dependencies advisories tests documents small-run pace worked
                            recipes python browser observatory
cargo xtask tidy            the rules of ARCHITECTURE.md, checked over the sources
cargo xtask docs            write docs/model.md, measures.md and their like from the sources
cargo xtask docs --check    say whether they are what the sources say, and build the book
cargo xtask book            build the book into target/book/html and follow its links
cargo xtask worked          run the commands on the pages of docs/ and write what they print
cargo xtask sampling [RUN…] live cities of three sizes, or read those runs, into docs/sampling.csv
cargo xtask robustness      live draws and trajectories of all stylised numbers (minutes) into docs/robustness.md
cargo xtask bench           how fast a city lives: stages, curves, peers (minutes); `smoke` takes seconds
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
        ["bench", only @ ..] => bench::run(only).map(|()| ExitCode::SUCCESS),
        ["tidy"] => tidy::run().map(|()| ExitCode::SUCCESS),
        ["docs"] => docs::write().map(|()| ExitCode::SUCCESS),
        ["docs", "--check"] => docs::check().map(|()| ExitCode::SUCCESS),
        ["book"] => book::build().map(|_| ExitCode::SUCCESS),
        ["worked"] => worked::write().map(|()| ExitCode::SUCCESS),
        ["worked", "--check"] => worked::check().map(|()| ExitCode::SUCCESS),
        ["sampling", folders @ ..] => sampling::run(folders).map(|()| ExitCode::SUCCESS),
        ["robustness", folders @ ..] => robustness::run(folders).map(|()| ExitCode::SUCCESS),
        ["test-fast"] => ci::test_fast().map(|()| ExitCode::SUCCESS),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => anyhow::bail!("`{}` is no command here\n{HELP}", other.join(" ")),
    }
}
