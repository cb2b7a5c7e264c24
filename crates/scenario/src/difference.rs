//! What is different between two regimes, in sentences: "an offence costs 50 points instead of 20".

use crate::settle::paths;
use crate::value::shown;
use model::parameters::{Default, Kind, Knob, Origin, REGIME, Settings, Value};
use std::collections::BTreeMap;

/// One difference between two regimes.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    /// The key, or the name of what came or went: `gate.school`.
    pub path: String,
    /// For whoever reads; the second regime is "now".
    pub sentence: String,
    /// As a file would say it; `None` where there is nothing.
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Sections of which a regime has some by name: what is absent on one side came or went as a whole.
const NAMED: [&str; 6] = ["band", "channel", "gate", "input", "flow", "safeguard"];

/// What the second regime does otherwise than the first, in the order of the knobs, and last where it comes from. What a
/// regime is called is no difference.
pub fn differences(before: &Settings, after: &Settings) -> Vec<Amendment> {
    let pair = Pair { before, after };
    let mut found: Vec<Amendment> = NAMED.iter().flat_map(|section| pair.came_and_went(section)).collect();
    let told = REGIME.iter().filter(|knob| !matches!(knob.path, "name" | "title" | "extends"));
    let about_itself = |knob: &&Knob| matches!(knob.path, "source" | "date" | "missing" | "stylised");
    let (description, policy): (Vec<&Knob>, Vec<&Knob>) = told.partition(about_itself);
    let of = |knob: &Knob| -> Vec<Amendment> {
        pair.paths(knob).iter().filter_map(|path| pair.difference(knob, path)).collect()
    };
    found.extend(policy.into_iter().flat_map(of));
    found.extend(pair.set_by_safeguards());
    found.extend(description.into_iter().flat_map(of));
    found
}

struct Pair<'a> {
    before: &'a Settings,
    after: &'a Settings,
}

