//! An experiment: one city, and the worlds that are compared on it.

use crate::draft::{AN_EXPERIMENT, Draft, Entry, Named, Spelling, key_of, refused_table_of_persons};
use crate::errors::{Error, Errors, known_names};
use crate::opened::Opened;
use crate::settle::{is_name, lender, number, settle};
use crate::source::{self, Field, Item, Place, Unsaved, Written};
use crate::value::Names;
use crate::{city, draft, regime};
use model::parameters::{EXPERIMENT, Kind, Knob, REGIME, Settings};
use std::path::Path;
use std::sync::Arc;

/// The source of a number that somebody decided, beside the keys of the bibliography.
const CHOICE: &str = "choice";

/// With fewer draws there is no headline range (kernel.md 19).
pub const LEAST_DRAWS: u32 = 64;

/// What is compared, on which city, and how long.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    pub name: String,
    pub title: String,
    pub question: String,
    pub city: Settings,
    pub catalogue: Settings,
    /// The arm against which the others are paired.
    pub reference: String,
    pub people: u64,
    /// Most people of the nominal city who live in one part; none: all live in one city.
    pub part_people: Option<u64>,
    pub days: u32,
    pub seeds: u32,
    pub seed: u64,
    /// Draws of all stylised numbers that a run lives after its days, for the headline range; 0: none.
    pub robust_draws: u32,
    /// People of the small city of each draw.
    pub robust_people: u64,
    pub arms: Vec<Arm>,
}

/// One of the compared worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    pub name: String,
    pub regime: Settings,
    /// The full settings from a day on, in the order of the days; each includes the changes before it.
    pub changes: Vec<(u32, Settings)>,
}

/// Where the names that a regime may use come from.
pub(crate) struct Ground {
    pub(crate) city: Option<Settings>,
    pub(crate) catalogue: Option<Settings>,
}

impl Ground {
    fn lent(&self) -> Names {
        city::lent(self.city.as_ref(), self.catalogue.as_ref())
    }
    pub(crate) fn judged(&self, draft: &Draft, errors: &mut Vec<Error>) -> Settings {
        regime::judged(draft, self.city.as_ref(), &self.lent(), errors)
    }
}

pub(crate) fn load(path: &Path, unsaved: &Unsaved) -> Result<Experiment, Errors> {
    let mut errors = Vec::new();
    let Some(FileWritten { top, ground, arms }) = read(path, unsaved, &mut errors) else {
        return Errors::or(errors, None);
    };
    let names: Vec<String> = arms.iter().filter_map(|arm| arm.name().map(str::to_string)).collect();
    let settings = settled_top(&top, &names, &mut errors);
    parts_are_cities(&top, &settings, &ground, &mut errors);
    let days = number(&settings, "days");
    let arms = arms.iter().map(|arm| arm.judged(&ground, days, &mut errors)).collect();
    let experiment = assembled(&settings, ground, arms);
    Errors::or(errors, experiment)
}

/// The regimes that arms live under on the first day, opened for reading, by the name of the arm.
pub(crate) fn open_arms(path: &Path, unsaved: &Unsaved) -> Result<Vec<(String, Opened)>, Errors> {
    let mut errors = Vec::new();
    let opened = read(path, unsaved, &mut errors).map(|FileWritten { ground, arms, .. }| {
        let opened = arms.iter().filter_map(|arm| arm.opened(&ground, &mut errors));
        opened.collect::<Vec<_>>()
    });
    Errors::or(errors, opened)
}

/// An experiment as it was written, with its city.
struct FileWritten {
    top: Draft,
    ground: Ground,
    arms: Vec<ArmWritten>,
}

fn read(path: &Path, unsaved: &Unsaved, errors: &mut Vec<Error>) -> Option<FileWritten> {
    let item = source::open_among(path, Arc::new(unsaved.clone()), None, errors)?;
    if !AN_EXPERIMENT.is_that_of(&item, errors) {
        return None;
    }
    let (arm_fields, fields) = apart(city::fields_of(&item), &["arm"]);
    let top = Draft::read(&fields, EXPERIMENT, &item.place, errors);
    // It becomes the name of a folder.
    if let Some((name, place)) = top.text("name").filter(|(name, _)| !is_name(name)) {
        errors.push(Error::at(place, format!("`{name}` is no name for an experiment"), draft::NAMES_ALLOWED));
    }
    let (city, catalogue) = match top.text("city") {
        Some((file, place)) => city::load(&source::beside(&place.file.name, file), Some(place), errors),
        None => (None, None),
    };
    let arms = arms_written(&arm_fields, &item.place, errors);
    Some(FileWritten { top, ground: Ground { city, catalogue }, arms })
}

