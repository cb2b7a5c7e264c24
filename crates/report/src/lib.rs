//! What a run means: tables, figures, Parquet, one HTML file.
mod files;
pub mod measures;
mod page;
mod run;
pub mod running;
pub mod statistics;
mod table;

pub use files::{BandsWriter, DailyWriter, DigestsWriter, Mark, SYNTHETIC, summary_json};
pub use page::html;
pub use run::*;
pub use table::summary_table;
