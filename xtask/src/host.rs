//! The machine that the checks run on: its programs, and how to come by one that is missing.

use crate::tree::root;
use anyhow::{Context, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A program of this machine, run at the root of the repository without a keyboard.
pub(crate) fn command(program: impl AsRef<Path>, words: &[&str]) -> Command {
    let mut command = Command::new(program.as_ref());
    command.args(words).current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs a program to its end; its words go to the terminal.
pub(crate) fn run(program: impl AsRef<Path>, words: &[&str]) -> anyhow::Result<()> {
    finish(&mut command(program, words))
}

pub(crate) fn finish(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("{command:?} did not start"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

/// Runs a program for at most this long. A program that waits for a network that is not there ends here.
pub(crate) fn finish_within(command: &mut Command, limit: Duration) -> anyhow::Result<()> {
    let mut child = command.spawn().with_context(|| format!("{command:?} did not start"))?;
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => bail!("{command:?} ended with {status}"),
            None if start.elapsed() > limit => {
                child.kill()?;
                child.wait()?;
                bail!("{command:?} did not end within {} s", limit.as_secs());
            }
            None => thread::sleep(Duration::from_millis(100)),
        }
    }
}

/// Cargo, the one that runs us.
pub(crate) fn cargo(words: &[&str]) -> anyhow::Result<()> {
    run(std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from), words)
}

/// What cargo, or a program that it runs, writes to its standard output.
pub(crate) fn cargo_says(words: &[&str]) -> anyhow::Result<String> {
    let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut command = command(cargo, words);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("{command:?} did not start"))?;
    ensure!(output.status.success(), "{command:?} ended with {}", output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// Where a program lies, if this machine has it.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Installs Debian packages where we may; elsewhere says what to install.
pub(crate) fn install(packages: &[&str], why: &str) -> anyhow::Result<()> {
    let names = packages.join(" ");
    ensure!(find("apt-get").is_some() && is_root(), "{why}: install {names} and run this again");
    println!("{why}: installing {names}");
    run("apt-get", &["update", "-qq"])?;
    let mut words = vec!["install", "-y", "-qq", "--no-install-recommends"];
    words.extend(packages);
    finish(command("apt-get", &words).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let ended = finish_within(&mut command("sleep", &["60"]), Duration::from_millis(1));
        assert!(ended.unwrap_err().to_string().contains("did not end"));
    }

    #[test]
    fn a_missing_program_is_an_error_with_its_name() {
        assert!(run("no-such-program", &[]).unwrap_err().to_string().contains("no-such-program"));
    }
}
