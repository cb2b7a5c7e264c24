//! A small invented town for the tests of this workspace. Hidden: no surface reaches it (boundary.md 2).
#![allow(clippy::disallowed_types, reason = "settings as typed")]

use crate::parameters::{
    AGE_GROUPS, CATALOGUE, CITY, Default, GATES, Knob, LAYERS, REGIME, RESIDENCES, SEXES, Settings, Value,
};
use crate::{City, Plan, Seed};

/// City, catalogue and regime of a test.
#[derive(Clone, Debug)]
pub struct Town {
    pub city: Settings,
    pub catalogue: Settings,
    pub regime: Settings,
}

const BEHAVIOURS: &[(&str, &str, &str, f64, f64, f64)] = &[
    ("parking", "traffic", "offence", 20.0, 10.0, 5.0),
    ("fare", "transport", "offence", 6.0, 15.0, 5.0),
    ("debt", "finance", "debt", 0.5, 30.0, 10.0),
    ("payment", "finance", "payment", 0.5, 0.0, 0.0),
    ("litter", "public order", "offence", 15.0, 5.0, 3.0),
    ("toilet", "public order", "child", 6.0, 3.0, 3.0),
    ("criticism", "speech", "critical message", 20.0, 0.0, 0.0),
    ("sharing", "speech", "passing on", 20.0, 5.0, 0.0),
    ("help", "civic", "good deed", 4.0, 0.0, 0.0),
    ("purchase", "commerce", "offence", 6.0, 0.0, 0.0),
];
const POINTS: &[f64] = &[-10.0, -10.0, -50.0, 1.0, -5.0, -5.0, -30.0, -15.0, 10.0, -2.0];

impl Town {
    /// A regime with everything on: cameras, registers, a platform, informers, bands, gates, appeals, ratings.
    pub fn busy() -> Self {
        let mut town = Self { city: city(), catalogue: catalogue(), regime: regime() };
        for (path, value) in [("appeal.enabled", true), ("appeal.suspensive", true), ("rating.enabled", true)] {
            town.regime.set(path, Value::Flag(value));
        }
        town.number("score.decay_per_month", 0.05);
        town.number("score.kin_share", 0.2);
        town.number("rating.weight", 5.0);
        town
    }

    /// The busy town with the offices that few regimes have: a selection with a check.
    pub fn with_every_office() -> Self {
        let mut town = Self::busy();
        town.flag("selection.enabled", true);
        town.flag("confirmation.enabled", true);
        town.number("channel.police.amount_error", 0.1);
        town.number("channel.civic.amount_error", 0.1);
        town.number("informer.penalised", 0.5);
        town.number("informer.penalty_points", 3.0);
        for gate in ["bank", "job-plain", "job-skilled", "school"] {
            town.regime.set(format!("gate.{gate}.delay_up_to"), Value::Text("watched".into()));
            town.number(&format!("gate.{gate}.delay_days"), 9.0);
        }
        town.regime.set("alarm.behaviours", Value::Texts(vec!["litter".into(), "fare".into(), "criticism".into()]));
        town
    }

    /// Sets one number of the regime.
    pub fn number(&mut self, path: &str, value: f64) {
        self.regime.set(path, Value::Number(value));
    }
    /// Sets one flag of the regime.
    pub fn flag(&mut self, path: &str, value: bool) {
        self.regime.set(path, Value::Flag(value));
    }
    /// Sets one number of the city.
    pub fn in_city(&mut self, path: &str, value: f64) {
        self.city.set(path, Value::Number(value));
    }

    pub fn build(&self, people: u32, seed: u64) -> City {
        City::build(Plan::small_town(&self.city, &self.catalogue, people, Seed(seed)))
    }
}

/// Fills the defaults of all knobs that a set of names makes concrete.
fn defaults(settings: &mut Settings, knobs: &[Knob], section: &str, names: &[&str]) {
    for knob in knobs {
        let value = match knob.default {
            Some(Default::Number(value)) => Value::Number(value),
            Some(Default::Flag(value)) => Value::Flag(value),
            Some(Default::Text(value)) => Value::Text(value.into()),
            None => continue,
        };
        let inside = knob.path.starts_with(&format!("{section}.")) && knob.path.contains('*');
        match (section, knob.path.contains('*')) {
            ("", false) => settings.set(knob.path, value),
            (_, true) if inside => {
                names.iter().for_each(|name| settings.set(knob.path.replace('*', name), value.clone()));
            }
            _ => {}
        }
    }
}

