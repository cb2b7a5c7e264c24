//! Whether the lowest band lives apart: how unevenly it is spread over neighbourhoods, beyond what chance alone does.
//!
//! A small share in small neighbourhoods is uneven by chance; so beside each figure stands its mean over all ways of
//! dealing the same bands to the same neighbourhoods (a hypergeometric sum, exact), and the excess over it is told.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::tallies::Tally;
use statrs::function::factorial::ln_binomial;

pub const DISSIMILARITY: About = About {
    key: "dissimilarity",
    name: "dissimilarity of the lowest band",
    sentence: "The share of the lowest band that would have to move for every neighbourhood to have as many of it.",
    formula: "½ Σ |x ÷ X − y ÷ Y| over neighbourhoods, x in the lowest band and y not, X and Y in the city",
    source: "Duncan & Duncan 1955; checked against PySAL segregation",
    misses: "who is tied to whom, wherever they live; and chance alone does part of it: see the excess",
    unit: Unit::Index,
    of: |cell, group| Some(dissimilarity(cell, group)?.value),
    basis,
};

pub const DISSIMILARITY_EXCESS: About = About {
    key: "dissimilarity_excess",
    name: "dissimilarity beyond chance",
    sentence: "The same, less what dealing the same bands out at random gives on average.",
    formula: "D less its mean over all permutations",
    source: "Duncan & Duncan 1955; the mean is hypergeometric and exact",
    of: |cell, group| dissimilarity(cell, group).map(Beside::excess),
    ..DISSIMILARITY
};

pub const ISOLATION: About = About {
    key: "isolation",
    name: "isolation of the lowest band",
    sentence: "The share of the lowest band in the neighbourhood of somebody of the lowest band, on average.",
    formula: "Σ (x ÷ X) (x ÷ n) over neighbourhoods of n people",
    source: "isolation (xPx); checked against PySAL segregation",
    of: |cell, group| Some(isolation(cell, group)?.value),
    ..DISSIMILARITY
};

pub const ISOLATION_EXCESS: About = About {
    key: "isolation_excess",
    name: "isolation beyond chance",
    sentence: "The same, less what dealing the same bands out at random gives on average.",
    formula: "isolation less its mean over all permutations",
    source: "isolation (xPx); the mean is hypergeometric and exact",
    of: |cell, group| isolation(cell, group).map(Beside::excess),
    ..DISSIMILARITY
};

/// A figure, and its mean over permutations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    pub value: f64,
    pub by_chance: f64,
}

impl Beside {
    fn excess(self) -> f64 {
        self.value - self.by_chance
    }
}

/// The whole city: people, and those in the lowest band. None where it has nobody, or everybody.
fn whole(cell: &Cell, group: usize) -> Option<(i64, i64)> {
    let rows = cell.tallies.of(Tally::Units, group);
    let (people, lowest) =
        rows.fold((0, 0), |(people, lowest), ((n, x), units)| (people + n * units, lowest + x * units));
    (lowest > 0 && lowest < people).then_some((people, lowest))
}

pub fn dissimilarity(cell: &Cell, group: usize) -> Option<Beside> {
    let (people, lowest) = whole(cell, group)?;
    let apart = |n: i64, x: i64| (x as f64 / lowest as f64 - (n - x) as f64 / (people - lowest) as f64).abs() / 2.0;
    Some(beside(cell, group, people, lowest, apart))
}

pub fn isolation(cell: &Cell, group: usize) -> Option<Beside> {
    let (people, lowest) = whole(cell, group)?;
    let met = |n: i64, x: i64| (x * x) as f64 / (lowest as f64 * n as f64);
    Some(beside(cell, group, people, lowest, met))
}

/// The sum of a figure over neighbourhoods, as it is and as chance would have it.
fn beside(cell: &Cell, group: usize, people: i64, lowest: i64, of: impl Fn(i64, i64) -> f64) -> Beside {
    let rows = cell.tallies.of(Tally::Units, group);
    let value = rows.clone().map(|((n, x), units)| units as f64 * of(n, x)).sum();
    let mut sizes: Vec<(i64, i64)> = Vec::new();
    for ((n, _), units) in rows {
        match sizes.last_mut() {
            Some((size, all)) if *size == n => *all += units,
            _ => sizes.push((n, units)),
        }
    }
    let mean = |(n, units): &(i64, i64)| *units as f64 * mean_by_chance(people, lowest, *n, |x| of(*n, x));
    Beside { value, by_chance: sizes.iter().map(mean).sum() }
}

/// The mean of a figure over hypergeometric draws of n people. Terms are summed from the most likely number outwards,
/// until they no longer count.
fn mean_by_chance(people: i64, lowest: i64, n: i64, of: impl Fn(i64) -> f64) -> f64 {
    let (least, most) = ((n + lowest - people).max(0), n.min(lowest));
    let ln = |all: i64, of: i64| ln_binomial(all as u64, of as u64);
    let chance = |x: i64| (ln(lowest, x) + ln(people - lowest, n - x) - ln(people, n)).exp();
    let likely = ((n + 1) as f64 * (lowest + 1) as f64 / (people + 2) as f64) as i64;
    let likely = likely.clamp(least, most);
    let counts = |(_, chance): &(i64, f64)| *chance > 1e-16;
    let up = (likely..=most).map(|x| (x, chance(x))).take_while(counts);
    let down = (least..likely).rev().map(|x| (x, chance(x))).take_while(counts);
    let (sum, all) = up.chain(down).fold((0.0, 0.0), |(sum, all), (x, chance)| (sum + chance * of(x), all + chance));
    sum / all
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let (people, lowest) = whole(cell, group).unwrap_or((0, 0));
    Basis { events: lowest, cases: lowest.min(people - lowest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way of dealing 3 of 8 people into a neighbourhood of 4.
    #[test]
    fn chance_is_the_mean_over_all_deals() {
        let squares = |x: i64| (x * x) as f64;
        let (mut sum, mut deals) = (0.0, 0.0);
        for deal in 0u32..256 {
            if deal.count_ones() == 3 {
                sum += squares(i64::from((deal & 15).count_ones()));
                deals += 1.0;
            }
        }
        assert!((mean_by_chance(8, 3, 4, squares) - sum / deals).abs() < 1e-12);
    }

    #[test]
    fn the_mean_of_a_draw_from_a_large_city_is_its_share() {
        let mean = mean_by_chance(22_000_000, 1_234_567, 11_000, |x| x as f64);
        assert!((mean / (11_000.0 * 1_234_567.0 / 22_000_000.0) - 1.0).abs() < 1e-9, "{mean}");
    }
}
