//! The tables of a run in memory, as columns that others can read without a copy, and the columns that several share.

use super::parquet::column;
use crate::statistics::Told;
use arrow_array::{ArrayRef, Float64Array, RecordBatch};
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

/// What a row of measures is about: world, group, measure and unit.
pub(super) fn about_fields() -> [Field; 5] {
    [
        column("arm", DataType::Utf8, "name", "world of the experiment"),
        column("group_kind", DataType::Utf8, "name", "dimension that the group is a value of; all: everybody"),
        column("group", DataType::Utf8, "name", "group of synthetic people"),
        column("measure", DataType::Utf8, "name", "key of the measure, as in docs/measures.md"),
        column("unit", DataType::Utf8, "name", "what the numbers of the row count"),
    ]
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

/// Mean, and the ends of its interval.
pub(super) fn numbers(told: impl Iterator<Item = Told> + Clone) -> [ArrayRef; 3] {
    let interval = |told: Told| told.number().and_then(|estimate| estimate.interval);
    [
        Arc::new(Float64Array::from_iter(told.clone().map(Told::mean))),
        Arc::new(Float64Array::from_iter(told.clone().map(|told| interval(told).map(|(low, _)| low)))),
        Arc::new(Float64Array::from_iter(told.map(|told| interval(told).map(|(_, high)| high)))),
    ]
}
