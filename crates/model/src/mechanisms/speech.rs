//! People who disagree weigh how much of it to say; what they swallow is the silence that the regime buys.
//!
//! ## Equation
//! On an occasion the person chooses the expressed level a ∈ [0, δ] that maximises U(a) = −β(δ−a) − q(a)·π, with
//! q(a) = ν + (1−ν)a and uniform punishment π = ψ for a > τ. So a* = δ if δ ≤ τ, or if β > (1−ν)ψ and
//! δ > (βτ + νψ)/(β − (1−ν)ψ); else a* = τ. In a chat of n, ν is the believed risk of speech, or the informers'
//! 1 − (1−ν)(1−ι)^(n−1) for somebody without experience.
//!
//! ## Symbols
//! δ desired dissent, β boldness, τ `tolerance`, ψ perceived punishment = (severity of what follows ÷ 100)·10 (so
//! that ψ = 1 weighs like a severity of 10), ν perceived chance of being seen, ι `share` of informers.
//!
//! ## Source
//! `daymude2025`; the scale of ψ is `stylised`.
//!
//! ## Reads
//! acted, caught, false_marks
//!
//! ## Writes
//! nothing (the day's list of acts)
//!
//! ## Left out
//! Proportional punishment, the social layer (perceived support), deletion and exclusion from a group: the science
//! issue. The content of what is said: for good.

use super::{conduct, observation, response};
use crate::catalogue::{Domain, Role};
use crate::chance::{About, Purpose};
use crate::contacts::Layer;
use crate::day::{Setting, Stage};
use crate::fixed::{self, ONE, Q16};
use crate::measures::Measure;
use crate::occasions::{Stream, accepted};
use crate::population::Place;
use crate::rules::Sources;
use crate::state::{Act, Block};

pub const STAGE: Stage = Stage { name: "speech", run: step };

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// τ.
    tolerance: Q16,
    /// ψ by behaviour.
    punishment: Vec<Q16>,
    /// (behaviour, role) of everything that is speech.
    behaviours: Vec<u8>,
}

impl Rules {
    pub(crate) fn new(sources: &Sources, _: &observation::Rules, conduct: &conduct::Rules) -> Self {
        let catalogue = sources.catalogue;
        let speech = catalogue.with_role(Role::CriticalMessage).chain(catalogue.with_role(Role::PassingOn));
        Self {
            tolerance: fixed::q16(sources.regime.real("speech.tolerance")),
            punishment: conduct.pain.iter().map(|pain| pain / 10).collect(),
            behaviours: speech.collect(),
        }
    }
}

/// What one person brings to an occasion: desired dissent, boldness, and what is believed, all in 2⁻¹⁶.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// δ
    pub desired: Q16,
    /// β
    pub boldness: Q16,
    /// ν
    pub seen: Q16,
    /// ψ
    pub punishment: Q16,
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let occasions = std::mem::take(&mut block.today.occasions);
    for behaviour in &setting.rules.speech.behaviours {
        let ages = &setting.city.catalogue.behaviours[usize::from(*behaviour)].ages;
        let speakers = accepted(&occasions, Stream::Behaviour(*behaviour), |occasion| {
            ages.contains(&place.age[usize::from(occasion.slot)]) && place.bound.others_share.hit(occasion.accept)
        });
        for occasion in speakers {
            speak(setting, place, block, *behaviour, usize::from(occasion.slot));
        }
    }
    block.today.occasions = occasions;
}

