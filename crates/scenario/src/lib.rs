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

mod explain;
mod lock;
mod schema;

pub use errors::{Error, Errors};
pub use experiment::{Arm, Experiment};
pub use explain::explain;
pub use flows::{Consequence, Direction, Edge, Flow, flows};
pub use opened::{Opened, Spot, open_regime};
pub use safeguards::{Safeguard, safeguards};
pub use schema::{Kind, schema};
pub use source::Unsaved;

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
