//! The table: every check with what was simulated, whether it holds, and whether that was expected.

use crate::case::{Case, Check, Kind};
use crate::cases::CASES;
use crate::statistics::Simulated;
use engine::Hands;
use std::time::Instant;

/// One comparison that has been made.
pub struct Row {
    pub case: &'static Case,
    pub check: &'static Check,
    pub simulated: Simulated,
    pub holds: bool,
    /// Of the whole case.
    pub seconds: f64,
}

impl Row {
    pub fn is_as_expected(&self) -> bool {
        self.holds == self.check.expected.holds()
    }
    /// The command that makes the row again.
    pub fn command(&self) -> String {
        format!("vitropolis validate --case {}", self.case.name)
    }
}

/// Rows of one or more cases.
pub struct Table {
    pub rows: Vec<Row>,
}

impl Table {
    pub fn is_as_expected(&self) -> bool {
        self.rows.iter().all(Row::is_as_expected)
    }
    pub fn holding(&self) -> usize {
        self.rows.iter().filter(|row| row.holds).count()
    }
    pub fn all_hold(&self) -> bool {
        self.holding() == self.rows.len()
    }
    /// Rows to which no parameter was fitted.
    pub fn out_of_sample(&self) -> usize {
        self.rows.iter().filter(|row| row.check.kind == Kind::Validation).count()
    }
    /// Of those, how many hold.
    pub fn holding_out_of_sample(&self) -> usize {
        self.rows.iter().filter(|row| row.check.kind == Kind::Validation && row.holds).count()
    }
    /// "N checks, of which k out of sample, of which m hold".
    pub fn summary(&self) -> String {
        let (all, out, holding) = (self.rows.len(), self.out_of_sample(), self.holding_out_of_sample());
        let unexpected = self.rows.iter().filter(|row| !row.is_as_expected()).count();
        let as_expected =
            if unexpected == 0 { "all as expected".into() } else { format!("{unexpected} NOT as expected") };
        format!(
            "{all} checks, of which {out} out of sample, of which {holding} hold; of all, {} hold, {as_expected}",
            self.holding()
        )
    }
}

/// The case of that name, or all, or all but the slow ones.
pub fn chosen(name: Option<&str>, quick: bool) -> Vec<&'static Case> {
    let wanted = |case: &&Case| name.map_or(!(quick && case.slow), |name| case.name == name);
    CASES.iter().filter(wanted).collect()
}

/// Runs cases one after the other; `tell` hears of each before it begins. Threads change no value.
pub fn simulate(cases: &[&'static Case], threads: usize, mut tell: impl FnMut(&Case)) -> Table {
    let hands = Hands::new(threads);
    let mut rows = Vec::new();
    for case in cases {
        tell(case);
        let clock = Instant::now();
        let simulated = (case.run)(&hands);
        assert_eq!(simulated.len(), case.checks.len(), "`{}` gives a result for each check", case.name);
        let seconds = clock.elapsed().as_secs_f64();
        let row = |(check, simulated): (&'static Check, Simulated)| Row {
            case,
            check,
            holds: check.tolerance.holds(check.published, &simulated),
            simulated,
            seconds,
        };
        rows.extend(case.checks.iter().zip(simulated).map(row));
    }
    Table { rows }
}
