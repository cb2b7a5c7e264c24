//! Arms × seeds → a run folder: the one way in which every surface runs the laboratory.

mod ablate;
pub mod anomalies;
pub mod cells;
mod city;
mod compare;
mod counted;
mod designs;
mod diary;
mod facecalc;
mod failure;
mod folder;
mod followed;
mod knobs;
mod life;
mod lint;
mod list;
mod measured;
mod morris;
mod paper;
pub mod phone;
mod presets;
mod red_flags;
mod regimes;
mod request;
mod robust;
mod run;
mod sample;
mod seal;
pub mod stage;
mod starting;
mod stylised;
mod sweep;
mod twins;
mod watch;
mod wish;

pub use ablate::{AblateRequest, Ablation, Change, Effect, Harm, Verdict, ablate};
pub use city::{CityTable, city, unsaved_city};
pub use compare::{Difference, compare_digests};
pub use facecalc::{Drawn, Identified, Identify, REPETITIONS, TieRule, Watched, Watchlist, identify, watchlist};
pub use failure::Failure;
pub use knobs::{FormKnob, Input, form};
pub use life::{Behind, Entry, Life, LifeWorld, life};
pub use lint::{Lint, Linted, explain_rule, lint, measured_lint, rule_ids, unsaved_lint};
pub use list::{Shipped, list};
pub use morris::{Morris, MorrisRequest, Ranked, Ranking, morris};
pub use presets::{Preset, presets};
pub use red_flags::{RedFlag, RedFlags, red_flags};
pub use regimes::{Compared, diff, unsaved_diff};
pub use request::Request;
pub use robust::{RobustFinished, RobustRequest, robust};
pub use run::{Finished, run, run_as};
pub use seal::{Checked, Found, replay, verify};
pub use stage::Stage;
pub use starting::{new_experiment, new_regime};
pub use stylised::{Parameter, kept, parameters};
pub use sweep::{Dimension, HarmAt, SweepRequest, Swept, dimensions, harms, sweep};
pub use watch::{Progress, Silent, Watch};
pub use wish::{MOST_DAYS, MOST_PEOPLE, MOST_PERSON_DAYS, MOST_SEEDS, Side, Turned, Wish, regimes};

pub use report::running::{RunningDay, running_chart};
pub use report::statistics::Estimate;
pub use report::{Columns, SYNTHETIC, summary_json, summary_table};
pub use scenario::{Amendment, Kind, Unsaved, explain, schema};

/// The version that every file carries.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
