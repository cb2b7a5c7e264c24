//! A mistake of a person's is told with its place and with what is allowed, and nothing is written because of it.

use crate::lab::{Answer, Lab, SMALL};

const REGIME: &str = "regimes/beijing-as-reported-2018.toml";

/// A run that is refused: exit code 2, words on standard error only, and the folder as it was before.
#[track_caller]
fn refused(lab: &Lab, words: &str) -> Answer {
    let before = lab.everything_in("");
    let answer = lab.vitropolis(words).ends_with(2);
    assert_eq!(answer.out, "", "results only on standard output");
    assert!(!answer.err.contains("panicked"), "{}", answer.err);
    let after = lab.everything_in("");
    assert!(before.keys().eq(after.keys()), "left behind: {:?}", after.keys().collect::<Vec<_>>());
    answer
}

/// `line:column` at which a text stands in a file.
fn place(text: &str, what: &str) -> String {
    let at = text.find(what).unwrap_or_else(|| panic!("no `{what}` in the file"));
    let line = text[..at].matches('\n').count() + 1;
    let column = text[..at].chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("{line}:{column}")
}

/// Changes one text of a file and runs the small experiment: the place of `mark` is told, and all of `words`.
#[track_caller]
fn a_mistake(file: &str, from: &str, to: &str, mark: &str, words: &[&str]) {
    let lab = Lab::new();
    let text = lab.read(file);
    assert!(text.contains(from), "`{from}` is in {file}");
    let text = text.replacen(from, to, 1);
    lab.write(file, &text);
    let answer = refused(&lab, "run experiments/small.toml");
    let name = file.rsplit('/').next().expect("a name");
    answer.complains_of(&[&format!("{name}:{}", place(&text, mark)), "allowed:"]);
    answer.complains_of(words);
}

#[test]
fn a_wrong_key_is_told_with_the_nearest_key() {
    a_mistake(
        REGIME,
        "hold_up_days =",
        "hold_up_dayz =",
        "hold_up_dayz",
        &["hold_up_dayz", "did you mean", "hold_up_days"],
    );
}

#[test]
fn a_probability_of_1_4_is_told_with_what_is_allowed() {
    let (from, to) = ("{ value = 0.7, low = 0.4, high = 0.9 }", "1.4");
    a_mistake(REGIME, from, to, "1.4", &["1.4", "0 to 1"]);
}

#[test]
fn bands_that_overlap_are_told() {
    let (from, to) = ("floor = { value = 960, low = 940, high = 990 }", "floor = 900");
    a_mistake(REGIME, from, to, "900\n\n[band.green]", &["band"]);
}

#[test]
fn an_unknown_behaviour_is_told_with_the_nearest_one() {
    a_mistake(
        REGIME,
        "\"tax-offence\"]",
        "\"tax-ofence\"]",
        "\"tax-ofence\"",
        &["tax-ofence", "did you mean `tax-offence`"],
    );
}

#[test]
fn a_rate_above_its_ceiling_is_told_with_the_ceiling() {
    let (from, to) =
        ("malicious_tips_per_year = { value = 0.05, low = 0.01, high = 0.2 }", "malicious_tips_per_year = 900");
    a_mistake(REGIME, from, to, "900\n", &["malicious_tips_per_year", "900"]);
}

#[test]
fn too_few_people_are_told_with_the_smallest_city() {
    a_mistake("experiments/small.toml", "people = 10_000", "people = 9_999", "9_999", &["people", "10,000"]);
    let lab = Lab::new();
    refused(&lab, "run experiments/small.toml --people 9_999").complains_of(&["--people", "9999", "10000"]);
    refused(&lab, "city cities/beijing.toml --people 9_999").complains_of(&["9999", "10000"]);
}

#[test]
fn a_file_that_is_not_toml_is_told_with_the_place() {
    a_mistake("experiments/small.toml", "days = 6", "days = = 6", "= 6", &["small.toml"]);
}

#[test]
fn an_absent_file_is_told_with_who_names_it() {
    let (from, to) = ("\"../regimes/ordinary-law.toml\"", "\"../regimes/absent.toml\"");
    a_mistake("experiments/small.toml", from, to, to, &["absent.toml"]);
    let lab = Lab::new();
    refused(&lab, "run experiments/absent.toml").complains_of(&["experiments/absent.toml", "allowed:"]);
    refused(&lab, "city cities/absent.toml").complains_of(&["cities/absent.toml", "allowed:"]);
    refused(&lab, "run experiments").complains_of(&["experiments", "allowed:"]);
}

