//! The files that a person starts from are sound, with what is switched off in them, too.

use scenario::{load_city, load_experiment, load_regime, starting_experiment, starting_regime, write_new};
use std::path::Path;

fn regime() -> String {
    let (_, catalogue) = load_city(Path::new("../../cities/beijing.toml")).expect("it ships");
    starting_regime(Some(Path::new("somewhere/My first_policy.toml")), &catalogue)
}

/// Every line with a key that is not in force, put in force.
fn with_everything(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix('#') {
        Some(rest)
            if !line.starts_with("#:") && rest.starts_with(|letter: char| letter.is_alphabetic() || letter == '[') =>
        {
            rest
        }
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A laboratory of one's own: cities, and a regime and an experiment to start from.
fn laboratory(change: fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["cities", "regimes", "experiments"] {
        std::fs::create_dir(folder.path().join(part)).expect("a folder");
    }
    for file in ["beijing.toml", "catalogue-2018.toml"] {
        std::fs::copy(Path::new("../../cities").join(file), folder.path().join("cities").join(file)).expect("copied");
    }
    let at = |name: &str| folder.path().join(name);
    write_new(&at("regimes/mine.toml"), &change(&regime())).expect("new");
    std::fs::copy("../../regimes/ordinary-law.toml", at("regimes/ordinary-law.toml")).expect("copied");
    let (city, catalogue) = load_city(&at("cities/beijing.toml")).expect("it ships");
    let regime = load_regime(&at("regimes/mine.toml"), &city, &catalogue).unwrap_or_else(|errors| panic!("{errors}"));
    let file = at("experiments/mine.toml");
    let experiment = starting_experiment(Some(&file), &at("cities/beijing.toml"), &at("regimes/mine.toml"), &regime);
    write_new(&at("experiments/mine.toml"), &change(&experiment)).expect("new");
    folder
}

#[test]
fn what_one_starts_from_is_sound_as_it_is_and_with_everything_in_force() {
    for change in [str::to_string, with_everything] {
        let folder = laboratory(change);
        let experiment =
            load_experiment(&folder.path().join("experiments/mine.toml")).unwrap_or_else(|errors| panic!("{errors}"));
        let arms: Vec<&str> = experiment.arms.iter().map(|arm| arm.name.as_str()).collect();
        assert_eq!(arms, ["ordinary-law", "as-written", "with-appeal", "with-expiry"]);
        assert_eq!((experiment.name.as_str(), experiment.reference.as_str()), ("mine", "ordinary-law"));
        assert!(experiment.arms[2].regime.flag("appeal.enabled") && !experiment.arms[1].regime.flag("appeal.enabled"));
    }
}

#[test]
fn a_regime_to_start_from_tells_each_key_once_and_names_every_act_of_the_catalogue() {
    let text = regime();
    assert!(text.starts_with("#:schema ") && text.contains("name = \"my-first-policy\""));
    assert_eq!(text.matches("how a refusal").count() + text.matches("lowest score of the band").count(), 1);
    assert!(text.contains("\ntraffic-offence = 0 # offence, traffic"));
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    insta::assert_snapshot!("starting-regime", text);
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("regime.toml");
    write_new(&path, "first").expect("new");
    assert!(write_new(&path, "second").expect_err("it exists").to_string().contains("exists"));
    assert_eq!(std::fs::read_to_string(&path).expect("readable"), "first");
    assert!(write_new(&folder.path().join("nowhere/regime.toml"), "third").is_err());
}
