//! Attention goes where records come from, and records come from where attention goes.
//!
//! Two districts, twice as many incidents in one as in the other. A visit discovers the incidents of the district
//! visited; those of both are reported by themselves. The published limits are roots of the urn's quadratic.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use engine::Hands;
use model::Seed;
use model::chance::{About, Purpose};
use model::fixed::{self, Probability};
use model::mechanisms::authority::{self, Records, Rules};

const DRAWS: u32 = 20_000;
const URNS: usize = 50;
const INCIDENTS: [u64; 2] = [2, 1];

const fn limit(what: &'static str, published: f64, tolerance: Tolerance) -> Check {
    Check { what, kind: Kind::Reproduction, published, tolerance, expected: Expected::Holds }
}

pub(super) const CASE: Case = Case {
    name: "urn",
    title: "Runaway feedback in predictive policing: shares of the visits of two districts with incidents 2 to 1",
    source: "ensign2018",
    simulates: "authority: the attention of two districts after each of 20,000 visits, full memory, 50 urns",
    slow: false,
    checks: &[
        limit("share of the visits, corrected for having looked", 2.0 / 3.0, Tolerance::Within(0.01)),
        limit("share of the visits, discovered incidents weigh 0.5", 0.732, Tolerance::Within(0.01)),
        limit("share of the visits, discovered incidents weigh 0.9", 0.911, Tolerance::Within(0.01)),
        limit("share of the visits, only discovered incidents count", 1.0, Tolerance::AtLeast(0.95)),
        limit("the same, less the share at half of the visits", 0.0, Tolerance::AtLeast(1e-6)),
    ],
    run,
};

fn run(hands: &Hands) -> Vec<Simulated> {
    let end = |weight, corrected| Simulated::over_seeds(&shares(hands, weight, corrected).map(|share| share[1]));
    let runaway = shares(hands, 1.0, false);
    vec![
        end(1.0, true),
        end(0.5, false),
        end(0.9, false),
        Simulated::over_seeds(&runaway.map(|share| share[1])),
        Simulated::over_seeds(&runaway.map(|[half, end]| end - half)),
    ]
}

/// Share of what is kept that is the first district's, at half of the visits and at the end, by urn.
fn shares(hands: &Hands, discovered_weight: f64, corrected: bool) -> [[f64; 2]; URNS] {
    let rules = Rules {
        weight: Probability::CERTAIN,
        ceiling: u32::MAX,
        memory: Probability::CERTAIN,
        discovered_weight: fixed::probability(discovered_weight),
        corrected,
    };
    let urns = hands.map(URNS, |urn| visits(&rules, urn as u32));
    urns.try_into().expect("as many as were asked for")
}

fn visits(rules: &Rules, urn: u32) -> [f64; 2] {
    let mut kept = [1u64 << 16; 2];
    let mut shares = [0.0; 2];
    for draw in 0..DRAWS {
        let attention = authority::attention(rules, &kept, &[1, 1]);
        let about = About { who: urn, other: 1, day: 0, purpose: Purpose::ValidationCrowd };
        let first = Probability::ratio(attention[0].into(), u64::from(attention[0]) + u64::from(attention[1]));
        let visited = usize::from(!first.hit(Seed(1).draw(about, draw)[0]));
        for (district, incidents) in INCIDENTS.into_iter().enumerate() {
            let discovered = if district == visited { incidents } else { 0 };
            let records = Records { discovered, reported: incidents, kept: kept[district] };
            kept[district] = authority::remembered(rules, records, attention[district]);
        }
        if draw + 1 == DRAWS / 2 || draw + 1 == DRAWS {
            shares[usize::from(draw + 1 == DRAWS)] = kept[0] as f64 / (kept[0] + kept[1]) as f64;
        }
    }
    shares
}
