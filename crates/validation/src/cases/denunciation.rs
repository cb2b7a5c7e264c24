//! Tips by residents: how many there are, how many are of use, how many solve a case.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{AS_REPORTED, Town, count};
use engine::Hands;
use model::measures::Measure;
use model::mechanisms::denunciation::OFFICE;
use model::state::Truth;

const PEOPLE: u64 = 20_000;
const DAYS: u16 = 180;
/// Tips for 1,000 residents and year: 20,000 a month from 3.45 million.
const TIPS: f64 = 70.0;

const fn yields(what: &'static str, published: f64) -> Check {
    let reason = "the office's stylised error curve accepts 60 % of true and 30 % of false tips, and only its capacity \
                  holds it back: that nearly all tips are about nothing of use is not in the model";
    Check {
        what,
        kind: Kind::Validation,
        published,
        tolerance: Tolerance::Factor(2.0),
        expected: Expected::DoesNotHold(reason),
    }
}

pub(super) const CASE: Case = Case {
    name: "denunciation",
    title: "Chaoyang: about 20,000 tips a month of 3.45 M residents, 8,300 useful a year, 370 cases",
    source: "chaoyang",
    simulates: "denunciation: the reported regime as it ships, `denunciation.sight` fitted to the number of tips; a tip is useful if the office accepts it, a case if it is true and breaks a law",
    slow: false,
    checks: &[
        Check {
            what: "tips for 1,000 residents and year (fitted)",
            kind: Kind::Calibration,
            published: TIPS,
            tolerance: Tolerance::Factor(1.1),
            expected: Expected::Holds,
        },
        yields("useful, share of the tips", 8_300.0 / 240_000.0),
        yields("cases, share of the tips", 370.0 / 240_000.0),
    ],
    run,
};

/// What half a year of tips came to.
#[derive(Clone, Copy)]
struct Tips {
    filed: f64,
    accepted: f64,
    cases: f64,
}

impl Tips {
    /// For 1,000 residents and year.
    fn rate(self) -> f64 {
        self.filed / PEOPLE as f64 * 1_000.0 * 365.0 / f64::from(DAYS)
    }
}

fn run(hands: &Hands) -> Vec<Simulated> {
    // Without sight only false tips are left, and what is seen adds in proportion.
    let [none, some] = [0.0, 0.1].map(|sight| tips(hands, sight, 100).rate());
    let fitted = 0.1 * (TIPS - none) / (some - none);
    let seeds: Vec<Tips> = (1..=3).map(|seed| tips(hands, fitted, seed)).collect();
    let over = |value: fn(&Tips) -> f64| Simulated::over_seeds(&seeds.iter().map(value).collect::<Vec<_>>());
    vec![
        over(|tips| tips.rate()).noting(format!("denunciation.sight {fitted:.3}")),
        over(|tips| tips.accepted / tips.filed),
        over(|tips| tips.cases / tips.filed),
    ]
}

fn tips(hands: &Hands, sight: f64, seed: u64) -> Tips {
    let mut town = Town::under(AS_REPORTED);
    town.in_city("denunciation.sight", sight);
    let city = town.draw(PEOPLE, seed, hands);
    let mut world = town.world(&city, hands);
    let mut tips = Tips { filed: 0.0, accepted: 0.0, cases: 0.0 };
    for day in 0..DAYS {
        let record = world.live(day);
        tips.filed += count(&record, Measure::Reports);
        tips.accepted += count(&record, Measure::ReportsAccepted);
    }
    let marks = world.blocks().iter().flat_map(|block| block.marks.iter()).filter(|mark| mark.channel == OFFICE);
    let breaks_law = |behaviour: u8| city.catalogue.behaviours[usize::from(behaviour)].breaks_law();
    let solved = |mark: &model::state::Mark| mark.truth == Truth::Own as u8 && breaks_law(mark.behaviour);
    tips.cases = marks.filter(solved).count() as f64;
    tips
}
