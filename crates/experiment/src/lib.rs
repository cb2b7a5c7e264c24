//! Arms × seeds → a run folder: the one way in which every surface runs the laboratory.

mod city;
mod compare;
mod designs;
mod facecalc;
mod failure;
mod folder;
mod life;
mod lint;
mod list;
mod regimes;
mod request;
mod run;
mod seal;
mod starting;
mod stylised;
mod twins;
mod watch;

pub use city::{CityTable, city};
pub use compare::{Difference, compare_digests};
pub use facecalc::{Drawn, Identified, Identify, REPETITIONS, TieRule, Watched, Watchlist, identify, watchlist};
pub use failure::Failure;
pub use life::{Behind, Entry, Life, LifeWorld, life};
pub use lint::{Lint, Linted, explain_rule, lint};
pub use list::{Shipped, list};
pub use regimes::{Compared, diff};
pub use request::Request;
pub use run::{Finished, run};
pub use seal::{Checked, Found, replay, verify};
pub use starting::{new_experiment, new_regime};
pub use stylised::{Parameter, kept, parameters};
pub use watch::{Progress, Silent, Watch};

pub use report::{SYNTHETIC, summary_json, summary_table};
pub use scenario::{Amendment, Kind, explain, schema};

/// The version that every file carries.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
