//! The run in a table for the terminal: a row is a world.

use crate::measures::{
    About, DISPROPORTIONATE, ERRONEOUS, FALSE_MARKS, OFFENCES, REFUSALS, RIGHTS, SANCTIONS, SILENCE,
};
use crate::page::{EVERYBODY, words};
use crate::statistics::LEAST_SEEDS;
use crate::{Run, SYNTHETIC};

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

/// Measures side by side: what a terminal of 80 columns shows.
const ABREAST: usize = 4;

/// Key measures of every world with the half width of their intervals, as plain text.
pub fn summary_table(run: &Run) -> String {
    let part = |columns: &[(&str, &About)]| aligned(&rows(run, columns)) + "\n";
    COLUMNS.chunks(ABREAST).map(part).collect::<String>() + &footnote(run)
}

fn rows(run: &Run, columns: &[(&str, &About)]) -> Vec<Vec<String>> {
    let mut rows = vec![vec!["world".to_owned()]];
    rows[0].extend(columns.iter().map(|(name, _)| (*name).to_owned()));
    for (arm, world) in run.arms.iter().enumerate() {
        let told =
            columns.iter().map(|(_, about)| words::english().plus_minus(about.unit, run.told(about, arm, EVERYBODY)));
        rows.push(std::iter::once(world.name.clone()).chain(told).collect());
    }
    rows
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
    let seeds = run.seeds.len();
    let interval = if seeds < LEAST_SEEDS {
        format!("{}: no interval.", words::english().seeds(seeds))
    } else {
        format!("±: 95 % simulation noise over {seeds} seeds, not the spread over stylised\nparameters.")
    };
    let units = "In % of people (refused: of applications; silence: of desired speech; false\n\
                 marks: of marks). Sanctioned: fined, refused because of the record, or in a band\n\
                 that is refused. Offences: acts against a rule of law, a person and year.";
    format!("{units}\n{interval}\n{SYNTHETIC}.\n")
}
