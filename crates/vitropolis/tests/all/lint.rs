//! Red flags of a regime on the command line: words, lists, pictures, and exit codes for a pipeline.

use crate::lab::Lab;
use serde_json::Value;

const BEIJING: &str = "lint regimes/beijing-as-reported-2018.toml --as-of 2026-11-01";

#[test]
fn findings_are_drawn_and_the_end_says_what_was_not_looked_at() {
    let lab = Lab::new();
    let said = lab.vitropolis(BEIJING).done().out;
    for part in ["critical[SCO-1]", "regimes/beijing-as-reported-2018.toml:", "Not looked at:", "not legal advice"] {
        assert!(said.contains(part), "{part}");
    }
    assert!(!said.contains('\u{1b}'), "colours are for terminals");
}

#[test]
fn json_is_a_list_however_it_is_asked_for() {
    let lab = Lab::new();
    let one = lab.vitropolis(&format!("{BEIJING} --format json")).done().out;
    assert_eq!(one, lab.vitropolis(&format!("{BEIJING} --json")).done().out);
    let list: Value = serde_json::from_str(&one).expect("JSON");
    assert!(list.as_array().is_some_and(|findings| findings.len() > 20));
}

#[test]
fn sarif_markdown_matrix_and_picture_go_to_standard_output() {
    let lab = Lab::new();
    let sarif: Value =
        serde_json::from_str(&lab.vitropolis(&format!("{BEIJING} --format sarif")).done().out).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(lab.vitropolis(&format!("{BEIJING} --format markdown")).done().out.starts_with("# Findings"));
    assert!(lab.vitropolis(&format!("{BEIJING} --matrix")).done().out.contains("public order"));
    let svg = lab.vitropolis(&format!("{BEIJING} --matrix --format svg")).done().out;
    assert!(svg.starts_with("<svg") && svg.contains("synthetic people only"));
}

#[test]
fn a_pipeline_can_stop_on_a_severity() {
    let lab = Lab::new();
    lab.vitropolis(&format!("{BEIJING} --fail-on critical")).ends_with(1);
    let quiet = "lint regimes/ordinary-law.toml --as-of 2026-11-01 --fail-on";
    lab.vitropolis(&format!("{quiet} critical")).done();
    lab.vitropolis(&format!("{quiet} high")).ends_with(1);
}

#[test]
fn a_loose_file_is_read_without_any_other() {
    let lab = Lab::new();
    lab.write("loose.toml", "name = \"loose\"\n\n[band.one]\nfloor = 0\n");
    std::fs::remove_dir_all(lab.at("cities")).expect("removed");
    assert!(lab.vitropolis("lint loose.toml").done().out.contains("GOV-2"));
}

#[test]
fn a_city_of_ones_own_brings_its_own_acts() {
    let lab = Lab::new();
    let city = lab.read("cities/beijing.toml").replace("catalogue-2018.toml", "own.toml");
    lab.write("cities/own-city.toml", &city);
    lab.write(
        "cities/own.toml",
        "name = \"own\"\n\n[behaviour.late-book]\ncontext = \"education\"\nper_year = 1\nseverity = 1\n",
    );
    lab.write(
        "own.toml",
        "name = \"own\"\n\n[points]\nlate-book = -1\n\n[band.one]\nfloor = 0\n\n[channel.library]\nkind = \"register\"\n\
         behaviours = [\"late-book\"]\n\n[gate.bank]\ncontext = \"credit\"\nrefuse_up_to = \"one\"\n",
    );
    let said = lab.vitropolis("lint own.toml --city cities/own-city.toml").done().out;
    assert!(said.contains("data from education takes effect in credit"), "{said}");
    lab.vitropolis("lint own.toml").ends_with(2).complains_of(&["late-book"]);
}

#[test]
fn a_rule_can_be_asked_for_alone() {
    let lab = Lab::new();
    assert!(lab.vitropolis("lint --explain ctx-1").done().out.starts_with("CTX-1 (critical, structure)"));
    lab.vitropolis("lint --explain CTX-99").ends_with(2).complains_of(&["no rule `CTX-99`", "CTX-5"]);
}

#[test]
fn what_cannot_be_read_ends_with_2() {
    let lab = Lab::new();
    lab.vitropolis("lint regimes/nowhere.toml").ends_with(2).complains_of(&["no such file"]);
    lab.vitropolis(&format!("{BEIJING} --fail-on terrible")).ends_with(2).complains_of(&["critical, high"]);
    lab.vitropolis("lint regimes/ordinary-law.toml --as-of tomorrow").ends_with(2).complains_of(&["is not a date"]);
    lab.vitropolis("lint").ends_with(2).complains_of(&["REGIME"]);
    lab.write("broken.toml", "name = \"broken\"\n[gate.bank]\ncontext = \"credits\"\n");
    lab.vitropolis("lint broken.toml").ends_with(2).complains_of(&["did you mean `credit`"]);
}

#[test]
fn a_few_seeds_measure_and_say_that_rules_need_thirty() {
    let lab = Lab::new();
    let said = lab.vitropolis("lint regimes/telematics.toml --as-of 2026-11-01 --measure --seeds 2").done().out;
    assert!(said.contains("\nMeasured:\n- on 10000 synthetic people for 240 days"), "{said}");
    let silent =
        "at least 30 seeds can show, not measured: OBS-6, HUM-2, SIM-1, SIM-2, SIM-3, SIM-4, SIM-5, SIM-6, SIM-7";
    assert!(said.contains(silent), "{said}");
    lab.vitropolis("lint regimes/telematics.toml --seeds 30").ends_with(2).complains_of(&["--measure"]);
    lab.vitropolis("lint regimes/telematics.toml --measure --seeds 0").ends_with(2).complains_of(&["from 1 to"]);
}
