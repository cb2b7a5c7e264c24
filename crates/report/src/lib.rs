//! What a run means: tables, figures, Parquet, one HTML file.
mod run;
pub use run::*;
