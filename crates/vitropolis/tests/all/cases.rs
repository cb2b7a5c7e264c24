//! Published figures beside simulated ones: `validate`.

use crate::lab::{Lab, SYNTHETIC};

const KEYS: [&str; 10] =
    ["case", "kind", "published", "simulated", "low", "high", "tolerance", "holds", "expected", "source"];

#[test]
fn a_case_that_holds_is_a_list_of_rows_and_ends_well() {
    let lab = Lab::new();
    let rows = lab.vitropolis("validate --case census --strict --json").done().list();
    assert_eq!(rows.len(), 5);
    for row in &rows {
        for key in KEYS {
            assert!(row.get(key).is_some(), "{key}: {row}");
        }
        assert_eq!((&row["case"], &row["holds"], &row["expected"]), (&"census".into(), &true.into(), &true.into()));
        assert!(row["synthetic"].as_str().expect("a mark").contains(SYNTHETIC));
    }
}

#[test]
fn a_row_that_does_not_hold_is_no_failure_unless_one_is_strict() {
    let lab = Lab::new();
    let rows = lab.vitropolis("validate --case court-list --json").done().list();
    let failing = rows.iter().find(|row| row["holds"] == false).expect("one fails");
    assert_eq!((&failing["kind"], &failing["expected"]), (&"validation".into(), &false.into()));
    assert!(failing["reason"].as_str().expect("a reason").len() > 20);
    lab.vitropolis("validate --case court-list --strict").ends_with(1);
}

#[test]
fn the_words_fit_80_columns_and_end_with_a_summary() {
    let lab = Lab::new();
    let said = lab.vitropolis("validate --case record-errors").done().out;
    let wide: Vec<&str> = said.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    for part in [SYNTHETIC, "creditfiles2012", "does not hold, as expected", "again: vitropolis validate --case"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains("3 checks, of which 2 out of sample, of which 0 hold; of all, 1"), "{said}");
}

#[test]
fn an_unknown_case_is_told_with_those_that_exist() {
    let lab = Lab::new();
    lab.vitropolis("validate --case sensus").ends_with(2).complains_of(&["sensus", "census", "face-search"]);
    lab.vitropolis("validate --case census --quick").ends_with(2).complains_of(&["cannot be used with"]);
}
