//! What the days have left behind so far, evening by evening: enough to write every table once more.
//!
//! A line of JSON that says whose numbers these are not, then a frame for each evening of all worlds. A frame's hash
//! covers the frames before it, so that one that is cut, changed or moved ends what can be read. A run goes on from here,
//! and a shard hands this over: it is private to one version of the laboratory, and no result.

use crate::flows::carry_flows;
use crate::neighbourhoods::carry_map;
use crate::{Failure, VERSION, folder};
use engine::checkpoint::{packed, unpacked};
use model::Record;
use model::carry::{Carrier, Lost, one};
use model::measures::groups::CONDUCTS;
use model::measures::outcomes::Outcome;
use report::{Effect, Flow, Map, SYNTHETIC, Tallies, Tally};
use scenario::Experiment;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// In the folder of the run.
pub(crate) const NAME: &str = "journal";
/// Changed with every change of what is written.
pub(crate) const FORMAT: u32 = 2;
/// A hash of the sources of all crates that decide what a day leaves behind.
const SOURCES: &str = env!("VITROPOLIS_SOURCES");
/// Length, number of the seed, day, and half a hash.
const HEAD: usize = 4 + 4 + 4 + 16;

pub(crate) type Chain = [u8; 16];

/// Whose journal it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Whose {
    synthetic: String,
    pub(crate) vitropolis: String,
    format: u32,
    /// Of the sources that the program was built from.
    sources: String,
    pub(crate) experiment: String,
    pub(crate) experiment_hash: String,
    days: u32,
    /// First number of a seed, and the one after the last.
    pub(crate) from: u32,
    pub(crate) to: u32,
}

impl Whose {
    pub(crate) fn new(experiment: &Experiment, seeds: &std::ops::Range<u32>) -> Self {
        Self {
            synthetic: SYNTHETIC.to_owned(),
            vitropolis: VERSION.to_owned(),
            format: FORMAT,
            sources: SOURCES.to_owned(),
            experiment: experiment.name.clone(),
            experiment_hash: experiment.hash(),
            days: experiment.days,
            from: seeds.start,
            to: seeds.end,
        }
    }

    /// Reads the first line of a file.
    pub(crate) fn of(text: &str) -> Result<Self, String> {
        let whose: Self = serde_json::from_str(text).map_err(|_| "this is no file of a run".to_owned())?;
        if whose.format != FORMAT || whose.vitropolis != VERSION {
            let of = format!("vitropolis {} (format {})", whose.vitropolis, whose.format);
            return Err(format!("it was written by {of}, and this is {VERSION} (format {FORMAT})"));
        }
        if whose.sources != SOURCES {
            return Err(format!("it was written by another build of vitropolis {VERSION}, whose rules may differ"));
        }
        Ok(whose)
    }

    /// Whether a seed ended with an evening.
    pub(crate) fn ends_with(&self, mile: &Mile) -> bool {
        mile.day + 1 == self.days
    }

    /// What is not as it should be.
    pub(crate) fn differs(&self, wanted: &Self) -> Option<String> {
        if self.experiment_hash != wanted.experiment_hash {
            return Some(format!("it is of another experiment, size, seed or choice of arms (`{}`)", self.experiment));
        }
        let shard = |whose: &Self| format!("seeds {} to {}", whose.from + 1, whose.to);
        ((self.from, self.to) != (wanted.from, wanted.to))
            .then(|| format!("it holds {} of the experiment, and {} are wanted", shard(self), shard(wanted)))
    }

    pub(crate) fn line(&self) -> String {
        serde_json::to_string(self).expect("plain data serialises") + "\n"
    }
}

/// What one evening left behind in all worlds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Left {
    /// Which of the experiment's seeds, from 0.
    pub(crate) number: u32,
    pub(crate) day: u32,
    /// By arm.
    pub(crate) worlds: Vec<LeftByWorld>,
    /// On the last evening of the first seed.
    pub(crate) map: Option<Map>,
}

/// The same for one world.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeftByWorld {
    pub(crate) record: Record,
    /// Names of the bands in force, where the record has a table of them.
    pub(crate) bands: Vec<String>,
    pub(crate) digest: Option<String>,
    /// On the last evening, beside the reference.
    pub(crate) effects: Vec<Effect>,
    /// On the last evening.
    pub(crate) tallies: Tallies,
    /// On the last evening: who moved from band to band.
    pub(crate) flows: Vec<Flow>,
}

