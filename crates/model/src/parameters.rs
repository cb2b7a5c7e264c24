//! Every knob of the laboratory, once: where it is written, what it counts, what is allowed, where it comes from.
//!
//! A knob is a row of [`CATALOGUE`], [`CITY`], [`REGIME`] or [`EXPERIMENT`]. The reader of files (`scenario`), the
//! JSON Schema, `vitropolis explain` and `docs/parameters.md` are all made from these rows, and a mechanism asks
//! [`Settings`] for the value by its path. So a new knob touches this file and the mechanism that uses it.
//!
//! Paths are dotted; `*` stands for a name that the author of the file chooses (or for a key of a closed list).
//! Numbers stand here as they are typed (decimal); what a mechanism keeps is an integer (`fixed`).
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use crate::fixed::{self, Probability};
use std::collections::BTreeMap;

/// The closed list of contexts of a life in which an act arises or a consequence takes effect (kernel.md 20).
pub const CONTEXTS: &[&str] = &[
    "traffic",
    "transport",
    "tax",
    "finance",
    "credit",
    "commerce",
    "speech",
    "public order",
    "housing",
    "family",
    "education",
    "employment",
    "travel",
    "benefits",
    "health",
    "insurance",
    "civic",
    "policing",
    "migration",
];
/// Age groups of the census margin, ten years each but the last.
pub const AGE_GROUPS: &[&str] = &["0-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70+"];
/// Sex as the census counts it.
pub const SEXES: &[&str] = &["male", "female"];
/// Residence status: registered in the city, or come from elsewhere.
pub const RESIDENCES: &[&str] = &["local", "migrant"];
/// Income classes, fifths of the city.
pub const INCOMES: &[&str] = &["lowest", "low", "middle", "high", "highest"];
/// Institutions that decide (gates). A regime says which of them look up what.
pub const GATES: &[&str] = &[
    "bank",
    "job-plain",
    "job-skilled",
    "job-public",
    "school",
    "railway",
    "airline",
    "foreign-journey",
    "platform",
    "landlord",
    "permit",
    "voucher",
];
/// How a channel comes to see an act.
pub const CHANNEL_KINDS: &[&str] = &["register", "camera", "platform", "informer", "spot-check"];
/// What an act means to the mechanisms beyond being an act.
pub const ROLES: &[&str] = &["offence", "good deed", "critical message", "passing on", "debt", "payment", "child"];
/// Groups of people that sit together and are computed, not stored.
pub const LAYERS: &[&str] = &["workplace", "school", "chat-small", "chat-large"];

