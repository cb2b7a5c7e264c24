//! The run folder: `what/` byte for byte the same for equal inputs, apart from `how.json` and `report.html`.
//!
//! Everything is written into a folder with a dot before its name, which gets its real name when all is there. So a
//! run that fails leaves nothing half-written; one that was stopped or killed leaves what it can go on from. Whoever
//! writes holds a lock, which the system takes from the dead.

use crate::data::TEXTS;
use crate::request::quoted;
use crate::{Failure, checkpoint, kept};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Held by whoever writes.
const LOCK: &str = "lock";
/// What days left behind and what a run goes on from; no part of a finished run.
pub(crate) const SCAFFOLD: [&str; 3] = [LOCK, checkpoint::FOLDER, crate::journal::NAME];

/// A folder that is being filled; removed again unless it is kept or left.
pub(crate) struct Folder {
    target: PathBuf,
    partial: PathBuf,
    /// Folders above it that were made for it, the deepest first.
    parents: Vec<PathBuf>,
    kept: bool,
    /// Nobody else writes as long as this is open; none where the file system knows no locks.
    _lock: Option<File>,
}

/// Whether a name could be taken.
enum Reserved {
    New(Folder),
    /// Somebody who is dead has left something.
    Left(Folder),
    /// Somebody is writing.
    Taken,
}

impl Folder {
    /// `out`, which must not exist; or the next number under `runs/<experiment>`.
    pub(crate) fn create(out: Option<&Path>, experiment: &str) -> Result<Self, Failure> {
        let Some(out) = out else { return Self::next(&Path::new("runs").join(experiment)) };
        let refused =
            |what: String, allowed: &str| Err(Failure::refused(format!("--out {}: {what}", out.display()), allowed));
        if out.exists() {
            return refused(
                "there is something already".to_owned(),
                "a folder that does not exist yet; nothing is overwritten",
            );
        }
        if out.file_name().is_none() {
            return refused("this names no folder".to_owned(), "the name of a new folder");
        }
        match Self::reserve(out).map_err(Failure::disk(out))? {
            Reserved::New(folder) => Ok(folder),
            Reserved::Left(folder) if is_worth_resuming(&folder.partial) => {
                folder.leave();
                refused(
                    "a run was stopped or killed there".to_owned(),
                    &format!("--resume {} to go on with it; or another folder", quoted(out)),
                )
            }
            Reserved::Left(folder) => folder.cleared(),
            Reserved::Taken => {
                refused(format!("another run is writing it: {}", partial_of(out).display()), "another folder")
            }
        }
    }

    /// The folder of a run that was stopped or killed.
    pub(crate) fn resume(folder: &Path) -> Result<Self, Failure> {
        let target = target_of(folder);
        let refused = |what: &str, allowed: &str| {
            Err(Failure::refused(format!("--resume {}: {what}", folder.display()), allowed))
        };
        if target.exists() {
            return refused("this run is finished", "the folder of a run that was stopped");
        }
        if !partial_of(&target).exists() {
            return refused("no run was stopped there", "the folder of a run that was stopped");
        }
        match Self::reserve(&target).map_err(Failure::disk(&target))? {
            Reserved::Left(folder) => Ok(folder),
            Reserved::New(_) | Reserved::Taken => {
                refused("another run is writing it", "a folder that nobody else is writing")
            }
        }
    }

    fn next(parent: &Path) -> Result<Self, Failure> {
        for number in 1.. {
            let target = parent.join(number.to_string());
            if target.exists() || partial_of(&target).exists() {
                continue;
            }
            if let Reserved::New(folder) = Self::reserve(&target).map_err(Failure::disk(&target))? {
                return Ok(folder);
            }
        }
        unreachable!("there is always a next number")
    }

