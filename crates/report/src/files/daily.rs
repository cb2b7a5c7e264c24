//! `daily.parquet`: what each day did to each group, one column a measure.

use super::parquet::{Sheet, column, place};
use super::{Columns, LEAST_PEOPLE, Mark, ROWS_A_GROUP};
use arrow_array::{ArrayRef, Int64Array, StringArray, UInt16Array, UInt64Array};
use arrow_schema::{DataType, Field};
use model::measures::groups::Group;
use model::measures::{Measure, Sort};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Writes a row for each seed, world, day and group, as the days come.
pub struct DailyWriter {
    sheet: Sheet,
    groups: Vec<Group>,
    rows: Rows,
}

#[derive(Default)]
struct Rows {
    seed: Vec<u64>,
    arm: Vec<String>,
    day: Vec<u16>,
    /// Index of the group.
    group: Vec<usize>,
    values: Vec<Vec<i64>>,
}

impl DailyWriter {
    pub fn create(path: &Path, mark: &Mark, groups: &[Group]) -> io::Result<Self> {
        Ok(Self { sheet: Sheet::create(path, mark, fields())?, groups: groups.to_vec(), rows: Rows::empty() })
    }

    /// One day of one world: a row of [`Measure::COUNT`] numbers for each group.
    pub fn push(&mut self, seed: u64, arm: &str, day: u16, counts: &[i64]) -> io::Result<()> {
        assert_eq!(counts.len(), self.groups.len() * Measure::COUNT, "a row of measures for each group");
        for (group, row) in counts.chunks_exact(Measure::COUNT).enumerate() {
            if large_enough(&self.groups[group], row) {
                self.rows.push(seed, arm, day, group, row);
            }
        }
        if self.rows.seed.len() >= ROWS_A_GROUP { self.flush() } else { Ok(()) }
    }

    /// Writes the same rows as text to another file.
    pub fn telling(self, path: &Path) -> io::Result<Self> {
        Ok(Self { sheet: self.sheet.telling(path)?, ..self })
    }

    /// Keeps in memory what it writes, and gives it back at the end.
    pub fn keeping(self) -> Self {
        Self { sheet: self.sheet.keeping(), ..self }
    }

    pub fn finish(mut self) -> io::Result<Columns> {
        self.flush()?;
        self.sheet.finish()
    }

    /// Ends the row group: what was pushed so far can be read, whatever happens to the run.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.rows.seed.is_empty() {
            return Ok(());
        }
        let rows = std::mem::replace(&mut self.rows, Rows::empty());
        self.sheet.write(rows.columns(&self.groups))
    }
}

pub(super) fn fields() -> Vec<Field> {
    let mut fields = place();
    fields.extend(Measure::ALL.iter().map(|measure| {
        let sort = match measure.sort() {
            Sort::Flow => "during the day",
            Sort::Stock => "in the evening",
        };
        column(measure.name(), DataType::Int64, measure.unit(), &format!("{} ({sort})", measure.text()))
    }));
    fields
}

/// A class of chat group counts what is said in it and has no people of its own.
fn large_enough(group: &Group, row: &[i64]) -> bool {
    group.kind == "chat size" || row[Measure::People as usize] >= LEAST_PEOPLE
}

impl Rows {
    fn empty() -> Self {
        Self { values: vec![Vec::new(); Measure::COUNT], ..Self::default() }
    }

    fn push(&mut self, seed: u64, arm: &str, day: u16, group: usize, row: &[i64]) {
        self.seed.push(seed);
        self.arm.push(arm.to_owned());
        self.day.push(day);
        self.group.push(group);
        for (column, value) in self.values.iter_mut().zip(row) {
            column.push(*value);
        }
    }

    fn columns(self, groups: &[Group]) -> Vec<ArrayRef> {
        let kind = StringArray::from_iter_values(self.group.iter().map(|&group| groups[group].kind));
        let name = StringArray::from_iter_values(self.group.iter().map(|&group| &groups[group].name));
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(UInt64Array::from(self.seed)),
            Arc::new(StringArray::from(self.arm)),
            Arc::new(UInt16Array::from(self.day)),
            Arc::new(kind),
            Arc::new(name),
        ];
        columns.extend(self.values.into_iter().map(|values| Arc::new(Int64Array::from(values)) as ArrayRef));
        columns
    }
}
