//! The other kind of score: attributes and declared data that a person has without having done anything.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use super::Kind::*;
use super::policy::ATTRIBUTES;
use super::{CONTEXTS, Knob, POINTS, SEVERITY, knob};

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
    knob("selection.enabled", Flag, "", "attributes are added up, and whoever comes out high is singled out")
        .flag(false),
    knob("selection.first_day", Count(0.0, 3_650.0), "day", "first day on which people are selected").choice(30.0),
    knob("selection.every_days", Count(1.0, 3_650.0), "days", "from one selection to the next").choice(30.0),
    knob("selection.from_age", Count(0.0, 120.0), "years", "youngest person in the file").choice(18.0),
    knob("selection.to_age", Count(0.0, 120.0), "years", "oldest person in the file").choice(120.0),
    knob("selection.by", Choice(&["threshold", "top share", "everybody"]), "", "who is singled out").word("threshold"),
    knob("selection.threshold", POINTS, "points", "sum of the inputs from which somebody is singled out").choice(0.0),
    knob("selection.top_share", Probability, "share of the cases", "the highest sums that are singled out")
        .choice(0.05),
    knob("selection.random_share", Probability, "share of the cases", "drawn by lot, whatever the sum: the audit arm")
        .choice(0.0),
    knob("selection.finds_true", Probability, "chance", "the check finds a true error").stylised(0.8, 0.5, 0.95),
    knob("selection.accepts_false", Probability, "chance", "the check finds an error where there is none")
        .stylised(0.05, 0.0, 0.3),
    knob("selection.automation_bias", Probability, "share", "flags that the reviewer takes for the finding")
        .stylised(0.1, 0.0, 0.5),
    knob("selection.averaging", Flag, "", "the register spreads a year's pay evenly over its fortnights").flag(false),
    knob("selection.free_area", Number(0.0, 100_000.0), "money a fortnight", "pay that leaves the benefit as it is")
        .stylised(300.0, 100.0, 500.0),
    knob("selection.taper", Number(0.0, 1.0), "share", "benefit lost for one more of pay; to the hundredth")
        .stylised(0.5, 0.3, 0.7),
    knob("selection.consequence", Choice(&["inspection only", "refusal", "repayment"]), "", "what follows a finding")
        .word("repayment"),
    knob("selection.debt_months", Count(0.0, 60.0), "months", "arrears that a repayment brings")
        .stylised(3.0, 1.0, 12.0),
    knob("selection.inspection_severity", SEVERITY, "0 to 100, one day", "how grave it is to be checked")
        .stylised(5.0, 0.0, 20.0),
    knob("selection.severity", SEVERITY, "0 to 100", "how grave a refusal or repayment is").stylised(40.0, 10.0, 80.0),
    knob("selection.lasts_days", Count(1.0, 3_650.0), "days", "how long it weighs").stylised(180.0, 30.0, 730.0),
    knob("selection.act", Name("behaviour"), "", "act that a finding is recorded as; left out: no record to contest")
        .source("choice"),
    knob("input.*.relevance", Text, "", "why it is relevant (declared, unverified)").source("choice"),
    knob("input.*.legal_basis", Text, "", "the law that lets it be used").source("choice"),
];
