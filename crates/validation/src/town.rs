//! The synthetic city that ships, under a regime that a case carries with it, and whatever the case turns in them.
//!
//! There is no second model here: a town is settings, and what lives in it is the model's own day.

use engine::{Hands, World, build_city};
use model::measures::Measure;
use model::parameters::{GATES, Settings, Value};
use model::{City, Plan, Record, Rules, Seed};
use std::sync::Arc;

/// The regime that was reported, as it ships.
pub(crate) const AS_REPORTED: &str = include_str!("shipped/beijing-as-reported-2018.toml");

/// City, catalogue and regime of a case.
#[derive(Clone)]
pub(crate) struct Town {
    pub(crate) city: Settings,
    pub(crate) catalogue: Settings,
    pub(crate) regime: Settings,
}

impl Town {
    /// The city that ships, as it is.
    pub(crate) fn under(regime: &str) -> Self {
        let (city, catalogue) = scenario::shipped_city().unwrap_or_else(|errors| panic!("{errors}"));
        let regime = scenario::read_regime("a case's regime", regime, &city, &catalogue);
        let regime = regime.unwrap_or_else(|errors| panic!("{errors}"));
        Self { city, catalogue, regime }
    }

    /// The same where nobody does, applies for or is suspected of anything until the case says so.
    pub(crate) fn quiet(regime: &str) -> Self {
        let mut town = Self::under(regime);
        for behaviour in town.catalogue.names("behaviour").to_vec() {
            town.in_catalogue(&format!("behaviour.{behaviour}.per_year"), 0.0);
        }
        for gate in GATES {
            town.in_city(&format!("application.{gate}.per_year"), 0.0);
        }
        for stream in ["false_alarms", "malicious_tips", "encounters", "tie_checks"] {
            town.in_city(&format!("ceiling.{stream}_per_year"), 0.0);
        }
        town
    }

    pub(crate) fn in_city(&mut self, path: &str, value: f64) {
        self.city.set(path, Value::Number(value));
    }
    pub(crate) fn in_catalogue(&mut self, path: &str, value: f64) {
        self.catalogue.set(path, Value::Number(value));
    }
    pub(crate) fn in_regime(&mut self, path: &str, value: f64) {
        self.regime.set(path, Value::Number(value));
    }

    pub(crate) fn draw(&self, people: u64, seed: u64, hands: &Hands) -> Arc<City> {
        let plan = Plan::new(&self.city, &self.catalogue, people, Seed(seed));
        Arc::new(build_city(plan.unwrap_or_else(|problem| panic!("{problem:?}")), hands))
    }
    pub(crate) fn rules(&self, city: &City) -> Rules {
        Rules::new(&self.city, city, &self.regime)
    }
    pub(crate) fn world(&self, city: &Arc<City>, hands: &Hands) -> World {
        World::new(city.clone(), vec![(0, self.rules(city))], hands.clone())
    }
}

/// Lives some days and adds up what was counted for the whole city.
pub(crate) fn lived(world: &mut World, days: std::ops::Range<u16>, measure: Measure) -> f64 {
    days.map(|day| count(&world.live(day), measure)).sum()
}

/// What a day counted for the whole city.
pub(crate) fn count(record: &Record, measure: Measure) -> f64 {
    record.get(0, measure) as f64
}
