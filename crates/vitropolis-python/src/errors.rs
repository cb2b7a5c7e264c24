//! A failure as Python's own: what was written and where, what was asked for, what the machine said, or a stop.

use experiment::Failure;
use pyo3::prelude::*;

/// One mistake in a file: file, line, column, message, what is allowed.
type Mistake = (String, usize, usize, String, String);

/// The exception that goes with a failure, of the classes of `vitropolis.errors`.
pub(crate) fn raised(py: Python<'_>, failure: &Failure) -> PyErr {
    exception(py, failure).map_or_else(|why| why, PyErr::from_value)
}

fn exception<'py>(py: Python<'py>, failure: &Failure) -> PyResult<Bound<'py, PyAny>> {
    let module = py.import("vitropolis.errors")?;
    let text = failure.to_string();
    match failure {
        Failure::Files(errors) => {
            let mistakes: Vec<Mistake> = errors
                .list()
                .iter()
                .map(|one| (one.file.clone(), one.line, one.column, one.message.clone(), one.allowed.clone()))
                .collect();
            module.getattr("FileError")?.call1((text, mistakes))
        }
        Failure::Refused { asked, allowed } => module.getattr("RefusedError")?.call1((text, asked, allowed)),
        Failure::Disk { path, why, .. } => {
            let number = why.raw_os_error().unwrap_or(0);
            module.getattr("DiskError")?.call1((number, text, path.display().to_string()))
        }
        Failure::Stopped { kept } => module.getattr("StoppedError")?.call1((text, kept)),
    }
}
