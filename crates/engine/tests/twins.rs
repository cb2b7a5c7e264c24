//! Twin worlds: the same people, the same draws, one rule changed.

use engine::{Hands, World};
use model::measures::Measure;
use model::parameters::Value;
use model::small_town::Town;
use model::state::{Mark, stands};
use model::{City, Rules};
use std::sync::Arc;

fn world(town: &Town, city: &Arc<City>) -> World {
    World::new(city.clone(), vec![(0, Rules::new(&town.city, city, &town.regime))], Hands::Serial)
}

#[test]
fn equal_regimes_make_equal_worlds() {
    let town = Town::busy();
    let city = Arc::new(town.build(4_000, 9));
    let (mut one, mut other) = (world(&town, &city), world(&town, &city));
    for day in 0..60 {
        assert_eq!(one.live(day), other.live(day));
        assert_eq!(one.digest(), other.digest());
    }
}

/// Everything that lets one mark change another day is switched off.
fn without_feedback() -> Town {
    let mut town = Town::busy();
    for flag in ["appeal.enabled", "rating.enabled", "score.visible"] {
        town.flag(flag, false);
    }
    for path in ["informer.fear_push", "authority.attention", "score.kin_share"] {
        town.number(path, 0.0);
    }
    for path in [
        "response.rewire_chance",
        "response.loss_own",
        "response.loss_tie",
        "response.peer_weight",
        "conduct.avoidance",
        "life.effect_refused_job",
        "life.effect_refused_loan",
        "life.effect_flagged",
    ] {
        town.in_city(path, 0.0);
    }
    for behaviour in ["parking", "fare", "debt", "litter", "toilet", "purchase"] {
        town.catalogue.set(format!("behaviour.{behaviour}.deterrence"), Value::Number(0.0));
    }
    // Speech and jobs answer to the record: nobody speaks, nobody is refused.
    town.catalogue.set("behaviour.criticism.per_year", Value::Number(0.0));
    for gate in model::parameters::GATES {
        town.in_city(&format!("application.{gate}.per_year"), 0.0);
    }
    town
}

type Entry = (u32, u16, u8, u8, u8);

fn entries(world: &World, keep: impl Fn(&Mark) -> bool) -> Vec<Entry> {
    let of = |(place, block): (&model::population::Place, &model::state::Block)| {
        let kept = block.marks.iter().filter(|mark| keep(mark));
        kept.map(|m| (place.person(usize::from(m.slot)), m.day, m.behaviour, m.channel, m.truth)).collect::<Vec<_>>()
    };
    world.city().places.iter().zip(world.blocks()).flat_map(of).collect()
}

#[test]
fn without_cameras_every_other_mark_is_the_same_record_by_record() {
    let town = without_feedback();
    let mut blind = town.clone();
    blind.number("camera.reach", 0.0);
    blind.number("channel.cameras.false_alarms_per_year", 0.0);
    let city = Arc::new(town.build(6_000, 3));
    let (mut with, mut without) = (world(&town, &city), world(&blind, &city));
    for day in 0..120 {
        with.live(day);
        without.live(day);
    }
    let camera = 1;
    let marks = entries(&with, |mark| mark.channel != camera);
    assert!(entries(&with, |mark| mark.channel == camera).len() > 1_000);
    assert!(marks.len() > 1_000);
    assert_eq!(entries(&without, |mark| mark.channel == camera).len(), 0);
    assert!(marks == entries(&without, |_| true), "some record differs");
}

#[test]
fn observation_cannot_perturb() {
    let town = Town::busy();
    let city = Arc::new(town.build(4_000, 9));
    let (mut watched, mut left_alone) = (world(&town, &city), world(&town, &city));
    for day in 0..45 {
        let (record, trace) = watched.live_traced(day);
        assert_eq!(record, left_alone.live(day));
        assert_eq!(watched.digest(), left_alone.digest());
        assert!(trace.len() > 10, "a digest after each stage");
    }
}

