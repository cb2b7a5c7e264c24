//! What the program does when all is well.

use crate::lab::{Answer, Lab, SMALL, SYNTHETIC};
use std::collections::BTreeSet;

const FILES: [&str; 9] = [
    "bands.parquet",
    "daily.parquet",
    "digests.csv",
    "effects.parquet",
    "experiment.lock.toml",
    "measures.parquet",
    "seeds.csv",
    "summary.json",
    "tallies.parquet",
];

#[test]
fn the_quick_experiment_run_twice_makes_two_numbered_folders_with_the_same_bytes() {
    let lab = Lab::new();
    let first = lab.vitropolis("run experiments/tiny.toml --days 8 --threads 2").done();
    let second = lab.vitropolis("run experiments/tiny.toml --days 8 --threads 1").done();
    assert!(first.out.contains("runs/tiny/1/report.html") && second.out.contains("runs/tiny/2/report.html"));
    let (one, two) = (lab.everything_in("runs/tiny/1/what"), lab.everything_in("runs/tiny/2/what"));
    assert!(one.keys().eq(FILES.iter()), "{:?}", one.keys());
    assert!(one == two, "equal runs write equal bytes");
    let top: BTreeSet<String> =
        lab.everything_in("runs/tiny").into_keys().filter(|name| !name.contains("what/")).collect();
    let expected = ["1", "1/how.json", "1/report.html", "1/ro-crate-metadata.json", "1/what"]
        .into_iter()
        .chain(["2", "2/how.json", "2/report.html", "2/ro-crate-metadata.json", "2/what"])
        .collect::<Vec<_>>();
    assert!(top.iter().eq(expected), "nothing unfinished is left: {top:?}");
    let wide: Vec<&str> = first.out.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "a terminal of 80 columns shows it: {wide:#?}");
    lab.vitropolis("digest runs/tiny/1 runs/tiny/2").done();
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let lab = Lab::new();
    for threads in [1, 2, 3] {
        lab.vitropolis(&format!("run experiments/small.toml --threads {threads} --out {threads}")).done();
    }
    let serial = lab.everything_in("1/what");
    assert!(serial == lab.everything_in("2/what") && serial == lab.everything_in("3/what"));
    let how: serde_json::Value = serde_json::from_str(&lab.read("3/how.json")).expect("JSON");
    assert_eq!((&how["threads"], &how["engine"]), (&3.into(), &"threads".into()));
}

#[test]
fn counts_are_read_as_people_type_them_and_replace_what_the_file_says() {
    let lab = Lab::new();
    lab.write("experiments/large.toml", &SMALL.replace("people = 10_000", "people = 90_000"));
    let one = "run experiments/large.toml --people 1e4 --seeds 1 --seed 7 --days 2 --arms plain,scored --out one";
    lab.vitropolis(one).done();
    lab.vitropolis("run experiments/large.toml --people 10_000 --seeds 1e0 --seed 7 --days 2 --out two").done();
    assert!(lab.everything_in("one/what") == lab.everything_in("two/what"));
    let summary: serde_json::Value = serde_json::from_str(&lab.read("one/what/summary.json")).expect("JSON");
    assert_eq!((&summary["people"], &summary["days"]), (&10_000.into(), &2.into()));
    assert_eq!(summary["seeds"], serde_json::json!([7]));
    assert_eq!(summary["arms"][0]["name"], "scored", "in the order of the file");
}

#[test]
fn where_the_reference_is_left_out_the_first_arm_stands_in_for_it() {
    let lab = Lab::new();
    let object = lab.vitropolis("run experiments/small.toml --arms scored --days 2 --json").done().object();
    assert_eq!(object["summary"]["reference"], "scored");
    assert_eq!(object["summary"]["arms"].as_array().map(Vec::len), Some(1));
    let page = lab.read("runs/small/1/report.html");
    assert!(page.contains("scored") && page.contains("</html>"));
    lab.vitropolis("digest runs/small/1 runs/small/1").done();
}

