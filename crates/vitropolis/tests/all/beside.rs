//! Two runs laid beside one another, and what cannot be.

use crate::lab::{Lab, SMALL};

const REGIME: &str = "regimes/beijing-as-reported-2018.toml";

/// A run of three seeds, and one under another regime of the same name.
fn two() -> Lab {
    let lab = Lab::new();
    lab.write("experiments/small.toml", &SMALL.replace("seeds = 1", "seeds = 3"));
    lab.vitropolis("run experiments/small.toml --days 4 --out a").done();
    let regime = lab.read(REGIME);
    lab.write(REGIME, &regime.replacen("traffic-offence = { value = -10", "traffic-offence = { value = -20", 1));
    lab.vitropolis("run experiments/small.toml --days 4 --out b").done();
    lab
}

#[test]
fn a_run_beside_itself_differs_in_nothing_and_says_what_the_run_said() {
    let lab = two();
    let object = lab.vitropolis("compare a a --json").done().object();
    let summary: serde_json::Value = serde_json::from_str(&lab.read("a/what/summary.json")).expect("JSON");
    let worlds = object["worlds"].as_array().expect("worlds");
    assert_eq!(worlds.len(), 2);
    for (world, arm) in worlds.iter().zip(summary["arms"].as_array().expect("arms")) {
        assert_eq!((&world["a"], &world["b"]), (&arm["name"], &arm["name"]));
        for (line, told) in world["measures"].as_array().unwrap().iter().zip(arm["measures"].as_array().unwrap()) {
            assert_eq!(line["measure"], told["measure"]);
            for key in ["told", "mean", "low", "high", "seeds"] {
                assert_eq!(line["a"][key], told[key], "{}: {key}", line["measure"]);
            }
            assert!(line["paired_difference"]["mean"].as_f64().is_none_or(|difference| difference == 0.0), "{line}");
        }
    }
}

#[test]
fn another_rule_shows_in_the_world_that_has_it_and_in_no_other() {
    let lab = two();
    let object = lab.vitropolis("compare a b --json").done().object();
    let moved = |world: usize| {
        let lines = object["worlds"][world]["measures"].as_array().expect("measures").iter();
        lines.filter(|line| line["paired_difference"]["mean"].as_f64().is_some_and(|mean| mean != 0.0)).count()
    };
    assert!(moved(0) > 0 && moved(1) == 0, "{} and {}", moved(0), moved(1));
    let said = lab.vitropolis("compare a b").done().out;
    let words = ["a scored", "b scored", "b less a", "3 seeds", "synthetic people only"];
    words.iter().for_each(|word| assert!(said.contains(word), "{word}: {said}"));
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn groups_are_laid_beside_one_another_and_small_ones_are_too_few_to_tell() {
    let lab = two();
    let object = lab.vitropolis("compare a b --by residence --json").done().object();
    let groups = object["worlds"][0]["groups"].as_array().expect("groups");
    assert_eq!(groups.iter().map(|group| &group["group"]).collect::<Vec<_>>(), ["local", "migrant"]);
    let all = object["worlds"][0]["measures"].as_array().expect("measures").len();
    assert!(
        groups.iter().all(|group| group["by"] == "residence" && group["measures"].as_array().unwrap().len() == all)
    );
    let said = lab.vitropolis("compare a b --by residence").done().out;
    let words = ["by residence: a scored, b scored", "local  a", "b less a", "too few", "never a sign of fairness"];
    words.iter().for_each(|word| assert!(said.contains(word), "{word}: {said}"));
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    lab.vitropolis("compare a b --by shoe").ends_with(2).complains_of(&["no groups by `shoe`", "residence, income"]);
}

#[test]
fn two_worlds_of_other_names_are_laid_beside_one_another_by_name() {
    let lab = two();
    let object = lab.vitropolis("compare a b --arms scored,plain --json").done().object();
    assert_eq!((&object["worlds"][0]["a"], &object["worlds"][0]["b"]), (&"scored".into(), &"plain".into()));
    assert_eq!((&object["a"]["alone"][0], &object["b"]["alone"][0]), (&"plain".into(), &"scored".into()));
    lab.vitropolis("compare a b --arms scored,nobody").ends_with(2).complains_of(&["`nobody`", "scored, plain"]);
    lab.vitropolis("compare a b --arms scored").ends_with(2).complains_of(&["two names with a comma between"]);
}

#[test]
fn what_cannot_be_compared_is_refused_with_every_reason() {
    let lab = two();
    lab.vitropolis("run experiments/small.toml --days 3 --seed 9 --people 12000 --out other").done();
    let refused = lab.vitropolis("compare a other").ends_with(2);
    refused.complains_of(&[
        "cannot be compared",
        "other numbers of people (10000 and 12000)",
        "other numbers of days (4 and 3)",
        "other seeds (1 2 3 and 9 10 11)",
        "allowed: two runs of one version on the same city, people, days and seeds",
    ]);
    let city = lab.read("cities/beijing.toml");
    assert!(city.contains("name = \"beijing\""), "the city names itself");
    lab.write("cities/beijing.toml", &city.replacen("name = \"beijing\"", "name = \"elsewhere\"", 1));
    lab.vitropolis("run experiments/small.toml --days 4 --out elsewhere").done();
    lab.vitropolis("compare a elsewhere").ends_with(2).complains_of(&["other cities (beijing and elsewhere)"]);
    let measures = lab.read("b/what/seeds.csv");
    lab.write("b/what/seeds.csv", &measures.replacen("# vitropolis = ", "# vitropolis = 9.", 1));
    lab.vitropolis("compare a b").ends_with(2).complains_of(&["other versions made them"]);
}

#[test]
fn worlds_without_a_name_in_common_are_asked_for() {
    let lab = two();
    lab.vitropolis("run experiments/small.toml --days 4 --arms scored --out scored").done();
    lab.vitropolis("run experiments/small.toml --days 4 --arms plain --out plain").done();
    lab.vitropolis("compare scored plain").ends_with(2).complains_of(&["no world is in both", "--arms ONE,OTHER"]);
    lab.vitropolis("compare scored plain --arms scored,plain").done();
}

#[test]
fn a_file_that_was_changed_or_is_no_run_is_told() {
    let lab = two();
    let text = lab.read("b/what/seeds.csv");
    lab.write("b/what/seeds.csv", &format!("{text}rubbish\n"));
    let line = format!("seeds.csv, line {}", text.lines().count() + 1);
    lab.vitropolis("compare a b").ends_with(2).complains_of(&[&line, "vitropolis verify"]);
    lab.vitropolis("compare a experiments").ends_with(2).complains_of(&["is not a run folder"]);
}
