//! An experiment with everything resolved, as one file: what was run, to be read back and run again.

use crate::draft::{Draft, key_of, sections};
use crate::errors::{Error, Errors};
use crate::experiment::{Arm, Experiment, Ground, apart, assembled, parts_are_cities, settled_top, tables_of};
use crate::opened::Opened;
use crate::settle::paths;
use crate::source::{self, Field, Item, Written};
use crate::{city, regime};
use model::parameters::{CATALOGUE, CITY, EXPERIMENT, Knob, Origin, REGIME, Settings, Value};
use std::fmt::Write;

const HEAD: &str = "\
# synthetic people only
# Everything that this experiment resolved to: defaults, `extends`, what each arm sets. Made by the laboratory; a
# person writes `experiments/*.toml` instead. Stylised numbers are ranges to be swept, not facts about a city.
";

const FILE: &str = "experiment.lock.toml";

impl Opened {
    /// The regime of an arm as a lock has it: its lines are those of the lock, where every default is written out.
    /// Panics where the lock has no arm of that name.
    pub fn from_lock(text: &str, arm: &str) -> Result<Opened, Errors> {
        let mut errors = Vec::new();
        let item = source::parse(FILE, text.to_string(), &mut errors);
        let found = item.and_then(|item| opened(&item, arm, &mut errors));
        Errors::or(errors, found)
    }
}

impl Experiment {
    /// The experiment as `experiment.lock.toml`; equal experiments give equal texts.
    pub fn lock(&self) -> String {
        let draws = [("robust_draws", self.robust_draws.into()), ("robust_people", self.robust_people)];
        self.written(&draws)
    }

    /// The text of the lock, with more lines at its top.
    fn written(&self, more: &[(&str, u64)]) -> String {
        let mut text = HEAD.to_string();
        for (key, words) in [("name", &self.name), ("title", &self.title), ("question", &self.question)] {
            line(&mut text, key, &quoted(words));
        }
        line(&mut text, "city", &quoted(self.city.text("name").unwrap_or_default()));
        line(&mut text, "reference", &quoted(&self.reference));
        for (key, count) in [("people", self.people), ("days", self.days.into()), ("seeds", self.seeds.into())] {
            line(&mut text, key, &count.to_string());
        }
        line(&mut text, "seed", &self.seed.to_string());
        self.part_people.iter().for_each(|people| line(&mut text, "part_people", &people.to_string()));
        more.iter().for_each(|(key, count)| line(&mut text, key, &count.to_string()));
        section(&mut text, "[resolved.city]", &resolved(&self.city, CITY));
        section(&mut text, "[resolved.catalogue]", &resolved(&self.catalogue, CATALOGUE));
        for arm in &self.arms {
            section(&mut text, "[[arm]]", &format!("name = {}\n", quoted(&arm.name)));
            text.push_str(&regimes(arm));
        }
        text
    }

    /// Reads back what [`Experiment::lock`] wrote.
    pub fn from_lock(text: &str) -> Result<Experiment, Errors> {
        let mut errors = Vec::new();
        let item = source::parse(FILE, text.to_string(), &mut errors);
        let experiment = item.and_then(|item| unlocked(&item, &mut errors));
        Errors::or(errors, experiment)
    }

    /// Which regime an arm lives under, changes included: 16 hexadecimal digits.
    pub fn regime_hash(arm: &Arm) -> String {
        short_hash(&regimes(arm))
    }

    /// Which experiment this is, everything included that its days depend on: 16 hexadecimal digits. How often its
    /// numbers are drawn anew afterwards is not, so that a run is the same run with those draws and without.
    pub fn hash(&self) -> String {
        short_hash(&self.written(&[]))
    }
}

fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_string()
}

fn regimes(arm: &Arm) -> String {
    let mut text = String::new();
    section(&mut text, "[arm.regime]", &resolved(&arm.regime, REGIME));
    for (day, regime) in &arm.changes {
        section(&mut text, "[[arm.change]]", &format!("day = {day}\n"));
        section(&mut text, "[arm.change.regime]", &resolved(regime, REGIME));
    }
    text
}

fn section(text: &mut String, header: &str, body: &str) {
    let _ = write!(text, "\n{header}\n{body}");
}

fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {value}");
}

/// All values in the order of the knobs, and then what safeguards set.
pub(crate) fn resolved(settings: &Settings, knobs: &'static [Knob]) -> String {
    let mut text = String::new();
    let mut value = |path: &str, value: &Value| {
        line(&mut text, &key(path), &written(value, settings.origin(path)));
    };
    for knob in names_first(knobs) {
        for path in paths(knob, settings) {
            settings.get(&path).into_iter().for_each(|found| value(&path, found));
        }
    }
    settings.values().filter(|(path, _)| key_of(path) != *path).for_each(|(path, found)| value(path, found));
    text
}

