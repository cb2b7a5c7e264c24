//! What every command that lives an experiment is asked for: which one, how large, on what, and where to.

use crate::numbers::{count, small_count};
use crate::progress::{Manner, follower};
use clap::Args;
use experiment::{Request, Watch};
use std::path::PathBuf;

/// The arguments that `run`, `robust` and `ablate` share.
#[derive(Args)]
pub(crate) struct Asked {
    /// Experiment file, such as experiments/beijing.toml
    pub(crate) experiment: PathBuf,
    /// People of each drawn city, from 10,000, such as 2e5
    #[arg(long, value_name = "N", value_parser = count)]
    people: Option<u64>,
    /// Days of each world
    #[arg(long, value_name = "N", value_parser = small_count)]
    days: Option<u32>,
    /// Base seed; the next city or draw has the next seed
    #[arg(long, value_name = "N", value_parser = count)]
    seed: Option<u64>,
    /// Threads; 0, the default, is one for each core
    ///
    /// Any number gives the same result.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true, value_parser = small_count)]
    threads: u32,
    /// New folder; else the next number under runs/
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Go on in a folder where this was stopped
    #[arg(long, value_name = "FOLDER", conflicts_with = "out")]
    resume: Option<PathBuf>,
    /// How to show progress: auto, json or none
    #[arg(
        long,
        value_name = "HOW",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    progress: Manner,
}

impl Asked {
    pub(crate) fn request(&self) -> Request {
        Request {
            experiment: self.experiment.clone(),
            people: self.people,
            days: self.days,
            seed: self.seed,
            threads: self.threads as usize,
            out: self.out.clone(),
            resume: self.resume.clone(),
            ..Request::default()
        }
    }

    /// Who follows it.
    pub(crate) fn follower(&self) -> Box<dyn Watch> {
        follower(self.progress)
    }
}
