//! The recipes of docs/how-to-run-on-a-cluster.md, run as they are written, with two shards.

use crate::lab::{Lab, PROGRAM};
use assert_cmd::Command;
use std::path::Path;

/// The blocks of shell under a heading.
fn blocks(heading: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/how-to-run-on-a-cluster.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).expect("a heading");
    let blocks = section.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```").next().expect("an end").to_owned()).collect()
}

/// A lab whose tiny experiment is lived in seconds, and what bash needs for a recipe.
fn lab() -> Lab {
    let lab = Lab::new();
    let tiny = lab.read("experiments/tiny.toml").replacen("days = 30", "days = 2", 1);
    lab.write("experiments/tiny.toml", &tiny);
    lab.vitropolis("run experiments/tiny.toml --out whole").done();
    lab
}

/// Runs lines in bash, where `vitropolis` is this program and `parallel` does one after the other.
fn shell(lab: &Lab, lines: &str) {
    // An exec of a function is none, so the program is called by its own name.
    let lines = lines.replace("exec vitropolis", &format!("exec '{PROGRAM}'"));
    let before = format!(
        "set -e\nvitropolis() {{ '{PROGRAM}' \"$@\"; }}\nparallel() {{\n  local words=()\n  while [ \"$1\" != ::: ]; do \
         words+=(\"$1\"); shift; done\n  shift\n  for one in \"$@\"; do \"${{words[@]//\\{{\\}}/$one}}\"; done\n}}\n"
    );
    let mut command = Command::new("bash");
    command.args(["-c", &(before + &lines)]);
    lab.ask(command).ends_with(0);
}

fn assert_merged(lab: &Lab) {
    assert!(lab.everything_in("merged/what") == lab.everything_in("whole/what"));
}

#[test]
fn by_hand() {
    let lab = lab();
    blocks("Shards by hand").iter().for_each(|block| shell(&lab, block));
    assert_merged(&lab);
}

#[test]
fn with_gnu_parallel() {
    let lab = lab();
    blocks("GNU parallel").iter().for_each(|block| shell(&lab, block));
    assert_merged(&lab);
}

#[test]
fn with_slurm_and_a_job_that_was_put_into_the_queue_again() {
    let lab = lab();
    let [job, merge] = &blocks("Slurm")[..] else { panic!("a job and what comes after it") };
    // The first job of part 1 was killed before anything was kept.
    std::fs::create_dir_all(lab.at("shards/.1.partial/what")).expect("a folder");
    for part in [1, 2] {
        let of_slurm = "export SLURM_ARRAY_TASK_COUNT=2 SLURM_CPUS_PER_TASK=2";
        shell(&lab, &format!("{of_slurm} SLURM_ARRAY_TASK_ID={part}\n{job}"));
    }
    shell(&lab, merge);
    assert_merged(&lab);
}
