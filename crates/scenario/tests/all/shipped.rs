//! The files that ship with the laboratory.

use model::parameters::{Origin, Settings, Value};
use scenario::{Arm, Experiment, load_city, load_experiment};
use std::path::{Path, PathBuf};

fn shipped(folder: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(Path::new("../..").join(folder)).expect("the folder ships");
    files.map(|file| file.expect("readable").path()).collect()
}

fn main_experiment() -> Experiment {
    load_experiment(Path::new("../../experiments/beijing.toml")).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn every_shipped_experiment_loads_and_survives_its_lock() {
    for path in shipped("experiments") {
        let experiment = load_experiment(&path).unwrap_or_else(|errors| panic!("{errors}"));
        let again = Experiment::from_lock(&experiment.lock()).unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(experiment, again, "{}", path.display());
    }
}

#[test]
fn every_shipped_regime_is_tried_in_an_experiment() {
    let texts = shipped("experiments").into_iter().map(|path| std::fs::read_to_string(path).expect("readable"));
    let texts: String = texts.collect();
    for path in shipped("regimes") {
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(texts.contains(&format!("../regimes/{file}\"")), "no experiment tries {file}");
    }
}

#[test]
fn the_main_experiment_compares_the_five_worlds() {
    let experiment = main_experiment();
    let arms: Vec<&str> = experiment.arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(arms, ["as-reported", "unmerged", "without-cameras", "with-appeal", "ordinary-law"]);
    assert_eq!(experiment.reference, "ordinary-law");
    assert_eq!((experiment.people, experiment.days, experiment.seeds), (200_000, 365, 4));
    assert!(!experiment.arms[1].regime.flag("score.merged"));
    assert_eq!(experiment.arms[2].regime.real("camera.reach"), 0.0);
    assert!(experiment.arms[3].regime.flag("appeal.suspensive"));
    assert!(!experiment.arms[4].regime.flag("score.enabled"));
}

#[test]
fn the_margins_of_beijing_are_those_of_the_census() {
    let (city, _) = load_city(Path::new("../../cities/beijing.toml")).unwrap_or_else(|errors| panic!("{errors}"));
    let total = |dimension: &str| -> f64 {
        city.names(dimension).iter().map(|name| city.real(&format!("{dimension}.{name}"))).sum()
    };
    assert_eq!(city.names("margin.district").len(), 16);
    assert_eq!(total("margin.sex"), 21_893_095.0);
    assert_eq!(total("margin.residence"), 21_893_095.0);
    assert_eq!(total("margin.appearance"), 21_893_095.0);
    assert_eq!(total("margin.district"), 21_893_000.0);
    assert_eq!(total("margin.age"), 21_892_000.0);
}

#[test]
fn the_provinces_of_china_and_its_ages_are_the_same_people() {
    let (city, _) =
        load_city(Path::new("../../cities/china-stylised.toml")).unwrap_or_else(|errors| panic!("{errors}"));
    let total = |dimension: &str| -> f64 {
        city.names(dimension).iter().map(|name| city.real(&format!("{dimension}.{name}"))).sum()
    };
    assert_eq!(city.names("margin.district").len(), 31);
    for dimension in ["margin.district", "margin.age", "margin.residence", "margin.appearance"] {
        assert_eq!(total(dimension), 1_409_778_724.0, "{dimension}");
    }
    assert_eq!(total("margin.sex"), 1_411_778_724.0, "with two million servicemen, who are in no province");
    assert!(city.flag("stylised") && city.text("source").is_some() && !city.texts("missing").is_empty());
}

#[test]
fn cameras_are_spread_over_the_city_with_a_mean_of_one() {
    let (city, _) = load_city(Path::new("../../cities/beijing.toml")).unwrap_or_else(|errors| panic!("{errors}"));
    let people = |district: &String| city.real(&format!("margin.district.{district}"));
    let districts = city.names("margin.district").iter();
    let weighted: f64 = districts.map(|name| people(name) * city.real(&format!("camera_density.{name}"))).sum();
    assert!((weighted / 21_893_000.0 - 1.0).abs() < 0.01, "{weighted}");
}

#[test]
fn the_acts_of_the_catalogue_come_about_forty_times_a_year() {
    let catalogue = main_experiment().catalogue;
    assert_eq!(catalogue.names("behaviour").len(), 18);
    let acts = catalogue.names("behaviour").iter();
    let sum: f64 = acts.map(|act| catalogue.real(&format!("behaviour.{act}.per_year"))).sum();
    assert!((35.0..=45.0).contains(&sum), "{sum}");
}

/// The boundary: what carries a real name is marked, with source, date and what is missing.
#[test]
fn every_shipped_regime_and_city_says_that_it_is_stylised_and_what_is_missing() {
    let (city, _) = load_city(Path::new("../../cities/beijing.toml")).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(city.flag("stylised") && city.text("source").is_some() && !city.texts("missing").is_empty());
    let experiments = shipped("experiments");
    let arms = experiments.iter().flat_map(|path| load_experiment(path).unwrap_or_else(|e| panic!("{e}")).arms);
    for Arm { name, regime, .. } in arms {
        assert!(regime.flag("stylised"), "{name}");
        assert!(regime.text("source").is_some() && regime.text("date").is_some(), "{name}");
        assert!(!regime.texts("missing").is_empty(), "{name}");
    }
}

#[test]
fn no_points_and_no_rate_of_an_act_are_presented_as_a_fact() {
    let experiment = main_experiment();
    let stylised = |settings: &Settings, path: &str| {
        let origin = settings.origin(path).unwrap_or_else(|| panic!("`{path}` has no range"));
        assert!(matches!(origin, Origin { source: None, range: Some(_) }), "{path}");
    };
    for act in experiment.catalogue.names("behaviour") {
        stylised(&experiment.arms[0].regime, &format!("points.{act}"));
        stylised(&experiment.catalogue, &format!("behaviour.{act}.per_year"));
    }
}

#[test]
fn the_ordinary_law_sees_with_the_same_eyes_as_the_scored_world() {
    let arms = main_experiment().arms;
    let (scored, ordinary) = (&arms[0].regime, &arms[4].regime);
    for channel in ordinary.names("channel") {
        for key in ["kind", "coverage", "sensitivity", "wrong_file", "fines", "false_alarms_per_year"] {
            let path = format!("channel.{channel}.{key}");
            assert_eq!(scored.get(&path), ordinary.get(&path), "{path}");
        }
        assert_eq!(ordinary.get(&format!("channel.{channel}.fines")), Some(&Value::Flag(true)));
    }
}

#[test]
fn every_shipped_file_opens_with_the_schema_that_it_follows() {
    for folder in ["cities", "regimes", "experiments"] {
        for path in shipped(folder) {
            let text = std::fs::read_to_string(&path).expect("readable");
            let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
            let schema = schema.unwrap_or_else(|| panic!("{} names no schema", path.display()));
            assert!(path.parent().expect("a folder").join(schema).exists(), "{}", path.display());
            assert!(text.to_lowercase().contains("synthetic people only"), "{}", path.display());
        }
    }
}
