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

use model::parameters::Settings;
use std::path::Path;

/// Reads an experiment with its city, its catalogue and the regimes of its arms.
pub fn load_experiment(path: &Path) -> Result<Experiment, Errors> {
    experiment::load(path)
}

/// Reads a city and the catalogue of behaviours that it names.
pub fn load_city(path: &Path) -> Result<(Settings, Settings), Errors> {
    let mut errors = Vec::new();
    let (city, catalogue) = city::load(path, None, &mut errors);
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
