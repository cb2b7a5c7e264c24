//! The other kind of score: attributes and declared data that a person has without having done anything.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use super::Kind::*;
use super::policy::ATTRIBUTES;
use super::{CONTEXTS, Knob, knob};

/// What a selection knows about a person.
pub(super) const SELECTION: &[Knob] = &[
    knob("input.*.about", Choice(ATTRIBUTES), "", "what the input says about a person").required().source("choice"),
    knob("input.*.origin", Choice(CONTEXTS), "", "context in which it arose").required().source("choice"),
    knob(
        "input.*.effect",
        Choice(CONTEXTS),
        "",
        "context in which what follows from it takes effect; left out: that of the policy",
    )
    .source("choice"),
    knob("input.*.value", Text, "", "the value that counts (`female`); left out: how much of it there is")
        .source("choice"),
    knob("input.*.weight", Number(-1_000.0, 1_000.0), "points", "what the input adds to the risk score").choice(0.0),
    knob("input.*.whose", Choice(&["person", "spouse", "parent", "household", "contacts"]), "", "whom it is about")
        .word("person"),
    knob("input.*.relevance", Text, "", "why it is relevant (declared, unverified)").source("choice"),
    knob("input.*.legal_basis", Text, "", "the law that lets it be used").source("choice"),
];
