//! A run laid down for the night: its worlds on an evening, to go on from after a stop, a kill or a power cut.
//!
//! A file is written under another name, reaches the disk, and only then takes the place of the one before it, which
//! stays beside it. A line of JSON says whose it is, then come the worlds in compressed pieces, then a hash of it all.
//! What the days have left behind lies in the journal; who the people are is drawn again and must be the same.

use crate::counted::Counted;
use crate::flows::Flows;
use crate::journal::{Chain, Mile, Reading, Whose};
use crate::neighbourhoods::Neighbourhoods;
use crate::request::quoted;
use crate::twins::Twins;
use crate::{Failure, Request, folder};
use engine::checkpoint::{NotTaken, packed, unpacked};
use engine::{Hands, World};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// In the folder of the run.
pub(crate) const FOLDER: &str = "checkpoint";
const NEWEST: &str = "newest";
const BEFORE: &str = "before";
const UNFINISHED: &str = "unfinished";
/// Bytes of the hash at the end.
const HASH: u64 = 32;

/// How often a run is laid down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checkpoints {
    /// As often as it costs less than a thirtieth of the time, and not in the first seconds.
    #[default]
    Auto,
    /// After so many days, whatever it costs.
    Days(u32),
    /// Never; a shard, which is a journal, is laid down when it is stopped.
    Never,
}

impl From<Option<u32>> for Checkpoints {
    /// 0 is never.
    fn from(days: Option<u32>) -> Self {
        match days {
            None => Self::Auto,
            Some(0) => Self::Never,
            Some(days) => Self::Days(days),
        }
    }
}

/// With [`Checkpoints::Auto`]: time lived for each second of writing, the shortest time between two, and bytes a second
/// that are expected before the first has been written.
const LIVED_FOR_EACH: u32 = 30;
const LEAST_BETWEEN: Duration = Duration::from_secs(10);
const EXPECTED_RATE: f64 = 3e8;

/// When the next one is due.
pub(crate) struct Clock {
    wanted: Checkpoints,
    last: Instant,
    cost: Duration,
    /// Writing them all, so far.
    pub(crate) spent: Duration,
    pub(crate) written: u32,
}

impl Clock {
    /// `bytes`: about what the worlds take in memory.
    pub(crate) fn new(wanted: Checkpoints, bytes: u64) -> Self {
        let cost = Duration::from_secs_f64(bytes as f64 / EXPECTED_RATE);
        Self { wanted, last: Instant::now(), cost, spent: Duration::ZERO, written: 0 }
    }

    pub(crate) fn is_due(&self, days_lived: u32) -> bool {
        match self.wanted {
            Checkpoints::Never => false,
            Checkpoints::Days(days) => days_lived.is_multiple_of(days),
            Checkpoints::Auto => self.last.elapsed() >= LEAST_BETWEEN.max(self.cost * LIVED_FOR_EACH),
        }
    }

    pub(crate) fn wrote(&mut self, began: Instant) {
        (self.last, self.cost) = (Instant::now(), began.elapsed());
        (self.spent, self.written) = (self.spent + self.cost, self.written + 1);
    }
}

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Head {
    #[serde(flatten)]
    whose: Whose,
    /// The evening, by number of the seed and day.
    number: u32,
    day: u32,
    /// Where the journal ended.
    end: u64,
    chain: Chain,
    likeness: [u8; 32],
}

/// What is laid down.
pub(crate) struct Laid<'a> {
    pub(crate) worlds: &'a mut [World],
    pub(crate) twins: &'a mut Twins,
    pub(crate) counted: &'a mut Counted,
    pub(crate) flows: &'a mut Flows,
    pub(crate) neighbourhoods: &'a mut Option<Neighbourhoods>,
    /// Of the city ([`engine::checkpoint::likeness`]).
    pub(crate) likeness: &'a [u8; 32],
    pub(crate) hands: &'a Hands,
}