impl Pair<'_> {
    fn came_and_went(&self, section: &str) -> Vec<Amendment> {
        let (old, new) = (self.before.names(section), self.after.names(section));
        let went = old.iter().filter(|name| !new.contains(name)).map(|name| went(section, name));
        let came = new.iter().filter(|name| !old.contains(name)).map(|name| self.came(section, name));
        went.chain(came).collect()
    }

    fn came(&self, section: &str, name: &str) -> Amendment {
        let said = |key: &str| self.after.get(&format!("{section}.{name}.{key}")).map(bare).unwrap_or_default();
        let more = match section {
            "band" => format!("it starts at {} points", said("floor")),
            "channel" => format!("a {} that looks for {}", said("kind"), said("behaviours")),
            "gate" => format!("it acts on {}: {}", said("context"), self.decides(name)),
            "input" => format!("it is about {}, from {}", said("about"), said("origin")),
            "flow" => format!("from {} to {}", said("origin"), said("effect")),
            _ => format!("{}, {}", said("kind"), in_force(self.after, name)),
        };
        let path = format!("{section}.{name}");
        let sentence = format!("there is a new {}: {more}", thing(section, name));
        Amendment { path, sentence, before: None, after: Some(name.to_string()) }
    }

    /// What a gate does to the bands, in words.
    fn decides(&self, gate: &str) -> String {
        let band = |key: &str| self.after.text(&format!("gate.{gate}.{key}"));
        let does = [
            band("refuse_up_to").map(|band| format!("`{band}` and below are refused")),
            band("price_up_to").map(|band| format!("`{band}` and below pay more")),
            band("perk_from").map(|band| format!("`{band}` and above get an advantage")),
        ];
        let listed = self.after.get(&format!("gate.{gate}.refuse_listed"));
        let listed = listed.map(|acts| format!("whoever is listed for {} is refused", told(Some(acts))));
        let does: Vec<String> = does.into_iter().chain([listed]).flatten().collect();
        if does.is_empty() { "nothing follows".to_string() } else { does.join(", ") }
    }

    /// The paths of a knob that stand on both sides; points of an act that one side does not name are its default.
    fn paths(&self, knob: &Knob) -> Vec<String> {
        let (old, new) = (paths(knob, self.before), paths(knob, self.after));
        let of_names = knob.path.split_once(".*").is_some_and(|(section, _)| NAMED.contains(&section));
        let others = new.iter().filter(|path| !of_names && !old.contains(path)).cloned();
        old.iter().filter(|path| !of_names || new.contains(path)).cloned().chain(others).collect()
    }

    fn difference(&self, knob: &Knob, path: &str) -> Option<Amendment> {
        let value = |settings: &Settings| settings.get(path).cloned().or_else(|| default(knob));
        let (old, new) = (value(self.before), value(self.after));
        let (old_origin, new_origin) = (self.before.origin(path), self.after.origin(path));
        let sentence = if old != new {
            self.sentence(knob, path, old.as_ref(), new.as_ref())
        } else if old_origin != new_origin {
            format!("{} is the same number: {} now; {} before", named(knob, path), from(new_origin), from(old_origin))
        } else {
            return None;
        };
        let plain = |value: Option<Value>| value.map(|value| bare(&value));
        Some(Amendment { path: path.to_string(), sentence, before: plain(old), after: plain(new) })
    }

    fn sentence(&self, knob: &Knob, path: &str, old: Option<&Value>, new: Option<&Value>) -> String {
        let parts: Vec<&str> = path.split('.').collect();
        let special = match (parts.as_slice(), old, new) {
            (["points", act], Some(Value::Number(old)), Some(Value::Number(new))) => Some(points(act, *old, *new)),
            (["gate", gate, key], old, new) => band_of_a_gate(gate, key, old, new),
            (["safeguard", name, "enabled"], ..) => {
                Some(format!("the safeguard `{name}` is {}", in_force(self.after, name)))
            }
            (_, Some(Value::Texts(old)), Some(Value::Texts(new))) => Some(list(knob, path, old, new)),
            _ => phrase(&parts, old, new),
        };
        special.unwrap_or_else(|| plainly(knob, path, old, new))
    }

    /// What safeguards on both sides set, whether they are in force or not.
    fn set_by_safeguards(&self) -> Vec<Amendment> {
        let mut found = Vec::new();
        for name in self.before.names("safeguard").iter().filter(|name| self.after.names("safeguard").contains(name)) {
            let (old, new) = (sets(self.before, name), sets(self.after, name));
            let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
            for key in keys.filter(|key| old.get(*key) != new.get(*key)) {
                found.push(Amendment {
                    path: format!("safeguard.{name}.set.{key}"),
                    sentence: set_otherwise(name, key, old.get(key), new.get(key)),
                    before: old.get(key).map(bare),
                    after: new.get(key).map(bare),
                });
            }
        }
        found
    }
}

fn sets(regime: &Settings, name: &str) -> BTreeMap<String, Value> {
    let declared = crate::safeguards(regime).into_iter().find(|one| one.name == name);
    declared.map(|one| one.sets.into_iter().collect()).unwrap_or_default()
}

fn set_otherwise(name: &str, key: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    match (old, new) {
        (Some(_), None) => format!("the safeguard `{name}` no longer sets `{key}`"),
        (None, new) => format!("the safeguard `{name}` also sets `{key}` to {}", told(new)),
        (old, new) => format!("the safeguard `{name}` sets `{key}` to {} instead of {}", told(new), told(old)),
    }
}

fn went(section: &str, name: &str) -> Amendment {
    let sentence = format!("the {} is gone", thing(section, name));
    Amendment { path: format!("{section}.{name}"), sentence, before: Some(name.to_string()), after: None }
}

/// What a name stands for: "school gate" reads better than "gate `school`".
fn thing(section: &str, name: &str) -> String {
    match section {
        "gate" => format!("{} gate", name.replace('-', " ")),
        _ => format!("{section} `{name}`"),
    }
}

