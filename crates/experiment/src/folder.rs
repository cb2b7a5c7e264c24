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
            Some(out) => Self::reserve(out).map_err(Failure::disk(out))?.ok_or_else(|| {
                Failure::refused(format!("--out {}: another run is writing it", out.display()), "another folder")
            }),
            None => Self::next(&Path::new("runs").join(experiment)),
        }
    }

    fn next(parent: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(parent).map_err(Failure::disk(parent))?;
        for number in 1.. {
            let target = parent.join(number.to_string());
            if !target.exists()
                && let Some(folder) = Self::reserve(&target).map_err(Failure::disk(&target))?
            {
                return Ok(folder);
            }
        }
        unreachable!("there is always a next number")
    }

    /// Takes the name, unless another run has it.
    fn reserve(target: &Path) -> io::Result<Option<Self>> {
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let partial = target.with_file_name(format!(".{name}.partial"));
        if let Some(parent) = partial.parent() {
            fs::create_dir_all(parent)?;
        }
        match fs::create_dir(&partial) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => return Ok(None),
            made => made?,
        }
        let folder = Self { target: target.to_owned(), partial, kept: false };
        fs::create_dir(folder.what())?;
        Ok(Some(folder))
    }

    /// Where the byte-comparable part goes.
    pub(crate) fn what(&self) -> PathBuf {
        self.partial.join("what")
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
        }
    }
}
