//! What a regime does to people: score, bands, channels, faces, informers, gates, appeal.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use super::Kind::*;
use super::{CHANNEL_KINDS, CONTEXTS, Knob, POINTS, PUNISHMENTS, RATE, SEVERITY, knob};

const TIMES: super::Kind = Number(0.0, 10.0);

/// The regime, as far as a mechanism reads it.
pub(super) const ACTING: &[Knob] = &[
    knob("name", Text, "", "name of the regime").required().source("choice"),
    knob("title", Text, "", "one line for people").source("choice"),
    knob("extends", Text, "", "regime of which this one changes a few keys").source("choice"),
    knob("stylised", Flag, "", "a regime that carries a real name must say true").flag(true),
    knob("source", Text, "", "where the description comes from").source("choice"),
    knob("date", Text, "", "state of the description").source("choice"),
    knob("missing", Texts, "", "what is known to be missing").source("choice"),
    knob("score.enabled", Flag, "", "whether there is a score at all").flag(true),
    knob("score.merged", Flag, "", "all records flow into one account; else each holder acts in its own context")
        .flag(true),
    knob("score.visible", Flag, "", "whether one sees the own score in an app").flag(true),
    knob("score.start", POINTS, "points", "S₀ of a new account").choice(1000.0),
    knob("score.minimum", POINTS, "points", "lower clip").choice(0.0),
    knob("score.maximum", POINTS, "points", "upper clip").choice(2000.0),
    knob("score.decay_per_month", Probability, "share", "d, what an account loses of its points every 30 days")
        .choice(0.0),
    knob("score.expiry_days", Count(0.0, 36_500.0), "days", "a mark is taken out after this time; 0 = never")
        .choice(0.0),
    knob("score.gain_cap_per_month", Number(0.0, 100_000.0), "points", "most that good deeds can earn in 30 days")
        .choice(30.0),
    knob("score.loss_cap_per_month", Number(0.0, 100_000.0), "points", "most that marks can take in 30 days")
        .choice(100_000.0),
    knob(
        "score.account_from_age",
        Count(0.0, 18.0),
        "years",
        "age at which an account is opened; marks of the younger go to the guardian",
    )
    .choice(0.0),
    knob("score.kin_share", Probability, "share", "points of a person that spill over to each member of the household")
        .choice(0.0),
    knob(
        "score.exempt_share",
        Probability,
        "share",
        "people whose score no record moves, by lot; fines and lists stay",
    )
    .choice(0.0),
    knob("score.hold_up_days", Count(0.0, 3_650.0), "days", "holding time before a higher band counts").choice(30.0),
    knob("score.hold_down_days", Count(0.0, 3_650.0), "days", "holding time before a lower band counts").choice(30.0),
    knob("score.hysteresis", Number(0.0, 10_000.0), "points", "how far under its floor a band is kept").choice(0.0),
    knob("list.settles", Flag, "", "a recorded payment takes one's own debts off the lists").flag(true),
    knob(
        "score.sold_points",
        Number(0.0, 100_000.0),
        "points",
        "of a package that can be bought once in 30 days; 0 = none",
    )
    .choice(0.0),
    knob("score.sold_price", Number(0.0, 100.0), "middle monthly incomes", "price of a package").choice(0.1),
    knob("points.*", POINTS, "points", "what an act of this behaviour adds (minus: takes)").choice(0.0),
    knob("band.*.floor", POINTS, "points", "lowest score of the band; the lowest band starts at score.minimum")
        .required()
        .source("choice"),
    knob("band.*.title", Text, "", "what people call it").source("choice"),
    knob("channel.*.kind", Choice(CHANNEL_KINDS), "", "how the channel comes to see an act")
        .required()
        .source("choice"),
    knob("channel.*.behaviours", Names("behaviour"), "", "acts that it covers").required().source("choice"),
    knob(
        "channel.*.coverage",
        Probability,
        "chance",
        "the act happens where the channel looks (cameras: computed from their density)",
    )
    .stylised(0.5, 0.1, 0.9),
    knob("channel.*.sensitivity", Probability, "chance", "what is covered is recorded").stylised(0.5, 0.1, 0.9),
    knob("channel.*.wrong_file", Probability, "chance", "the record lands in somebody else's file")
        .stylised(0.002, 0.0, 0.01),
    knob("channel.*.amount_error", Probability, "chance", "the points of a record are wrong").stylised(0.0, 0.0, 0.02),
    knob("channel.*.amount_factor", Number(0.0, 1_000.0), "multiple", "what a wrong amount is of the right one")
        .stylised(10.0, 2.0, 100.0),
    knob("channel.*.false_alarms_per_year", RATE, "a person and year", "records without any act")
        .stylised(0.0, 0.0, 0.1),
    knob("channel.*.fines", Flag, "", "a record leads to the ordinary fine").flag(false),
    knob(
        "channel.*.effect_migrant",
        Number(0.0, 10.0),
        "multiple",
        "how much more migrants are watched (selective enforcement)",
    )
    .choice(1.0),
    knob("camera.people_per_camera", Number(0.1, 1e6), "people", "people for one camera")
        .number(8.3)
        .source("press2018"),
    knob("camera.reach", Number(0.0, 10.0), "", "k in coverage 1 − e^(−k·density), density in cameras for 8.3 people")
        .stylised(0.5, 0.1, 1.5),
    knob("face.gallery", Count(1.0, 1e10), "faces", "gallery that a search runs over; nominal, never scaled")
        .number(21_893_095.0)
        .source("census2020"),
    knob("face.tpir", Probability, "chance", "the true mate is returned, at the same threshold as fmr")
        .number(0.89)
        .source("npl2023"),
    knob(
        "face.fmr.*",
        Probability,
        "chance",
        "false match rate of one comparison with a face of this appearance group",
    )
    .number(1.67e-8)
    .source("npl2023"),
    knob("face.probe.*", Number(0.0, 1_000.0), "multiple", "false match rate of probes of this appearance group")
        .stylised(1.0, 0.5, 2.0),
    knob(
        "face.other_group",
        Number(0.0, 1.0),
        "multiple",
        "false match rate of a comparison across appearance groups against one inside",
    )
    .stylised(1.0, 0.01, 1.0),
    knob("face.outranks", Probability, "chance", "r, the true mate outranks one false candidate")
        .stylised(0.9, 0.5, 1.0),
    knob(
        "face.same_group_share",
        Probability,
        "share",
        "wrong persons forced to be of the probe's own appearance group",
    )
    .stylised(0.8, 0.5, 1.0),
    knob("alarm.behaviours", Names("behaviour"), "", "acts that look unusual to the control room; left out: no alarms")
        .source("choice"),
    knob("alarm.true_rate", Probability, "chance", "an act of these where a camera looks sets off an alarm")
        .stylised(0.3, 0.1, 0.6),
    knob("alarm.false_per_year", RATE, "a person and year", "alarms without any act").stylised(0.0, 0.0, 0.1),
    knob("alarm.true_times.*", Number(0.0, 10.0), "multiple", "true alarms about people of this appearance group")
        .stylised(1.0, 0.5, 2.0),
    knob("alarm.false_times.*", Number(0.0, 10.0), "multiple", "false alarms about people of this appearance group")
        .stylised(1.0, 0.5, 2.0),
    knob("alarm.handled_per_day", Number(0.0, 1e9), "alarms a day, nominal city", "alarms that operators can look at")
        .stylised(5_000.0, 500.0, 50_000.0)
        .extensive(),
    knob("alarm.confirms_true", Probability, "chance", "the operator confirms a true alarm").stylised(0.9, 0.6, 0.99),
    knob("alarm.confirms_false", Probability, "chance", "the operator confirms a false alarm").stylised(0.3, 0.05, 0.7),
    knob("confirmation.enabled", Flag, "", "a human looks at a camera's match before it counts").flag(false),
    knob("confirmation.per_day", Number(0.0, 1e9), "matches a day, nominal city", "matches that people can look at")
        .stylised(20_000.0, 2_000.0, 200_000.0)
        .extensive(),
    knob("confirmation.catches", Probability, "share", "wrong matches that are dropped by who looks at them")
        .stylised(0.5, 0.1, 0.9),
    knob("confirmation.drops_right", Probability, "share", "right matches that are dropped by who looks at them")
        .stylised(0.05, 0.0, 0.2),
    knob("confirmation.unseen", Choice(&["counts", "dropped"]), "", "what becomes of matches that nobody looked at")
        .word("counts"),
    knob("informer.share", Probability, "share", "ι, members of a chat group who report").stylised(0.005, 0.0, 0.02),
    knob("informer.duty", Probability, "chance", "report of what one saw, from duty").stylised(0.0, 0.0, 0.05),
    knob("informer.reward_push", Probability, "chance", "added by a reward")
        .stylised(0.0, 0.0, 0.1)
        .source("bergemann2019"),
    knob("informer.reward_points", POINTS, "points", "reward for a report that is accepted").choice(0.0),
    knob("informer.grudge_push", Probability, "chance", "added by a grudge")
        .stylised(0.0, 0.0, 0.3)
        .source("bergemann2019"),
    knob("informer.fear_push", Probability, "chance", "added by fear for the own score, in the lowest band")
        .stylised(0.0, 0.0, 0.1),
    knob("informer.penalty_pull", Probability, "chance", "taken away by a penalty for falsehood")
        .stylised(0.0, 0.0, 0.1),
    knob("informer.penalised", Probability, "share", "rejected reports whose sender is punished").choice(0.0),
    knob("informer.penalty_points", Number(0.0, 100_000.0), "points", "what the sender of a rejected report loses")
        .choice(0.0),
    knob("informer.malicious_tips_per_year", RATE, "a person and year", "false tips by those who bear a grudge")
        .stylised(0.0, 0.0, 0.3),
    knob("informer.behaviours", Names("behaviour"), "", "acts that people may report").source("choice"),
    knob("screening.per_day", Number(0.0, 1e9), "reports a day, nominal city", "reports that the office can read")
        .stylised(2_000.0, 200.0, 20_000.0)
        .extensive(),
    knob("screening.accepts_true", Probability, "chance", "a true report is accepted").stylised(0.6, 0.3, 0.9),
    knob("screening.accepts_false", Probability, "chance", "a false report is accepted").stylised(0.3, 0.05, 0.6),
    knob("speech.tolerance", Probability, "share of full dissent", "τ, dissent up to which nothing follows")
        .stylised(0.25, 0.1, 0.5)
        .source("daymude2025"),
    knob(
        "speech.punishment",
        Choice(PUNISHMENTS),
        "",
        "whether every word beyond the tolerance costs the same, or in proportion to how far it goes",
    )
    .word("uniform"),
    knob(
        "speech.deleted",
        Probability,
        "chance",
        "a critical message that a platform has recorded is deleted before others read it",
    )
    .choice(0.0),
    knob("speech.excluded", Probability, "chance", "the author of a deleted message is shut out of the platform")
        .choice(0.0),
    knob("speech.excluded_days", Count(1.0, 3_650.0), "days", "for how long").choice(30.0),
    knob("gate.*.context", Choice(CONTEXTS), "", "context in which the consequence takes effect")
        .required()
        .source("choice"),
    knob("gate.*.refuse_up_to", Name("band"), "", "this band and those under it are refused").source("choice"),
    knob(
        "gate.*.refuse_listed",
        Names("behaviour"),
        "",
        "who has a record of these in force is refused, whatever the band",
    )
    .source("choice"),
    knob("gate.*.price_up_to", Name("band"), "", "this band and those under it pay more").source("choice"),
    knob("gate.*.price_share", Number(0.0, 10.0), "share of the price", "how much more they pay")
        .stylised(0.2, 0.05, 1.0),
    knob("gate.*.delay_up_to", Name("band"), "", "this band and those under it wait").source("choice"),
    knob("gate.*.delay_days", Count(1.0, 3_650.0), "days", "how long they wait").stylised(30.0, 7.0, 180.0),
    knob("gate.*.delay_severity", SEVERITY, "0 to 100", "how grave a day of waiting is").stylised(5.0, 1.0, 20.0),
    knob("gate.*.perk_from", Name("band"), "", "this band and those above it get the perk").source("choice"),
    knob("gate.*.severity", SEVERITY, "0 to 100", "how grave a refusal is").stylised(20.0, 5.0, 60.0),
    knob("gate.*.lasts_days", Count(1.0, 3_650.0), "days", "how long a refusal weighs").stylised(30.0, 7.0, 180.0),
    knob("gate.*.ours", Flag, "", "not in the report: added by us").flag(false),
    knob("selective.residence.*.observation", TIMES, "multiple", "how much more is recorded of people of the group")
        .choice(1.0),
    knob("selective.residence.*.informers", TIMES, "multiple", "how much more they are reported").choice(1.0),
    knob("selective.residence.*.reviewers", TIMES, "multiple", "how much more their appeals are granted").choice(1.0),
    knob("selective.residence.*.gates", TIMES, "multiple", "how much more their applications have merit").choice(1.0),
    knob("selective.appearance.*.observation", TIMES, "multiple", "how much more is recorded of people of the group")
        .choice(1.0),
    knob("selective.appearance.*.informers", TIMES, "multiple", "how much more they are reported").choice(1.0),
    knob("selective.appearance.*.reviewers", TIMES, "multiple", "how much more their appeals are granted").choice(1.0),
    knob("selective.appearance.*.gates", TIMES, "multiple", "how much more their applications have merit").choice(1.0),
    knob("selective.district.*.observation", TIMES, "multiple", "how much more is recorded of people of the district")
        .choice(1.0),
    knob("selective.district.*.informers", TIMES, "multiple", "how much more they are reported").choice(1.0),
    knob("selective.district.*.reviewers", TIMES, "multiple", "how much more their appeals are granted").choice(1.0),
    knob("selective.district.*.gates", TIMES, "multiple", "how much more their applications have merit").choice(1.0),
    knob("rating.enabled", Flag, "", "people rate one another after encounters").flag(false),
    knob(
        "rating.weight",
        Number(0.0, 1_000.0),
        "points a star",
        "points for each star of the running mean above or below 3",
    )
    .choice(0.0),
    knob("rating.flattery", Number(0.0, 2.0), "stars a band", "added for each band that the other stands higher")
        .stylised(0.3, 0.0, 1.0),
    knob("rating.retaliation", Number(0.0, 4.0), "stars", "taken off by who was just rated badly by the other")
        .stylised(0.5, 0.0, 2.0),
    knob("rating.silent_when_bad", Probability, "chance", "a bad rating is not given")
        .stylised(0.5, 0.0, 0.9)
        .source("fradkin2018"),
    knob("appeal.enabled", Flag, "", "a mark can be contested").flag(false),
    knob("appeal.notice", Probability, "chance", "the person learns of the mark").choice(1.0),
    knob("appeal.uptake_wrong", Probability, "chance", "a wrongly marked person contests").stylised(0.3, 0.05, 0.7),
    knob("appeal.uptake_right", Probability, "chance", "a rightly marked person contests").stylised(0.05, 0.0, 0.2),
    knob("appeal.suspensive", Flag, "", "points wait until the decision").flag(false),
    knob("appeal.reviewers", Number(0.0, 1e9), "reviewers, nominal city", "cases in review at the same time")
        .stylised(2_000.0, 200.0, 20_000.0)
        .extensive(),
    knob("appeal.finish_per_day", Probability, "chance", "μ, a case in review is decided today")
        .stylised(0.2, 0.05, 0.5),
    knob("appeal.grants_wrong", Probability, "chance", "a wrong mark is recognised, without automation bias")
        .stylised(0.8, 0.5, 0.95),
    knob("appeal.grants_right", Probability, "chance", "a right mark is lifted all the same").stylised(0.1, 0.0, 0.3),
    knob("appeal.automation_bias", Probability, "share", "wrong marks that the reviewer does not question")
        .stylised(0.3, 0.0, 0.8),
    knob("appeal.depth", Choice(&["nothing", "points", "full"]), "", "what a granted appeal restores").word("full"),
    knob("authority.attention", Probability, "share", "attention that follows the district's share of the records")
        .choice(0.0),
    knob("authority.attention_ceiling", Number(1.0, 10.0), "multiple", "most attention that a district can draw")
        .stylised(3.0, 2.0, 5.0),
    knob(
        "authority.memory",
        Probability,
        "share",
        "m, what was found before still counts for so much a month later; 1 = nothing is forgotten",
    )
    .choice(0.0),
    knob(
        "authority.discovered_weight",
        Probability,
        "share",
        "v, weight of what cameras and spot checks found; the rest is the weight of what came in by itself",
    )
    .choice(0.5),
    knob("authority.corrected", Flag, "", "what was found is counted down by the attention that found it").flag(false),
    knob(
        "inject.share",
        Probability,
        "share",
        "people who get a planted false mark: to measure a trap against the twin",
    )
    .choice(0.0),
    knob("inject.day", Count(0.0, 3_650.0), "day", "day of the planted marks").choice(0.0),
    knob("inject.behaviour", Name("behaviour"), "", "act that the planted marks stand for").source("choice"),
];
