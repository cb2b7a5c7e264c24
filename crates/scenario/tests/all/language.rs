//! The mistakes that a person is most likely to make, one by one.

use crate::broken::mistakes;
use scenario::{Error, explain};
use std::path::Path;

fn only(name: &str) -> Error {
    let errors = mistakes(Path::new(&format!("tests/broken/{name}.toml"))).expect("a mistake");
    assert_eq!(errors.list().len(), 1, "{errors}");
    errors.list()[0].clone()
}

fn at(error: &Error) -> (usize, usize) {
    (error.line, error.column)
}

#[test]
fn a_probability_of_1_4_is_refused_with_what_is_allowed() {
    let error = only("regime-probability");
    assert_eq!(error.file, "tests/broken/regime-probability.toml");
    assert_eq!(at(&error), (5, 15));
    assert_eq!(error.message, "`channel.camera.sensitivity = 1.4` is not a probability");
    assert!(error.allowed.starts_with("a number from 0 to 1"), "{}", error.allowed);
}

#[test]
fn a_wrong_key_is_refused_with_the_nearest_one() {
    let error = only("regime-wrong-key");
    assert_eq!(at(&error), (5, 1));
    assert!(error.allowed.starts_with("did you mean `sensitivity`?"), "{}", error.allowed);
}

#[test]
fn bands_that_overlap_are_refused() {
    let error = only("regime-bands-overlap");
    assert_eq!(at(&error), (5, 9));
    assert!(error.message.contains("overlap"), "{}", error.message);
}

#[test]
fn an_unknown_behaviour_is_refused_where_it_is_named() {
    let error = only("regime-unknown-behaviour");
    assert_eq!(at(&error), (5, 15));
    assert!(error.allowed.starts_with("did you mean `litter`?"), "{}", error.allowed);
}

#[test]
fn an_absent_file_is_refused_where_it_is_asked_for() {
    let error = only("city-absent-catalogue");
    assert_eq!(at(&error), (2, 13));
    assert!(error.message.contains("no such file"), "{}", error.message);
}

#[test]
fn an_absent_experiment_is_refused_by_its_path() {
    let errors = scenario::load_experiment(Path::new("tests/nowhere.toml")).expect_err("absent");
    assert_eq!(errors.list()[0].file, "tests/nowhere.toml");
    assert!(errors.to_string().contains("there is no such file"), "{errors}");
}

#[test]
fn a_file_that_is_no_text_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("experiment.toml");
    std::fs::write(&path, [0xff, 0xfe, 0x00]).expect("written");
    let errors = scenario::load_experiment(&path).expect_err("no text");
    assert!(errors.to_string().contains("not a text"), "{errors}");
}

#[test]
fn a_rate_above_the_ceiling_of_the_city_is_refused() {
    for name in ["regime-false-alarms-above-ceiling", "regime-malicious-tips-above-ceiling"] {
        let error = only(name);
        assert_eq!(error.line, 5);
        assert!(error.message.contains("above the city's ceiling"), "{}", error.message);
        assert!(error.allowed.contains("ceiling."), "{}", error.allowed);
    }
}

#[test]
fn a_mistake_of_an_arm_points_into_the_experiment() {
    let path = "tests/broken/experiment-set-wrong.toml";
    let errors = mistakes(Path::new(path)).expect("mistakes");
    assert!(errors.list().iter().all(|error| error.file == path), "{errors}");
    assert_eq!(errors.list().len(), 4, "{errors}");
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_from_top_to_bottom() {
    let errors = mistakes(Path::new("tests/broken/regime-all-mistakes-at-once.toml")).expect("mistakes");
    let lines: Vec<usize> = errors.list().iter().map(|error| error.line).collect();
    assert_eq!(lines, [5, 6, 7, 10, 13]);
}

#[test]
fn no_table_of_persons_can_be_loaded() {
    for name in ["regime-table-of-persons", "city-table-of-persons", "experiment-table-of-persons"] {
        assert!(only(name).message.contains("no table of persons"), "{name}");
    }
}

#[test]
fn a_city_of_fewer_than_10_000_people_is_refused() {
    let error = only("experiment-too-few-people");
    assert!(error.allowed.contains("from 10,000"), "{}", error.allowed);
}

#[test]
fn one_mistake_in_a_file_that_two_arms_use_is_told_once() {
    assert_eq!(only("experiment-broken-regime").file, "tests/broken/regime-probability.toml");
}

#[test]
fn a_knob_is_explained_by_its_pattern_its_path_or_a_word_that_looks_like_it() {
    let pattern = explain("channel.*.coverage").expect("a knob");
    assert_eq!(Some(pattern), explain("channel.camera.coverage"));
    assert!(explain("gate").expect("a section").starts_with("`gate` is a section. Its names: bank, job-plain"));
    assert!(explain("channel").expect("a section").contains("channel.*.sensitivity"));
    assert!(explain("sensitivty").expect("nearly a knob").contains("channel.*.sensitivity"));
    assert_eq!(explain("xyzzy"), None);
    insta::assert_snapshot!("explain", explain("screening.per_day").expect("a knob"));
}
