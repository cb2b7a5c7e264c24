//! The shipped city is what was published, and the shipped experiments are what they say.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn drawn_beijing_meets_every_published_margin_within_one_percent() {
    let table = experiment::city(&root().join("cities/beijing.toml"), 100_000, 3, 0, None).expect("the city is drawn");
    assert!(table.margins.len() > 30);
    for margin in &table.margins {
        assert!(margin.error.abs() < 0.01, "{} {}: {:+.4}", margin.dimension, margin.name, margin.error);
    }
    assert_eq!(table.margins.iter().filter(|margin| margin.dimension == "sex").map(|m| m.drawn).sum::<u64>(), 100_000);
}

#[test]
fn drawn_china_meets_every_published_margin_within_one_percent() {
    let china = root().join("cities/china-stylised.toml");
    let table = experiment::city(&china, 1_000_000, 3, 0, None).expect("the country is drawn");
    assert_eq!(table.margins.iter().filter(|margin| margin.dimension == "district").count(), 31);
    for margin in &table.margins {
        assert!(margin.error.abs() < 0.01, "{} {}: {:+.4}", margin.dimension, margin.name, margin.error);
    }
    assert!((table.mean_family_household - 2.62).abs() < 0.02, "{}", table.mean_family_household);
}

#[test]
fn family_households_have_the_published_mean_size() {
    let table = experiment::city(&root().join("cities/beijing.toml"), 100_000, 3, 0, None).expect("the city is drawn");
    assert!((table.mean_family_household - 2.31).abs() < 0.02, "{}", table.mean_family_household);
}

#[test]
fn another_seed_draws_another_city_of_the_same_size() {
    let city = |seed| experiment::city(&root().join("cities/beijing.toml"), 20_000, seed, 1, None).expect("a city");
    assert_eq!(city(1).people, city(2).people);
    assert_eq!(city(1).margins[0].drawn, city(2).margins[0].drawn, "quotas do not hang on the seed");
}

#[test]
fn everything_shipped_is_listed_with_a_title() {
    let files = experiment::list(&root());
    assert!(files.iter().any(|file| file.path.ends_with("experiments/beijing.toml")));
    let untitled: Vec<_> = files.iter().filter(|file| file.title.is_empty()).collect();
    assert!(untitled.iter().all(|file| file.path.ends_with("catalogue-2018.toml")), "{untitled:?}");
}
