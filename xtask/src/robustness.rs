//! Which unmeasured numbers matter most, and which results hang on them: `docs/robustness.md`.
//!
//! `cargo xtask robustness` lives the draws and the trajectories, which takes long, and goes on where it was stopped; with
//! two finished folders it only reads them.

use crate::host;
use crate::tree::root;
use anyhow::{Context, bail};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = "docs/robustness.md";
const OPENING: &str = include_str!("robustness.md");
const EXPERIMENT: &str = "experiments/beijing.toml";
/// Parameters that a table of a ranking shows.
const SHOWN: usize = 8;

/// Something that is lived: the folder under `target/robustness/`, its result, and what is asked for.
struct Asked {
    name: &'static str,
    result: &'static str,
    words: &'static [&'static str],
}

const DRAWS: Asked = Asked { name: "draws", result: "what/robust.json", words: &["--draws", "64"] };
const TRAJECTORIES: Asked = Asked {
    name: "trajectories",
    result: "what/morris.json",
    words: &["--design", "morris", "--trajectories", "4", "--days", "120"],
};

pub(crate) fn run(folders: &[&str]) -> anyhow::Result<()> {
    let [draws, ranking] = match folders {
        [] => [lived(&DRAWS)?, lived(&TRAJECTORIES)?],
        [draws, ranking] => [PathBuf::from(draws), PathBuf::from(ranking)],
        _ => bail!("two folders are read: one of `vitropolis robust`, one of `robust --design morris`"),
    };
    let [draws, ranking] = [read(&draws.join(DRAWS.result))?, read(&ranking.join(TRAJECTORIES.result))?];
    fs::write(root().join(PAGE), page(&draws, &ranking))?;
    Ok(())
}

/// The folder, lived to its end.
fn lived(asked: &Asked) -> anyhow::Result<PathBuf> {
    let folder = root().join("target/robustness").join(asked.name);
    if !folder.join(asked.result).exists() {
        let to = if folder.exists() { "--resume" } else { "--out" };
        let words = ["run", "--release", "--package", "vitropolis", "--", "robust", EXPERIMENT];
        host::cargo(&[&words[..], asked.words, &[to, &folder.to_string_lossy()]].concat())?;
    }
    Ok(folder)
}

fn read(path: &Path) -> anyhow::Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("{} is not there", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no result", path.display()))
}

fn page(draws: &Value, ranking: &Value) -> String {
    let mut page = format!("{OPENING}\n{}{}\n", made(draws, "draws"), made(ranking, "trajectories"));
    let few = measures_of(ranking);
    page += &weak(draws, &few);
    page += &signs(draws, &few);
    page += &rankings(ranking);
    page + &corners(ranking)
}

/// What the figures were made with.
fn made(result: &Value, pieces: &str) -> String {
    let at = |key: &str| result[key].to_string();
    format!(
        "- {} {pieces} of {} numbers: cities of {} people, {} days, seed {}; experiment `{}` of {EXPERIMENT}, vitropolis {}.\n",
        at(pieces),
        at("parameters"),
        at("people"),
        at("days"),
        result["seed"].as_u64().or(result["seeds"][0].as_u64()).unwrap_or_default(),
        word(&result["experiment_hash"]),
        word(&result["version"])
    )
}

/// The measures that are ranked and laid side by side, in their order.
fn measures_of(ranking: &Value) -> Vec<String> {
    let mut measures = Vec::new();
    for sign in list(&ranking["signs"]) {
        let measure = word(&sign["measure"]);
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    }
    measures
}

/// Everything whose sign is not robust, by world.
fn weak(draws: &Value, few: &[String]) -> String {
    let mut text = format!(
        "## Signs that are not robust\n\nAgainst `{}`, in under 90 % of {} draws; in bold what the report tells first.\n\n",
        word(&draws["reference"]),
        draws["done"]
    );
    for arm in list(&draws["arms"]).iter().filter(|arm| **arm != draws["reference"]) {
        let (mut told, mut weak) = (0, Vec::new());
        for line in list(&draws["measures"]) {
            let Some(here) = list(&line["arms"]).into_iter().find(|line| line["arm"] == *arm) else { continue };
            told += u32::from(here["robust"].is_boolean());
            if here["robust"] == false {
                let measure = word(&line["measure"]);
                let name = if few.contains(&measure) { format!("**{measure}**") } else { measure };
                weak.push(format!("{name} {}", percent(&here["sign_holds"])));
            }
        }
        let _ = writeln!(text, "- `{}`: {} of {told}: {}.", word(arm), weak.len(), weak.join(", "));
    }
    text + "\n"
}

