//! What a regime's structure raises, and what one regime does otherwise than another.

use crate::errors::raised;
use experiment::{Lint, Unsaved};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;

/// The findings on a regime: JSON, text, Markdown, SARIF, and the matrix origin × effect as text and SVG.
#[pyfunction]
pub(crate) fn lint<'py>(
    py: Python<'py>,
    regime: PathBuf,
    unsaved: Unsaved,
    city: Option<PathBuf>,
    as_of: Option<String>,
) -> PyResult<Bound<'py, PyDict>> {
    let asked = Lint { regime, city, as_of, fail_on: None };
    let found = py.detach(|| experiment::unsaved_lint(&asked, &unsaved)).map_err(|failure| raised(py, &failure))?;
    let dict = PyDict::new(py);
    dict.set_item("json", found.json().to_string())?;
    dict.set_item("text", found.text(false))?;
    dict.set_item("markdown", found.markdown())?;
    dict.set_item("sarif", found.sarif().to_string())?;
    dict.set_item("matrix", found.matrix())?;
    dict.set_item("matrix_svg", found.matrix_svg())?;
    Ok(dict)
}

/// A rule of the linter in words.
#[pyfunction]
pub(crate) fn explain_rule(py: Python<'_>, id: &str) -> PyResult<String> {
    experiment::explain_rule(id).map_err(|failure| raised(py, &failure))
}

/// Key, sentence, before and after of each difference.
type Amendment = (String, String, Option<String>, Option<String>);

#[pyfunction]
pub(crate) fn diff(py: Python<'_>, before: PathBuf, after: PathBuf, unsaved: Unsaved) -> PyResult<Vec<Amendment>> {
    let found = py.detach(|| experiment::unsaved_diff(&before, &after, &unsaved));
    let found = found.map_err(|failure| raised(py, &failure))?.differences.into_iter();
    Ok(found.map(|one| (one.path, one.sentence, one.before, one.after)).collect())
}
