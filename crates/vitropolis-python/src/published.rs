//! Published figures: beside simulated ones, and as what a parameter may be set by.

use crate::errand;
use crate::errors::raised;
use experiment::{Failure, Progress, Watch};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use validation::{Calibrated, Case, Row};

/// Names of the cases, in the order of the table.
#[pyfunction]
pub(crate) fn cases() -> Vec<&'static str> {
    validation::CASES.iter().map(|case| case.name).collect()
}

/// Names of the published figures that a parameter may be calibrated to.
#[pyfunction]
pub(crate) fn calibrations() -> Vec<&'static str> {
    validation::CALIBRATIONS.iter().map(|one| one.name).collect()
}

/// The rows of one case, of the quick ones or of all.
#[pyfunction]
pub(crate) fn validate<'py>(
    py: Python<'py>,
    case: Option<String>,
    quick: bool,
    threads: usize,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let cases = validation::chosen(case.as_deref(), quick);
    let rows = errand::done(py, progress.as_ref(), move |watch, stop| simulated(&cases, threads, watch, stop))?;
    rows.iter().map(|row| told(py, row)).collect()
}

/// Case by case, so that a stop is heard between two.
fn simulated(
    cases: &[&'static Case],
    threads: usize,
    watch: &mut dyn Watch,
    stop: &AtomicBool,
) -> Result<Vec<Row>, Failure> {
    let started = Instant::now();
    let mut rows = Vec::new();
    for (done, case) in cases.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            return Err(stopped());
        }
        watch.progress(&at(done, cases.len(), started.elapsed()));
        rows.extend(validation::simulate(&[*case], threads, |_| {}).rows);
    }
    Ok(rows)
}

fn stopped() -> Failure {
    Failure::Stopped { kept: "nothing was kept".to_owned() }
}

/// So many pieces of work of so many.
fn at(done: usize, total: usize, elapsed: Duration) -> Progress {
    let (seed, seeds) = ((done + 1).min(total) as u32, total as u32);
    let (done, total) = (done as u64, total as u64);
    Progress { step: "living", seed, seeds, day: 0, days: 0, done, total, person_days: 0, elapsed }
}

fn told<'py>(py: Python<'py>, row: &Row) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("case", row.case.name)?;
    dict.set_item("what", row.check.what)?;
    dict.set_item("kind", row.check.kind.name())?;
    dict.set_item("published", row.check.published)?;
    dict.set_item("simulated", row.simulated.value)?;
    dict.set_item("low", row.simulated.low)?;
    dict.set_item("high", row.simulated.high)?;
    dict.set_item("tolerance", row.check.tolerance.to_string())?;
    dict.set_item("holds", row.holds)?;
    dict.set_item("expected", row.check.expected.holds())?;
    dict.set_item("why", row.check.expected.reason())?;
    dict.set_item("source", row.case.source)?;
    dict.set_item("seconds", row.seconds)?;
    Ok(dict)
}

/// Sets the parameter of a published case from its figure.
#[pyfunction]
pub(crate) fn calibrate<'py>(
    py: Python<'py>,
    case: &str,
    people: u64,
    days: u16,
    seeds: u32,
    threads: usize,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(one) = validation::CALIBRATIONS.iter().find(|one| one.name == case) else { return Ok(None) };
    let asked = validation::Effort::new(people, days, seeds, threads).map_err(|allowed| {
        let asked = format!("{people} people, {days} days, {seeds} seeds");
        raised(py, &Failure::Refused { asked, allowed: allowed.to_owned() })
    })?;
    let work = move |watch: &mut dyn Watch, stop: &AtomicBool| {
        let started = Instant::now();
        let tell = |done, total| {
            watch.progress(&at(done, total, started.elapsed()));
            !stop.load(Ordering::Relaxed)
        };
        validation::calibrate(one, &asked, tell).ok_or_else(stopped)
    };
    set(py, &errand::done(py, progress.as_ref(), work)?).map(Some)
}

fn set<'py>(py: Python<'py>, found: &Calibrated) -> PyResult<Bound<'py, PyDict>> {
    let about = found.calibration;
    let dict = PyDict::new(py);
    dict.set_item("case", about.name)?;
    dict.set_item("what", about.what)?;
    dict.set_item("source", about.source)?;
    dict.set_item("published", about.published)?;
    dict.set_item("parameter", about.parameter)?;
    dict.set_item("range", about.range)?;
    dict.set_item("value", found.value)?;
    dict.set_item("interval", found.interval)?;
    let curve = found.curve.iter().map(|(value, simulated)| (*value, simulated.value, simulated.low, simulated.high));
    dict.set_item("curve", curve.collect::<Vec<_>>())?;
    dict.set_item("check", found.check.as_ref().map(|check| (check.value, check.low, check.high)))?;
    Ok(dict)
}
