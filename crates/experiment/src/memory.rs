//! What a run will take in memory, asked for before it begins: nobody is told by the system's memory killer.
//!
//! A person costs the columns of `model::state` in each world, what the twins remember, and shares of what grows with
//! the days (marks, letters, cases) and of what only drawing a city takes. The last two were measured and stand as
//! numbers below; the whole is held against the measured peak by a test.

use crate::Failure;
use crate::ledger::FLUSH_DAYS;
use crate::parts::Parts;
use engine::Hands;
use model::catalogue::DOMAINS;
use model::measures::Measure;
use model::measures::outcomes::Outcome;
use model::state::{PERSON_BYTES, STANDINGS};
use scenario::{Arm, Experiment};
use std::fs;
use std::path::Path;

/// The program itself, and threads with large pages of their own.
const PROGRAM_BYTES: f64 = 100e6;
/// A row of the daily table on its way to the disk: gathered, turned into columns, coded.
const ROW_BYTES: f64 = 4.0 * (size_of::<i64>() * Measure::COUNT) as f64;
/// Groups of an evening that have a row in it, about.
const GROUPS: u64 = 64;
/// A person of the city, with what drawing it leaves behind.
const DRAWN_BYTES: f64 = 35.0;
/// A person in a world, beyond the columns: board, news, counters, the diary, what a day hands on.
const WORLD_BYTES: f64 = 45.0;
/// A person and day in a world: marks, and columns that were empty and are no more.
const DAY_BYTES: f64 = 0.3;
/// More than this share of what is free is not taken.
const MOST_OF_FREE: f64 = 0.95;
const GIB: f64 = 1024.0 * 1024.0 * 1024.0;

/// What a twin remembers of a person: totals, the days of parting, the end of the last sanction.
const TWIN_BYTES: usize = (2 + 2) * Outcome::COUNT + 2;
/// What is only touched where each holder of records keeps its own account.
const HOLDERS_BYTES: usize = size_of::<[[i32; DOMAINS]; STANDINGS]>();

/// Bytes of the worlds that a checkpoint walks through.
pub(crate) fn laid_down_bytes(experiment: &Experiment) -> u64 {
    at_once(experiment) * experiment.arms.iter().map(world).sum::<usize>() as u64
}

/// People in memory at once: of a country those of its largest part.
fn at_once(experiment: &Experiment) -> u64 {
    Parts::of(experiment).largest(experiment)
}

/// Bytes that an experiment takes at its peak, with so many cities at once.
pub(crate) fn needed(experiment: &Experiment, cities: usize) -> f64 {
    fixed(experiment) + at_once(experiment) as f64 * person(experiment) * cities as f64
}

/// Bytes however many people there are.
fn fixed(experiment: &Experiment) -> f64 {
    // A country tells of its evenings when the last part is lived.
    let evenings = if experiment.part_people.is_some() { experiment.days } else { FLUSH_DAYS.min(experiment.days) };
    let rows = u64::from(evenings) * experiment.arms.len() as u64 * GROUPS;
    PROGRAM_BYTES + ROW_BYTES * rows.min(report::ROWS_A_GROUP as u64) as f64
}

/// Bytes of a person in all worlds.
fn person(experiment: &Experiment) -> f64 {
    let more = WORLD_BYTES + DAY_BYTES * f64::from(experiment.days);
    DRAWN_BYTES + experiment.arms.iter().map(|arm| world(arm) as f64 + more).sum::<f64>()
}

/// Bytes of the columns of a person in one world.
fn world(arm: &Arm) -> usize {
    let mut regimes = std::iter::once(&arm.regime).chain(arm.changes.iter().map(|(_, regime)| regime));
    let apart = regimes.any(|regime| regime.flag("score.enabled") && !regime.flag("score.merged"));
    PERSON_BYTES + TWIN_BYTES - if apart { 0 } else { HOLDERS_BYTES }
}

/// Refuses what does not fit into `given` bytes, or else into what the machine has.
pub(crate) fn check(experiment: &Experiment, cities: usize, given: Option<u64>) -> Result<(), Failure> {
    let given = given.map(|bytes| bytes as f64);
    let Some(free) = given.or_else(|| free().map(|free| free * MOST_OF_FREE)) else { return Ok(()) };
    let needed = needed(experiment, cities);
    if needed <= free {
        return Ok(());
    }
    let fits = ((free - fixed(experiment)) / person(experiment) / cities as f64).max(0.0);
    let at_once = at_once(experiment);
    let arms = experiment.arms.len();
    let worlds = format!("{arms} world{}", if arms == 1 { "" } else { "s" });
    let worlds = if cities == 1 { worlds } else { format!("{worlds} of {cities} cities at once") };
    let there = if given.is_some() { "allowed" } else { "free" };
    let asked = format!(
        "{at_once} people in {worlds} take about {} GiB, and {} GiB are {there}",
        two(needed / GIB),
        two(free / GIB)
    );
    // Parts are given in people of the nominal country.
    let drawn = experiment.people as f64 / experiment.city.real("nominal_people");
    let fits = if experiment.part_people.is_some() { fits / drawn } else { fits };
    let people = two_digits(fits);
    let fewer = if experiment.arms.len() > 1 { ", or fewer --arms" } else { "" };
    let fewer = if cities > 1 { format!("{fewer}, or fewer --threads") } else { fewer.to_owned() };
    let largest = if people < model::population::SMALLEST_CITY as f64 {
        "no city that may be drawn".to_owned()
    } else if experiment.part_people.is_some() {
        format!("at most part_people = {people:.0}")
    } else {
        format!("at most --people {people:.0}")
    };
    Err(Failure::refused(asked, format!("{largest}{fewer}; --memory GIB says that there is more")))
}