/// Lays down the evening at which the journal stands.
pub(crate) fn lay_down(root: &Path, whose: &Whose, mile: &Mile, laid: Laid) -> Result<(), Failure> {
    let place = root.join(FOLDER);
    let [newest, before, unfinished] = [NEWEST, BEFORE, UNFINISHED].map(|name| place.join(name));
    let likeness = *laid.likeness;
    let (whose, Mile { number, day, end, chain }) = (whose.clone(), *mile);
    let head = Head { whose, number, day, end, chain, likeness };
    let write = || -> io::Result<()> {
        fs::create_dir_all(&place)?;
        let written = write(&unfinished, &head, laid);
        if written.is_err() {
            // Whatever there was before is still there; a full disk has room for it.
            let _ = fs::remove_file(&unfinished);
        }
        written?;
        if newest.exists() {
            fs::rename(&newest, &before)?;
        }
        fs::rename(&unfinished, &newest)?;
        folder::sync(&place)?;
        folder::sync(root)
    };
    write().map_err(Failure::disk(&newest))
}

fn write(path: &Path, head: &Head, laid: Laid) -> io::Result<()> {
    let mut file = Hashing { file: BufWriter::new(File::create(path)?), hasher: blake3::Hasher::new() };
    file.write(serde_json::to_string(head)?.as_bytes())?;
    file.write(b"\n")?;
    let mut piece = |piece: Vec<u8>| -> io::Result<()> {
        file.write(&(piece.len() as u64).to_le_bytes())?;
        file.write(&piece)
    };
    laid.worlds.iter_mut().try_for_each(|world| world.lay_down(&mut piece))?;
    laid.twins.lay_down(laid.hands, &mut piece)?;
    laid.counted.lay_down(laid.hands, &mut piece)?;
    piece(packed(|keeper| laid.flows.carry(keeper)))?;
    if let Some(neighbourhoods) = laid.neighbourhoods {
        piece(packed(|keeper| neighbourhoods.carry(keeper)))?;
    }
    let hash = file.hasher.finalize();
    file.file.write_all(hash.as_bytes())?;
    file.file.into_inner().map_err(|error| error.into_error())?.sync_all()
}

/// A file, and the hash of what was written to it.
struct Hashing {
    file: BufWriter<File>,
    hasher: blake3::Hasher,
}

impl Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.file.write_all(bytes)
    }
}

/// Where a run goes on.
pub(crate) struct Start {
    /// The last evening that counts.
    pub(crate) mile: Mile,
    /// The worlds of that evening; none at the end of a seed.
    pub(crate) laid: Option<Open>,
    /// What could not be used, and why.
    pub(crate) notes: Vec<String>,
}

/// The last place from which a run can go on; none where nothing was kept yet; or why there is none.
pub(crate) fn find(folder: &Path, whose: &Whose) -> Result<Option<Start>, String> {
    let is_laid = |name: &str| folder.join(FOLDER).join(name).exists();
    if !folder.join(crate::journal::NAME).exists() {
        return match is_laid(NEWEST) || is_laid(BEFORE) {
            false => Ok(None),
            true => Err("there are checkpoints, but no journal of the days before them".to_owned()),
        };
    }
    let journal = Reading::open(folder)?;
    if let Some(difference) = journal.whose.differs(whose) {
        return Err(difference);
    }
    let miles = journal.miles();
    let mut notes = Vec::new();
    let mut found: Option<(Mile, Option<Open>)> =
        miles.iter().rev().find(|mile| whose.ends_with(mile)).map(|mile| (*mile, None));
    for name in [NEWEST, BEFORE] {
        let path = folder.join(FOLDER).join(name);
        if !path.exists() {
            continue;
        }
        match Open::new(&path, whose, &miles) {
            Err(why) => notes.push(format!("{}: {why}; it is not used", path.display())),
            Ok(open) => {
                if found.as_ref().is_none_or(|(mile, _)| mile.end < open.mile.end) {
                    found = Some((open.mile, Some(open)));
                }
                break;
            }
        }
    }
    match found {
        Some((mile, laid)) => Ok(Some(Start { mile, laid, notes })),
        None if notes.is_empty() => Ok(None),
        None => Err(format!("{}; {}", notes.join("; "), how_far(&miles))),
    }
}

/// Where a journal breaks off.
fn how_far(miles: &[Mile]) -> String {
    miles.last().map_or("the journal is damaged from its first day on".to_owned(), |mile| {
        format!("the journal is whole up to day {} of city {} and damaged after it", mile.day + 1, mile.number + 1)
    })
}

