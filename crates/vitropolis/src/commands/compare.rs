//! `vitropolis compare A B`: what other rules did to the same people, paired seed by seed.

use crate::output::Output;
use clap::Args;
use experiment::Failure;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// Lay two runs beside one another, paired seed by seed.
#[derive(Args)]
#[command(after_help = "Refused, with reasons: other versions, cities, people, days or seeds.")]
pub(crate) struct Arguments {
    /// Run folder
    a: PathBuf,
    /// The other run folder
    b: PathBuf,
    /// One world of each; else all of the same name
    #[arg(long, value_name = "A,B", value_parser = two)]
    arms: Option<[String; 2]>,
    /// Tell the groups of a dimension apart: residence, income
    #[arg(long, value_name = "KIND")]
    by: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let arms = arguments.arms.as_ref().map(|arms| arms.each_ref().map(String::as_str));
    let beside = experiment::compare(&arguments.a, &arguments.b, arms)?;
    let folders = [("a", &arguments.a), ("b", &arguments.b)];
    let mut words = String::new();
    for ((side, folder), (name, alone)) in folders.iter().zip(beside.names.iter().zip(&beside.alone)) {
        words += &format!("{side}  {} ({name})\n", folder.display());
        if !alone.is_empty() {
            words += &format!("   not laid beside a world: {}\n", alone.join(", "));
        }
    }
    let by = arguments.by.as_deref();
    let mut object = beside.json(by)?;
    words += "\n";
    words += &by.map_or_else(|| Ok(beside.table()), |kind| beside.table_by(kind))?;
    output.result(&words, || {
        object["a"] = json!({ "folder": arguments.a, "experiment": beside.names[0], "alone": beside.alone[0] });
        object["b"] = json!({ "folder": arguments.b, "experiment": beside.names[1], "alone": beside.alone[1] });
        object
    })?;
    Ok(ExitCode::SUCCESS)
}

fn two(text: &str) -> Result<[String; 2], String> {
    let names =
        text.split_once(',').filter(|(one, other)| !one.is_empty() && !other.is_empty() && !other.contains(','));
    names.map(|(one, other)| [one.to_owned(), other.to_owned()]).ok_or_else(|| "two names with a comma between".into())
}
