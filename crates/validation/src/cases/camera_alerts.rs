//! An event with a watchlist: most alerts are wrong, because hardly anybody in the crowd is on the list.

use super::face_search::ONE_CAMERA;
use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::Town;
use engine::Hands;
use model::chance::{About, Purpose};
use model::fixed;
use model::mechanisms::attribution::{self, Named};
use model::{Rules, Seed};

const RIGHT: f64 = 173.0;
const ALERTS: f64 = 2_470.0;
/// Faces on the list: stylised, as is that the rates of 2023 held in 2017. Only prevalence ÷ FPIR matters.
const WATCHLIST: f64 = 10_000.0;

pub(super) const CASE: Case = Case {
    name: "camera-alerts",
    title: "South Wales Police 2017: 173 of 2,470 alerts named the right person",
    source: "southwales2017",
    simulates: "attribution: a crowd of which a share is on the list; the share is swept, the event drawn at the middle of the band that fits",
    slow: false,
    checks: &[Check {
        what: "right alerts, share of all alerts",
        kind: Kind::Pattern,
        published: RIGHT / ALERTS,
        tolerance: Tolerance::Interval,
        expected: Expected::Holds,
    }],
    run,
};

/// Alerts on one face: chances that it names the right and a wrong person.
struct Alerts {
    rules: Rules,
}

impl Alerts {
    fn with(tpir: f64, hands: &Hands) -> Self {
        let mut town = Town::quiet(ONE_CAMERA);
        town.in_regime("face.gallery", WATCHLIST);
        town.in_regime("face.tpir", tpir);
        Self { rules: town.rules(&town.draw(10_000, 1, hands)) }
    }
    fn chances(&self) -> (f64, f64) {
        let search = &self.rules.attribution.search(0);
        (share(search.named_right), share(search.named_wrong))
    }
    fn named(&self, word: u32) -> Named {
        attribution::named_by_search(self.rules.attribution.search(0), word)
    }
}

fn share(chance: fixed::Probability) -> f64 {
    chance.raw() as f64 / 4_294_967_296.0
}

fn run(hands: &Hands) -> Vec<Simulated> {
    let (listed, strangers) = (Alerts::with(0.89, hands), Alerts::with(0.0, hands));
    let published = Simulated::share(RIGHT, ALERTS);
    let ((right, wrong), (_, stranger)) = (listed.chances(), strangers.chances());
    let alerts = |prevalence: f64| prevalence * (right + wrong) + (1.0 - prevalence) * stranger;
    let fits =
        |prevalence: &f64| (published.low..=published.high).contains(&(prevalence * right / alerts(*prevalence)));
    // A hundred steps in each power of ten.
    let band: Vec<f64> = (-900..0).map(|step| 10f64.powf(f64::from(step) / 100.0)).filter(fits).collect();
    let (Some(low), Some(high)) = (band.first(), band.last()) else {
        return vec![Simulated::exact(0.0).noting("no prevalence gives it")];
    };
    let middle = (low * high).sqrt();
    let faces = (ALERTS / alerts(middle)) as u32;
    let note = format!(
        "prevalence {low:.1e} to {high:.1e} where a stranger alerts with chance {stranger:.1e}: {:.2} to {:.2} of it",
        low / stranger,
        high / stranger
    );
    vec![event(&listed, &strangers, middle, faces).noting(note)]
}

/// Every face of the crowd is searched once.
fn event(listed: &Alerts, strangers: &Alerts, prevalence: f64, faces: u32) -> Simulated {
    let on_list = fixed::probability(prevalence);
    let (mut right, mut alerts) = (0.0, 0.0);
    for face in 0..faces {
        let words = Seed(1).draw(About { who: face, other: 0, day: 0, purpose: Purpose::ValidationCrowd }, 0);
        let search = if on_list.hit(words[0]) { listed } else { strangers };
        match search.named(words[1]) {
            Named::Nobody => {}
            Named::Right => (right, alerts) = (right + 1.0, alerts + 1.0),
            Named::Wrong => alerts += 1.0,
        }
    }
    Simulated::share(right, alerts)
}
