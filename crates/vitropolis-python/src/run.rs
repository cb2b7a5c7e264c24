//! A run that leaves the interpreter free: it lives on a thread of its own, while this one listens for Ctrl-C.

use crate::columns::Columns;
use crate::errors::raised;
use experiment::{Failure, Finished, Progress, Request, Unsaved, Watch};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the interpreter is asked whether somebody wants a stop.
const LISTEN: Duration = Duration::from_millis(50);
/// How long a stop is waited for: a day of a large city may last longer, and then ends on its own.
const STOP_WITHIN: Duration = Duration::from_millis(800);
/// Least time between two events of the same step.
const BETWEEN_EVENTS: Duration = Duration::from_millis(100);

/// Runs an experiment. `progress` is called with (step, done, total, seed, seeds, day, days, person-days, seconds).
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
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let experiment = path;
    let request = Request { experiment, people, days, arms, seeds, seed, threads, out, unsaved, keep_tables: true };
    let stop = Arc::new(AtomicBool::new(false));
    let (events, heard) = channel();
    let heard = Heard(Mutex::new(heard));
    let seen = stop.clone();
    let work = move || {
        let mut watch = Events { events: events.clone(), last: None };
        let ended = experiment::run(&request, &mut watch, &seen);
        // Nobody may be listening any more; then nobody minds.
        let _ = events.send(Event::Ended(Box::new(ended)));
    };
    let _running = std::thread::spawn(work);
    match listen(py, &heard, progress.as_ref()) {
        Ok(ended) => finished(py, ended.map_err(|failure| raised(py, &failure))?),
        Err(interrupted) => {
            stop.store(true, Ordering::Relaxed);
            py.detach(|| wait_for_the_end(&heard));
            Err(interrupted)
        }
    }
}

/// What the run tells. One thread listens; the lock is for the interpreter, which may move the work to another.
struct Heard(Mutex<Receiver<Event>>);

impl Heard {
    fn next(&self, within: Duration) -> Result<Event, RecvTimeoutError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(within)
    }
}

enum Event {
    Progress(Progress),
    Ended(Box<Result<Finished, Failure>>),
}

/// Passes events on until the run has ended; an exception of the interpreter, or of whoever is told, ends it early.
fn listen(py: Python<'_>, heard: &Heard, progress: Option<&Bound<'_, PyAny>>) -> PyResult<Result<Finished, Failure>> {
    loop {
        match py.detach(|| heard.next(LISTEN)) {
            Ok(Event::Ended(ended)) => return Ok(*ended),
            Ok(Event::Progress(at)) => progress.map_or(Ok(()), |progress| tell(progress, &at))?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err(
                    "the laboratory made a mistake of its own; its message stands above",
                ));
            }
        }
        py.check_signals()?;
    }
}

fn tell(progress: &Bound<'_, PyAny>, at: &Progress) -> PyResult<()> {
    let Progress { step, seed, seeds, day, days, done, total, person_days, elapsed } = *at;
    progress.call1((step, done, total, seed, seeds, day, days, person_days, elapsed.as_secs_f64()))?;
    Ok(())
}

fn wait_for_the_end(heard: &Heard) {
    let asked = Instant::now();
    while let Some(left) = STOP_WITHIN.checked_sub(asked.elapsed()) {
        match heard.next(left) {
            Ok(Event::Progress(_)) => {}
            Ok(Event::Ended(_)) | Err(_) => return,
        }
    }
}

/// Sends events to the thread that listens, not more often than it can be read.
struct Events {
    events: Sender<Event>,
    last: Option<(Instant, &'static str)>,
}

impl Watch for Events {
    fn progress(&mut self, progress: &Progress) {
        let due = self.last.is_none_or(|(at, step)| step != progress.step || at.elapsed() > BETWEEN_EVENTS);
        if due || progress.done == progress.total {
            self.last = Some((Instant::now(), progress.step));
            let _ = self.events.send(Event::Progress(progress.clone()));
        }
    }
}

fn finished<'py>(py: Python<'py>, finished: Finished) -> PyResult<Bound<'py, PyDict>> {
    let tables = PyDict::new(py);
    let summary = experiment::summary_json(&finished.run);
    let words = experiment::summary_table(&finished.run);
    for (name, columns) in finished.tables {
        tables.set_item(name, Columns(columns).into_pyobject(py)?)?;
    }
    let dict = PyDict::new(py);
    dict.set_item("folder", finished.folder)?;
    dict.set_item("tables", tables)?;
    dict.set_item("summary", summary)?;
    dict.set_item("words", words)?;
    dict.set_item("build_seconds", finished.build_seconds)?;
    dict.set_item("run_seconds", finished.run_seconds)?;
    dict.set_item("peak_memory_bytes", finished.peak_memory_bytes)?;
    Ok(dict)
}
