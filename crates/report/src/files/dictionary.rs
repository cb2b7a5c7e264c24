//! What each table of a run holds, column by column: the sentences that stand in the files themselves.

use super::{bands, daily, digests, draws, effects, measures, seeds, tallies};
use arrow_schema::Field;

/// A table of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableAbout {
    /// File in the run folder.
    pub file: &'static str,
    /// What a row is.
    pub row: &'static str,
    pub columns: Vec<ColumnAbout>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnAbout {
    pub name: String,
    /// As Arrow calls it: `UInt64`, `Utf8`.
    pub kind: String,
    pub unit: String,
    pub description: String,
    /// Whether a cell may be empty.
    pub nullable: bool,
}

type Table = (&'static str, &'static str, fn() -> Vec<Field>);

const TABLES: [Table; 8] = [
    ("what/seeds.csv", "a measure of a group of at least 10 people in a world under a seed", seeds::fields),
    ("what/measures.parquet", "a measure of a group in a world, over the seeds", measures::fields),
    ("what/tallies.parquet", "a bin of a histogram of a group in a world under a seed", tallies::fields),
    ("what/daily.parquet", "what a day did to a group in a world under a seed", daily::fields),
    ("what/bands.parquet", "people of a group in a band on an evening", bands::fields),
    (
        "what/effects.parquet",
        "a stratum and class of conduct in a world, each person beside the own twin in the reference",
        effects::fields,
    ),
    ("robust/draws.csv", "a measure of everybody in a world under a draw of all stylised numbers", draws::fields),
    ("what/digests.csv", "a fingerprint of a world on an evening", digests::fields),
];

/// Every table that a run writes.
pub fn dictionary() -> Vec<TableAbout> {
    let table = |(file, row, fields): &Table| TableAbout { file, row, columns: fields().iter().map(about).collect() };
    TABLES.iter().map(table).collect()
}

fn about(field: &Field) -> ColumnAbout {
    let said = |key: &str| field.metadata().get(key).cloned().unwrap_or_default();
    ColumnAbout {
        name: field.name().clone(),
        kind: field.data_type().to_string(),
        unit: said("unit"),
        description: said("description"),
        nullable: field.is_nullable(),
    }
}
