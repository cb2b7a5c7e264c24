//! What a person writes (a city, a regime, an experiment; TOML) becomes settings that the model can take.
//!
//! The knobs themselves are rows of `model::parameters`; nothing here knows one of them by name, but for the few checks
//! that look at two of them together. Every mistake of a file is told at once, with its place and what is allowed.

mod errors;
mod source;

mod draft;
mod value;

mod settle;

mod city;
mod experiment;
mod regime;
mod safeguards;

mod flows;
mod opened;

mod difference;
mod explain;
mod lock;
mod schema;
mod starting;

pub use difference::{Amendment, differences};
pub use draft::key_of;
pub use errors::{Error, Errors};
pub use experiment::{Arm, Experiment, LEAST_DRAWS};
pub use explain::explain;
pub use flows::{Consequence, Direction, Edge, Flow, flows, scored_contexts};
pub use opened::{Opened, Spot, open_regime, open_unsaved_regime};
pub use regime::rates_under_ceilings;
pub use safeguards::{Safeguard, safeguards};
pub use schema::{Kind, schema};
pub use source::Unsaved;
pub use starting::{starting_experiment, starting_regime, write_new};

use model::parameters::Settings;
use std::path::Path;
use std::sync::Arc;

/// Reads an experiment with its city, its catalogue and the regimes of its arms.
pub fn load_experiment(path: &Path) -> Result<Experiment, Errors> {
    experiment::load(path, &Unsaved::new())
}

/// The same where the experiment, its city or its regimes may stand in no file yet.
pub fn load_unsaved_experiment(path: &Path, unsaved: &Unsaved) -> Result<Experiment, Errors> {
    experiment::load(path, unsaved)
}

/// The regimes that the arms of an experiment live under on the first day, each with what its arm sets, opened for
/// reading; by the name of the arm, in the order of the file.
pub fn open_unsaved_arms(path: &Path, unsaved: &Unsaved) -> Result<Vec<(String, Opened)>, Errors> {
    experiment::open_arms(path, unsaved)
}

/// Reads a city and the catalogue of behaviours that it names.
pub fn load_city(path: &Path) -> Result<(Settings, Settings), Errors> {
    load_unsaved_city(path, &Unsaved::new())
}

/// The same where the city or its catalogue may stand in no file yet.
pub fn load_unsaved_city(path: &Path, unsaved: &Unsaved) -> Result<(Settings, Settings), Errors> {
    let mut errors = Vec::new();
    let item = source::open_among(path, Arc::new(unsaved.clone()), None, &mut errors);
    let (city, catalogue) = item.map_or((None, None), |item| city::judged(&item, &mut errors));
    Errors::or(errors, city.zip(catalogue))
}

/// Reads a regime, with what it extends, for a city.
pub fn load_regime(path: &Path, city: &Settings, catalogue: &Settings) -> Result<Settings, Errors> {
    let mut errors = Vec::new();
    let lent = city::lent(Some(city), Some(catalogue));
    let draft = regime::draft(path, None, &mut errors);
    let settings = draft.map(|draft| regime::judged(&draft, Some(city), &lent, &mut errors));
    Errors::or(errors, settings)
}

/// The city that ships and its catalogue, from inside the program.
pub fn shipped_city() -> Result<(Settings, Settings), Errors> {
    let mut errors = Vec::new();
    let (city, catalogue) = city::shipped(&mut errors);
    Errors::or(errors, city.zip(catalogue))
}

/// Reads a regime from a text that a program carries, judged like a file; messages call it by `name`. It stands on its
/// own: what it would extend is not looked for.
pub fn read_regime(name: &str, text: &str, city: &Settings, catalogue: &Settings) -> Result<Settings, Errors> {
    let mut errors = Vec::new();
    let lent = city::lent(Some(city), Some(catalogue));
    let item = source::parse(name, text.to_owned(), &mut errors);
    let draft = item.map(|item| regime::read(&item, &mut errors));
    let settings = draft.map(|draft| regime::judged(&draft, Some(city), &lent, &mut errors));
    Errors::or(errors, settings)
}

/// Reads a regime by itself, with what it extends: the acts it names are taken as they stand.
pub fn load_regime_alone(path: &Path) -> Result<Settings, Errors> {
    load_unsaved_regime_alone(path, &Unsaved::new())
}

/// The same where it, or what it extends, may stand in no file yet.
pub fn load_unsaved_regime_alone(path: &Path, unsaved: &Unsaved) -> Result<Settings, Errors> {
    let mut errors = Vec::new();
    let draft = regime::draft_among(path, unsaved, &mut errors);
    let settings = draft.map(|draft| regime::judged(&draft, None, &value::Names::new(), &mut errors));
    Errors::or(errors, settings)
}