/// What may be written at a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// From 0 to 1.
    Probability,
    /// A number between the two, both allowed.
    Number(f64, f64),
    /// A whole number between the two, both allowed.
    Count(f64, f64),
    /// true or false.
    Flag,
    /// Free words (titles, sources); never read by a mechanism.
    Text,
    /// One of a closed list.
    Choice(&'static [&'static str]),
    /// A list of names of the kind given (`"behaviour"`), or `["all"]`.
    Names(&'static str),
    /// One name of the kind given (`"band"`).
    Name(&'static str),
    /// A list of free words.
    Texts,
}

/// One knob.
#[derive(Clone, Copy, Debug)]
pub struct Knob {
    pub path: &'static str,
    pub kind: Kind,
    pub unit: &'static str,
    /// Value when the file is silent; `None` with `required` unset means "absent" (only for texts and names).
    pub default: Option<Default>,
    pub required: bool,
    /// The range over which a stylised value is swept (low, high); `None` for what is sourced or is no number.
    pub range: Option<(f64, f64)>,
    /// Key in `docs/references.bib`, or `stylised`.
    pub source: &'static str,
    /// Written for the nominal city and scaled by people ÷ nominal (kernel.md 9).
    pub extensive: bool,
    pub text: &'static str,
}

/// A default value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    Number(f64),
    Flag(bool),
    Text(&'static str),
}

const fn knob(path: &'static str, kind: Kind, unit: &'static str, text: &'static str) -> Knob {
    Knob { path, kind, unit, default: None, required: false, range: None, source: "stylised", extensive: false, text }
}

impl Knob {
    const fn number(mut self, value: f64) -> Self {
        self.default = Some(Default::Number(value));
        self
    }
    const fn flag(mut self, value: bool) -> Self {
        self.default = Some(Default::Flag(value));
        self.source = "choice";
        self
    }
    const fn word(mut self, value: &'static str) -> Self {
        self.default = Some(Default::Text(value));
        self.source = "choice";
        self
    }
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// A stylised default with the range over which it is swept.
    const fn stylised(mut self, value: f64, low: f64, high: f64) -> Self {
        self.default = Some(Default::Number(value));
        self.range = Some((low, high));
        self
    }
    const fn source(mut self, key: &'static str) -> Self {
        self.source = key;
        self
    }
    const fn extensive(mut self) -> Self {
        self.extensive = true;
        self
    }
    /// A design decision of whoever writes the file, not an estimate of the world: no source, no range.
    const fn choice(mut self, value: f64) -> Self {
        self.default = Some(Default::Number(value));
        self.source = "choice";
        self
    }
}

use Kind::*;
const RATE: Kind = Number(0.0, 366.0);
const POINTS: Kind = Number(-100_000.0, 100_000.0);
const SEVERITY: Kind = Number(0.0, 100.0);

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

/// The city.
pub const CITY: &[Knob] = &[
    knob("name", Text, "", "name of the city").required().source("choice"),
    knob("title", Text, "", "one line for people").source("choice"),
    knob("source", Text, "", "where the margins come from").source("choice"),
    knob("stylised", Flag, "", "marks a city that carries a real name").flag(true),
    knob("missing", Texts, "", "what is known to be missing").source("choice"),
    knob("catalogue", Text, "", "file of the catalogue of behaviours, beside this file").required().source("choice"),
    knob(
        "nominal_people",
        Count(10_000.0, 2e9),
        "people",
        "size of the nominal city: extensive numbers are written for it",
    )
    .required(),
    knob("margin.district.*", Number(10.0, 2e9), "people", "people in the district").required(),
    knob("margin.age.*", Number(10.0, 2e9), "people", "people of the age group").required(),
    knob("margin.sex.*", Number(10.0, 2e9), "people", "people of the sex").required(),
    knob("margin.residence.*", Number(10.0, 2e9), "people", "people of the residence status").required(),
    knob(
        "margin.appearance.*",
        Number(10.0, 2e9),
        "people",
        "people of the appearance group (how face recognition errs)",
    )
    .required(),
    knob("camera_density.*", Number(0.0, 10.0), "relative to the city", "cameras in the district relative to the mean")
        .stylised(1.0, 0.5, 2.0),
    knob("household.mean_size", Number(1.0, 8.0), "people", "mean size of a family household")
        .number(2.31)
        .source("census2020"),
    knob("household.collective_share", Probability, "share", "people who live outside family households (dormitories)")
        .number(0.1315)
        .source("census2020"),
    knob("household.collective_size", Count(8.0, 500.0), "people", "size of a dormitory").stylised(40.0, 10.0, 200.0),
    knob("cell.people", Count(200.0, 2_000.0), "people", "size of a neighbourhood cell")
        .stylised(1_000.0, 500.0, 2_000.0),
    knob("group.*.smallest", Count(1.0, 5_000.0), "people", "smallest group of this layer").required(),
    knob("group.*.largest", Count(1.0, 20_000.0), "people", "largest group of this layer").required(),
    knob(
        "group.*.exponent",
        Number(0.5, 4.0),
        "",
        "tail of the sizes: chance of a group of n or more falls like n^−exponent",
    )
    .required(),
    knob("friends.district_pairs", Count(0.0, 3.0), "pairs", "friendships inside the district: two ties a pair")
        .stylised(2.0, 1.0, 3.0),
    knob("friends.city_pairs", Count(0.0, 1.0), "pairs", "friendships across the city: two ties a pair")
        .stylised(1.0, 0.0, 1.0),
    knob("person.propensity_ratio", Number(1.0, 256.0), "", "most prone person ÷ least prone person")
        .stylised(16.0, 4.0, 64.0),
    knob(
        "person.dissent_mean",
        Probability,
        "share of full dissent",
        "mean of the desired dissent δ, exponential, truncated to [0,1]",
    )
    .stylised(0.25, 0.1, 0.4)
    .source("daymude2025"),
    knob("person.boldness_mean", Number(0.1, 20.0), "", "mean of the boldness β, exponential")
        .stylised(2.0, 0.5, 5.0)
        .source("daymude2025"),
    knob("person.grudge_share", Probability, "share", "people who bear a grudge").stylised(0.05, 0.01, 0.15),
    knob("life.working_from_age", Count(14.0, 30.0), "years", "youngest worker").choice(18.0),
    knob("life.working_to_age", Count(50.0, 80.0), "years", "oldest worker").choice(59.0),
    knob("life.employed_share", Probability, "share", "people of working age with work on day 0")
        .stylised(0.85, 0.7, 0.95),
    knob("life.job_loss_per_month", Probability, "chance", "a worker loses the job, without a flag or a refusal")
        .stylised(0.008, 0.003, 0.02),
    knob("life.effect_refused_job", Number(0.0, 5.0), "log odds", "after a refused job").stylised(0.3, 0.0, 1.0),
    knob("life.effect_refused_loan", Number(0.0, 5.0), "log odds", "after a refused loan").stylised(0.4, 0.0, 1.0),
    knob("life.effect_flagged", Number(0.0, 5.0), "log odds", "while in a band that an institution refuses")
        .stylised(0.5, 0.0, 1.0),
    knob("life.effect_migrant", Number(-2.0, 2.0), "log odds", "migrants against locals").stylised(0.2, 0.0, 0.5),
    knob("life.effect_young", Number(-2.0, 2.0), "log odds", "people under 30 against others").stylised(0.3, 0.0, 0.6),
    knob("life.arrears_employed", Probability, "chance a month", "a worker of middle income falls behind")
        .stylised(0.01, 0.003, 0.03),
    knob("life.arrears_unemployed", Probability, "chance a month", "a person without work falls behind")
        .stylised(0.12, 0.05, 0.3),
    knob("life.arrears_cleared", Probability, "chance a month", "one month of arrears is paid off")
        .stylised(0.35, 0.2, 0.6),
    knob("life.memory_days", Count(1.0, 365.0), "days", "how long a refusal weighs").stylised(180.0, 60.0, 365.0),
    knob("conduct.severity_exponent", Number(0.1, 1.0), "", "σ < 1: certainty weighs more than severity")
        .stylised(0.5, 0.3, 0.9)
        .source("becker1968"),
    knob(
        "conduct.push_arrears",
        Number(0.0, 5.0),
        "",
        "arrears push offences of finance and transport up by this share",
    )
    .stylised(0.8, 0.2, 2.0),
    knob("conduct.push_illegitimacy", Number(0.0, 5.0), "", "lost legitimacy pushes offences up by this share")
        .stylised(0.5, 0.0, 1.5),
    knob(
        "conduct.hoarding",
        Number(0.0, 5.0),
        "",
        "who can see the score does more cheap point-earning acts, up to this share",
    )
    .stylised(0.8, 0.0, 2.0),
    knob("conduct.avoidance", Probability, "share", "acts moved out of sight for a believed risk of 1")
        .stylised(0.3, 0.0, 0.6),
    knob("response.prior_weight", Number(1.0, 1000.0), "acts", "κ, how many acts the announced risk is worth")
        .stylised(20.0, 5.0, 100.0)
        .source("lochner2007"),
    knob("response.peer_weight", Probability, "share", "w, how much a household member's experience counts")
        .stylised(0.3, 0.0, 0.6)
        .source("sah1991"),
    knob(
        "response.legitimacy_start",
        Probability,
        "share",
        "legitimacy ℓ on day 0; an assumption: approval of social credit in a survey, taken for every world",
    )
    .stylised(0.8, 0.6, 0.9)
    .source("kostka2019"),
    knob("response.loss_own", Probability, "share", "legitimacy lost by an unjust sanction of one's own")
        .stylised(0.15, 0.05, 0.4),
    knob("response.loss_tie", Probability, "share", "legitimacy lost when it happens to a tie")
        .stylised(0.02, 0.0, 0.1),
    knob("response.rewire_chance", Probability, "chance", "φ, a lower-band tie is dropped when looked at")
        .stylised(0.3, 0.0, 0.6)
        .source("wei2016"),
    knob(
        "denunciation.sight",
        Probability,
        "chance",
        "one household member, one neighbour or one colleague sees the act",
    )
    .stylised(0.10, 0.02, 0.3),
    knob(
        "ceiling.false_alarms_per_year",
        RATE,
        "a person and year",
        "bound of all false alarms together (kernel.md 3)",
    )
    .stylised(1.0, 0.5, 4.0),
    knob(
        "ceiling.malicious_tips_per_year",
        RATE,
        "a person and year",
        "bound of false tips by those who bear a grudge",
    )
    .stylised(0.5, 0.1, 1.0),
    knob("ceiling.encounters_per_year", RATE, "a person and year", "bound of rated encounters")
        .stylised(12.0, 4.0, 50.0),
    knob(
        "ceiling.tie_checks_per_year",
        RATE,
        "a person and year",
        "how often somebody thinks about one of the own ties",
    )
    .stylised(4.0, 1.0, 12.0),
    knob(
        "application.*.per_year",
        RATE,
        "a person and year",
        "applications of those who may apply; the city's ceiling of the gate",
    )
    .required(),
    knob("application.*.merit", Probability, "chance", "the application succeeds on its merits").required(),
    knob("application.*.from_age", Count(0.0, 120.0), "years", "youngest applicant").choice(18.0),
    knob("application.*.to_age", Count(0.0, 120.0), "years", "oldest applicant").choice(120.0),
    knob(
        "measure.disproportion",
        Number(1.0, 10_000.0),
        "severity-days for a unit of severity",
        "τ above which a sanction counts as disproportionate",
    )
    .stylised(60.0, 30.0, 180.0),
    knob("measure.fine_days", Count(1.0, 3_650.0), "days", "how long a fine is taken to weigh")
        .stylised(30.0, 7.0, 90.0),
];

/// The regime.
pub const REGIME: &[Knob] = &[
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
    knob(
        "score.account_from_age",
        Count(0.0, 18.0),
        "years",
        "age at which an account is opened; marks of the younger go to the guardian",
    )
    .choice(0.0),
    knob("score.kin_share", Probability, "share", "points of a person that spill over to each member of the household")
        .choice(0.0),
    knob("score.hold_up_days", Count(0.0, 3_650.0), "days", "holding time before a higher band counts").choice(30.0),
    knob("score.hold_down_days", Count(0.0, 3_650.0), "days", "holding time before a lower band counts").choice(30.0),
    knob("score.hysteresis", Number(0.0, 10_000.0), "points", "how far under its floor a band is kept").choice(0.0),
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
    knob("face.outranks", Probability, "chance", "r, the true mate outranks one false candidate")
        .stylised(0.9, 0.5, 1.0),
    knob(
        "face.same_group_share",
        Probability,
        "share",
        "wrong persons forced to be of the probe's own appearance group",
    )
    .stylised(0.8, 0.5, 1.0),
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
    knob("gate.*.context", Choice(CONTEXTS), "", "context in which the consequence takes effect")
        .required()
        .source("choice"),
    knob("gate.*.refuse_up_to", Name("band"), "", "this band and those under it are refused").source("choice"),
    knob("gate.*.price_up_to", Name("band"), "", "this band and those under it pay more").source("choice"),
    knob("gate.*.perk_from", Name("band"), "", "this band and those above it get the perk").source("choice"),
    knob("gate.*.severity", SEVERITY, "0 to 100", "how grave a refusal is").stylised(20.0, 5.0, 60.0),
    knob("gate.*.lasts_days", Count(1.0, 3_650.0), "days", "how long a refusal weighs").stylised(30.0, 7.0, 180.0),
    knob("gate.*.ours", Flag, "", "not in the report: added by us").flag(false),
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
    knob("rating.retaliation", Number(0.0, 4.0), "stars", "taken off by who was rated badly before")
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
        "inject.share",
        Probability,
        "share",
        "people who get a planted false mark: to measure a trap against the twin",
    )
    .choice(0.0),
    knob("inject.day", Count(0.0, 3_650.0), "day", "day of the planted marks").choice(0.0),
    knob("inject.behaviour", Name("behaviour"), "", "act that the planted marks stand for").source("choice"),
];

