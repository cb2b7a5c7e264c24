//! `vitropolis diff A B`: what one regime does otherwise than another, in sentences.

use crate::output::{DIFFERS, Output};
use clap::Args;
use experiment::Failure;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// Say in sentences what one regime does otherwise than another.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Regime file to start from
    before: PathBuf,
    /// Regime file that is told apart from it
    after: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let compared = experiment::diff(&arguments.before, &arguments.after)?;
    let mut words = format!("from {} to {}\n", compared.before, compared.after);
    for difference in &compared.differences {
        words += &format!("- {}\n", difference.sentence);
    }
    if compared.differences.is_empty() {
        words += "no difference\n";
    }
    let one = |difference: &experiment::Amendment| -> Value {
        json!({ "path": difference.path, "sentence": difference.sentence,
            "before": difference.before, "after": difference.after })
    };
    output.result(&words, || {
        json!({ "before": compared.before, "after": compared.after,
            "differences": compared.differences.iter().map(one).collect::<Vec<_>>() })
    })?;
    Ok(if compared.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(DIFFERS) })
}
