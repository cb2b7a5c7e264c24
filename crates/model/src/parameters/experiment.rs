//! The experiment: one city, and the worlds compared on it.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use super::Kind::*;
use super::{Knob, knob};

/// The experiment.
pub const EXPERIMENT: &[Knob] = &[
    knob("name", Text, "", "name of the experiment").required().source("choice"),
    knob("title", Text, "", "one line for people").source("choice"),
    knob("question", Text, "", "what the experiment asks").source("choice"),
    knob("city", Text, "", "file of the city, beside this file").required().source("choice"),
    knob("people", Count(10_000.0, 2e9), "people", "size of the drawn city").choice(200_000.0),
    knob(
        "part_people",
        Count(10_000.0, 2e9),
        "people",
        "most people of the nominal city in one part: districts are lived one after the other, larger ones in equal parts; \
         without it all live in one city",
    )
    .source("choice"),
    knob("days", Count(1.0, 3_650.0), "days", "length of the run").choice(365.0),
    knob("seeds", Count(1.0, 10_000.0), "cities", "how many cities are drawn").choice(4.0),
    knob(
        "robust_draws",
        Count(0.0, 100_000.0),
        "draws",
        "draws of all stylised numbers after the days, for the headline range; 0: none",
    )
    .choice(0.0),
    knob("robust_people", Count(10_000.0, 2e9), "people", "size of the small city of each draw").choice(10_000.0),
    knob("seed", Count(0.0, 9.007_199_254_740_991e15), "", "base seed").choice(1.0),
    knob("reference", Name("arm"), "", "arm against which the others are paired").required().source("choice"),
    knob("arm.name", Text, "", "name of the world").required().source("choice"),
    knob("arm.regime", Text, "", "file of the regime, beside this file").required().source("choice"),
    knob("arm.set.*", Text, "", "a key of the regime with the value it has in this arm").source("choice"),
    knob("arm.change.day", Count(1.0, 3_650.0), "day", "from this day on").source("choice"),
    knob("arm.change.set.*", Text, "", "a key of the regime with its new value").source("choice"),
];
