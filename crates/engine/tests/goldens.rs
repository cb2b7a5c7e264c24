//! Digests of three small runs, committed: results change only on purpose.
//!
//! `UPDATE=1 cargo test -p engine` rewrites them; the changelog then says **Results change** with the reason.

use engine::{Hands, World};
use model::Rules;
use model::small_town::Town;
use std::path::Path;
use std::sync::Arc;

const LAST_DAY: u16 = 60;

fn digest(change: impl FnOnce(&mut Town)) -> String {
    let mut town = Town::with_every_office();
    change(&mut town);
    let city = Arc::new(town.build(3_000, 2018));
    let rules = Rules::new(&town.city, &city, &town.regime);
    let mut world = World::new(city, vec![(0, rules)], Hands::Serial);
    (0..=LAST_DAY).for_each(|day| drop(world.live(day)));
    world.digest()
}

#[test]
fn results_are_the_committed_ones() {
    let runs = [
        ("merged", digest(|_| {})),
        ("unmerged", digest(|town| town.flag("score.merged", false))),
        ("no score", digest(|town| town.flag("score.enabled", false))),
    ];
    let now: String = runs.iter().map(|(run, digest)| format!("{run}, day {LAST_DAY}: {digest}\n")).collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &now).expect("the goldens can be written");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(committed, now, "results changed: say so in the changelog, then run with UPDATE=1");
}