/// The keys of the experiment itself, without those of its arms.
pub(crate) fn settled_top(top: &Draft, arms: &[String], errors: &mut Vec<Error>) -> Settings {
    let mut known = Names::new();
    if !arms.is_empty() {
        known.insert("arm".to_string(), arms.to_vec());
    }
    let settings = settle(top, own_knobs(), &known, errors);
    let draws = number(&settings, "robust_draws").unwrap_or_default();
    if draws > 0.0 && draws < f64::from(LEAST_DRAWS) {
        let message = format!("{draws} draws are too few for a headline range");
        let allowed = format!("0 for none, or at least {LEAST_DRAWS}; `vitropolis robust` takes fewer");
        errors.push(Error::at(&top.place("robust_draws"), message, allowed));
    }
    settings
}

/// A part is drawn and lived as a city of its own, so what makes a city makes a part.
pub(crate) fn parts_are_cities(top: &Draft, settings: &Settings, ground: &Ground, errors: &mut Vec<Error>) {
    if let (Some(_), Some(city)) = (number(settings, "part_people"), &ground.city) {
        city::nobody_stands_alone_in_a_part(&top.place("part_people"), city, errors);
    }
}

pub(crate) fn assembled(settings: &Settings, ground: Ground, arms: Vec<Option<Arm>>) -> Option<Experiment> {
    let text = |path| settings.text(path).unwrap_or_default().to_string();
    Some(Experiment {
        name: text("name"),
        title: text("title"),
        question: text("question"),
        city: ground.city?,
        catalogue: ground.catalogue?,
        reference: text("reference"),
        people: number(settings, "people")? as u64,
        part_people: number(settings, "part_people").map(|people| people as u64),
        days: number(settings, "days")? as u32,
        seeds: number(settings, "seeds")? as u32,
        seed: number(settings, "seed")? as u64,
        robust_draws: number(settings, "robust_draws")? as u32,
        robust_people: number(settings, "robust_people")? as u64,
        arms: arms.into_iter().collect::<Option<Vec<Arm>>>()?,
    })
}

/// Rows of the experiment's list that lie together.
fn rows(fits: fn(&str) -> bool) -> &'static [Knob] {
    let first = EXPERIMENT.iter().position(|knob| fits(knob.path)).unwrap_or(EXPERIMENT.len());
    let count = EXPERIMENT[first..].iter().take_while(|knob| fits(knob.path)).count();
    &EXPERIMENT[first..first + count]
}

fn own_knobs() -> &'static [Knob] {
    rows(|path| !path.starts_with("arm."))
}

fn arm_knobs() -> &'static [Knob] {
    rows(|path| matches!(path, "arm.name" | "arm.regime"))
}

fn change_knobs() -> &'static [Knob] {
    rows(|path| path == "arm.change.day")
}

/// Fields with these keys, and all the others.
pub(crate) fn apart(fields: &[Field], keys: &[&str]) -> (Vec<Field>, Vec<Field>) {
    fields.iter().cloned().partition(|field| keys.contains(&field.key.as_str()))
}

/// An `[[arm]]` as it was written.
pub(crate) struct ArmWritten {
    draft: Draft,
    set: Vec<Field>,
    changes: Vec<ChangeWritten>,
}

/// An `[[arm.change]]` as it was written.
struct ChangeWritten {
    draft: Draft,
    set: Vec<Field>,
}

fn arms_written(arm_fields: &[Field], top: &Place, errors: &mut Vec<Error>) -> Vec<ArmWritten> {
    let before = errors.len();
    let items = tables_of(arm_fields, errors);
    if items.is_empty() && errors.len() == before {
        errors.push(Error::at(top, "the experiment has no arm", "at least one [[arm]] with `name` and `regime`"));
    }
    let arms: Vec<ArmWritten> = items.iter().map(|item| arm_written(item, errors)).collect();
    for (at, arm) in arms.iter().enumerate() {
        let Some((name, place)) = arm.draft.text("arm.name") else { continue };
        if arms[..at].iter().any(|other| other.name() == Some(name)) {
            errors.push(Error::at(place, format!("two arms are called `{name}`"), "a name of its own for each arm"));
        }
        if !is_name(name) {
            errors.push(Error::at(place, format!("`{name}` is no name for an arm"), draft::NAMES_ALLOWED));
        }
    }
    arms
}

