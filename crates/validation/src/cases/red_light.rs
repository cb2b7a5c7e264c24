//! A camera at a crossing fines everybody whom it sees: how many still run the red light?

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{Town, lived};
use engine::Hands;
use model::measures::Measure;

const DAYS: u16 = 365;

pub(super) const CASE: Case = Case {
    name: "red-light-cameras",
    title: "Red-light cameras, a review of 38 studies: violations −61 % (20 to 60 % by review)",
    source: "redlight",
    simulates: "conduct and response: traffic offences where only officers look (recorded with chance 0.06), beside the same people where a camera reads plates (coverage 1, default sensitivity)",
    slow: false,
    checks: &[Check {
        what: "change of the violations at watched crossings",
        kind: Kind::Pattern,
        published: -0.61,
        tolerance: Tolerance::Between(-0.65, -0.2),
        expected: Expected::Holds,
    }],
    run,
};

const CROSSING: &str = r#"
name = "crossing"
title = "Officers fine whom they see; a camera that reads plates may stand there"
[score]
enabled = false
merged = false
visible = false
[channel.officers]
kind = "register"
behaviours = ["traffic-offence"]
coverage = 0.3
sensitivity = 0.2
fines = true
[channel.plates]
kind = "register"
behaviours = ["traffic-offence"]
coverage = 0
fines = true
"#;

fn run(hands: &Hands) -> Vec<Simulated> {
    let town = crossing();
    let seeds: Vec<f64> = (1..=3).map(|seed| change(&town, hands, seed)).collect();
    let at = |deterrence: f64, sensitivity: f64| {
        let mut town = crossing();
        town.in_catalogue("behaviour.traffic-offence.deterrence", deterrence);
        town.in_regime("channel.plates.sensitivity", sensitivity);
        change(&town, hands, 1)
    };
    let note = format!("over the ranges of deterrence and sensitivity: {:.2} to {:.2}", at(0.1, 0.1), at(1.5, 0.9));
    vec![Simulated::over_seeds(&seeds).noting(note)]
}

fn crossing() -> Town {
    let mut town = Town::quiet(CROSSING);
    town.in_catalogue("behaviour.traffic-offence.per_year", 12.0);
    town
}

/// Offences with the camera ÷ without it, less one: the same people and the same occasions.
fn change(town: &Town, hands: &Hands, seed: u64) -> f64 {
    let city = town.draw(10_000, seed, hands);
    let mut watched = town.clone();
    watched.in_regime("channel.plates.coverage", 1.0);
    let [before, after] = [town, &watched].map(|town| lived(&mut town.world(&city, hands), 0..DAYS, Measure::Offences));
    after / before - 1.0
}
