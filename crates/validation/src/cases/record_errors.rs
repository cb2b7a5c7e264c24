//! Errors in credit files: how many files hold one, how many scores it moves, how many change their tier.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::Town;
use engine::Hands;
use model::state::{AS_BOOKED, Truth, WITHOUT_ERRORS};

const DAYS: u16 = 3 * 365;
const WITH_AN_ERROR: f64 = 0.26;
const ADULT: u8 = 18;

pub(super) const CASE: Case = Case {
    name: "record-errors",
    title: "Credit files (FTC, N = 1,001): 26 % with an error, 13 % a score change, 5.2 % a change of tier",
    source: "creditfiles2012",
    simulates: "attribution and scoring: three years of debts and payments in one register; `wrong_file` is fitted to the files with an error",
    slow: false,
    checks: &[
        Check {
            what: "files with an error, share of adults (fitted)",
            kind: Kind::Calibration,
            published: WITH_AN_ERROR,
            tolerance: Tolerance::Factor(1.1),
            expected: Expected::Holds,
        },
        Check {
            what: "scores that an error moves, share of adults",
            kind: Kind::Validation,
            published: 0.13,
            tolerance: Tolerance::Factor(1.5),
            expected: Expected::DoesNotHold(
                "every record of the model carries points, so every error moves the score; in the study half of the \
                 files with an error kept their score",
            ),
        },
        Check {
            what: "tiers that an error moves, share of adults",
            kind: Kind::Validation,
            published: 0.052,
            tolerance: Tolerance::Factor(1.5),
            expected: Expected::DoesNotHold("nearly all records are payments of one point each, which move no tier"),
        },
    ],
    run,
};

/// Bands and range after `sesame`; points as in the reported regime; the start is the middle of the range (stylised).
const CREDIT: &str = r#"
name = "credit-file"
title = "Debts and payments, one register, five tiers"
[score]
start = 650
minimum = 350
maximum = 950
hold_up_days = 0
hold_down_days = 0
[points]
debt-unpaid = -50
debt-paid-on-time = 1
[band.lowest]
floor = 350
[band.low]
floor = 550
[band.middle]
floor = 600
[band.high]
floor = 650
[band.highest]
floor = 700
[channel.lenders]
kind = "register"
behaviours = ["debt-unpaid", "debt-paid-on-time"]
coverage = 1
sensitivity = 1
"#;

/// Shares of the adults: with an error on file, with a score it moves, with a tier it moves.
type Shares = [f64; 3];

fn run(hands: &Hands) -> Vec<Simulated> {
    // Errors are Poisson in a file: the chance of one is 1 − e^(−c·ε), so one run tells c.
    let trial = 0.01;
    let per_error = -(1.0 - shares(hands, trial, 100)[0]).ln() / trial;
    let fitted = -(1.0 - WITH_AN_ERROR).ln() / per_error;
    let seeds: Vec<Shares> = (1..=3).map(|seed| shares(hands, fitted, seed)).collect();
    let over = |which: usize| Simulated::over_seeds(&seeds.iter().map(|shares| shares[which]).collect::<Vec<_>>());
    vec![over(0).noting(format!("wrong_file {fitted:.4}")), over(1), over(2)]
}

fn shares(hands: &Hands, wrong_file: f64, seed: u64) -> Shares {
    let mut town = Town::quiet(CREDIT);
    town.in_regime("channel.lenders.wrong_file", wrong_file);
    let city = town.draw(10_000, seed, hands);
    let mut world = town.world(&city, hands);
    (0..DAYS).for_each(|day| drop(world.live(day)));
    let (mut adults, mut found) = (0.0, [0.0; 3]);
    for (place, block) in city.places.iter().zip(world.blocks()) {
        let mut errors = vec![false; place.len()];
        let wrong = block.marks.iter().filter(|mark| Truth::from_number(mark.truth).is_erroneous());
        wrong.for_each(|mark| errors[usize::from(mark.slot)] = true);
        for slot in (0..place.len()).filter(|slot| place.age(*slot) >= ADULT) {
            let people = &block.people;
            let erroneous = Truth::ALL.iter().filter(|truth| truth.is_erroneous());
            let points: i32 = erroneous.map(|truth| people.ledgers(slot)[*truth as usize]).sum();
            let standings = &people.accounts[slot].standings;
            adults += 1.0;
            for (count, holds) in found.iter_mut().zip([
                errors[slot],
                points != 0,
                standings[AS_BOOKED].band != standings[WITHOUT_ERRORS].band,
            ]) {
                *count += f64::from(holds);
            }
        }
    }
    found.map(|count| count / adults)
}
