//! `measures.parquet`: every measure in every world and group, over the seeds; and the same of everybody, as a table in
//! memory.

use super::columns::{about_fields, number_fields, numbers};
use super::parquet::{Sheet, column};
use super::{Columns, Mark};
use crate::Run;
use crate::measures::{About, BESIDE, EVERY};
use crate::page::EVERYBODY;
use crate::robust::unit;
use crate::statistics::Told;
use arrow_array::{ArrayRef, StringArray, UInt32Array};
use arrow_schema::{DataType, Field};
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// A measure in a world and a group.
struct Row {
    arm: usize,
    group: usize,
    key: &'static str,
    unit: &'static str,
    told: Told,
    difference: Told,
}

/// Writes the table in one piece, as text, too, where a file is named for it; it comes back.
pub fn write_measures(path: &Path, text: Option<&Path>, run: &Run) -> io::Result<Columns> {
    let mut sheet = Sheet::create(path, &Mark::of(run), fields())?.keeping();
    if let Some(text) = text {
        sheet = sheet.telling(text)?;
    }
    sheet.write(columns(run, &rows(run, 0..run.groups.len())))?;
    sheet.finish()
}

/// What `summary.json` says, as a table: a row for each world and measure.
pub fn summary_columns(run: &Run) -> Columns {
    let mut columns = columns(run, &rows(run, EVERYBODY..EVERYBODY + 1));
    let mut fields = fields();
    // All rows are about everybody.
    columns.drain(OF_GROUP);
    fields.drain(OF_GROUP);
    Columns::whole(fields, columns)
}

/// Places of the two columns that name a group.
const OF_GROUP: Range<usize> = 1..3;

fn rows(run: &Run, groups: Range<usize>) -> Vec<Row> {
    let mut rows = Vec::new();
    for arm in 0..run.arms.len() {
        for group in groups.clone() {
            rows.extend(EVERY.iter().map(|about| row(run, about, arm, group)));
            // What two worlds say together is a difference already.
            rows.extend(BESIDE.iter().map(|about| Row {
                arm,
                group,
                key: about.key,
                unit: unit(about.unit),
                told: run.beside(about, arm, group),
                difference: Told::Nothing,
            }));
        }
    }
    rows
}

fn row(run: &Run, about: &About, arm: usize, group: usize) -> Row {
    let difference = if arm == run.reference { Told::Nothing } else { run.difference(about, arm, group) };
    Row { arm, group, key: about.key, unit: unit(about.unit), told: run.told(about, arm, group), difference }
}

fn columns(run: &Run, rows: &[Row]) -> Vec<ArrayRef> {
    let seeds = rows.iter().map(|row| row.told.number().map_or(0, |number| number.seeds as u32));
    let mut columns = vec![
        words(rows.iter().map(|row| &*run.arms[row.arm].name)),
        words(rows.iter().map(|row| run.groups[row.group].kind)),
        words(rows.iter().map(|row| &*run.groups[row.group].name)),
        words(rows.iter().map(|row| row.key)),
        words(rows.iter().map(|row| row.unit)),
        words(rows.iter().map(|row| row.told.word())),
        Arc::new(UInt32Array::from_iter_values(seeds)),
    ];
    columns.extend(numbers(rows.iter().map(|row| row.told)));
    columns.extend(numbers(rows.iter().map(|row| row.difference)));
    columns
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}

pub(super) fn fields() -> Vec<Field> {
    let mut fields = about_fields().to_vec();
    fields.extend([
        column("told", DataType::Utf8, "name", "`number`, `too few to tell` or `nothing to measure`"),
        column("seeds", DataType::UInt32, "seeds", "seeds that had something to measure"),
    ]);
    fields.extend(number_fields());
    fields
}
