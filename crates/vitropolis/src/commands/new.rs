//! `vitropolis new regime` and `new experiment`: a commented file to start from.

use crate::output::Output;
use clap::{Args, Subcommand};
use experiment::Failure;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write a commented file to start from: each key with what it means.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A regime: the policy that you have read about
    Regime {
        /// New file, such as regimes/my-policy.toml; else it is printed
        file: Option<PathBuf>,
        /// City that names the acts; else cities/beijing.toml
        #[arg(long, value_name = "FILE", default_value = "cities/beijing.toml", hide_default_value = true)]
        city: PathBuf,
    },
    /// An experiment: worlds to be compared
    Experiment {
        /// New file, such as experiments/my-question.toml; else it is printed
        file: Option<PathBuf>,
        /// City in which it takes place; else cities/beijing.toml
        #[arg(long, value_name = "FILE", default_value = "cities/beijing.toml", hide_default_value = true)]
        city: PathBuf,
        /// Regime that is tried; else Beijing as reported
        #[arg(
            long,
            value_name = "FILE",
            default_value = "regimes/beijing-as-reported-2018.toml",
            hide_default_value = true
        )]
        regime: PathBuf,
    },
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let (file, text) = match &arguments.what {
        What::Regime { file, city } => (file, experiment::new_regime(file.as_deref(), city)?),
        What::Experiment { file, city, regime } => (file, experiment::new_experiment(file.as_deref(), city, regime)?),
    };
    let words = file.as_deref().map_or_else(|| text.clone(), written);
    output.result(&words, || json!({ "file": file, "text": text }))?;
    Ok(ExitCode::SUCCESS)
}

fn written(file: &Path) -> String {
    format!("{} is written; open it in an editor", file.display())
}
