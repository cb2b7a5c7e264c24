//! Every rule fires where it should and stays quiet where it should.

use crate::files::{DAY, day, linted, of_rule, opened, raised, toml_files};
use lint::{Estimate, GroupRatio, Measured, Mode, RULES, SafeguardEffect, Severity, Status};
use std::path::PathBuf;

/// The rules as they were agreed; one that is missing here or there is a defect.
const AGREED: &str = "SCO-1 SCO-2 SCO-3 CTX-1 CTX-2 CTX-3 CTX-4 CTX-5 PRO-1 PRO-2 PRO-3 PRO-4 PRO-5 PRO-6 OBS-1 OBS-2 \
                      OBS-3 OBS-4 OBS-5 OBS-6 OBS-7 HUM-1 HUM-2 HUM-3 HUM-4 TRN-1 DIS-1 DIS-2 DIS-3 DIS-4 DIS-5 GOV-1 \
                      GOV-2 GOV-3 GOV-4 SIM-1 SIM-2 SIM-3 SIM-4 SIM-5 SIM-6 SIM-7 SIM-8";

#[test]
fn no_rule_is_missing_and_none_is_added() {
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(rules, AGREED.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn every_written_rule_fires_on_its_one_fixture_and_stays_quiet_on_the_other() {
    let written: Vec<&lint::Rule> = RULES.iter().filter(|rule| rule.fixtures().is_some()).collect();
    assert_eq!(written.len(), 35);
    for rule in written {
        let (fires, quiet) = (fixture(rule.id, "fires"), fixture(rule.id, "quiet"));
        let found = linted(&fires);
        let gravest = of_rule(&found, rule.id).into_iter().map(|finding| finding.severity).max();
        assert_eq!(gravest, Some(rule.severity), "{} does not fire as gravely as it says", rule.id);
        let found = linted(&quiet);
        assert!(of_rule(&found, rule.id).is_empty(), "{}: {:#?}", rule.id, of_rule(&found, rule.id)[0].message);
    }
}

fn fixture(id: &str, kind: &str) -> PathBuf {
    PathBuf::from(format!("fixtures/{id}-{kind}.toml"))
}

#[test]
fn every_fixture_belongs_to_a_rule_and_is_the_one_that_it_shows() {
    for path in toml_files("fixtures") {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let (id, kind) = name.rsplit_once('-').expect("ID-fires or ID-quiet");
        let rule = RULES.iter().find(|rule| rule.id == id).unwrap_or_else(|| panic!("{id} is no rule"));
        let fixtures = rule.fixtures().unwrap_or_else(|| panic!("{id} has no fixtures"));
        let shown = if kind == "fires" { fixtures.fires } else { fixtures.quiet };
        assert!(shown == std::fs::read_to_string(&path).expect("readable"), "{name}");
    }
}

#[test]
fn every_rule_says_what_why_whence_and_what_it_leaves_out() {
    for rule in RULES {
        for words in [rule.title, rule.text, rule.would_change, rule.left_out] {
            assert!(words.len() > 10, "{}: `{words}`", rule.id);
        }
        assert!(!rule.sources.is_empty() && !rule.modes().is_empty(), "{}", rule.id);
    }
}

#[test]
fn nothing_is_quoted_and_every_source_stands_in_the_bibliography() {
    let bibliography = std::fs::read_to_string("../../docs/references.bib").expect("the bibliography");
    for rule in RULES {
        for source in rule.sources {
            let key = source.document.key;
            assert!(bibliography.contains(&format!("{{{key},")), "{}: `{key}`", rule.id);
            assert!(source.to_string().contains("paraphrase") && !source.to_string().contains('"'), "{source}");
        }
    }
}

#[test]
fn a_declared_edge_is_lowered_and_never_silent() {
    let path = fixture("CTX-1", "fires");
    let text = std::fs::read_to_string(&path).expect("readable");
    let both = "relevance = \"said so\"\nlegal_basis = \"an act\"\n";
    for (added, severity) in [
        ("", Severity::Critical),
        ("relevance = \"said so\"\n", Severity::Critical),
        ("legal_basis = \"an act\"\n", Severity::Critical),
        ("relevance = \" \"\nlegal_basis = \"an act\"\n", Severity::Critical),
        (both, Severity::Info),
    ] {
        let report = linted_text(&format!("{text}{added}"));
        let found = of_rule(&report, "CTX-1");
        assert_eq!(found.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [severity], "{added}");
        assert_eq!(found[0].message.contains("declared, unverified"), severity == Severity::Info);
    }
}

/// Lints a text by way of a file that vanishes.
fn linted_text(text: &str) -> lint::Report {
    linted_text_as_of(text, DAY)
}

fn linted_text_as_of(text: &str, day: &str) -> lint::Report {
    let unique = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{unique}.toml"));
    std::fs::write(&path, text).expect("written");
    let report = lint::lint(&opened(&path), day.parse().expect("a date"), None);
    std::fs::remove_file(&path).expect("removed");
    report
}

const SCORED: &str = include_str!("../../fixtures/CTX-1-fires.toml");

fn status(policy: &str, id: &str, day: &str) -> Status {
    let report = linted_text_as_of(&format!("{SCORED}\n[policy]\n{policy}"), day);
    of_rule(&report, id)[0].law_applies.status
}

#[test]
fn a_selection_is_read_like_a_score() {
    let text = "name = \"selected\"\n\n[score]\nenabled = false\n\n[input.pay]\nabout = \"income\"\norigin = \"benefits\"\n\n\
                [policy]\ncontext = \"benefits\"\n\n[selection]\nenabled = true\n";
    let with = |more: &str| raised(&linted_text(&format!("{text}{more}")));
    let plain = with("");
    assert!(plain.contains(&"OBS-7") && plain.contains(&"TRN-1") && plain.contains(&"GOV-2"), "{plain:?}");
    assert!(!with("random_share = 0.1\n").contains(&"OBS-7"));
    for (more, id) in [
        ("by = \"top share\"\n", "PRO-6"),
        ("averaging = true\n", "OBS-1"),
        ("automation_bias = 0.6\n", "HUM-2"),
        ("automation_bias = 1\n", "HUM-1"),
    ] {
        assert!(with(more).contains(&id) && !plain.contains(&id), "{id}");
    }
}

#[test]
fn a_pattern_is_told_apart_from_a_law_that_applies() {
    let all = "ai_system = \"yes\"\nin_eu = \"yes\"\nover_time = \"yes\"\n";
    assert_eq!(status("", "CTX-1", DAY), Status::PatternOnly);
    assert_eq!(status("ai_system = \"no\"\nin_eu = \"yes\"\n", "CTX-1", DAY), Status::PatternOnly);
    assert_eq!(status("ai_system = \"yes\"\nin_eu = \"no\"\n", "CTX-1", DAY), Status::AsIf);
    assert_eq!(status("ai_system = \"yes\"\nin_eu = \"yes\"\n", "CTX-1", DAY), Status::ElementOpen);
    assert_eq!(status(all, "CTX-1", DAY), Status::ElementsDeclared);
    assert_eq!(status("in_eu = \"yes\"\n", "PRO-3", DAY), Status::ElementsDeclared);
    assert_eq!(status("", "PRO-3", DAY), Status::AsIf);
}

#[test]
fn a_law_binds_from_its_day_on() {
    let all = "ai_system = \"yes\"\nin_eu = \"yes\"\nover_time = \"yes\"\n";
    assert_eq!(status(all, "CTX-1", "2025-02-01"), Status::NotYetBinding);
    assert_eq!(status(all, "CTX-1", "2025-02-02"), Status::ElementsDeclared);
    assert_eq!(status(all, "GOV-1", "2027-12-01"), Status::NotYetBinding);
    assert_eq!(status(all, "GOV-1", "2027-12-02"), Status::ElementsDeclared);
}

#[test]
fn an_inferring_channel_is_not_relabelled_as_a_table() {
    let inferring = SCORED.replace("kind = \"platform\"", "kind = \"platform\"\ninfers = \"emotion\"");
    let report = linted_text(&format!("{inferring}\n[policy]\nai_system = \"no\"\n"));
    assert_eq!(of_rule(&report, "CTX-1")[0].law_applies.status, Status::AsIf);
    assert!(of_rule(&report, "SCO-2")[0].message.contains("not relabelled"));
}

#[test]
fn the_elements_of_the_prohibition_are_shown_one_by_one() {
    let report = linted_text(SCORED);
    let elements = &of_rule(&report, "CTX-1")[0].law_applies.elements;
    assert_eq!(elements.len(), 5);
    assert_eq!(elements[4].state, "found by PRO-1 and PRO-4; justification is not decided here");
    assert!(elements[1].name.contains("over a certain period") && elements[1].state == "declared: unknown");
    assert!(elements[3].state.contains("at so many ends: 1"), "{}", elements[3].state);
}

#[test]
fn police_fall_under_another_law() {
    let report = linted_text(&format!("{SCORED}\n[policy]\ncontroller = \"police\"\n"));
    assert!(of_rule(&report, "PRO-3")[0].law_applies.text.contains("2016/680"));
}

#[test]
fn every_finding_points_at_a_line_of_a_file() {
    for path in crate::files::everything() {
        for finding in linted(&path).findings {
            assert!(!finding.spots.is_empty(), "{}: {}", path.display(), finding.rule.id);
            for spot in &finding.spots {
                assert!(spot.line() > 0 && spot.text().get(spot.span()).is_some(), "{}", spot.path);
            }
        }
    }
}

fn estimate(low: f64, high: f64, seeds: u32) -> Option<Estimate> {
    Some(Estimate { value: (low + high) / 2.0, low, high, seeds })
}

fn measured(change: impl FnOnce(&mut Measured)) -> Measured {
    let mut measured = Measured { people: 10_000, days: 365, ..Measured::default() };
    change(&mut measured);
    measured
}

fn ratio(low: f64, high: f64) -> GroupRatio {
    let adverse = estimate(low, high, 30).expect("an estimate");
    let favourable = estimate(0.95, 0.97, 30).expect("an estimate");
    GroupRatio { groups: "residence: migrant against local".into(), adverse, favourable }
}

fn safeguard(low: f64, high: f64) -> SafeguardEffect {
    let small = estimate(-0.001, 0.001, 30).expect("an estimate");
    let shapley = estimate(low, high, 30).expect("an estimate");
    let (safeguard, harm) = ("appeal".into(), "wrongful sanctions".into());
    SafeguardEffect { safeguard, harm, alone: small, left_out: small, shapley, delta: 0.01 }
}

/// For each measured rule: figures in which it fires, in which it stays quiet, and in which nothing can be told.
fn measurements() -> Vec<(&'static str, Measured, Measured)> {
    type Set = fn(&mut Measured, Option<Estimate>);
    let one = |id, set: Set, fires: (f64, f64), quiet: (f64, f64)| {
        let with = |(low, high)| measured(|m| set(m, estimate(low, high, 30)));
        (id, with(fires), with(quiet))
    };
    vec![
        one("SIM-1", |m, e| m.wrongful_sanction_rate = e, (0.2, 0.3), (0.01, 0.2)),
        one("SIM-3", |m, e| m.severity_rank_correlation = e, (0.1, 0.3), (0.3, 0.7)),
        one("SIM-4", |m, e| m.conduct_variance_share = e, (0.2, 0.4), (0.4, 0.8)),
        one("SIM-5", |m, e| m.median_days_to_correction = e, (90.0, 120.0), (5.0, 40.0)),
        one("SIM-5", |m, e| m.never_corrected_share = e, (0.7, 0.9), (0.3, 0.6)),
        one("SIM-6", |m, e| m.lowest_band_half_life_days = e, (200.0, 400.0), (60.0, 200.0)),
        one("SIM-7", |m, e| m.silence = e, (0.1, 0.2), (0.0, 0.1)),
        one("OBS-6", |m, e| m.observation_ratio = e, (1.5, 2.0), (0.9, 1.5)),
        one("HUM-2", |m, e| m.planted_errors_overridden = e, (0.0, 0.02), (0.02, 0.3)),
        (
            "SIM-2",
            measured(|m| m.group_ratios.push(ratio(1.5, 3.0))),
            measured(|m| m.group_ratios.push(ratio(1.1, 3.0))),
        ),
        (
            "SIM-8",
            measured(|m| m.safeguards.push(safeguard(-0.002, 0.001))),
            measured(|m| m.safeguards.push(safeguard(-0.5, 0.001))),
        ),
    ]
}

fn measured_findings(id: &str, figures: &Measured) -> usize {
    let regime = opened("fixtures/PRO-3-quiet.toml");
    let report = lint::lint(&regime, day(), Some(figures));
    of_rule(&report, id).into_iter().filter(|finding| finding.mode == Mode::Measured).count()
}

#[test]
fn every_measured_rule_fires_when_the_whole_interval_lies_beyond_and_is_quiet_otherwise() {
    let told: Vec<&str> = measurements().iter().map(|(id, ..)| *id).collect();
    for rule in RULES.iter().filter(|rule| rule.modes().contains(&Mode::Measured)) {
        assert!(told.contains(&rule.id), "{} has no measurement", rule.id);
    }
    for (id, fires, quiet) in measurements() {
        assert_eq!(measured_findings(id, &fires), 1, "{id}");
        assert_eq!(measured_findings(id, &quiet), 0, "{id}: the interval contains the threshold");
        assert_eq!(measured_findings(id, &Measured::default()), 0, "{id}: nothing was measured");
    }
}

#[test]
fn fewer_than_thirty_seeds_say_nothing() {
    let few = measured(|m| m.wrongful_sanction_rate = estimate(0.2, 0.3, 29));
    assert_eq!(measured_findings("SIM-1", &few), 0);
    let report = lint::lint(&opened("fixtures/PRO-3-quiet.toml"), day(), Some(&few));
    assert!(report.not_looked_at.iter().any(|part| part.contains("SIM-1")));
}

#[test]
fn what_was_not_measured_is_named() {
    let named = |figures: Option<&Measured>| {
        let report = lint::lint(&opened("fixtures/PRO-3-quiet.toml"), day(), figures);
        report.not_looked_at.last().expect("a part").clone()
    };
    assert!(named(None).ends_with("OBS-6, HUM-2, SIM-1, SIM-2, SIM-3, SIM-4, SIM-5, SIM-6, SIM-7, SIM-8"));
    let some = measured(|m| m.silence = estimate(0.0, 0.01, 30));
    assert!(!named(Some(&some)).contains("SIM-7"));
}

#[test]
fn both_ratios_of_groups_are_printed() {
    let figures = measured(|m| m.group_ratios.push(ratio(4.0, 6.0)));
    let report = lint::lint(&opened("fixtures/PRO-3-quiet.toml"), day(), Some(&figures));
    let message = &of_rule(&report, "SIM-2")[0].message;
    assert!(message.contains("adverse ratio is 5.00") && message.contains("favourable ratio is 0.96"), "{message}");
}

#[test]
fn no_simulation_clears_a_finding() {
    let regime = opened("fixtures/CTX-1-fires.toml");
    let harmless = measured(|m| {
        m.wrongful_sanction_rate = estimate(0.0, 0.001, 60);
        m.silence = estimate(0.0, 0.001, 60);
        m.observation_ratio = estimate(0.99, 1.01, 60);
    });
    assert_eq!(raised(&lint::lint(&regime, day(), None)), raised(&lint::lint(&regime, day(), Some(&harmless))));
}

#[test]
fn a_silent_author_is_as_silent_in_the_lock_of_a_run() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let experiment = scenario::load_experiment(&root.join("experiments/tiny.toml")).expect("a shipped experiment");
    let of = |opened: &scenario::Opened| {
        let report = lint::lint(opened, day(), None);
        let of_rule = report.findings.into_iter().filter(|finding| finding.rule.id == "OBS-1");
        of_rule.map(|finding| finding.message).collect::<Vec<_>>()
    };
    let city = root.join("cities/beijing.toml");
    let regime = root.join("regimes/beijing-as-reported-2018.toml");
    let by_its_author = of(&scenario::open_regime(&regime, Some(&city)).expect("a shipped regime"));
    let lock = experiment.lock();
    let in_the_lock = of(&scenario::Opened::from_lock(&lock, "as-reported").expect("a lock"));
    assert!(by_its_author.iter().any(|message| message.starts_with("no error rate is written for")));
    assert_eq!(in_the_lock, by_its_author);
}
