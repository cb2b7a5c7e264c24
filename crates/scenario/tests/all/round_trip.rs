//! Any regime that can be written is the same regime after it was read, printed and read again.

use crate::broken::sound_city;
use model::parameters::{GATES, Kind, Knob, REGIME, Settings};
use proptest::prelude::*;
use proptest::sample::Index;
use scenario::{Experiment, load_experiment, load_regime};
use std::collections::BTreeMap;
use std::path::Path;

/// Keys that are checked against one another: these stand in every regime below, with values that agree.
const AGREED: &str = "score.minimum = -10\nscore.start = 0\nscore.maximum = 90\n\
                      band.up.floor = 40\nband.down.floor = -10\nband.mid.floor = 7.5\n";
const BANDS: [&str; 3] = ["up", "down", "mid"];
const NAMES: [&str; 4] = ["z", "a-2", "9", "on-the-corner-of-a-street-without-a-name"];

/// Where a knob is turned, and to what.
#[derive(Clone, Debug)]
struct Turn {
    knob: Index,
    name: Index,
    /// From 0 to 1, from the least to the most that the knob allows.
    share: f64,
    words: Vec<String>,
    word: Index,
    /// How the number's origin is given: not at all, by a source, by a range, by both.
    origin: usize,
    /// Whether a safeguard sets it instead of the regime.
    by_safeguard: bool,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let words = proptest::collection::vec(any::<String>(), 1..4);
    let turn = (any::<Index>(), any::<Index>(), 0.0..=1.0, words, any::<Index>(), 0_usize..4, any::<bool>());
    let turn = turn.prop_map(|(knob, name, share, words, word, origin, by_safeguard)| Turn {
        knob,
        name,
        share,
        words,
        word,
        origin,
        by_safeguard,
    });
    proptest::collection::vec(turn, 0..60)
}

fn free(knob: &&Knob) -> bool {
    let agreed = ["score.minimum", "score.start", "score.maximum", "band.*.floor", "extends", "safeguard.*.set.*"];
    let bounded = ["channel.*.false_alarms_per_year", "informer.malicious_tips_per_year"];
    let agreed = agreed.contains(&knob.path) || knob.path.starts_with("inject.");
    let alarm = knob.path.starts_with("alarm.") && knob.path.ends_with("per_year");
    !(agreed || alarm || bounded.contains(&knob.path))
}

/// The names that a section may have here.
fn names(section: &str, city: &(Settings, Settings)) -> Vec<String> {
    match section {
        "band" => BANDS.map(str::to_string).to_vec(),
        "gate" => GATES.iter().map(|gate| gate.to_string()).collect(),
        "points" => city.1.names("behaviour").to_vec(),
        "face.fmr" | "face.probe" | "alarm.true_times" | "alarm.false_times" | "selective.appearance" => {
            city.0.names("margin.appearance").to_vec()
        }
        "selective.district" => city.0.names("margin.district").to_vec(),
        "selective.residence" => city.0.names("margin.residence").to_vec(),
        _ => NAMES.map(str::to_string).to_vec(),
    }
}

/// A text as TOML takes it, whatever is in it.
fn quoted(words: &str) -> String {
    let letter = |letter: char| match letter.is_ascii_alphanumeric() {
        true => letter.to_string(),
        false => format!("\\U{:08X}", u32::from(letter)),
    };
    format!("\"{}\"", words.chars().map(letter).collect::<String>())
}

fn number(turn: &Turn, low: f64, high: f64, whole: bool) -> String {
    let rounded = |number: f64| if whole { number.round() } else { number };
    let value = rounded(low + (high - low) * turn.share);
    let source = format!("source = {}", quoted(&format!("k{}", turn.words[0])));
    let range = format!("low = {}, high = {}", rounded(low.min(value)), rounded(high.max(value)));
    match turn.origin {
        0 => value.to_string(),
        1 => format!("{{ value = {value}, {source} }}"),
        2 => format!("{{ value = {value}, {range} }}"),
        _ => format!("{{ {range}, {source}, value = {value} }}"),
    }
}