/// The tables of a `[[…]]`; anything else is a mistake.
pub(crate) fn tables_of(fields: &[Field], errors: &mut Vec<Error>) -> Vec<Item> {
    let mut tables = Vec::new();
    for field in fields {
        match &field.item.written {
            Written::List(items) if items.iter().all(|item| matches!(item.written, Written::Table(_))) => {
                tables.extend(items.iter().cloned());
            }
            written => {
                let message = format!("`{}` cannot be {}", field.key, written.called());
                errors.push(Error::at(&field.item.place, message, format!("[[{}]]", field.key)));
            }
        }
    }
    tables
}

fn arm_written(item: &Item, errors: &mut Vec<Error>) -> ArmWritten {
    let (special, own) = apart(city::fields_of(item), &["set", "change"]);
    let (set, change) = apart(&special, &["set"]);
    let draft = Draft::read_under("arm", &own, EXPERIMENT, Spelling::Keys, &item.place, errors);
    let changes = tables_of(&change, errors).iter().map(|item| change_written(item, errors)).collect();
    ArmWritten { draft, set: set_fields(set, errors), changes }
}

fn change_written(item: &Item, errors: &mut Vec<Error>) -> ChangeWritten {
    let (set, own) = apart(city::fields_of(item), &["set"]);
    let draft = Draft::read_under("arm.change", &own, EXPERIMENT, Spelling::Keys, &item.place, errors);
    if draft.entry("arm.change.day").is_none() {
        errors.push(Error::at(&item.place, "`arm.change.day` is missing", "the day from which the change holds"));
    }
    ChangeWritten { draft, set: set_fields(set, errors) }
}

/// The keys inside `set`.
fn set_fields(set: Vec<Field>, errors: &mut Vec<Error>) -> Vec<Field> {
    let mut fields = Vec::new();
    for field in set {
        match field.item.written {
            Written::Table(inner) => fields.extend(inner),
            _ if field.item.written.is_list_of_tables() => {
                errors.push(refused_table_of_persons("set", &field.key_place));
            }
            written => {
                let message = format!("`set` cannot be {}", written.called());
                errors.push(Error::at(&field.item.place, message, "set.\"score.merged\" = false"));
            }
        }
    }
    fields
}

impl ArmWritten {
    fn name(&self) -> Option<&str> {
        self.draft.text("arm.name").map(|(name, _)| name)
    }

    /// The arm's regime with what the arm sets, and its changes one upon the other.
    fn judged(&self, ground: &Ground, days: Option<f64>, errors: &mut Vec<Error>) -> Option<Arm> {
        let own = settle(&self.draft, arm_knobs(), &Names::new(), errors);
        let mut draft = self.regime(ground, errors)?;
        let regime = ground.judged(&draft, errors);
        let mut changes = Vec::new();
        for (day, change) in self.by_day(days, errors) {
            draft = changed(draft, &change.set, &[], &ground.lent(), errors);
            changes.push((day, ground.judged(&draft, errors)));
        }
        Some(Arm { name: own.text("arm.name")?.to_string(), regime, changes })
    }

    /// The arm's regime with what the arm sets.
    fn regime(&self, ground: &Ground, errors: &mut Vec<Error>) -> Option<Draft> {
        let (file, place) = self.draft.text("arm.regime")?;
        let base = regime::draft(&source::beside(&place.file.name, file), Some(place), errors)?;
        Some(changed(base, &self.set, &ADDABLE, &ground.lent(), errors))
    }

    fn opened(&self, ground: &Ground, errors: &mut Vec<Error>) -> Option<(String, Opened)> {
        let draft = self.regime(ground, errors)?;
        let settings = ground.judged(&draft, errors);
        let (city, catalogue) = (ground.city.clone()?, ground.catalogue.clone()?);
        let (file, _) = self.draft.text("arm.regime")?;
        Some((self.name()?.to_string(), Opened::of(file, draft, [settings, city, catalogue])))
    }

