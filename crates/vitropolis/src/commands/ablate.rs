//! `vitropolis ablate`: which safeguard matters, and which is paper.

use super::asked::Asked;
use crate::numbers::small_count;
use crate::output::Output;
use crate::stop::stop_on_signal;
use clap::Args;
use experiment::{AblateRequest, Failure, Request};
use std::process::ExitCode;

/// Which safeguard matters: alone, left out, by Shapley share.
///
/// Paper is only what stays within ±δ in all three, for every harm.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// The arm; else the first that declares a safeguard
    #[arg(long, value_name = "NAME")]
    arm: Option<String>,
    /// Draws of the stylised numbers, too
    #[arg(long, value_name = "N", default_value = "0", value_parser = small_count)]
    draws: u32,
    /// δ, as a share of the largest harm
    #[arg(long, value_name = "SHARE", default_value = "0.05")]
    delta: f64,
    /// How many cities are drawn; an interval needs 3
    #[arg(long, value_name = "N", value_parser = small_count)]
    seeds: Option<u32>,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let stop = stop_on_signal();
    let mut watch = arguments.asked.follower();
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
        let request = Request { seeds: self.seeds, ..self.asked.request() };
        AblateRequest { request, arm: self.arm.clone(), draws: self.draws, delta: self.delta }
    }
}
