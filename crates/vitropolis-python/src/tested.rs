//! Whether a result holds: stylised numbers drawn anew, and safeguards added and left out. Each writes a folder.

use crate::errand;
use experiment::{AblateRequest, Request, RobustRequest, Unsaved, Watch};
use pyo3::prelude::*;
use std::path::PathBuf;

/// Draws all stylised numbers many times; returns the folder.
#[pyfunction]
pub(crate) fn robust(
    py: Python<'_>,
    path: PathBuf,
    unsaved: Unsaved,
    draws: u32,
    people: Option<u64>,
    days: Option<u32>,
    arms: Vec<String>,
    seed: Option<u64>,
    threads: usize,
    out: Option<PathBuf>,
    resume: Option<PathBuf>,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<PathBuf> {
    let experiment = path;
    let request = Request { experiment, people, days, arms, seed, threads, out, resume, unsaved, ..Request::default() };
    let asked = RobustRequest { request, draws };
    errand::done(py, progress.as_ref(), move |watch: &mut dyn Watch, stop| {
        experiment::robust(&asked, watch, stop).map(|done| done.folder)
    })
}

/// Adds each safeguard of an arm alone, leaves each out, and takes its Shapley share; returns the folder.
#[pyfunction]
pub(crate) fn ablate(
    py: Python<'_>,
    path: PathBuf,
    unsaved: Unsaved,
    arm: Option<String>,
    draws: u32,
    delta: f64,
    people: Option<u64>,
    days: Option<u32>,
    seeds: Option<u32>,
    seed: Option<u64>,
    threads: usize,
    out: Option<PathBuf>,
    resume: Option<PathBuf>,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<PathBuf> {
    let experiment = path;
    let request =
        Request { experiment, people, days, seeds, seed, threads, out, resume, unsaved, ..Request::default() };
    let asked = AblateRequest { request, arm, draws, delta };
    errand::done(py, progress.as_ref(), move |watch: &mut dyn Watch, stop| {
        experiment::ablate(&asked, watch, stop).map(|done| done.folder)
    })
}
