//! Whom a face search names wrongly: rates and counts in, rates and counts out.

use crate::errors::raised;
use experiment::{Drawn, Identify, TieRule, Watchlist};
use pyo3::prelude::*;
use pyo3::types::PyDict;

type Range = (f64, f64, f64);

fn range(drawn: &Drawn) -> Range {
    (drawn.mean, drawn.low, drawn.high)
}

/// Searches for somebody who is in the gallery.
#[pyfunction]
pub(crate) fn identify<'py>(
    py: Python<'py>,
    gallery: u64,
    fmr: f64,
    tpir: f64,
    searches: u64,
    outranks: Option<f64>,
    seed: u64,
) -> PyResult<Bound<'py, PyDict>> {
    let asked = Identify { gallery, fmr, tpir, searches, outranks, seed };
    let found = py.detach(|| experiment::identify(&asked)).map_err(|failure| raised(py, &failure))?;
    let rules = found.rules.iter().map(|one| rule(py, one)).collect::<PyResult<Vec<_>>>()?;
    let dict = PyDict::new(py);
    dict.set_item("false_candidates_per_search", found.false_candidates_per_search)?;
    dict.set_item("fpir", found.fpir)?;
    dict.set_item("rules", rules)?;
    dict.set_item("drawn_false_candidates_per_search", range(&found.drawn_false_candidates_per_search))?;
    Ok(dict)
}

fn rule<'py>(py: Python<'py>, rule: &TieRule) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("outranks", rule.outranks)?;
    dict.set_item("named_right_per_search", rule.named_right)?;
    dict.set_item("named_wrong_per_search", rule.named_wrong)?;
    dict.set_item("ppv", rule.ppv)?;
    dict.set_item("false_alerts", rule.false_alerts)?;
    dict.set_item("innocent_people_alerted_share", rule.innocent_people_alerted_share)?;
    dict.set_item("drawn_named_wrong_per_search", range(&rule.drawn_named_wrong))?;
    Ok(dict)
}

/// Faces that pass a camera with a watchlist behind it.
#[pyfunction]
pub(crate) fn watchlist<'py>(
    py: Python<'py>,
    gallery: u64,
    fmr: f64,
    tpir: f64,
    faces: u64,
    prevalence: f64,
    seed: u64,
) -> PyResult<Bound<'py, PyDict>> {
    let asked = Watchlist { gallery, fmr, tpir, faces, prevalence, seed };
    let found = py.detach(|| experiment::watchlist(&asked)).map_err(|failure| raised(py, &failure))?;
    let dict = PyDict::new(py);
    dict.set_item("false_candidates_per_search", found.false_candidates_per_search)?;
    dict.set_item("fpir", found.fpir)?;
    dict.set_item("ppv", found.ppv)?;
    dict.set_item("true_alerts", found.true_alerts)?;
    dict.set_item("false_alerts", found.false_alerts)?;
    dict.set_item("missed", found.missed)?;
    dict.set_item("false_alerts_per_face", found.false_alerts_per_face)?;
    dict.set_item("innocent_people_alerted_share", found.innocent_people_alerted_share)?;
    dict.set_item("drawn_false_alerts_per_face", range(&found.drawn_false_alerts_per_face))?;
    dict.set_item("drawn_ppv", range(&found.drawn_ppv))?;
    Ok(dict)
}
