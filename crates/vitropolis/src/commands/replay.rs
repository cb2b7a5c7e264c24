//! `vitropolis replay RUN`: the same run lived again, and its bytes compared.

use crate::commands::verify::told;
use crate::numbers::small_count;
use crate::output::Output;
use crate::progress::{Manner, follower};
use crate::stop::stop_on_signal;
use clap::Args;
use experiment::Failure;
use std::path::PathBuf;
use std::process::ExitCode;

/// Live a run again and compare `what/` byte for byte.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Run folder
    run: PathBuf,
    /// Threads; 0, the default, is one for each core
    ///
    /// Any number gives the same result.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true, value_parser = small_count)]
    threads: u32,
    /// How to show progress
    #[arg(long, value_name = "HOW", value_enum, default_value_t, hide_default_value = true)]
    progress: Manner,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let stop = stop_on_signal();
    let mut watch = follower(arguments.progress);
    let checked = experiment::replay(&arguments.run, arguments.threads as usize, watch.as_mut(), &stop)?;
    drop(watch);
    told(&checked, "same bytes", output)
}
