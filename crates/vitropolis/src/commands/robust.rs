//! `vitropolis robust`: whether a result holds when the stylised numbers are drawn anew.

use super::asked::Asked;
use crate::numbers::small_count;
use crate::output::Output;
use crate::stop::stop_on_signal;
use clap::{Args, ValueEnum};
use experiment::{Failure, MorrisRequest, Request, RobustRequest};
use std::process::ExitCode;

/// Where in their ranges the stylised numbers are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Design {
    /// A Latin hypercube.
    #[default]
    Latin,
    /// Elementary effects.
    Morris,
}

/// Draw all stylised numbers anew, many times: does the result hold?
///
/// Each draw is one small city in all worlds.
///
/// The range of each measure is the headline interval of run --robust.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// How many draws; a headline needs 64
    #[arg(long, value_name = "N", default_value = "64", value_parser = small_count)]
    draws: u32,
    /// latin: the range of each harm; morris: a ranking
    #[arg(
        long,
        value_name = "HOW",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    design: Design,
    /// How many trajectories of --design morris
    #[arg(long, value_name = "N", default_value = "4", value_parser = small_count)]
    trajectories: u32,
    /// With morris: only numbers whose path begins so
    #[arg(long, value_name = "PATHS", value_delimiter = ',')]
    only: Vec<String>,
    /// Only these arms, by name, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    arms: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let stop = stop_on_signal();
    let mut watch = arguments.asked.follower();
    if arguments.design == Design::Morris {
        let asked = MorrisRequest {
            request: arguments.request(),
            trajectories: arguments.trajectories,
            only: arguments.only.clone(),
        };
        let morris = experiment::morris(&asked, watch.as_mut(), &stop)?;
        drop(watch);
        let folder = morris.folder.display();
        let words =
            format!("{}\nlived in {:.1} s\nresult   {folder}/what/morris.json\n", morris.words(), morris.seconds);
        output.result(
            &words,
            || serde_json::json!({ "folder": morris.folder, "seconds": morris.seconds, "result": morris.object() }),
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let asked = RobustRequest { request: arguments.request(), draws: arguments.draws };
    let finished = experiment::robust(&asked, watch.as_mut(), &stop)?;
    drop(watch);
    let folder = finished.folder.display();
    // The people asked for are those of a draw, and too few draws give no headline.
    let run = Request { people: None, robust: Some(finished.folder.clone()), ..arguments.request() }.command();
    let use_it = if finished.robust.is_enough() { format!("use it   {run}\n") } else { String::new() };
    let words = format!(
        "{}\nlived in {:.1} s\nresult   {folder}/what/robust.json\n{use_it}",
        finished.robust.table(),
        finished.seconds,
    );
    output.result(&words, || {
        let result: serde_json::Value = serde_json::from_str(&finished.robust.json()).unwrap_or_default();
        serde_json::json!({ "folder": finished.folder, "seconds": finished.seconds, "result": result })
    })?;
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    fn request(&self) -> Request {
        Request { arms: self.arms.clone(), ..self.asked.request() }
    }
}
