//! A file to start from, made and written.

use crate::Failure;
use scenario::{load_city, load_regime, starting_experiment, starting_regime, write_new};
use std::path::Path;

/// A regime to start from, for what people do in a city; into a new file, if one is named.
pub fn new_regime(file: Option<&Path>, city: &Path) -> Result<String, Failure> {
    let (_, catalogue) = load_city(city)?;
    written(file, starting_regime(file, &catalogue))
}

/// An experiment to start from: a regime on a city; into a new file, if one is named.
pub fn new_experiment(file: Option<&Path>, city: &Path, regime: &Path) -> Result<String, Failure> {
    let (settings, catalogue) = load_city(city)?;
    let policy = load_regime(regime, &settings, &catalogue)?;
    written(file, starting_experiment(file, city, regime, &policy))
}

fn written(file: Option<&Path>, text: String) -> Result<String, Failure> {
    if let Some(file) = file {
        write_new(file, &text)?;
    }
    Ok(text)
}
