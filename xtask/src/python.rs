//! The Python package as somebody meets it: built, installed, typed, tried, and its notebooks run to their end; and the
//! figures of a run beside those of the libraries that know them.
//!
//! The wheel is made with the profile of the small run, so that what was compiled for the program is not compiled again.

use crate::ci::Outcome;
use crate::host;
use crate::tree::root;
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The newest first.
const PYTHONS: &[&str] = &["python3.13", "python3.12", "python3.11", "python3"];
/// What a wheel may weigh.
const MOST_BYTES: u64 = 12_000_000;

/// Builds the wheel from the source distribution, installs it, and asks everything of it.
pub(crate) fn package() -> anyhow::Result<Outcome> {
    let tools = Tools::ready("venv", "tests/requirements.txt")?;
    let wheel = tools.wheel()?;
    tools.pip(&["install", "--force-reinstall", "--no-deps", &wheel.to_string_lossy()])?;
    tools.look("pytest", &["--durations=5"])?;
    tools.look("mypy", &[])?;
    tools.look("pyright", &["--pythonpath", &tools.venv.join("bin/python").to_string_lossy()])?;
    tools.run("notebooks/run.py", &[])?;
    trial(&wheel)?;
    measures(&wheel)?;
    Ok(Outcome::Passed)
}

/// The figures against the libraries, in an environment of their own: some hold others at older versions.
fn measures(wheel: &Path) -> anyhow::Result<()> {
    let tools = Tools::ready("measures", "measures/requirements.txt")?;
    tools.pip(&["install", "--force-reinstall", "--no-deps", &wheel.to_string_lossy()])?;
    let mut pytest = command(&tools.venv, "pytest");
    pytest.env("VITROPOLIS", tools.venv.join("bin/vitropolis")).args(["-W", "ignore", "measures"]);
    host::finish(pytest.current_dir(crate_folder()))
}

fn crate_folder() -> PathBuf {
    root().join("crates/vitropolis-python")
}

fn scratch(name: &str) -> PathBuf {
    root().join("target/python").join(name)
}

/// A virtual environment with what builds and tries the package.
struct Tools {
    venv: PathBuf,
}

impl Tools {
    fn ready(name: &str, requirements: &str) -> anyhow::Result<Self> {
        let tools = Self { venv: scratch(name) };
        let wanted = crate_folder().join(requirements);
        let asked = fs::read_to_string(&wanted)?;
        let stamp = tools.venv.join("requirements.txt");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == asked) {
            return Ok(tools);
        }
        new_venv(&tools.venv)?;
        tools.pip(&["install", "-r", &wanted.to_string_lossy()])?;
        fs::write(&stamp, asked)?;
        Ok(tools)
    }

    fn pip(&self, words: &[&str]) -> anyhow::Result<()> {
        host::finish(command(&self.venv, "pip").args(words).args(["--quiet", "--disable-pip-version-check"]))
    }

    /// A program of the environment, in the folder of the package.
    fn look(&self, program: &str, words: &[&str]) -> anyhow::Result<()> {
        let built = root().join("target/release/vitropolis");
        let mut command = command(&self.venv, program);
        if built.is_file() {
            command.env("VITROPOLIS", built);
        }
        host::finish(command.args(words).current_dir(crate_folder()))
    }

    fn run(&self, script: &str, words: &[&str]) -> anyhow::Result<()> {
        host::finish(command(&self.venv, "python").arg(script).args(words).current_dir(crate_folder()))
    }

    /// The wheel, built from the source distribution as pip would where there is no wheel.
    fn wheel(&self) -> anyhow::Result<PathBuf> {
        let out = scratch("wheels");
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let to = out.to_string_lossy();
        host::finish(command(&self.venv, "maturin").args(["sdist", "--out", &to]).current_dir(crate_folder()))?;
        let archive = ending(&out, ".tar.gz")?;
        // Not `--locked`: the source distribution holds a part of the workspace, and its lock file is cut to that part.
        let mut maturin = command(&self.venv, "maturin");
        maturin.args(["build", "--release", "--out", &to]).env("CARGO_TARGET_DIR", scratch("target"));
        host::finish(maturin.current_dir(unpacked(&archive)?))?;
        let wheel = ending(&out, ".whl")?;
        let (bytes, source) = (fs::metadata(&wheel)?.len(), fs::metadata(archive)?.len());
        println!("wheel {bytes} bytes, source distribution {source} bytes");
        ensure!(bytes <= MOST_BYTES, "{} has {bytes} bytes; at most {MOST_BYTES} are allowed", wheel.display());
        Ok(wheel)
    }
}

/// A source distribution, laid out anew. Its files bear a date of long ago, by which cargo would take what it compiled from
/// an earlier one for up to date: they get the date of today, and a target folder of their own.
fn unpacked(archive: &Path) -> anyhow::Result<PathBuf> {
    let folder = scratch("source");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let (from, to) = (archive.to_string_lossy(), folder.to_string_lossy());
    host::run("tar", &["xzmf", &from, "--strip-components=1", "-C", &to])?;
    Ok(folder)
}

/// A new user: an empty environment, the wheel, and what the README says.
fn trial(wheel: &Path) -> anyhow::Result<()> {
    let venv = scratch("trial");
    new_venv(&venv)?;
    let wheel = wheel.to_string_lossy();
    host::finish(command(&venv, "pip").args(["install", "--quiet", "--disable-pip-version-check", &wheel]))?;
    let script = crate_folder().join("tests/readme.py");
    host::finish(command(&venv, "python").arg(script).arg(root().join("README.md")).current_dir(scratch("trial")))
}

fn new_venv(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let folder = folder.to_string_lossy();
    host::run(python()?, &["-m", "venv", &folder])
}

/// A Python that the package is made for.
fn python() -> anyhow::Result<PathBuf> {
    let find = || PYTHONS.iter().filter_map(|name| host::find(name)).find(|python| recent(python));
    if let Some(found) = find() {
        return Ok(found);
    }
    host::install(&["python3", "python3-venv"], "the package is for Python 3.11 and later")?;
    find().context("the Python of this machine is older than 3.11")
}

fn recent(python: &Path) -> bool {
    let asked = Command::new(python).args(["-c", "import sys, venv; sys.exit(sys.version_info < (3, 11))"]).status();
    asked.is_ok_and(|status| status.success())
}

fn command(venv: &Path, program: &str) -> Command {
    host::command(venv.join("bin").join(program), &[])
}

/// The one file of a folder that ends so.
fn ending(folder: &Path, end: &str) -> anyhow::Result<PathBuf> {
    let files = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let mut files = files.filter(|path| path.to_string_lossy().ends_with(end));
    files.next().with_context(|| format!("{} holds no {end}", folder.display()))
}
