//! The fast day is held against the naive one, person by person.

use crate::naive::Naive;
use crate::serial::Serial;
use model::small_town::Town;

fn agree(town: &Town, people: u32, days: u16) {
    let city = town.build(people, 11);
    let mut fast = Serial::new(town, &city);
    let rules = fast.rules.clone();
    let mut naive = Naive::new(town, &city, &rules);
    for day in 0..days {
        let record = fast.live(day);
        let counts = naive.live(day);
        naive.compare(&fast, &record, &counts);
    }
}

#[test]
fn a_naive_day_agrees_person_by_person() {
    agree(&Town::busy(), 1_500, 75);
}

#[test]
fn a_naive_day_agrees_where_each_holder_acts_in_its_own_context() {
    let mut town = Town::busy();
    town.flag("score.merged", false);
    agree(&town, 1_500, 65);
}

#[test]
fn a_naive_day_agrees_where_there_is_no_score() {
    let mut town = Town::busy();
    town.flag("score.enabled", false);
    agree(&town, 1_500, 40);
}
