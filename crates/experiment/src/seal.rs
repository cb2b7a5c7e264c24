//! Whether a run folder is still what it was: the hashes of its files, and the same run lived once more.

use crate::checkpoint::Checkpoints;
use crate::folder::{Folder, SCAFFOLD};
use crate::run::{Asked, carry_out};
use crate::{Failure, Request, Watch, compare, memory};
use report::{Entry, Run, manifest_entries, manifest_json};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The file that names all the others.
pub(crate) const MANIFEST: &str = "ro-crate-metadata.json";

const A_RUN: &str = "a folder that `vitropolis run` has written";

/// What was found about one file of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Same,
    /// Other bytes than were written.
    Changed,
    Missing,
    /// Lies in `what/` and was not written by the run.
    Foreign,
}

/// Every file of a run and what was found, by path.
pub type Checked = Vec<(String, Found)>;

/// Computes the hashes of all files again and lays them beside the recorded ones.
pub fn verify(folder: &Path) -> Result<Checked, Failure> {
    let path = folder.join(MANIFEST);
    let text = fs::read_to_string(&path).map_err(Failure::read(&path, A_RUN))?;
    let recorded = manifest_entries(&text)
        .ok_or_else(|| Failure::refused(format!("{}: no manifest of a run", path.display()), A_RUN))?;
    let mut found: Checked = Vec::new();
    for entry in &recorded {
        found.push((entry.path.clone(), held_against(folder, entry)?));
    }
    for path in files_under(folder, "what").map_err(Failure::disk(folder))? {
        if !recorded.iter().any(|entry| entry.path == path) {
            found.push((path, Found::Foreign));
        }
    }
    Ok(found)
}

/// Lives the run again from its lock and compares `what/` byte for byte. What is lived again is not kept.
pub fn replay(folder: &Path, threads: usize, watch: &mut dyn Watch, stop: &AtomicBool) -> Result<Checked, Failure> {
    let experiment = compare::locked(folder)?;
    let beside =
        folder.with_file_name(format!("{}-replayed", folder.file_name().unwrap_or_default().to_string_lossy()));
    memory::check(&experiment, 1, None)?;
    let again = Folder::create(Some(&beside), &experiment.name)?;
    let request = Request { threads, checkpoints: Checkpoints::Never, ..Request::default() };
    let asked = Asked::plain(experiment, String::new(), &request);
    let fresh = carry_out(&asked, &again, watch, stop)?.what;
    let mut names = files_under(folder, "what").map_err(Failure::disk(folder))?;
    names.extend(files_under(&fresh, "").map_err(Failure::disk(&fresh))?.iter().map(|name| format!("what/{name}")));
    names.sort();
    names.dedup();
    let compared = |name: String| -> Result<(String, Found), Failure> {
        let (old, new) = (folder.join(&name), fresh.join(name.trim_start_matches("what/")));
        let same = match (old.exists(), new.exists()) {
            (true, true) => hash(&old).map_err(Failure::disk(&old))? == hash(&new).map_err(Failure::disk(&new))?,
            (true, false) => return Ok((name, Found::Foreign)),
            _ => return Ok((name, Found::Missing)),
        };
        Ok((name, if same { Found::Same } else { Found::Changed }))
    };
    names.into_iter().map(compared).collect()
}

/// Writes the manifest of a folder that is otherwise complete.
pub(crate) fn seal(folder: &Folder, run: &Run) -> Result<(), Failure> {
    let root = folder.root();
    let entries = || -> io::Result<Vec<Entry>> {
        let of_the_run = |path: &String| !SCAFFOLD.iter().any(|name| path.starts_with(name));
        let paths = files_under(root, "")?;
        paths
            .into_iter()
            .filter(of_the_run)
            .map(|path| {
                let (bytes, sha256) = hash(&root.join(&path))?;
                Ok(Entry { path, bytes, sha256 })
            })
            .collect()
    };
    let entries = entries().map_err(Failure::disk(root))?;
    folder.write(MANIFEST, &manifest_json(run, &entries, &today()))
}

fn held_against(folder: &Path, entry: &Entry) -> Result<Found, Failure> {
    let path = folder.join(&entry.path);
    if !path.is_file() {
        return Ok(Found::Missing);
    }
    let (bytes, sha256) = hash(&path).map_err(Failure::disk(&path))?;
    Ok(if bytes == entry.bytes && sha256 == entry.sha256 { Found::Same } else { Found::Changed })
}

/// Bytes and SHA-256 of a file.
fn hash(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut hasher, mut bytes) = (fs::File::open(path)?, Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
    Ok((bytes, hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// Files below a folder of a run, in order, with `/` between folders.
fn files_under(root: &Path, below: &str) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type()?.is_dir() {
            files.extend(files_under(root, &path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The day in UTC, as YYYY-MM-DD.
fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}