    fn by_day(&self, days: Option<f64>, errors: &mut Vec<Error>) -> Vec<(u32, &ChangeWritten)> {
        let mut dated: Vec<(u32, &ChangeWritten)> = Vec::new();
        for change in &self.changes {
            let place = change.draft.place("arm.change.day");
            let own = settle(&change.draft, change_knobs(), &Names::new(), errors);
            let Some(day) = number(&own, "arm.change.day") else { continue };
            if let Some(days) = days.filter(|days| day >= *days) {
                let message = format!("day {day} lies beyond the run of {days} days");
                errors.push(Error::at(&place, message, format!("a day from 1 to {}", days - 1.0)));
            }
            if dated.iter().any(|(other, _)| *other == day as u32) {
                let message = format!("two changes fall on day {day}");
                errors.push(Error::at(&place, message, "one change a day; write them as one"));
            }
            dated.push((day as u32, change));
        }
        dated.sort_by_key(|(day, _)| *day);
        dated
    }
}

/// What an arm may add to its regime, if it says all that such a thing must say; from a day on, nothing is added.
const ADDABLE: [&str; 4] = ["channel", "gate", "input", "flow"];

/// A regime with what an arm sets.
fn changed(base: Draft, set: &[Field], addable: &[&str], lent: &Names, errors: &mut Vec<Error>) -> Draft {
    let mut over = Draft::read_under("", set, REGIME, Spelling::Paths, &base.top, errors);
    for path in ["name", "extends"] {
        if let Some(entry) = over.entry(path) {
            let message = format!("an arm cannot set `{path}`");
            errors.push(Error::at(&entry.key_place, message, "a key of the policy; `regime` chooses the file"));
            over.remove(path);
        }
    }
    for named in std::mem::take(&mut over.named) {
        let known = match lender(&named.section) {
            Some(lender) => lent.get(lender).cloned(),
            None => Some(base.names(&named.section)),
        };
        let Some(known) = known.filter(|known| !known.contains(&named.name)) else { continue };
        if addable.contains(&named.section.as_str()) && unsaid(&over, &named).is_empty() {
            over.named.push(named);
            continue;
        }
        let message = format!("`{}.{}` does not exist in this regime", named.section, named.name);
        let allowed = format!("{}{}", known_names(&named.name, &known), how_to_add(&over, &named, addable));
        errors.push(Error::at(&named.place, message, allowed));
        let under = format!("{}.{}.", named.section, named.name);
        over.entries.retain(|entry| !format!("{}.", entry.path).starts_with(&under));
    }
    over.entries.iter_mut().for_each(as_choice);
    let set: Vec<String> = over.entries.iter().map(|entry| entry.path.clone()).collect();
    let mut both = base.overlaid(over);
    // What the arm sets itself lies over its safeguards.
    let by_safeguard = |path: &str| key_of(path) != path && set.iter().any(|key| key == key_of(path));
    both.entries.retain(|entry| !by_safeguard(&entry.path));
    both
}

/// A bare number that an arm sets is what the arm tries, and no estimate of the world: nobody sweeps it.
fn as_choice(entry: &mut Entry) {
    let numeric = matches!(entry.knob.kind, Kind::Probability | Kind::Number(..) | Kind::Count(..));
    if let (true, Written::Number(_)) = (numeric, &entry.item.written) {
        let place = entry.item.place.clone();
        let field = |key: &str, item: Item| Field { key: key.to_string(), key_place: place.clone(), item };
        let source = Item { written: Written::Text(CHOICE.to_string()), place: place.clone() };
        let fields = vec![field("value", entry.item.clone()), field("source", source)];
        entry.item.written = Written::Table(fields);
    }
}

/// What a new name must say and does not.
fn unsaid(over: &Draft, named: &Named) -> Vec<String> {
    let section = format!("{}.*.", named.section);
    let required = REGIME.iter().filter(|knob| knob.required && knob.path.starts_with(&section));
    let paths = required.map(|knob| knob.path.replacen('*', &named.name, 1));
    paths.filter(|path| over.entry(path).is_none()).collect()
}

fn how_to_add(over: &Draft, named: &Named, addable: &[&str]) -> String {
    match addable.contains(&named.section.as_str()) {
        true => format!("; to add one, set {}, too", unsaid(over, named).join(" and ")),
        false if lender(&named.section).is_some() => String::new(),
        false => format!("; a regime file with `extends` can add a {}", named.section),
    }
}
