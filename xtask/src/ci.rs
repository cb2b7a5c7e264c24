//! The only gate. Every step runs, whatever the ones before it found, and the end says what each did and how long it
//! took.

use crate::{bench, browser, deny, docs, host, job, observatory, python, recipes, tidy, worked};
use anyhow::ensure;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How a step ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    Passed,
    /// Not looked at, and why.
    Skipped(String),
    Failed(String),
}

type Step = fn() -> anyhow::Result<Outcome>;

/// In order: the cheap ones first.
const STEPS: &[(&str, Step)] = &[
    ("format", || passed(host::cargo(&["fmt", "--all", "--check"]))),
    ("lints", || passed(host::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))),
    ("tidy", || passed(tidy::run())),
    ("dependencies", deny::policy),
    ("advisories", deny::advisories),
    ("tests", || passed(host::cargo(&["test", "--workspace"]))),
    ("documents", || passed(docs::check())),
    ("small-run", job::tiny),
    ("pace", || passed(bench::smoke())),
    ("worked", worked::step),
    ("recipes", recipes::in_r),
    ("python", python::package),
    ("browser", browser::report),
    ("observatory", observatory::look),
];

/// The crates whose tests build without tables and pages.
const FAST: &[&str] = &["test", "-p", "model", "-p", "engine", "-p", "scenario", "-p", "xtask"];

/// Runs the named steps, or all when none is named.
pub(crate) fn run(only: &[&str]) -> anyhow::Result<ExitCode> {
    let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
    let unknown = only.iter().find(|name| !names.contains(name));
    ensure!(unknown.is_none(), "`{}` is no step; there are {}", unknown.unwrap_or(&""), names.join(", "));
    let chosen = STEPS.iter().filter(|(name, _)| only.is_empty() || only.contains(name));
    let results: Vec<(&str, Outcome, Duration)> = chosen.map(|(name, step)| timed(name, *step)).collect();
    println!("{}", summary(&results));
    let failed = results.iter().any(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_)));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

pub(crate) fn test_fast() -> anyhow::Result<()> {
    host::cargo(FAST)
}

fn passed(result: anyhow::Result<()>) -> anyhow::Result<Outcome> {
    result.map(|()| Outcome::Passed)
}

fn timed(name: &'static str, step: Step) -> (&'static str, Outcome, Duration) {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = step().unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")));
    match &outcome {
        Outcome::Passed => {}
        Outcome::Skipped(why) => println!("skipped: {why}"),
        Outcome::Failed(why) => println!("FAILED: {why}"),
    }
    println!("-- {name}: {:.1} s", start.elapsed().as_secs_f64());
    (name, outcome, start.elapsed())
}

/// A table of the steps, and the count on the last line.
fn summary(results: &[(&str, Outcome, Duration)]) -> String {
    let count = |wanted: &str| results.iter().filter(|(_, outcome, _)| word(outcome) == wanted).count();
    let row = |name: &str, what: &str, time: Duration| format!("{name:<14} {what:<8} {:>8.1} s\n", time.as_secs_f64());
    let rows: String = results.iter().map(|(name, outcome, time)| row(name, word(outcome), *time)).collect();
    let total = row("together", "", results.iter().map(|(_, _, time)| *time).sum());
    format!("\n{rows}{total}{} passed, {} failed", count("passed"), count("failed"))
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Skipped(_) => "skipped",
        Outcome::Failed(_) => "failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_the_steps() {
        let second = Duration::from_secs(1);
        let results = [
            ("a", Outcome::Passed, second),
            ("b", Outcome::Skipped("no network".into()), second),
            ("c", Outcome::Failed("broken".into()), second),
            ("d", Outcome::Passed, second),
        ];
        let summary = summary(&results);
        assert_eq!(summary.lines().last(), Some("2 passed, 1 failed"));
        assert!(summary.contains("together") && summary.contains("4.0 s"), "{summary}");
    }

    #[test]
    fn a_step_that_errs_has_failed_and_the_next_still_runs() {
        let (_, outcome, _) = timed("broken", || anyhow::bail!("no"));
        assert!(matches!(outcome, Outcome::Failed(why) if why == "no"));
    }
}
