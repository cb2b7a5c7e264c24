//! Safeguards: declared in a regime, switched by it, by an arm, or one by one.

use crate::broken::sound_city;
use model::parameters::{Origin, Settings, Value};
use scenario::{Errors, Experiment, load_experiment, load_regime, safeguards};
use std::collections::BTreeSet;
use std::path::Path;

const DECLARED: &str = r#"
[safeguard.appeal]
title = "a mark can be contested"
kind = "appeal"
enabled = true
set."appeal.enabled" = true
set.appeal.reviewers = { value = 900, low = 200, high = 5_000 }

[safeguard.open-bank]
kind = "removal of a gate"
set."gate.bank.refuse_up_to" = "none"
set."points.litter" = -2

[safeguard.softer]
kind = "cap"
set."points.litter" = -1
"#;

/// An experiment whose regime declares these safeguards, with what its one arm sets.
fn experiment(safeguards: &str, arm: &str) -> Result<Experiment, Errors> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).expect("written");
    let read = |name: &str| std::fs::read_to_string(Path::new("tests/fixtures").join(name)).expect("a fixture");
    write("city.toml", read("city.toml").replace("../fixtures/", ""));
    write("catalogue.toml", read("catalogue.toml"));
    write("regime.toml", read("regime.toml") + safeguards);
    write(
        "experiment.toml",
        format!(
            "name = \"test\"\ncity = \"city.toml\"\npeople = 10_000\ndays = 30\nreference = \"arm\"\n\n\
             [[arm]]\nname = \"arm\"\nregime = \"regime.toml\"\n{arm}\n"
        ),
    );
    load_experiment(&folder.path().join("experiment.toml"))
}

fn sound(arm: &str) -> Experiment {
    experiment(DECLARED, arm).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The regime of the arm with these safeguards in force and no others.
fn with(experiment: &Experiment, on: &[&str]) -> Result<Settings, Errors> {
    let on = BTreeSet::from_iter(on.iter().map(|name| name.to_string()));
    experiment.with_safeguards(&experiment.arms[0], &on).map(|arm| arm.regime)
}

#[test]
fn what_a_safeguard_in_force_sets_lies_over_the_regime_with_its_origin() {
    let regime = &sound("").arms[0].regime;
    assert!(regime.flag("appeal.enabled"));
    assert_eq!(regime.real("appeal.reviewers"), 900.0);
    let range = Origin { source: None, range: Some((200.0, 5_000.0)) };
    assert_eq!(regime.origin("appeal.reviewers"), Some(&range));
    assert_eq!(regime.text("gate.bank.refuse_up_to"), Some("low"), "not in force");
}

#[test]
fn the_safeguards_of_a_regime_are_listed_in_the_order_of_the_file() {
    let declared = safeguards(&sound("").arms[0].regime);
    let names: Vec<(&str, bool)> = declared.iter().map(|one| (one.name.as_str(), one.enabled)).collect();
    assert_eq!(names, [("appeal", true), ("open-bank", false), ("softer", false)]);
    assert_eq!((declared[0].kind.as_str(), declared[0].title.as_deref()), ("appeal", Some("a mark can be contested")));
    let keys: Vec<&str> = declared[1].sets.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["gate.bank.refuse_up_to", "points.litter"]);
    assert_eq!(declared[1].sets[1].1, Value::Number(-2.0));
}

#[test]
fn an_arm_switches_a_safeguard_and_a_name_can_be_taken_away() {
    let regime = &sound("set.\"safeguard.open-bank.enabled\" = true").arms[0].regime;
    assert_eq!(regime.text("gate.bank.refuse_up_to"), None);
    assert_eq!(regime.real("points.litter"), -2.0);
}

#[test]
fn a_safeguard_can_come_into_force_on_a_day_and_go_out_of_force_again() {
    let change = |day: u32, on: bool| format!("[[arm.change]]\nday = {day}\nset.\"safeguard.softer.enabled\" = {on}\n");
    let arm = sound(&format!("{}{}", change(5, true), change(9, false))).arms.remove(0);
    let points: Vec<f64> = arm.changes.iter().map(|(_, regime)| regime.real("points.litter")).collect();
    assert_eq!((arm.regime.real("points.litter"), points), (-5.0, vec![-1.0, -5.0]));
}

#[test]
fn what_an_arm_sets_itself_lies_over_its_safeguards() {
    let experiment = sound("set.\"appeal.reviewers\" = 7");
    let regime = &experiment.arms[0].regime;
    assert!(regime.flag("appeal.enabled"));
    assert_eq!(regime.real("appeal.reviewers"), 7.0);
    assert_eq!(regime.origin("appeal.reviewers").and_then(|origin| origin.range), None, "not that of the safeguard");
    let without = with(&experiment, &[]).expect("none");
    assert!(!without.flag("appeal.enabled"));
    assert_eq!(without.real("appeal.reviewers"), 7.0);
}

