//! `vitropolis ablate`: which safeguard matters, and which is paper.

use crate::numbers::{count, small_count};
use crate::output::Output;
use crate::progress::{Manner, follower};
use crate::stop::stop_on_signal;
use clap::Args;
use experiment::{AblateRequest, Failure, Request};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which safeguard matters: alone, left out, by Shapley share.
///
/// Paper is only what stays within ±δ in all three, for every harm.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Experiment file with an arm whose regime declares safeguards
    experiment: PathBuf,
    /// The arm; else the first that declares a safeguard
    #[arg(long, value_name = "NAME")]
    arm: Option<String>,
    /// Draws of the stylised numbers, too
    #[arg(long, value_name = "N", default_value = "0", value_parser = small_count)]
    draws: u32,
    /// δ, as a share of the largest harm
    #[arg(long, value_name = "SHARE", default_value = "0.05")]
    delta: f64,
    /// People of the drawn city, from 10,000
    #[arg(long, value_name = "N", value_parser = count)]
    people: Option<u64>,
    /// Days of each world
    #[arg(long, value_name = "N", value_parser = small_count)]
    days: Option<u32>,
    /// How many cities are drawn; an interval needs 3
    #[arg(long, value_name = "N", value_parser = small_count)]
    seeds: Option<u32>,
    /// Base seed
    #[arg(long, value_name = "N", value_parser = count)]
    seed: Option<u64>,
    /// Go on with a result that was stopped with Ctrl-C
    #[arg(long, value_name = "FOLDER", conflicts_with = "out")]
    resume: Option<PathBuf>,
    /// Threads; 0, the default, is one for each core
    ///
    /// Any number gives the same result.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true, value_parser = small_count)]
    threads: u32,
    /// New folder; else runs/<experiment>-ablate/<number>
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
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

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let stop = stop_on_signal();
    let mut watch = follower(arguments.progress);
    let ablation = experiment::ablate(&arguments.asked(), watch.as_mut(), &stop)?;
    drop(watch);
    let folder = ablation.folder.display();
    let words =
        format!("{}\nlived in {:.1} s\nresult   {folder}/what/ablate.json\n", ablation.words(), ablation.seconds);
    output.result(
        &words,
        || serde_json::json!({ "folder": ablation.folder, "seconds": ablation.seconds, "result": ablation.object() }),
    )?;
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    fn asked(&self) -> AblateRequest {
        let request = Request {
            experiment: self.experiment.clone(),
            people: self.people,
            days: self.days,
            arms: Vec::new(),
            seeds: self.seeds,
            seed: self.seed,
            threads: self.threads as usize,
            out: self.out.clone(),
            resume: self.resume.clone(),
            ..Request::default()
        };
        AblateRequest { request, arm: self.arm.clone(), draws: self.draws, delta: self.delta }
    }
}
