//! `vitropolis lint REGIME`: which red flags a regime raises, on its lines.

use crate::numbers::small_count;
use crate::output::{DIFFERS, Output};
use crate::progress::{Manner, follower};
use crate::stop::stop_on_signal;
use clap::{Args, ValueEnum};
use experiment::{Failure, Lint, Linted};
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say which red flags a regime raises, on its lines.
///
/// Nothing is run, unless --measure asks what only a run can show.
#[derive(Args)]
#[command(
    after_help = "It gives no verdict, clears nothing and is not legal advice.\nExit code 0: it was read; 1: something is as grave as --fail-on."
)]
pub(crate) struct Arguments {
    /// Regime file
    #[arg(required_unless_present = "explain")]
    regime: Option<PathBuf>,
    /// City whose people do the acts; else the shipped one
    #[arg(long, value_name = "FILE")]
    city: Option<PathBuf>,
    /// Day whose law is meant, as 2027-12-02; else today
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// As text, json, sarif, markdown or svg
    #[arg(long, value_enum, default_value = "text", hide_possible_values = true)]
    format: Format,
    /// Table of origin and effect in place of the findings
    #[arg(long)]
    matrix: bool,
    /// Explain a rule, such as CTX-1
    #[arg(long, value_name = "RULE", conflicts_with = "regime")]
    explain: Option<String>,
    /// Exit with 1 from this severity on
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<String>,
    /// Also run it on a small city (a minute or two)
    ///
    /// 10,000 synthetic people for 240 days, anew for each seed.
    #[arg(long, conflicts_with = "explain")]
    measure: bool,
    /// Cities of --measure; its rules need 30
    #[arg(long, value_name = "N", default_value = "30", value_parser = small_count, requires = "measure")]
    seeds: u32,
    /// How to show progress: auto, json or none
    #[arg(
        long,
        value_name = "HOW",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true,
        requires = "measure"
    )]
    progress: Manner,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Markdown,
    Svg,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    if let Some(id) = &arguments.explain {
        let text = experiment::explain_rule(id)?;
        output.result(&text, || json!({ "id": id, "text": text }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let asked = Lint {
        regime: arguments.regime.clone().unwrap_or_default(),
        city: arguments.city.clone(),
        as_of: arguments.as_of.clone(),
        fail_on: arguments.fail_on.clone(),
    };
    let linted = if arguments.measure {
        let mut watch = follower(arguments.progress);
        experiment::measured_lint(&asked, arguments.seeds, watch.as_mut(), &stop_on_signal())?
    } else {
        experiment::lint(&asked)?
    };
    output.result(&printed(&linted, arguments), || linted.json())?;
    Ok(if linted.fails { ExitCode::from(DIFFERS) } else { ExitCode::SUCCESS })
}

fn printed(linted: &Linted, arguments: &Arguments) -> String {
    match (arguments.format, arguments.matrix) {
        (Format::Svg, _) => linted.matrix_svg(),
        (Format::Json, _) => format!("{:#}", linted.json()),
        (Format::Sarif, _) => format!("{:#}", linted.sarif()),
        (_, true) => linted.matrix(),
        (Format::Markdown, _) => linted.markdown(),
        (Format::Text, _) => linted.text(Output::has_colours()),
    }
}
