//! Whether refusals fall on a few: how unequally they are spread over people. Of refusals and not of points: an index of
//! points would depend on where the scale begins.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::tallies::Tally;

pub const GINI: About = About {
    key: "refusals_gini",
    name: "inequality of refusals (Gini)",
    sentence: "How unequally refusals are spread: 0 everybody has as many, near 1 one person has them all.",
    formula: "Σᵢ Σⱼ |xᵢ − xⱼ| ÷ (2 n² x̄), x the refusals of each person",
    source: "the Gini coefficient; checked against PySAL inequality",
    misses: "how many refusals there are: hardly any, on few people, is very unequal",
    unit: Unit::Index,
    of: |cell, group| gini(&refusals(cell, group)),
    basis,
};

pub const THEIL: About = About {
    key: "refusals_theil",
    name: "inequality of refusals (Theil T)",
    sentence: "The same by Theil's T: 0 everybody has as many, ln n one person has them all.",
    formula: "(1 ÷ n) Σ (x ÷ x̄) ln (x ÷ x̄), nought where x is nought",
    source: "Theil's T; checked against PySAL inequality",
    misses: "its highest value grows with the number of people, so cities of other sizes do not compare",
    of: |cell, group| theil(&refusals(cell, group)),
    ..GINI
};

/// (refusals, people), from the fewest.
fn refusals(cell: &Cell, group: usize) -> Vec<(f64, f64)> {
    cell.tallies.of(Tally::Refusals, group).map(|((refusals, _), people)| (refusals as f64, people as f64)).collect()
}

fn gini(spread: &[(f64, f64)]) -> Option<f64> {
    let (people, all) = sums(spread)?;
    let mut below = 0.0;
    let area: f64 = spread
        .iter()
        .map(|(x, n)| {
            let before = below;
            below += x * n;
            n * (before + below)
        })
        .sum();
    Some(1.0 - area / (people * all))
}

fn theil(spread: &[(f64, f64)]) -> Option<f64> {
    let (people, all) = sums(spread)?;
    let mean = all / people;
    let of = |(x, n): &(f64, f64)| n * x / mean * (x / mean).ln();
    Some(spread.iter().filter(|(x, _)| *x > 0.0).map(of).sum::<f64>() / people)
}

/// People and refusals; none without a refusal.
fn sums(spread: &[(f64, f64)]) -> Option<(f64, f64)> {
    let people = spread.iter().map(|(_, n)| n).sum();
    let all: f64 = spread.iter().map(|(x, n)| x * n).sum();
    (all > 0.0).then_some((people, all))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let refused = cell.tallies.of(Tally::Refusals, group).filter(|((refusals, _), _)| *refusals > 0);
    Basis { events: refused.map(|(_, people)| people).sum(), cases: cell.tallies.sum(Tally::Refusals, group) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_who_has_all_is_as_unequal_as_it_gets_and_equals_are_not() {
        let one = [(0.0, 9.0), (5.0, 1.0)];
        assert!((gini(&one).unwrap() - 0.9).abs() < 1e-12 && (theil(&one).unwrap() - 10f64.ln()).abs() < 1e-12);
        let all = [(3.0, 10.0)];
        assert!(gini(&all).unwrap().abs() < 1e-12 && theil(&all).unwrap().abs() < 1e-12);
        assert_eq!(gini(&[(0.0, 10.0)]), None);
    }
}
