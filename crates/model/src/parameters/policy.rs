//! What the author of a regime declares about it: flows, purpose, duties. No mechanism reads a word of it; the linter,
//! the reader and the questions for an assessment do.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use super::Kind::*;
use super::{CONTEXTS, Knob, knob};

/// Who is responsible for the regime. Police fall under another law than the rest.
pub const CONTROLLERS: &[&str] =
    &["public authority", "police", "employer", "school", "company", "platform", "insurer", "unknown"];
/// What a source answers to a question that nobody has looked into yet.
pub const ANSWERS: &[&str] = &["yes", "no", "unknown"];
/// Under which norm information passes from one hand to another (transmission principle of contextual integrity).
pub const PRINCIPLES: &[&str] = &[
    "consent",
    "contract",
    "legal duty",
    "compulsion",
    "confidence",
    "publication",
    "observation in public",
    "denunciation",
    "purchase",
    "scraping",
];
/// What a channel works out beyond what was done.
pub const INFERENCES: &[&str] = &["nothing", "identity", "emotion", "biometric traits", "crime risk"];
/// Where the faces come from that a search runs over.
pub const GALLERIES: &[&str] = &["none", "register", "consent", "scraped"];
/// Who takes a decision that affects a person.
pub const DECIDERS: &[&str] = &["machine", "human confirms", "human decides"];
/// What a declared input says about a person.
pub const ATTRIBUTES: &[&str] = &[
    "conduct",
    "income",
    "debts",
    "age",
    "sex",
    "residence",
    "district",
    "appearance",
    "health",
    "religion",
    "political opinion",
    "trade union",
    "sexual orientation",
    "ethnic origin",
    "nationality",
    "biometrics",
    "address",
    "family form",
    "language",
    "internet use",
    "social habits",
    "contacts",
    "personality traits",
];
/// What a safeguard is, by its kind.
pub const SAFEGUARDS: &[&str] = &[
    "notice",
    "reasons",
    "appeal",
    "suspension",
    "restoration",
    "expiry",
    "decay",
    "cap",
    "buffer",
    "holding time",
    "confirmation",
    "human decision",
    "random audit",
    "unmerging",
    "exclusion of minors",
    "removal of a channel",
    "removal of a gate",
    "other",
];

