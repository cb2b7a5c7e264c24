//! What only a run can show about a regime, for the linter: a small city, lived under many seeds, of which nothing is
//! kept but figures with their intervals.
//!
//! The worlds of a seed: the regime; ordinary law, so that silence has something to be less than; and the regime with
//! false marks planted, so that there are errors to put right. Then the safeguards are switched, in more worlds. A figure
//! that cannot be told is left out, and its rule says nothing.

use crate::followed::{Followed, planted_overridden};
use crate::paper;
use crate::run::described;
use crate::sample::{Batch, lived_before};
use crate::{Failure, Watch};
use engine::{Hands, World};
use lint::{GroupRatio, Measured};
use model::catalogue::Catalogue;
use model::parameters::{Settings, Value};
use report::measures::{ERRONEOUS_OF_SANCTIONED, SILENCE, parity};
use report::statistics::{self, estimate_of};
use report::{Cell, Run};
use scenario::{Arm, Experiment, Opened};
use std::sync::atomic::AtomicBool;

/// Ordinary law as it ships: the city without a score.
const ORDINARY_LAW: &str = include_str!("shipped/ordinary-law.toml");
/// Traits that SIM-2 compares. Age and conduct are meant to differ, and of sixteen districts luck alone sets two apart.
const TRAITS: [&str; 4] = ["sex", "residence", "income", "appearance"];
/// People who get a planted mark, and on which day.
const PLANTED_SHARE: f64 = 0.02;
const PLANTED_DAY: f64 = 10.0;
const EVERYBODY: usize = 0;

/// Days in worlds whose safeguards are switched: there are many of them.
const SAFEGUARD_DAYS: u32 = 120;

/// The standard city of a measurement: how many people, how long, how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) people: u64,
    pub(crate) days: u32,
    pub(crate) seeds: u32,
}

impl Size {
    /// The smallest city that may be drawn; long enough for a half-life of half a year to be seen.
    pub(crate) fn standard(seeds: u32) -> Self {
        Self { people: 10_000, days: 240, seeds }
    }
}

/// The place of the regime among the arms and among those followed, and of the one with planted marks among the latter.
const REGIME: usize = 0;
const PLANTED: usize = 1;

/// Lives the worlds of every seed and tells what can be told.
pub(crate) fn measure(
    opened: &Opened,
    size: Size,
    watch: &mut dyn Watch,
    stop: &AtomicBool,
) -> Result<Measured, Failure> {
    let worlds = Worlds::new(opened, size);
    let hands = Hands::new(0);
    let person_days = size.people * u64::from(size.days) * worlds.experiment.arms.len() as u64;
    let mut batch = Batch { hands: &hands, watch, days: size.days, person_days, step: "living" };
    let (seeds, stopped) = batch.work(size.seeds as usize, |number| worlds.seed(number, stop));
    stopped.map_or(Ok(()), |failure| Err(nothing_kept(failure)))?;
    let mut measured = worlds.told(seeds);
    let (experiment, short) = (&worlds.experiment, Size { days: size.days.min(SAFEGUARD_DAYS), ..size });
    let safeguards = paper::changes(experiment, &experiment.arms[REGIME], short, watch, stop).map_err(nothing_kept)?;
    (measured.safeguards, measured.safeguard_days) = (safeguards, short.days);
    Ok(measured)
}

fn nothing_kept(failure: Failure) -> Failure {
    match failure {
        Failure::Stopped { .. } => {
            Failure::Stopped { kept: "nothing was kept: a measurement needs all its seeds".to_owned() }
        }
        other => other,
    }
}

struct Worlds {
    experiment: Experiment,
    /// Places of the other arms, where there are such.
    law: Option<usize>,
    planted: Option<usize>,
}

/// What one seed has shown.
struct Seen {
    cells: Vec<Cell>,
    rank: Option<f64>,
    conduct: Option<f64>,
    /// Days to correction, and the share that never was.
    correction: Option<(f64, f64)>,
    half_life: Option<f64>,
    observation: Option<f64>,
    overridden: Option<f64>,
}

