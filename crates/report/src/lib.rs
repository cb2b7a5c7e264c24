//! What a run means: tables, figures, Parquet, one HTML file.
pub mod effects;
mod files;
pub mod measures;
mod page;
mod run;
pub mod running;
pub mod statistics;
mod table;

pub use effects::Effect;
pub use files::{
    BandsWriter, DailyWriter, DigestsWriter, EffectsWriter, Entry, Mark, SYNTHETIC, manifest_entries, manifest_json,
    summary_json,
};
pub use page::html;
pub use run::*;
pub use table::summary_table;