#[test]
fn any_of_an_arms_safeguards_can_be_in_force_and_the_way_back_is_exact() {
    let experiment = sound("");
    let arm = &experiment.arms[0];
    let none = with(&experiment, &[]).expect("none");
    assert!(!none.flag("appeal.enabled"));
    assert_eq!(none.real("appeal.reviewers"), 2_000.0);
    let both = with(&experiment, &["appeal", "open-bank"]).expect("both");
    assert_eq!((both.flag("appeal.enabled"), both.text("gate.bank.refuse_up_to")), (true, None));
    assert_eq!(with(&experiment, &["appeal"]).expect("as declared"), arm.regime);
    let mut other = experiment.clone();
    other.arms[0].regime = both;
    assert_eq!(with(&other, &["appeal"]).expect("as declared"), arm.regime);
    assert_eq!(with(&other, &[]).expect("none"), none);
}

#[test]
fn a_lock_keeps_what_a_safeguard_sets_and_what_holds_without_it() {
    let experiment = sound("set.\"safeguard.open-bank.enabled\" = true");
    let again = Experiment::from_lock(&experiment.lock()).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(experiment == again, "{}", experiment.lock());
    assert_eq!(with(&again, &[]).expect("none").text("gate.bank.refuse_up_to"), Some("low"));
}

#[test]
fn an_unknown_safeguard_cannot_be_in_force() {
    let errors = with(&sound(""), &["apeal"]).expect_err("unknown");
    assert!(errors.to_string().contains("did you mean `appeal`?"), "{errors}");
}

#[test]
fn two_safeguards_that_set_a_key_differently_are_not_in_force_together() {
    let both = "set.\"safeguard.open-bank.enabled\" = true\nset.\"safeguard.softer.enabled\" = true";
    let errors = experiment(DECLARED, both).expect_err("two values");
    assert_eq!(errors.list().len(), 1, "{errors}");
    let told = "the safeguards `open-bank` and `softer` set `points.litter` to different values";
    assert_eq!(errors.list()[0].message, told);
    let errors = with(&sound(""), &["open-bank", "softer"]).expect_err("two values");
    assert_eq!(errors.list()[0].message, told);
}

#[test]
fn a_child_regime_keeps_the_safeguards_of_its_parent() {
    let folder = tempfile::tempdir().expect("a folder");
    let parent = std::fs::read_to_string("tests/fixtures/regime.toml").expect("a fixture") + DECLARED;
    std::fs::write(folder.path().join("parent.toml"), parent).expect("written");
    let child = "name = \"child\"\nextends = \"parent\"\nsafeguard.softer.enabled = true\nscore.kin_share = 0.1\n";
    std::fs::write(folder.path().join("child.toml"), child).expect("written");
    let (city, catalogue) = sound_city();
    let regime = load_regime(&folder.path().join("child.toml"), &city, &catalogue).expect("a sound child");
    assert_eq!((regime.real("points.litter"), regime.flag("appeal.enabled")), (-1.0, true));
}

#[test]
fn the_safeguards_of_the_main_experiment_can_all_be_in_force_each_alone_and_together() {
    let experiment = load_experiment(Path::new("../../experiments/beijing.toml")).expect("it ships");
    let declared = safeguards(&experiment.arms[0].regime);
    assert!(declared.len() >= 5 && declared.iter().all(|one| !one.enabled && !one.sets.is_empty()));
    let names: Vec<&str> = declared.iter().map(|one| one.name.as_str()).collect();
    let all = with(&experiment, &names).unwrap_or_else(|errors| panic!("{errors}"));
    let none = with(&experiment, &[]).expect("none");
    assert!(none == experiment.arms[0].regime);
    for one in &declared {
        let alone = with(&experiment, &[&one.name]).unwrap_or_else(|errors| panic!("{errors}"));
        let changes = |(key, _): &(String, Value)| alone.get(key) != none.get(key);
        assert!(one.sets.iter().any(changes), "`{}` sets what holds anyway", one.name);
        assert!(one.sets.iter().all(|(key, _)| alone.get(key) == all.get(key)), "{}", one.name);
    }
}

#[test]
fn the_worlds_of_the_main_experiment_differ_by_what_its_safeguards_set() {
    let experiment = load_experiment(Path::new("../../experiments/beijing.toml")).expect("it ships");
    let arm = |name: &str| &experiment.arms.iter().find(|arm| arm.name == name).expect("an arm").regime;
    let appeal = arm("with-appeal");
    assert!(appeal.flag("appeal.enabled") && appeal.flag("appeal.suspensive"));
    assert!(!arm("as-reported").flag("appeal.enabled"));
    assert!(arm("as-reported").flag("score.merged") && !arm("unmerged").flag("score.merged"));
}
