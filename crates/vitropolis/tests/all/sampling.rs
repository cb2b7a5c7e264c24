//! What docs/sampling.md says, tried on cities of two sizes: shares and rates are free of size, capacities are written for
//! the nominal city, and the gallery of a face search is never scaled.

use crate::lab::{Lab, SMALL};
use serde_json::Value;

/// A score with appeals, and ordinary law.
fn lab() -> Lab {
    let lab = Lab::new();
    let with_appeal = SMALL.replacen(
        "\n\n[[arm]]\nname = \"plain\"",
        "\nset.\"safeguard.appeal.enabled\" = true\n\n[[arm]]\nname = \"plain\"",
        1,
    );
    lab.write("experiments/small.toml", &with_appeal);
    lab
}

fn value(summary: &Value, measure: &str) -> f64 {
    let lines = summary["arms"][0]["measures"].as_array().expect("measures");
    let line = lines.iter().find(|line| line["measure"] == measure).unwrap_or_else(|| panic!("no {measure}"));
    line["mean"].as_f64().unwrap_or_else(|| panic!("{measure} is not told"))
}

fn lived(lab: &Lab, words: &str, out: &str) -> Value {
    lab.vitropolis(&format!("run experiments/small.toml --days 60 {words} --out {out}")).done();
    serde_json::from_str(&lab.read(&format!("{out}/what/summary.json"))).expect("a summary")
}

#[test]
fn shares_and_rates_are_those_of_a_city_eight_times_as_large() {
    let lab = lab();
    let small = lived(&lab, "--people 10000 --seeds 4", "small");
    let large = lived(&lab, "--people 80000 --seeds 1 --seed 9", "large");
    // Frequent things: what luck does to them in ten thousand people is well under these shares of the figure.
    for (measure, share) in
        [("sanctioned", 0.05), ("marks_own", 0.02), ("offences", 0.02), ("employment", 0.01), ("silence", 0.05)]
    {
        let (here, there) = (value(&small, measure), value(&large, measure));
        println!("{measure}: {here} and {there}");
        assert!((here / there - 1.0).abs() < share, "{measure}: {here} and {there}");
    }
    // Marks of the wrong person come from a gallery that is the same for both.
    let (here, there) = (value(&small, "marks_wrong_person"), value(&large, "marks_wrong_person"));
    println!("marks_wrong_person: {here} and {there}");
    assert!((here / there - 1.0).abs() < 0.15, "wrong persons: {here} and {there}");
}

#[test]
fn capacities_follow_the_nominal_size_and_what_has_no_capacity_does_not() {
    let lab = lab();
    let as_written = lived(&lab, "--seeds 3", "written");
    let city = lab.read("cities/beijing.toml");
    let nominal = city.lines().find(|line| line.starts_with("nominal_people")).expect("a nominal size");
    lab.write("cities/beijing.toml", &city.replace(nominal, "nominal_people = { value = 2_189_310, source = \"census2020\" }"));
    let more_reviewers = lived(&lab, "--seeds 3", "more");
    let granted = [&as_written, &more_reviewers].map(|summary| value(summary, "contestability"));
    println!("contestability: {granted:?}");
    assert!(granted[1] > 2.0 * granted[0], "ten times the reviewers for the same people: {granted:?}");
    for measure in ["offences", "marks_wrong_person"] {
        let (here, there) = (value(&as_written, measure), value(&more_reviewers, measure));
        println!("{measure}: {here} and {there}");
        assert!((here / there - 1.0).abs() < 0.02, "{measure}: {here} and {there}");
    }
}
