//! The main job: an experiment lives, and its tables come back without a copy.

use crate::columns::Columns;
use crate::errand;
use crate::errors::raised;
use experiment::{Finished, Request, Unsaved, gibibytes};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;

/// Runs an experiment and writes its folder.
#[pyfunction]
pub(crate) fn run<'py>(
    py: Python<'py>,
    path: PathBuf,
    unsaved: Unsaved,
    people: Option<u64>,
    days: Option<u32>,
    arms: Vec<String>,
    seeds: Option<u32>,
    seed: Option<u64>,
    threads: usize,
    out: Option<PathBuf>,
    resume: Option<PathBuf>,
    checkpoint_days: Option<u32>,
    memory: Option<f64>,
    robust_draws: Option<u32>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let request = Request {
        experiment: path,
        people,
        days,
        arms,
        seeds,
        seed,
        threads,
        out,
        unsaved,
        keep_tables: true,
        resume,
        checkpoints: checkpoint_days.into(),
        memory: memory.map(gibibytes).transpose().map_err(|failure| raised(py, &failure))?,
        robust_draws,
        ..Request::default()
    };
    let work = move |watch: &mut dyn experiment::Watch, stop: &_| experiment::run(&request, watch, stop);
    finished(py, errand::done(py, progress.as_ref(), work)?)
}

fn finished<'py>(py: Python<'py>, finished: Finished) -> PyResult<Bound<'py, PyDict>> {
    let tables = PyDict::new(py);
    for (name, columns) in finished.tables {
        tables.set_item(name, Columns(columns).into_pyobject(py)?)?;
    }
    let dict = PyDict::new(py);
    dict.set_item("folder", finished.folder)?;
    dict.set_item("tables", tables)?;
    dict.set_item("build_seconds", finished.build_seconds)?;
    dict.set_item("run_seconds", finished.run_seconds)?;
    dict.set_item("peak_memory_bytes", finished.peak_memory_bytes)?;
    Ok(dict)
}