const fn words(path: &'static str, text: &'static str) -> Knob {
    knob(path, Text, "", text).source("choice")
}
const fn one_of(path: &'static str, choices: &'static [&'static str], text: &'static str) -> Knob {
    knob(path, Choice(choices), "", text).source("choice")
}
const fn yes_or_no(path: &'static str, default: bool, text: &'static str) -> Knob {
    knob(path, Flag, "", text).flag(default)
}

/// The declared part of a regime.
pub(super) const DECLARED: &[Knob] = &[
    words("policy.purpose", "what the score is for, in one sentence"),
    one_of("policy.context", CONTEXTS, "the one context that the purpose belongs to; left out: it has none"),
    one_of("policy.controller", CONTROLLERS, "who is responsible").word("unknown"),
    one_of("policy.in_eu", ANSWERS, "whether the law of the European Union applies; else findings are \"as if\"")
        .word("unknown"),
    one_of("policy.ai_system", ANSWERS, "whether an AI system is used in the sense of Art. 3(1)").word("unknown"),
    one_of("policy.over_time", ANSWERS, "whether people are evaluated over a certain period").word("unknown"),
    yes_or_no("policy.compulsory", true, "people cannot choose to stay outside"),
    yes_or_no("policy.way_out", false, "a person can object, or leave, without a disadvantage"),
    words("policy.legal_basis", "the law it rests on"),
    words("policy.impact_assessment", "the data-protection impact assessment, named and dated"),
    yes_or_no("policy.reasons", false, "every decision comes with its reasons, in words that the person understands"),
    yes_or_no("policy.points_for_sale", false, "points can be had for money"),
    knob(
        "policy.quota_lowest",
        Probability,
        "share",
        "people put into the lowest band whatever their conduct (declared only)",
    )
    .choice(0.0),
    words("fria.process", "Art. 27(1)(a): in which process the system is used"),
    words("fria.period", "Art. 27(1)(b): how long and how often"),
    words("fria.groups", "Art. 27(1)(c): who is likely to be affected"),
    words("fria.harms", "Art. 27(1)(d): which harms they may suffer"),
    words("fria.oversight", "Art. 27(1)(e): how people oversee it"),
    words("fria.measures", "Art. 27(1)(f): what is done when a risk comes true, and where one can complain"),
    words("channel.*.subject", "whom the record is about"),
    words("channel.*.sender", "who passes the record on"),
    words("channel.*.information", "what the record says"),
    one_of("channel.*.principle", PRINCIPLES, "under which norm it is passed on"),
    one_of("channel.*.infers", INFERENCES, "what is worked out beyond the act").word("nothing"),
    one_of("channel.*.gallery", GALLERIES, "where the faces come from that a search runs over").word("none"),
    yes_or_no("channel.*.live", false, "people are identified in public while they pass"),
    yes_or_no("channel.*.private_messages", false, "it reads what people write to one another"),
    yes_or_no("channel.*.anonymous", false, "the person who reports is not known to the office"),
    yes_or_no("channel.*.corroborated", false, "a report counts only with a second source"),
    words("gate.*.recipient", "who looks up and decides"),
    words("gate.*.information", "what is looked up: score, band or list"),
    one_of("gate.*.principle", PRINCIPLES, "under which norm the recipient may look"),
    one_of("gate.*.decided_by", DECIDERS, "who takes the decision").word("machine"),
    words("gate.*.exception", "the exception of Art. 22(2) that is claimed, and how a human reviews afterwards"),
    one_of("gate.*.body", &["own", "another", "unknown"], "whose institution it is: the controller's own or another")
        .word("unknown"),
    words("gate.*.kept_for_all", "what nobody loses here, whatever the band (declared, unverified)"),
    yes_or_no("gate.*.scarce", false, "what a perk gives to some is scarce or essential, so that others have less"),
    words("gate.*.relevance", "why the record is relevant here (declared, unverified)"),
    words("gate.*.legal_basis", "the law that lets it take effect here"),
    one_of("rating.context", CONTEXTS, "context in which people meet and rate one another").word("commerce"),
    words("flow.*.subject", "whom the information is about"),
    words("flow.*.sender", "who passes it on"),
    words("flow.*.recipient", "who gets it"),
    words("flow.*.information", "what it says"),
    one_of("flow.*.principle", PRINCIPLES, "under which norm it is passed on"),
    one_of("flow.*.origin", CONTEXTS, "context in which it arose").required(),
    one_of("flow.*.effect", CONTEXTS, "context in which it takes effect").required(),
    one_of("flow.*.direction", &["inside", "imported", "given away"], "whether it crosses to another body")
        .word("inside"),
    yes_or_no("flow.*.independent_decision", false, "the recipient decides for itself, with a human"),
    words("flow.*.relevance", "why it is relevant there (declared, unverified)"),
    words("flow.*.legal_basis", "the law that lets it pass"),
    yes_or_no("appeal.free", true, "contesting costs nothing"),
    knob("appeal.deadline_days", Count(0.0, 3_650.0), "days", "time to contest, from the record; 0 = no deadline")
        .choice(0.0),
    knob(
        "appeal.notice_days",
        Count(0.0, 3_650.0),
        "days",
        "time until the person learns of the record (declared only)",
    )
    .choice(0.0),
    one_of("appeal.burden", &["authority", "person"], "who has to prove it").word("authority"),
    yes_or_no("appeal.may_override", true, "a reviewer may decide against the machine without asking"),
    knob("appeal.minutes_per_case", Number(0.0, 10_000.0), "minutes", "time a reviewer has for a case; 0 = not known")
        .choice(0.0),
    words("safeguard.*.title", "what the safeguard is, in one sentence"),
    words("safeguard.*.set.*", "a key of the regime with the value it has while the safeguard is in force"),
    one_of("safeguard.*.kind", SAFEGUARDS, "what sort of safeguard it is").required(),
    yes_or_no("safeguard.*.enabled", false, "whether it is in force"),
];
