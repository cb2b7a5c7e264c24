//! Five stories to begin with; each is a wish like any other, with its knobs in the open.

use crate::wish::{Side, Turned, Wish};
use std::collections::BTreeMap;

/// A story: its key (texts are the surface's), its wish, and the layer of the map that it begins with.
pub struct Preset {
    pub key: &'static str,
    pub wish: Wish,
    pub layer: &'static str,
}

const BEIJING: &str = "beijing-as-reported-2018";

/// Every preset, in the order of the page.
pub fn presets() -> Vec<Preset> {
    let plain = |regime: &str| side(regime, &[]);
    let mark = [
        ("inject.share", Turned::Number(0.01)),
        ("inject.day", Turned::Number(10.0)),
        ("inject.behaviour", Turned::Word("debt-unpaid".to_owned())),
    ];
    let appeal = |reviewers: f64| {
        let own = [("appeal.enabled", Turned::Flag(true)), ("appeal.reviewers", Turned::Number(reviewers))];
        side(BEIJING, &[mark.as_slice(), own.as_slice()].concat())
    };
    // The second story follows somebody whom the false mark hits: chosen by number, as every life is.
    let hit = preset("one-wrong-match", side(BEIJING, &mark), plain(BEIJING), (20_000, 180), "wrong");
    vec![
        preset("nosedive", plain("nosedive"), plain("ordinary-law"), (20_000, 120), "score"),
        Preset { wish: Wish { life: Some(311), ..hit.wish }, ..hit },
        preset("chat-goes-quiet", plain(BEIJING), plain("ordinary-law"), (20_000, 120), "silence"),
        preset("two-appeals", appeal(2_000.0), appeal(200_000.0), (20_000, 180), "lowest"),
        preset("beijing", plain(BEIJING), plain("ordinary-law"), (60_000, 365), "coverage"),
    ]
}

fn preset(key: &'static str, here: Side, beside: Side, size: (u64, u32), layer: &'static str) -> Preset {
    let (people, days) = size;
    Preset { key, wish: Wish { here, beside, people, days, seeds: 3, seed: 1, life: None }, layer }
}

fn side(regime: &str, set: &[(&str, Turned)]) -> Side {
    let set = set.iter().map(|(path, value)| ((*path).to_owned(), value.clone())).collect::<BTreeMap<_, _>>();
    Side { regime: regime.to_owned(), set }
}
