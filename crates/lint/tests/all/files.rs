//! Regimes of the tests, opened and linted as of one day.

use lint::{Date, Finding, Report, Severity};
use scenario::Opened;
use std::path::{Path, PathBuf};

/// A day on which Art. 5 binds and Chapter III does not yet.
pub(crate) const DAY: &str = "2026-11-01";

pub(crate) fn day() -> Date {
    DAY.parse().expect("a date")
}

pub(crate) fn opened(path: impl AsRef<Path>) -> Opened {
    scenario::open_regime(path.as_ref(), None).unwrap_or_else(|errors| panic!("{errors}"))
}

pub(crate) fn linted(path: impl AsRef<Path>) -> Report {
    lint::lint(&opened(path), day(), None)
}

pub(crate) fn toml_files(folder: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{folder}: {why}"));
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths
}

/// Every regime of the tests and every one that ships.
pub(crate) fn everything() -> Vec<PathBuf> {
    ["fixtures", "fixtures/guidelines", "../../regimes"].into_iter().flat_map(toml_files).collect()
}

pub(crate) fn of_rule<'a>(report: &'a Report, id: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.rule.id == id).collect()
}

/// Rules that found more than a remark.
pub(crate) fn raised(report: &Report) -> Vec<&'static str> {
    let grave = report.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let mut ids: Vec<&str> = grave.map(|finding| finding.rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
