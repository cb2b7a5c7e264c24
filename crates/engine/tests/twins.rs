//! Twin worlds: the same people, the same draws, one rule changed.

use engine::{Hands, World};
use model::parameters::Value;
use model::small_town::Town;
use model::state::Mark;
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
    for behaviour in ["parking", "fare", "debt", "litter", "toilet"] {
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
