//! `vitropolis run`: the main job.

use super::asked::Asked;
use crate::numbers::small_count;
use crate::output::Output;
use crate::stop::stop_on_signal;
use clap::{Args, ValueEnum};
use experiment::{Checkpoints, Failure, Request, Shard, ShardFinished, gibibytes};
use std::path::PathBuf;
use std::process::ExitCode;

/// Run an experiment: worlds side by side, into tables and a report.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// Only these arms, by name, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    arms: Vec<String>,
    /// How many cities are drawn
    #[arg(long, value_name = "N", value_parser = small_count)]
    seeds: Option<u32>,
    /// parquet, or csv: in `csv/` as text, too
    #[arg(
        long,
        value_name = "AS",
        value_enum,
        default_value = "parquet",
        hide_default_value = true,
        hide_possible_values = true
    )]
    tables: Tables,
    /// A part of the seeds, such as 3/8
    ///
    /// The third of eight; merge puts them together.
    #[arg(long, value_name = "I/N", conflicts_with_all = ["robust", "robust_draws"])]
    shard: Option<Shard>,
    /// Keep where it stands every N days; 0: never
    ///
    /// Else as often as it costs under a thirtieth of the time.
    #[arg(long, value_name = "N", value_parser = small_count)]
    checkpoint_days: Option<u32>,
    /// What the run may take; else what the machine has
    #[arg(long, value_name = "GIB")]
    memory: Option<f64>,
    /// Draws for the headline range; else as the file says
    ///
    /// 0: none; else from 64. They come after the days and change no table.
    #[arg(long, value_name = "N", value_parser = small_count)]
    robust_draws: Option<u32>,
    /// A finished result of `robust`, for the report
    #[arg(long, value_name = "PATH", conflicts_with = "robust_draws")]
    robust: Option<PathBuf>,
    /// A result of `ablate`, for the report
    #[arg(long, value_name = "PATH")]
    ablate: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Tables {
    Parquet,
    Csv,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let stop = stop_on_signal();
    let mut watch = arguments.asked.follower();
    if let Some(shard) = arguments.shard {
        let finished = experiment::shard(&arguments.request()?, shard, watch.as_mut(), &stop)?;
        drop(watch);
        return told_shard(&finished, output);
    }
    let finished = experiment::run(&arguments.request()?, watch.as_mut(), &stop)?;
    drop(watch);
    let folder = finished.folder.display();
    let words = format!(
        "{}\ncities built in {:.1} s, days lived in {:.1} s, peak memory {:.2} GiB\nreport   {folder}/report.html\ntables   {folder}/what\n",
        experiment::summary_table(&finished.run),
        finished.build_seconds,
        finished.run_seconds,
        finished.peak_memory_bytes as f64 / f64::from(1 << 30),
    );
    output.result(&words, || {
        let summary: serde_json::Value =
            serde_json::from_str(&experiment::summary_json(&finished.run)).unwrap_or_default();
        serde_json::json!({
            "folder": finished.folder,
            "report": finished.folder.join("report.html"),
            "build_seconds": finished.build_seconds,
            "run_seconds": finished.run_seconds,
            "peak_memory_bytes": finished.peak_memory_bytes,
            "summary": summary,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

fn told_shard(finished: &ShardFinished, output: &Output) -> Result<ExitCode, Failure> {
    let words = format!(
        "{} seeds lived: cities built in {:.1} s, days lived in {:.1} s, peak memory {:.2} GiB\nshard    {}\n",
        finished.seeds.len(),
        finished.build_seconds,
        finished.run_seconds,
        finished.peak_memory_bytes as f64 / f64::from(1 << 30),
        finished.folder.display(),
    );
    output.result(&words, || {
        serde_json::json!({
            "folder": finished.folder,
            "seeds": finished.seeds,
            "build_seconds": finished.build_seconds,
            "run_seconds": finished.run_seconds,
            "peak_memory_bytes": finished.peak_memory_bytes,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    fn request(&self) -> Result<Request, Failure> {
        Ok(Request {
            arms: self.arms.clone(),
            seeds: self.seeds,
            checkpoints: Checkpoints::from(self.checkpoint_days),
            memory: self.memory.map(gibibytes).transpose()?,
            robust_draws: self.robust_draws,
            robust: self.robust.clone(),
            ablation: self.ablate.clone(),
            as_csv: self.tables == Tables::Csv,
            ..self.asked.request()
        })
    }
}
