//! People learn that they are watched, and read and say less of what they would be suspected for.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::Town;
use engine::{Hands, World};
use model::Rules;

/// The news comes on this day; as long is looked at afterwards.
const NEWS: u16 = 120;

pub(super) const CASE: Case = Case {
    name: "chilling",
    title: "Views of 48 sensitive articles after the revelations of June 2013: about −20 %",
    source: "penney2016",
    simulates: "speech: nobody looks, then a platform does (default coverage and sensitivity), where a word weighs like its severity; beside the same people without the step",
    slow: false,
    checks: &[
        Check {
            what: "change of what is said above the tolerance (sign)",
            kind: Kind::Pattern,
            published: -0.2,
            tolerance: Tolerance::AtMost(0.0),
            expected: Expected::Holds,
        },
        Check {
            what: "change of what is said above the tolerance (size)",
            kind: Kind::Pattern,
            published: -0.2,
            tolerance: Tolerance::Between(-0.3, -0.1),
            expected: Expected::Holds,
        },
    ],
    run,
};

const PLATFORM: &str = r#"
name = "platform"
title = "A platform that may look, and a fine for what it sees"
[score]
enabled = false
merged = false
visible = false
[channel.platform]
kind = "platform"
behaviours = ["critical-message"]
fines = true
"#;

fn run(hands: &Hands) -> Vec<Simulated> {
    let seeds: Vec<f64> = (1..=4).map(|seed| change(hands, seed)).collect();
    let found = Simulated::over_seeds(&seeds);
    vec![found.clone(), found.noting("ν from 0 to 0.25, ψ = 1: both stylised")]
}

/// Words with the step ÷ words without it, less one, after the news.
fn change(hands: &Hands, seed: u64) -> f64 {
    let mut town = Town::quiet(PLATFORM);
    town.in_catalogue("behaviour.critical-message.per_year", 60.0);
    town.in_catalogue("behaviour.critical-message.fine_severity", 10.0);
    let city = town.draw(10_000, seed, hands);
    let watched: Rules = town.rules(&city);
    town.in_regime("channel.platform.coverage", 0.0);
    let private = town.rules(&city);
    let world = |rules: Vec<(u32, Rules)>| World::new(city.clone(), rules, hands.clone());
    let stepped = world(vec![(0, private.clone()), (u32::from(NEWS), watched)]);
    let [after, before] = [stepped, world(vec![(0, private)])].map(words_after_the_news);
    after / before - 1.0
}

fn words_after_the_news(mut world: World) -> f64 {
    let mut words = 0;
    for day in 0..2 * NEWS {
        world.live(day);
        let today: usize =
            world.blocks().iter().map(|block| block.today.acts.iter().filter(|act| act.audience > 0).count()).sum();
        words += if day < NEWS { 0 } else { today };
    }
    words as f64
}
