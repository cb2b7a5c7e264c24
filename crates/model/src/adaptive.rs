//! An authority that gropes its way to silence, met in a docking test and nowhere else (docs/boundary.md 7).
//!
//! `daymude2025`: every round the authority changes one of three dimensionless numbers (tolerance τ, severity ψ,
//! surveillance ν) by at most ε, everybody chooses how much to say (`speech`), and the change is taken back if it cost
//! more than the round before, cost = α·Σ expressed + Σ punishments. The baseline is the cost of the last *tried* setting,
//! kept or not. ν and τ stay in 0 to 1, ψ is at least 2⁻¹⁶. Starts are uniform on 0 to 1.
//!
//! A [`Trial`] is a claim about crowds, not a tool for an authority: no regime has such an authority, no day calls it, it
//! knows no key of a regime, and its three numbers can neither be set nor read nor printed. What comes out is the harm:
//! how much was to be said, and how much was. It depends on the size of the crowd, so it says nothing about a city.

use crate::chance::{About, Purpose, Seed};
use crate::fixed::{Exponential, ONE, Probability, Q16};
use crate::mechanisms::speech::{self, Law, Punishment, Speaker};

/// Numbers in place of people: desired dissent and boldness, drawn from two exponentials.
pub struct Crowd {
    seed: Seed,
    desired: Vec<Q16>,
    boldness: Vec<Q16>,
}

impl Crowd {
    /// δ exponential cut at 1, with its mean after the cut (0.001 to 0.49); β exponential. Means in 2⁻¹⁶.
    pub fn drawn(seed: Seed, size: u32, mean_desired: Q16, mean_boldness: Q16) -> Self {
        let (desired, boldness) = (Exponential::cut_at_one(mean_desired), Exponential::with_mean(mean_boldness));
        let words = |who: u32| seed.draw(About { who, other: 0, day: 0, purpose: Purpose::DockingCrowd }, 0);
        Self {
            seed,
            desired: (0..size).map(|who| desired.at(words(who)[0])).collect(),
            boldness: (0..size).map(|who| boldness.at(words(who)[1])).collect(),
        }
    }
}

/// What a round did, in 2⁻¹⁶ of full dissent, summed over the crowd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    pub desired: u64,
    pub expressed: u64,
}

/// One run of the authority against a crowd.
pub struct Trial {
    punishment: Punishment,
    /// τ, ψ, ν.
    setting: [Q16; 3],
    last_cost: Option<u64>,
    round: u32,
}

/// ε.
const STEP: Q16 = ONE / 20;
/// Least and most of τ, ψ, ν.
const LIMITS: [[Q16; 2]; 3] = [[0, ONE], [1, Q16::MAX / 2], [0, ONE]];

impl Trial {
    /// A start drawn for the crowd.
    pub fn begin(crowd: &Crowd, punishment: Punishment) -> Self {
        let [tau, psi, nu, _] = words(crowd, u32::MAX).map(|word| word >> 16);
        Self { punishment, setting: [tau, psi.max(1), nu], last_cost: None, round: 0 }
    }

    /// One round, with α = 1.
    pub fn round(&mut self, crowd: &Crowd) -> Silence {
        let before = self.setting;
        if self.last_cost.is_some() {
            let [which, how_far, ..] = words(crowd, self.round);
            let number = ((u64::from(which) * 3) >> 32) as usize;
            self.setting[number] = changed(self.setting[number], LIMITS[number], how_far);
        }
        let (silence, punished) = self.answer(crowd);
        let cost = silence.expressed + punished;
        if self.last_cost.replace(cost).is_some_and(|last| cost > last) {
            self.setting = before;
        }
        self.round += 1;
        silence
    }

    /// What the crowd says under the setting, and the sum of the punishments.
    fn answer(&self, crowd: &Crowd) -> (Silence, u64) {
        let [tolerance, punishment, seen] = self.setting;
        let law = Law { tolerance, punishment: self.punishment };
        let (mut silence, mut punished) = (Silence { desired: 0, expressed: 0 }, 0);
        for (who, (desired, boldness)) in (0u32..).zip(crowd.desired.iter().zip(&crowd.boldness)) {
            let speaker = Speaker { desired: *desired, boldness: *boldness, seen, punishment };
            let expressed = speech::expressed(law, speaker);
            silence.desired += u64::from(*desired);
            silence.expressed += u64::from(expressed);
            if expressed > tolerance && is_seen(crowd, who, self.round, seen, expressed) {
                punished += (u64::from(punishment) * u64::from(speech::level(law, expressed))) >> 16;
            }
        }
        (silence, punished)
    }
}

