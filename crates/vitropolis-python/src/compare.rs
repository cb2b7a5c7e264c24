//! Two runs beside one another: what each world came to, paired seed by seed, and where they first differ.

use crate::errand;
use crate::errors::raised;
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

/// Every measure of each pair of worlds, as JSON.
#[pyfunction]
pub(crate) fn beside(py: Python<'_>, a: PathBuf, b: PathBuf, arms: Option<(String, String)>) -> PyResult<String> {
    let names = arms.as_ref().map(|(one, other)| [one.as_str(), other.as_str()]);
    let found = py.detach(|| experiment::compare(&a, &b, names)).map_err(|failure| raised(py, &failure))?;
    let json = found.json(None).map_err(|failure| raised(py, &failure))?;
    Ok(json.to_string())
}
