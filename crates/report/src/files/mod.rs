//! The files of a run folder that others read. Each says in itself that its people are synthetic (boundary.md 10).

mod bands;
mod columns;
mod csv;
mod daily;
mod dictionary;
mod digests;
mod draws;
mod effects;
mod manifest;
mod mark;
mod measures;
mod parquet;
mod seeds;
mod summary;
mod tallies;

pub use bands::BandsWriter;
pub use columns::Columns;
pub use daily::DailyWriter;
pub use dictionary::{ColumnAbout, TableAbout, dictionary};
pub use digests::DigestsWriter;
pub use draws::{Draw, draws_csv};
pub use effects::EffectsWriter;
pub use manifest::{Entry, manifest_entries, manifest_json};
pub use mark::{Mark, SYNTHETIC};
pub use measures::{summary_columns, write_measures};
pub use seeds::{GroupName, Measured, WorldOf};
pub use summary::summary_json;
pub(crate) use summary::{Number, number};
pub use tallies::TalliesWriter;

/// A cell with fewer people than this is not written (kernel.md 18).
pub(crate) const LEAST_PEOPLE: i64 = 10;
/// Rows of a table that are held at most before they are written as one row group.
pub const ROWS_A_GROUP: usize = 100_000;
