//! Where what the days leave behind goes: into the tables, into the cells of the report, and into the journal from
//! which both can be made again.

use crate::Failure;
use crate::country::Country;
use crate::journal::{Journal, Left, Mile, Reading};
use crate::tables::Tables;
use model::Record;
use model::measures::{Measure, Sort};
use report::{Cell, Columns, Counts, Map, Run, Tallies};
use scenario::Experiment;
use std::path::Path;

/// Days after which what the tables hold can be read, whatever happens to the run.
pub(crate) const FLUSH_DAYS: u32 = 30;

pub(crate) struct Ledger<'a> {
    experiment: &'a Experiment,
    /// None in a shard, which makes no tables.
    tables: Option<Tables>,
    /// None where nobody will go on from it.
    journal: Option<Journal>,
    /// None where everybody lives in one city.
    country: Option<Country>,
    /// By seed, then by arm.
    cells: Vec<Vec<Cell>>,
    map: Option<Map>,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(experiment: &'a Experiment, tables: Option<Tables>) -> Self {
        let country = Country::new(experiment);
        Self { experiment, tables, journal: None, country, cells: Vec::new(), map: None }
    }

    /// Takes what a journal tells, up to a mile or to its end; returns how many evenings that were.
    pub(crate) fn read(&mut self, folder: &Path, until: Option<&Mile>) -> Result<u64, Failure> {
        let open = || Reading::open(folder);
        let mut journal = open().map_err(|why| Failure::refused(why, "a folder that nobody has changed"))?;
        let mut evenings = 0;
        while let Some(left) = journal.next() {
            let last = until.is_some_and(|mile| (left.number, left.day) == (mile.number, mile.day));
            self.take(&left)?;
            evenings += 1;
            if last {
                break;
            }
        }
        Ok(evenings)
    }

    /// From now on what is pushed goes into a journal, too.
    pub(crate) fn written_on(self, journal: Journal) -> Self {
        Self { journal: Some(journal), ..self }
    }

    /// An evening that has just been lived.
    pub(crate) fn push(&mut self, mut left: Left) -> Result<(), Failure> {
        if let Some(journal) = &mut self.journal {
            journal.push(&mut left)?;
        }
        self.take(&left)
    }

    /// From here on nothing that was pushed can be lost; none where nothing is kept anyway.
    pub(crate) fn sync(&mut self, number: u32, day: u32) -> Result<Option<Mile>, Failure> {
        self.journal.as_mut().map(|journal| journal.sync(number, day)).transpose()
    }

    /// Ends the tables and tells the run what was seen; what was kept of the tables comes back.
    pub(crate) fn finish(self, run: &mut Run) -> Result<Vec<(&'static str, Columns)>, Failure> {
        (run.cells, run.map) = (self.cells, self.map);
        self.tables.map_or(Ok(Vec::new()), Tables::finish)
    }

    /// What was seen, by seed and arm, where nobody tells a run.
    pub(crate) fn into_cells(self) -> Vec<Vec<Cell>> {
        self.cells
    }

    fn take(&mut self, left: &Left) -> Result<(), Failure> {
        match &mut self.country {
            None => self.evening(left),
            Some(country) => country.add(left).iter().try_for_each(|left| self.evening(left)),
        }
    }

    /// An evening of a whole city or country.
    fn evening(&mut self, left: &Left) -> Result<(), Failure> {
        let arms = &self.experiment.arms;
        if left.day == 0 {
            self.cells.push(arms.iter().map(|_| empty_cell()).collect());
        }
        let seed = self.experiment.seed + u64::from(left.number);
        let cells = self.cells.last_mut().expect("a seed begins with day 0");
        for ((arm, world), cell) in arms.iter().zip(&left.worlds).zip(cells) {
            add(cell, &world.record);
            self.tables.iter_mut().try_for_each(|tables| tables.push(seed, &arm.name, world))?;
        }
        if (left.day + 1).is_multiple_of(FLUSH_DAYS) {
            self.tables.iter_mut().try_for_each(Tables::flush)?;
        }
        if left.day + 1 == self.experiment.days { self.last_evening(seed, left) } else { Ok(()) }
    }

    fn last_evening(&mut self, seed: u64, left: &Left) -> Result<(), Failure> {
        let cells = self.cells.last_mut().expect("a seed begins with day 0");
        for ((arm, world), cell) in self.experiment.arms.iter().zip(&left.worlds).zip(cells) {
            self.tables.iter_mut().try_for_each(|tables| tables.push_last(seed, &arm.name, world, &cell.total))?;
            cell.effects = world.effects.iter().filter(|effect| effect.is_of_everybody()).cloned().collect();
            cell.tallies = world.tallies.clone();
            cell.flows = world.flows.clone();
        }
        if left.map.is_some() {
            self.map.clone_from(&left.map);
        }
        Ok(())
    }
}

pub(crate) fn empty_cell() -> Cell {
    Cell {
        total: Counts(Vec::new()),
        person_days: Counts(Vec::new()),
        daily: Vec::new(),
        bands: Vec::new(),
        effects: Vec::new(),
        tallies: Tallies::default(),
        flows: Vec::new(),
    }
}

/// Adds a day to what the report will read.
pub(crate) fn add(cell: &mut Cell, record: &Record) {
    cell.total.0.resize(record.counts.len(), 0);
    cell.person_days.0.resize(record.counts.len(), 0);
    for (i, count) in record.counts.iter().enumerate() {
        let flow = Measure::ALL[i % Measure::COUNT].sort() == Sort::Flow;
        cell.total.0[i] = if flow { cell.total.0[i] + count } else { *count };
        cell.person_days.0[i] += count;
    }
    cell.daily.push(record.counts[..Measure::COUNT].to_vec());
    cell.bands.push(record.bands.clone());
}
