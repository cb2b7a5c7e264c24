//! How far a run is: a bar with rate and time left on a terminal, lines of JSON for a program, else nothing.

use crate::output::say;
use clap::ValueEnum;
use experiment::{Progress, Watch};
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// What `--progress` takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Manner {
    /// A bar on a terminal, else nothing; the default.
    #[default]
    Auto,
    /// One JSON object a line on standard error.
    Json,
    /// Nothing.
    None,
}

/// The follower that goes with a manner.
pub(crate) fn follower(manner: Manner) -> Box<dyn Watch> {
    match manner {
        Manner::Auto if std::io::stderr().is_terminal() => Box::new(Bar::new()),
        Manner::Json => Box::new(Lines { last: None }),
        Manner::Auto | Manner::None => Box::new(Notes),
    }
}

struct Bar {
    bar: ProgressBar,
    /// All there is to do, and what of it was done when it began: a run that goes on has some behind it.
    before: Option<(u64, u64)>,
}

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8));
        let style =
            ProgressStyle::with_template("{spinner} {msg} [{bar:30}] {percent:>3} %").expect("a template of ours");
        bar.set_style(style.progress_chars("━╸ "));
        Self { bar, before: None }
    }
}

impl Watch for Bar {
    fn progress(&mut self, p: &Progress) {
        self.bar.set_length(p.total);
        self.bar.set_position(p.done);
        let seconds = p.elapsed.as_secs_f64();
        if self.before.is_none_or(|(total, _)| total != p.total) {
            self.before = Some((p.total, p.done));
        }
        let lived = p.done - self.before.map_or(0, |(_, done)| done);
        let left = seconds * (p.total - p.done) as f64 / lived.max(1) as f64;
        let rate = p.person_days as f64 / seconds.max(1e-9) / 1e6;
        let timing = if lived == 0 {
            String::new()
        } else if p.person_days == 0 {
            format!(" · {} left", HumanDuration(Duration::from_secs_f64(left)))
        } else {
            format!(" · {rate:.1} M person-days/s · {} left", HumanDuration(Duration::from_secs_f64(left)))
        };
        self.bar.set_message(format!("{} city {}/{} day {}/{}{timing}", p.step, p.seed, p.seeds, p.day, p.days));
        if p.step == "writing" {
            self.bar.finish_and_clear();
        }
    }

    fn note(&mut self, text: &str) {
        self.bar.suspend(|| say(&format!("note: {text}")));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Only what somebody should know.
struct Notes;

impl Watch for Notes {
    fn progress(&mut self, _: &Progress) {}

    fn note(&mut self, text: &str) {
        say(&format!("note: {text}"));
    }
}

/// At most ten events a second, and each change of step.
struct Lines {
    last: Option<(Instant, &'static str)>,
}

impl Watch for Lines {
    fn progress(&mut self, p: &Progress) {
        let due = self.last.is_none_or(|(at, step)| step != p.step || at.elapsed() > Duration::from_millis(100));
        if due || p.done == p.total {
            self.last = Some((Instant::now(), p.step));
            let event = serde_json::json!({ "event": p.step, "seed": p.seed, "seeds": p.seeds, "day": p.day,
                "days": p.days, "done": p.done, "total": p.total, "elapsed_seconds": p.elapsed.as_secs_f64() });
            say(&event.to_string());
        }
    }
    fn note(&mut self, text: &str) {
        say(&serde_json::json!({ "event": "note", "text": text }).to_string());
    }
}
