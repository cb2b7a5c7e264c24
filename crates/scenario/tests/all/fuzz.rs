//! Files that nobody would write: mutated without end, and the reader must answer each of them with settings or with
//! mistakes, soon, and without a panic.
//!
//! `cargo test -p scenario` tries a fixed few hundred. `FUZZ_MINUTES=30 cargo test -p scenario fuzz -- --nocapture`
//! goes on for half an hour from another seed (`FUZZ_SEED`), and keeps in `tests/corpus/` a short file for each message
//! that no file before it had drawn.

use model::parameters::Settings;
use scenario::{Errors, Experiment, load_city, load_experiment, load_regime, safeguards};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const CORPUS: &str = "tests/corpus";
/// A file that takes longer is a defect: a reader of 256 KiB that is quadratic in them.
const SLOWEST: Duration = Duration::from_secs(60);
const SHORT: u64 = 600;
const LONGEST_KEPT: usize = 20_000;

/// What a file is meant to be; the first word of its name in `tests/broken` and `tests/corpus`.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    City,
    Catalogue,
    Regime,
    Experiment,
    Lock,
}

const KINDS: [(&str, Kind); 5] = [
    ("city", Kind::City),
    ("catalogue", Kind::Catalogue),
    ("regime", Kind::Regime),
    ("experiment", Kind::Experiment),
    ("lock", Kind::Lock),
];

#[derive(Clone, Debug)]
struct Sample {
    kind: Kind,
    text: String,
}

/// A folder laid out as the repository is, in which one file is replaced.
struct Laboratory {
    folder: tempfile::TempDir,
    /// The city of the fixtures and the one that ships, each with its catalogue.
    small: (Settings, Settings),
    shipped: (Settings, Settings),
}

