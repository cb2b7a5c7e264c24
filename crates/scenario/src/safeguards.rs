//! What protects people and can be switched: while a safeguard is in force, the keys that it sets lie over the regime.

use crate::draft::{Draft, Entry, key_of, names_in};
use crate::errors::{Error, Errors, known_names};
use crate::experiment::{Arm, Experiment};
use crate::settle::lender;
use crate::source;
use crate::value::{Names, is_cleared, none};
use crate::{lock, regime};
use model::parameters::{REGIME, Settings, Value, knob_at};
use std::collections::BTreeSet;

/// A safeguard that a regime declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Safeguard {
    pub name: String,
    /// What it is, in one sentence, if the file says so.
    pub title: Option<String>,
    /// What sort of safeguard it is: one of `model::parameters::policy::SAFEGUARDS`.
    pub kind: String,
    /// Whether it is in force.
    pub enabled: bool,
    /// The keys of the regime that it sets, with their values; `"none"` where it takes a name away. What an arm sets
    /// itself is not among them.
    pub sets: Vec<(String, Value)>,
}

/// The safeguards that a regime declares, in the order of the file.
pub fn safeguards(regime: &Settings) -> Vec<Safeguard> {
    let told = |name: &String| Safeguard {
        name: name.clone(),
        title: regime.text(&format!("safeguard.{name}.title")).map(str::to_string),
        kind: regime.text(&format!("safeguard.{name}.kind")).unwrap_or_default().to_string(),
        enabled: enabled(regime, name),
        sets: under(regime, name, "set"),
    };
    regime.names("safeguard").iter().map(told).collect()
}

impl Experiment {
    /// An arm with these of its regime's safeguards in force from the first day to the last, and no others: one cell of
    /// an ablation. What the arm sets itself still lies over them.
    pub fn with_safeguards(&self, arm: &Arm, on: &BTreeSet<String>) -> Result<Arm, Errors> {
        let mut errors = Vec::new();
        let regime = self.switched(arm, &arm.regime, on, &mut errors);
        let switched = |(day, regime): &(u32, Settings)| Some((*day, self.switched(arm, regime, on, &mut errors)?));
        let changes: Option<Vec<(u32, Settings)>> = arm.changes.iter().map(switched).collect();
        let arm = regime.zip(changes).map(|(regime, changes)| Arm { name: arm.name.clone(), regime, changes });
        Errors::or(errors, arm)
    }

    /// Written out and read back, so that every check of a file holds for what is made from it, too.
    fn switched(
        &self,
        arm: &Arm,
        regime: &Settings,
        on: &BTreeSet<String>,
        errors: &mut Vec<Error>,
    ) -> Option<Settings> {
        let declared = regime.names("safeguard");
        if let Some(unknown) = on.iter().find(|name| !declared.contains(name)) {
            let message = format!("the arm `{}` has no safeguard `{unknown}`", arm.name);
            errors.push(Error::of_file(&arm.name, message, known_names(unknown, declared)));
            return None;
        }
        let mut regime = out_of_force(regime);
        for name in declared {
            regime.set(format!("safeguard.{name}.enabled"), Value::Flag(on.contains(name)));
        }
        let name = format!("{} with {}", arm.name, Vec::from_iter(on.iter().map(String::as_str)).join(", "));
        let item = source::parse(&name, lock::resolved(&regime, REGIME), errors)?;
        let draft = regime::read_locked(&item, errors);
        let lent = crate::city::lent(Some(&self.city), Some(&self.catalogue));
        Some(regime::judged(&draft, Some(&self.city), &lent, errors))
    }
}

/// The names of those that are in force.
pub(crate) fn in_force(regime: &Settings) -> Vec<String> {
    regime.names("safeguard").iter().filter(|name| enabled(regime, name)).cloned().collect()
}

fn enabled(regime: &Settings, name: &str) -> bool {
    regime.get(&format!("safeguard.{name}.enabled")) == Some(&Value::Flag(true))
}

/// The keys under `safeguard.NAME.set` or `.without`, with their values.
fn under(regime: &Settings, name: &str, part: &str) -> Vec<(String, Value)> {
    let prefix = format!("safeguard.{name}.{part}.");
    let inside = |(path, value): (&str, &Value)| Some((path.strip_prefix(&prefix)?.to_string(), value.clone()));
    regime.values().filter_map(inside).collect()
}

/// A safeguard turns knobs that the regime has; it invents no channel and no gate.
pub(crate) fn set_what_exists(draft: &Draft, regime: &Settings, lent: &Names, errors: &mut Vec<Error>) {
    for entry in draft.entries.iter().filter(|entry| key_of(&entry.path) != entry.path) {
        for (section, name) in names_in(REGIME, key_of(&entry.path)) {
            let unknowable = lender(section).is_some_and(|lender| !lent.contains_key(lender));
            let known = regime.names(section);
            if !unknowable && !known.iter().any(|known| known == name) {
                let message = format!("`{section}.{name}` does not exist in this regime");
                errors.push(Error::at(&entry.key_place, message, known_names(name, known)));
            }
        }
    }
}

/// The draft as if these safeguards had written their keys themselves: a mistake is shown where it was made.
pub(crate) fn placed(draft: &Draft, in_force: &[String]) -> Draft {
    let mut placed = draft.clone();
    for name in in_force {
        let prefix = format!("safeguard.{name}.set.");
        for entry in draft.entries.iter().filter(|entry| entry.path.starts_with(&prefix)) {
            let path = key_of(&entry.path).to_string();
            placed.remove(&path);
            placed.entries.push(Entry { path, ..entry.clone() });
        }
    }
    placed
}

/// Lays what these safeguards set over the regime, and keeps what holds without them.
pub(crate) fn lay(draft: &Draft, regime: &mut Settings, in_force: &[String], errors: &mut Vec<Error>) {
    let bare = regime.clone();
    for (at, name) in in_force.iter().enumerate() {
        for (key, value) in under(&bare, name, "set") {
            let from = format!("safeguard.{name}.set.{key}");
            let differs = |other: &&String| {
                bare.get(&format!("safeguard.{other}.set.{key}")).is_some_and(|theirs| *theirs != value)
            };
            if let Some(other) = in_force[..at].iter().find(differs) {
                let message = format!("the safeguards `{other}` and `{name}` set `{key}` to different values");
                let allowed = "one of the two in force, or the same value in both";
                errors.push(Error::at(&draft.place(&from), message, allowed));
            }
            let without = format!("safeguard.{name}.without.{key}");
            if bare.get(&without).is_none() {
                copy(&bare, &key, regime, &without);
            }
            copy(&bare, &from, regime, &key);
        }
    }
}

/// The regime with none of its safeguards in force, whatever its switches say.
fn out_of_force(regime: &Settings) -> Settings {
    let mut bare = regime.clone();
    for name in regime.names("safeguard") {
        for (key, _) in under(regime, name, "without") {
            let without = format!("safeguard.{name}.without.{key}");
            copy(regime, &without, &mut bare, &key);
            bare.clear(&without);
        }
    }
    bare
}

/// Copies a value with its origin. What is absent is said to be none where a safeguard speaks of it.
fn copy(from: &Settings, old: &str, to: &mut Settings, new: &str) {
    let knob = knob_at(REGIME, key_of(new)).expect("a safeguard sets what has a knob");
    match from.get(old) {
        None => to.set(new, none(knob)),
        Some(value) if key_of(new) == new && is_cleared(knob, value) => to.clear(new),
        Some(value) => to.set(new, value.clone()),
    }
    if let Some(origin) = from.origin(old) {
        to.set_origin(new, origin.clone());
    }
}
