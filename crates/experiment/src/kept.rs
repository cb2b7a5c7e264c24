//! What is finished of many pieces of work when somebody stops them, so that the rest can be done another time.
//!
//! `what/finished.csv` holds a line for each piece: its number and what came of it. It lies in the folder of the result
//! while there is none yet, and is no result itself.

use crate::folder::{self, Folder, Locked};
use crate::request::quoted;
use crate::{Failure, Request};
use report::Mark;
use scenario::Experiment;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// In the folder of the result.
const FILE: &str = "what/finished.csv";
const LOCK: &str = "what/experiment.lock.toml";

/// What came of a piece: numbers, some of which there was nothing to measure of; or why it could not be lived.
pub(crate) type Numbers = Result<Vec<Option<f64>>, String>;

/// Finished pieces by their numbers.
pub(crate) type Pieces = BTreeMap<usize, Numbers>;

/// Where a result goes: a new folder, one in which the work was killed, or one in which it was stopped.
pub(crate) enum Place {
    New(Folder),
    Old(Held),
}

/// Work whose finished pieces are kept.
pub(crate) struct Kept<'a> {
    /// Everything but the experiment that decides what a piece is.
    pub(crate) asked: String,
    pub(crate) command: String,
    pub(crate) experiment: &'a Experiment,
    pub(crate) mark: Mark,
    /// How many pieces there are, and how many numbers each may have.
    pub(crate) pieces: usize,
    pub(crate) widths: Vec<usize>,
}

impl Kept<'_> {
    /// The place that is asked for, and the pieces that are finished there.
    pub(crate) fn open(&self, request: &Request, name: &str) -> Result<(Place, Pieces), Failure> {
        match &request.resume {
            Some(named) if folder::target_of(named).exists() => {
                let held = Held::new(&folder::target_of(named))?;
                let pieces = self.taken_up(named, &held.folder)?;
                Ok((Place::Old(held), pieces))
            }
            Some(named) => {
                let folder = Folder::resume(named)?;
                let pieces = self.taken_up(named, folder.root())?;
                Ok((Place::New(folder), pieces))
            }
            None => Ok((Place::New(Folder::create(request.out.as_deref(), name)?), Pieces::new())),
        }
    }

    /// Puts what is finished where it is found after a kill.
    pub(crate) fn lay_down(&self, place: &Place, done: &Pieces) -> Result<(), Failure> {
        let root = place.root();
        replace(&root.join(LOCK), &self.lock())?;
        replace(&root.join(FILE), &self.text(done))
    }

    /// Numbers of the pieces that are still to be done.
    pub(crate) fn missing(&self, done: &Pieces) -> Vec<usize> {
        (0..self.pieces).filter(|piece| !done.contains_key(piece)).collect()
    }

    /// What is finished in a folder, whatever somebody called it.
    fn taken_up(&self, named: &Path, folder: &Path) -> Result<Pieces, Failure> {
        let refused = |what: String, allowed: &str| {
            Err(Failure::refused(format!("--resume {}: {what}", named.display()), allowed))
        };
        let read = |name: &str| fs::read_to_string(folder.join(name));
        let (Ok(lock), Ok(text)) = (read(LOCK), read(FILE)) else {
            return refused(format!("there is no {FILE}"), "a folder in which this command was stopped");
        };
        if Experiment::from_lock(&lock)?.hash() != self.experiment.hash() {
            return refused("it is of another experiment".to_owned(), "the same experiment, people, days and seeds");
        }
        match self.read(&text) {
            Ok(pieces) => Ok(pieces),
            Err(why) => refused(why, "the same command on an unchanged folder"),
        }
    }

    /// Reads what [`Kept::text`] wrote.
    pub(crate) fn read(&self, text: &str) -> Result<Pieces, String> {
        let asked = text.lines().find_map(|line| line.strip_prefix("# asked = ")).unwrap_or_default();
        if asked != self.asked {
            return Err(format!("`{asked}` was asked for there, and now `{}`", self.asked));
        }
        let rows = text.lines().filter(|line| !line.starts_with('#') && *line != HEAD);
        let row = |line: &str| self.row(line).ok_or_else(|| format!("`{line}` is no line of {FILE}"));
        rows.map(row).collect()
    }

    fn row(&self, line: &str) -> Option<(usize, Numbers)> {
        let mut fields = line.splitn(3, ',');
        let (piece, why, numbers) = (fields.next()?.parse().ok()?, fields.next()?, fields.next()?);
        if piece >= self.pieces {
            return None;
        }
        if why == "failed" {
            return Some((piece, Err(numbers.trim_matches('"').to_owned())));
        }
        let number = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        let numbers: Option<Vec<Option<f64>>> = numbers.split(',').map(number).collect();
        let numbers = numbers.filter(|numbers| self.widths.contains(&numbers.len()))?;
        Some((piece, Ok(numbers)))
    }

    fn lock(&self) -> String {
        self.mark.lines().join("\n") + "\n" + &self.experiment.lock()
    }

    /// The finished pieces as text.
    pub(crate) fn text(&self, done: &Pieces) -> String {
        let mut text = self.mark.lines().join("\n") + &format!("\n# asked = {}\n{HEAD}\n", self.asked);
        for (piece, numbers) in done {
            text += &match numbers {
                Err(why) => format!("{piece},failed,\"{}\"\n", on_one_line(why)),
                Ok(numbers) => {
                    let number = |number: &Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
                    format!("{piece},lived,{}\n", numbers.iter().map(number).collect::<Vec<_>>().join(","))
                }
            };
        }
        text
    }

    /// The failure to end with: what was finished is kept if anything was.
    pub(crate) fn stopped(&self, failure: Failure, place: Place, done: &Pieces) -> Failure {
        let Failure::Stopped { .. } = failure else { return failure };
        if done.is_empty() {
            return Failure::Stopped { kept: "nothing was finished, and nothing was kept".to_owned() };
        }
        match place.write(&[(LOCK, self.lock()), (FILE, self.text(done))]) {
            Err(failure) => failure,
            Ok(folder) => {
                let (kept, pieces, command) = (done.len(), self.pieces, &self.command);
                let folder = quoted(&folder);
                Failure::Stopped {
                    kept: format!("{kept} of {pieces} pieces are kept; go on with\n  {command} --resume {folder}"),
                }
            }
        }
    }
}

