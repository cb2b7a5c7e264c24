//! The laboratory for Python: each function here converts its words, calls `experiment`, and converts the answer.
//!
//! What a person meets (names, defaults, plots, designs) is written in Python, in `python/vitropolis`; this module is
//! private to it. People come only from the seeded generator: nothing here takes a table.

mod columns;
mod compare;
mod errand;
mod errors;
mod facecalc;
mod files;
mod published;
mod regimes;
mod run;
mod sweep;
mod tested;

use pyo3::prelude::*;
use std::ffi::OsString;

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::columns::Columns;
    #[pymodule_export]
    use super::command_line;
    #[pymodule_export]
    use super::compare::{beside, compare};
    #[pymodule_export]
    use super::facecalc::{identify, watchlist};
    #[pymodule_export]
    use super::files::{city, explain, lock, schema};
    #[pymodule_export]
    use super::published::{calibrate, calibrations, cases, validate};
    #[pymodule_export]
    use super::regimes::{diff, explain_rule, lint};
    #[pymodule_export]
    use super::run::run;
    #[pymodule_export]
    use super::sweep::{dimensions, harms, sweep};
    #[pymodule_export]
    use super::tested::{ablate, robust};
    #[pymodule_export]
    const SYNTHETIC: &str = experiment::SYNTHETIC;
    #[pymodule_export]
    const VERSION: &str = experiment::VERSION;
}

/// Does what the words of a command line say and returns the exit code.
#[pyfunction]
fn command_line(py: Python<'_>, words: Vec<OsString>) -> u8 {
    py.detach(|| vitropolis::main_from(words))
}
