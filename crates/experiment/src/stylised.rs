//! What nobody has measured: every stylised number of an experiment, and between which two values it may lie.
//!
//! A number is a *parameter* if its file gives it a range (`{ value, low, high }`), or if the file is silent and the
//! knob has one. A number with a source stays; so does a bare number of a file or of an arm, which is somebody's choice
//! and not an estimate; so does nought where the file is silent, since it means that there is no such thing (no fine, no
//! false alarm, no reward), and to draw it would be another regime. Margins are shares: what is drawn of one is scaled
//! to the people of the city. A range over a factor of ten or more is drawn on the log scale. One place in the range goes for
//! a path wherever it stands, so that all arms share it, each in its own range (docs/decisions/0006).

use model::parameters::{CATALOGUE, CITY, Default, Kind, Knob, REGIME, Settings, Value, knob_at};
use scenario::{Experiment, key_of};
use std::collections::BTreeMap;

/// A stylised number that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `city`, `catalogue` or `regime`.
    pub part: &'static str,
    pub path: String,
    /// As the first arm that has it writes it.
    pub written: f64,
    pub low: f64,
    pub high: f64,
    whole: bool,
}

impl Parameter {
    /// The value at a place of the range, from 0 to 1.
    pub fn value(&self, place: f64) -> f64 {
        let (low, high) = (self.low, self.high);
        let value = match (self.is_log(), self.whole) {
            (true, _) => low * (high / low).powf(place),
            // Every whole number gets an equal part of the range.
            (false, true) => (low - 0.5) + place * (high - low + 1.0),
            (false, false) => low + place * (high - low),
        };
        let value = if self.whole { value.round() } else { value };
        value.clamp(low, high)
    }

    /// Whether the place is one on the log scale.
    pub fn is_log(&self) -> bool {
        self.low > 0.0 && self.high >= 10.0 * self.low
    }

    /// A number of its own for the draws, which no other parameter can move.
    pub(crate) fn key(&self) -> u32 {
        let hash = blake3::hash(format!("{}:{}", self.part, self.path).as_bytes());
        u32::from_le_bytes(hash.as_bytes()[..4].try_into().expect("four bytes"))
    }
}

/// Every parameter of an experiment, each path once, in order.
pub fn parameters(experiment: &Experiment) -> Vec<Parameter> {
    let mut found = BTreeMap::new();
    for (part, knobs, settings) in parts(experiment) {
        for parameter in in_settings(part, knobs, settings) {
            found.entry((part, parameter.path.clone())).or_insert(parameter);
        }
    }
    found.into_values().collect()
}

/// Numbers that have a knob with a range and are written bare, so that they stay: file, path and value.
pub fn kept(experiment: &Experiment) -> Vec<(&'static str, String, f64)> {
    let mut kept = BTreeMap::new();
    for (part, knobs, settings) in parts(experiment) {
        let drawn: Vec<String> = in_settings(part, knobs, settings).into_iter().map(|found| found.path).collect();
        for (path, value) in settings.values() {
            let knob = knob_at(knobs, path).filter(|knob| knob.range.is_some());
            let sourced = settings.origin(path).and_then(|origin| origin.source.as_deref());
            let bare = sourced.is_none_or(|source| source == "choice");
            if let (Some(_), Value::Number(value), true, false) = (knob, value, bare, drawn.contains(&path.to_owned()))
            {
                kept.entry((part, path.to_owned())).or_insert(*value);
            }
        }
    }
    kept.into_iter().map(|((part, path), value)| (part, path, value)).collect()
}

/// The experiment at a point: a place in the range for each parameter. Also how many ceilings of the city had to be
/// raised, because a drawn rate would have passed a drawn ceiling; the rates stay as they were drawn.
pub(crate) fn at(
    experiment: &Experiment,
    parameters: &[Parameter],
    point: &[f64],
) -> Result<(Experiment, u32), scenario::Errors> {
    let places: BTreeMap<(&str, &str), f64> =
        parameters.iter().zip(point).map(|(found, place)| ((found.part, found.path.as_str()), *place)).collect();
    let mut varied = experiment.clone();
    move_all("city", CITY, &mut varied.city, &places);
    scale_margins(&experiment.city, &mut varied.city);
    move_all("catalogue", CATALOGUE, &mut varied.catalogue, &places);
    for arm in &mut varied.arms {
        move_all("regime", REGIME, &mut arm.regime, &places);
        arm.changes.iter_mut().for_each(|(_, regime)| move_all("regime", REGIME, regime, &places));
    }
    let raised = raise_ceilings(&mut varied);
    // Written out and read back, so that every check of a file holds for what was drawn, too.
    Ok((Experiment::from_lock(&varied.lock())?, raised))
}