/// The experiment.
pub const EXPERIMENT: &[Knob] = &[
    knob("name", Text, "", "name of the experiment").required().source("choice"),
    knob("title", Text, "", "one line for people").source("choice"),
    knob("question", Text, "", "what the experiment asks").source("choice"),
    knob("city", Text, "", "file of the city, beside this file").required().source("choice"),
    knob("people", Count(10_000.0, 2e9), "people", "size of the drawn city").choice(200_000.0),
    knob("days", Count(1.0, 3_650.0), "days", "length of the run").choice(365.0),
    knob("seeds", Count(1.0, 10_000.0), "cities", "how many cities are drawn").choice(4.0),
    knob("seed", Count(0.0, 9.007_199_254_740_991e15), "", "base seed").choice(1.0),
    knob("reference", Name("arm"), "", "arm against which the others are paired").required().source("choice"),
    knob("arm.name", Text, "", "name of the world").required().source("choice"),
    knob("arm.regime", Text, "", "file of the regime, beside this file").required().source("choice"),
    knob("arm.set.*", Text, "", "a key of the regime with the value it has in this arm").source("choice"),
    knob("arm.change.day", Count(1.0, 3_650.0), "day", "from this day on").source("choice"),
    knob("arm.change.set.*", Text, "", "a key of the regime with its new value").source("choice"),
];