impl Worlds {
    fn new(opened: &Opened, size: Size) -> Self {
        let arm = |name: &str, regime: Settings| Arm { name: name.to_owned(), regime, changes: Vec::new() };
        let mut arms = vec![arm("regime", opened.settings.clone())];
        // A city with acts of its own may have none that ordinary law, as it ships, answers to.
        let law = scenario::read_regime("ordinary-law", ORDINARY_LAW, &opened.city, &opened.catalogue).ok();
        let law = law.map(|regime| put(&mut arms, arm("ordinary-law", regime)));
        let planted = planted(opened).map(|regime| put(&mut arms, arm("planted", regime)));
        let experiment = Experiment {
            name: "lint".to_owned(),
            title: String::new(),
            question: String::new(),
            city: opened.city.clone(),
            catalogue: opened.catalogue.clone(),
            reference: arms[law.unwrap_or(REGIME)].name.clone(),
            people: size.people,
            part_people: None,
            days: size.days,
            seeds: size.seeds,
            seed: 1,
            robust_draws: 0,
            robust_people: size.people,
            arms,
        };
        Self { experiment, law, planted }
    }

    fn seed(&self, number: usize, stop: &AtomicBool) -> Result<Seen, Failure> {
        let arms: Vec<usize> = std::iter::once(REGIME).chain(self.planted).collect();
        let mut all: Vec<Followed> = Vec::new();
        let look = |worlds: &[World], today: Option<u16>| match today {
            None => all = arms.iter().map(|arm| Followed::new(&worlds[*arm])).collect(),
            Some(today) => arms.iter().zip(&mut all).for_each(|(arm, one)| one.add(&worlds[*arm], today)),
        };
        let seed = self.experiment.seed + number as u64;
        let (cells, worlds) = lived_before(&self.experiment, seed, &Hands::Serial, stop, look)?;
        let (followed, last) = (&all[REGIME], self.experiment.days as u16 - 1);
        Ok(Seen {
            cells,
            rank: followed.severity_rank_correlation(),
            conduct: followed.conduct_variance_share(&worlds[REGIME], last),
            correction: all.get(PLANTED).and_then(|planted| planted.correction(last)),
            half_life: followed.lowest_band_half_life(last),
            observation: followed.observation_ratio(),
            overridden: self.planted.and_then(|arm| planted_overridden(&worlds[arm])),
        })
    }

    fn told(&self, seeds: Vec<Seen>) -> Measured {
        let over = |of: fn(&Seen) -> Option<f64>| told(estimate_of(&seeds.iter().map(of).collect::<Vec<_>>()));
        let mut measured = Measured {
            people: self.experiment.people,
            days: self.experiment.days,
            seeds: self.experiment.seeds,
            severity_rank_correlation: over(|seen| seen.rank),
            conduct_variance_share: over(|seen| seen.conduct),
            median_days_to_correction: over(|seen| Some(seen.correction?.0)),
            never_corrected_share: over(|seen| Some(seen.correction?.1)),
            lowest_band_half_life_days: over(|seen| seen.half_life),
            observation_ratio: over(|seen| seen.observation),
            planted_errors_overridden: over(|seen| seen.overridden),
            ..Measured::default()
        };
        let mut run = described(&self.experiment, String::new());
        run.cells = seeds.into_iter().map(|seen| seen.cells).collect();
        measured.wrongful_sanction_rate = told(run.told(&ERRONEOUS_OF_SANCTIONED, REGIME, EVERYBODY).number());
        measured.silence = self.law.and_then(|_| told(run.difference(&SILENCE, REGIME, EVERYBODY).number()));
        measured.group_ratios = TRAITS.iter().filter_map(|kind| ratio(&run, kind)).collect();
        measured
    }
}

fn put(arms: &mut Vec<Arm>, arm: Arm) -> usize {
    arms.push(arm);
    arms.len() - 1
}

/// The regime with false marks of the act that hurts most, where one hurts.
fn planted(opened: &Opened) -> Option<Settings> {
    let (mut regime, act) = (opened.settings.clone(), worst_act(opened)?);
    regime.set("inject.share", Value::Number(PLANTED_SHARE));
    regime.set("inject.day", Value::Number(PLANTED_DAY));
    regime.set("inject.behaviour", Value::Text(act));
    Some(regime)
}

