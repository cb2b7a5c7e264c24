//! The drawn city has the margins of the census, and households of their size.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{AS_REPORTED, Town};
use engine::Hands;

const PEOPLE: u64 = 100_000;
/// Homes of more people are dormitories.
const LARGEST_FAMILY: usize = 12;

const fn margin(what: &'static str) -> Check {
    Check {
        what,
        kind: Kind::Reproduction,
        published: 1.0,
        tolerance: Tolerance::Within(0.01),
        expected: Expected::Holds,
    }
}

pub(super) const CASE: Case = Case {
    name: "census",
    title: "Beijing, seventh census of 2020: districts, ages, sexes, migrants, households",
    source: "census2020",
    simulates: "population: 100,000 synthetic people of cities/beijing.toml; the worst cell of each margin",
    slow: false,
    checks: &[
        margin("drawn share of a district ÷ published share"),
        margin("drawn share of an age group ÷ published share"),
        margin("drawn share of a sex ÷ published share"),
        margin("drawn share of a residence status ÷ published share"),
        Check {
            what: "people in a family household",
            kind: Kind::Reproduction,
            published: 2.31,
            tolerance: Tolerance::Within(0.023_1),
            expected: Expected::Holds,
        },
    ],
    run,
};

fn run(hands: &Hands) -> Vec<Simulated> {
    let town = Town::under(AS_REPORTED);
    let city = town.draw(PEOPLE, 1, hands);
    let margins = city.margins(&town.city);
    let worst = |dimension: &str| {
        let errors = margins.iter().filter(|margin| margin.dimension.ends_with(dimension)).map(|margin| margin.error);
        let (low, high) = errors.fold((0.0f64, 0.0f64), |(low, high), error| (low.min(error), high.max(error)));
        Simulated::between(1.0 + if -low > high { low } else { high }, 1.0 + low, 1.0 + high)
    };
    let homes = city.places.iter().flat_map(|place| place.household_sizes());
    let families: Vec<usize> = homes.filter(|size| *size <= LARGEST_FAMILY).collect();
    let mean = families.iter().sum::<usize>() as f64 / families.len() as f64;
    vec![worst("district"), worst("age"), worst("sex"), worst("residence"), Simulated::exact(mean)]
}
