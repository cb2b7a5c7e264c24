//! A run folder that can be checked: by its hashes, and by living it again.

use crate::lab::Lab;

fn lived() -> Lab {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --out a").done();
    lab
}

#[test]
fn a_run_is_as_written_until_somebody_changes_a_file() {
    let lab = lived();
    let object = lab.vitropolis("verify a --json").done().object();
    assert_eq!(object["differs"], false, "{object}");
    let summary = lab.read("a/what/summary.json");
    lab.write("a/what/summary.json", &summary.replacen("0.", "1.", 1));
    lab.write("a/what/more.csv", "a line");
    let said = lab.vitropolis("verify a").ends_with(1).out;
    assert!(said.contains("CHANGED        what/summary.json"), "{said}");
    assert!(said.contains("NOT RECORDED   what/more.csv"), "{said}");
    assert!(said.contains("as written     what/daily.parquet"), "{said}");
}

#[test]
fn a_file_that_is_gone_is_missed() {
    let lab = lived();
    std::fs::remove_file(lab.at("a/what/digests.csv")).expect("removed");
    assert!(lab.vitropolis("verify a").ends_with(1).out.contains("MISSING        what/digests.csv"));
}

#[test]
fn a_run_lived_again_gives_the_same_bytes_and_leaves_nothing_behind() {
    let lab = lived();
    let said = lab.vitropolis("replay a --threads 1").done().out;
    assert!(said.contains("same bytes     what/daily.parquet") && said.ends_with(" 0 differ\n"), "{said}");
    lab.write("a/what/digests.csv", "nothing");
    let said = lab.vitropolis("replay a").ends_with(1).out;
    assert!(said.contains("CHANGED        what/digests.csv"), "{said}");
    let left: Vec<_> = std::fs::read_dir(lab.at("")).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("replayed")), "{left:?}");
}

#[test]
fn the_metadata_say_that_the_people_are_synthetic_and_hash_every_file() {
    let lab = lived();
    let text = lab.read("a/ro-crate-metadata.json");
    assert!(text.contains("synthetic people only") && text.contains("https://w3id.org/ro/crate/1.1"));
    for file in ["what/daily.parquet", "what/experiment.lock.toml", "report.html", "how.json"] {
        assert!(text.contains(&format!("\"@id\": \"{file}\"")), "{file}");
    }
}

#[test]
fn what_is_no_run_is_refused() {
    let lab = Lab::new();
    lab.vitropolis("verify experiments").ends_with(2);
    lab.vitropolis("replay experiments").ends_with(2);
}
