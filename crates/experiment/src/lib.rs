//! Arms × seeds → a run folder: the one way in which every surface runs the laboratory.

mod ablate;
mod city;
mod compare;
mod designs;
mod facecalc;
mod failure;
mod folder;
mod life;
mod lint;
mod list;
mod morris;
mod regimes;
mod request;
mod robust;
mod run;
mod sample;
mod seal;
mod starting;
mod stylised;
mod sweep;
mod twins;
mod watch;

pub use ablate::{AblateRequest, Ablation, Change, Effect, Harm, Verdict, ablate};
pub use city::{CityTable, city, unsaved_city};
pub use compare::{Difference, compare_digests};
pub use facecalc::{Drawn, Identified, Identify, REPETITIONS, TieRule, Watched, Watchlist, identify, watchlist};
pub use failure::Failure;
pub use life::{Behind, Entry, Life, LifeWorld, life};
pub use lint::{Lint, Linted, explain_rule, lint, unsaved_lint};
pub use list::{Shipped, list};
pub use morris::{Morris, MorrisRequest, Ranked, Ranking, morris};
pub use regimes::{Compared, diff, unsaved_diff};
pub use request::Request;
pub use robust::{RobustFinished, RobustRequest, robust};
pub use run::{Finished, run};
pub use seal::{Checked, Found, replay, verify};
pub use starting::{new_experiment, new_regime};
pub use stylised::{Parameter, kept, parameters};
pub use sweep::{Dimension, HarmAt, SweepRequest, Swept, dimensions, harms, sweep};
pub use watch::{Progress, Silent, Watch};

pub use report::{Columns, SYNTHETIC, summary_json, summary_table};
pub use scenario::{Amendment, Kind, Unsaved, explain, schema};

/// The version that every file carries.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