/// What takes most points, speech apart; else the first act on a list that some institution refuses.
fn worst_act(opened: &Opened) -> Option<String> {
    let (regime, catalogue) = (&opened.settings, Catalogue::new(&opened.catalogue));
    let loss = |name: &str| match regime.get(&format!("points.{name}")) {
        Some(Value::Number(points)) if regime.flag("score.enabled") => *points,
        _ => 0.0,
    };
    let deeds = catalogue.behaviours.iter().filter(|behaviour| !behaviour.role.is_speech());
    let worst = deeds.map(|deed| (loss(&deed.name), &deed.name)).min_by(|a, b| a.0.total_cmp(&b.0));
    let listed = || {
        let mut lists =
            regime.names("gate").iter().flat_map(|gate| regime.texts(&format!("gate.{gate}.refuse_listed")));
        lists.find(|&name| catalogue.number(name).is_some()).cloned()
    };
    worst.filter(|(points, _)| *points < 0.0).map(|(_, name)| name.clone()).or_else(listed)
}

/// The most against the least sanctioned group of a trait.
fn ratio(run: &Run, kind: &str) -> Option<GroupRatio> {
    let parity = parity::between(run, REGIME, kind)?;
    let name = |group: usize| &run.groups[group].name;
    let groups = format!("{kind}: {} against {}", name(parity.most), name(parity.least));
    Some(GroupRatio { groups, adverse: told(parity.adverse)?, favourable: told(parity.favourable)? })
}

/// As the linter takes it; none without an interval.
pub(crate) fn told(estimate: Option<statistics::Estimate>) -> Option<lint::Estimate> {
    let estimate = estimate?;
    let (low, high) = estimate.interval?;
    Some(lint::Estimate { value: estimate.mean, low, high, seeds: estimate.seeds as u32 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Silent;
    use std::path::Path;

    const BEIJING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes/beijing-as-reported-2018.toml");

    /// As reported, but a band is lost at once, so that a month is enough.
    fn opened() -> Opened {
        let mut opened = scenario::open_regime(Path::new(BEIJING), None).unwrap_or_else(|errors| panic!("{errors}"));
        opened.settings.set("score.hold_down_days", Value::Number(0.0));
        opened
    }

    #[test]
    fn a_month_of_four_small_cities_has_figures_within_their_ranges_and_the_same_ones_again() {
        let regime = opened();
        let size = Size { people: 10_000, days: 30, seeds: 4 };
        let once = || measure(&regime, size, &mut Silent, &AtomicBool::new(false)).unwrap();
        let measured = once();
        let shares = [measured.wrongful_sanction_rate, measured.conduct_variance_share, measured.never_corrected_share];
        for share in shares.map(|share| share.expect("a figure")) {
            assert!((0.0..=1.0).contains(&share.value) && share.low <= share.high && share.seeds == 4, "{share:?}");
        }
        assert_eq!(measured.never_corrected_share.map(|share| share.value), Some(1.0), "nobody may appeal");
        assert_eq!(measured.planted_errors_overridden, None, "nobody looks at an error");
        let silence = measured.silence.expect("a figure");
        assert!(silence.low > 0.0, "a score is dreaded: {silence:?}");
        let looked_at =
            |effect: &&lint::SafeguardEffect| effect.safeguard == "confirmation" && effect.harm == "false marks";
        let looked_at = measured.safeguards.iter().find(looked_at).expect("an effect");
        assert!(
            looked_at.alone.high < -looked_at.delta,
            "alarms that are looked at are wrong less often: {looked_at:?}"
        );
        assert!(measured.safeguards.iter().all(|effect| effect.safeguard != "expiry"), "a year is not a month");
        assert!(once() == measured);
    }

    #[test]
    fn reviewers_are_shown_planted_errors() {
        let mut regime = opened();
        regime.settings.set_names("safeguard", Vec::new());
        regime.settings.set("appeal.enabled", Value::Flag(true));
        regime.settings.set("appeal.reviewers", Value::Number(200_000.0));
        let size = Size { people: 10_000, days: 60, seeds: 3 };
        let measured = measure(&regime, size, &mut Silent, &AtomicBool::new(false)).unwrap();
        assert!(measured.planted_errors_overridden.is_some_and(|share| share.value > 0.0));
        assert!(measured.never_corrected_share.is_some_and(|share| share.value < 1.0));
        assert!(measured.safeguards.is_empty());
    }

    #[test]
    fn what_is_stopped_tells_nothing() {
        let stopped = measure(&opened(), Size::standard(1), &mut Silent, &AtomicBool::new(true));
        assert!(matches!(stopped, Err(Failure::Stopped { .. })));
    }
}
