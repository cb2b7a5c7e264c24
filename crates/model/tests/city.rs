//! The drawn city: margins, homes, contacts; and that nobody can bring a person along.

use model::chance::Seed;
use model::contacts::Layer;
use model::identity::synthetic_id;
use model::parameters::Settings;
use model::small_town::Town;
use model::{City, Plan};
use std::collections::BTreeMap;

#[test]
fn drawn_margins_are_within_one_percent_of_the_published_ones() {
    let town = Town::busy();
    for line in town.build(100_000, 2).margins(&town.city) {
        assert!(line.error.abs() < 0.01, "{line:?}");
    }
}

#[test]
fn a_household_with_children_has_an_adult() {
    let city = Town::busy().build(20_000, 2);
    for place in &city.places {
        for slot in (0..place.len()).filter(|slot| place.age(*slot) < 18) {
            let guardian = place.guardian(slot).expect("a child lives with an adult");
            assert!(place.age(guardian) >= 18 && place.home(slot).contains(&guardian));
        }
    }
}

#[test]
fn a_friend_of_mine_has_me_as_a_friend() {
    let city = Town::busy().build(3_000, 2);
    let friends =
        |person: u32| -> Vec<u32> { city.contacts.friends(city.locate(person).0.district(), person).collect() };
    for person in 0..city.people {
        assert_eq!(friends(person).len() as u32, city.contacts.friend_count());
        for friend in friends(person) {
            let times = |list: Vec<u32>, one: u32| list.iter().filter(|other| **other == one).count();
            assert_eq!(times(friends(friend), person), times(friends(person), friend), "{person} and {friend}");
        }
    }
}

#[test]
fn groups_of_a_layer_part_the_people_of_a_district() {
    let city = Town::busy().build(3_000, 2);
    for layer in [Layer::Workplace, Layer::School, Layer::ChatSmall, Layer::ChatLarge] {
        let mut seen = BTreeMap::new();
        for person in 0..city.people {
            let district = city.locate(person).0.district();
            let group = city.contacts.group(layer, district, person);
            let members: Vec<u32> = city.contacts.members(group).collect();
            assert!(members.contains(&person) && members.len() == group.size as usize);
            for member in &members {
                assert_eq!(city.contacts.group(layer, district, *member), group);
                assert_eq!(city.locate(*member).0.district(), district);
            }
            *seen.entry((district, members)).or_insert(0u32) += 1;
        }
        // Every group was met once by each of its members, so the groups are disjoint and cover everybody.
        assert!(seen.iter().all(|((_, members), times)| members.len() as u32 == *times));
    }
}

#[test]
fn cells_and_households_lie_inside_one_another() {
    let city = Town::busy().build(10_000, 2);
    for place in &city.places {
        assert!(place.len() <= model::population::BLOCK);
        assert_eq!(place.household_sizes().sum::<usize>(), place.len());
        for slot in 0..place.len() {
            let (home, cell) = (place.home(slot), place.cell(slot));
            assert!(home.contains(&slot) && cell.start <= home.start && home.end <= cell.end);
        }
    }
}

#[test]
fn a_city_of_fewer_than_ten_thousand_is_refused() {
    let town = Town::busy();
    let plan = |people| Plan::new(&town.city, &town.catalogue, people, Seed(1));
    for people in [0, 1, 200, 9_999, u64::from(u32::MAX) + 1] {
        let problem = plan(people).expect_err("too few or too many");
        assert_eq!(problem.path, "people");
        assert!(problem.allowed.contains("10000"), "{problem:?}");
    }
    assert!(plan(10_000).is_ok());
}

#[test]
fn an_empty_file_builds_no_person() {
    // Nothing but margins leads to people: without them there is no plan at all.
    let nothing = std::panic::catch_unwind(|| {
        City::build(Plan::small_town(&Settings::default(), &Settings::default(), 10, Seed(1)))
    });
    assert!(nothing.is_err());
}

#[test]
fn synthetic_ids_are_equal_for_equal_experiment_and_seed_and_unlinkable_otherwise() {
    let ids = |seed: u64, experiment: u64| -> Vec<String> {
        (0..3_000).map(|person| synthetic_id(Seed(seed), experiment, person)).collect()
    };
    let one = ids(1, 77);
    assert_eq!(one, ids(1, 77));
    let form =
        |id: &String| id.len() == 14 && id.starts_with("SYN-") && id[4..].chars().all(|c| c.is_ascii_alphanumeric());
    assert!(one.iter().all(form));
    let rank = |ids: &[String]| {
        let mut order: Vec<usize> = (0..ids.len()).collect();
        order.sort_by_key(|i| &ids[*i]);
        let mut ranks = vec![0.0; ids.len()];
        order.into_iter().enumerate().for_each(|(rank, i)| ranks[i] = rank as f64);
        ranks
    };
    // Spearman's correlation of two independent orders of n is 0 with error 1/√n.
    let correlation = |a: &[f64], b: &[f64]| {
        let n = a.len() as f64;
        let squares: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
        1.0 - 6.0 * squares / (n * (n * n - 1.0))
    };
    let number: Vec<f64> = (0..3_000).map(f64::from).collect();
    assert!(correlation(&rank(&one), &number).abs() < 4.0 / 3_000f64.sqrt(), "the order of people shows");
    for (seed, experiment) in [(2, 77), (1, 78), (1 << 40, 77), (1, 77 << 32), (77, 1)] {
        let other = ids(seed, experiment);
        assert!(one.iter().all(|id| !other.contains(id)), "an id came again");
        let r = correlation(&rank(&one), &rank(&other));
        assert!(r.abs() < 4.0 / 3_000f64.sqrt(), "seed {seed}, experiment {experiment}: {r}");
    }
}
