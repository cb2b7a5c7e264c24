//! What every form of a report carries: nobody real is in it, which program wrote it, and which regime it read.

use crate::measured::Measured;
use model::parameters::Settings;
use scenario::{Arm, Experiment};

/// In one line.
pub(crate) fn mark(regime: &Settings, measured: Option<&Measured>) -> String {
    let name = regime.text("name").unwrap_or_default().to_string();
    let hash = Experiment::regime_hash(&Arm { name: name.clone(), regime: regime.clone(), changes: Vec::new() });
    let seeds = match measured.map(|measured| measured.seeds) {
        None => "no seed: nothing was run".to_owned(),
        Some(seeds) => format!("seeds 1 to {seeds}"),
    };
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "synthetic people only; not evidence about any real population; vitropolis {version}; regime {name}, hash {hash}; \
         {seeds}"
    )
}