impl Laboratory {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let shipped = [("../../cities", "cities"), ("../../regimes", "regimes"), ("tests/fixtures", "fixtures")];
        for (from, to) in shipped {
            std::fs::create_dir(folder.path().join(to)).expect("a folder");
            for path in files(from) {
                std::fs::copy(&path, folder.path().join(to).join(path.file_name().expect("a name"))).expect("copied");
            }
        }
        std::fs::create_dir(folder.path().join("experiments")).expect("a folder");
        let city = read(Path::new("tests/fixtures/city.toml")).replace("/catalogue.toml", "/fuzzed-catalogue.toml");
        std::fs::write(folder.path().join("fixtures/fuzzed-city.toml"), city).expect("written");
        let small = load_city(&folder.path().join("fixtures/city.toml")).expect("a sound city");
        let shipped = load_city(&folder.path().join("cities/beijing.toml")).expect("a sound city");
        Self { folder, small, shipped }
    }

    fn written(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    /// The mistakes of a file, or `None` if it is sound. What is sound must survive its lock and its safeguards.
    fn tried(&self, sample: &Sample) -> Option<Errors> {
        match sample.kind {
            Kind::City => load_city(&self.written("cities/fuzzed.toml", &sample.text)).err(),
            Kind::Catalogue => {
                self.written("fixtures/fuzzed-catalogue.toml", &sample.text);
                load_city(&self.folder.path().join("fixtures/fuzzed-city.toml")).err()
            }
            Kind::Regime => {
                let (city, catalogue) = if sample.text.contains("\ntax") { &self.shipped } else { &self.small };
                load_regime(&self.written("regimes/fuzzed.toml", &sample.text), city, catalogue).err()
            }
            Kind::Experiment => {
                load_experiment(&self.written("experiments/fuzzed.toml", &sample.text)).map(|e| survives(&e)).err()
            }
            Kind::Lock => Experiment::from_lock(&sample.text).map(|experiment| survives(&experiment)).err(),
        }
    }

    fn seeds(&self) -> Vec<Sample> {
        let mut samples = Vec::new();
        for folder in ["tests/broken", CORPUS, "tests/fixtures"] {
            samples.extend(files(folder).iter().filter_map(|path| sample(path)));
        }
        for (folder, kind) in [("../../experiments", Kind::Experiment), ("../../cities", Kind::City)] {
            samples.extend(files(folder).iter().map(|path| Sample { kind, text: read(path) }));
        }
        let beijing = read(Path::new("../../regimes/beijing-as-reported-2018.toml"));
        samples.push(Sample { kind: Kind::Regime, text: beijing });
        let sound = load_experiment(Path::new("tests/fixtures/experiment.toml")).expect("a sound experiment");
        samples.push(Sample { kind: Kind::Lock, text: sound.lock() });
        samples
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("readable").path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn sample(path: &Path) -> Option<Sample> {
    let name = path.file_stem()?.to_string_lossy().into_owned();
    let (_, kind) = KINDS.iter().find(|(word, _)| name.split('-').any(|part| part == *word))?;
    Some(Sample { kind: *kind, text: read(path) })
}

/// A sound experiment is the same after its lock, and with all or none of its safeguards it is sound or says why not.
fn survives(experiment: &Experiment) {
    let again = Experiment::from_lock(&experiment.lock()).unwrap_or_else(|errors| panic!("its lock: {errors}"));
    assert!(*experiment == again, "the lock is another experiment");
    for arm in &experiment.arms {
        let names = safeguards(&arm.regime).into_iter().map(|one| one.name).collect::<BTreeSet<String>>();
        for on in [BTreeSet::new(), names] {
            if let Err(errors) = experiment.with_safeguards(arm, &on) {
                assert!(!errors.render(true).is_empty());
            }
        }
    }
}

/// The words of the messages, without what the file itself put into them: a new set of them is new behaviour.
fn drawn(errors: &Errors) -> BTreeSet<String> {
    assert!(!errors.list().is_empty() && !errors.render(true).is_empty());
    let skeleton = |message: &str| {
        let words = message.split('`').step_by(2).collect::<Vec<_>>().join("`");
        words.split(|letter: char| letter.is_ascii_digit() || letter == ':').next().unwrap_or("").to_string()
    };
    errors.list().iter().map(|error| skeleton(&error.message)).collect()
}

/// A small generator of its own: the same files from the same seed, on every machine.
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
    fn span(&mut self, text: &str, most: usize) -> (usize, usize) {
        let from = self.place(text);
        let mut to = (from + self.below(most)).min(text.len());
        while !text.is_char_boundary(to) {
            to -= 1;
        }
        (from, to.max(from))
    }
}

const NUMBERS: &[&str] = &[
    "0",
    "-0.0",
    "1e308",
    "-1e308",
    "1e-320",
    "nan",
    "-inf",
    "inf",
    "9223372036854775807",
    "9223372036854775808",
    "0xffffffffffffffff",
    "1_000",
    "0.1e1",
    "1e999",
    "-1",
    "0.5",
    "2147483648",
    "99999999999999999999",
    "1.0",
];
const WORDS: &[&str] = &[
    "\"none\"",
    "\"all\"",
    "[\"all\"]",
    "[]",
    "{}",
    "true",
    "1979-05-27",
    "\"\"",
    "'''",
    "\"\"\"",
    "{ value = 1 }",
    "{ value = 0, low = 0, high = 0 }",
    "\"\\u0000\"",
    "\"\u{202e}é😀\"",
    "[[\"a\"]]",
    "[{ name = 1 }]",
    "\r",
    "\0",
    "[[arm]]\n",
    "[[arm.change]]\nday = 3\n",
    "set.\"score.merged\" = false\n",
    "[safeguard.x]\nkind = \"cap\"\n",
    "enabled = true\n",
    "set.\"safeguard.x.enabled\" = true\n",
    "extends = \"ordinary-law\"\n",
    "#",
    ".",
    "=",
    "[",
    "\"",
    "extends = \"fuzzed\"\n",
    "set.\"points.litter\" = 3\n",
    "without.\"score.merged\" = true\n",
    "low = 1, high = 0",
];

/// Every other file comes of a sound one, and is changed but a little.
fn mutated(sound: &[Sample], seeds: &[Sample], luck: &mut Luck) -> Sample {
    let gently = luck.below(2) == 0;
    let from = if gently { sound } else { seeds };
    let Sample { kind, mut text } = from[luck.below(from.len())].clone();
    for _ in 0..if gently { 1 } else { 1 + luck.below(4) } {
        text = once(text, seeds, luck);
    }
    let (_, end) = (0, text.len().min(300 * 1024));
    let end = (0..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(end);
    Sample { kind, text }
}

fn once(mut text: String, seeds: &[Sample], luck: &mut Luck) -> String {
    let (from, to) = luck.span(&text, 60);
    match luck.below(12) {
        0 => text.replace_range(from..to, ""),
        1 => text.insert(from, char::from_u32(luck.below(0x3000) as u32).unwrap_or('"')),
        2 => text.replace_range(from..to, luck.one(WORDS)),
        3 => text.insert_str(from, luck.one(WORDS)),
        4 => return with_another_number(text, luck),
        5 => return with_another_line(text, seeds, luck),
        6 => {
            let other = &seeds[luck.below(seeds.len())].text;
            let (start, end) = luck.span(other, 400);
            text.insert_str(from, &other[start..end]);
        }
        7 => return with_lines_moved(text, luck),
        8 => {
            let deep = ["[", "{ a = ", "a.", "[[", "\"", "[a.", "set."][luck.below(7)].repeat(1 + luck.below(300));
            text.insert_str(from, &deep);
        }
        9 => {
            let line = text.lines().nth(luck.below(text.lines().count())).unwrap_or("").to_string();
            let times = [2, 9, 100, 1_000][luck.below(4)];
            let lines = (0..times).map(|at| line.replacen(" = ", &format!("{at} = "), 1) + "\n").collect::<String>();
            text.push('\n');
            text.push_str(&lines);
        }
        10 => {
            let section = ["band", "channel", "gate", "safeguard", "margin.district", "behaviour", "points", "input"];
            let name = section[luck.below(section.len())];
            let tables = 1 + luck.below(40);
            let table = |at: usize| format!("\n[{name}.n{at}]\nfloor = {at}\nkind = \"cap\"\n");
            text.push_str(&(0..tables).map(table).collect::<String>());
        }
        _ => return with_one_byte_flipped(text, luck),
    }
    text
}

fn with_another_number(text: String, luck: &mut Luck) -> String {
    let digits: Vec<usize> =
        text.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).map(|(at, _)| at).collect();
    let Some(from) = digits.get(luck.below(digits.len())).copied() else { return text };
    let rest = &text[from..];
    let length = rest.find(|letter: char| !letter.is_ascii_digit() && !"._e-".contains(letter)).unwrap_or(rest.len());
    format!("{}{}{}", &text[..from], luck.one(NUMBERS), &rest[length..])
}

fn with_another_line(text: String, seeds: &[Sample], luck: &mut Luck) -> String {
    let other: Vec<&str> = seeds[luck.below(seeds.len())].text.lines().collect();
    let mut lines: Vec<&str> = text.lines().collect();
    let at = luck.below(lines.len() + 1);
    lines.insert(at, other.get(luck.below(other.len())).copied().unwrap_or(""));
    lines.join("\n")
}

fn with_lines_moved(text: String, luck: &mut Luck) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return text;
    }
    let line = lines.remove(luck.below(lines.len()));
    for _ in 0..luck.below(3) {
        let at = luck.below(lines.len() + 1);
        lines.insert(at, line);
    }
    lines.join("\n")
}

