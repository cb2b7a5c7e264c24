//! What the regimes that ship raise.

use crate::files::{linted, opened, raised, toml_files};

/// A line of the regime itself, or of the one that it extends.
fn line(spot: &scenario::Spot, path: &std::path::Path) -> String {
    match std::path::Path::new(spot.file()) {
        file if file == path => spot.line().to_string(),
        file => format!("{}:{}", file.file_stem().expect("a name").to_string_lossy(), spot.line()),
    }
}

#[test]
fn the_regimes_that_ship_raise_what_is_written_down() {
    for path in toml_files("../../regimes") {
        let report = linted(&path);
        let lines: Vec<String> = report
            .findings
            .iter()
            .map(|finding| {
                let mut lines: Vec<String> = finding.spots.iter().map(|spot| line(spot, &path)).collect();
                lines.dedup();
                format!("{} {} {}", finding.rule.id, finding.severity, lines.join(","))
            })
            .collect();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        insta::assert_snapshot!(name, lines.join("\n"));
    }
}

#[test]
fn the_plan_for_beijing_raises_at_least_what_the_press_reported() {
    let raised = raised(&linted("../../regimes/beijing-as-reported-2018.toml"));
    let expected = "SCO-1 CTX-1 CTX-2 DIS-5 PRO-3 OBS-2 OBS-5 HUM-1 HUM-3 DIS-3 GOV-3 GOV-4";
    for id in expected.split(' ') {
        assert!(raised.contains(&id), "{id} is silent: {raised:?}");
    }
}

#[test]
fn ordinary_law_scores_nobody_and_crosses_no_context() {
    let report = linted("../../regimes/ordinary-law.toml");
    let raised = raised(&report);
    assert!(
        !raised.iter().any(|id| ["SCO", "CTX", "DIS", "GOV"].iter().any(|group| id.starts_with(group))),
        "{raised:?}"
    );
    assert!(lint::matrix(&opened("../../regimes/ordinary-law.toml")).text().contains("nothing but ordinary fines"));
}