/// One value of a file, after defaults.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64),
    Flag(bool),
    Text(String),
    Texts(Vec<String>),
}

/// What a file says, every knob by its full path, defaults filled in. Made by `scenario`; read by the mechanisms.
///
/// Asking for a path that has no value is a mistake of ours and panics: every knob has a default or is required.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    values: BTreeMap<String, Value>,
    /// Names in the order of the file, by section (`band` → its bands).
    names: BTreeMap<String, Vec<String>>,
    /// What the author of a file said about a number; paths that are silent have the knob's own source and range.
    origins: BTreeMap<String, Origin>,
}

/// Where the author of a file has a number from: `{ value = 0.89, source = "npl2023" }`, or, for a stylised one,
/// between which two values it is swept: `{ value = 0.3, low = 0.1, high = 0.6 }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    pub source: Option<String>,
    pub range: Option<(f64, f64)>,
}

/// Something a file says that the model cannot take: the path it stands at, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    pub message: String,
    pub allowed: String,
}

impl Settings {
    /// A new value; what was said about the old one no longer holds.
    pub fn set(&mut self, path: impl Into<String>, value: Value) {
        let path = path.into();
        self.origins.remove(&path);
        self.values.insert(path, value);
    }
    /// Where the number just set comes from.
    pub fn set_origin(&mut self, path: impl Into<String>, origin: Origin) {
        self.origins.insert(path.into(), origin);
    }
    pub fn origin(&self, path: &str) -> Option<&Origin> {
        self.origins.get(path)
    }
    /// Names of a section in the order of the file.
    pub fn set_names(&mut self, section: impl Into<String>, names: Vec<String>) {
        self.names.insert(section.into(), names);
    }
    pub fn names(&self, section: &str) -> &[String] {
        self.names.get(section).map_or(&[], Vec::as_slice)
    }
    /// All sections that have names.
    pub fn sections(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.names.iter().map(|(section, names)| (section.as_str(), names.as_slice()))
    }
    pub fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(path, value)| (path.as_str(), value))
    }
    pub fn get(&self, path: &str) -> Option<&Value> {
        self.values.get(path)
    }
    /// The number as typed.
    pub fn real(&self, path: &str) -> f64 {
        match self.get(path) {
            Some(Value::Number(value)) => *value,
            other => panic!("no number at `{path}`: {other:?}"),
        }
    }
    pub fn flag(&self, path: &str) -> bool {
        match self.get(path) {
            Some(Value::Flag(value)) => *value,
            other => panic!("no flag at `{path}`: {other:?}"),
        }
    }
    /// Words, or nothing where the file is silent.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.get(path) {
            Some(Value::Text(value)) => Some(value),
            None => None,
            other => panic!("no text at `{path}`: {other:?}"),
        }
    }
    pub fn texts(&self, path: &str) -> &[String] {
        match self.get(path) {
            Some(Value::Texts(values)) => values,
            None => &[],
            other => panic!("no list at `{path}`: {other:?}"),
        }
    }
    pub fn probability(&self, path: &str) -> Probability {
        fixed::probability(self.real(path))
    }
    /// Points in hundredths.
    pub fn points(&self, path: &str) -> i32 {
        fixed::hundredths(self.real(path))
    }
    pub fn count(&self, path: &str) -> u32 {
        fixed::whole(self.real(path))
    }
    /// The same settings with some paths changed: an arm's `set`.
    pub fn with(&self, changes: &[(String, Value)]) -> Settings {
        let mut settings = self.clone();
        for (path, value) in changes {
            settings.set(path.clone(), value.clone());
        }
        settings
    }
}

