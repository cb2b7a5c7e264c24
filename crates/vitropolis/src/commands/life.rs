//! `vitropolis life`: one synthetic life, in every world, each mark with its hidden truth.

use crate::numbers::small_count;
use crate::output::Output;
use crate::progress::{Manner, follower};
use clap::{ArgGroup, Args};
use experiment::{Behind, Entry, Failure, Life, LifeWorld};
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Show one synthetic life in every world, marks with their truth.
///
/// A life is chosen at random or by its number, never by what somebody is like.
#[derive(Args)]
#[command(group(ArgGroup::new("whose").required(true).args(["random", "number"])))]
pub(crate) struct Arguments {
    /// Run folder
    run: PathBuf,
    /// A life at random
    #[arg(long)]
    random: bool,
    /// A life by the generator's number, from 0
    #[arg(long, value_name = "N", value_parser = small_count)]
    number: Option<u32>,
    /// Threads; 0, the default, is one for each core
    ///
    /// Any number gives the same result.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true, value_parser = small_count)]
    threads: u32,
    /// How to show progress
    #[arg(long, value_name = "HOW", value_enum, default_value_t, hide_default_value = true)]
    progress: Manner,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let mut watch = follower(arguments.progress);
    let life = experiment::life(&arguments.run, arguments.number, arguments.threads as usize, watch.as_mut())?;
    drop(watch);
    output.result(&words(&life), || object(&life))?;
    Ok(ExitCode::SUCCESS)
}

fn words(life: &Life) -> String {
    let traits: Vec<String> = life.traits.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let mut text = format!(
        "{}: number {}, seed {}\n{}\n{}\n",
        life.id,
        life.number,
        life.seed,
        experiment::SYNTHETIC,
        traits.join(" · ")
    );
    for world in &life.worlds {
        let score = world.score.map_or("no score".to_owned(), |score| format!("score {score:.2}"));
        let band = world.band.as_ref().map_or(String::new(), |band| format!(", band {band}"));
        let _ = writeln!(text, "\n{}: {score}{band} on the last evening", world.arm);
        for entry in &world.entries {
            let _ = writeln!(text, "  day {:>4}  {}", entry.day(), line(entry));
            let behind: &[Behind] = if let Entry::Refused { behind, .. } = entry { behind } else { &[] };
            for mark in behind {
                let _ = writeln!(text, "            because of day {}: {}", mark.day, because(mark));
            }
        }
        if world.entries.is_empty() {
            let _ = writeln!(text, "  nothing was recorded");
        }
        let outcomes = world.outcomes.iter().map(|(outcome, n)| format!("{} {n}", outcome.name().replace('_', " ")));
        let _ = writeln!(text, "  in all    {}", outcomes.collect::<Vec<_>>().join(", "));
    }
    text
}

fn because(mark: &Behind) -> String {
    format!("{} ({:+.2} points), in truth: {}", mark.behaviour, mark.points, mark.truth)
}

fn line(entry: &Entry) -> String {
    match entry {
        Entry::Band { band, .. } => format!("band {band}"),
        Entry::Refused { gate, erroneous, rights, .. } => {
            let why = match (erroneous, rights) {
                (true, _) => "; not without erroneous marks",
                (false, true) => "; not without marks for speech or kin",
                _ => "",
            };
            format!("refused by {gate}{why}")
        }
        Entry::Mark { behaviour, channel, points, truth, fined, lifted, .. } => {
            let fine = if *fined { ", fined" } else { "" };
            let lifted = if *lifted { ", lifted on appeal" } else { "" };
            format!("{behaviour} ({channel}): {points:+.2} points{fine}{lifted}; in truth: {truth}")
        }
    }
}

fn object(life: &Life) -> serde_json::Value {
    let world = |world: &LifeWorld| {
        let entries: Vec<_> = world.entries.iter().map(entry).collect();
        let outcomes = world.outcomes.iter().map(|(outcome, n)| (outcome.name().to_owned(), json!(n)));
        let outcomes = outcomes.collect::<serde_json::Map<_, _>>();
        json!({ "arm": world.arm, "score": world.score, "band": world.band, "outcomes": outcomes, "entries": entries })
    };
    json!({
        "id": life.id, "number": life.number, "seed": life.seed,
        "traits": life.traits.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect::<serde_json::Map<_, _>>(),
        "worlds": life.worlds.iter().map(world).collect::<Vec<_>>(),
    })
}

fn entry(entry: &Entry) -> serde_json::Value {
    match entry {
        Entry::Band { day, band } => json!({ "day": day, "band": band }),
        Entry::Refused { day, gate, erroneous, rights, behind } => {
            let behind: Vec<_> = behind.iter().map(behind_object).collect();
            json!({ "day": day, "refused_by": gate, "erroneous": erroneous, "rights_violating": rights, "because_of": behind })
        }
        Entry::Mark { day, behaviour, channel, points, truth, fined, lifted } => {
            json!({ "day": day, "mark": behaviour, "channel": channel, "points": points, "truth": truth, "fined": fined, "lifted": lifted })
        }
    }
}

fn behind_object(mark: &Behind) -> serde_json::Value {
    json!({ "day": mark.day, "mark": mark.behaviour, "points": mark.points, "truth": mark.truth, "erroneous": mark.erroneous })
}
