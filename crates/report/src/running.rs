//! A paired difference as it ran from day to day, drawn by the same hand as the report.

use crate::measures::About;
use crate::page::{chart, words};

/// The difference since the start, on one evening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunningDay {
    pub day: u32,
    pub mean: f64,
    /// From at least three seeds.
    pub interval: Option<(f64, f64)>,
}

/// An SVG without style and script, in colours of the page that shows it.
pub fn running_chart(about: &About, title: &str, days: u32, points: &[RunningDay]) -> String {
    chart::running(words::english(), title, about.unit, days, points)
}
