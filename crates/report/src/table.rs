//! The run in a table for the terminal: a row a measure would be long, so a row is a world.

use crate::Run;
use crate::measures::{
    About, DISPROPORTIONATE, ERRONEOUS, FALSE_MARKS, OFFENCES, REFUSALS, RIGHTS, SANCTIONS, SILENCE,
};
use crate::page::{EVERYBODY, words};

const COLUMNS: [(&str, &About); 8] = [
    ("sanctioned", &SANCTIONS),
    ("erroneous", &ERRONEOUS),
    ("rights", &RIGHTS),
    ("dispropor.", &DISPROPORTIONATE),
    ("refused", &REFUSALS),
    ("silence", &SILENCE),
    ("false marks", &FALSE_MARKS),
    ("offences/yr", &OFFENCES),
];

/// Key measures of every world with the half width of their intervals, as plain text.
pub fn summary_table(run: &Run) -> String {
    let mut rows = vec![vec!["world".to_owned()]];
    rows[0].extend(COLUMNS.iter().map(|(name, _)| (*name).to_owned()));
    for (arm, world) in run.arms.iter().enumerate() {
        let told = COLUMNS.iter().map(|(_, about)| words::plus_minus(about.unit, run.told(about, arm, EVERYBODY)));
        rows.push(std::iter::once(world.name.clone()).chain(told).collect());
    }
    let mut text = aligned(&rows);
    text.push_str(&footnote(run));
    text
}

fn aligned(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = (0..rows[0].len()).map(width).collect::<Vec<_>>();
    let mut text = String::new();
    for row in rows {
        text.push_str(&format!("{:<width$}", row[0], width = widths[0]));
        for (entry, width) in row.iter().zip(&widths).skip(1) {
            text.push_str(&format!("  {entry:>width$}"));
        }
        text.push('\n');
    }
    text
}

fn footnote(run: &Run) -> String {
    let interval = if run.seeds.len() < crate::statistics::LEAST_SEEDS {
        format!("{} seeds: no interval", run.seeds.len())
    } else {
        format!("± 95 % simulation noise over {} seeds, not the spread over stylised parameters", run.seeds.len())
    };
    format!(
        "Share of people (refused: of applications; silence: of speech; false: of marks); {interval}.\n{}.\n",
        crate::SYNTHETIC
    )
}
