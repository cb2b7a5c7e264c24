//! Every word of the page stands in one file a language, and none is lost in either.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn web() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("web")
}

fn words(language: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(web().join(format!("{language}.json"))).expect("a file of words");
    serde_json::from_str(&text).expect("keys and words")
}

/// What stands in braces.
fn gaps(text: &str) -> Vec<&str> {
    let mut gaps: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    gaps.sort_unstable();
    gaps.dedup();
    gaps
}

/// What a knob means is told in English by the schema.
fn is_told_elsewhere(key: &str) -> bool {
    let knob = |row| model::parameters::REGIME.iter().any(|knob| knob.path == row);
    key.strip_prefix("knob.").is_some_and(knob)
}

#[test]
fn every_knob_that_a_form_shows_has_german_words_and_no_word_is_about_a_knob_that_is_gone() {
    let german = words("de");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for regime in experiment::regimes(&root) {
        for knob in experiment::form(&root, &regime).expect("a form") {
            assert!(german.contains_key(&format!("knob.{}", knob.row)), "{}", knob.row);
        }
    }
    let others = ["knob.back", "knob.back.name", "knob.slider", "knob.range"];
    let gone = german
        .keys()
        .find(|key| key.starts_with("knob.") && !others.contains(&key.as_str()) && !is_told_elsewhere(key));
    assert_eq!(gone, None);
}

#[test]
fn both_languages_have_the_same_words_with_the_same_gaps() {
    let (english, mut german) = (words("en"), words("de"));
    german.retain(|key, _| !is_told_elsewhere(key));
    assert_eq!(english.keys().collect::<Vec<_>>(), german.keys().collect::<Vec<_>>());
    for (key, text) in &english {
        assert!(!text.is_empty() && !german[key].is_empty(), "{key}");
        assert_eq!(gaps(text), gaps(&german[key]), "{key}");
    }
}

#[test]
fn every_word_that_a_page_asks_for_is_there() {
    let words = words("en");
    let mut asked = 0;
    for file in std::fs::read_dir(web()).expect("the page").flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap_or_default();
        for mark in ["data-text=\"", "data-label=\"", " t(\"", "(t(\"", "{t(\"", ", t(\"", "[t(\""] {
            for key in text.split(mark).skip(1).filter_map(|rest| rest.split('"').next()) {
                asked += 1;
                assert!(words.contains_key(key), "{}: `{key}`", file.path().display());
            }
        }
    }
    assert!(asked > 150, "{asked}");
}

#[test]
fn every_story_rule_layer_measure_and_refusal_has_its_words() {
    let words = words("de");
    let has = |key: String| assert!(words.contains_key(&key), "{key}");
    for preset in experiment::presets() {
        has(format!("story.{}", preset.key));
        has(format!("story.{}.about", preset.key));
    }
    experiment::anomalies::RULES.iter().for_each(|rule| has(format!("rule.{}.states", rule.key)));
    experiment::cells::LAYERS.iter().for_each(|layer| has(format!("layer.{}.about", layer.key)));
    experiment::stage::PAIRED.iter().for_each(|about| has(format!("measure.{}", about.key)));
    model::parameters::GATES.iter().for_each(|gate| has(format!("gate.{gate}")));
}
