//! A world that is laid down and taken up again goes on as if nothing had happened.

use engine::checkpoint::{NotTaken, likeness};
use engine::{Hands, World};
use model::measures::outcomes::Lives;
use model::small_town::Town;
use model::{City, Rules};
use std::sync::Arc;

const PEOPLE: u32 = 9_000;

fn world(town: &Town, city: &Arc<City>, hands: Hands) -> World {
    World::new(city.clone(), vec![(0, Rules::new(&town.city, city, &town.regime))], hands)
}

fn laid_down(world: &mut World) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    let given: Result<(), ()> = world.lay_down(|piece| {
        pieces.push(piece);
        Ok(())
    });
    given.unwrap();
    pieces
}

fn take_up(world: &mut World, pieces: &[Vec<u8>]) -> Result<(), NotTaken> {
    let mut pieces = pieces.iter();
    world.take_up(|| pieces.next().cloned().ok_or(std::io::ErrorKind::UnexpectedEof.into()))
}

#[test]
fn a_world_taken_up_on_any_evening_has_the_same_records_and_digests_from_then_on() {
    let town = Town::with_every_office();
    let city = Arc::new(town.build(PEOPLE, 5));
    let mut whole = world(&town, &city, Hands::Serial);
    for today in 0..70 {
        // Days with and without a selection, the turn of a month, and an evening on which the records are counted.
        if [1, 6, 7, 29, 30, 31, 59, 60].contains(&today) {
            let mut again = world(&town, &city, Hands::new(2));
            take_up(&mut again, &laid_down(&mut whole)).expect("taken up");
            assert_eq!(again.digest(), whole.digest(), "on the evening before day {today}");
            let mut other = world(&town, &city, Hands::Serial);
            take_up(&mut other, &laid_down(&mut again)).expect("taken up");
            let mut twin = world(&town, &city, Hands::Serial);
            take_up(&mut twin, &laid_down(&mut whole)).expect("taken up");
            for day in today..today + 3 {
                let (one, two) = (other.live_traced(day), twin.live(day));
                assert!(one.0 == two, "day {day}, taken up twice before day {today}");
            }
        }
        whole.live(today);
    }
}

#[test]
fn taken_up_early_and_lived_on_it_ends_where_the_whole_ends() {
    let town = Town::with_every_office();
    let city = Arc::new(town.build(PEOPLE, 5));
    let mut whole = world(&town, &city, Hands::Serial);
    (0..20).for_each(|day| drop(whole.live(day)));
    let pieces = laid_down(&mut whole);
    let mut again = world(&town, &city, Hands::scattered(3, 9));
    take_up(&mut again, &pieces).expect("taken up");
    for day in 20..75 {
        assert!(whole.live(day) == again.live(day), "day {day}");
    }
    assert_eq!(whole.digest(), again.digest());
}

#[test]
fn pieces_that_are_missing_cut_or_of_another_city_are_refused() {
    let town = Town::busy();
    let city = Arc::new(town.build(PEOPLE, 5));
    let mut lived = world(&town, &city, Hands::Serial);
    (0..3).for_each(|day| drop(lived.live(day)));
    let pieces = laid_down(&mut lived);
    let fresh = |city: &Arc<City>| world(&town, city, Hands::Serial);
    let end = pieces.len() - 1;
    assert!(matches!(take_up(&mut fresh(&city), &pieces[..end]), Err(NotTaken::Read(_))));
    let mut cut = pieces.clone();
    cut[end].truncate(100);
    assert!(matches!(take_up(&mut fresh(&city), &cut), Err(NotTaken::Lost(_))));
    let larger = Arc::new(town.build(PEOPLE + 4_000, 5));
    assert!(matches!(take_up(&mut fresh(&larger), &pieces), Err(NotTaken::Lost(_))));
}

#[test]
fn a_city_drawn_again_is_like_itself_and_like_no_other() {
    let town = Town::busy();
    let of = |people, seed, hands: Hands| likeness(&town.build(people, seed), &hands);
    assert_eq!(of(PEOPLE, 5, Hands::Serial), of(PEOPLE, 5, Hands::new(3)));
    assert_ne!(of(PEOPLE, 5, Hands::Serial), of(PEOPLE, 6, Hands::Serial));
    assert_ne!(of(PEOPLE, 5, Hands::Serial), of(PEOPLE + 1, 5, Hands::Serial));
}

#[test]
fn lives_are_carried_with_all_they_have_come_to() {
    let town = Town::busy();
    let city = Arc::new(town.build(PEOPLE, 5));
    let mut world = world(&town, &city, Hands::Serial);
    let mut lives = Lives::new(&city.places[0]);
    for day in 0..5 {
        world.live(day);
        lives.add(&city, world.rules_on(day), &world.blocks()[0], day);
    }
    let piece = engine::checkpoint::packed(|keeper| lives.carry(keeper));
    let mut again = Lives::new(&city.places[0]);
    engine::checkpoint::unpacked(&piece, |taker| again.carry(taker)).expect("carried");
    assert!(again == lives && again != Lives::new(&city.places[0]));
}