fn in_force(regime: &Settings, name: &str) -> &'static str {
    match regime.flag(&format!("safeguard.{name}.enabled")) {
        true => "in force now",
        false => "not in force now",
    }
}

fn default(knob: &Knob) -> Option<Value> {
    knob.default.map(|default| match default {
        Default::Number(number) => Value::Number(number),
        Default::Flag(flag) => Value::Flag(flag),
        Default::Text(text) => Value::Text(text.to_string()),
    })
}

/// "costs 50 points instead of 20", "earns 5 points instead of costing 1".
fn points(act: &str, old: f64, new: f64) -> String {
    let verb = |points: f64| if points < 0.0 { ("costs", "costing") } else { ("earns", "earning") };
    let now = match new {
        0.0 => "neither costs nor earns points".to_string(),
        _ => format!("{} {} now", verb(new).0, counted(new.abs(), "point")),
    };
    let then = match old {
        0.0 => "nothing".to_string(),
        _ if new != 0.0 && (old < 0.0) == (new < 0.0) => shown(old.abs()),
        _ => format!("{} {}", verb(old).1, shown(old.abs())),
    };
    let joint = if new == 0.0 { "any more, instead of" } else { "instead of" };
    format!("`{act}` {now} {joint} {then}")
}

fn counted(number: f64, what: &str) -> String {
    format!("{} {what}{}", shown(number), if number == 1.0 { "" } else { "s" })
}

fn band_of_a_gate(gate: &str, key: &str, old: Option<&Value>, new: Option<&Value>) -> Option<String> {
    let gate = gate.replace('-', " ");
    let (does, whom) = match key {
        "refuse_up_to" => ("refuses", "and below"),
        "price_up_to" => ("asks a higher price of", "and below"),
        "perk_from" => ("gives an advantage to", "and above"),
        _ => return None,
    };
    Some(match (old, new) {
        (Some(old), None) => format!("the {gate} gate {does} nobody any more, instead of {} {whom}", told(Some(old))),
        (None, new) => format!("the {gate} gate {does} {} {whom} now, instead of nobody", told(new)),
        (old, new) => format!("the {gate} gate {does} {} {whom} now, instead of {} {whom}", told(new), told(old)),
    })
}

fn list(knob: &Knob, path: &str, old: &[String], new: &[String]) -> String {
    let apart = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|word| !other.contains(word)).map(|word| format!("`{}`", shortened(word))).collect()
    };
    let (gone, come) = (apart(old, new), apart(new, old));
    let told = match (come.is_empty(), gone.is_empty()) {
        (true, true) => "names the same in another order".to_string(),
        (false, true) => format!("also names {} now", come.join(", ")),
        (true, false) => format!("no longer names {}", gone.join(", ")),
        (false, false) => format!("names {} now, and no longer {}", come.join(", "), gone.join(", ")),
    };
    format!("{} {told}", named(knob, path))
}

/// Families that have a sentence of their own.
fn phrase(parts: &[&str], old: Option<&Value>, new: Option<&Value>) -> Option<String> {
    let now = |yes: &str, no: &str| match new {
        Some(Value::Flag(true)) => yes.to_string(),
        _ => no.to_string(),
    };
    let (new_value, old_value) = (told(new), told(old));
    let days = |value: Option<&Value>| match value {
        Some(Value::Number(0.0)) => "never".to_string(),
        Some(Value::Number(days)) => format!("after {}", counted(*days, "day")),
        other => told(other),
    };
    Some(match parts {
        ["score", "enabled"] => now("there is a score now", "there is no score any more"),
        ["score", "merged"] => {
            now("all records flow into one account now", "each holder of records acts in its own context only now")
        }
        ["score", "visible"] => now("one sees the own score now", "one does not see the own score any more"),
        ["score", "expiry_days"] => match new {
            Some(Value::Number(0.0)) => format!("marks never expire now, instead of {}", days(old)),
            _ => format!("marks now expire {} instead of {}", days(new), days(old)),
        },
        ["score", "account_from_age"] => {
            format!("an account is opened at the age of {new_value} now, instead of {old_value}")
        }
        ["band", band, "floor"] => {
            format!("the band `{band}` starts at {new_value} points now, instead of {old_value}")
        }
        ["appeal", "enabled"] => now("a mark can be contested now", "a mark cannot be contested any more"),
        ["appeal", "suspensive"] => now(
            "points wait until the decision on an appeal now",
            "points do not wait for the decision on an appeal any more",
        ),
        ["channel", channel, "fines"] => now(
            &format!("a record of the channel `{channel}` leads to the ordinary fine now"),
            &format!("a record of the channel `{channel}` does not lead to the ordinary fine any more"),
        ),
        ["rating", "enabled"] => now("people rate one another now", "people do not rate one another any more"),
        _ => return None,
    })
}