fn named(settings: &mut Settings, section: &str, names: &[&str]) {
    settings.set_names(section, names.iter().map(|name| (*name).to_owned()).collect());
}

fn catalogue() -> Settings {
    let mut settings = Settings::default();
    let names: Vec<&str> = BEHAVIOURS.iter().map(|b| b.0).collect();
    named(&mut settings, "behaviour", &names);
    defaults(&mut settings, CATALOGUE, "behaviour", &names);
    for (name, context, role, per_year, severity, fine) in BEHAVIOURS {
        let at = |key: &str| format!("behaviour.{name}.{key}");
        settings.set(at("context"), Value::Text((*context).into()));
        settings.set(at("role"), Value::Text((*role).into()));
        settings.set(at("per_year"), Value::Number(*per_year));
        settings.set(at("severity"), Value::Number(*severity));
        settings.set(at("fine_severity"), Value::Number(*fine));
    }
    settings.set("behaviour.toilet.from_age", Value::Number(1.0));
    settings.set("behaviour.toilet.to_age", Value::Number(6.0));
    settings
}

fn city() -> Settings {
    let mut settings = Settings::default();
    let districts = ["north", "south", "east"];
    let appearances = ["group-a", "group-b"];
    defaults(&mut settings, CITY, "", &[]);
    defaults(&mut settings, CITY, "camera_density", &districts);
    defaults(&mut settings, CITY, "application", GATES);
    settings.set("nominal_people", Value::Number(1_000_000.0));
    let margins: [(&str, &[&str], &[f64]); 5] = [
        ("margin.district", &districts, &[500.0, 300.0, 200.0]),
        ("margin.age", AGE_GROUPS, &[100.0, 80.0, 180.0, 200.0, 150.0, 140.0, 90.0, 60.0]),
        ("margin.sex", SEXES, &[510.0, 490.0]),
        ("margin.residence", RESIDENCES, &[600.0, 400.0]),
        ("margin.appearance", &appearances, &[800.0, 200.0]),
    ];
    for (section, names, counts) in margins {
        named(&mut settings, section, names);
        for (name, count) in names.iter().zip(counts) {
            settings.set(format!("{section}.{name}"), Value::Number(*count));
        }
    }
    for (layer, smallest, largest) in
        LAYERS.iter().zip([1.0, 40.0, 3.0, 20.0]).zip([200.0, 200.0, 10.0, 120.0]).map(|((l, s), g)| (l, s, g))
    {
        settings.set(format!("group.{layer}.smallest"), Value::Number(smallest));
        settings.set(format!("group.{layer}.largest"), Value::Number(largest));
        settings.set(format!("group.{layer}.exponent"), Value::Number(1.2));
    }
    for gate in GATES {
        settings.set(format!("application.{gate}.per_year"), Value::Number(4.0));
        settings.set(format!("application.{gate}.merit"), Value::Number(0.8));
    }
    settings.set("application.school.from_age", Value::Number(6.0));
    settings.set("application.school.to_age", Value::Number(16.0));
    settings.set("application.job-skilled.from_income", Value::Number(1.0));
    settings.set("application.job-public.from_income", Value::Number(2.0));
    settings.set("application.job-public.locals_only", Value::Flag(true));
    settings
}

/// Inputs of a selection: name, what about, value, weight, whose.
const INPUTS: &[(&str, &str, Option<&str>, f64, &str)] = &[
    ("young", "age", Some("20-29"), 2.0, "person"),
    ("years", "age", None, -0.01, "person"),
    ("women", "sex", Some("female"), 0.5, "person"),
    ("from-elsewhere", "residence", Some("migrant"), 1.0, "person"),
    ("poor", "income", None, -0.5, "person"),
    ("poorest", "income", Some("lowest"), 0.5, "parent"),
    ("face", "appearance", Some("group-b"), 0.3, "person"),
    ("north", "district", Some("north"), 0.2, "person"),
    ("record", "conduct", None, 0.4, "person"),
    ("record-of-spouse", "conduct", None, 0.2, "spouse"),
    ("behind", "debts", None, 1.0, "person"),
    ("behind-at-home", "debts", None, 0.5, "household"),
    ("illness", "health", None, 9.0, "person"),
    ("bad-company", "conduct", None, 9.0, "contacts"),
];

type ChannelRow = (&'static str, &'static str, &'static [&'static str], f64, bool);
const CHANNELS: &[ChannelRow] = &[
    ("police", "register", &["parking", "debt", "fare"], 0.0, true),
    ("cameras", "camera", &["parking", "litter", "toilet", "fare"], 0.4, false),
    ("platform", "platform", &["criticism", "sharing", "purchase"], 0.1, false),
    ("informers", "informer", &["criticism", "sharing"], 0.0, false),
    ("civic", "register", &["help", "payment"], 0.0, false),
    ("patrols", "spot-check", &["litter", "toilet"], 0.0, true),
];

