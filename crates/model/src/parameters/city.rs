//! The city and its people before any regime: margins, groups, and how they live, act and respond.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "numbers as typed, before any day runs")]

use super::Kind::*;
use super::{Knob, MINDED, RATE, knob};

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
    knob(
        "household.share_of_one",
        Number(0.0, 1.0),
        "share",
        "family households of one, before they are brought to the mean size",
    )
    .stylised(0.3, 0.2, 0.4),
    knob(
        "household.share_of_two",
        Number(0.0, 1.0),
        "share",
        "family households of two, before they are brought to the mean size",
    )
    .stylised(0.32, 0.25, 0.4),
    knob(
        "household.share_of_three",
        Number(0.0, 1.0),
        "share",
        "family households of three, before they are brought to the mean size",
    )
    .stylised(0.22, 0.15, 0.3),
    knob(
        "household.share_of_four",
        Number(0.0, 1.0),
        "share",
        "family households of four, before they are brought to the mean size",
    )
    .stylised(0.1, 0.05, 0.15),
    knob(
        "household.share_of_five",
        Number(0.0, 1.0),
        "share",
        "family households of five, before they are brought to the mean size",
    )
    .stylised(0.05, 0.02, 0.08),
    knob(
        "household.share_of_six",
        Number(0.0, 1.0),
        "share",
        "family households of six, before they are brought to the mean size",
    )
    .stylised(0.01, 0.0, 0.03),
    knob("household.parent_from_age", Count(18.0, 40.0), "years", "youngest adult who is first put with a child")
        .stylised(24.0, 20.0, 28.0),
    knob("household.parent_to_age", Count(30.0, 80.0), "years", "oldest adult who is first put with a child")
        .stylised(54.0, 45.0, 60.0),
    knob("household.lodger_to_age", Count(20.0, 120.0), "years", "oldest person in a dormitory")
        .stylised(59.0, 50.0, 65.0),
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
    knob(
        "life.effect_income",
        Number(0.0, 2.0),
        "log odds",
        "of falling behind, for each income class that one is poorer",
    )
    .stylised(0.5, 0.2, 1.0),
    knob("life.young_to_age", Count(18.0, 40.0), "years", "oldest of the young").choice(29.0),
    knob(
        "life.own_voice_from_age",
        Count(10.0, 18.0),
        "years",
        "youngest person who rates others and chooses the own ties",
    )
    .choice(14.0),
    knob(
        "life.income_ratio",
        Number(1.0, 5.0),
        "",
        "income of a class ÷ income of the class below, where a price is weighed against it",
    )
    .stylised(1.6, 1.3, 2.2),
    knob("life.memory_days", Count(1.0, 365.0), "days", "how long a refusal weighs").stylised(180.0, 60.0, 365.0),
    knob(
        "pay.per_fortnight",
        Number(0.0, 100_000.0),
        "money",
        "pay of the middle income class for a fortnight of work",
    )
    .stylised(1_000.0, 500.0, 2_000.0),
    knob("pay.class_step", Number(0.0, 0.5), "share", "pay more or less for each income class away from the middle")
        .stylised(0.3, 0.1, 0.45),
    knob("pay.fewest_fortnights", Count(0.0, 26.0), "fortnights of 26", "least that a claimant worked in the year")
        .stylised(4.0, 0.0, 12.0),
    knob("pay.most_fortnights", Count(0.0, 26.0), "fortnights of 26", "most that a claimant worked in the year")
        .stylised(22.0, 12.0, 26.0),
    knob("selection.claims_share", Probability, "share", "people of age who have a case that can be selected")
        .stylised(0.2, 0.05, 1.0),
    knob(
        "selection.true_error.rate",
        Probability,
        "chance",
        "a case has a true error: men, locals, from the middle income class up",
    )
    .stylised(0.1, 0.01, 0.4),
    knob("selection.true_error.times_female", Number(0.0, 10.0), "multiple", "true errors of women against men")
        .stylised(1.0, 0.5, 2.0),
    knob("selection.true_error.times_migrant", Number(0.0, 10.0), "multiple", "true errors of migrants against locals")
        .stylised(1.0, 0.5, 2.0),
    knob(
        "selection.true_error.times_low_income",
        Number(0.0, 10.0),
        "multiple",
        "true errors of the two lowest income classes against the others",
    )
    .stylised(1.0, 0.5, 2.0),
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
        "who sees bands above the own one does more acts that earn points: by this share for each of them, at full \
         digital exposure",
    )
    .stylised(0.4, 0.0, 1.0),
    knob(
        "conduct.buying",
        Probability,
        "chance a month",
        "somebody at full digital exposure with one band above buys points that cost nothing, where they are sold",
    )
    .stylised(0.3, 0.05, 0.6),
    knob(
        "conduct.context_spread",
        Probability,
        "share",
        "how far a person's propensity differs from one context to another: uniform within 1 ± this",
    )
    .stylised(0.0, 0.0, 0.5),
    knob("conduct.avoidance", Probability, "share", "acts moved out of sight for a believed risk of 1")
        .stylised(0.3, 0.0, 0.6),
    knob(
        "speech.punishment_scale",
        Number(1.0, 100.0),
        "severity",
        "what weighs like ψ = 1: one full unit of boldness times dissent",
    )
    .stylised(10.0, 5.0, 20.0),
    knob(
        "speech.misjudged",
        Number(1.0, 16.0),
        "",
        "how far people misjudge what follows a word: who fears it most ÷ who fears it least; right on average",
    )
    .stylised(2.25, 1.0, 9.0),
    knob(
        "speech.follower_share",
        Probability,
        "share",
        "people who speak out against a risk only if enough others are heard",
    )
    .stylised(0.3, 0.0, 0.8)
    .source("kuran1989"),
    knob(
        "speech.threshold_mean",
        Number(0.0, 0.5),
        "share of the chat",
        "how many others they wait for: uniform from 0 to twice this",
    )
    .stylised(0.1, 0.02, 0.3)
    .source("kuran1989"),
    knob("speech.reads", Count(1.0, 64.0), "people", "members of a chat whose words somebody notices")
        .stylised(7.0, 3.0, 20.0),
    knob("speech.remembered_days", Count(1.0, 365.0), "days", "how long somebody counts as having spoken out")
        .stylised(30.0, 7.0, 90.0),
    knob("rating.spread", Number(0.0, 4.0), "stars", "true rating of the least prone less that of the most prone")
        .stylised(2.0, 0.5, 4.0),
    knob("response.prior_weight", Number(1.0, 1000.0), "acts", "κ, how many acts the announced risk is worth")
        .stylised(20.0, 5.0, 100.0)
        .source("lochner2007"),
    knob("response.peer_weight", Probability, "share", "w, how much a household member's experience counts")
        .stylised(0.3, 0.0, 0.6)
        .source("sah1991"),
    knob(
        "response.dormitory_peers",
        Count(0.0, 100.0),
        "people",
        "the nearest so many of a dormitory count as a household",
    )
    .stylised(7.0, 2.0, 20.0),
    knob(
        "response.circle_weight",
        Probability,
        "share",
        "u, how much the experience of a workplace or a chat group counts",
    )
    .stylised(0.1, 0.0, 0.3)
    .source("sah1991"),
    knob(
        "response.circle_acts",
        Count(1.0, 10_000.0),
        "acts",
        "m, acts of such a group that one hears of at most; of more, their share",
    )
    .stylised(20.0, 5.0, 100.0),
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
    knob("response.minds", Choice(MINDED), "", "which bands people mind in a tie").word("lower"),
    knob("response.strangers", Count(1.0, 64.0), "people", "among whom one looks for a new tie of the own band")
        .stylised(4.0, 1.0, 20.0),
    knob(
        "response.imitation",
        Probability,
        "chance",
        "a tie that is looked at and kept passes its level of dissent on; 0 = nobody copies",
    )
    .choice(0.0),
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
    knob("application.*.from_income", Count(0.0, 4.0), "income class", "lowest class that applies there").choice(0.0),
    knob("application.*.locals_only", Flag, "", "only people registered in the city apply there").flag(false),
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