/// A reason as it is kept.
pub(crate) fn on_one_line(why: &str) -> String {
    why.replace(['\n', '\r'], " ").replace('"', "'")
}

const HEAD: &str = "piece,how,numbers";

/// A folder in which work was stopped, while somebody goes on with it.
pub(crate) struct Held {
    folder: PathBuf,
    /// None where the file system knows no locks.
    _lock: Option<File>,
}

impl Held {
    fn new(folder: &Path) -> Result<Self, Failure> {
        match folder::locked(folder).map_err(Failure::disk(folder))? {
            Locked::Ours(lock) => Ok(Self { folder: folder.to_owned(), _lock: lock }),
            Locked::Taken => Err(Failure::refused(
                format!("--resume {}: another process is writing it", folder.display()),
                "a folder that nobody else is writing",
            )),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // A lock that stays is no obstacle: whoever comes next takes it over.
        let _ = folder::unlock(&self.folder);
    }
}

/// Whether somebody could go on from the finished pieces that lie there.
pub(crate) fn is_worth_resuming(folder: &Path) -> bool {
    folder.join(FILE).exists() && folder.join(LOCK).exists()
}

impl Place {
    /// Writes the files of a result, after which the finished pieces are of no more use.
    pub(crate) fn finish(self, files: &[(&str, String)]) -> Result<PathBuf, Failure> {
        let folder = self.write(files)?;
        let path = folder.join(FILE);
        match fs::remove_file(&path) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(Failure::disk(&path)(why)),
            _ => Ok(folder),
        }
    }

    /// Writes files; in a folder that was there each takes its place only when it is whole.
    pub(crate) fn write(self, files: &[(&str, String)]) -> Result<PathBuf, Failure> {
        match self {
            Self::New(folder) => {
                files.iter().try_for_each(|(name, text)| folder.write(name, text))?;
                folder.keep()
            }
            Self::Old(held) => {
                for (name, text) in files {
                    replace(&held.folder.join(name), text)?;
                }
                Ok(held.folder.clone())
            }
        }
    }

    fn root(&self) -> &Path {
        match self {
            Self::New(folder) => folder.root(),
            Self::Old(held) => &held.folder,
        }
    }
}

/// Puts a file in the place of the one that was there, whole or not at all.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    let write = || {
        let mut file = File::create(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, path)
    };
    let written = write();
    written.map_err(|why| {
        let _ = fs::remove_file(&new);
        Failure::disk(path)(why)
    })
}
