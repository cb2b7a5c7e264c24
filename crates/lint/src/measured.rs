//! What only a run can show, handed over by whoever ran it. Each figure that is absent leaves its rule silent.
//!
//! An estimate is the mean over seeds of one city size, with the interval of those seeds. It belongs to synthetic
//! people and stylised numbers: it can raise a finding and never takes one away.

use crate::rules::{hum_2, obs_6, sim_1, sim_2, sim_3, sim_4, sim_5, sim_6, sim_7};

/// A mean over seeds with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub seeds: u32,
}

/// Sanctions of one group against another: both ratios, because either alone misleads.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRatio {
    /// The trait and the two groups: `residence: migrant against local`.
    pub groups: String,
    /// Largest ÷ smallest rate of sanctions.
    pub adverse: Estimate,
    /// Smallest ÷ largest rate of *not* being sanctioned: near 1 for whatever is rare.
    pub favourable: Estimate,
}

/// The change of one harm by one safeguard, in the harm's own unit (minus: less harm).
#[derive(Clone, Debug, PartialEq)]
pub struct SafeguardEffect {
    pub safeguard: String,
    pub harm: String,
    /// Added alone to the regime without any.
    pub alone: Estimate,
    /// Left out of the regime with all.
    pub left_out: Estimate,
    /// Its Shapley share over all orders.
    pub shapley: Estimate,
    /// Smallest change that counts as one.
    pub delta: f64,
}

/// What was measured, and on what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    pub people: u64,
    pub days: u32,
    /// Cities, from seed 1 on.
    pub seeds: u32,
    /// Erroneously sanctioned ÷ sanctioned, 0 to 1.
    pub wrongful_sanction_rate: Option<Estimate>,
    /// One entry for each trait.
    pub group_ratios: Vec<GroupRatio>,
    /// Spearman's rank correlation between the severity of own acts and sanction-days, −1 to 1.
    pub severity_rank_correlation: Option<Estimate>,
    /// Share of the variance of the score that comes from conduct (and not from exposure or error), 0 to 1: the squared
    /// correlation with what the own acts would have brought, had each been recorded once.
    pub conduct_variance_share: Option<Estimate>,
    /// Median days from a wrongful sanction to full restoration; at least, where fewer than half came to it.
    pub median_days_to_correction: Option<Estimate>,
    /// Wrongful sanctions not restored when the run ended, 0 to 1.
    pub never_corrected_share: Option<Estimate>,
    /// Half-life in the lowest band, days; one that lies beyond the run counts as the longest stay that was seen.
    pub lowest_band_half_life_days: Option<Estimate>,
    /// 1 − expressed ÷ desired speech, less that of the world without a score.
    pub silence: Option<Estimate>,
    pub safeguards: Vec<SafeguardEffect>,
    /// Days of the worlds in which safeguards were switched.
    pub safeguard_days: u32,
    /// Records for each act in the lowest band ÷ those in all other bands, like acts compared with like.
    pub observation_ratio: Option<Estimate>,
    /// Planted errors that the reviewers overrode, 0 to 1.
    pub planted_errors_overridden: Option<Estimate>,
}

/// Seeds below which no measured rule says anything.
pub const FEWEST_SEEDS: u32 = 30;

impl Estimate {
    pub(crate) fn has_enough_seeds(&self) -> bool {
        self.seeds >= FEWEST_SEEDS
    }
    /// The whole interval lies above.
    pub(crate) fn above(&self, threshold: f64) -> bool {
        self.has_enough_seeds() && self.low > threshold
    }
    /// The whole interval lies below.
    pub(crate) fn below(&self, threshold: f64) -> bool {
        self.has_enough_seeds() && self.high < threshold
    }
    /// The whole interval lies within ± of zero.
    pub(crate) fn within(&self, delta: f64) -> bool {
        self.has_enough_seeds() && self.low >= -delta && self.high <= delta
    }
    /// `0.31 (0.28 to 0.35, 30 seeds)`
    pub(crate) fn told(&self) -> String {
        let digits = |value: f64| match value.abs() {
            size if size >= 10.0 => format!("{value:.0}"),
            size if size < 0.1 && size > 0.0 => format!("{value:.4}"),
            _ => format!("{value:.2}"),
        };
        format!("{} ({} to {}, {} seeds)", digits(self.value), digits(self.low), digits(self.high), self.seeds)
    }
}