    /// Takes the name, unless somebody is writing.
    fn reserve(target: &Path) -> io::Result<Reserved> {
        let partial = partial_of(target);
        let above = partial.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty());
        let parents = above.take_while(|parent| !parent.exists()).map(Path::to_owned).collect();
        // From here on whatever was made is removed again if something fails.
        let mut folder = Self { target: target.to_owned(), partial, parents, kept: false, _lock: None };
        if let Some(parent) = folder.parents.first() {
            fs::create_dir_all(parent)?;
        }
        let made = match fs::create_dir(&folder.partial) {
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => false,
            made => made.map(|()| true)?,
        };
        folder.kept = !made; // by somebody else, until it is ours
        match locked(&folder.partial)? {
            Locked::Ours(lock) => folder._lock = lock,
            Locked::Taken => {
                folder.kept = true;
                return Ok(Reserved::Taken);
            }
        }
        // Whoever wrote here may have finished between the two calls.
        if !folder.partial.join(LOCK).exists() {
            folder.kept = true;
            return Ok(Reserved::Taken);
        }
        if !made {
            return Ok(Reserved::Left(folder));
        }
        fs::create_dir(folder.what())?;
        Ok(Reserved::New(folder))
    }

    /// The same folder without what somebody who is dead has left.
    fn cleared(mut self) -> Result<Self, Failure> {
        let clear = || -> io::Result<()> {
            for entry in fs::read_dir(&self.partial)? {
                let entry = entry?;
                match entry.file_type()?.is_dir() {
                    true => fs::remove_dir_all(entry.path())?,
                    false if entry.file_name() == LOCK => {}
                    false => fs::remove_file(entry.path())?,
                }
            }
            fs::create_dir(self.what())
        };
        clear().map_err(Failure::disk(&self.partial))?;
        self.kept = false;
        Ok(self)
    }

    /// Takes away the folder of the tables, where none are made.
    pub(crate) fn discard_what(&self) -> Result<(), Failure> {
        let what = self.what();
        fs::remove_dir_all(&what).map_err(Failure::disk(&what))
    }

    /// Takes away the tables of a run that was stopped, which are made anew.
    pub(crate) fn empty_what(&self) -> Result<(), Failure> {
        let (what, texts) = (self.what(), self.partial.join(TEXTS));
        let empty = || -> io::Result<()> {
            for old in [&what, &texts].into_iter().filter(|old| old.exists()) {
                fs::remove_dir_all(old)?;
            }
            fs::create_dir(&what)
        };
        empty().map_err(Failure::disk(&what))
    }

    /// Where the byte-comparable part goes.
    pub(crate) fn what(&self) -> PathBuf {
        self.partial.join("what")
    }

    /// The folder as it is now, under the name that it has until it is kept.
    pub(crate) fn root(&self) -> &Path {
        &self.partial
    }

    /// The name that it will have.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.partial.join(name);
        let write = || {
            let mut file = File::create(&path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(Failure::disk(&path))
    }

    /// Gives the folder its name.
    pub(crate) fn keep(self) -> Result<PathBuf, Failure> {
        self.keep_without(&SCAFFOLD)
    }

    /// The same with the journal, which is what a shard is.
    pub(crate) fn keep_journal(self) -> Result<PathBuf, Failure> {
        self.keep_without(&[LOCK, checkpoint::FOLDER])
    }

    fn keep_without(mut self, scaffold: &[&str]) -> Result<PathBuf, Failure> {
        self.name().map_err(Failure::disk(&self.target))?;
        self.kept = true;
        // Only now, so that there is no moment at which nothing is whole.
        for name in scaffold {
            let path = self.target.join(name);
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            match removed {
                Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(Failure::disk(&path)(why)),
                _ => {}
            }
        }
        Ok(self.target.clone())
    }

    /// Gives the folder its name once all that is in it has reached the disk.
    fn name(&self) -> io::Result<()> {
        [&self.what(), &self.partial]
            .into_iter()
            .filter(|folder| folder.exists())
            .try_for_each(|folder| sync(folder))?;
        fs::rename(&self.partial, &self.target)?;
        match self.target.parent() {
            Some(above) if !above.as_os_str().is_empty() => sync(above),
            _ => sync(Path::new(".")),
        }
    }

    /// Leaves it as it is, to go on with another time.
    pub(crate) fn leave(mut self) {
        self.kept = true;
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Whoever falls over a fault of ours on the last day goes on from what was laid down before.
        let fell = std::thread::panicking() && is_worth_resuming(&self.partial);
        if !self.kept && !fell {
            // Nothing more can be done about a folder that cannot be removed; its name says that it is partial.
            let _ = fs::remove_dir_all(&self.partial);
            // A folder above it that somebody else has filled meanwhile is not empty, and stays.
            self.parents.iter().for_each(|parent| drop(fs::remove_dir(parent)));
        }
    }
}

/// Whether somebody could go on from what lies there.
fn is_worth_resuming(partial: &Path) -> bool {
    checkpoint::is_worth_resuming(partial) || kept::is_worth_resuming(partial)
}

/// Whether a folder could be locked.
pub(crate) enum Locked {
    /// Nobody else writes as long as this is open; none where the file system knows no locks.
    Ours(Option<File>),
    Taken,
}

/// Locks a folder for whoever asks.
pub(crate) fn locked(folder: &Path) -> io::Result<Locked> {
    let lock = File::create(folder.join(LOCK))?;
    match lock.try_lock() {
        Ok(()) => Ok(Locked::Ours(Some(lock))),
        Err(TryLockError::Error(why)) if why.kind() == io::ErrorKind::Unsupported => Ok(Locked::Ours(None)),
        Err(TryLockError::Error(why)) => Err(why),
        Err(TryLockError::WouldBlock) => Ok(Locked::Taken),
    }
}

/// Takes the lock away.
pub(crate) fn unlock(folder: &Path) -> io::Result<()> {
    fs::remove_file(folder.join(LOCK))
}

/// What was written there or given its name is there after a power cut only if the folder is, too.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The name while it is being filled.
fn partial_of(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.partial"))
}

/// The name when it is filled, whichever of the two somebody has typed.
pub(crate) fn target_of(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.strip_prefix('.').and_then(|name| name.strip_suffix(".partial")) {
        Some(name) => folder.with_file_name(name),
        None => folder.to_owned(),
    }
}
