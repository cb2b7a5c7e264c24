//! Two regimes beside one another, in sentences.

use scenario::{differences, load_regime_alone};
use std::path::Path;

/// The sentences about two regimes that each change the plain one of the fixtures.
fn told(before: &str, after: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = std::fs::read_to_string("tests/fixtures/regime.toml").expect("a fixture");
    std::fs::write(folder.path().join("plain.toml"), plain).expect("written");
    let regime = |name: &str, more: &str| {
        let path = folder.path().join(format!("{name}.toml"));
        std::fs::write(&path, format!("name = \"{name}\"\nextends = \"plain\"\n{more}")).expect("written");
        load_regime_alone(&path).unwrap_or_else(|errors| panic!("{errors}"))
    };
    let found = differences(&regime("before", before), &regime("after", after));
    found.iter().map(|one| format!("{}\n", one.sentence)).collect()
}

#[test]
fn two_regimes_that_do_the_same_have_no_difference_whatever_they_are_called() {
    assert_eq!(told("", "title = \"another title\""), "");
    assert_eq!(told("points.litter = -5", ""), "");
    for file in ["beijing-as-reported-2018", "ordinary-law"] {
        let regime = load_regime_alone(Path::new(&format!("../../regimes/{file}.toml"))).expect("it ships");
        assert!(differences(&regime, &regime).is_empty());
    }
}

#[test]
fn points_are_told_as_costs_and_earnings() {
    let points = |number: &str| format!("points.litter = {number}");
    let pair = |old: &str, new: &str| told(&points(old), &points(new));
    assert_eq!(pair("-20", "-50"), "`litter` costs 50 points now instead of 20\n");
    assert_eq!(pair("0", "-1"), "`litter` costs 1 point now instead of nothing\n");
    assert_eq!(pair("-1", "5"), "`litter` earns 5 points now instead of costing 1\n");
    assert_eq!(pair("-1", "0"), "`litter` neither costs nor earns points any more, instead of costing 1\n");
    assert_eq!(told("", "points.sleeping = -2"), "`sleeping` costs 2 points now instead of nothing\n");
}

#[test]
fn a_gate_that_is_gone_and_one_that_is_new_are_told_as_wholes() {
    let school = "[gate.school]\ncontext = \"education\"\nrefuse_up_to = \"low\"\n";
    assert_eq!(told(school, ""), "the school gate is gone\n");
    assert_eq!(told("", school), "there is a new school gate: it acts on education: `low` and below are refused\n");
}

#[test]
fn a_number_that_is_swept_otherwise_is_a_difference() {
    let ranged = "points.litter = { value = -5, low = -9, high = -1 }";
    let words = "`points.litter` (what an act of this behaviour adds (minus: takes)) is the same number: \
                 swept from -9 to -1 now; nothing is said about it before\n";
    assert_eq!(told("", ranged), words);
}

#[test]
fn each_kind_of_knob_has_its_sentence() {
    let safeguards = "[safeguard.cap]\nkind = \"cap\"\nset.\"points.litter\" = -1\n\
                      [safeguard.notice]\nkind = \"notice\"\nset.\"appeal.notice\" = 0.5\n";
    let before = format!("missing = [\"a\", \"b\"]\npolicy.context = \"credit\"\n{safeguards}");
    let after = "missing = [\"b\", \"c\"]\npolicy.purpose = \"trust\"\nscore.merged = false\nscore.expiry_days = 365\n\
                 score.decay_per_month = 0.1\nscore.gain_cap_per_month = 20\nscore.account_from_age = 18\n\
                 band.high.floor = 900\nchannel.camera.sensitivity = 0.2\nchannel.camera.fines = true\n\
                 channel.chat.private_messages = true\nchannel.camera.kind = \"spot-check\"\n\
                 gate.bank.refuse_up_to = \"none\"\ngate.bank.price_up_to = \"low\"\ngate.bank.perk_from = \"high\"\n\
                 appeal.enabled = true\nappeal.deadline_days = 14\n\
                 [safeguard.cap]\nkind = \"cap\"\nenabled = true\nset.\"points.litter\" = -2\nset.\"score.kin_share\" = 0\n\
                 [input.age]\nabout = \"age\"\norigin = \"benefits\"\n\
                 [flow.sold]\norigin = \"traffic\"\neffect = \"insurance\"\n\
                 [channel.spot]\nkind = \"spot-check\"\nbehaviours = [\"litter\"]\n\
                 [band.top]\nfloor = 1_500\n";
    insta::assert_snapshot!("forwards", told(&before, after));
    insta::assert_snapshot!("backwards", told(after, &before));
}

#[test]
fn the_two_regimes_that_ship_are_told_apart() {
    let load = |file: &str| load_regime_alone(Path::new(&format!("../../regimes/{file}.toml"))).expect("it ships");
    let found = differences(&load("beijing-as-reported-2018"), &load("ordinary-law"));
    let sentences: Vec<&str> = found.iter().map(|one| one.sentence.as_str()).collect();
    insta::assert_snapshot!("shipped", sentences.join("\n"));
}