/// Whether somebody could go on from what lies there.
pub(crate) fn is_worth_resuming(folder: &Path) -> bool {
    let laid = [NEWEST, BEFORE].iter().any(|name| folder.join(FOLDER).join(name).exists());
    laid || Reading::open(folder).is_ok_and(|journal| {
        let whose = journal.whose.clone();
        journal.miles().iter().any(|mile| whose.ends_with(mile))
    })
}

/// A checkpoint that is whole, of this run, and of an evening of its journal.
pub(crate) struct Open {
    file: BufReader<File>,
    mile: Mile,
    likeness: [u8; 32],
    path: PathBuf,
}

impl Open {
    fn new(path: &Path, whose: &Whose, miles: &[Mile]) -> Result<Self, String> {
        let io = |why: io::Error| why.to_string();
        check_hash(path)?;
        let mut file = BufReader::new(File::open(path).map_err(io)?);
        let mut line = String::new();
        file.read_line(&mut line).map_err(io)?;
        let its = Whose::of(&line)?;
        let head: Head = serde_json::from_str(&line).map_err(|why| why.to_string())?;
        if let Some(difference) = its.differs(whose) {
            return Err(difference);
        }
        let Head { number, day, end, chain, likeness, .. } = head;
        let mile = Mile { number, day, end, chain };
        if !miles.contains(&mile) {
            return Err("the journal does not reach it, or tells other days".to_owned());
        }
        Ok(Self { file, mile, likeness, path: path.to_owned() })
    }

    /// Lays the evening over worlds that were built as on the first.
    pub(crate) fn take_up(mut self, laid: Laid) -> Result<(), Failure> {
        let path = self.path.clone();
        let refused = |what: String| {
            Failure::refused(format!("{}: {what}", path.display()), "a checkpoint of this very build of the program")
        };
        if self.likeness != *laid.likeness {
            return Err(refused("the city that is drawn now is another one".to_owned()));
        }
        let mut next = || -> io::Result<Vec<u8>> {
            let mut length = [0; 8];
            self.file.read_exact(&mut length)?;
            let (length, mut piece) = (u64::from_le_bytes(length), Vec::new());
            self.file.by_ref().take(length).read_to_end(&mut piece)?;
            if piece.len() as u64 == length { Ok(piece) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
        };
        let mut take_up = || -> Result<(), NotTaken> {
            laid.worlds.iter_mut().try_for_each(|world| world.take_up(&mut next))?;
            laid.twins.take_up(laid.hands, &mut next)?;
            laid.counted.take_up(laid.hands, &mut next)?;
            let flows = next().map_err(NotTaken::Read)?;
            unpacked(&flows, |taker| laid.flows.carry(taker)).map_err(NotTaken::Lost)?;
            let Some(neighbourhoods) = laid.neighbourhoods else { return Ok(()) };
            let piece = next().map_err(NotTaken::Read)?;
            unpacked(&piece, |taker| neighbourhoods.carry(taker)).map_err(NotTaken::Lost)
        };
        take_up().map_err(|why| match why {
            NotTaken::Lost(lost) => refused(format!("it keeps no `{}` as it is kept now", lost.0)),
            NotTaken::Read(why) => Failure::disk(&path)(why),
        })
    }
}

/// Whether the hash at the end is that of what stands before it.
fn check_hash(path: &Path) -> Result<(), String> {
    let hash = || -> io::Result<bool> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let Some(body) = length.checked_sub(HASH) else { return Ok(false) };
        let (mut file, mut hasher) = (BufReader::with_capacity(1 << 16, file), blake3::Hasher::new());
        io::copy(&mut file.by_ref().take(body), &mut hasher)?;
        let mut told = [0; HASH as usize];
        file.read_exact(&mut told)?;
        Ok(hasher.finalize() == told)
    };
    match hash() {
        Ok(true) => Ok(()),
        Ok(false) => Err("it is cut off or changed".to_owned()),
        Err(why) => Err(why.to_string()),
    }
}

/// The words with which somebody goes on.
pub(crate) fn how_to_go_on(command: &str, request: &Request, folder: &Path) -> String {
    format!("go on with\n  {command}{} --resume {}", request.manner(), quoted(folder))
}
