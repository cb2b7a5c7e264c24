//! What a small city gets right and wrong about a large one: the figures behind `docs/sampling.md`.
//!
//! `cargo xtask sampling` lives the sizes, which takes long; with run folders it only reads them.

use crate::host;
use crate::tree::root;
use anyhow::{Context, ensure};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The figures, as they are committed.
pub(crate) const FIGURES: &str = "docs/sampling.csv";
const HEAD: &str = "people,seeds,days,arm,measure,unit,mean,low,high";
/// People, how many cities are drawn, so that each of the first sizes lives about as many people, and the worlds; of the
/// whole city one world alone, which is all that two cores live in ten minutes.
const SIZES: [(u64, u32, &str); 4] =
    [(20_000, 16, ARMS), (200_000, 4, ARMS), (2_200_000, 1, ARMS), (21_893_095, 1, "as-reported")];
const ARMS: &str = "as-reported,with-appeal,ordinary-law";

pub(crate) fn run(folders: &[&str]) -> anyhow::Result<()> {
    let folders: Vec<PathBuf> = match folders {
        [] => SIZES.iter().map(|(people, seeds, arms)| lived(*people, *seeds, arms)).collect::<anyhow::Result<_>>()?,
        given => given.iter().map(PathBuf::from).collect(),
    };
    let mut text = String::from("# synthetic people only; not evidence about any real population\n");
    let summaries = folders.iter().map(|folder| summary(folder)).collect::<anyhow::Result<Vec<Value>>>()?;
    for summary in &summaries {
        let (version, hash) = (&summary["version"], &summary["experiment_hash"]);
        writeln!(
            text,
            "# vitropolis {version}, {} people: experiment {hash}, seeds {}",
            summary["people"], summary["seeds"]
        )?;
    }
    writeln!(text, "{HEAD}")?;
    summaries.iter().for_each(|summary| rows(summary, &mut text));
    fs::write(root().join(FIGURES), text)?;
    Ok(())
}

fn lived(people: u64, seeds: u32, arms: &str) -> anyhow::Result<PathBuf> {
    let out = root().join(format!("target/sampling/{people}"));
    if !out.exists() {
        let (people, seeds, to) = (people.to_string(), seeds.to_string(), out.to_string_lossy());
        let asked =
            ["run", "--release", "--", "run", "experiments/beijing.toml", "--robust-draws", "0", "--arms", arms];
        host::cargo(&[&asked[..], &["--people", &people, "--seeds", &seeds, "--out", &to]].concat())?;
    }
    Ok(out)
}

fn summary(folder: &Path) -> anyhow::Result<Value> {
    let path = folder.join("what/summary.json");
    let text = fs::read_to_string(&path).with_context(|| format!("{} is no run folder", folder.display()))?;
    let summary: Value = serde_json::from_str(&text)?;
    ensure!(summary["arms"].is_array(), "{} is no summary of a run", path.display());
    Ok(summary)
}

fn rows(summary: &Value, text: &mut String) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let seeds = list(&summary["seeds"]).len();
    for arm in list(&summary["arms"]) {
        for line in list(&arm["measures"]) {
            let number = |key: &str| line[key].as_f64().map(|number| number.to_string()).unwrap_or_default();
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let place = format!("{},{seeds},{}", summary["people"], summary["days"]);
            let (arm, measure, unit) =
                (word(&arm["name"]), word(&line["measure"]), word(&line["unit"]).replace(',', ""));
            let numbers = [number("mean"), number("low"), number("high")].join(",");
            *text += &format!("{place},{arm},{measure},{unit},{numbers}\n");
        }
    }
}
