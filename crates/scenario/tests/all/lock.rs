//! An experiment, resolved, written and read back.

use model::parameters::{Origin, Value};
use proptest::prelude::*;
use scenario::{Experiment, load_experiment};
use std::path::Path;

fn sound() -> Experiment {
    load_experiment(Path::new("tests/fixtures/experiment.toml")).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn a_lock_read_back_is_the_same_experiment() {
    let experiment = sound();
    let again = Experiment::from_lock(&experiment.lock()).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(experiment, again);
    assert_eq!(experiment.lock(), again.lock());
    assert_eq!(experiment.hash(), again.hash());
}

#[test]
fn a_lock_says_that_its_people_are_synthetic() {
    assert!(sound().lock().starts_with("# synthetic people only\n"));
}

#[test]
fn a_lock_that_was_tampered_with_is_refused() {
    let lock = sound().lock();
    for (old, new) in [
        ("people = 10000", "people = 999"),
        ("[resolved.city]", "[resolved.town]"),
        ("day = 10", "day = \"ten\""),
        ("merged = true", "merged = 1"),
    ] {
        assert!(lock.contains(old), "{old}");
        assert!(Experiment::from_lock(&lock.replace(old, new)).is_err(), "{new}");
    }
}

#[test]
fn a_lock_whose_parts_would_be_one_kind_of_people_is_refused() {
    let text = std::fs::read_to_string("tests/broken/experiment-part-one-stratum.toml").expect("a fixture");
    let whole = "tests/broken/whole.toml";
    let unsaved = [(whole.into(), text.replace("part_people = 10_000\n", ""))].into();
    let whole =
        scenario::load_unsaved_experiment(Path::new(whole), &unsaved).unwrap_or_else(|errors| panic!("{errors}"));
    let in_parts = whole.lock().replacen("\npeople = ", "\npart_people = 10000\npeople = ", 1);
    assert!(Experiment::from_lock(&whole.lock()).is_ok());
    let errors = Experiment::from_lock(&in_parts).expect_err("in parts of one district").to_string();
    assert!(errors.contains("30 % of the people of one district"), "{errors}");
}

#[test]
fn a_regime_takes_over_what_it_does_not_change() {
    let changing = &sound().arms[1].regime;
    assert_eq!(changing.text("name"), Some("child"));
    assert_eq!(changing.real("points.litter"), -7.0);
    assert_eq!(changing.names("channel"), ["camera", "chat", "spot"]);
    assert_eq!(changing.text("extends"), None);
}

#[test]
fn changes_come_by_day_and_each_includes_the_ones_before() {
    let arm = &sound().arms[1];
    let days: Vec<u32> = arm.changes.iter().map(|(day, _)| *day).collect();
    assert_eq!(days, [10, 20]);
    assert!(arm.regime.flag("score.merged") && !arm.regime.flag("score.visible"));
    assert!(!arm.changes[0].1.flag("score.merged") && !arm.changes[1].1.flag("score.merged"));
    assert_eq!(arm.changes[0].1.real("points.litter"), -7.0);
    assert_eq!(arm.changes[1].1.real("points.litter"), -9.0);
    assert_eq!(arm.changes[1].1.texts("informer.behaviours"), ["litter", "critical-message"]);
}

#[test]
fn names_come_in_the_order_of_the_file_and_bands_from_the_lowest_up() {
    let experiment = sound();
    assert_eq!(experiment.city.names("margin.district"), ["north", "south"]);
    assert_eq!(experiment.city.names("camera_density"), ["north", "south"]);
    assert_eq!(experiment.city.names("application").len(), 14);
    assert_eq!(experiment.city.names("margin.age")[7], "70+");
    assert_eq!(experiment.catalogue.names("behaviour"), ["litter", "critical-message"]);
    let regime = &experiment.arms[0].regime;
    assert_eq!(regime.names("band"), ["low", "high"]);
    assert_eq!(regime.names("gate"), ["bank"]);
    assert_eq!(regime.real("points.critical-message"), 0.0);
    assert_eq!(regime.real("face.fmr.group-b"), 1.67e-8);
}

#[test]
fn what_a_file_says_about_a_number_is_kept() {
    let regime = &sound().arms[1].regime;
    let range = Origin { source: None, range: Some((0.1, 0.5)) };
    assert_eq!(regime.origin("channel.camera.sensitivity"), Some(&range));
    assert_eq!(regime.real("channel.camera.sensitivity"), 0.25);
    assert_eq!(regime.origin("channel.chat.sensitivity"), None);
}

#[test]
fn a_regime_hash_tells_regimes_apart_and_not_arms() {
    let experiment = sound();
    let [plain, changing] = experiment.arms.as_slice() else { panic!("two arms") };
    let hash = Experiment::regime_hash(plain);
    assert_eq!(hash.len(), 16);
    assert_ne!(hash, Experiment::regime_hash(changing));
    let mut renamed = plain.clone();
    renamed.name = "other".to_string();
    assert_eq!(hash, Experiment::regime_hash(&renamed));
    let mut unchanging = changing.clone();
    unchanging.changes.clear();
    assert_ne!(Experiment::regime_hash(changing), Experiment::regime_hash(&unchanging));
}

proptest! {
    #[test]
    fn any_words_and_numbers_survive_the_lock(
        title in any::<String>(),
        missing in proptest::collection::vec(any::<String>(), 0..4),
        points in -100_000.0..100_000.0,
        fmr in 0.0..1.0,
        people in 10_000_u64..2_000_000_000,
        seed in 0_u64..9_007_199_254_740_991,
    ) {
        let mut experiment = sound();
        experiment.title = title;
        (experiment.people, experiment.seed) = (people, seed);
        let regime = &mut experiment.arms[0].regime;
        regime.set("missing", Value::Texts(missing));
        regime.set("points.litter", Value::Number(points));
        regime.set("face.fmr.group-a", Value::Number(fmr * 1e-9));
        let again = Experiment::from_lock(&experiment.lock());
        prop_assert_eq!(experiment, again.unwrap_or_else(|errors| panic!("{errors}")));
    }

    #[test]
    fn no_text_makes_the_reader_panic(from in 0.0..1.0, length in 0_usize..200, instead in any::<String>()) {
        let mut lock: Vec<char> = sound().lock().chars().collect();
        let from = (from * lock.len() as f64) as usize;
        let to = (from + length).min(lock.len());
        lock.splice(from..to, instead.chars());
        if let Err(errors) = Experiment::from_lock(&String::from_iter(lock)) {
            prop_assert!(!errors.list().is_empty() && !errors.render(true).is_empty());
        }
    }
}
