//! Which sources the program was built from: a run goes on, and shards are put together, under the same rules only.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// Crates that decide what a day leaves behind.
const CRATES: [&str; 5] = ["engine", "experiment", "model", "report", "scenario"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for name in CRATES {
        let folder = Path::new("..").join(name).join("src");
        println!("cargo::rerun-if-changed={}", folder.display());
        for path in files(&folder)? {
            hasher.write(path.to_string_lossy().as_bytes());
            hasher.write(&fs::read(&path)?);
        }
    }
    println!("cargo::rustc-env=VITROPOLIS_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// Every file under a folder, in order.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() { all.extend(files(&path)?) } else { all.push(path) }
    }
    Ok(all)
}