/// The knobs in their order, but for sections that open with a knob that may be absent: there one that every name has
/// comes first, so that the names are read back in their order.
fn names_first(knobs: &'static [Knob]) -> Vec<&'static Knob> {
    let mut ordered: Vec<&Knob> = knobs.iter().collect();
    for section in sections(knobs) {
        let of_section = |knob: &&Knob| knob.path.split_once(".*").is_some_and(|(other, _)| other == section);
        let first = ordered.iter().position(of_section);
        let everywhere = |knob: &&Knob| knob.required || knob.default.is_some();
        let named = ordered.iter().position(|knob| of_section(knob) && everywhere(knob));
        if let (Some(first), Some(named)) = (first, named) {
            ordered[first..=named].rotate_right(1);
        }
    }
    ordered
}

/// A dotted key; a part that is not bare (`70+`) stands in quotation marks.
fn key(path: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let part = |part: &str| if part.chars().all(bare) { part.to_string() } else { quoted(part) };
    path.split('.').map(part).collect::<Vec<_>>().join(".")
}

fn written(value: &Value, origin: Option<&Origin>) -> String {
    match (value, origin) {
        (Value::Number(number), Some(origin)) => {
            let mut text = format!("{{ value = {number}");
            if let Some(source) = &origin.source {
                let _ = write!(text, ", source = {}", quoted(source));
            }
            if let Some((low, high)) = origin.range {
                let _ = write!(text, ", low = {low}, high = {high}");
            }
            text + " }"
        }
        (Value::Number(number), None) => number.to_string(),
        (Value::Flag(flag), _) => flag.to_string(),
        (Value::Text(words), _) => quoted(words),
        (Value::Texts(list), _) => {
            format!("[{}]", list.iter().map(|words| quoted(words)).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A text as TOML writes it on one line.
pub(crate) fn quoted(words: &str) -> String {
    let mut text = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            letter if letter.is_control() => {
                let _ = write!(text, "\\u{:04X}", u32::from(letter));
            }
            letter => text.push(letter),
        }
    }
    text + "\""
}

fn unlocked(item: &Item, errors: &mut Vec<Error>) -> Option<Experiment> {
    let (special, own) = apart(city::fields_of(item), &["resolved", "arm"]);
    let ground = unlocked_ground(item, &special, errors)?;
    let (arm_fields, _) = apart(&special, &["arm"]);
    let arms: Vec<Option<Arm>> =
        tables_of(&arm_fields, errors).iter().map(|item| unlocked_arm(item, &ground, errors)).collect();
    let names: Vec<String> = arms.iter().flatten().map(|arm| arm.name.clone()).collect();
    let top = Draft::read(&own, EXPERIMENT, &item.place, errors);
    let settings = settled_top(&top, &names, errors);
    parts_are_cities(&top, &settings, &ground, errors);
    assembled(&settings, ground, arms)
}

fn unlocked_ground(item: &Item, special: &[Field], errors: &mut Vec<Error>) -> Option<Ground> {
    let resolved = found(special, "resolved", item, errors)?;
    let table = |key: &str, knobs: &'static [Knob], errors: &mut Vec<Error>| {
        let field = found(city::fields_of(&resolved.item), key, item, errors)?;
        Some(Draft::read(city::fields_of(&field.item), knobs, &field.key_place, errors))
    };
    let city = table("city", CITY, errors).map(|draft| city::judged_city(&draft, errors));
    let catalogue = table("catalogue", CATALOGUE, errors).map(|draft| city::judged_catalogue(&draft, errors));
    Some(Ground { city, catalogue })
}

/// The regime of an arm; none where no arm is called so.
fn opened(item: &Item, arm: &str, errors: &mut Vec<Error>) -> Option<Opened> {
    let (special, _) = apart(city::fields_of(item), &["resolved", "arm"]);
    let ground = unlocked_ground(item, &special, errors)?;
    let arms = tables_of(&apart(&special, &["arm"]).0, errors);
    let named = |item: &&Item| {
        let name = city::fields_of(item).iter().find(|field| field.key == "name");
        name.is_some_and(|name| matches!(&name.item.written, Written::Text(words) if words == arm))
    };
    let draft = drafted(arms.iter().find(named)?, errors)?;
    let settings = ground.judged(&draft, errors);
    Some(Opened::of(FILE, draft, [settings, ground.city?, ground.catalogue?]).resolved())
}

fn unlocked_arm(item: &Item, ground: &Ground, errors: &mut Vec<Error>) -> Option<Arm> {
    let fields = city::fields_of(item);
    let name = found(fields, "name", item, errors)?;
    let regime = unlocked_regime(item, ground, errors)?;
    let mut changes = Vec::new();
    for change in tables_of(&apart(fields, &["change"]).0, errors) {
        let day = found(city::fields_of(&change), "day", &change, errors)?;
        let Written::Number(day) = day.item.written else { return None };
        changes.push((day as u32, unlocked_regime(&change, ground, errors)?));
    }
    match &name.item.written {
        Written::Text(name) => Some(Arm { name: name.clone(), regime, changes }),
        _ => None,
    }
}

fn unlocked_regime(item: &Item, ground: &Ground, errors: &mut Vec<Error>) -> Option<Settings> {
    let draft = drafted(item, errors)?;
    Some(ground.judged(&draft, errors))
}

fn drafted(item: &Item, errors: &mut Vec<Error>) -> Option<Draft> {
    let field = found(city::fields_of(item), "regime", item, errors)?;
    Some(regime::read_locked(&field.item, errors))
}

fn found<'a>(fields: &'a [Field], key: &str, item: &Item, errors: &mut Vec<Error>) -> Option<&'a Field> {
    let field = fields.iter().find(|field| field.key == key);
    if field.is_none() {
        errors.push(Error::at(&item.place, format!("`{key}` is missing"), "a lock as the laboratory wrote it"));
    }
    field
}
