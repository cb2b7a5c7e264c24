//! Arms × seeds → a run folder: the one way in which every surface runs the laboratory.

pub mod anomalies;
pub mod cells;
mod city;
mod compare;
mod facecalc;
mod failure;
mod folder;
mod knobs;
mod life;
mod list;
pub mod phone;
mod presets;
mod red_flags;
mod request;
mod run;
mod seal;
pub mod stage;
mod twins;
mod watch;
mod wish;

pub use city::{CityTable, city};
pub use compare::{Difference, compare_digests};
pub use facecalc::{Drawn, Identified, Identify, REPETITIONS, TieRule, Watched, Watchlist, identify, watchlist};
pub use failure::Failure;
pub use knobs::{FormKnob, Input, form};
pub use life::{Behind, Entry, Life, LifeWorld, life};
pub use list::{Shipped, list};
pub use presets::{Preset, presets};
pub use red_flags::{RedFlag, RedFlags, red_flags};
pub use request::Request;
pub use run::{Finished, run, run_as};
pub use seal::{Checked, Found, replay, verify};
pub use stage::Stage;
pub use watch::{Progress, Silent, Watch};
pub use wish::{MOST_DAYS, MOST_PEOPLE, MOST_PERSON_DAYS, MOST_SEEDS, Side, Turned, Wish, regimes};

pub use report::running::{RunningDay, running_chart};
pub use report::statistics::Estimate;
pub use report::{SYNTHETIC, summary_json, summary_table};
pub use scenario::{Kind, explain, schema};

/// The version that every file carries.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
