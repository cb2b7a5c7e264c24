//! The run folder: `what/` byte for byte the same for equal inputs, apart from `how.json` and `report.html`.
//!
//! Everything is written into a folder with a dot before its name, which gets its real name when all is there. So a
//! run that fails or is stopped leaves nothing half-written.

use crate::Failure;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder that is being filled; removed again unless it is [`Folder::keep`]pt.
pub(crate) struct Folder {
    target: PathBuf,
    partial: PathBuf,
    /// Folders above it that were made for it, the deepest first.
    parents: Vec<PathBuf>,
    kept: bool,
}

impl Folder {
    /// `out`, which must not exist; or the next number under `runs/<experiment>`.
    pub(crate) fn create(out: Option<&Path>, experiment: &str) -> Result<Self, Failure> {
        match out {
            Some(out) if out.exists() => Err(Failure::refused(
                format!("--out {}: there is something already", out.display()),
                "a folder that does not exist yet; nothing is overwritten",
            )),
            Some(out) if out.file_name().is_none() => Err(Failure::refused(
                format!("--out {}: this names no folder", out.display()),
                "the name of a new folder",
            )),
            Some(out) => Self::reserve(out).map_err(Failure::disk(out))?.ok_or_else(|| {
                Failure::refused(
                    format!(
                        "--out {0}: another run is writing it, or was killed: {1} exists",
                        out.display(),
                        partial_of(out).display()
                    ),
                    "another folder; or remove that one if nothing is writing it",
                )
            }),
            None => Self::next(&Path::new("runs").join(experiment)),
        }
    }

    fn next(parent: &Path) -> Result<Self, Failure> {
        for number in 1.. {
            let target = parent.join(number.to_string());
            if target.exists() {
                continue;
            }
            if let Some(folder) = Self::reserve(&target).map_err(Failure::disk(&target))? {
                return Ok(folder);
            }
        }
        unreachable!("there is always a next number")
    }

    /// Takes the name, unless another run has it.
    fn reserve(target: &Path) -> io::Result<Option<Self>> {
        let partial = partial_of(target);
        let above = partial.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty());
        let parents = above.take_while(|parent| !parent.exists()).map(Path::to_owned).collect();
        // From here on whatever was made is removed again if something fails.
        let mut folder = Self { target: target.to_owned(), partial, parents, kept: false };
        if let Some(parent) = folder.parents.first() {
            fs::create_dir_all(parent)?;
        }
        match fs::create_dir(&folder.partial) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
                folder.kept = true; // by somebody else
                return Ok(None);
            }
            made => made?,
        }
        fs::create_dir(folder.what())?;
        Ok(Some(folder))
    }

    /// Where the byte-comparable part goes.
    pub(crate) fn what(&self) -> PathBuf {
        self.partial.join("what")
    }

    /// The folder as it is now, under the name that it has until it is kept.
    pub(crate) fn root(&self) -> &Path {
        &self.partial
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.partial.join(name);
        fs::write(&path, text).map_err(Failure::disk(&path))
    }

    /// Gives the folder its name.
    pub(crate) fn keep(mut self) -> Result<PathBuf, Failure> {
        fs::rename(&self.partial, &self.target).map_err(Failure::disk(&self.target))?;
        self.kept = true;
        Ok(self.target.clone())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing more can be done about a folder that cannot be removed; its name says that it is partial.
            let _ = fs::remove_dir_all(&self.partial);
            // A folder above it that somebody else has filled meanwhile is not empty, and stays.
            self.parents.iter().for_each(|parent| drop(fs::remove_dir(parent)));
        }
    }
}

/// The name while it is being filled.
fn partial_of(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.partial"))
}
