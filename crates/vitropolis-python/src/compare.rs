//! Where two runs first differ.

use crate::errand;
use experiment::Difference;
use pyo3::prelude::*;
use std::path::PathBuf;

/// Seed, world, day, stage and column; without stage and column where only the recorded digests differ.
type First = (u64, String, u32, Option<String>, Option<String>);

/// None where every digest that both runs have is the same.
#[pyfunction]
pub(crate) fn compare(
    py: Python<'_>,
    a: PathBuf,
    b: PathBuf,
    threads: usize,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Option<First>> {
    let work = move |watch: &mut dyn experiment::Watch, _: &_| experiment::compare_digests(&a, &b, threads, watch);
    Ok(match errand::done(py, progress.as_ref(), work)? {
        Difference::None { .. } => None,
        Difference::At { seed, arm, day, stage, column } => Some((seed, arm, day, Some(stage), Some(column))),
        Difference::OnlyRecorded { seed, arm, from_day, .. } => Some((seed, arm, from_day, None, None)),
    })
}
