//! A list of court debtors who may not fly: does the length of the list alone explain how many flights are refused?

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{Town, lived};
use engine::Hands;
use model::measures::Measure;

/// Cumulative refused flights, in millions: end of 2018, March 2019, July 2019.
const REFUSED: [f64; 3] = [17.5, 20.47, 27.3];
/// People on the list at the same times, in millions.
const LISTED: [f64; 3] = [13.0, 13.49, 14.5];
/// People of the nominal population, in millions. Only ratios matter: half of it is on the list, so that a small city
/// has enough of them.
const NOMINAL: f64 = 26.0;
const MONTH: u16 = 30;
const YEAR: u16 = 12 * MONTH;

pub(super) const CASE: Case = Case {
    name: "court-list",
    title: "Refused flights of listed court debtors: 0.99 M a month to March 2019, 1.71 M from then to July",
    source: "courtlist",
    simulates: "gates: the airline refuses a planted list; the rate of applications is fitted to the first flow",
    slow: false,
    checks: &[
        Check {
            what: "refused flights a month, millions, January to March 2019 (fitted)",
            kind: Kind::Calibration,
            published: (REFUSED[1] - REFUSED[0]) / 3.0,
            tolerance: Tolerance::Factor(1.05),
            expected: Expected::Holds,
        },
        Check {
            what: "refused flights a month, millions, April to July 2019",
            kind: Kind::Validation,
            published: (REFUSED[2] - REFUSED[1]) / 4.0,
            tolerance: Tolerance::Factor(1.3),
            expected: Expected::DoesNotHold(
                "the list grew by 6 % and refusals a month by 73 %: people on the list tried more often, or more \
                 carriers looked it up; the model's rate of applications is constant",
            ),
        },
    ],
    run,
};

const LIST: &str = r#"
name = "court-list"
title = "A list of debtors, and an airline that looks it up"
[score]
start = 100
minimum = 0
maximum = 200
hold_up_days = 0
hold_down_days = 0
[points]
debt-unpaid = -50
[band.listed]
floor = 0
[band.free]
floor = 100
[gate.airline]
context = "travel"
refuse_up_to = "listed"
[inject]
behaviour = "debt-unpaid"
"#;

fn run(hands: &Hands) -> Vec<Simulated> {
    let lists = [(LISTED[0] + LISTED[1]) / 2.0, (LISTED[1] + LISTED[2]) / 2.0];
    let fitted = CASE.checks[0].published / refused(hands, 1.0, lists[0], 100);
    let flow = |list: f64| {
        let seeds: Vec<f64> = (1..=4).map(|seed| refused(hands, fitted, list, seed)).collect();
        Simulated::over_seeds(&seeds)
    };
    vec![flow(lists[0]).noting(format!("{fitted:.2} applications a person and year")), flow(lists[1])]
}

/// Refused flights a month of the nominal population, in millions.
fn refused(hands: &Hands, applications: f64, listed: f64, seed: u64) -> f64 {
    let mut town = Town::quiet(LIST);
    town.in_city("application.airline.per_year", applications);
    town.in_regime("inject.share", listed / NOMINAL);
    let city = town.draw(10_000, seed, hands);
    let mut world = town.world(&city, hands);
    let refusals = lived(&mut world, 0..YEAR, Measure::RefusedJourneys);
    refusals / f64::from(YEAR / MONTH) * NOMINAL / 10_000.0
}
