//! `seeds.csv`: every measure of every world, group and seed, with how much there was to see. From it alone two runs
//! are laid beside one another seed by seed, and R or a spreadsheet reads it as it is.
//!
//! A group of fewer than ten people under some seed has no row there.

use super::columns::about_fields;
use super::parquet::column;
use super::{Columns, LEAST_PEOPLE, Mark, csv};
use crate::measures::{About, Basis, EVERY};
use crate::shown::Shown;
use crate::statistics::{self, Told};
use crate::{Cell, Run};
use arrow_array::{ArrayRef, Float64Array, Int64Array, StringArray, UInt64Array};
use arrow_schema::{DataType, Field};
use model::measures::Measure;
use std::collections::HashMap;
use std::sync::Arc;

const COLUMNS: &str = "seed,arm,group_kind,group,measure,unit,value,events,cases";

/// A group of a run: its kind and its name.
pub type GroupName = (String, String);

/// What a run measured, seed by seed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    pub seeds: Vec<u64>,
    /// In the order of the experiment.
    pub arms: Vec<String>,
    /// In the order of the run, everybody first; those that have a row.
    pub groups: Vec<GroupName>,
    rows: HashMap<Key, Vec<Seen>>,
}

/// Arm and group by their index, and the measure.
type Key = (usize, usize, &'static str);

/// What one seed showed.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    seed: u64,
    value: Option<f64>,
    basis: Basis,
}

/// One world of one run.
#[derive(Clone, Copy)]
pub struct WorldOf<'a> {
    pub run: &'a Measured,
    /// Index of the arm.
    pub arm: usize,
}

impl Measured {
    pub fn of(run: &Run) -> Self {
        let mut measured = Self::default();
        for (cells, seed) in run.cells.iter().zip(&run.seeds) {
            for (arm, cell) in run.arms.iter().zip(cells) {
                for (group, about_group) in run.groups.iter().enumerate() {
                    let people = cell.total.get(group, Measure::People);
                    if about_group.kind == "chat size" || people >= LEAST_PEOPLE {
                        let name = (about_group.kind.to_owned(), about_group.name.clone());
                        measured.push_all(*seed, &arm.name, name, cell, group);
                    }
                }
            }
        }
        measured
    }

    fn push_all(&mut self, seed: u64, arm: &str, name: GroupName, cell: &Cell, group: usize) {
        for about in EVERY {
            let seen = Seen { seed, value: (about.of)(cell, group), basis: (about.basis)(cell, group) };
            self.push(arm, name.clone(), about, seen);
        }
    }

    fn push(&mut self, arm: &str, group: GroupName, about: &'static About, seen: Seen) {
        place(&mut self.seeds, seen.seed);
        let (arm, group) = (place(&mut self.arms, arm.to_owned()), place(&mut self.groups, group));
        self.rows.entry((arm, group, about.key)).or_default().push(seen);
    }

    /// As columns, in the order of seeds, arms, groups and measures.
    pub fn columns(&self) -> Columns {
        let rows = self.in_order();
        let words = |of: &dyn Fn(&Key, &About) -> String| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(rows.iter().map(|(key, about, _)| of(key, about))))
        };
        let counts = |of: fn(&Basis) -> i64| -> ArrayRef {
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|(_, _, seen)| of(&seen.basis))))
        };
        let columns: Vec<ArrayRef> = vec![
            Arc::new(UInt64Array::from_iter_values(rows.iter().map(|(_, _, seen)| seen.seed))),
            words(&|(arm, ..), _| self.arms[*arm].clone()),
            words(&|(_, group, _), _| self.groups[*group].0.clone()),
            words(&|(_, group, _), _| self.groups[*group].1.clone()),
            words(&|_, about| about.key.to_owned()),
            words(&|_, about| crate::robust::unit(about.unit).to_owned()),
            Arc::new(Float64Array::from_iter(rows.iter().map(|(_, _, seen)| seen.value))),
            counts(|basis| basis.events),
            counts(|basis| basis.cases),
        ];
        Columns::whole(fields(), columns)
    }

    /// As text, with the mark.
    pub fn csv(&self, mark: &Mark) -> String {
        let columns = self.columns();
        csv::head(mark, &columns.schema) + &columns.batches.iter().map(csv::lines).collect::<String>()
    }

    /// Reads what [`Measured::csv`] wrote; else the line, from 1, that is none of it.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut measured = Self::default();
        let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
        for (number, line) in lines.filter(|(_, line)| *line != COLUMNS) {
            measured.take(&csv::cells(line)).ok_or(number + 1)?;
        }
        if measured.rows.is_empty() { Err(text.lines().count()) } else { Ok(measured) }
    }

    fn take(&mut self, cells: &[String]) -> Option<()> {
        let [seed, arm, kind, group, measure, _, value, events, cases] = cells else { return None };
        let about = EVERY.iter().find(|about| about.key == measure)?;
        let basis = Basis { events: events.parse().ok()?, cases: cases.parse().ok()? };
        let value = if value.is_empty() { None } else { Some(value.parse().ok()?) };
        let seed = seed.parse().ok()?;
        self.push(arm, (kind.clone(), group.clone()), about, Seen { seed, value, basis });
        Some(())
    }

    fn in_order(&self) -> Vec<(Key, &'static About, Seen)> {
        let mut rows = Vec::new();
        for seed in &self.seeds {
            for arm in 0..self.arms.len() {
                for group in 0..self.groups.len() {
                    for about in EVERY {
                        let key = (arm, group, about.key);
                        let seen = self.seen(key).iter().find(|seen| seen.seed == *seed);
                        rows.extend(seen.map(|seen| (key, *about, *seen)));
                    }
                }
            }
        }
        rows
    }

    fn seen(&self, key: Key) -> &[Seen] {
        self.rows.get(&key).map_or(&[], Vec::as_slice)
    }

    pub fn world(&self, arm: usize) -> WorldOf<'_> {
        WorldOf { run: self, arm }
    }
}

