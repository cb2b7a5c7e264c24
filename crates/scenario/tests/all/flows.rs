//! Edges of a regime, and the lines on which they stand.

use scenario::{Consequence, Direction, Edge, Flow, Opened, flows, open_regime};
use std::path::Path;

/// A scored world: a word and a debt are recorded, a bank and a platform go by the band.
const SCORED: &str = "\
name = \"scored\"

[points]
critical-message = -30
debt-unpaid = -50

[band.low]
floor = 0

[band.high]
floor = 1000

[channel.posts]
kind = \"platform\"
behaviours = [\"critical-message\", \"passing-on\"]

[channel.courts]
kind = \"register\"
behaviours = [\"debt-unpaid\"]
fines = true

[gate.bank]
context = \"credit\"
refuse_up_to = \"low\"
";

fn opened(text: &str) -> Opened {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("regime.toml");
    std::fs::write(&path, text).expect("written");
    open_regime(&path, None).unwrap_or_else(|errors| panic!("{errors}"))
}

fn flows_of(text: &str) -> Vec<Flow> {
    flows(&opened(text))
}

/// Origin and effect of everything but fines.
fn judged(flows: &[Flow]) -> Vec<(&str, &str)> {
    let judged = flows.iter().filter(|flow| !matches!(flow.edge, Edge::Fine { .. }));
    judged.map(|flow| (flow.origin.as_str(), flow.effect.as_str())).collect()
}

#[test]
fn every_act_that_weighs_takes_effect_wherever_the_band_decides() {
    let flows = flows_of(SCORED);
    assert_eq!(judged(&flows), [("speech", "credit"), ("finance", "credit")], "what has no points has no edge");
    let Edge::Consequence { behaviour, channel, gate, what } = &flows[0].edge else { panic!("{:?}", flows[0]) };
    assert_eq!((behaviour.as_str(), channel.as_str(), gate.as_str()), ("critical-message", "posts", "bank"));
    assert_eq!(*what, Consequence::Refused);
    assert!(flows[0].crosses() && !flows[0].is_declared());
}

#[test]
fn unmerged_records_take_effect_in_their_own_domain_only() {
    let flows = flows_of(&format!("{SCORED}\n[score]\nmerged = false\n"));
    assert_eq!(judged(&flows), [("finance", "credit")]);
}

#[test]
fn a_fine_takes_effect_where_the_act_arose_even_without_a_score() {
    let flows = flows_of(&format!("{SCORED}\n[score]\nenabled = false\n"));
    assert_eq!(flows.len(), 1);
    assert!(matches!(&flows[0].edge, Edge::Fine { behaviour, .. } if behaviour == "debt-unpaid"));
    assert!(!flows[0].crosses());
}

#[test]
fn a_list_needs_no_score() {
    let listed = SCORED.replace("refuse_up_to = \"low\"", "refuse_listed = [\"critical-message\"]");
    let flows = flows_of(&format!("{listed}\n[score]\nenabled = false\n"));
    assert_eq!(judged(&flows), [("speech", "credit")]);
}

#[test]
fn kin_ratings_and_inputs_are_edges_too() {
    let flows = flows_of(&format!(
        "{SCORED}\n[score]\nkin_share = 0.1\n\n[rating]\nenabled = true\nweight = 5\n\n[policy]\ncontext = \"credit\"\n\n\
         [input.street]\nabout = \"address\"\norigin = \"housing\"\n"
    ));
    let of = |edge: fn(&Edge) -> bool| flows.iter().filter(|flow| edge(&flow.edge)).collect::<Vec<_>>();
    assert_eq!(of(|edge| matches!(edge, Edge::Kin { .. })).len(), 2);
    assert_eq!(of(|edge| matches!(edge, Edge::Rating { .. }))[0].origin, "commerce");
    let input = of(|edge| matches!(edge, Edge::Input { .. }))[0];
    assert_eq!((input.origin.as_str(), input.effect.as_str()), ("housing", "credit"));
}

#[test]
fn what_an_author_declares_is_carried_and_blank_words_declare_nothing() {
    let declared = "relevance = \"debts tell of debts\"\nlegal_basis = \" \"\nbody = \"another\"\n";
    let flows = flows_of(&format!("{SCORED}{declared}"));
    assert_eq!(flows[0].relevance.as_deref(), Some("debts tell of debts"));
    assert!(flows[0].legal_basis.is_none() && !flows[0].is_declared());
    assert_eq!(flows[0].direction, Direction::GivenAway);
    let extra = "\n[flow.police]\norigin = \"finance\"\neffect = \"policing\"\ndirection = \"given away\"\n";
    let flows = flows_of(&format!("{SCORED}{extra}"));
    let last = flows.last().expect("a flow");
    assert_eq!((last.effect.as_str(), last.direction), ("policing", Direction::GivenAway));
}

#[test]
fn every_key_of_an_edge_leads_to_a_line() {
    let opened = opened(SCORED);
    for path in flows(&opened).iter().flat_map(|flow| &flow.paths) {
        let spot = opened.spot(path);
        let drawn = spot.text().get(spot.span()).expect("words");
        assert!(spot.written && !drawn.contains('\n'), "{path}: {drawn}");
        let key = path.rsplit('.').next().expect("a key");
        assert!(drawn.starts_with(key), "{path}: {drawn}");
    }
}

#[test]
fn a_silent_key_leads_to_its_section_or_to_the_name() {
    let opened = opened(SCORED);
    let place = |path: &str| {
        let spot = opened.spot(path);
        (spot.line(), spot.column(), spot.written)
    };
    assert_eq!(place("gate.bank.severity"), (22, 7, false));
    assert_eq!(place("gate.bank"), (22, 7, true));
    assert_eq!(place("policy.purpose"), (1, 8, false));
    assert!(opened.is_written("gate.bank.context") && !opened.is_written("gate.bank.severity"));
}

#[test]
fn a_line_of_the_extended_regime_is_told_with_its_file() {
    let opened =
        open_regime(Path::new("tests/fixtures/child-regime.toml"), Some(Path::new("tests/fixtures/city.toml")));
    let opened = opened.unwrap_or_else(|errors| panic!("{errors}"));
    assert!(opened.spot("gate.bank.context").file().ends_with("fixtures/regime.toml"));
    assert!(opened.spot("name").file().ends_with("child-regime.toml"));
}

#[test]
fn to_be_kept_waiting_is_a_consequence_too() {
    let flows = flows_of(&SCORED.replacen("refuse_up_to", "delay_up_to", 1));
    let Edge::Consequence { what, .. } = &flows[0].edge else { panic!("{:?}", flows[0]) };
    assert_eq!((judged(&flows).len(), *what), (2, Consequence::Delayed));
}
