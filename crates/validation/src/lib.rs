//! Published figures beside simulated ones: every case drives the mechanisms themselves and says whether they agree.
//!
//! A case is one file of [`cases`]. It gives the published figure with its source, what is simulated, how far apart the
//! two may lie, and what we expect. A case that does not agree stays in the table as not agreeing, with the reason.

mod calibration;
mod case;
pub mod cases;
mod statistics;
mod table;
mod town;

pub use calibration::{CALIBRATIONS, Calibrated, Calibration, Effort, calibrate};
pub use case::{Case, Check, Expected, Kind, Tolerance};
pub use cases::CASES;
pub use statistics::Simulated;
pub use table::{Row, Table, chosen, simulate};
