//! `measures.parquet`: every measure in every world and group, over the seeds.

use super::columns::{number_fields, numbers};
use super::parquet::{Sheet, column};
use super::{Columns, Mark};
use crate::Run;
use crate::measures::{About, EVERY};
use crate::robust::unit;
use crate::statistics::Told;
use arrow_array::{ArrayRef, StringArray, UInt32Array};
use arrow_schema::{DataType, Field};
use std::io;
use std::path::Path;
use std::sync::Arc;

type Row = (usize, usize, &'static About);

/// Writes the table in one piece, as text, too, where a file is named for it; it comes back.
pub fn write_measures(path: &Path, text: Option<&Path>, run: &Run) -> io::Result<Columns> {
    let mut sheet = Sheet::create(path, &Mark::of(run), fields())?.keeping();
    if let Some(text) = text {
        sheet = sheet.telling(text)?;
    }
    sheet.write(columns(run))?;
    sheet.finish()
}

fn columns(run: &Run) -> Vec<ArrayRef> {
    let rows: Vec<Row> = (0..run.arms.len())
        .flat_map(|arm| (0..run.groups.len()).map(move |group| (arm, group)))
        .flat_map(|(arm, group)| EVERY.iter().map(move |about| (arm, group, *about)))
        .collect();
    let told: Vec<Told> = rows.iter().map(|(arm, group, about)| run.told(about, *arm, *group)).collect();
    let paired = rows.iter().map(|(arm, group, about)| match *arm == run.reference {
        true => Told::Nothing,
        false => run.difference(about, *arm, *group),
    });
    let words = |of: &dyn Fn(&Row) -> String| Arc::new(StringArray::from_iter_values(rows.iter().map(of))) as ArrayRef;
    let seeds = told.iter().map(|told| told.number().map_or(0, |number| number.seeds as u32));
    let mut columns = vec![
        words(&|(arm, ..)| run.arms[*arm].name.clone()),
        words(&|(_, group, _)| run.groups[*group].kind.to_owned()),
        words(&|(_, group, _)| run.groups[*group].name.clone()),
        words(&|(.., about)| about.key.to_owned()),
        words(&|(.., about)| unit(about.unit).to_owned()),
        Arc::new(StringArray::from_iter_values(told.iter().map(super::summary::told))),
        Arc::new(UInt32Array::from_iter_values(seeds)),
    ];
    columns.extend(numbers(&told));
    columns.extend(numbers(&paired.collect::<Vec<_>>()));
    columns
}

pub(super) fn fields() -> Vec<Field> {
    let mut fields = vec![
        column("arm", DataType::Utf8, "name", "world of the experiment"),
        column("group_kind", DataType::Utf8, "name", "dimension that the group is a value of"),
        column("group", DataType::Utf8, "name", "group of synthetic people"),
        column("measure", DataType::Utf8, "name", "key of the measure, as in docs/measures.md"),
        column("unit", DataType::Utf8, "name", "what the numbers of the row count"),
        column("told", DataType::Utf8, "name", "`number`, `too few to tell` or `nothing to measure`"),
        column("seeds", DataType::UInt32, "seeds", "seeds that had something to measure"),
    ];
    fields.extend(number_fields());
    fields
}