/// The knob at a full path: `channel.camera.coverage` matches `channel.*.coverage`.
pub fn knob_at<'a>(knobs: &'a [Knob], path: &str) -> Option<&'a Knob> {
    knobs.iter().find(|knob| matches(knob.path, path))
}

/// Whether a path fits a pattern; `*` stands for exactly one name (a name has no dot).
pub fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('.'), path.split('.'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(p), Some(q)) if p == "*" || p == q => {}
            _ => return false,
        }
    }
}

/// The closed list of names that may stand for `*` in a section, if the section has one.
pub fn closed_names(section: &str) -> Option<&'static [&'static str]> {
    match section {
        "margin.age" => Some(AGE_GROUPS),
        "margin.sex" => Some(SEXES),
        "margin.residence" => Some(RESIDENCES),
        "gate" | "application" => Some(GATES),
        "group" => Some(LAYERS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stylised_number_has_a_range_around_its_default() {
        for knob in [CATALOGUE, CITY, REGIME].concat() {
            if let (Some(Default::Number(value)), "stylised") = (knob.default, knob.source) {
                let (low, high) = knob.range.unwrap_or_else(|| panic!("`{}` is stylised and has no range", knob.path));
                assert!(low <= value && value <= high, "{}", knob.path);
            }
        }
    }

    #[test]
    fn a_star_stands_for_exactly_one_name() {
        assert!(matches("channel.*.coverage", "channel.camera.coverage"));
        assert!(!matches("channel.*.coverage", "channel.coverage"));
        assert!(!matches("points.*", "points.a.b"));
    }
}
