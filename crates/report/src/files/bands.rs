//! `bands.parquet`: how many people of each group are in each band. Small cells are suppressed, not rounded.

use super::parquet::{Sheet, column, place};
use super::{Columns, LEAST_PEOPLE, Mark, ROWS_A_GROUP};
use arrow_array::{ArrayRef, Int64Array, StringArray, UInt16Array, UInt64Array};
use arrow_schema::{DataType, Field};
use model::measures::groups::Group;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Writes a row for each seed, world, day, group and band, as the days come.
pub struct BandsWriter {
    sheet: Sheet,
    groups: Vec<Group>,
    rows: Rows,
}

#[derive(Default)]
struct Rows {
    seed: Vec<u64>,
    arm: Vec<String>,
    day: Vec<u16>,
    group: Vec<usize>,
    band: Vec<String>,
    people: Vec<Option<i64>>,
}

impl BandsWriter {
    pub fn create(path: &Path, mark: &Mark, groups: &[Group]) -> io::Result<Self> {
        Ok(Self { sheet: Sheet::create(path, mark, fields())?, groups: groups.to_vec(), rows: Rows::default() })
    }

    /// One evening of one world: for each group the people of each band. A world without a score writes nothing.
    pub fn push(&mut self, seed: u64, arm: &str, day: u16, bands: &[String], people: &[i64]) -> io::Result<()> {
        assert_eq!(people.len(), self.groups.len() * bands.len(), "a number for each group and band");
        for (index, &people) in people.iter().enumerate() {
            let (group, band) = (index / bands.len(), &bands[index % bands.len()]);
            // A class of chat group has no people of its own.
            if self.groups[group].kind != "chat size" {
                self.rows.push(seed, arm, day, group, band, people);
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
        let rows = std::mem::take(&mut self.rows);
        self.sheet.write(rows.columns(&self.groups))
    }
}

pub(super) fn fields() -> Vec<Field> {
    let mut fields = place();
    fields.push(column("band", DataType::Utf8, "name", "band of the score, by the names of the regime"));
    let people = "people of the group in the band (in the evening); null: suppressed, fewer than 10";
    fields.push(column("people", DataType::Int64, "people", people).with_nullable(true));
    fields
}

impl Rows {
    fn push(&mut self, seed: u64, arm: &str, day: u16, group: usize, band: &str, people: i64) {
        self.seed.push(seed);
        self.arm.push(arm.to_owned());
        self.day.push(day);
        self.group.push(group);
        self.band.push(band.to_owned());
        self.people.push((people >= LEAST_PEOPLE).then_some(people));
    }

    fn columns(self, groups: &[Group]) -> Vec<ArrayRef> {
        let kind = StringArray::from_iter_values(self.group.iter().map(|&group| groups[group].kind));
        let name = StringArray::from_iter_values(self.group.iter().map(|&group| &groups[group].name));
        vec![
            Arc::new(UInt64Array::from(self.seed)),
            Arc::new(StringArray::from(self.arm)),
            Arc::new(UInt16Array::from(self.day)),
            Arc::new(kind),
            Arc::new(name),
            Arc::new(StringArray::from(self.band)),
            Arc::new(Int64Array::from(self.people)),
        ]
    }
}
