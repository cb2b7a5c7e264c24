//! WHAT a day is: the science. No I/O, no clock, no threads, no floats while a day runs.
//!
//! Start at [`day::live`]: the day, top to bottom. Each step is one file of [`mechanisms`], which opens with a
//! sentence about the world, its equation and its source.
#![deny(clippy::disallowed_types, clippy::float_arithmetic)]

pub mod adaptive;
mod ahead;
pub mod carry;
pub mod catalogue;
pub mod chance;
pub mod contacts;
pub mod day;
pub mod fixed;
pub mod identity;
mod lanes;
pub mod ledgers;
pub mod marks;
pub mod measures;
pub mod mechanisms;
pub mod occasions;
pub mod parameters;
pub mod population;
pub mod queue;
pub mod record;
pub mod rules;
pub mod selective;
pub mod state;

pub use catalogue::Catalogue;
pub use chance::Seed;
pub use population::{City, Plan};
pub use record::Record;
pub use rules::Rules;

#[doc(hidden)]
pub mod small_town;
