//! One synthetic life, as the program shows it.

use crate::lab::{Lab, SMALL, SYNTHETIC};

#[test]
fn the_same_number_shows_the_same_life_in_every_world() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --out run").done();
    let first = lab.vitropolis("life run --number 1234").done().out;
    assert_eq!(first, lab.vitropolis("life run --number 1_234 --threads 1").done().out);
    assert!(first.starts_with("SYN-") && first.contains(SYNTHETIC), "{first}");
    assert!(first.contains("\nscored: score ") && first.contains("\nplain: no score"), "{first}");
}

#[test]
fn ids_are_those_of_the_experiment_and_its_seed_alone() {
    let lab = Lab::new();
    let id = |arguments: &str, out: &str| {
        lab.vitropolis(&format!("run experiments/small.toml --days 1 {arguments} --out {out}")).done();
        let life = lab.vitropolis(&format!("life {out} --number 77 --json")).done().object();
        life["id"].as_str().expect("an id").to_owned()
    };
    let (first, again, other) = (id("", "a"), id("--threads 1", "b"), id("--seed 2", "c"));
    assert_eq!(first, again);
    assert_ne!(first, other, "another seed makes other people");
    assert_ne!(first, id("--arms scored", "d"), "another experiment makes other people");
    let letters = first.strip_prefix("SYN-").expect("synthetic");
    assert!(letters.len() == 10 && letters.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()), "{first}");
}

#[test]
fn each_mark_tells_its_hidden_truth() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 20 --out run").done();
    let mut marks = 0;
    for number in [3, 1_000, 2_500, 5_000, 7_500, 9_998, 9_999] {
        let life = lab.vitropolis(&format!("life run --number {number} --json")).done().object();
        assert_eq!(life["number"], number);
        for world in life["worlds"].as_array().expect("worlds") {
            for entry in world["entries"].as_array().expect("entries").iter().filter(|entry| !entry["mark"].is_null()) {
                assert!(entry["truth"].as_str().is_some_and(|truth| !truth.is_empty()), "{entry}");
                marks += 1;
            }
        }
    }
    assert!(marks > 0, "somebody has a mark after 20 days");
}

#[test]
fn a_number_out_of_range_is_told_with_the_range() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 1 --out run").done();
    let said = lab.vitropolis("life run --number 10_000").ends_with(2);
    said.complains_of(&["10000", "a number from 0 to 9999"]);
    lab.vitropolis("life run --number 9_999").done();
    lab.vitropolis("life run --random").done();
}

/// One in two people gets a mark for what nobody did, and every institution refuses nearly every band.
#[test]
fn a_refusal_names_the_marks_behind_it_with_their_truth() {
    let lab = Lab::new();
    let planted = "regimes/beijing-as-reported-2018.toml\"\nset.\"inject.share\" = 0.5\nset.\"inject.day\" = 1\n\
                   set.\"inject.behaviour\" = \"debt-unpaid\"\nset.\"points.debt-unpaid\" = -900\n\
                   set.\"score.hold_down_days\" = 0\n";
    let planted = SMALL.replace("regimes/beijing-as-reported-2018.toml\"\n", planted).replace("days = 6", "days = 30");
    lab.write("experiments/planted.toml", &planted);
    lab.vitropolis("run experiments/planted.toml --out run").done();
    let mut behind = 0;
    for number in 0..8 {
        let life = lab.vitropolis(&format!("life run --number {} --json", number * 1_111)).done().object();
        let scored = &life["worlds"][0];
        assert!(scored["outcomes"]["days_employed"].is_number(), "{scored}");
        for refusal in
            scored["entries"].as_array().expect("entries").iter().filter(|entry| !entry["refused_by"].is_null())
        {
            let marks = refusal["because_of"].as_array().expect("marks");
            assert!(!marks.is_empty(), "nobody is refused without a mark: {refusal}");
            behind += marks.iter().filter(|mark| mark["erroneous"] == true).count();
        }
    }
    assert!(behind > 0, "the planted marks close doors");
}
