//! A safeguard on paper.

use super::*;
use crate::measured::{Measured, SafeguardEffect};

pub(super) const RULE: Rule = Rule {
    id: "SIM-8",
    title: "a safeguard changes nothing",
    severity: Severity::High,
    law: Law::HighRisk,
    text: "A safeguard counts only if it changes a harm: added alone, left out of all, and by its Shapley share. It \
           is *paper* if all three intervals lie within ± the smallest change that counts (5 % of the harm), for every \
           harm that occurs; else the run cannot tell, and nothing is said.",
    sources: &[AI_ACT.at("Art. 27(1)(e) and (f)")],
    would_change: "a measured effect over at least 30 seeds",
    left_out: "Harms that are not looked at, silence among them, safeguards that act only after the run ends, and people's trust in being heard.",
    look: Look::Measured(measure),
};

/// One finding for each safeguard that is paper for every harm that occurs.
fn measure(measured: &Measured) -> Vec<Note> {
    let mut names: Vec<&str> = measured.safeguards.iter().map(|effect| effect.safeguard.as_str()).collect();
    names.dedup();
    let of = |name: &str| -> Vec<&SafeguardEffect> {
        measured.safeguards.iter().filter(|effect| effect.safeguard == name).collect()
    };
    let all = names.into_iter().map(|name| (name, of(name)));
    let paper = all.filter(|(_, effects)| effects.iter().all(|effect| is_paper(effect)));
    paper.map(|(name, effects)| note(name, &effects, measured.safeguard_days)).collect()
}

fn is_paper(effect: &SafeguardEffect) -> bool {
    [effect.alone, effect.left_out, effect.shapley].iter().all(|estimate| estimate.within(effect.delta))
}

fn note(safeguard: &str, effects: &[&SafeguardEffect], days: u32) -> Note {
    let told = |SafeguardEffect { harm, alone, left_out, shapley, delta, .. }: &&SafeguardEffect| {
        let (alone, left_out, shapley) = (alone.told(), left_out.told(), shapley.told());
        format!("{harm}: alone {alone}, left out {left_out}, Shapley share {shapley}, all within ±{delta:.4}")
    };
    let harms = effects.iter().map(told).collect::<Vec<_>>().join("; ");
    let message = format!("the safeguard `{safeguard}` is paper in {days} days, for every harm looked at: {harms}");
    Note::new(Severity::High, message).at(format!("safeguard.{safeguard}"))
}
