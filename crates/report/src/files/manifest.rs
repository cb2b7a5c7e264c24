//! `ro-crate-metadata.json`: what lies in a run folder, with a hash of each file, as RO-Crate 1.1 describes a data set.

use super::{Mark, SYNTHETIC};
use crate::Run;
use serde_json::{Value, json};

/// A file of the run folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Under the run folder, with `/` between folders.
    pub path: String,
    pub bytes: u64,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

/// The metadata of a run folder. `date`: the day on which it was made, as YYYY-MM-DD.
pub fn manifest_json(run: &Run, files: &[Entry], date: &str) -> String {
    let mark: Vec<Value> = Mark::of(run).pairs().into_iter().map(|(name, value)| property(&name, &value)).collect();
    let parts: Vec<Value> = files.iter().map(|file| json!({ "@id": file.path })).collect();
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
            "about": { "@id": "./" },
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": run.title,
            "description": format!("{} ({SYNTHETIC})", run.question),
            "datePublished": date,
            "license": "MIT OR Apache-2.0",
            "hasPart": parts,
            "additionalProperty": mark,
        }),
    ];
    graph.extend(files.iter().map(described));
    format!("{:#}\n", json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph }))
}

/// The files that a manifest names; `None` where it is no manifest of ours.
pub fn manifest_entries(text: &str) -> Option<Vec<Entry>> {
    let crate_: Value = serde_json::from_str(text).ok()?;
    let files = crate_["@graph"].as_array()?.iter().filter(|entry| entry["@type"] == "File");
    files
        .map(|file| {
            Some(Entry {
                path: file["@id"].as_str()?.to_owned(),
                bytes: file["contentSize"].as_str()?.parse().ok()?,
                sha256: file["sha256"].as_str()?.to_owned(),
            })
        })
        .collect()
}

fn property(name: &str, value: &str) -> Value {
    json!({ "@type": "PropertyValue", "name": name, "value": value })
}

fn described(file: &Entry) -> Value {
    let (format, text) = about(&file.path);
    json!({
        "@id": file.path,
        "@type": "File",
        "description": text,
        "encodingFormat": format,
        "contentSize": file.bytes.to_string(),
        "sha256": file.sha256,
    })
}

/// Format and one sentence for each file that a run writes.
fn about(path: &str) -> (&'static str, &'static str) {
    match path {
        "what/experiment.lock.toml" => ("application/toml", "Everything resolved: city, catalogue, regimes, arms."),
        "what/daily.parquet" => ("application/vnd.apache.parquet", "What each day did to each group."),
        "what/bands.parquet" => ("application/vnd.apache.parquet", "How many people of each group are in each band."),
        "what/effects.parquet" => ("application/vnd.apache.parquet", "Each world paired with the reference, by cell."),
        "what/measures.parquet" => ("application/vnd.apache.parquet", "Every measure in every world and group."),
        "what/tallies.parquet" => ("application/vnd.apache.parquet", "Histograms by group that figures are made of."),
        "what/seeds.csv" => {
            ("text/csv", "Every measure of every world, group and seed, to be paired with another run.")
        }
        "what/digests.csv" => ("text/csv", "Fingerprints of the state, one for each seed, world and 30 days."),
        "what/summary.json" => ("application/json", "The headline in numbers, with intervals."),
        text if text.starts_with("csv/") => ("text/csv", "The table of the same name in `what/`, as text."),
        "report.html" => ("text/html", "What it means, in one page without a network."),
        "how.json" => ("application/json", "Engine, threads, machine and seconds: what may differ between equal runs."),
        _ => ("application/octet-stream", "A file of the run."),
    }
}
