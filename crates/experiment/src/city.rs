//! A drawn city beside the published margins, and what it costs in bytes.

use crate::columns::{self, Column};
use crate::{Failure, VERSION, memory};
use engine::{Hands, World, build_city};
use model::population::DrawnMargin;
use model::{Plan, Rules, Seed};
use scenario::Unsaved;
use std::path::Path;
use std::sync::Arc;

/// What `vitropolis city` shows.
pub struct CityTable {
    pub title: String,
    pub people: u64,
    pub seed: u64,
    pub version: &'static str,
    pub margins: Vec<DrawnMargin>,
    pub households: u64,
    /// People ÷ households, of households of at most 12 (dormitories apart).
    pub mean_family_household: f64,
    pub cells: u64,
    pub blocks: u64,
    /// Bytes a person: what never changes, and what does on the first evening (when a regime is given).
    pub static_bytes: f64,
    pub dynamic_bytes: Option<f64>,
    /// The same column by column, after a month under the regime; empty without one.
    pub columns: Vec<Column>,
    pub nominal_people: u64,
}

/// Draws a city and compares it with what was published. With a regime, the state of its first evening is counted.
pub fn city(path: &Path, people: u64, seed: u64, threads: usize, regime: Option<&Path>) -> Result<CityTable, Failure> {
    unsaved_city(path, &Unsaved::new(), people, seed, threads, regime)
}

/// The same where the city or its catalogue may stand in no file yet.
pub fn unsaved_city(
    path: &Path,
    unsaved: &Unsaved,
    people: u64,
    seed: u64,
    threads: usize,
    regime: Option<&Path>,
) -> Result<CityTable, Failure> {
    let (settings, catalogue) = scenario::load_unsaved_city(path, unsaved)?;
    let regime = regime.map(|regime| scenario::load_regime(regime, &settings, &catalogue)).transpose()?;
    let hands = Hands::new(threads);
    memory::check_city(people, regime.is_some())?;
    let city = Arc::new(build_city(Plan::new(&settings, &catalogue, people, Seed(seed))?, &hands));
    let sizes = city.places.iter().flat_map(|place| place.household_sizes().map(|size| size as u64));
    let families: Vec<u64> = sizes.clone().filter(|size| *size <= 12).collect();
    let columns = regime
        .as_ref()
        .map_or(Vec::new(), |regime| columns::counted(&city, Rules::new(&settings, &city, regime), &hands));
    let dynamic = regime.map(|regime| {
        let rules = Rules::new(&settings, &city, &regime);
        let world = World::new(city.clone(), vec![(0, rules)], hands);
        let mut bytes = 0;
        world.blocks().iter().for_each(|block| block.people.each_kept_column(|_, column| bytes += column.len()));
        bytes as f64 / people as f64
    });
    Ok(CityTable {
        title: settings.text("title").or(settings.text("name")).unwrap_or_default().to_owned(),
        people,
        seed,
        version: VERSION,
        margins: city.margins(&settings),
        households: sizes.count() as u64,
        mean_family_household: families.iter().sum::<u64>() as f64 / families.len().max(1) as f64,
        cells: city.places.iter().map(|place| place.cell_count() as u64).sum(),
        blocks: city.places.len() as u64,
        static_bytes: city.bytes() as f64 / people as f64,
        dynamic_bytes: dynamic,
        columns,
        nominal_people: city.nominal_people,
    })
}