fn with_one_byte_flipped(text: String, luck: &mut Luck) -> String {
    let mut bytes = text.into_bytes();
    if !bytes.is_empty() {
        let at = luck.below(bytes.len());
        bytes[at] ^= 1 << luck.below(8);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Tries one file. A panic, or an answer that comes late, is told with the file that drew it.
fn answered(laboratory: &Laboratory, sample: &Sample) -> Option<BTreeSet<String>> {
    let started = Instant::now();
    let tried = std::panic::AssertUnwindSafe(|| laboratory.tried(sample).map(|errors| drawn(&errors)));
    let answer = std::panic::catch_unwind(tried);
    let late = started.elapsed() > SLOWEST;
    match answer {
        Ok(answer) if !late => answer,
        _ => {
            let path = std::env::temp_dir().join(format!("vitropolis-fuzz-{:?}.toml", sample.kind));
            std::fs::write(&path, &sample.text).expect("written");
            panic!("{:?} of {} bytes, {:?}: {}", sample.kind, sample.text.len(), started.elapsed(), path.display());
        }
    }
}

/// A shorter text that still draws all of these messages: halves are left out, then smaller parts, then lines.
fn minimised(laboratory: &Laboratory, sample: &Sample, wanted: &BTreeSet<String>) -> Sample {
    let mut kept: Vec<&str> = sample.text.lines().collect();
    let (mut part, mut tries) = (kept.len().div_ceil(2), 0);
    while part > 0 && tries < 200 {
        let mut at = 0;
        while at < kept.len() && tries < 200 {
            tries += 1;
            let end = (at + part).min(kept.len());
            let shorter = [&kept[..at], &kept[end..]].concat();
            let text = shorter.join("\n") + "\n";
            let drawn = answered(laboratory, &Sample { kind: sample.kind, text });
            if drawn.is_some_and(|drawn| wanted.is_subset(&drawn)) { kept = shorter } else { at = end }
        }
        part /= 2;
    }
    Sample { kind: sample.kind, text: kept.join("\n") + "\n" }
}

/// What a run of the fuzzer met.
#[derive(Default)]
struct Met {
    messages: BTreeSet<String>,
    sound: u64,
    tried: u64,
    slowest: Duration,
    new: Vec<Sample>,
}

fn fuzz(laboratory: &Laboratory, seed: u64, goes_on: impl Fn(&Met) -> bool) -> Met {
    let (mut seeds, mut luck, mut met) = (laboratory.seeds(), Luck(seed), Met::default());
    let mut sound = Vec::new();
    for sample in &seeds {
        match answered(laboratory, sample) {
            Some(drawn) => met.messages.extend(drawn),
            None => sound.push(sample.clone()),
        }
    }
    while goes_on(&met) {
        let sample = mutated(&sound, &seeds, &mut luck);
        let started = Instant::now();
        let drawn = answered(laboratory, &sample);
        met.slowest = met.slowest.max(started.elapsed());
        met.tried += 1;
        met.sound += u64::from(drawn.is_none());
        let new: BTreeSet<String> = drawn.unwrap_or_default().difference(&met.messages).cloned().collect();
        if !new.is_empty() {
            let short = minimised(laboratory, &sample, &new);
            met.messages.extend(new);
            if short.text.len() < LONGEST_KEPT {
                met.new.push(short.clone());
            }
            seeds.push(short);
        }
    }
    met
}

#[test]
fn no_file_makes_the_reader_panic_or_think_for_long() {
    let laboratory = Laboratory::new();
    let minutes: u64 = std::env::var("FUZZ_MINUTES").map_or(0, |words| words.parse().expect("whole minutes"));
    if minutes == 0 {
        let met = fuzz(&laboratory, 1, |met| met.tried < SHORT);
        assert!(met.sound > 0 && met.sound < met.tried, "{} of {} are sound", met.sound, met.tried);
        return;
    }
    let seed = std::env::var("FUZZ_SEED").map_or(2, |words| words.parse().expect("a number"));
    let until = Instant::now() + Duration::from_secs(60 * minutes);
    let met = fuzz(&laboratory, seed, |_| Instant::now() < until);
    for (at, sample) in met.new.iter().enumerate() {
        let (word, _) = KINDS.iter().find(|(_, kind)| *kind == sample.kind).expect("every kind has a word");
        std::fs::create_dir_all(CORPUS).expect("a folder");
        std::fs::write(format!("{CORPUS}/{word}-{seed}-{at}.toml"), &sample.text).expect("written");
    }
    println!(
        "{} files in {minutes} minutes, {} of them sound, {} messages, {} files kept, the slowest {:?}",
        met.tried,
        met.sound,
        met.messages.len(),
        met.new.len(),
        met.slowest
    );
}

/// Each file of the corpus once drew a message that no other had drawn.
#[test]
fn the_corpus_is_answered_and_short() {
    let laboratory = Laboratory::new();
    let kept = files(CORPUS);
    assert!(!kept.is_empty());
    for path in kept {
        let sample = sample(&path).unwrap_or_else(|| panic!("{} has no kind", path.display()));
        assert!(sample.text.len() < LONGEST_KEPT, "{}", path.display());
        answered(&laboratory, &sample);
    }
}