fn value(knob: &Knob, turn: &Turn, city: &(Settings, Settings)) -> String {
    let acts = city.1.names("behaviour");
    let clearable = knob.default.is_none() && !knob.required;
    match knob.kind {
        Kind::Probability => number(turn, 0.0, 1.0, false),
        Kind::Number(low, high) => number(turn, low, high, false),
        Kind::Count(low, high) => number(turn, low, high, true),
        Kind::Flag => (turn.share < 0.5).to_string(),
        Kind::Text => quoted(&turn.words[0]),
        Kind::Texts => format!("[{}]", turn.words.iter().map(|words| quoted(words)).collect::<Vec<_>>().join(", ")),
        Kind::Names(_) if turn.share < 0.3 => "[\"all\"]".to_string(),
        Kind::Names(_) => format!("[{}]", quoted(&acts[turn.word.index(acts.len())])),
        Kind::Choice(_) | Kind::Name(_) if clearable && turn.share < 0.2 => "\"none\"".to_string(),
        Kind::Choice(choices) => quoted(choices[turn.word.index(choices.len())]),
        Kind::Name("band") => quoted(BANDS[turn.word.index(BANDS.len())]),
        Kind::Name(_) => quoted(&acts[turn.word.index(acts.len())]),
    }
}

/// A regime in which these knobs are turned; what a name must say besides is said.
fn written(turns: &[Turn], city: &(Settings, Settings)) -> String {
    let knobs: Vec<&Knob> = REGIME.iter().filter(free).collect();
    let mut lines: Vec<(String, String)> = vec![("name".to_string(), "\"any\"".to_string())];
    let mut set: BTreeMap<String, String> = BTreeMap::new();
    let mut guarded = Vec::new();
    for turn in turns {
        let knob = knobs[turn.knob.index(knobs.len())];
        let path = match knob.path.split_once(".*") {
            Some((section, rest)) => {
                let names = names(section, city);
                let name = &names[turn.name.index(names.len())];
                let required =
                    REGIME.iter().filter(|knob| knob.required && knob.path.starts_with(&format!("{section}.*")));
                for knob in required.filter(free) {
                    lines.push((knob.path.replacen('*', name, 1), value(knob, turn, city)));
                }
                format!("{section}.{name}{rest}")
            }
            None => knob.path.to_string(),
        };
        let declared = knob.path.starts_with("safeguard.") || knob.path == "name";
        if turn.by_safeguard && !declared {
            let guard = NAMES[turn.word.index(NAMES.len())];
            guarded.push((guard, path.clone()));
            set.entry(path).or_insert_with(|| value(knob, turn, city));
        } else {
            lines.push((path, value(knob, turn, city)));
        }
    }
    // A key of one safeguard only: two that disagree are another test's.
    for (path, value) in set {
        let (guard, _) = guarded.iter().find(|(_, other)| *other == path).expect("it was set by one");
        lines.push((format!("safeguard.{guard}.kind"), "\"cap\"".to_string()));
        lines.push((format!("safeguard.{guard}.set.{path}"), value));
    }
    let mut said = Vec::new();
    lines.retain(|(path, _)| {
        !said.contains(path) && {
            said.push(path.clone());
            true
        }
    });
    lines.iter().map(|(path, value)| format!("{path} = {value}\n")).collect::<String>() + AGREED
}

fn read(text: &str, city: &(Settings, Settings)) -> Settings {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("any.toml");
    std::fs::write(&path, text).expect("written");
    load_regime(&path, &city.0, &city.1).unwrap_or_else(|errors| panic!("{errors}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_regime_read_printed_and_read_again_is_the_same(turns in turns()) {
        let city = sound_city();
        let regime = read(&written(&turns, &city), &city);
        let mut experiment = load_experiment(Path::new("tests/fixtures/experiment.toml")).expect("a sound experiment");
        experiment.arms.truncate(1);
        experiment.arms[0].regime = regime;
        let printed = experiment.lock();
        let again = Experiment::from_lock(&printed).unwrap_or_else(|errors| panic!("{errors}"));
        prop_assert!(experiment == again, "{}", printed);
        prop_assert!(printed == again.lock());
    }
}
