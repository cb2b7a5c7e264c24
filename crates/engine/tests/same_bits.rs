//! Serial, threads and scattered cuts give the same world.

use engine::{Hands, World, build_city};
use model::measures::Measure;
use model::small_town::Town;
use model::{Plan, Rules, Seed};
use std::sync::Arc;

fn digests(hands: Hands, days: u16) -> Vec<String> {
    let town = Town::with_every_office();
    let plan = Plan::small_town(&town.city, &town.catalogue, 9_000, Seed(5));
    let city = Arc::new(build_city(plan, &hands));
    let rules = Rules::new(&town.city, &city, &town.regime);
    let mut world = World::new(city, vec![(0, rules)], hands);
    (0..days)
        .map(|day| {
            world.live(day);
            world.digest()
        })
        .collect()
}

#[test]
fn any_number_of_threads_and_any_cut_gives_the_same_bits() {
    let serial = digests(Hands::Serial, 75);
    for threads in [2, 3, 7] {
        assert_eq!(digests(Hands::new(threads), 75), serial, "{threads} threads");
    }
    for salt in [1, 77] {
        assert_eq!(digests(Hands::scattered(3, salt), 75), serial, "cut by {salt}");
    }
}

#[test]
fn a_busy_town_has_every_kind_of_event() {
    let town = Town::with_every_office();
    let city = Arc::new(town.build(9_000, 5));
    let rules = Rules::new(&town.city, &city, &town.regime);
    let mut world = World::new(city, vec![(0, rules)], Hands::Serial);
    let mut total = vec![0i64; Measure::COUNT];
    for day in 0..200 {
        let record = world.live(day);
        for measure in Measure::ALL {
            total[*measure as usize] += record.get(0, *measure);
        }
    }
    for measure in Measure::ALL {
        assert!(total[*measure as usize] > 0, "nothing was counted for `{}`", measure.name());
    }
}