#[test]
fn a_folder_is_made_with_its_parents_where_it_is_asked_for() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 1 --out a/b/run/").done();
    assert!(lab.at("a/b/run/what/daily.parquet").is_file());
    assert!(!lab.at("runs").exists());
}

#[test]
fn with_json_each_command_prints_one_object_that_says_that_it_is_synthetic() {
    let lab = Lab::new();
    let run = lab.vitropolis("run experiments/small.toml --days 2 --json").done();
    for key in ["folder", "report", "build_seconds", "run_seconds", "peak_memory_bytes", "summary"] {
        assert!(!run.object()[key].is_null(), "{key}");
    }
    for words in [
        "city cities/beijing.toml --people 1e4",
        "digest runs/small/1 runs/small/1",
        "life runs/small/1 --random",
        "list",
        "explain channel.camera.coverage",
        "schema regime",
        "new regime",
        "compare runs/small/1 runs/small/1",
        "fria runs/small/1",
        "data runs/small/1",
        "diff regimes/ordinary-law.toml regimes/ordinary-law.toml",
        "completions bash",
    ] {
        let said = lab.vitropolis(&format!("{words} --json")).done();
        assert_mark(&said);
        assert_mark(&lab.vitropolis(&format!("--json {words}")).done());
    }
    assert_mark(&run);
}

fn assert_mark(said: &Answer) {
    let object = said.object();
    let mark = object["synthetic"].as_str().unwrap_or_default();
    assert!(mark.contains(SYNTHETIC), "{said:#?}");
}

#[test]
fn progress_is_lines_of_json_for_a_program_and_silence_without_a_terminal() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 2 --progress auto").done();
    lab.vitropolis("run experiments/small.toml --days 2 --progress none").done();
    let told = lab.vitropolis("run experiments/small.toml --days 2 --progress json").ends_with(0);
    let events: Vec<serde_json::Value> =
        told.err.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    let steps: Vec<&str> = events.iter().filter_map(|event| event["event"].as_str()).collect();
    assert_eq!((steps[0], steps[steps.len() - 1]), ("building", "writing"));
    assert!(steps.contains(&"living"), "{steps:?}");
    let last = &events[events.len() - 1];
    assert_eq!((&last["done"], &last["total"]), (&4.into(), &4.into()));
}

#[test]
fn every_file_of_a_run_says_whose_numbers_these_are_not_and_which_inputs_made_them() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --seed 8701 --days 2 --out run").done();
    let summary: serde_json::Value = serde_json::from_str(&lab.read("run/what/summary.json")).expect("JSON");
    let mut marks = vec![SYNTHETIC.to_owned(), env!("CARGO_PKG_VERSION").to_owned(), "8701".to_owned()];
    marks.push(summary["experiment_hash"].as_str().expect("a hash").to_owned());
    for arm in summary["regime_hashes"].as_array().expect("a hash for each arm") {
        marks.push(arm["hash"].as_str().expect("a hash").to_owned());
    }
    assert_eq!(marks.len(), 6, "two arms");
    let files = lab.everything_in("run");
    assert_eq!(files.len(), FILES.len() + 4, "tables, the report, how, the metadata, and the folder of the tables");
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "what") {
        for mark in &marks {
            let found = bytes.windows(mark.len()).any(|part| part == mark.as_bytes());
            assert!(found, "{name} does not carry `{mark}`");
        }
    }
}

#[test]
fn an_ablation_says_it_too() {
    let lab = Lab::new();
    lab.vitropolis("ablate experiments/small.toml --seed 8701 --days 1 --people 1e4 --out ablated").done();
    let found: serde_json::Value = serde_json::from_str(&lab.read("ablated/what/ablate.json")).expect("JSON");
    let hash = |key: &str| found[key].as_str().expect("a hash").to_owned();
    let marks = [SYNTHETIC.to_owned(), env!("CARGO_PKG_VERSION").to_owned(), "8701".to_owned(), hash("regime_hash")];
    let files = lab.everything_in("ablated");
    for name in ["ablate.txt", "how.json", "what/ablate.json", "what/experiment.lock.toml"] {
        let text = String::from_utf8_lossy(&files[name]);
        for mark in marks.iter().chain([&hash("experiment_hash")]) {
            assert!(text.contains(mark), "{name} does not carry `{mark}`");
        }
    }
}

