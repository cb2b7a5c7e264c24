//! Long work that leaves the interpreter free: it is done on a thread of its own, while this one listens for Ctrl-C.

use crate::errors::raised;
use experiment::{Failure, Progress, Watch};
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the interpreter is asked whether somebody wants a stop.
const LISTEN: Duration = Duration::from_millis(50);
/// Least time between two events of the same step.
const BETWEEN_EVENTS: Duration = Duration::from_millis(100);

/// Does the work. `progress` is called with (step, done, total, seed, seeds, day, days, person-days, seconds).
pub(crate) fn done<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&mut dyn Watch, &AtomicBool) -> Result<T, Failure> + Send + 'static,
) -> PyResult<T> {
    let stop = Arc::new(AtomicBool::new(false));
    let (events, heard) = channel();
    let heard = Heard(Mutex::new(heard));
    let seen = stop.clone();
    std::thread::spawn(move || {
        let mut watch = Events { events: events.clone(), last: None };
        let ended = work(&mut watch, &seen);
        // Nobody may be listening any more; then nobody minds.
        let _ = events.send(Event::Ended(Box::new(ended)));
    });
    match listen(py, &heard, progress) {
        Ok(ended) => ended.map_err(|failure| raised(py, &failure)),
        Err(interrupted) => {
            stop.store(true, Ordering::Relaxed);
            Err(ended_early(py, &heard, interrupted))
        }
    }
}

/// Waits until the day is over and what can be kept is kept; a second Ctrl-C does not wait, and the work ends on its own.
fn ended_early<T: Send>(py: Python<'_>, heard: &Heard<T>, interrupted: PyErr) -> PyErr {
    let ended = match listen(py, heard, None) {
        Err(again) => return again,
        Ok(ended) => ended,
    };
    match ended {
        Err(stopped @ Failure::Stopped { .. }) if interrupted.is_instance_of::<PyKeyboardInterrupt>(py) => {
            PyKeyboardInterrupt::new_err(stopped.to_string())
        }
        _ => interrupted,
    }
}

enum Event<T> {
    Progress(Progress),
    Ended(Box<Result<T, Failure>>),
}

/// What the work tells. One thread listens; the lock is for the interpreter, which may let another do it.
struct Heard<T>(Mutex<Receiver<Event<T>>>);

impl<T> Heard<T> {
    fn next(&self, within: Duration) -> Result<Event<T>, RecvTimeoutError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(within)
    }
}

/// Passes events on until the work has ended; an exception of the interpreter, or of whoever is told, ends it early.
fn listen<T: Send>(
    py: Python<'_>,
    heard: &Heard<T>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Result<T, Failure>> {
    loop {
        match py.detach(|| heard.next(LISTEN)) {
            Ok(Event::Ended(ended)) => return Ok(*ended),
            Ok(Event::Progress(at)) => progress.map_or(Ok(()), |progress| tell(progress, &at))?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                let ours = "the laboratory made a mistake of its own; its message stands above";
                return Err(PyRuntimeError::new_err(ours));
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

/// Sends events to the thread that listens, not more often than it can be read.
struct Events<T> {
    events: Sender<Event<T>>,
    last: Option<(Instant, &'static str)>,
}

impl<T> Watch for Events<T> {
    fn progress(&mut self, progress: &Progress) {
        let due = self.last.is_none_or(|(at, step)| step != progress.step || at.elapsed() > BETWEEN_EVENTS);
        if due || progress.done == progress.total {
            self.last = Some((Instant::now(), progress.step));
            let _ = self.events.send(Event::Progress(progress.clone()));
        }
    }
}