/// One person on one occasion, in the small or the large chat.
fn speak(setting: &Setting, place: &Place, block: &mut Block, behaviour: u8, slot: usize) {
    let (city, rules, person) = (setting.city, &setting.rules.speech, place.person(slot));
    let about = About { who: person, other: u32::from(behaviour), day: setting.today, purpose: Purpose::Speech };
    let large = setting.seed().draw(about, 0)[0] & 1 == 1;
    let layer = if large { Layer::ChatLarge } else { Layer::ChatSmall };
    let members = city.contacts.group(layer, place.district, person).size;
    let speaker = Speaker {
        desired: city.traits.dissent[usize::from(place.dissent[slot])],
        boldness: city.traits.boldness[usize::from(place.boldness[slot])],
        seen: response::believed_in_chat(setting, place, &block.people, slot, usize::from(behaviour), members),
        punishment: rules.punishment[usize::from(behaviour)],
    };
    let expressed = expressed(speaker, rules.tolerance);
    let says = expressed > rules.tolerance;
    let silenced = speaker.desired > rules.tolerance && !says;
    let counts = [
        (Measure::SpeechOccasions, 1),
        (Measure::SpeechDesired, i64::from(speaker.desired)),
        (Measure::SpeechExpressed, i64::from(expressed)),
        (Measure::Silenced, i64::from(silenced)),
    ];
    block.counts.add_all(place, slot, &city.groups, &counts);
    counts.iter().for_each(|(measure, n)| block.counts.add_to(city.groups.chat(members), *measure, *n));
    if says {
        block.today.acts.push(Act { behaviour, slot: slot as u16, hidden: false, audience: members as u16 });
    }
}

/// a*: the level that is best for the speaker under uniform punishment above the tolerance τ.
pub fn expressed(speaker: Speaker, tolerance: Q16) -> Q16 {
    let Speaker { desired, boldness, seen, punishment } = speaker;
    if desired <= tolerance {
        return desired;
    }
    let one = u64::from(ONE);
    let (beta, psi, nu, tau) =
        (u64::from(boldness), u64::from(punishment), u64::from(seen.min(ONE)), u64::from(tolerance));
    let marginal = (one - nu) * psi / one;
    // δ·(β − (1−ν)ψ) > βτ + νψ
    let speaks = beta > marginal && u64::from(desired) * (beta - marginal) > beta * tau + nu * psi;
    if speaks { desired } else { tolerance }
}

/// The smallest desired dissent that is spoken out, if any is: d = (βτ + νψ)/(β − (1−ν)ψ).
pub fn defiance_from(boldness: Q16, seen: Q16, punishment: Q16, tolerance: Q16) -> Option<Q16> {
    let one = u64::from(ONE);
    let (beta, psi, nu) = (u64::from(boldness), u64::from(punishment), u64::from(seen.min(ONE)));
    let marginal = (one - nu) * psi / one;
    (beta > marginal).then(|| ((beta * u64::from(tolerance) + nu * psi) / (beta - marginal)) as Q16)
}

/// The domain of all speech.
pub const DOMAIN: Domain = Domain::Speech;

#[cfg(test)]
mod tests {
    use super::*;

    fn q(value: u32) -> Q16 {
        (u64::from(value) * 65_536 / 10_000) as Q16
    }

    #[test]
    fn defiance_under_uniform_punishment_starts_where_daymude_says() {
        // d_uni(β 1, ν .2, τ .25, ψ .6) = 0.7115
        let from = defiance_from(ONE, q(2_000), q(6_000), q(2_500)).unwrap();
        assert!(from.abs_diff(q(7_115)) <= 7, "{from}");
    }

    #[test]
    fn defiance_ends_at_three_quarters_for_half_seen_dissent() {
        // β 1, ν .5, τ .25: nobody with δ ≤ 1 defies from ψ = .75 on
        let loud = |psi| expressed(Speaker { desired: ONE, boldness: ONE, seen: q(5_000), punishment: psi }, q(2_500));
        assert_eq!(loud(q(7_400)), ONE);
        assert_eq!(loud(q(7_600)), q(2_500));
    }

    #[test]
    fn nobody_is_silent_when_nothing_follows() {
        for desired in [0, 1_000, 30_000, ONE] {
            assert_eq!(expressed(Speaker { desired, boldness: 10, seen: ONE, punishment: 0 }, q(2_500)), desired);
        }
    }
}