#[test]
fn a_set_key_that_the_regime_does_not_have_is_told() {
    let set = "beijing-as-reported-2018.toml\"\nset.\"channel.cctv.coverage\" = 0.5";
    a_mistake("experiments/small.toml", "beijing-as-reported-2018.toml\"", set, "\"channel.cctv", &["channel.cctv"]);
}

#[test]
fn a_table_of_persons_is_refused() {
    let table = "seeds = 1\n[[person]]\nname = \"somebody\"\n";
    a_mistake("experiments/small.toml", "seeds = 1\n", table, "person]]", &["person"]);
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let lab = Lab::new();
    let experiment = SMALL.replace("people = 10_000", "people = 12").replace("days = 6", "days = 0");
    lab.write("experiments/small.toml", &experiment.replace("title =", "titel ="));
    lab.write(REGIME, &lab.read(REGIME).replace("[channel.chat]", "[channel.chat]\nfines = 7"));
    let answer = refused(&lab, "run experiments/small.toml");
    assert_eq!(answer.err.matches("error: ").count(), 4, "{}", answer.err);
    assert_eq!(answer.err.matches("allowed: ").count(), 4, "{}", answer.err);
    answer.complains_of(&["titel", "12", "days", "fines", "small.toml:2:1", "beijing-as-reported-2018.toml"]);
}

#[test]
fn an_unknown_arm_is_told_with_the_known_ones() {
    let lab = Lab::new();
    refused(&lab, "run experiments/small.toml --arms scored,plane").complains_of(&["--arms plane", "scored, plain"]);
    refused(&lab, "run experiments/small.toml --arms ,").complains_of(&["--arms"]);
}

#[test]
fn numbers_that_make_no_sense_are_told_with_what_is_allowed() {
    let lab = Lab::new();
    for (argument, allowed) in [
        ("--people 1.5", "whole number"),
        ("--people 1e300", "whole number"),
        ("--people many", "whole number"),
        ("--people 2_000_000_001", "from 10000 to 2000000000"),
        ("--days 0", "from 1 to 3650"),
        ("--days 3651", "from 1 to 3650"),
        ("--days 5e9", "at most 4294967295"),
        ("--seeds 0", "from 1 to 10000"),
        ("--threads 2000", "from 0 to 1024"),
    ] {
        refused(&lab, &format!("run experiments/small.toml {argument}")).complains_of(&[allowed]);
    }
    refused(&lab, "run experiments/small.toml --seed 1.8e19").complains_of(&["whole number"]);
    refused(&lab, "run experiments/small.toml --seed 18446744073709551615").complains_of(&["--seed"]);
    refused(&lab, "run experiments/small.toml --days -3").complains_of(&["-3"]);
}

#[test]
fn a_folder_that_exists_is_not_overwritten() {
    let lab = Lab::new();
    for out in ["regimes", "experiments/small.toml", ".", "/", "regimes/..", "regimes/"] {
        let answer = refused(&lab, &format!("run experiments/small.toml --out {out}"));
        answer.complains_of(&[&format!("--out {out}"), "does not exist yet"]);
    }
}

#[test]
fn an_empty_name_for_a_folder_is_refused_before_any_work() {
    let lab = Lab::new();
    let mut command = assert_cmd::Command::new(crate::lab::PROGRAM);
    command.args(["run", "experiments/small.toml", "--days", "3650", "--out", ""]);
    lab.ask(command).ends_with(2).complains_of(&["--out"]);
    refused(&lab, "run experiments/small.toml --days 3650 --out absent/..").complains_of(&["--out"]);
}

#[test]
fn a_name_that_leads_out_of_the_folder_of_runs_is_refused() {
    a_mistake("experiments/small.toml", "\"small\"", "\"../small\"", "\"../small\"", &["../small"]);
}

#[test]
fn what_is_no_run_folder_is_told_so() {
    let lab = Lab::new();
    refused(&lab, "digest regimes cities").complains_of(&["regimes is not a run folder", "vitropolis run"]);
    refused(&lab, "life regimes --random").complains_of(&["regimes is not a run folder", "vitropolis run"]);
}

#[test]
fn an_unknown_name_is_not_explained() {
    let lab = Lab::new();
    refused(&lab, "explain xyzzy").complains_of(&["xyzzy", "allowed"]);
    refused(&lab, "schema person").complains_of(&["person", "possible values"]);
}

#[test]
fn with_json_a_failure_is_one_object_too() {
    let lab = Lab::new();
    let answer = lab.vitropolis("run experiments/absent.toml --json").ends_with(2);
    let object = answer.object();
    assert_eq!(object["exit_code"], 2);
    assert!(object["error"].as_str().expect("words").contains("absent.toml"), "{object}");
    assert!(object["synthetic"].as_str().is_some(), "{object}");
}
