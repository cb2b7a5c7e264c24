//! What a person writes: resolved, drawn and explained.

use crate::errors::raised;
use experiment::{CityTable, Kind, Request, Unsaved};
use model::population::DrawnMargin;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;

/// An experiment with everything resolved, as `experiment.lock.toml` holds it.
#[pyfunction]
pub(crate) fn lock(py: Python<'_>, path: PathBuf, unsaved: Unsaved) -> PyResult<String> {
    let request = Request { experiment: path, unsaved, ..Request::default() };
    py.detach(|| request.resolve()).map(|experiment| experiment.lock()).map_err(|failure| raised(py, &failure))
}

/// A drawn city beside the published margins.
#[pyfunction]
pub(crate) fn city<'py>(
    py: Python<'py>,
    path: PathBuf,
    unsaved: Unsaved,
    people: u64,
    seed: u64,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let table = py.detach(|| experiment::unsaved_city(&path, &unsaved, people, seed, threads, None));
    drawn(py, &table.map_err(|failure| raised(py, &failure))?)
}

fn drawn<'py>(py: Python<'py>, table: &CityTable) -> PyResult<Bound<'py, PyDict>> {
    let margin = |margin: &DrawnMargin| {
        (margin.dimension.to_owned(), margin.name.clone(), margin.published, margin.drawn, margin.error)
    };
    let dict = PyDict::new(py);
    dict.set_item("title", &table.title)?;
    dict.set_item("people", table.people)?;
    dict.set_item("seed", table.seed)?;
    dict.set_item("margins", table.margins.iter().map(margin).collect::<Vec<_>>())?;
    dict.set_item("households", table.households)?;
    dict.set_item("mean_family_household", table.mean_family_household)?;
    dict.set_item("cells", table.cells)?;
    dict.set_item("blocks", table.blocks)?;
    Ok(dict)
}

/// What a knob means; None where nothing looks like the name.
#[pyfunction]
pub(crate) fn explain(name: &str) -> Option<String> {
    experiment::explain(name)
}

/// The JSON Schema of a kind of file.
#[pyfunction]
pub(crate) fn schema(kind: &str) -> PyResult<String> {
    let kind = match kind {
        "city" => Kind::City,
        "catalogue" => Kind::Catalogue,
        "regime" => Kind::Regime,
        "experiment" => Kind::Experiment,
        other => return Err(PyValueError::new_err(format!("`{other}`: city, catalogue, regime or experiment"))),
    };
    Ok(experiment::schema(kind).to_string())
}
