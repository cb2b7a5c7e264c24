//! Where two runs first differ: day, stage, column.

use crate::lab::{Answer, Lab, SMALL};

const REGIME: &str = "regimes/beijing-as-reported-2018.toml";

/// Two runs that differ by one text of the regime of `scored`, compared.
fn compared(from: &str, to: &str) -> (Lab, Answer) {
    let lab = Lab::new();
    let regime = lab.read(REGIME);
    assert!(regime.contains(from), "`{from}`");
    lab.vitropolis("run experiments/small.toml --out a").done();
    lab.write(REGIME, &regime.replacen(from, to, 1));
    lab.vitropolis("run experiments/small.toml --out b").done();
    let answer = lab.vitropolis("digest a b --json").ends_with(1);
    (lab, answer)
}

#[track_caller]
fn first_difference(from: &str, to: &str) -> (u64, String, String) {
    let object = compared(from, to).1.object();
    assert_eq!((&object["differs"], &object["arm"], &object["seed"]), (&true.into(), &"scored".into(), &1.into()));
    let text = |key: &str| object[key].as_str().unwrap_or_else(|| panic!("{object}")).to_owned();
    (object["day"].as_u64().expect("a day"), text("stage"), text("column"))
}

#[test]
fn equal_runs_show_no_difference() {
    let lab = Lab::new();
    for out in ["a", "b"] {
        lab.vitropolis(&format!("run experiments/small.toml --days 35 --out {out}")).done();
    }
    let said = lab.vitropolis("digest a b").done().out;
    assert_eq!(said.trim_end(), "no difference: 4 digests agree");
}

#[test]
fn another_number_of_points_shows_first_where_people_weigh_what_may_follow() {
    let found = first_difference("traffic-offence = { value = -10", "traffic-offence = { value = -11");
    assert_eq!(found, (0, "conduct".into(), "counts".into()));
}

#[test]
fn another_start_shows_before_anything_has_happened() {
    let (day, stage, column) = first_difference("start = 1000", "start = 1001");
    assert_eq!((day, stage.as_str(), column.as_str()), (0, "rules change", "score"));
}

#[test]
fn another_coverage_shows_first_where_people_weigh_the_risk() {
    let (from, to) = (
        "{ value = 0.3, low = 0.1, high = 0.6 }\nsensitivity = { value = 0.2, low",
        "0.9\nsensitivity = { value = 0.2, low",
    );
    assert_eq!(first_difference(from, to).1, "conduct");
}

#[test]
fn the_first_difference_is_told_in_words_that_a_person_reads() {
    let (lab, _) = compared("hold_down_days = { value = 60, low = 14", "hold_down_days = { value = 1, low = 1");
    let said = lab.vitropolis("digest a b").ends_with(1);
    assert_eq!(said.err, "");
    let words = ["first difference: seed 1, arm scored, day ", "after `scoring`", "column `stands`"];
    words.iter().for_each(|word| assert!(said.out.contains(word), "{}", said.out));
}

#[test]
fn a_recorded_digest_that_was_changed_is_only_recorded() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --out a").done();
    lab.vitropolis("run experiments/small.toml --out b").done();
    let text = lab.read("b/what/digests.csv");
    let digest = text.lines().last().and_then(|line| line.rsplit(',').next()).expect("a digest");
    lab.write("b/what/digests.csv", &text.replace(digest, &"0".repeat(digest.len())));
    let said = lab.vitropolis("digest a b").ends_with(1);
    assert!(said.out.contains("recorded digests differ") && said.out.contains("a file was changed"), "{}", said.out);
    assert_eq!(lab.vitropolis("digest a b --json").ends_with(1).object()["lived_again"], "same");
}

#[test]
fn a_row_that_is_no_row_is_told_with_its_line() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 1 --out a").done();
    let text = lab.read("a/what/digests.csv");
    lab.write("a/what/digests.csv", &format!("{text}rubbish\n"));
    let line = format!("digests.csv, line {}", text.lines().count() + 1);
    lab.vitropolis("digest a a").ends_with(2).complains_of(&[&line, "rubbish", "seed,arm,day,digest"]);
}

#[test]
fn rows_that_only_one_run_has_are_told() {
    let lab = Lab::new();
    lab.write("experiments/small.toml", &SMALL.replace("seeds = 1", "seeds = 2"));
    lab.vitropolis("run experiments/small.toml --days 2 --out both").done();
    lab.vitropolis("run experiments/small.toml --days 2 --arms scored --out one").done();
    lab.vitropolis("run experiments/small.toml --days 3 --out longer").done();
    let said = lab.vitropolis("digest both one").done().out;
    assert!(said.contains("no difference: 2 digests agree") && said.contains("2 are in one run only"), "{said}");
    lab.vitropolis("digest both longer").ends_with(2).complains_of(&["share no seed, arm and day", "allowed"]);
}
