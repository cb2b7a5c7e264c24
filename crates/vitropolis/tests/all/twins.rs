//! Every person beside the own twin, as `effects.parquet` tells it in cells.

use crate::lab::{Lab, SMALL};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::collections::BTreeMap;
use std::fs::File;

type Row = BTreeMap<String, String>;

fn rows(lab: &Lab, table: &str) -> Vec<Row> {
    let reader = SerializedFileReader::new(File::open(lab.at(table)).expect("a table")).expect("Parquet");
    let fields = |row: parquet::record::Row| {
        row.get_column_iter()
            .map(|(name, field)| (name.clone(), field.to_string().trim_matches('"').to_owned()))
            .collect()
    };
    reader.get_row_iter(None).expect("rows").map(|row| fields(row.expect("a row"))).collect()
}

fn number(row: &Row, column: &str) -> i64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} = {}", row[column]))
}

fn of_everybody<'a>(rows: &'a [Row], outcome: &str) -> &'a Row {
    let found =
        rows.iter().find(|row| row["group_kind"] == "all" && row["conduct"] == "all" && row["outcome"] == outcome);
    found.unwrap_or_else(|| panic!("no row of {outcome}"))
}

/// Flow or person-days of a column, summed over the days, in one arm.
fn summed(rows: &[Row], arm: &str, column: &str) -> i64 {
    rows.iter().filter(|row| row["group_kind"] == "all" && row["arm"] == arm).map(|row| number(row, column)).sum()
}

#[test]
fn the_twins_of_the_whole_city_add_up_to_the_daily_table() {
    let lab = Lab::new();
    lab.write("experiments/small.toml", &SMALL.replace("days = 6", "days = 40"));
    lab.vitropolis("run experiments/small.toml --out run").done();
    let (effects, daily) = (rows(&lab, "run/what/effects.parquet"), rows(&lab, "run/what/daily.parquet"));
    for (outcome, column) in [("days_employed", "employed"), ("days_in_arrears", "arrears"), ("refusals", "refusals")] {
        let row = of_everybody(&effects, outcome);
        for (mean, arm) in [("mean_reference", "plain"), ("mean_arm", "scored")] {
            let total = row[mean].parse::<f64>().expect("a number") * 10_000.0;
            assert_eq!(total.round() as i64, summed(&daily, arm, column), "{outcome} under {arm}");
        }
    }
    let words = of_everybody(&effects, "words");
    assert!(
        number(words, "worse") > 0 && number(words, "better") == 0,
        "nobody says more when it is scored: {words:?}"
    );
}

#[test]
fn every_cell_has_ten_people_and_its_shares_lie_inside_their_bounds() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --out run").done();
    let effects = rows(&lab, "run/what/effects.parquet");
    assert!(effects.len() > 500);
    for row in &effects {
        let people = number(row, "people");
        assert!(people >= 10 && row["arm"] == "scored" && row["group_kind"] != "chat size", "{row:?}");
        assert_eq!(number(row, "worse") + number(row, "same") + number(row, "better"), people);
        for side in ["worse", "better"] {
            let (least, most) = (number(row, &format!("{side}_least")), number(row, &format!("{side}_most")));
            assert!((least..=most).contains(&number(row, side)), "{row:?}");
        }
        let parted = row.keys().filter(|name| name.starts_with("parted_")).map(|name| number(row, name)).sum::<i64>();
        assert_eq!(parted, people);
        assert!(number(row, "parted_never") <= number(row, "same"), "who never parted is the same: {row:?}");
    }
}

#[test]
fn twins_under_equal_rules_never_part() {
    let lab = Lab::new();
    let again = SMALL.replace("ordinary-law.toml", "beijing-as-reported-2018.toml");
    lab.write("experiments/small.toml", &again);
    lab.vitropolis("run experiments/small.toml --out run").done();
    for row in rows(&lab, "run/what/effects.parquet") {
        assert_eq!((&row["parted_never"], &row["same"]), (&row["people"], &row["people"]));
        assert_eq!(row["decorrelated_day"], "null");
    }
}

