//! The tables of a run in memory, as columns that others can read without a copy.

use super::parquet::column;
use crate::Run;
use crate::measures::{About, EVERY};
use crate::page::EVERYBODY;
use crate::statistics::Told;
use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// A table: its columns with units and descriptions, and its rows in pieces.
#[derive(Clone, Debug)]
pub struct Columns {
    pub schema: SchemaRef,
    pub batches: Vec<RecordBatch>,
}

impl Columns {
    /// A table in one piece.
    pub(crate) fn whole(fields: Vec<Field>, columns: Vec<ArrayRef>) -> Self {
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(schema.clone(), columns).expect("columns of our own fit their schema");
        Self { schema, batches: vec![batch] }
    }
}

/// What `summary.json` says, as a table: a row for each world and measure.
pub fn summary_columns(run: &Run) -> Columns {
    let rows: Vec<(usize, &About)> =
        (0..run.arms.len()).flat_map(|arm| EVERY.iter().map(move |about| (arm, *about))).collect();
    let words = |of: &dyn Fn(usize, &About) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(|(arm, about)| of(*arm, about))))
    };
    let value = |arm: usize, about: &About| run.told(about, arm, EVERYBODY);
    let paired = |arm: usize, about: &About| match arm == run.reference {
        true => Told::Nothing,
        false => run.difference(about, arm, EVERYBODY),
    };
    let seeds = rows.iter().map(|(arm, about)| value(*arm, about).number().map_or(0, |number| number.seeds as u32));
    let mut columns = vec![
        words(&|arm, _| run.arms[arm].name.clone()),
        words(&|_, about| about.key.to_owned()),
        words(&|_, about| crate::robust::unit(about.unit).to_owned()),
        words(&|arm, about| super::summary::told(&value(arm, about)).to_owned()),
        Arc::new(UInt32Array::from_iter_values(seeds)) as ArrayRef,
    ];
    for told in [&value as &dyn Fn(usize, &About) -> Told, &paired] {
        columns.extend(numbers(&rows.iter().map(|(arm, about)| told(*arm, about)).collect::<Vec<_>>()));
    }
    Columns::whole(fields(), columns)
}

/// Mean, and the ends of its interval.
pub(super) fn numbers(told: &[Told]) -> [ArrayRef; 3] {
    let interval = |told: &Told| told.number().and_then(|estimate| estimate.interval);
    [
        Arc::new(Float64Array::from_iter(told.iter().map(|told| told.mean()))),
        Arc::new(Float64Array::from_iter(told.iter().map(|told| interval(told).map(|(low, _)| low)))),
        Arc::new(Float64Array::from_iter(told.iter().map(|told| interval(told).map(|(_, high)| high)))),
    ]
}

fn fields() -> Vec<Field> {
    let mut fields = vec![
        column("arm", DataType::Utf8, "name", "world of the experiment"),
        column("measure", DataType::Utf8, "name", "key of the measure, as in summary.json"),
        column("unit", DataType::Utf8, "name", "what the numbers of the row count"),
        column("told", DataType::Utf8, "name", "`number`, `too few to tell` or `nothing to measure`"),
        column("seeds", DataType::UInt32, "seeds", "seeds that had something to measure"),
    ];
    fields.extend(number_fields());
    fields
}

/// Mean and paired difference, each with its interval.
pub(super) fn number_fields() -> [Field; 6] {
    let number = |name: &str, text: &str| column(name, DataType::Float64, "see unit", text).with_nullable(true);
    [
        number("mean", "mean over the seeds"),
        number("low", "lower end of the 95 % interval: noise of the simulation alone"),
        number("high", "upper end of the 95 % interval"),
        number("difference", "paired with the reference: the same people, the same draws; null for the reference"),
        number("difference_low", "lower end of the 95 % interval of the difference"),
        number("difference_high", "upper end of the 95 % interval of the difference"),
    ]
}
