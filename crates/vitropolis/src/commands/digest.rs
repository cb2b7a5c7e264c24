//! `vitropolis digest A B`: where two runs first differ.

use crate::numbers::small_count;
use crate::output::{DIFFERS, Output};
use crate::progress::{Manner, follower};
use clap::Args;
use experiment::{Difference, Failure};
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// Find the first difference between two runs: day, stage, column.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Run folder
    a: PathBuf,
    /// The other run folder
    b: PathBuf,
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
    let mut watch = follower(arguments.progress);
    let found = experiment::compare_digests(&arguments.a, &arguments.b, arguments.threads as usize, watch.as_mut())?;
    drop(watch);
    let same = matches!(found, Difference::None { .. });
    output.result(&words(&found), || object(&found))?;
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(DIFFERS) })
}

fn words(found: &Difference) -> String {
    match found {
        Difference::None { rows, alone: 0 } => format!("no difference: {rows} digests agree"),
        Difference::None { rows, alone } => {
            format!("no difference: {rows} digests agree; {alone} are in one run only and were not compared")
        }
        Difference::At { seed, arm, day, stage, column } => {
            format!("first difference: seed {seed}, arm {arm}, day {day}, after `{stage}`, column `{column}`")
        }
        Difference::OnlyRecorded { seed, arm, from_day, to_day } => format!(
            "the recorded digests differ (seed {seed}, arm {arm}, between day {from_day} and day {to_day}), but lived again \
             both runs give the same: another version made one of them, or a file was changed"
        ),
    }
}

fn object(found: &Difference) -> serde_json::Value {
    match found {
        Difference::None { rows, alone } => json!({ "differs": false, "rows": rows, "rows_in_one_run_only": alone }),
        Difference::At { seed, arm, day, stage, column } => {
            json!({ "differs": true, "seed": seed, "arm": arm, "day": day, "stage": stage, "column": column })
        }
        Difference::OnlyRecorded { seed, arm, from_day, to_day } => {
            json!({ "differs": true, "seed": seed, "arm": arm, "from_day": from_day, "to_day": to_day, "lived_again": "same" })
        }
    }
}
