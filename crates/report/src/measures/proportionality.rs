//! Whether the worse acts bring the longer sanctions.

use super::{About, Basis, Unit};
use crate::Cell;
use crate::tallies::Tally;
use std::collections::BTreeMap;

/// The order of acts and of sanctions.
pub const PROPORTIONALITY: About = About {
    key: "severity_rank_correlation",
    name: "worse acts, longer sanctions",
    sentence: "Whether those who did worse are sanctioned longer: 1 always, 0 no connection, −1 the other way round.",
    formula: "Spearman's ρ of the severity of all own acts and the days under sanction, both in classes that double (0, 1, 2 to 3, 4 to 7 …)",
    source: "Spearman's rank correlation; checked against scipy",
    misses: "order within a class; severities are stylised",
    unit: Unit::Index,
    of: spearman,
    basis,
};

/// What a unit of severity costs.
pub const SANCTION_DAYS: About = About {
    key: "sanction_days_for_severity",
    name: "days under sanction for a unit of severity",
    sentence: "How many days under sanction a unit of severity of own acts comes to, over all people.",
    formula: "Σ days under sanction ÷ Σ severity of own acts, seen or not",
    source: "closed form; severities from 0 to 100 are stylised",
    misses: "who bears them: see the rank correlation",
    unit: Unit::Days,
    of: |cell, group| {
        let [severity, days] = [0, 1].map(|b| cell.tallies.count(Tally::Burden, group, (0, b)));
        super::share(days, severity)
    },
    basis,
};

/// Ranks are those of the classes; equal ones share the mean of theirs.
fn spearman(cell: &Cell, group: usize) -> Option<f64> {
    let rows = || cell.tallies.of(Tally::Proportion, group);
    let severities = ranks(rows().map(|((a, _), n)| (a, n)));
    let days = ranks(rows().map(|((_, b), n)| (b, n)));
    let mean = (cell.tallies.sum(Tally::Proportion, group) as f64 + 1.0) / 2.0;
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for ((a, b), n) in rows() {
        let (x, y, n) = (severities[&a] - mean, days[&b] - mean, n as f64);
        (xx, yy, xy) = (xx + n * x * x, yy + n * y * y, xy + n * x * y);
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// The mean rank of each class, from 1.
fn ranks(classes: impl Iterator<Item = (i64, i64)>) -> BTreeMap<i64, f64> {
    let mut people: BTreeMap<i64, i64> = BTreeMap::new();
    classes.for_each(|(class, n)| *people.entry(class).or_default() += n);
    let mut before = 0;
    let rank = |(class, n): (i64, i64)| {
        let rank = before as f64 + (n + 1) as f64 / 2.0;
        before += n;
        (class, rank)
    };
    people.into_iter().map(rank).collect()
}

fn basis(cell: &Cell, group: usize) -> Basis {
    let sanctioned = cell.tallies.of(Tally::Proportion, group).filter(|((_, days), _)| *days > 0);
    Basis { events: sanctioned.map(|(_, n)| n).sum(), cases: cell.tallies.sum(Tally::Proportion, group) }
}
