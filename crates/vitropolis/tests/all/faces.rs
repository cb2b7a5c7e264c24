//! What a face search does to innocent people, from rates and counts: `facecalc`.

use crate::lab::{Lab, SYNTHETIC};

const CITY: &str = "facecalc identify --gallery 2.2e7 --fmr 1e-6 --tpir 0.89 --searches 1e6";
const LIST: &str = "facecalc watchlist --gallery 10_000 --fmr 1.67e-8 --tpir 0.89 --faces 3e6 --prevalence 1e-4";

#[test]
fn a_whole_city_gives_22_false_candidates_a_search_under_both_rules() {
    let lab = Lab::new();
    let object = lab.vitropolis(&format!("{CITY} --json")).done().object();
    let number = |key: &str| object[key].as_f64().unwrap_or_else(|| panic!("{key}: {object}"));
    assert!((number("false_candidates_per_search") - 22.0).abs() < 1e-9);
    assert!(number("fpir") > 0.999_999);
    assert!((number("false_alerts") - 110_000.0).abs() < 1.0, "only a lost mate, if the mate always outranks");
    assert!((number("ppv") - 0.89).abs() < 1e-6);
    assert!((0.004..0.006).contains(&number("innocent_people_alerted_share")));
    assert_eq!((&object["rules"][0]["outranks"], &object["rules"][1]["outranks"]), (&1.0.into(), &0.5.into()));
    assert!(object["rules"][1]["ppv"].as_f64().expect("a share") < 1e-4);
    assert!(object["synthetic"].as_str().expect("a mark").contains(SYNTHETIC));
}

#[test]
fn a_watchlist_of_10_000_stops_one_innocent_person_in_6_000() {
    let lab = Lab::new();
    let object = lab.vitropolis(&format!("{LIST} --json")).done().object();
    let number = |key: &str| object[key].as_f64().unwrap_or_else(|| panic!("{key}: {object}"));
    assert!((number("innocent_people_alerted_share") * 6_000.0 - 1.0).abs() < 0.01);
    assert!((number("false_alerts") - 501.0).abs() < 1.0);
    assert!((number("ppv") - 0.3477).abs() < 1e-3);
    assert!((number("false_candidates_per_search") - 1.67e-4).abs() < 1e-9);
    assert!(object["synthetic"].as_str().expect("a mark").contains(SYNTHETIC));
}

#[test]
fn the_words_fit_80_columns_and_say_what_is_extrapolated() {
    let lab = Lab::new();
    for words in [CITY, LIST] {
        let said = lab.vitropolis(words).done().out;
        let wide: Vec<&str> = said.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        for part in [SYNTHETIC, "our extrapolation", "per alert", "per innocent person"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}

#[test]
fn the_same_seed_says_the_same_and_one_rule_may_be_asked_for() {
    let lab = Lab::new();
    let one = lab.vitropolis(&format!("{CITY} --outranks 0.9 --seed 7 --json")).done();
    assert_eq!(one.out, lab.vitropolis(&format!("{CITY} --outranks 0.9 --seed 7 --json")).done().out);
    assert_eq!(one.object()["rules"].as_array().map(Vec::len), Some(1));
}

#[test]
fn rates_that_are_none_are_told_with_what_is_allowed() {
    let lab = Lab::new();
    for (words, from, to, allowed) in [
        (CITY, "1e-6", "1.4", "from 0 to 1"),
        (CITY, "1e-6", "0.5", "gallery × fmr"),
        (CITY, "1e-6", "nan", "from 0 to 1"),
        (CITY, "2.2e7", "0", "from 1 to"),
        (CITY, "0.89", "89", "from 0 to 1"),
        (CITY, "--searches 1e6", "--searches 0", "from 1 to"),
        (LIST, "1e-4", "1.5", "from 0 to 1"),
        (LIST, "3e6", "3.5", "whole number"),
        (LIST, "3e6", "0", "from 1 to"),
    ] {
        let answer = lab.vitropolis(&words.replacen(from, to, 1)).ends_with(2);
        assert_eq!(answer.out, "");
        answer.complains_of(&[allowed]);
    }
    lab.vitropolis("facecalc identify --photo me.jpg").ends_with(2).complains_of(&["unexpected argument"]);
}

#[test]
fn without_an_alert_nothing_is_told_of_alerts() {
    let words = "facecalc watchlist --gallery 10 --fmr 0 --tpir 0 --faces 1 --prevalence 0";
    let lab = Lab::new();
    let told = lab.vitropolis(words).done().out;
    assert!(told.contains("there are no alerts") && told.contains("drawn: none of the alerts right"), "{told}");
    let object = lab.vitropolis(&format!("{words} --json")).done().object();
    assert!(object["ppv"].is_null() && object["drawn_ppv"]["mean"].is_null(), "{object}");
}