impl<'a> WorldOf<'a> {
    pub fn name(self) -> &'a str {
        &self.run.arms[self.arm]
    }

    /// What can be said about a measure in a group, by its index.
    pub fn told(self, about: &'static About, group: usize) -> Told {
        self.shown(about, group).told()
    }

    /// This world less the other, seed by seed.
    pub fn less(self, other: WorldOf<'_>, about: &'static About, group: usize) -> Told {
        self.shown(about, group).less(&other.shown(about, group))
    }

    /// This world by the other, seed by seed.
    pub fn by(self, other: WorldOf<'_>, about: &'static About, group: usize) -> Told {
        self.shown(about, group).by(&other.shown(about, group))
    }

    /// What this world adds to the other for a group, less what it adds for everybody, seed by seed. Where the other has
    /// nothing to measure, all of it is added.
    pub fn excess(self, other: WorldOf<'_>, about: &'static About, group: usize) -> Told {
        let added = |group: usize| -> Vec<Option<f64>> {
            let (here, there) = (self.values(about, group), other.values(about, 0));
            if there.iter().all(Option::is_none) {
                return here;
            }
            let there = other.values(about, group);
            here.iter().zip(&there).map(|(here, there)| Some((*here)? - (*there)?)).collect()
        };
        let few = [group, 0].iter().any(|group| self.shown(about, *group).is_few());
        Told::of(statistics::paired_difference(&added(group), &added(0)), few)
    }

    pub(crate) fn shown(self, about: &'static About, group: usize) -> Shown {
        Shown {
            values: self.values(about, group),
            basis: self.basis(about, group),
            of_everybody: self.basis(about, 0),
            few_people: self.seen(about, group).len() < self.run.seeds.len(),
            is_everybody: group == 0,
        }
    }

    fn seen(self, about: &'static About, group: usize) -> &'a [Seen] {
        self.run.seen((self.arm, group, about.key))
    }

    /// The value of each seed.
    fn values(self, about: &'static About, group: usize) -> Vec<Option<f64>> {
        let seen = self.seen(about, group);
        let value = |seed: &u64| seen.iter().find(|seen| seen.seed == *seed).and_then(|seen| seen.value);
        self.run.seeds.iter().map(value).collect()
    }

    /// Summed over the seeds.
    fn basis(self, about: &'static About, group: usize) -> Basis {
        self.seen(about, group).iter().fold(Basis::default(), |sum, seen| sum + seen.basis)
    }
}

/// The index of a value in a list that it joins if it is new.
fn place<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    list.iter().position(|known| *known == value).unwrap_or_else(|| {
        list.push(value);
        list.len() - 1
    })
}

pub(super) fn fields() -> Vec<Field> {
    let mut fields = vec![column("seed", DataType::UInt64, "seed", "seed of the city and of all draws")];
    fields.extend(about_fields());
    fields.extend([
        column("value", DataType::Float64, "see unit", "the measure under this seed; null: nothing to measure")
            .with_nullable(true),
        column("events", DataType::Int64, "events", "what happened, out of the cases"),
        column("cases", DataType::Int64, "cases", "what could have happened; few of them are told as too few"),
    ]);
    fields
}
