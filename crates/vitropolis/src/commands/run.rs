//! `vitropolis run`: the main job.

use crate::numbers::{count, small_count};
use crate::output::Output;
use crate::progress::{Manner, follower};
use crate::stop::stop_on_signal;
use clap::{Args, ValueEnum};
use experiment::{Checkpoints, Failure, Request, Shard, ShardFinished, gibibytes};
use std::path::PathBuf;
use std::process::ExitCode;

/// Run an experiment: worlds side by side, into tables and a report.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Experiment file, such as experiments/beijing.toml
    experiment: PathBuf,
    /// People of the drawn city, from 10,000, such as 2e5
    #[arg(long, value_name = "N", value_parser = count)]
    people: Option<u64>,
    /// Days of the run
    #[arg(long, value_name = "N", value_parser = small_count)]
    days: Option<u32>,
    /// Only these arms, by name, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    arms: Vec<String>,
    /// How many cities are drawn
    #[arg(long, value_name = "N", value_parser = small_count)]
    seeds: Option<u32>,
    /// Base seed
    #[arg(long, value_name = "N", value_parser = count)]
    seed: Option<u64>,
    /// Threads; 0, the default, is one for each core
    ///
    /// Any number gives the same result.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true, value_parser = small_count)]
    threads: u32,
    /// New folder; else the next one in runs/<experiment>
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
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
    #[arg(long, value_name = "I/N", conflicts_with = "robust")]
    shard: Option<Shard>,
    /// Go on with a run that was stopped or killed
    #[arg(long, value_name = "FOLDER", conflicts_with = "out")]
    resume: Option<PathBuf>,
    /// Keep where it stands every N days; 0: never
    ///
    /// Else as often as it costs under a thirtieth of the time.
    #[arg(long, value_name = "N", value_parser = small_count)]
    checkpoint_days: Option<u32>,
    /// What the run may take; else what the machine has
    #[arg(long, value_name = "GIB")]
    memory: Option<f64>,
    /// A result of `robust`, for the report
    #[arg(long, value_name = "PATH")]
    robust: Option<PathBuf>,
    /// A result of `ablate`, for the report
    #[arg(long, value_name = "PATH")]
    ablate: Option<PathBuf>,
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

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Tables {
    Parquet,
    Csv,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let stop = stop_on_signal();
    let mut watch = follower(arguments.progress);
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
            experiment: self.experiment.clone(),
            people: self.people,
            days: self.days,
            arms: self.arms.clone(),
            seeds: self.seeds,
            seed: self.seed,
            threads: self.threads as usize,
            out: self.out.clone(),
            resume: self.resume.clone(),
            checkpoints: Checkpoints::from(self.checkpoint_days),
            memory: self.memory.map(gibibytes).transpose()?,
            robust: self.robust.clone(),
            ablation: self.ablate.clone(),
            as_csv: self.tables == Tables::Csv,
            ..Request::default()
        })
    }
}
