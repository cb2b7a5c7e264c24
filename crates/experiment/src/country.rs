//! What the parts of a country leave behind, added up evening by evening: the whole country as one city of its districts.
//!
//! Counts, histograms and moves are sums. A digest is that of the parts' digests, in their order. What is no sum is left
//! out: the map, and the day from which twins are no longer alike.

use crate::journal::{Left, LeftByWorld};
use crate::parts::Parts;
use model::Record;
use model::measures::groups::DISTRICT;
use report::{Effect, Flow, Tallies};
use scenario::Experiment;
use std::collections::BTreeMap;

/// The parts of one seed so far.
pub(crate) struct Country {
    parts: Parts,
    days: u32,
    districts: usize,
    groups: usize,
    /// By day; what is added up comes in the order of the parts.
    evenings: Vec<Left>,
}

/// Where the groups of a part stand among those of the country.
struct Places {
    /// By group of the part.
    groups: Vec<usize>,
    /// Groups of the country.
    of: usize,
}

impl Country {
    /// None where nothing is cut.
    pub(crate) fn new(experiment: &Experiment) -> Option<Self> {
        experiment.part_people?;
        Some(Self {
            parts: Parts::of(experiment),
            days: experiment.days,
            districts: experiment.city.names("margin.district").len(),
            groups: crate::tables::groups(experiment).len(),
            evenings: Vec::new(),
        })
    }

    /// Adds an evening of a part. With the last evening of the last part the evenings of the country come back.
    pub(crate) fn add(&mut self, left: &Left) -> Vec<Left> {
        let (number, part) = self.parts.place(left.number);
        let places = self.places(part);
        if self.evenings.len() == left.day as usize {
            let worlds = left.worlds.iter().map(|world| LeftByWorld::empty(world.record.day.into())).collect();
            self.evenings.push(Left { number, day: left.day, worlds, map: None });
        }
        for (sum, world) in self.evenings[left.day as usize].worlds.iter_mut().zip(&left.worlds) {
            add(sum, world, &places);
        }
        let last = left.day + 1 == self.days && part as u32 + 1 == self.parts.cities_a_seed();
        if last { std::mem::take(&mut self.evenings) } else { Vec::new() }
    }

    fn places(&self, part: usize) -> Places {
        let first = usize::from(DISTRICT);
        let own: Vec<usize> = self.parts.districts(part).into_iter().flatten().map(|at| first + at).collect();
        let groups = (0..first).chain(own).chain(first + self.districts..self.groups).collect();
        Places { groups, of: self.groups }
    }
}

fn add(sum: &mut LeftByWorld, part: &LeftByWorld, places: &Places) {
    let LeftByWorld { record, bands, digest, effects, tallies, flows } = part;
    let Record { day: _, counts, bands: people, bands_by_group } = record;
    add_rows(&mut sum.record.counts, counts, places);
    add_rows(&mut sum.record.bands_by_group, bands_by_group, places);
    add_all(&mut sum.record.bands, people);
    sum.bands.clone_from(bands);
    if let Some(digest) = digest {
        let both = sum.digest.take().unwrap_or_default() + digest;
        sum.digest = Some(blake3::hash(both.as_bytes()).to_hex()[..digest.len()].to_owned());
    }
    sum.effects = added_effects(std::mem::take(&mut sum.effects), effects, places);
    let mut placed = Tallies::default();
    tallies.each().for_each(|(tally, group, pair, n)| placed.add(tally, places.groups[group], pair, n));
    sum.tallies.merge(placed);
    add_flows(&mut sum.flows, flows);
}

/// Adds a table with a row for each group of the part to one with a row for each group of the country.
fn add_rows(sum: &mut Vec<i64>, part: &[i64], places: &Places) {
    let columns = part.len() / places.groups.len();
    if columns == 0 {
        return;
    }
    sum.resize(places.of * columns, 0);
    for (row, group) in part.chunks(columns).zip(&places.groups) {
        sum[group * columns..][..columns].iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
    }
}

fn add_all(sum: &mut Vec<i64>, part: &[i64]) {
    sum.resize(sum.len().max(part.len()), 0);
    sum.iter_mut().zip(part).for_each(|(sum, n)| *sum += n);
}

/// In the order in which a city of all districts would have them: by outcome, group and class of conduct.
fn added_effects(sum: Vec<Effect>, part: &[Effect], places: &Places) -> Vec<Effect> {
    let key = |effect: &Effect| (effect.outcome as usize, effect.group, class(effect.conduct));
    let mut all: BTreeMap<_, Effect> = sum.into_iter().map(|effect| (key(&effect), effect)).collect();
    for effect in part {
        let placed = Effect { group: places.groups[effect.group], decorrelated: None, ..effect.clone() };
        match all.get_mut(&key(&placed)) {
            Some(sum) => add_effect(sum, placed),
            None => drop(all.insert(key(&placed), placed)),
        }
    }
    all.into_values().collect()
}

fn class(conduct: Option<&'static str>) -> Option<usize> {
    conduct.and_then(|name| model::measures::groups::CONDUCTS.iter().position(|known| *known == name))
}

