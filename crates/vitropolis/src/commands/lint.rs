//! `vitropolis lint REGIME`: which red flags a regime raises, on its lines.

use crate::output::{DIFFERS, Output};
use clap::{Args, ValueEnum};
use experiment::{Failure, Lint, Linted};
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say which red flags a regime raises, on its lines; nothing is run.
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
    let linted = experiment::lint(&asked)?;
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
