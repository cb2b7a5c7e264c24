//! A parameter that nobody has measured, set by a published figure: from a closed list, and never by a target of one's own.
//!
//! What may be set is what people do in the world, not what a regime does to them, and only where a press report or a
//! study says what came of it (boundary.md 7). The figure is then used up: that the model meets it says nothing more.
//!
//! The parameter is tried at [`POINTS`] places of its stylised range, each under a few seeds; between the places the mean
//! is taken as straight. The interval holds every value at which the figure lies inside the noise of the simulation.

use crate::statistics::Simulated;
use crate::town::{AS_REPORTED, Town, lived};
use engine::Hands;
use model::measures::Measure;

/// Places of the range that are tried.
const POINTS: u32 = 5;
/// Seeds of the check are not those of the fit.
const CHECK_FROM: u64 = 1_000;

/// A published figure and the parameter that it may set.
pub struct Calibration {
    pub name: &'static str,
    /// What was published, with its unit.
    pub what: &'static str,
    /// Key in `docs/references.bib`.
    pub source: &'static str,
    pub published: f64,
    /// Path of the parameter in a city.
    pub parameter: &'static str,
    /// The stylised range that it is tried over.
    pub range: (f64, f64),
    /// The figure at a value of the parameter, under one seed.
    simulate: fn(&Hands, &Effort, f64, u64) -> f64,
}

/// The closed list.
pub const CALIBRATIONS: &[Calibration] = &[Calibration {
    name: "chaoyang-tips",
    what: "tips for 1,000 residents and year, from about 20,000 a month of 3.45 million",
    source: "chaoyang",
    published: 240_000.0 / 3_450.0,
    parameter: "denunciation.sight",
    range: (0.02, 0.3),
    simulate: tips,
}];

/// How large the simulation is.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    people: u64,
    days: u16,
    seeds: u32,
    threads: usize,
}

impl Effort {
    /// From 10,000 people, 30 days and three seeds; else what is allowed.
    pub fn new(people: u64, days: u16, seeds: u32, threads: usize) -> Result<Self, &'static str> {
        let fits = (10_000..=2_000_000).contains(&people) && (30..=3_650).contains(&days) && (3..=100).contains(&seeds);
        let allowed = "10,000 to 2,000,000 people, 30 to 3,650 days, 3 to 100 seeds";
        if fits { Ok(Self { people, days, seeds, threads }) } else { Err(allowed) }
    }
}

/// A parameter that was set.
pub struct Calibrated {
    pub calibration: &'static Calibration,
    /// None where no value of the range gives the figure.
    pub value: Option<f64>,
    /// Ends of the values that the noise of the simulation leaves; an end of the range where it leaves that, too.
    pub interval: (f64, f64),
    /// Each value that was tried, and what came of it.
    pub curve: Vec<(f64, Simulated)>,
    /// What came of the value under seeds that it was not set by.
    pub check: Option<Simulated>,
}

/// Sets the parameter. `tell` hears how many simulations of how many are done, and says whether to go on.
pub fn calibrate(
    calibration: &'static Calibration,
    effort: &Effort,
    mut tell: impl FnMut(usize, usize) -> bool,
) -> Option<Calibrated> {
    let hands = Hands::new(effort.threads);
    let mut done = 0;
    let mut tried = |value: f64, first_seed: u64| -> Option<Simulated> {
        let mut over = Vec::new();
        for seed in (0..effort.seeds).map(|number| first_seed + u64::from(number)) {
            if !tell(done, ((POINTS + 1) * effort.seeds) as usize) {
                return None;
            }
            over.push((calibration.simulate)(&hands, effort, value, seed));
            done += 1;
        }
        Some(Simulated::over_seeds(&over))
    };
    let (low, high) = calibration.range;
    let place = |point: u32| low + (high - low) * f64::from(point) / f64::from(POINTS - 1);
    let curve: Vec<(f64, Simulated)> =
        (0..POINTS).map(|point| Some((place(point), tried(place(point), 1)?))).collect::<Option<_>>()?;
    let meets = |end: fn(&Simulated) -> f64| crossing(&curve, calibration.published, end);
    let value = meets(|simulated| simulated.value);
    // The upper end of the noise meets the figure first, the lower end last.
    let interval = (meets(|simulated| simulated.high).unwrap_or(low), meets(|simulated| simulated.low).unwrap_or(high));
    let check = match value {
        Some(value) => Some(tried(value, CHECK_FROM)?),
        None => None,
    };
    Some(Calibrated { calibration, value, interval, curve, check })
}

/// Where the straight pieces between the places first meet the figure.
fn crossing(curve: &[(f64, Simulated)], published: f64, of: fn(&Simulated) -> f64) -> Option<f64> {
    curve.windows(2).find_map(|pair| {
        let [(a, from), (b, to)] = [&pair[0], &pair[1]];
        let (from, to) = (of(from), of(to));
        let within = (from.min(to)..=from.max(to)).contains(&published) && from != to;
        within.then(|| a + (b - a) * (published - from) / (to - from))
    })
}

fn tips(hands: &Hands, effort: &Effort, sight: f64, seed: u64) -> f64 {
    let mut town = Town::under(AS_REPORTED);
    town.in_city("denunciation.sight", sight);
    let city = town.draw(effort.people, seed, hands);
    let filed = lived(&mut town.world(&city, hands), 0..effort.days, Measure::Reports);
    filed / effort.people as f64 * 1_000.0 * 365.0 / f64::from(effort.days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::parameters::{CITY, knob_at};

    #[test]
    fn only_the_agreed_figures_set_a_parameter_and_only_one_of_the_city() {
        assert_eq!(CALIBRATIONS.iter().map(|one| one.name).collect::<Vec<_>>(), ["chaoyang-tips"]);
        for one in CALIBRATIONS {
            let knob = knob_at(CITY, one.parameter).expect("a knob of the city");
            assert_eq!((knob.source, knob.range), ("stylised", Some(one.range)));
        }
    }

    #[test]
    fn a_straight_curve_meets_the_figure_where_it_must() {
        let at = |value: f64| (value, Simulated::between(10.0 * value, 10.0 * value - 1.0, 10.0 * value + 1.0));
        let curve = [at(0.0), at(1.0), at(2.0)];
        assert_eq!(crossing(&curve, 15.0, |simulated| simulated.value), Some(1.5));
        assert_eq!(crossing(&curve, 15.0, |simulated| simulated.high), Some(1.4));
        assert_eq!(crossing(&curve, 25.0, |simulated| simulated.value), None);
    }

    #[test]
    fn a_stop_is_heard_before_each_simulation() {
        let effort = Effort::new(10_000, 30, 3, 1).expect("the least");
        assert!(calibrate(&CALIBRATIONS[0], &effort, |_, _| false).is_none());
        assert!(Effort::new(9_999, 30, 3, 1).is_err());
    }
}
