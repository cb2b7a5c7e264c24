//! `vitropolis fria RUN`: questions for an assessment under Art. 27 of the AI Act.

use crate::output::Output;
use clap::{Args, ValueEnum};
use experiment::{Failure, FriaRequest, Language};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print questions for an assessment under Art. 27 of the AI Act.
#[derive(Args)]
#[command(
    after_help = "Each number is synthetic and no evidence about any population. With a critical\nfinding under Art. 5 only the findings are printed. It is not legal advice."
)]
pub(crate) struct Arguments {
    /// Run folder
    run: PathBuf,
    /// World whose rules are meant; else not the reference
    #[arg(long, value_name = "NAME")]
    arm: Option<String>,
    /// Day whose law is meant, as 2027-12-02; else today
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// markdown or html
    #[arg(long, value_enum, default_value = "markdown", hide_possible_values = true)]
    format: Format,
    /// en or de
    #[arg(long, value_enum, default_value = "en", hide_possible_values = true)]
    language: Spoken,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Markdown,
    Html,
}

#[derive(Clone, Copy, ValueEnum)]
enum Spoken {
    En,
    De,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let language = match arguments.language {
        Spoken::En => Language::English,
        Spoken::De => Language::German,
    };
    let (run, arm, as_of) = (arguments.run.clone(), arguments.arm.clone(), arguments.as_of.clone());
    let fria = experiment::fria(&FriaRequest { run, arm, as_of, language })?;
    let text = match arguments.format {
        Format::Markdown => fria.markdown(),
        Format::Html => fria.html(),
    };
    output.result(&text, || fria.json())?;
    Ok(ExitCode::SUCCESS)
}
