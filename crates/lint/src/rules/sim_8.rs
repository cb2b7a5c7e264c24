//! A safeguard on paper.

use super::*;
use crate::measured::{Measured, SafeguardEffect};

pub(super) const RULE: Rule = Rule {
    id: "SIM-8",
    title: "a safeguard changes nothing",
    severity: Severity::High,
    law: Law::HighRisk,
    text: "A safeguard counts only if it changes a harm: added alone, left out of all, and by its Shapley share. It \
           is *paper* if all three intervals lie within ± the smallest change that counts; else the run cannot tell, \
           and nothing is said.",
    sources: &[AI_ACT.at("Art. 27(1)(e) and (f)")],
    would_change: "a measured effect over at least 30 seeds",
    left_out: "Harms that are not measured, and people's trust in being heard.",
    look: Look::Measured(measure),
};

fn measure(measured: &Measured) -> Vec<Note> {
    measured.safeguards.iter().filter(|effect| is_paper(effect)).map(note).collect()
}

fn is_paper(effect: &SafeguardEffect) -> bool {
    [effect.alone, effect.left_out, effect.shapley].iter().all(|estimate| estimate.within(effect.delta))
}

fn note(effect: &SafeguardEffect) -> Note {
    let SafeguardEffect { safeguard, harm, delta, .. } = effect;
    let message = format!(
        "the safeguard `{safeguard}` is paper: alone {}, left out {}, Shapley share {} of {harm}, all within ±{delta}",
        effect.alone.told(),
        effect.left_out.told(),
        effect.shapley.told()
    );
    Note::new(Severity::High, message).at(format!("safeguard.{safeguard}"))
}
