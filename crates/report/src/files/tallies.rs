//! `tallies.parquet`: what the figures are made of that no counter of a day holds, as histograms by group.

use super::parquet::{Sheet, column};
use super::{Columns, LEAST_PEOPLE, Mark};
use crate::Counts;
use crate::tallies::{Tallies, Tally};
use arrow_array::{ArrayRef, Int64Array, StringArray, UInt64Array};
use arrow_schema::{DataType, Field};
use model::measures::Measure;
use model::measures::groups::Group;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Writes a row for each seed, world, tally, group and pair of numbers, seed by seed.
pub struct TalliesWriter {
    sheet: Sheet,
    groups: Vec<Group>,
}

impl TalliesWriter {
    pub fn create(path: &Path, mark: &Mark, groups: &[Group]) -> io::Result<Self> {
        Ok(Self { sheet: Sheet::create(path, mark, fields())?, groups: groups.to_vec() })
    }

    /// The tallies of one world under one seed; groups under ten people are left out.
    pub fn push(&mut self, seed: u64, arm: &str, tallies: &Tallies, total: &Counts) -> io::Result<()> {
        let rows: Vec<_> =
            tallies.each().filter(|(_, group, ..)| total.get(*group, Measure::People) >= LEAST_PEOPLE).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let words =
            |of: &dyn Fn(&Row) -> String| Arc::new(StringArray::from_iter_values(rows.iter().map(of))) as ArrayRef;
        let numbers = |of: fn(&Row) -> i64| Arc::new(Int64Array::from_iter_values(rows.iter().map(of))) as ArrayRef;
        self.sheet.write(vec![
            Arc::new(UInt64Array::from(vec![seed; rows.len()])),
            words(&|_| arm.to_owned()),
            words(&|(tally, ..)| tally.name().to_owned()),
            words(&|(_, group, ..)| self.groups[*group].kind.to_owned()),
            words(&|(_, group, ..)| self.groups[*group].name.clone()),
            numbers(|(_, _, (a, _), _)| *a),
            numbers(|(_, _, (_, b), _)| *b),
            numbers(|(.., count)| *count),
        ])
    }

    /// Writes the same rows as text, too.
    pub fn telling(self, path: &Path) -> io::Result<Self> {
        Ok(Self { sheet: self.sheet.telling(path)?, ..self })
    }

    /// Keeps in memory what it writes, and gives it back at the end.
    pub fn keeping(self) -> Self {
        Self { sheet: self.sheet.keeping(), ..self }
    }

    pub fn finish(self) -> io::Result<Columns> {
        self.sheet.finish()
    }
}

type Row = (Tally, usize, (i64, i64), i64);

pub(super) fn fields() -> Vec<Field> {
    let told = |which: usize| {
        let texts = Tally::ALL.iter().map(|tally| format!("{}: {}", tally.name(), tally.texts()[which]));
        texts.collect::<Vec<_>>().join("; ")
    };
    vec![
        column("seed", DataType::UInt64, "seed", "seed of the city and of all draws"),
        column("arm", DataType::Utf8, "name", "world of the experiment"),
        column("tally", DataType::Utf8, "name", "which histogram"),
        column("group_kind", DataType::Utf8, "name", "dimension that the group is a value of"),
        column("group", DataType::Utf8, "name", "group of synthetic people, at least 10"),
        column("a", DataType::Int64, "see description", &told(0)),
        column("b", DataType::Int64, "see description", &told(1)),
        column("count", DataType::Int64, "see description", &told(2)),
    ]
}