/// Any knob: its key, what it means, and both values.
fn plainly(knob: &Knob, path: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    let named = named(knob, path);
    match (old, new) {
        (Some(Value::Flag(_)), Some(Value::Flag(true))) => format!("{named}: this holds now"),
        (Some(Value::Flag(_)), Some(Value::Flag(false))) => format!("{named}: this does not hold any more"),
        (None, new) => format!("{named} is {} now; it was not said before", with_unit(knob, new)),
        (Some(_), None) => format!("{named} is not said any more; it was {}", with_unit(knob, old)),
        (old, new) => format!("{named} is {} now, instead of {}", with_unit(knob, new), in_words(knob, old)),
    }
}

fn named(knob: &Knob, path: &str) -> String {
    format!("`{path}` ({})", knob.text)
}

fn with_unit(knob: &Knob, value: Option<&Value>) -> String {
    let unitless = knob.unit.is_empty() || knob.kind == Kind::Probability || knob.unit == "0 to 100";
    match value {
        Some(Value::Number(number)) if !unitless && zero_means(knob, *number).is_none() => {
            format!("{} {}", number_told(*number), knob.unit.split(',').next().unwrap_or(knob.unit))
        }
        _ => in_words(knob, value),
    }
}

fn in_words(knob: &Knob, value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) => zero_means(knob, *number).unwrap_or_else(|| number_told(*number)),
        other => told(other),
    }
}

/// What a knob's own text says of 0: "0 = never".
fn zero_means(knob: &Knob, number: f64) -> Option<String> {
    let (_, meaning) = knob.text.split_once("0 = ")?;
    (number == 0.0).then(|| meaning.split([';', ',', ')']).next().unwrap_or(meaning).to_string())
}

/// A value in a sentence.
fn told(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(words)) => format!("`{}`", shortened(words)),
        Some(Value::Texts(words)) => {
            words.iter().map(|word| format!("`{}`", shortened(word))).collect::<Vec<_>>().join(", ")
        }
        Some(other) => bare(other),
        None => "nothing".to_string(),
    }
}

/// A sentence quotes the first words of another; the whole stands in the file.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_string(),
    }
}

/// A value alone.
fn bare(value: &Value) -> String {
    match value {
        Value::Number(number) => number_told(*number),
        Value::Flag(flag) => flag.to_string(),
        Value::Text(words) => words.clone(),
        Value::Texts(words) => words.join(", "),
    }
}

/// Rates of one in many millions are read better with an exponent.
fn number_told(number: f64) -> String {
    if number != 0.0 && number.abs() < 1e-4 { format!("{number:e}") } else { shown(number) }
}

/// Where a number comes from, in a sentence.
fn from(origin: Option<&Origin>) -> String {
    let Some(origin) = origin else { return "nothing is said about it".to_string() };
    let source = origin.source.as_ref().map(|key| format!("from `{key}`"));
    let range = origin.range.map(|(low, high)| format!("swept from {} to {}", shown(low), shown(high)));
    source.into_iter().chain(range).collect::<Vec<_>>().join(", ")
}
