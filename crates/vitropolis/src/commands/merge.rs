//! `vitropolis merge`: shards put together.

use crate::output::Output;
use crate::progress::{Manner, follower};
use clap::Args;
use experiment::Failure;
use std::path::PathBuf;
use std::process::ExitCode;

/// Put the shards of a run together: the same result as of one run.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Folders that run --shard wrote, all of one run
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// New folder; else the next number in runs/<experiment>
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// A finished result of `robust`, for the report
    #[arg(long, value_name = "PATH")]
    robust: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let mut watch = follower(Manner::default());
    let (out, robust) = (arguments.out.as_deref(), arguments.robust.as_deref());
    let merged = experiment::merge(&arguments.folders, out, robust, watch.as_mut())?;
    drop(watch);
    let folder = merged.folder.display();
    let table = experiment::summary_table(&merged.run);
    output.result(&format!("{table}\nreport   {folder}/report.html\ntables   {folder}/what\n"), || {
        let summary: serde_json::Value =
            serde_json::from_str(&experiment::summary_json(&merged.run)).unwrap_or_default();
        serde_json::json!({
            "folder": merged.folder,
            "report": merged.folder.join("report.html"),
            "summary": summary,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}