/// The range of each difference, and whether its sign holds.
fn signs(draws: &Value, few: &[String]) -> String {
    let mut text = String::from("## Differences over the draws\n\nShares are in percentage points.\n\n");
    text += "| measure | world | as written | lowest | highest | sign | holds in |\n|---|---|---|---|---|---|---|\n";
    let lines = list(&draws["measures"]);
    for line in few.iter().filter_map(|measure| lines.iter().find(|line| word(&line["measure"]) == *measure)) {
        for here in list(&line["arms"]).iter().filter(|here| here["difference"].is_object()) {
            let number = |key: &str| scaled(&here["difference"][key], &line["unit"]);
            let holds = percent(&here["sign_holds"]);
            let verdict = if here["robust"] == false { ", not robust" } else { "" };
            let _ = writeln!(
                text,
                "| {} | `{}` | {} | {} | {} | {} | {holds}{verdict} |",
                word(&line["name"]),
                word(&here["arm"]),
                number("as_written"),
                number("low"),
                number("high"),
                word(&here["sign"])
            );
        }
    }
    text + "\n"
}

/// What matters most for each harm in the first world.
fn rankings(ranking: &Value) -> String {
    let first = word(&ranking["rankings"][0]["arm"]);
    let mut text = format!("## Which numbers matter most\n\n`{first}` against `{}`.\n", word(&ranking["reference"]));
    for harm in list(&ranking["rankings"]).iter().filter(|harm| word(&harm["arm"]) == first) {
        let _ = writeln!(text, "\n### {}\n\nNoise of the seed: {}.\n", word(&harm["measure"]), points(&harm["noise"]));
        let rows = list(&harm["parameters"]);
        let told: Vec<&Value> = rows.iter().filter(|row| row["above_noise"] == true).take(SHOWN).collect();
        if told.is_empty() {
            text += "No number can be told from noise.\n";
            continue;
        }
        text += "| number | file | μ\\* | μ | σ |\n|---|---|---|---|---|\n";
        for row in told {
            let [strength, mean, spread] = ["mu_star", "mu", "sigma"].map(|key| points(&row[key]));
            let _ = writeln!(
                text,
                "| `{}` | {} | {strength} | {mean} | {spread} |",
                word(&row["path"]),
                word(&row["file"])
            );
        }
    }
    text + "\n"
}

/// Signs that do not hold even where the numbers stand in the corners of their ranges.
fn corners(ranking: &Value) -> String {
    let mut text = String::from(
        "## In the corners of the ranges\n\nOver the points of the trajectories these signs do not hold in 90 %:\n\n",
    );
    let weak: Vec<Value> = list(&ranking["signs"]).into_iter().filter(|sign| sign["robust"] == false).collect();
    for one in &weak {
        let (arm, measure, sign) = (word(&one["arm"]), word(&one["measure"]), word(&one["sign"]));
        let _ =
            writeln!(text, "- `{arm}`: {measure} ({sign} in {} of {} points)", percent(&one["holds"]), one["points"]);
    }
    if weak.is_empty() { text + "- none\n" } else { text }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn percent(share: &Value) -> String {
    share.as_f64().map_or("–".to_owned(), |share| format!("{:.0} %", share * 100.0))
}

/// In percentage points.
fn points(share: &Value) -> String {
    share.as_f64().map_or("–".to_owned(), |share| format!("{:.2}", share * 100.0))
}

fn scaled(number: &Value, unit: &Value) -> String {
    if unit == "share" {
        points(number)
    } else {
        number.as_f64().map_or("–".to_owned(), |number| format!("{number:.3}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_robust_is_named_first_and_what_is_under_the_noise_is_not_shown() {
        let here = |holds: f64| {
            json!({ "arm": "a", "difference": { "as_written": 0.1, "low": -0.1, "high": 0.3 }, "sign": "more",
                "sign_holds": holds, "robust": holds >= 0.9 })
        };
        let line = |measure: &str, holds: f64| json!({ "measure": measure, "name": measure, "unit": "share", "arms": [here(holds)] });
        let draws = json!({ "draws": 64, "done": 64, "arms": ["a", "law"], "reference": "law",
            "measures": [line("firm", 0.97), line("weak", 0.5), line("other", 0.6)] });
        let row =
            |path: &str, above: bool| json!({ "path": path, "file": "city", "mu_star": 0.01, "above_noise": above });
        let sign = |measure: &str, robust: bool| json!({ "arm": "a", "measure": measure, "sign": "more", "holds": 0.8, "points": 5, "robust": robust });
        let ranking = json!({ "reference": "law", "signs": [sign("firm", true), sign("weak", false)],
            "rankings": [{ "arm": "a", "measure": "firm", "noise": 0.005,
                "parameters": [row("above", true), row("under", false)] }] });
        let page = page(&draws, &ranking);
        assert!(page.contains("- `a`: 2 of 3: **weak** 50 %, other 60 %."), "{page}");
        assert!(
            page.contains("| weak | `a` | 10.00 | -10.00 | 30.00 | more | 50 %, not robust |")
                && page.contains("| 97 % |")
        );
        assert!(page.contains("`above`") && !page.contains("`under`"));
        assert!(page.contains("- `a`: weak (more in 80 % of 5 points)"));
    }
}
