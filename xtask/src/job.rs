//! The main job in small: a run of `experiments/tiny.toml` must leave a whole run folder in which every file says that
//! its people are synthetic.

use crate::ci::Outcome;
use crate::host;
use crate::tree::root;
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// What a run folder holds.
const FILES: &[&str] = &[
    "what/experiment.lock.toml",
    "what/daily.parquet",
    "what/bands.parquet",
    "what/digests.csv",
    "what/summary.json",
    "what/seeds.csv",
    "how.json",
    "report.html",
];
/// The words that every written file carries.
const MARK: &str = "synthetic people only";

/// Where the small run is left, for the browser and for a look.
pub(crate) fn folder() -> PathBuf {
    root().join("target/ci/run")
}

pub(crate) fn tiny() -> anyhow::Result<Outcome> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    fs::create_dir_all(folder.parent().expect("the folder lies under the root"))?;
    let out = folder.to_string_lossy();
    host::cargo(&["run", "--release", "--", "run", "experiments/tiny.toml", "--out", &out])?;
    let faults: Vec<String> = FILES.iter().filter_map(|file| fault(&folder, file)).collect();
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    println!("{} files, each marked", FILES.len());
    Ok(Outcome::Passed)
}

fn fault(folder: &Path, file: &str) -> Option<String> {
    match fs::read(folder.join(file)) {
        Err(error) => Some(format!("{file}: {error}")),
        Ok(bytes) if !is_marked(&bytes) => Some(format!("{file} does not say `{MARK}`")),
        Ok(_) => None,
    }
}

fn is_marked(bytes: &[u8]) -> bool {
    bytes.windows(MARK.len()).any(|window| window.eq_ignore_ascii_case(MARK.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_found_in_text_and_between_other_bytes() {
        assert!(is_marked(b"# Synthetic people only; version 0.1.0\nday,people\n"));
        assert!(is_marked(b"PAR1\xff\0synthetic people only\0"));
        assert!(!is_marked(b"people only") && !is_marked(b""));
    }
}