fn regime() -> Settings {
    let mut settings = Settings::default();
    let behaviours: Vec<&str> = BEHAVIOURS.iter().map(|b| b.0).collect();
    let channels: Vec<&str> = CHANNELS.iter().map(|c| c.0).collect();
    let (bands, floors) = (["low", "watched", "plain", "green"], [0.0, 950.0, 980.0, 1_020.0]);
    defaults(&mut settings, REGIME, "", &[]);
    defaults(&mut settings, REGIME, "channel", &channels);
    defaults(&mut settings, REGIME, "gate", GATES);
    for section in ["face.fmr", "face.probe", "alarm.true_times", "alarm.false_times", "selective.appearance"] {
        defaults(&mut settings, REGIME, section, &["group-a", "group-b"]);
    }
    named(&mut settings, "channel", &channels);
    named(&mut settings, "gate", GATES);
    let inputs: Vec<&str> = INPUTS.iter().map(|input| input.0).collect();
    defaults(&mut settings, REGIME, "input", &inputs);
    named(&mut settings, "input", &inputs);
    for (name, about, value, weight, whose) in INPUTS {
        settings.set(format!("input.{name}.about"), Value::Text((*about).into()));
        value.iter().for_each(|value| settings.set(format!("input.{name}.value"), Value::Text((*value).into())));
        settings.set(format!("input.{name}.weight"), Value::Number(*weight));
        settings.set(format!("input.{name}.whose"), Value::Text((*whose).into()));
    }
    settings.set("selection.by", Value::Text("top share".into()));
    settings.set("selection.act", Value::Text("purchase".into()));
    settings.set("selection.averaging", Value::Flag(true));
    named(&mut settings, "band", &bands);
    for (band, floor) in bands.iter().zip(floors) {
        settings.set(format!("band.{band}.floor"), Value::Number(floor));
    }
    for (behaviour, points) in behaviours.iter().zip(POINTS) {
        settings.set(format!("points.{behaviour}"), Value::Number(*points));
    }
    for (name, kind, covered, alarms, fines) in CHANNELS {
        let at = |key: &str| format!("channel.{name}.{key}");
        settings.set(at("kind"), Value::Text((*kind).into()));
        settings.set(at("behaviours"), Value::Texts(covered.iter().map(|b| (*b).to_owned()).collect()));
        settings.set(at("false_alarms_per_year"), Value::Number(*alarms));
        settings.set(at("fines"), Value::Flag(*fines));
        settings.set(at("wrong_file"), Value::Number(0.02));
    }
    for gate in GATES {
        let context = if gate.starts_with("job") { "employment" } else { "travel" };
        settings.set(format!("gate.{gate}.context"), Value::Text(context.into()));
        settings.set(format!("gate.{gate}.refuse_up_to"), Value::Text("low".into()));
        settings.set(format!("gate.{gate}.price_up_to"), Value::Text("watched".into()));
        settings.set(format!("gate.{gate}.perk_from"), Value::Text("green".into()));
    }
    settings.set("gate.railway.refuse_listed", Value::Texts(vec!["debt".into()]));
    let numbers = [
        ("alarm.false_per_year", 0.3),
        ("alarm.handled_per_day", 3_000.0),
        ("confirmation.per_day", 5_000.0),
        ("selection.first_day", 6.0),
        ("selection.every_days", 20.0),
        ("selection.top_share", 0.1),
        ("selection.random_share", 0.05),
        ("selection.accepts_false", 0.3),
        ("score.hold_up_days", 5.0),
        ("score.hold_down_days", 5.0),
        ("score.expiry_days", 60.0),
        ("informer.share", 0.05),
        ("informer.duty", 0.1),
        ("informer.grudge_push", 0.3),
        ("informer.malicious_tips_per_year", 0.4),
        ("informer.reward_points", 2.0),
        ("screening.per_day", 600.0),
        ("appeal.reviewers", 900.0),
        ("score.sold_points", 3.0),
        ("speech.deleted", 0.8),
        ("speech.excluded", 0.5),
        ("speech.excluded_days", 20.0),
        ("authority.attention", 0.5),
    ];
    for (path, value) in numbers {
        settings.set(path, Value::Number(value));
    }
    settings.set("informer.behaviours", Value::Texts(vec!["litter".into(), "parking".into()]));
    settings
}