/// A place between two frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mile {
    /// The evening before it.
    pub(crate) number: u32,
    pub(crate) day: u32,
    pub(crate) end: u64,
    pub(crate) chain: Chain,
}

/// A journal that is being written.
pub(crate) struct Journal {
    path: PathBuf,
    file: BufWriter<File>,
    end: u64,
    chain: Chain,
}

impl Journal {
    pub(crate) fn create(folder: &Path, whose: &Whose) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        let line = whose.line();
        let create = || -> io::Result<_> {
            let mut file = BufWriter::new(File::create(&path)?);
            file.write_all(line.as_bytes())?;
            Ok(file)
        };
        let file = create().map_err(Failure::disk(&path))?;
        folder::sync(folder).map_err(Failure::disk(folder))?;
        Ok(Self { end: line.len() as u64, chain: first_link(&line), path, file })
    }

    /// Goes on after a mile; what came later is cut off.
    pub(crate) fn go_on(folder: &Path, mile: &Mile) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        let open = || -> io::Result<_> {
            let mut file = OpenOptions::new().write(true).open(&path)?;
            file.set_len(mile.end)?;
            file.seek(SeekFrom::End(0))?;
            Ok(BufWriter::new(file))
        };
        let file = open().map_err(Failure::disk(&path))?;
        Ok(Self { path, file, end: mile.end, chain: mile.chain })
    }

    pub(crate) fn push(&mut self, left: &mut Left) -> Result<(), Failure> {
        let payload = packed(|keeper| left.carry(keeper));
        let link = link(&self.chain, left.number, left.day, &payload);
        let head =
            [&(payload.len() as u32).to_le_bytes()[..], &left.number.to_le_bytes(), &left.day.to_le_bytes(), &link];
        let written = self.file.write_all(&head.concat()).and_then(|()| self.file.write_all(&payload));
        written.map_err(Failure::disk(&self.path))?;
        (self.end, self.chain) = (self.end + (HEAD + payload.len()) as u64, link);
        Ok(())
    }

    /// From here on nothing that was pushed can be lost; returns where that is.
    pub(crate) fn sync(&mut self, number: u32, day: u32) -> Result<Mile, Failure> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        synced.map_err(Failure::disk(&self.path))?;
        Ok(Mile { number, day, end: self.end, chain: self.chain })
    }
}

/// A journal that is being read.
pub(crate) struct Reading {
    file: BufReader<File>,
    pub(crate) whose: Whose,
    end: u64,
    chain: Chain,
}

impl Reading {
    /// Opens a journal of this version; else says what it is.
    pub(crate) fn open(folder: &Path) -> Result<Self, String> {
        let path = folder.join(NAME);
        let mut file = BufReader::new(File::open(&path).map_err(|why| format!("{}: {why}", path.display()))?);
        let mut line = String::new();
        // A first line without an end is none of ours, however long it is.
        let read = file.by_ref().take(1 << 16).read_line(&mut line);
        read.map_err(|why| format!("{}: {why}", path.display()))?;
        let whose = Whose::of(&line).map_err(|why| format!("{}: {why}", path.display()))?;
        Ok(Self { file, whose, end: line.len() as u64, chain: first_link(&line) })
    }

    /// The next evening; none at the end of what is whole.
    pub(crate) fn next(&mut self) -> Option<Left> {
        let (mile, payload) = self.frame()?;
        let mut left = Left { number: mile.number, day: mile.day, worlds: Vec::new(), map: None };
        unpacked(&payload, |taker| left.carry(taker)).ok()?;
        Some(left)
    }

    /// Every place at which a frame ends, as far as the journal is whole.
    pub(crate) fn miles(mut self) -> Vec<Mile> {
        std::iter::from_fn(|| self.frame().map(|(mile, _)| mile)).collect()
    }

    fn frame(&mut self) -> Option<(Mile, Vec<u8>)> {
        let mut head = [0; HEAD];
        self.file.read_exact(&mut head).ok()?;
        let word = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().expect("four bytes"));
        let (length, number, day) = (word(0), word(4), word(8));
        let mut payload = Vec::new();
        self.file.by_ref().take(u64::from(length)).read_to_end(&mut payload).ok()?;
        let link = link(&self.chain, number, day, &payload);
        if payload.len() != length as usize || link != head[12..] {
            return None;
        }
        (self.end, self.chain) = (self.end + (HEAD + payload.len()) as u64, link);
        Some((Mile { number, day, end: self.end, chain: link }, payload))
    }
}

fn first_link(line: &str) -> Chain {
    half(blake3::hash(line.as_bytes()))
}