impl Measured {
    /// Every figure over enough seeds, with the threshold beyond which its rule fires.
    pub(crate) fn told(&self) -> Vec<String> {
        let one = |id: &str, what: &str, estimate: &Option<Estimate>, limit: String| {
            let told = estimate.filter(Estimate::has_enough_seeds)?.told();
            Some(format!("{id}: {what} {told}; it fires {limit}"))
        };
        let above = |limit: f64| format!("above {limit}");
        let below = |limit: f64| format!("below {limit}");
        let mut lines: Vec<String> = [
            one("OBS-6", "records for each act, lowest band ÷ others", &self.observation_ratio, above(obs_6::UNEQUAL)),
            one("HUM-2", "planted errors overridden", &self.planted_errors_overridden, below(hum_2::FEWEST_OVERRIDDEN)),
            one("SIM-1", "wrongly sanctioned, of the sanctioned", &self.wrongful_sanction_rate, above(sim_1::MOST)),
            one("SIM-3", "severity and sanction-days", &self.severity_rank_correlation, below(sim_3::FEWEST)),
            one("SIM-4", "variance of the score from conduct", &self.conduct_variance_share, below(sim_4::FEWEST)),
            one("SIM-5", "median days to correction", &self.median_days_to_correction, above(sim_5::MOST_DAYS)),
            one("SIM-5", "never corrected", &self.never_corrected_share, above(sim_5::MOST_NEVER)),
            one(
                "SIM-6",
                "half-life in the lowest band, days",
                &self.lowest_band_half_life_days,
                above(sim_6::MOST_DAYS),
            ),
            one("SIM-7", "silence", &self.silence, above(sim_7::MOST)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let ratios = self.group_ratios.iter().filter(|ratio| ratio.adverse.has_enough_seeds());
        lines.extend(ratios.map(|GroupRatio { groups, adverse, favourable }| {
            let (adverse, favourable, most) = (adverse.told(), favourable.told(), sim_2::MOST);
            format!("SIM-2: {groups}: adverse {adverse}, favourable {favourable}; it fires above {most}")
        }));
        lines.extend(self.told_of_safeguards());
        lines
    }

    /// For each safeguard the harm that it moves most, against the smallest change that counts.
    fn told_of_safeguards(&self) -> Vec<String> {
        let mut most: Vec<&SafeguardEffect> = Vec::new();
        let moves = |effect: &SafeguardEffect| effect.shapley.value.abs() / effect.delta;
        for effect in self.safeguards.iter().filter(|effect| effect.shapley.has_enough_seeds()) {
            match most.iter_mut().find(|other| other.safeguard == effect.safeguard) {
                Some(other) if moves(other) < moves(effect) => *other = effect,
                Some(_) => {}
                None => most.push(effect),
            }
        }
        let told = |SafeguardEffect { safeguard, harm, shapley, delta, .. }: &SafeguardEffect| {
            let (shapley, days) = (shapley.told(), self.safeguard_days);
            format!(
                "SIM-8: `{safeguard}` in {days} days moves most: {harm}, Shapley share {shapley}; it fires where all \
                 changes of all harms are small, here within ±{delta:.4}"
            )
        };
        most.into_iter().map(told).collect()
    }

    /// Whether the figure that a rule asks for is there, over enough seeds.
    pub(crate) fn covers(&self, id: &str) -> bool {
        let figure = |estimate: &Option<Estimate>| estimate.is_some_and(|estimate| estimate.has_enough_seeds());
        match id {
            "SIM-1" => figure(&self.wrongful_sanction_rate),
            "SIM-2" => self.group_ratios.iter().any(|ratio| ratio.adverse.has_enough_seeds()),
            "SIM-3" => figure(&self.severity_rank_correlation),
            "SIM-4" => figure(&self.conduct_variance_share),
            "SIM-5" => figure(&self.median_days_to_correction) || figure(&self.never_corrected_share),
            "SIM-6" => figure(&self.lowest_band_half_life_days),
            "SIM-7" => figure(&self.silence),
            "SIM-8" => self.safeguards.iter().any(|effect| effect.alone.has_enough_seeds()),
            "OBS-6" => figure(&self.observation_ratio),
            "HUM-2" => figure(&self.planted_errors_overridden),
            _ => false,
        }
    }
}