#[test]
fn equal_worlds_have_equal_traces_and_a_difference_is_named() {
    let town = Town::busy();
    let mut other = town.clone();
    other.number("appeal.uptake_right", 0.9);
    let city = Arc::new(town.build(4_000, 9));
    let (mut one, mut twin, mut changed) = (world(&town, &city), world(&town, &city), world(&other, &city));
    let (trace, same, differs) = (one.live_traced(0).1, twin.live_traced(0).1, changed.live_traced(0).1);
    assert_eq!(trace, same);
    let first = trace.iter().zip(&differs).find_map(|(a, b)| a.first_difference(b).map(|column| (a.stage, column)));
    assert_eq!(first.map(|(stage, _)| stage), Some("appeals filed"));
}

/// A rule that changes on a day: before it the world is the one, and from it on the other's rules hold.
#[test]
fn a_change_on_a_day_is_the_one_world_before_it_and_the_other_rules_after() {
    let town = Town::busy();
    let mut strict = town.clone();
    strict.number("points.parking", -40.0);
    strict.flag("appeal.enabled", false);
    let city = Arc::new(town.build(4_000, 9));
    let rules = |town: &Town| Rules::new(&town.city, &city, &town.regime);
    let mut changing = World::new(city.clone(), vec![(0, rules(&town)), (20, rules(&strict))], Hands::Serial);
    let mut unchanged = world(&town, &city);
    for day in 0..20 {
        assert_eq!(changing.live(day), unchanged.live(day));
        assert_eq!(changing.digest(), unchanged.digest());
    }
    let record = changing.live(20);
    assert_eq!(record.get(0, Measure::AppealsFiled), 0);
    assert!(unchanged.live(20).get(0, Measure::AppealsFiled) > 0);
    // A change to the rules that hold already changes nothing.
    let mut idle = World::new(city.clone(), vec![(0, rules(&town)), (7, rules(&town))], Hands::Serial);
    let mut steady = world(&town, &city);
    for day in 0..30 {
        assert_eq!(idle.live(day), steady.live(day), "day {day}");
    }
    assert_eq!(idle.digest(), steady.digest());
    // A change on the first day is the other world from the beginning.
    let mut at_once = World::new(city.clone(), vec![(0, rules(&strict))], Hands::Serial);
    let mut other = world(&strict, &city);
    for day in 0..10 {
        assert_eq!(at_once.live(day), other.live(day));
    }
}

#[test]
fn a_score_that_begins_on_a_day_opens_accounts_for_everybody() {
    let town = Town::busy();
    let mut before = town.clone();
    before.flag("score.enabled", false);
    let city = Arc::new(town.build(4_000, 9));
    let rules = |town: &Town| Rules::new(&town.city, &city, &town.regime);
    let mut world = World::new(city.clone(), vec![(0, rules(&before)), (10, rules(&town))], Hands::Serial);
    for day in 0..10 {
        assert_eq!(world.live(day).get(0, Measure::ScoreSum), 0);
    }
    let record = world.live(10);
    assert!(record.get(0, Measure::ScoreSum) > 4_000 * 95_000);
    assert_eq!(record.get(0, Measure::People), 4_000);
    for (block, standing) in
        world.blocks().iter().flat_map(|block| (0..block.people.accounts.len()).map(move |s| (block, s)))
    {
        let free = 100_000 + block.people.ledgers(standing).iter().sum::<i32>();
        assert_eq!(block.people.accounts[standing].score, free.clamp(0, 200_000));
    }
}

#[test]
fn those_in_a_refused_band_are_counted_anew_when_institutions_change_their_mind() {
    let town = Town::busy();
    let mut strict = town.clone();
    for gate in model::parameters::GATES {
        strict.regime.set(format!("gate.{gate}.refuse_up_to"), Value::Text("plain".into()));
    }
    let city = Arc::new(town.build(4_000, 9));
    let rules = |town: &Town| Rules::new(&town.city, &city, &town.regime);
    let mut world =
        World::new(city.clone(), vec![(0, rules(&town)), (20, rules(&strict)), (30, rules(&town))], Hands::Serial);
    for day in 0..40 {
        let record = world.live(day);
        let refused = |band: u8| world.rules_on(day).gates.refuses_somewhere(band);
        let people = world.blocks().iter().map(|block| &block.people);
        let standing =
            people.flat_map(|people| people.accounts.iter().map(|account| &account.standings).zip(&people.stands));
        let now = standing.filter(|(at, bits)| refused(at[0].band) || *bits & stands::LISTED != 0).count();
        assert_eq!(record.get(0, Measure::Sanctioned), now as i64, "day {day}");
    }
}
