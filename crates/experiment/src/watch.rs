//! How somebody follows a run while it lasts; watching changes nothing.

use std::time::Duration;

/// Where a run stands.
#[derive(Clone, Debug)]
pub struct Progress {
    /// `"building"` a city, `"living"` its days, `"drawing"` what nobody has measured, or `"writing"` the report.
    pub step: &'static str,
    /// Seed at work, counted from 1, and how many there are.
    pub seed: u32,
    pub seeds: u32,
    /// Day at work, counted from 1, and how many there are.
    pub day: u32,
    pub days: u32,
    /// World-days lived, and how many there will be.
    pub done: u64,
    pub total: u64,
    /// Person-days lived so far.
    pub person_days: u64,
    pub elapsed: Duration,
}

/// Who follows a run.
pub trait Watch {
    fn progress(&mut self, progress: &Progress);
    /// Something that changes no result and that whoever follows should know.
    fn note(&mut self, _text: &str) {}
}

/// Nobody does.
pub struct Silent;

impl Watch for Silent {
    fn progress(&mut self, _: &Progress) {}
}
