//! Which red flags the structure of a regime raises, and on which lines, without running anything.
//!
//! The linter finds and says; it clears nothing, gives no grade and mends nothing. Every edge of a regime is a flow of
//! information with an origin and an effect (contextual integrity), each rule is one file, and each finding says
//! whether a pattern is there or also which elements of a law the file declares.

mod date;
mod law;
mod measured;
mod sources;

mod reading;
mod rule;
mod rules;

mod mark;
mod report;

mod formats;
mod german;

pub use date::Date;
pub use formats::{Matrix, explain, json, markdown, matrix, sarif, text};
pub use law::{Element, Law, LawApplies, Status};
pub use measured::{Estimate, FEWEST_SEEDS, GroupRatio, Measured, SafeguardEffect};
pub use report::{Finding, NOT_ADVICE, Report, lint};
pub use rule::{Fixtures, Look, Mode, Rule, Severity};
pub use rules::RULES;
pub use sources::{Document, Known, Source};