fn link(before: &Chain, number: u32, day: u32, payload: &[u8]) -> Chain {
    let mut hasher = blake3::Hasher::new();
    for part in [&before[..], &number.to_le_bytes(), &day.to_le_bytes(), payload] {
        hasher.update(part);
    }
    half(hasher.finalize())
}

fn half(hash: blake3::Hash) -> Chain {
    hash.as_bytes()[..16].try_into().expect("a hash is longer")
}

impl Left {
    fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { number: _, day, worlds, map } = self;
        let mut count = worlds.len() as u32;
        one(carrier, "worlds", &mut count)?;
        worlds.resize_with(count as usize, || LeftByWorld::empty(*day));
        worlds.iter_mut().try_for_each(|world| world.carry(carrier))?;
        carry_map(map, carrier)
    }
}

impl LeftByWorld {
    pub(crate) fn empty(day: u32) -> Self {
        let (counts, bands, bands_by_group) = Default::default();
        let record = Record { day: day as u16, counts, bands, bands_by_group };
        Self {
            record,
            bands: Vec::new(),
            digest: None,
            effects: Vec::new(),
            tallies: Tallies::default(),
            flows: Vec::new(),
        }
    }

    fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { record, bands, digest, effects, tallies, flows } = self;
        let Record { day: _, counts, bands: people, bands_by_group } = record;
        carrier.list("counts", counts)?;
        carrier.list("bands", people)?;
        carrier.list("bands_by_group", bands_by_group)?;
        let mut names = bands.join("\n").into_bytes();
        carrier.list("names", &mut names)?;
        *bands = text(names, "names")?.lines().map(str::to_owned).collect();
        let mut digits = digest.clone().unwrap_or_default().into_bytes();
        carrier.list("digest", &mut digits)?;
        *digest = Some(text(digits, "digest")?).filter(|digits| !digits.is_empty());
        let mut count = effects.len() as u32;
        one(carrier, "effects", &mut count)?;
        let mut carried = std::mem::take(effects).into_iter();
        *effects = (0..count).map(|_| carry_effect(carried.next(), carrier)).collect::<Result<_, _>>()?;
        carry_tallies(tallies, carrier)?;
        carry_flows(flows, carrier)
    }
}

fn text(bytes: Vec<u8>, name: &'static str) -> Result<String, Lost> {
    String::from_utf8(bytes).map_err(|_| Lost(name))
}

/// A row of five numbers each: tally, group, both numbers, and how often.
pub(crate) fn carry_tallies(tallies: &mut Tallies, carrier: &mut impl Carrier) -> Result<(), Lost> {
    let row = |(tally, group, (a, b), n)| [tally as i64, group as i64, a, b, n];
    let mut rows: Vec<[i64; 5]> = tallies.each().map(row).collect();
    carrier.list("tallies", &mut rows)?;
    *tallies = Tallies::default();
    for [tally, group, a, b, n] in rows {
        tallies.add(*Tally::ALL.get(tally as usize).ok_or(Lost("tallies"))?, group as usize, (a, b), n);
    }
    Ok(())
}

