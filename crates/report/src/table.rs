//! The run in a table for the terminal: a row is a world.

use crate::compared::{Compared, Pair, Shared};
use crate::measures::{
    About, DISPROPORTIONATE, ERRONEOUS, EVERY, FALSE_MARKS, OFFENCES, REFUSALS, RIGHTS, SANCTIONS, SILENCE, Unit,
};
use crate::page::{EVERYBODY, words};
use crate::robust::unit;
use crate::statistics::{LEAST_SEEDS, Side, Told};
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
    let row = |arm: usize| Row {
        name: run.arms[arm].name.clone(),
        told: Box::new(move |about| run.told(about, arm, EVERYBODY)),
    };
    tables(&(0..run.arms.len()).map(row).collect::<Vec<_>>()) + &footnote(run.seeds.len())
}

/// The same of two runs: of each pair of worlds the one, the other, and the second less the first, seed by seed.
pub fn compared_table(compared: &Compared) -> String {
    let rows = |pair: &Pair| {
        let (a, b) = (compared.a.world(pair.a), compared.b.world(pair.b));
        let row = |name: String, told: Box<dyn Fn(&'static About) -> Told>| Row { name, told };
        [
            row(format!("a {}", a.name()), Box::new(move |about| a.told(about, EVERYBODY))),
            row(format!("b {}", b.name()), Box::new(move |about| b.told(about, EVERYBODY))),
            row("  b less a".into(), Box::new(move |about| b.less(a, about, EVERYBODY))),
        ]
    };
    let beyond: String = compared.pairs.iter().map(|pair| beyond_noise(compared, *pair)).collect();
    tables(&compared.pairs.iter().flat_map(rows).collect::<Vec<_>>()) + &beyond + &footnote(compared.a.seeds.len())
}

/// The columns that the report tells by group.
const BY_GROUP: &[(&str, &About)] = COLUMNS.split_at(6).0;

/// The same by the groups of a dimension: how each fared in the one and in the other, and the difference.
pub fn compared_table_by(compared: &Compared, kind: &str) -> String {
    let of_pair = |pair: &Pair| {
        let (a, b) = (compared.a.world(pair.a).name(), compared.b.world(pair.b).name());
        let groups = compared.groups(kind);
        let rows: Vec<Row> = groups.iter().flat_map(|group| rows_of(compared, *pair, group)).collect();
        format!("by {kind}: a {a}, b {b}\n\n{}", tables_of("group", &rows, BY_GROUP))
    };
    let few = "too few: under 10 people, or under 10 events both seen and to be expected at\nthe rate of everybody. \
               It is never a sign of fairness.\n";
    compared.pairs.iter().map(of_pair).collect::<String>() + few + &footnote(compared.a.seeds.len())
}

fn rows_of<'a>(compared: &'a Compared, pair: Pair, group: &'a Shared<'a>) -> [Row<'a>; 3] {
    let row = |name: String, which: usize| Row {
        name,
        told: Box::new(move |about| compared.told(pair, about, group)[which]),
    };
    [row(format!("{}  a", group.name), 0), row("  b".into(), 1), row("  b less a".into(), 2)]
}

/// The other measures whose difference has its whole interval on one side of nought.
fn beyond_noise(compared: &Compared, pair: Pair) -> String {
    let (a, b) = (compared.a.world(pair.a), compared.b.world(pair.b));
    let others = EVERY.iter().filter(|about| !COLUMNS.iter().any(|(_, column)| column.key == about.key));
    let line = |about: &&'static About| {
        let less = b.less(a, about, EVERYBODY);
        let apart = matches!(less.number()?.side_of(0.0), Side::Above | Side::Below);
        let unit = if about.unit == Unit::Share { "points" } else { unit(about.unit) };
        apart.then(|| format!("  {:<33} {} {unit}\n", about.key, words::english().plus_minus(about.unit, less)))
    };
    let lines: String = others.filter_map(line).collect();
    let seeds = compared.a.seeds.len();
    let told = match lines.is_empty() {
        true if seeds < LEAST_SEEDS => {
            format!("  {}: no interval, so nothing can be told from noise\n", words::english().seeds(seeds))
        }
        true => "  nothing else\n".into(),
        false => lines,
    };
    format!("b less a, beyond the noise ({} and {}):\n{told}\n", a.name(), b.name())
}

/// A row of the table: a world, or the difference of two.
struct Row<'a> {
    name: String,
    told: Box<dyn Fn(&'static About) -> Told + 'a>,
}

fn tables(rows: &[Row]) -> String {
    tables_of("world", rows, &COLUMNS)
}

fn tables_of(of: &str, rows: &[Row], columns: &[(&str, &'static About)]) -> String {
    columns.chunks(ABREAST).map(|columns| aligned(&cells(of, rows, columns)) + "\n").collect()
}

fn cells(of: &str, rows: &[Row], columns: &[(&str, &'static About)]) -> Vec<Vec<String>> {
    let mut cells = vec![vec![of.to_owned()]];
    cells[0].extend(columns.iter().map(|(name, _)| (*name).to_owned()));
    for row in rows {
        let told = columns.iter().map(|(_, about)| words::english().plus_minus(about.unit, (row.told)(about)));
        cells.push(std::iter::once(row.name.clone()).chain(told).collect());
    }
    cells
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

fn footnote(seeds: usize) -> String {
    let interval = if seeds < LEAST_SEEDS {
        format!("{}: no interval.", words::english().seeds(seeds))
    } else {
        format!("±: 95 % simulation noise over {seeds} seeds, not the spread over stylised\nparameters.")
    };
    let units = "In % of people (refused: of applications; silence: of desired speech; false\n\
                 marks: of marks). Sanctioned: fined, checked or claimed back from after a\n\
                 selection, refused or delayed because of the record, or in a band or on a list\n\
                 that is refused. Offences: acts against a rule of law, a person and year.";
    format!("{units}\n{interval}\n{SYNTHETIC}.\n")
}
