//! What a run means: tables, figures, Parquet, one HTML file.
mod ablation;
mod compared;
pub mod effects;
mod files;
mod map;
pub mod measures;
mod page;
pub mod robust;
mod run;
pub mod running;
mod shown;
pub mod statistics;
pub mod survival;
mod table;
pub mod tallies;

pub use ablation::{Ablation, Change, Effect as SafeguardEffect, Harm, Safeguard};
pub use compared::{Compared, Pair, compared_json};
pub use effects::Effect;
pub use files::{
    BandsWriter, ColumnAbout, Columns, DailyWriter, DigestsWriter, Draw, EffectsWriter, Entry, GroupName, Mark,
    Measured, ROWS_A_GROUP, SYNTHETIC, TableAbout, TalliesWriter, WorldOf, dictionary, draws_csv, manifest_entries,
    manifest_json, summary_columns, summary_json, write_measures,
};
pub use map::{Layer, Map};
pub use page::html;
pub use robust::Robust;
pub use run::*;
pub use table::{compared_table, compared_table_by, summary_table};
pub use tallies::{Tallies, Tally};
