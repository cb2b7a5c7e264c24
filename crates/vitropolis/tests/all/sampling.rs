//! What docs/sampling.md says, tried on cities of two sizes: shares and rates are free of size, capacities are scaled with
//! the people drawn, and the gallery of a face search is not.

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
fn a_capacity_serves_as_many_of_a_hundred_people_in_a_small_city_as_in_a_large_one() {
    let lab = lab();
    let with = |reviewers: &str| {
        let text = lab.read("experiments/small.toml");
        let appeal = "set.\"safeguard.appeal.enabled\" = true";
        lab.write("experiments/reviewed.toml", &text.replace(appeal, &format!("{appeal}\n{reviewers}")));
    };
    let granted = |words: &str, out: &str| {
        lab.vitropolis(&format!("run experiments/reviewed.toml --days 60 {words} --out {out}")).done();
        let summary = serde_json::from_str(&lab.read(&format!("{out}/what/summary.json"))).expect("a summary");
        value(&summary, "contestability")
    };
    with("set.\"appeal.reviewers\" = 20_000");
    let (small, large) =
        (granted("--people 10000 --seeds 4", "small"), granted("--people 80000 --seeds 1 --seed 9", "large"));
    println!("contestability: {small} and {large}");
    assert!((small / large - 1.0).abs() < 0.15, "{small} and {large}");
    with("set.\"appeal.reviewers\" = 2_000");
    let fewer = granted("--people 10000 --seeds 4", "fewer");
    println!("with a tenth of the reviewers: {fewer}");
    assert!(fewer < 0.5 * small, "it is the capacity that decides: {fewer} and {small}");
}
