//! A year with a flag on one's file: how many lose their work over it?

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{AS_REPORTED, Town};
use engine::{Hands, World};
use model::City;
use model::mechanisms::attribution::PLANTED;
use model::state::work;

/// The holding time of the regime, and a flagged year.
const DAYS: u16 = 60 + 365;

pub(super) const CASE: Case = Case {
    name: "exclusion",
    title: "One more year with negative information on file: employment −3 points",
    source: "bos2018",
    simulates: "life and gates: the reported regime and the city as they ship; half the people get one planted false mark of 50 points, and each is laid beside the twin without it",
    slow: false,
    checks: &[Check {
        what: "employment of working ages after a flagged year, points",
        kind: Kind::Pattern,
        published: -3.0,
        tolerance: Tolerance::Between(-5.0, -1.0),
        expected: Expected::Holds,
    }],
    run,
};

fn run(hands: &Hands) -> Vec<Simulated> {
    let seeds: Vec<f64> = (1..=4).map(|seed| points_lost(hands, seed)).collect();
    vec![Simulated::over_seeds(&seeds).noting("hazards of life are stylised, not from elsewhere")]
}

/// Employed among the flagged less employed among their twins, in points.
fn points_lost(hands: &Hands, seed: u64) -> f64 {
    let mut town = Town::under(AS_REPORTED);
    let city = town.draw(10_000, seed, hands);
    let mut twin = town.world(&city, hands);
    town.regime.set("inject.behaviour", model::parameters::Value::Text("tax-offence".into()));
    town.in_regime("inject.share", 0.5);
    let mut flagged = town.world(&city, hands);
    for day in 0..DAYS {
        twin.live(day);
        flagged.live(day);
    }
    let (mut people, mut change) = (0.0, 0.0);
    for (block, number) in planted(&city, &flagged) {
        let at_work = |world: &World| f64::from(world.blocks()[block].people.work[number] == work::EMPLOYED);
        people += 1.0;
        change += at_work(&flagged) - at_work(&twin);
    }
    100.0 * change / people
}

/// Block and slot of everybody of working age with a planted mark.
fn planted<'a>(city: &'a City, world: &'a World) -> impl Iterator<Item = (usize, usize)> + 'a {
    let ages = world.rules_on(0).life.working_ages();
    world.blocks().iter().enumerate().flat_map(move |(number, block)| {
        let marks = block.marks.iter().filter(|mark| mark.channel == PLANTED).map(|mark| usize::from(mark.slot));
        marks.filter(move |slot| ages.contains(&city.places[number].age(*slot))).map(move |slot| (number, slot))
    })
}
