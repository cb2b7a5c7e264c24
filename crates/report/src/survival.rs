//! How long a state lasts when not every end is seen: the estimate of Kaplan and Meier.
//!
//! S(t) = Π (1 − ended ÷ at risk) over the days up to t
//!
//! Spells that had not ended when the run did are *censored*: they count as at risk up to the day until which they were
//! seen. Ends come before censoring on the same day. Left out: that spells of one person, or of one queue, are not
//! independent; so no Greenwood interval is given, and the interval is over seeds.

use crate::statistics::{self, Estimate};
use crate::tallies::Tally;
use crate::{Cell, Run};

/// A step of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub day: i64,
    /// Spells that had lasted until this day.
    pub at_risk: i64,
    pub ended: i64,
    /// Seen until this day, and not to their end.
    pub censored: i64,
    /// Share of spells that last beyond this day.
    pub lasting: f64,
}

/// The curve of a tally of (days, 1 ended or 0 not).
pub fn curve(cell: &Cell, tally: Tally, group: usize) -> Vec<Step> {
    let mut at_risk = cell.tallies.sum(tally, group);
    let mut steps: Vec<Step> = Vec::new();
    let mut lasting = 1.0;
    let mut rows = cell.tallies.of(tally, group).peekable();
    while let Some(((day, _), _)) = rows.peek().copied() {
        let (mut ended, mut censored) = (0, 0);
        while let Some(((_, seen), n)) = rows.next_if(|((of, _), _)| *of == day) {
            *(if seen == 1 { &mut ended } else { &mut censored }) += n;
        }
        lasting *= 1.0 - ended as f64 / at_risk as f64;
        steps.push(Step { day, at_risk, ended, censored, lasting });
        at_risk -= ended + censored;
    }
    steps
}

/// The share that lasts beyond a day; none where nobody was followed so long.
pub fn lasting(cell: &Cell, tally: Tally, group: usize, day: i64) -> Option<f64> {
    let steps = curve(cell, tally, group);
    let last = steps.last()?;
    let told = last.day >= day || last.lasting == 0.0;
    told.then(|| steps.iter().take_while(|step| step.day <= day).last().map_or(1.0, |step| step.lasting))
}

/// The day by which half of the spells have ended; none where fewer have.
pub fn median(cell: &Cell, tally: Tally, group: usize) -> Option<f64> {
    curve(cell, tally, group).iter().find(|step| step.lasting <= 0.5).map(|step| step.day as f64)
}

/// The curve of a world: for each day on which something ended in any seed, the mean share that lasts, with its
/// interval over the seeds; and the spells at risk, summed.
pub fn of_world(run: &Run, tally: Tally, arm: usize, group: usize) -> Vec<(i64, Estimate, i64)> {
    let curves: Vec<Vec<Step>> = run.cells.iter().map(|arms| curve(&arms[arm], tally, group)).collect();
    let mut days: Vec<i64> = curves.iter().flatten().filter(|step| step.ended > 0).map(|step| step.day).collect();
    days.sort_unstable();
    days.dedup();
    let at = |curve: &Vec<Step>, day: i64| {
        let after = curve.partition_point(|step| step.day <= day);
        let reaches = curve.last().is_some_and(|step| step.day >= day || step.lasting == 0.0);
        reaches.then(|| if after == 0 { 1.0 } else { curve[after - 1].lasting })
    };
    let at_risk =
        |curve: &Vec<Step>, day: i64| curve.iter().find(|step| step.day >= day).map_or(0, |step| step.at_risk);
    let told = |day: i64| {
        let values: Vec<Option<f64>> = curves.iter().map(|curve| at(curve, day)).collect();
        let spells = curves.iter().map(|curve| at_risk(curve, day)).sum();
        Some((day, statistics::estimate_of(&values)?, spells))
    };
    days.into_iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Counts;

    fn cell(spells: &[(i64, i64, i64)]) -> Cell {
        let nothing = || Counts(Vec::new());
        let mut tallies = crate::Tallies::default();
        spells.iter().for_each(|(days, ended, n)| tallies.add(Tally::Correction, 0, (*days, *ended), *n));
        let (daily, bands, effects) = (Vec::new(), Vec::new(), Vec::new());
        Cell { total: nothing(), person_days: nothing(), daily, bands, effects, flows: Vec::new(), tallies }
    }

    /// Ten spells: 1 − 2/10 = .8; one lost sight of; .8 · (1 − 3/7) = .457; the others seen until day 30.
    #[test]
    fn those_lost_sight_of_count_until_then_and_no_longer() {
        let cell = cell(&[(5, 1, 2), (9, 0, 1), (12, 1, 3), (30, 0, 4)]);
        let steps = curve(&cell, Tally::Correction, 0);
        assert_eq!(steps.iter().map(|step| step.at_risk).collect::<Vec<_>>(), [10, 8, 7, 4]);
        let told = [4, 5, 11, 12, 30].map(|day| lasting(&cell, Tally::Correction, 0, day).unwrap());
        let known = [1.0, 0.8, 0.8, 0.8 * 4.0 / 7.0, 0.8 * 4.0 / 7.0];
        assert!(told.iter().zip(known).all(|(told, known)| (told - known).abs() < 1e-12), "{told:?}");
        assert_eq!(lasting(&cell, Tally::Correction, 0, 31), None, "nobody was followed so long");
        assert_eq!(median(&cell, Tally::Correction, 0), Some(12.0));
    }

    #[test]
    fn an_end_comes_before_a_loss_of_the_same_day() {
        let cell = cell(&[(5, 0, 1), (5, 1, 1)]);
        assert_eq!(lasting(&cell, Tally::Correction, 0, 5), Some(0.5));
    }

    #[test]
    fn where_fewer_than_half_end_there_is_no_half_life() {
        assert_eq!(median(&cell(&[(5, 1, 1), (9, 0, 9)]), Tally::Correction, 0), None);
    }
}
