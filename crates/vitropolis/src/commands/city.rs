//! `vitropolis city`: drawn beside published.

use crate::numbers::{count, small_count};
use crate::output::Output;
use clap::Args;
use experiment::{CityTable, Column, Failure};
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Draw a synthetic city and print it beside the published margins.
#[derive(Args)]
pub(crate) struct Arguments {
    /// City file, such as cities/beijing.toml
    city: PathBuf,
    /// People to draw, from 10,000
    #[arg(long, value_name = "N", default_value = "200000", value_parser = count)]
    people: u64,
    /// Seed of the city
    #[arg(long, value_name = "N", default_value = "1", value_parser = count)]
    seed: u64,
    /// Threads; 0, the default, is one for each core
    ///
    /// Any number gives the same result.
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true, value_parser = small_count)]
    threads: u32,
    /// Also count bytes a person under this regime
    ///
    /// Column by column, in one world that has lived a month.
    #[arg(long, value_name = "REGIME")]
    bytes: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<ExitCode, Failure> {
    let Arguments { city, people, seed, threads, bytes } = arguments;
    let table = experiment::city(city, *people, *seed, *threads as usize, bytes.as_deref())?;
    output.result(&words(&table), || object(&table))?;
    Ok(ExitCode::SUCCESS)
}

fn words(table: &CityTable) -> String {
    let mut text = format!("{}\n{}; seed {}\n", table.title, experiment::SYNTHETIC, table.seed);
    let mut dimension = "";
    for margin in &table.margins {
        if margin.dimension != dimension {
            dimension = margin.dimension;
            let _ = writeln!(text, "\n{dimension:<16} {:>12} {:>12} {:>9}", "drawn", "published %", "error %");
        }
        let (published, error) = (100.0 * margin.published, 100.0 * margin.error);
        let _ = writeln!(text, "  {:<14} {:>12} {published:>12.3} {error:>+9.3}", margin.name, margin.drawn);
    }
    let worst = table.margins.iter().map(|margin| margin.error.abs()).fold(0.0, f64::max);
    let _ = writeln!(text, "\nlargest error {:.3} %", 100.0 * worst);
    let _ = writeln!(
        text,
        "people {}, households {}, mean family household {:.3}",
        table.people, table.households, table.mean_family_household
    );
    let _ = writeln!(
        text,
        "cells {}, blocks {}, static bytes a person {:.1}",
        table.cells, table.blocks, table.static_bytes
    );
    if let Some(bytes) = table.dynamic_bytes {
        let _ = writeln!(text, "dynamic bytes a person on the first evening {bytes:.1} (marks come on top: 8 each)");
    }
    text + &by_column(table)
}

/// Names of the parts that columns belong to, and what they are.
const PARTS: [(&str, &str); 5] = [
    ("city", "who people are, once for all worlds"),
    ("people", "what changes about them, in each world"),
    ("lists", "what only some have, in each world"),
    ("commons", "what others can see of them, in each world"),
    ("run", "what the run remembers beside each world"),
];

/// Bytes a person after a month, and what they come to where everybody is drawn.
fn by_column(table: &CityTable) -> String {
    let mut text = String::new();
    let mut all = 0.0;
    for (part, about) in PARTS {
        let columns: Vec<&Column> = table.columns.iter().filter(|column| column.of == part).collect();
        if columns.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{about}\n  {:<26} {:>8} {:>9}  written by", "column", "bytes", "filled %");
        for Column { name, bytes, filled, writer, .. } in &columns {
            let line = format!("  {name:<26} {bytes:>8.2} {:>9.1}  {writer}", 100.0 * filled);
            let _ = writeln!(text, "{}", line.trim_end());
        }
        let sum: f64 = columns.iter().filter(|column| column.is_touched()).map(|column| column.bytes).sum();
        let _ = writeln!(text, "  {:<26} {sum:>8.2}", "taken");
        all += sum;
    }
    if all > 0.0 {
        let gib = |people: u64| experiment::in_gibibytes(all * people as f64);
        let _ = writeln!(text, "\nbytes a person in one world {all:.1}; all at once, GiB:");
        for people in [table.people, table.nominal_people] {
            let _ = writeln!(text, "  {people:>13} people {:>8.2}", gib(people));
        }
    }
    text
}

fn object(table: &CityTable) -> serde_json::Value {
    let margin = |m: &_| {
        let experiment_margin: &model::population::DrawnMargin = m;
        json!({ "dimension": experiment_margin.dimension, "name": experiment_margin.name,
            "published_share": experiment_margin.published, "drawn": experiment_margin.drawn, "error": experiment_margin.error })
    };
    let column = |Column { name, of, bytes, filled, unit, writer }: &Column| json!({ "name": name, "of": of, "bytes_a_person": bytes, "filled_share": filled, "unit": unit, "writer": writer });
    json!({
        "title": table.title, "people": table.people, "seed": table.seed, "version": table.version,
        "margins": table.margins.iter().map(margin).collect::<Vec<_>>(),
        "households": table.households, "mean_family_household": table.mean_family_household,
        "cells": table.cells, "blocks": table.blocks,
        "static_bytes_a_person": table.static_bytes, "dynamic_bytes_a_person": table.dynamic_bytes,
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
    })
}
