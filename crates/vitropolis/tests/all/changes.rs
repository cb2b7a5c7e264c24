//! A regime that changes on a date: before that day nothing is different, from then on the new rules hold.

use crate::lab::{Lab, SMALL};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::collections::BTreeMap;
use std::fs::File;

/// The rows of one arm of a table, by day, each as words without the name of the arm.
fn rows_by_day(lab: &Lab, table: &str, arm: &str) -> BTreeMap<u64, Vec<String>> {
    let file = File::open(lab.at(table)).expect("a table");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    let mut days: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for row in reader.get_row_iter(None).expect("rows") {
        let row = row.expect("a row");
        let fields: BTreeMap<String, String> =
            row.get_column_iter().map(|(name, field)| (name.clone(), field.to_string())).collect();
        if fields["arm"].trim_matches('"') == arm {
            let rest = fields.iter().filter(|(name, _)| *name != "arm").map(|(name, value)| format!("{name}={value}"));
            days.entry(fields["day"].parse().expect("a day")).or_default().push(rest.collect::<Vec<_>>().join(" "));
        }
    }
    days
}

/// Days on which two arms of the run `run` have the same rows in `daily.parquet`.
fn days_alike(lab: &Lab, one: &str, other: &str) -> Vec<u64> {
    let table = "run/what/daily.parquet";
    let (one, other) = (rows_by_day(lab, table, one), rows_by_day(lab, table, other));
    assert!(one.len() == other.len() && !one.is_empty());
    one.iter().filter(|(day, rows)| other[day] == **rows).map(|(day, _)| *day).collect()
}

#[test]
fn a_score_that_is_switched_on_changes_nothing_before_its_day() {
    let lab = Lab::new();
    let regime = "regime = \"../regimes/beijing-as-reported-2018.toml\"\nset.\"score.enabled\" = false\n";
    let switched = "[[arm.change]]\nday = 10\nset.\"score.enabled\" = true\n";
    let arms = format!("\n[[arm]]\nname = \"off\"\n{regime}\n[[arm]]\nname = \"switched\"\n{regime}\n{switched}");
    lab.write("experiments/small.toml", &(SMALL.replace("days = 6", "days = 14") + &arms));
    lab.vitropolis("run experiments/small.toml --arms off,switched --out run").done();
    let alike = days_alike(&lab, "off", "switched");
    assert!(alike.starts_with(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), "{alike:?}");
    assert!(!alike.contains(&13), "points are taken by now: {alike:?}");
    let bands = rows_by_day(&lab, "run/what/bands.parquet", "switched");
    assert!(bands.keys().all(|day| *day >= 10), "no band before there is a score: {:?}", bands.keys());
}

#[test]
fn other_points_from_a_day_on_change_nothing_before_it() {
    let lab = Lab::new();
    let arm = "\n[[arm]]\nname = \"changed\"\nregime = \"../regimes/beijing-as-reported-2018.toml\"\n\n\
               [[arm.change]]\nday = 4\nset.\"points.traffic-offence\" = -20\n";
    lab.write("experiments/small.toml", &(SMALL.to_owned() + arm));
    lab.vitropolis("run experiments/small.toml --arms scored,changed --out run").done();
    let alike = days_alike(&lab, "scored", "changed");
    assert_eq!(alike[..4], [0, 1, 2, 3]);
    assert!(!alike.contains(&4), "the city has traffic offences every day: {alike:?}");
}

#[test]
fn the_first_difference_to_an_unchanged_run_is_on_the_day_of_the_change() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --arms scored --out unchanged").done();
    let change = "beijing-as-reported-2018.toml\"\n\n[[arm.change]]\nday = 3\nset.\"points.traffic-offence\" = -20\n";
    lab.write("experiments/small.toml", &SMALL.replace("beijing-as-reported-2018.toml\"\n", change));
    lab.vitropolis("run experiments/small.toml --arms scored --out changed").done();
    let found = lab.vitropolis("digest unchanged changed --json").ends_with(1).object();
    assert_eq!((&found["day"], &found["stage"]), (&3.into(), &"conduct".into()), "{found}");
}
