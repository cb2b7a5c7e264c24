//! Two regimes beside one another, in plain language.

use crate::Failure;
use scenario::{Amendment, Unsaved, differences, load_unsaved_regime_alone};
use std::path::Path;

/// What the second regime does otherwise than the first.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The names of the two regimes.
    pub before: String,
    pub after: String,
    /// In the order of the knobs; empty where the two do the same.
    pub differences: Vec<Amendment>,
}

/// Compares two regime files, each with what it extends.
pub fn diff(before: &Path, after: &Path) -> Result<Compared, Failure> {
    unsaved_diff(before, after, &Unsaved::new())
}

/// The same where a regime, or what it extends, may stand in no file yet.
pub fn unsaved_diff(before: &Path, after: &Path, unsaved: &Unsaved) -> Result<Compared, Failure> {
    let [before, after] = [before, after].map(|path| load_unsaved_regime_alone(path, unsaved));
    let (before, after) = (before?, after?);
    let name = |regime: &model::parameters::Settings| regime.text("name").unwrap_or_default().to_owned();
    Ok(Compared { before: name(&before), after: name(&after), differences: differences(&before, &after) })
}
