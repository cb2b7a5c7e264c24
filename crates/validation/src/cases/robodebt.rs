//! An honest worker's year is averaged over its fortnights, and a debt appears that never was.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{Town, count};
use engine::Hands;
use model::measures::Measure;

/// Money a fortnight: wage, and what may be earned without loss; and the share of the rest that is lost. Stylised.
const WAGE: f64 = 1_000.0;
const FREE: f64 = 300.0;
const TAPER: f64 = 0.5;

/// taper·(26−k)·max(0, kw/26 − free)
const fn debt(fortnights: f64) -> f64 {
    let above = fortnights * WAGE / 26.0 - FREE;
    if above > 0.0 { TAPER * (26.0 - fortnights) * above } else { 0.0 }
}

const fn worked(what: &'static str, fortnights: f64) -> Check {
    Check {
        what,
        kind: Kind::Reproduction,
        published: debt(fortnights),
        tolerance: Tolerance::Within(0.005),
        expected: Expected::Holds,
    }
}

pub(super) const CASE: Case = Case {
    name: "robodebt",
    title: "Averaging a year's pay over 26 fortnights raises a debt against an honest worker: taper·(26−k)·max(0, kw/26 − free)",
    source: "robodebt",
    simulates: "selection and inspection: everybody is checked, nobody has a true error, everybody worked k fortnights at 1,000 a fortnight; free area 300, taper 0.5",
    slow: false,
    checks: &[
        worked("false debt after 6 of 26 fortnights of work, money", 6.0),
        worked("false debt after 13 of 26 fortnights of work, money", 13.0),
        worked("false debt after 20 of 26 fortnights of work, money", 20.0),
    ],
    run,
};

const AVERAGING: &str = r#"
name = "averaging"
title = "Everybody's year is averaged, and nobody looks twice"
[score]
enabled = false
merged = false
visible = false
[selection]
enabled = true
first_day = 0
every_days = 3650
by = "everybody"
averaging = true
accepts_false = 1
"#;

fn run(hands: &Hands) -> Vec<Simulated> {
    [6.0, 13.0, 20.0].map(|fortnights| Simulated::exact(mean_debt(hands, fortnights))).to_vec()
}

/// Money claimed from each of those checked.
fn mean_debt(hands: &Hands, fortnights: f64) -> f64 {
    let mut town = Town::quiet(AVERAGING);
    for (path, value) in [
        ("pay.per_fortnight", WAGE),
        ("pay.class_step", 0.0),
        ("pay.fewest_fortnights", fortnights),
        ("pay.most_fortnights", fortnights),
        ("selection.true_error.rate", 0.0),
        ("selection.claims_share", 1.0),
    ] {
        town.in_city(path, value);
    }
    town.in_regime("selection.free_area", FREE);
    town.in_regime("selection.taper", TAPER);
    let record = town.world(&town.draw(10_000, 1, hands), hands).live(0);
    count(&record, Measure::FalseDebt) / count(&record, Measure::SelectionCases) / 100.0
}
