//! What the machine does to a run: a disk that is full, a folder that cannot be written, a person who stops it.

use crate::lab::{Lab, PROGRAM, SMALL};
use assert_cmd::Command;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

#[test]
fn on_a_full_disk_nothing_half_written_is_left() {
    let lab = Lab::new();
    lab.write("experiments/short.toml", &SMALL.replace("days = 6", "days = 1").replace("\"small\"", "\"short\""));
    let before = lab.everything_in("");
    let filled = |kib: u32, out: &str| {
        // Files may grow to so many KiB: the journal fails, then a table, then the report.
        let line = format!("ulimit -f {kib}; trap '' XFSZ; exec '{PROGRAM}' run experiments/short.toml {out}");
        let mut command = Command::new("bash");
        command.args(["-c", &line]);
        let answer = lab.ask(command).ends_with(2);
        answer.complains_of(&["error: ", "too large"]);
        assert_eq!(answer.out, "");
        answer
    };
    for (kib, out) in [(0, ""), (1, "--out a/b/c")] {
        filled(kib, out).complains_of(&["nothing half-written is left", "--out"]);
        let left = lab.everything_in("");
        assert!(left.keys().eq(before.keys()), "{kib} KiB: {:?}", left.keys().collect::<Vec<_>>());
    }
    // The days are lived by then, and are not lived again.
    filled(64, "").complains_of(&["what was kept before is still there", "--resume runs/short/1"]);
    lab.vitropolis("run experiments/short.toml --resume runs/short/1").done();
    assert!(lab.read("runs/short/1/how.json").contains("\"resumed_after_world_days\": 2,"));
    lab.vitropolis("run experiments/short.toml --out whole").done();
    assert!(lab.everything_in("runs/short/1/what") == lab.everything_in("whole/what"));
}

#[test]
fn a_result_that_cannot_be_printed_is_no_success() {
    let lab = Lab::new();
    for words in ["list", "schema city", "completions bash", "explain people"] {
        let mut command = Command::new("bash");
        command.args(["-c", &format!("exec '{PROGRAM}' {words} > /dev/full")]);
        lab.ask(command).ends_with(2).complains_of(&["standard output"]);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_mistake() {
    let lab = Lab::new();
    for words in ["list", "schema regime", "completions zsh"] {
        let mut command = Command::new("bash");
        command.args(["-c", &format!("'{PROGRAM}' {words} | true; exit ${{PIPESTATUS[0]}}")]);
        lab.ask(command).done();
    }
}

#[test]
fn a_folder_under_a_file_cannot_be_made() {
    let lab = Lab::new();
    lab.write("file", "in the way");
    lab.vitropolis("run experiments/small.toml --out file/run").ends_with(2).complains_of(&["error: file/run"]);
    lab.write("runs", "in the way");
    lab.vitropolis("run experiments/small.toml").ends_with(2).complains_of(&["error: runs/small"]);
    assert_eq!(lab.read("file"), "in the way");
    assert_eq!(lab.read("runs"), "in the way");
}

#[test]
fn ctrl_c_ends_a_run_that_keeps_nothing_cleanly_and_says_so() {
    let lab = Lab::new();
    let before = lab.everything_in("");
    let mut run = std::process::Command::new(PROGRAM);
    let words = "run experiments/small.toml --people 4e4 --days 365 --checkpoint-days 0 --progress json --json";
    run.args(words.split(' '));
    let run = run.current_dir(lab.at("")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut run = run.expect("the program runs");
    let mut said = BufReader::new(run.stderr.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("\"living\"") {
        line.clear();
        assert!(said.read_line(&mut line).expect("text") > 0, "it lives before it ends");
    }
    let killed = std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status();
    assert!(killed.expect("kill runs").success());
    let (mut err, mut out) = (String::new(), String::new());
    said.read_to_string(&mut err).expect("text");
    run.stdout.take().expect("a pipe").read_to_string(&mut out).expect("text");
    assert_eq!(run.wait().expect("it ends").code(), Some(130), "{err}");
    assert!(err.contains("stopped: nothing was kept"), "{err}");
    let object: serde_json::Value = serde_json::from_str(&out).expect("one object");
    assert_eq!(object["exit_code"], 130);
    let left = lab.everything_in("");
    assert!(left.keys().eq(before.keys()), "{:?}", left.keys().collect::<Vec<_>>());
}
