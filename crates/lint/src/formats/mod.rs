//! A report as people and programs read it, and a rule explained.

mod explain;
mod json;
mod markdown;
mod matrix;
mod sarif;
mod text;

pub use explain::explain;
pub use json::json;
pub use markdown::markdown;
pub use matrix::{Matrix, matrix};
pub use sarif::sarif;
pub use text::text;