/// Refuses a city that is only drawn, or drawn and lived for a month in one world, if it does not fit into the machine.
pub(crate) fn check_city(people: u64, is_lived: bool) -> Result<(), Failure> {
    let Some(free) = free().map(|free| free * MOST_OF_FREE) else { return Ok(()) };
    let lived = (PERSON_BYTES as f64) + WORLD_BYTES + 30.0 * DAY_BYTES;
    let person = DRAWN_BYTES + if is_lived { lived } else { 0.0 };
    let needed = PROGRAM_BYTES + people as f64 * person;
    if needed <= free {
        return Ok(());
    }
    let asked = format!("{people} people take about {} GiB, and {} GiB are free", two(needed / GIB), two(free / GIB));
    let fits = two_digits(((free - PROGRAM_BYTES) / person).max(0.0));
    Err(Failure::refused(asked, format!("at most --people {fits:.0}")))
}

/// Rounded down: two digits are as much as an estimate is worth.
fn two_digits(people: f64) -> f64 {
    let digit = 10f64.powf(people.max(1.0).log10().floor() - 1.0).max(1.0);
    (people / digit).floor() * digit
}

/// A number with two digits that count.
fn two(number: f64) -> String {
    if number < 1.0 { format!("{number:.2}") } else { format!("{number:.1}") }
}

/// The same for work that draws a city on each of so many hands.
pub(crate) fn check_batch(experiment: &Experiment, hands: &Hands, given: Option<u64>) -> Result<(), Failure> {
    check(experiment, hands.count(), given)
}

/// Bytes in so many GiB, as somebody has typed them.
pub fn gibibytes(number: f64) -> Result<u64, Failure> {
    if (0.01..=1e6).contains(&number) {
        return Ok((number * GIB) as u64);
    }
    Err(Failure::refused(format!("--memory {number}"), "GiB, such as 16 or 7.5"))
}

/// GiB of so many bytes.
pub fn in_gibibytes(bytes: f64) -> f64 {
    bytes / GIB
}

/// Bytes that this process may still take, where the system tells (Linux): of the machine, and of each group of
/// processes that it is put into.
fn free() -> Option<f64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| line(&text, "MemAvailable:"));
    let machine = machine.map(|kib| kib * 1024.0)?;
    let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let limits = groups.lines().flat_map(|group| limits(Path::new("/sys/fs/cgroup"), group));
    Some(limits.fold(machine, f64::min))
}

/// What is left in a group, and in those above it; `group` as in /proc/self/cgroup.
fn limits(root: &Path, group: &str) -> Vec<f64> {
    let mut parts = group.splitn(3, ':').skip(1);
    let (Some(controllers), Some(path)) = (parts.next(), parts.next()) else { return Vec::new() };
    let (root, limit, used, reclaimable) = match controllers {
        "" => (root.to_owned(), "memory.max", "memory.current", "inactive_file"),
        names if names.split(',').any(|name| name == "memory") => {
            (root.join("memory"), "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        }
        _ => return Vec::new(),
    };
    let whole = root.join(path.trim_start_matches('/'));
    let left = |folder: &Path| -> Option<f64> {
        let number = |name: &str| fs::read_to_string(folder.join(name)).ok()?.trim().parse::<f64>().ok();
        let cached = fs::read_to_string(folder.join("memory.stat")).ok().and_then(|text| line(&text, reclaimable));
        Some((number(limit)? - number(used)? + cached.unwrap_or(0.0)).max(0.0))
    };
    whole.ancestors().take_while(|folder| folder.starts_with(&root)).filter_map(left).collect()
}

/// The number after a word at the beginning of a line.
fn line(text: &str, word: &str) -> Option<f64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(word)?.strip_prefix([' ', '\t']))?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tightest_group_above_counts_and_what_is_cached_is_free() {
        let root = std::env::temp_dir().join(format!("vitropolis-groups-{}", std::process::id()));
        let job = root.join("jobs/7");
        fs::create_dir_all(&job).unwrap();
        for (folder, limit) in [(&job, "max"), (&root.join("jobs"), "5000")] {
            fs::write(folder.join("memory.max"), limit).unwrap();
            fs::write(folder.join("memory.current"), "3000\n").unwrap();
            fs::write(folder.join("memory.stat"), "anon 9\ninactive_file 500\n").unwrap();
        }
        assert_eq!(limits(&root, "0::/jobs/7"), [2500.0]);
        let old = root.join("memory/jobs");
        fs::create_dir_all(&old).unwrap();
        fs::write(old.join("memory.limit_in_bytes"), "800").unwrap();
        fs::write(old.join("memory.usage_in_bytes"), "900").unwrap();
        assert_eq!(limits(&root, "4:cpu,memory:/jobs/9"), [0.0]);
        assert!(limits(&root, "3:cpuset:/").is_empty() && limits(&root, "nonsense").is_empty());
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_city_that_no_machine_holds_is_refused_before_it_is_drawn() {
        let refused = check_city(1 << 50, false);
        assert!(refused.is_err() || free().is_none(), "where the system tells what is free");
        assert!(check_city(10_000, true).is_ok());
        assert_eq!([two_digits(1_234_567.0), two_digits(7.9), two_digits(0.0)], [1_200_000.0, 7.0, 0.0]);
    }

    #[test]
    fn what_is_typed_is_gibibytes() {
        assert_eq!(gibibytes(2.0).unwrap(), 2 << 30);
        assert!(gibibytes(0.0).is_err() && gibibytes(f64::NAN).is_err() && gibibytes(-1.0).is_err());
    }
}