/// Words before the pairs of an effect: group, conduct + 1, outcome, day of parting + 1.
fn carry_effect(effect: Option<Effect>, carrier: &mut impl Carrier) -> Result<Effect, Lost> {
    let mut words = [0; 4];
    let (mut parted, mut pairs): (_, Vec<[i64; 3]>) = Default::default();
    if let Some(Effect { group, conduct, outcome, pairs: counted, parted: firsts, decorrelated }) = effect {
        let class = conduct.and_then(|name| CONDUCTS.iter().position(|known| *known == name));
        let day = decorrelated.map_or(0, |day| i64::from(day) + 1);
        words = [group as i64, class.map_or(0, |class| class as i64 + 1), outcome as i64, day];
        pairs = counted.iter().map(|((here, there), n)| [i64::from(*here), i64::from(*there), *n]).collect();
        parted = firsts;
    }
    one(carrier, "effect", &mut words)?;
    one(carrier, "parted", &mut parted)?;
    carrier.list("pairs", &mut pairs)?;
    let [group, class, outcome, day] = words;
    Ok(Effect {
        group: group as usize,
        conduct: usize::try_from(class - 1).ok().map(|class| CONDUCTS[class % CONDUCTS.len()]),
        outcome: *Outcome::ALL.get(outcome as usize).ok_or(Lost("effect"))?,
        pairs: pairs.into_iter().map(|[here, there, n]| ((here as u32, there as u32), n)).collect(),
        parted,
        decorrelated: u32::try_from(day - 1).ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(number: u32, day: u32) -> Left {
        let effect = |conduct, decorrelated| Effect {
            group: 3,
            conduct,
            outcome: Outcome::Words,
            pairs: vec![((0, 1), 7), ((5, 0), i64::from(day))],
            parted: [1, 2, 3, 4, 5, 6, 7],
            decorrelated,
        };
        let record = Record { day: day as u16, counts: vec![1, -2, 3], bands: vec![4], bands_by_group: vec![5, 6] };
        let mut tallies = Tallies::default();
        tallies.add(Tally::Moves, 2, (1, 4), 7);
        tallies.add(Tally::Approving, 0, (2, 1), -3);
        let values = || vec![vec![None, Some(0.5)], vec![Some(f64::from(day)), None]];
        let layers = ["lowest", "wrong", "refusals"].map(|key| report::Layer { key, worlds: values() });
        let map = (day == 2).then(|| Map { districts: vec![0, 1], people: vec![40, 41], layers: layers.to_vec() });
        let told = LeftByWorld {
            record,
            bands: vec!["low".to_owned(), "high one".to_owned()],
            digest: Some("00ff".to_owned()),
            effects: vec![effect(None, Some(0)), effect(Some(CONDUCTS[2]), None)],
            tallies,
            flows: vec![Flow { from: 0, to: 9, people: vec![vec![1, 2], vec![3, i64::from(day)]] }],
        };
        Left { number, day, worlds: vec![told, LeftByWorld::empty(day)], map }
    }

    fn whose() -> Whose {
        let text = |text: &str| text.to_owned();
        let (synthetic, vitropolis, format) = (text(SYNTHETIC), text(VERSION), FORMAT);
        let (experiment, experiment_hash) = (text("x"), text("0"));
        let sources = text(SOURCES);
        Whose { synthetic, vitropolis, format, sources, experiment, experiment_hash, days: 3, from: 0, to: 2 }
    }

    /// A journal of three evenings in a folder of its own.
    fn written(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("vitropolis-journal-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut journal = Journal::create(&folder, &whose()).unwrap();
        for day in 0..3 {
            journal.push(&mut left(0, day)).unwrap();
        }
        journal.sync(0, 2).unwrap();
        folder
    }

    fn evenings(folder: &Path) -> Vec<Left> {
        let mut reading = Reading::open(folder).unwrap();
        std::iter::from_fn(|| reading.next()).collect()
    }

    #[test]
    fn what_was_left_is_read_back_and_one_can_go_on_after_any_evening() {
        let folder = written("whole");
        assert!(evenings(&folder) == (0..3).map(|day| left(0, day)).collect::<Vec<_>>());
        let miles = Reading::open(&folder).unwrap().miles();
        let mut again = Journal::go_on(&folder, &miles[1]).unwrap();
        again.push(&mut left(1, 0)).unwrap();
        again.sync(1, 0).unwrap();
        assert!(evenings(&folder) == [left(0, 0), left(0, 1), left(1, 0)]);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_changed_byte_or_a_missing_end_ends_what_is_whole() {
        let folder = written("broken");
        let (path, miles) = (folder.join(NAME), Reading::open(&folder).unwrap().miles());
        let whole = std::fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        flipped[miles[1].end as usize - 1] ^= 4;
        for (bytes, days) in [(&flipped[..], 1), (&whole[..whole.len() - 1], 2), (&whole[..], 3)] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!((evenings(&folder).len(), Reading::open(&folder).unwrap().miles().len()), (days, days));
        }
        // The second frame twice: its hash covers the first.
        let twice = [&whole[..miles[1].end as usize], &whole[miles[0].end as usize..miles[1].end as usize]].concat();
        std::fs::write(&path, twice).unwrap();
        assert_eq!(evenings(&folder).len(), 2);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn another_version_and_another_file_are_named() {
        let other = Whose { vitropolis: "0.0.1".to_owned(), ..whose() };
        assert!(Whose::of(&other.line()).unwrap_err().contains("0.0.1"));
        assert!(Whose::of("PAR1").unwrap_err().contains("no file of a run"));
        let of_another = Whose { experiment_hash: "1".to_owned(), ..whose() };
        assert!(of_another.differs(&whose()).unwrap().contains("another experiment"));
        assert!(Whose { to: 1, ..whose() }.differs(&whose()).unwrap().contains("seeds 1 to 1"));
        assert_eq!(whose().differs(&whose()), None);
    }
}
