//! Ctrl-C and the end asked for by the system: once, work stops at the next safe place; twice, at once.

use crate::output::say;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Turns true when somebody asks for the end.
pub(crate) fn stop_on_signal() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let seen = stop.clone();
    let handler = ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            say("stopped at once: a folder whose name ends in `.partial` may be left");
            std::process::exit(130);
        }
    });
    if let Err(why) = handler {
        say(&format!("note: Ctrl-C will not be caught: {why}"));
    }
    stop
}
