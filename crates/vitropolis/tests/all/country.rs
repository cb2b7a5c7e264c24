//! A country: parts of an experiment's people lived one after the other, and added up.

use crate::lab::{Lab, PROGRAM, SMALL};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const WORDS: &str = "run experiments/parts.toml --people 70000 --days 12 --seeds 2";

/// [`SMALL`] with every district a part of its own, as far as the sample has people for it.
fn lab() -> Lab {
    let lab = Lab::new();
    lab.write("experiments/parts.toml", &SMALL.replacen("people =", "part_people = 4_000_000\npeople =", 1));
    lab
}

/// Waits for so many world-days and kills.
fn killed_after(lab: &Lab, words: &str, world_days: u64) {
    let mut run = Command::new(PROGRAM);
    run.args(words.split(' ')).args(["--progress", "json"]).current_dir(lab.at(""));
    let mut run = run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut lines = BufReader::new(run.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
    let so_far = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["done"].as_u64();
    assert!(lines.any(|line| so_far(&line).is_some_and(|done| done >= world_days)), "it ends before");
    run.kill().expect("a signal");
    run.wait().expect("it ends");
}

#[test]
fn a_country_has_the_same_bytes_on_any_threads_in_shards_and_after_a_kill() {
    let lab = lab();
    lab.vitropolis(&format!("{WORDS} --threads 1 --out whole")).done();
    let whole = lab.everything_in("whole/what");
    lab.vitropolis(&format!("{WORDS} --threads 2 --out threads --checkpoint-days 0")).done();
    assert!(lab.everything_in("threads/what") == whole, "threads change nothing");
    for shard in 1..=2 {
        lab.vitropolis(&format!("{WORDS} --shard {shard}/2 --out part-{shard}")).done();
    }
    lab.vitropolis("merge part-1 part-2 --out merged").done();
    assert!(lab.everything_in("merged/what") == whole, "shards put together are the run");
    // In the middle of a part, with and without the evening that was laid down.
    killed_after(&lab, &format!("{WORDS} --checkpoint-days 5 --out killed"), 90);
    lab.vitropolis(&format!("{WORDS} --resume killed")).done();
    assert!(lab.everything_in("killed/what") == whole, "it goes on inside a part");
    killed_after(&lab, &format!("{WORDS} --out after"), 90);
    lab.vitropolis(&format!("{WORDS} --resume after")).done();
    assert!(lab.everything_in("after/what") == whole, "it goes on between parts");
    let how: serde_json::Value = serde_json::from_str(&lab.read("after/how.json")).expect("an object");
    let before = how["resumed_after_world_days"].as_u64().expect("a number");
    assert!(before >= 72 && before.is_multiple_of(24), "whole parts of twelve days in two worlds: {before}");
    for words in ["verify whole", "replay whole", "digest whole merged"] {
        lab.vitropolis(words).done();
    }
}

#[test]
fn what_looks_into_one_city_says_that_a_country_has_none() {
    let lab = lab();
    lab.vitropolis("run experiments/parts.toml --people 40000 --days 3 --out run").done();
    for words in ["life run --random", "robust experiments/parts.toml --draws 2", "ablate experiments/parts.toml"] {
        lab.vitropolis(words).ends_with(2).complains_of(&["is lived in parts", "part_people", "one city"]);
    }
}

#[test]
fn memory_is_asked_for_the_largest_part_alone() {
    let lab = lab();
    let words = "run experiments/china.toml --people 1409778724 --days 1 --memory 1 --out country";
    let answer = lab.vitropolis(words).ends_with(2);
    answer.complains_of(&["24870895 people", "in 2 worlds", "at most part_people = "]);
    let few = lab.read("experiments/parts.toml").replacen("4_000_000", "9_999", 1);
    lab.write("experiments/few.toml", &few);
    lab.vitropolis("run experiments/few.toml").ends_with(2).complains_of(&["part_people", "9_999", "10,000"]);
}

#[test]
fn a_month_of_the_shipped_country_is_told_by_province() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/china.toml --people 60000 --days 2 --tables csv --out run").done();
    let daily = lab.read("run/csv/daily.csv");
    for province in ["beijing", "guangdong", "tibet", "xinjiang"] {
        assert!(daily.lines().any(|line| line.contains(&format!("district,{province},"))), "{province}");
    }
    assert!(lab.read("run/what/summary.json").contains("\"people\": 60000"));
}
