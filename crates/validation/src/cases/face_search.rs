//! A live face search: how often it alerts on a passer-by who is on no list, and how often it finds who is on it.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{Town, count};
use engine::Hands;
use model::measures::Measure;

pub(super) const CASE: Case = Case {
    name: "face-search",
    title: "Live face recognition: one false alert in 6,000 at a watchlist of 10,000, in 60,000 at 1,000; TPIR 89 %",
    source: "npl2023",
    simulates: "attribution: every act of a quiet city passes one camera; nobody on the list (false alerts), then everybody",
    slow: false,
    checks: &[
        calibration("false alerts per face, watchlist of 10,000", 1.0 / 6_000.0),
        calibration("false alerts per face, watchlist of 1,000", 1.0 / 60_000.0),
        calibration("rightly named per face of the list", 0.89),
    ],
    run,
};

const fn calibration(what: &'static str, published: f64) -> Check {
    Check { what, kind: Kind::Calibration, published, tolerance: Tolerance::Interval, expected: Expected::Holds }
}

pub(super) const ONE_CAMERA: &str = r#"
name = "one-camera"
title = "A camera that sees every act, and no score"
[score]
enabled = false
merged = false
visible = false
[channel.camera]
kind = "camera"
behaviours = ["smoking-in-public"]
sensitivity = 1
[camera]
reach = 10
[face]
outranks = 1
"#;

fn run(hands: &Hands) -> Vec<Simulated> {
    vec![
        named(hands, 10_000.0, 0.0, 90, Measure::MarksWrongPerson),
        named(hands, 1_000.0, 0.0, 250, Measure::MarksWrongPerson),
        named(hands, 10_000.0, 0.89, 10, Measure::MarksOwn),
    ]
}

/// Share of the searches that end in this kind of mark.
fn named(hands: &Hands, gallery: f64, tpir: f64, days: u16, measure: Measure) -> Simulated {
    let mut town = Town::quiet(ONE_CAMERA);
    town.in_catalogue("behaviour.smoking-in-public.per_year", 366.0);
    town.in_catalogue("behaviour.smoking-in-public.deterrence", 0.0);
    town.in_city("conduct.avoidance", 0.0);
    town.in_regime("face.gallery", gallery);
    town.in_regime("face.tpir", tpir);
    let city = town.draw(20_000, 1, hands);
    let mut world = town.world(&city, hands);
    let (mut searches, mut marks) = (0.0, 0.0);
    for day in 0..days {
        marks += count(&world.live(day), measure);
        searches += world.blocks().iter().map(|block| block.today.sightings.len() as f64).sum::<f64>();
    }
    Simulated::share(marks, searches).noting(format!("{marks} of {searches} searches"))
}