#[test]
fn what_the_linter_prints_says_which_regime_was_read_and_that_nothing_was_run() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 1 --out run").done();
    let summary: serde_json::Value = serde_json::from_str(&lab.read("run/what/summary.json")).expect("JSON");
    let plain = summary["regime_hashes"].as_array().and_then(|arms| arms.iter().find(|arm| arm["arm"] == "plain"));
    let hash = plain.and_then(|arm| arm["hash"].as_str()).expect("a hash");
    for form in ["text", "markdown", "sarif", "svg", "text --matrix"] {
        let said = lab.vitropolis(&format!("lint regimes/ordinary-law.toml --format {form}")).done().out;
        for mark in [SYNTHETIC, env!("CARGO_PKG_VERSION"), hash, "no seed: nothing was run"] {
            assert!(said.contains(mark), "{form} does not carry `{mark}`");
        }
    }
    let list = lab.vitropolis("lint regimes/ordinary-law.toml --format json").done().out;
    let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let is_marked = |one: &serde_json::Value| one["synthetic"].as_str().is_some_and(|mark| mark.contains(SYNTHETIC));
    assert!(list.as_array().is_some_and(|findings| findings.iter().all(is_marked)));
}

#[test]
fn what_was_run_can_be_read_from_the_lock_file_alone() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 3 --out run").done();
    for folder in ["regimes", "cities", "experiments"] {
        std::fs::remove_dir_all(lab.at(folder)).expect("removed");
    }
    lab.vitropolis("life run --number 5").done();
    lab.vitropolis("digest run run").done();
}

#[test]
fn a_city_is_printed_beside_what_was_published() {
    let lab = Lab::new();
    let said = lab.vitropolis("city cities/beijing.toml --people 1e5").done().out;
    for words in [SYNTHETIC, "published", "largest error", "mean family household"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let regime = "city cities/beijing.toml --people 1e4 --bytes regimes/ordinary-law.toml --json";
    assert!(lab.vitropolis(regime).done().object()["dynamic_bytes_a_person"].is_number());
}

#[test]
fn what_lies_here_is_listed() {
    let lab = Lab::new();
    let said = lab.vitropolis("list").done().out;
    for name in
        ["experiments/small.toml", "regimes/ordinary-law.toml", "cities/beijing.toml", "A few days in two worlds"]
    {
        assert!(said.contains(name), "{name}: {said}");
    }
    assert!(said.contains("catalogue  cities/catalogue-2018.toml"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    assert!(lab.vitropolis("list runs").done().out.contains("nothing here"));
}

#[test]
fn each_kind_of_file_has_a_schema_and_each_shell_its_completions() {
    let lab = Lab::new();
    for kind in ["city", "catalogue", "regime", "experiment"] {
        let schema = lab.vitropolis(&format!("schema {kind}")).done().object();
        assert!(schema["$schema"].is_string() && schema["properties"].is_object(), "{kind}");
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = lab.vitropolis(&format!("completions {shell}")).done().out;
        assert!(script.contains("vitropolis") && script.contains("digest") && script.contains("threads"), "{shell}");
    }
}

#[test]
fn a_key_is_explained_by_its_name_its_section_or_something_near() {
    let lab = Lab::new();
    let said = |name: &str| lab.vitropolis(&format!("explain {name}")).done().out;
    assert!(said("channel.camera.coverage").contains("0 to 1"));
    assert!(said("score").contains("score.merged"));
    assert!(said("hold_up_dayz").contains("score.hold_up_days"));
}
