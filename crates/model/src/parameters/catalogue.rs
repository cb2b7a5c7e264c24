//! What people in the city do: the knobs of the catalogue of behaviours.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use super::Kind::*;
use super::{CONTEXTS, Knob, RATE, ROLES, SEVERITY, knob};

/// The catalogue of behaviours.
pub const CATALOGUE: &[Knob] = &[
    knob("name", Text, "", "name of the catalogue").required().source("choice"),
    knob("title", Text, "", "one line for people").source("choice"),
    knob("behaviour.*.context", Choice(CONTEXTS), "", "context of life in which the act arises")
        .required()
        .source("choice"),
    knob("behaviour.*.role", Choice(ROLES), "", "what the act means to the mechanisms").word("offence"),
    knob(
        "behaviour.*.per_year",
        RATE,
        "occasions a person and year",
        "base rate before propensity, pressure and deterrence",
    )
    .required(),
    knob(
        "behaviour.*.ceiling",
        Number(1.0, 20.0),
        "multiple of the base rate",
        "bound that pressure may not pass; belongs to the city (kernel.md 3); ignored for speech, which no pressure moves",
    )
    .stylised(2.0, 1.5, 4.0),
    knob("behaviour.*.severity", SEVERITY, "0 to 100", "how grave the act is").required(),
    knob("behaviour.*.fine_severity", SEVERITY, "0 to 100", "how grave the ordinary fine for it is; 0 = none")
        .stylised(0.0, 0.0, 10.0),
    knob("behaviour.*.from_age", Count(0.0, 120.0), "years", "youngest person who can do it").choice(14.0),
    knob("behaviour.*.to_age", Count(0.0, 120.0), "years", "oldest person who can do it").choice(120.0),
    knob(
        "behaviour.*.deterrence",
        Number(0.0, 10.0),
        "per unit of chance × severity^σ",
        "η_b, how strongly the believed risk holds people back",
    )
    .stylised(0.6, 0.1, 1.5)
    .source("becker1968"),
    knob("behaviour.*.note", Text, "", "a remark").source("choice"),
];