fn add_effect(sum: &mut Effect, part: Effect) {
    let mut pairs: BTreeMap<(u32, u32), i64> = sum.pairs.drain(..).collect();
    part.pairs.into_iter().for_each(|(pair, people)| *pairs.entry(pair).or_default() += people);
    sum.pairs = pairs.into_iter().collect();
    sum.parted.iter_mut().zip(part.parted).for_each(|(sum, people)| *sum += people);
}

/// Parts are looked at on the same evenings; under other rules one may have seen more bands.
fn add_flows(sum: &mut Vec<Flow>, part: &[Flow]) {
    for flow in part {
        match sum.iter_mut().find(|known| (known.from, known.to) == (flow.from, flow.to)) {
            None => sum.push(flow.clone()),
            Some(known) => {
                let bands = known.people.len().max(flow.people.len());
                known.people.resize(bands, Vec::new());
                known.people.iter_mut().for_each(|row| row.resize(bands, 0));
                known.people.iter_mut().zip(&flow.people).for_each(|(sum, row)| add_all(sum, row));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::empty_cell;
    use crate::sample::lived;
    use crate::tables::groups;
    use crate::{Request, Silent, run};
    use engine::Hands;
    use model::measures::Measure;
    use report::{Cell, Run};
    use std::path::{Path, PathBuf};
    use std::sync::atomic::AtomicBool;

    /// A week in a Beijing whose districts are parts.
    fn written(folder: &Path) -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
        let tiny = std::fs::read_to_string(root.join("experiments/tiny.toml")).unwrap();
        let text = tiny.replace("\"../", &format!("\"{}/", root.display()));
        let text = text.replacen("seeds = 2", "seeds = 1\npart_people = 1_500_000", 1);
        let path = folder.join("country.toml");
        std::fs::write(&path, text).unwrap();
        path
    }

    fn country(folder: &Path) -> Run {
        std::fs::create_dir_all(folder).unwrap();
        let request = Request {
            experiment: written(folder),
            people: Some(70_000),
            days: Some(8),
            arms: vec!["as-reported".to_owned(), "ordinary-law".to_owned()],
            out: Some(folder.join("run")),
            ..Request::default()
        };
        let done = run(&request, &mut Silent, &AtomicBool::new(false));
        done.unwrap_or_else(|failure| panic!("{failure}")).run
    }

    /// The counts of each part, lived without any other, put by the names of their groups.
    fn summed(experiment: &Experiment) -> Vec<Cell> {
        let (parts, all) = (Parts::of(experiment), groups(experiment));
        let mut sums: Vec<Cell> = experiment.arms.iter().map(|_| empty_cell()).collect();
        for city in 0..parts.cities_a_seed() {
            let (part, seed) = parts.city(experiment, city);
            let names = groups(&part);
            let cells = lived(&part, seed, &Hands::Serial, &AtomicBool::new(false)).unwrap();
            for (sum, cell) in sums.iter_mut().zip(cells) {
                sum.total.0.resize(all.len() * Measure::COUNT, 0);
                for (name, row) in names.iter().zip(cell.total.0.chunks(Measure::COUNT)) {
                    let place = all.iter().position(|known| known == name).unwrap();
                    add_all_at(&mut sum.total.0, place * Measure::COUNT, row);
                }
            }
        }
        sums
    }

    fn add_all_at(sum: &mut [i64], from: usize, row: &[i64]) {
        sum[from..][..row.len()].iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
    }

    #[test]
    fn the_country_is_the_sum_of_its_parts_group_by_group() {
        let folder = std::env::temp_dir().join(format!("vitropolis-country-{}", std::process::id()));
        let run = country(&folder);
        let lock = std::fs::read_to_string(folder.join("run/what/experiment.lock.toml")).unwrap();
        let experiment = Experiment::from_lock(&lock).unwrap_or_else(|errors| panic!("{errors}"));
        assert!(Parts::of(&experiment).cities_a_seed() >= 4);
        let sums = summed(&experiment);
        assert_eq!(run.cells[0].len(), 2);
        for (cell, sum) in run.cells[0].iter().zip(&sums) {
            assert!(cell.total.0 == sum.total.0, "the totals are those of the parts");
            assert_eq!((cell.daily.len(), cell.flows.iter().all(|flow| total(flow) == 70_000)), (8, true));
        }
        let people = |group: usize| run.cells[0][0].total.0[group * Measure::COUNT + Measure::People as usize];
        let districts: i64 = (1..=16).map(people).sum();
        assert_eq!((people(0), districts), (70_000, 70_000));
        let effects = &run.cells[0][0].effects;
        assert!(!effects.is_empty() && effects.iter().all(|effect| effect.people() == 70_000));
        assert!(run.map.is_none() && effects.iter().all(|effect| effect.decorrelated.is_none()));
        std::fs::remove_dir_all(folder).unwrap();
    }

    fn total(flow: &Flow) -> i64 {
        flow.people.iter().flatten().sum()
    }
}
