//! Where the time of a day goes: each stage, and each verb, by the clock on the wall.

use std::time::{Duration, Instant};

/// Time by stage, in the order in which the stages were first met. With several hands their times are added.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    spent: Vec<(&'static str, Duration)>,
}

impl Clock {
    /// Stages and verbs, and the time spent on each since the clock was started.
    pub fn spent(&self) -> &[(&'static str, Duration)] {
        &self.spent
    }

    pub(crate) fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.add(name, start.elapsed());
        result
    }

    pub(crate) fn add(&mut self, name: &'static str, time: Duration) {
        match self.spent.iter_mut().find(|(known, _)| *known == name) {
            Some((_, spent)) => *spent += time,
            None => self.spent.push((name, time)),
        }
    }
}