/// Summed counts of a tally over everybody in one arm, of the pairs that are wanted.
fn counted(rows: &[Row], arm: &str, tally: &str, wanted: impl Fn(i64, i64) -> bool) -> i64 {
    let of = |row: &&Row| row["arm"] == arm && row["tally"] == tally && row["group_kind"] == "all";
    let found = rows.iter().filter(of).filter(|row| wanted(number(row, "a"), number(row, "b")));
    found.map(|row| number(row, "count")).sum()
}

#[test]
fn the_tallies_of_the_whole_city_add_up_to_the_daily_table() {
    let lab = Lab::new();
    lab.write("experiments/small.toml", &SMALL.replace("days = 6", "days = 61"));
    lab.vitropolis("run experiments/small.toml --out run").done();
    let (tallies, daily) = (rows(&lab, "run/what/tallies.parquet"), rows(&lab, "run/what/daily.parquet"));
    let last = |arm: &str, column: &str| {
        let evening = daily.iter().filter(|row| row["group_kind"] == "all" && row["arm"] == arm && row["day"] == "60");
        evening.map(|row| number(row, column)).sum::<i64>()
    };
    for arm in daily.iter().map(|row| row["arm"].clone()).collect::<std::collections::BTreeSet<_>>() {
        let people = last(&arm, "people");
        assert_eq!(counted(&tallies, &arm, "months", |_, _| true), 2 * people, "two whole months of everybody");
        assert_eq!(counted(&tallies, &arm, "proportion", |_, _| true), people);
        assert_eq!(counted(&tallies, &arm, "trust", |_, _| true), people);
        assert_eq!(counted(&tallies, &arm, "approving", |_, _| true), last(&arm, "approving"));
        let refused: i64 = (0..2_000).map(|n| n * counted(&tallies, &arm, "refusals", |a, _| a == n)).sum();
        assert_eq!(refused, summed(&daily, &arm, "refusals"));
        let wronged = counted(&tallies, &arm, "trust", |own, _| own == 2);
        assert_eq!(wronged, summed(&daily, &arm, "newly_erroneous"));
        assert!(counted(&tallies, &arm, "correction", |_, _| true) >= wronged.min(1));
        let score = counted(&tallies, &arm, "score_parts", |part, sum| (part, sum) == (10, 0));
        let parts = counted(&tallies, &arm, "score_parts", |part, sum| part < 10 && sum == 0);
        assert_eq!(parts, score, "the accounts are the score");
        if score != 0 {
            assert_eq!((last(&arm, "score_sum") - score) % people, 0, "all began with the same score");
            assert_eq!(counted(&tallies, &arm, "moves", |_, _| true), 2 * people);
        }
    }
}

#[test]
fn one_false_mark_is_laid_beside_the_twin_on_its_anniversary() {
    let lab = Lab::new();
    let experiment = lab.read("experiments/one-wrong-mark.toml").replace("people = 50_000", "people = 10_000");
    let one_seed = experiment.replace("days = 180", "days = 376").replace("seeds = 4", "seeds = 1");
    lab.write("experiments/long.toml", &one_seed);
    lab.vitropolis("run experiments/long.toml --arms unmarked,marked --out run").done();
    let tallies = rows(&lab, "run/what/tallies.parquet");
    let [then, after] =
        [0, 1].map(|year| [1, 0].map(|below| counted(&tallies, "marked", "trap", |a, b| (a, b) == (year, below))));
    assert_eq!(then.iter().sum::<i64>(), after.iter().sum::<i64>(), "the same people a year later");
    assert!(then[0] > 50 && then[1] < then[0] / 10, "the mark takes points at once: {then:?}");
    assert!(after[0] > then[0] / 2, "and nothing gives them back: {after:?}");
    assert_eq!(counted(&tallies, "unmarked", "trap", |_, _| true), 0);
}