fn words(crowd: &Crowd, round: u32) -> [u32; 4] {
    crowd.seed.draw(About { who: u32::MAX, other: round, day: 0, purpose: Purpose::DockingTrial }, 0)
}

/// With chance ν + (1−ν)a.
fn is_seen(crowd: &Crowd, who: u32, round: u32, seen: Q16, expressed: Q16) -> bool {
    let [nu, a] = [seen, expressed].map(|share| Probability::from_raw(u64::from(share) << 16));
    let word = crowd.seed.draw(About { who, other: round, day: 0, purpose: Purpose::DockingTrial }, 0)[0];
    nu.plus(nu.not().and(a)).hit(word)
}

/// A number evenly within ε of the old one and inside its limits.
fn changed(old: Q16, [least, most]: [Q16; 2], word: u32) -> Q16 {
    let low = old.saturating_sub(STEP).max(least);
    let high = (old + STEP).min(most);
    low + ((u64::from(word) * u64::from(high - low + 1)) >> 32) as Q16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(mean_boldness: Q16) -> Crowd {
        Crowd::drawn(Seed(5), 1_000, ONE / 4, mean_boldness)
    }

    #[test]
    fn a_crowd_has_the_means_that_were_asked_for() {
        let crowd = Crowd::drawn(Seed(5), 100_000, ONE / 4, 3 * ONE);
        let mean = |of: &[Q16]| of.iter().map(|x| u64::from(*x)).sum::<u64>() / of.len() as u64;
        assert!(mean(&crowd.desired).abs_diff(u64::from(ONE / 4)) < 150, "{}", mean(&crowd.desired));
        assert!(mean(&crowd.boldness).abs_diff(3 * u64::from(ONE)) < 2_500, "{}", mean(&crowd.boldness));
        assert!(crowd.desired.iter().all(|desired| *desired <= ONE));
    }

    #[test]
    fn a_step_is_at_most_a_twentieth_and_stays_inside() {
        for old in [0, 1, STEP, ONE / 2, ONE - 1, ONE] {
            for word in [0, u32::MAX / 2, u32::MAX] {
                let new = changed(old, LIMITS[0], word);
                assert!(new <= ONE && new.abs_diff(old) <= STEP);
            }
        }
        assert_eq!(changed(1, LIMITS[1], 0), 1);
    }

    /// A worse setting is taken back, yet it is what the next one is measured against.
    #[test]
    fn the_baseline_is_the_last_tried_setting() {
        let crowd = crowd(ONE);
        let mut trial = Trial::begin(&crowd, Punishment::Uniform);
        let (mut taken_back, mut costs) = (0, Vec::new());
        for _ in 0..300 {
            let before = trial.setting;
            trial.round(&crowd);
            costs.push(trial.last_cost.unwrap());
            if let [.., last, now] = costs[..] {
                assert!(now <= last || trial.setting == before);
                taken_back += u32::from(now > last);
            }
        }
        assert!(taken_back > 30);
        assert!(costs.windows(2).any(|pair| pair[1] > pair[0]), "the baseline may rise");
    }

    #[test]
    fn a_timid_crowd_falls_silent() {
        let timid = crowd(ONE / 4);
        let mut trial = Trial::begin(&timid, Punishment::Uniform);
        let rounds: Vec<Silence> = (0..4_000).map(|_| trial.round(&timid)).collect();
        let share = |of: &[Silence]| {
            let sum = |part: fn(&Silence) -> u64| of.iter().map(part).sum::<u64>();
            100 * sum(|s| s.expressed) / sum(|s| s.desired)
        };
        assert!(share(&rounds[3_500..]) < 25, "{} %", share(&rounds[3_500..]));
        assert!(share(&rounds[..100]) > 25);
    }
}
