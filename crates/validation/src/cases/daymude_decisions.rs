//! How much of a dissent is said aloud: the turning points of a published model of self-censorship.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use engine::Hands;
use model::fixed::{ONE, Q16, q16};
use model::mechanisms::speech::{Law, Punishment, Speaker, expressed, turning_point};

const fn point(what: &'static str, published: f64) -> Check {
    Check { what, kind: Kind::Reproduction, published, tolerance: Tolerance::Within(1e-4), expected: Expected::Holds }
}

pub(super) const CASE: Case = Case {
    name: "daymude-decisions",
    title: "Strategic self-censorship: who defies, who complies, who falls silent under uniform and proportional punishment",
    source: "daymude2025",
    simulates: "speech: the choice of one person, boldness 1, tolerance 0.25, in fixed point",
    slow: false,
    checks: &[
        point("dissent that is spoken out from here, uniform, ν 0.2, ψ 0.6", 0.711_5),
        point("dissent that is not passed, proportional, ν 0.2, ψ 1", 0.625),
        point("ψ at which defiance ends, uniform, ν 0.5", 0.75),
        point("ψ at which defiance ends, proportional, ν 0.5", 1.6),
    ],
    run,
};

fn run(_: &Hands) -> Vec<Simulated> {
    let turns = |punishment, severity| {
        let speaker = Speaker { desired: ONE, boldness: ONE, seen: q16(0.2), punishment: q16(severity) };
        Simulated::exact(real(turning_point(law(punishment), speaker).expect("somebody speaks out")))
    };
    let ends = |punishment| Simulated::exact(real(defiance_ends(punishment)));
    vec![
        turns(Punishment::Uniform, 0.6),
        turns(Punishment::Proportional, 1.0),
        ends(Punishment::Uniform),
        ends(Punishment::Proportional),
    ]
}

fn law(punishment: Punishment) -> Law {
    Law { tolerance: q16(0.25), punishment }
}

/// The least severity at which nobody goes beyond the tolerance (bisection; more severity never emboldens).
fn defiance_ends(punishment: Punishment) -> Q16 {
    let (law, mut low, mut high) = (law(punishment), 0, 8 * ONE);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let speaker = Speaker { desired: ONE, boldness: ONE, seen: q16(0.5), punishment: middle };
        if expressed(law, speaker) > law.tolerance { low = middle } else { high = middle }
    }
    high
}

fn real(value: Q16) -> f64 {
    f64::from(value) / f64::from(ONE)
}