fn parts(experiment: &Experiment) -> Vec<(&'static str, &'static [Knob], &Settings)> {
    let mut parts = vec![("city", CITY, &experiment.city), ("catalogue", CATALOGUE, &experiment.catalogue)];
    for arm in &experiment.arms {
        parts.push(("regime", REGIME, &arm.regime));
        parts.extend(arm.changes.iter().map(|(_, regime)| ("regime", REGIME, regime)));
    }
    parts
}

/// The parameters of one file. What a safeguard sets is found under the key that it sets.
fn in_settings(part: &'static str, knobs: &'static [Knob], settings: &Settings) -> Vec<Parameter> {
    let paths = settings.values().filter_map(|(path, value)| Some((path, number(value)?)));
    paths.filter_map(|(path, written)| parameter(part, knobs, settings, path, written)).collect()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn parameter(
    part: &'static str,
    knobs: &'static [Knob],
    settings: &Settings,
    path: &str,
    written: f64,
) -> Option<Parameter> {
    let knob = knob_at(knobs, key_of(path))?;
    let silent = written != 0.0
        && key_of(path) == path
        && knob.default == Some(Default::Number(written))
        && !is_set(settings, path);
    let (low, high) = match settings.origin(path) {
        Some(origin) => origin.range?,
        None if silent => knob.range?,
        None => return None,
    };
    let whole = matches!(knob.kind, Kind::Count(..));
    (low < high).then(|| Parameter { part, path: key_of(path).to_owned(), written, low, high, whole })
}

/// Whether a safeguard in force has laid this number over the regime.
fn is_set(regime: &Settings, path: &str) -> bool {
    let in_force = |name: &&String| regime.get(&format!("safeguard.{name}.enabled")) == Some(&Value::Flag(true));
    let sets = |name: &String| regime.get(&format!("safeguard.{name}.set.{path}")).is_some();
    regime.names("safeguard").iter().filter(in_force).any(sets)
}

fn move_all(part: &'static str, knobs: &'static [Knob], settings: &mut Settings, places: &BTreeMap<(&str, &str), f64>) {
    let written: Vec<(String, f64)> =
        settings.values().filter_map(|(path, value)| Some((path.to_owned(), number(value)?))).collect();
    let moved: Vec<(String, f64)> = written
        .into_iter()
        .filter_map(|(path, written)| {
            let parameter = parameter(part, knobs, settings, &path, written)?;
            let place = places.get(&(part, parameter.path.as_str()))?;
            Some((path, parameter.value(*place)))
        })
        .collect();
    moved.into_iter().for_each(|(path, value)| settings.set(path, Value::Number(value)));
}

/// Every margin counts as many people as before.
fn scale_margins(written: &Settings, drawn: &mut Settings) {
    let sections: Vec<String> = written.sections().map(|(section, _)| section.to_owned()).collect();
    for margin in sections.iter().filter(|section| section.starts_with("margin.")) {
        let cells: Vec<String> = written.names(margin).iter().map(|name| format!("{margin}.{name}")).collect();
        let total = |city: &Settings| cells.iter().map(|cell| city.real(cell)).sum::<f64>();
        let (before, after) = (total(written), total(drawn));
        for cell in cells.iter().filter(|_| before != after) {
            drawn.set(cell.clone(), Value::Number(drawn.real(cell) * before / after));
        }
    }
}

/// A ceiling bounds the work of drawing and not what happens, so it gives way to the rates; for all arms of the draw.
fn raise_ceilings(experiment: &mut Experiment) -> u32 {
    let mut raised = 0;
    let regimes =
        experiment.arms.iter().flat_map(|arm| arm.changes.iter().map(|(_, regime)| regime).chain([&arm.regime]));
    let mut needed: BTreeMap<&'static str, f64> = BTreeMap::new();
    for (ceiling, rate) in regimes.flat_map(scenario::rates_under_ceilings) {
        let most = needed.entry(ceiling).or_insert(rate);
        *most = most.max(rate);
    }
    for (ceiling, rate) in needed {
        if rate > experiment.city.real(ceiling) {
            experiment.city.set(ceiling, Value::Number(rate));
            raised += 1;
        }
    }
    raised
}
