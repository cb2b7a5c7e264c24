//! `vitropolis explain NAME`: what a key means, what is allowed, where its number comes from.

use crate::output::Output;
use clap::Args;
use experiment::Failure;
use serde_json::json;
use std::process::ExitCode;

/// Explain a key of a file: its meaning, what is allowed, its source.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A key or a section, such as channel.camera.coverage
    name: String,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let name = &arguments.name;
    let Some(text) = experiment::explain(name) else {
        let asked = format!("nothing is called `{name}`");
        let allowed = "a key of a city, catalogue, regime or experiment, such as `channel.camera.coverage`".to_owned();
        return Err(Failure::Refused { asked, allowed });
    };
    output.result(&text, || json!({ "name": name, "text": text }))?;
    Ok(ExitCode::SUCCESS)
}
