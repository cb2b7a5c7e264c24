//! How far the numbers move when the stylised parameters do: the range over the draws, and whether the order of the
//! worlds holds.
//!
//! This is the headline interval, since it is about what we do not know; noise of the simulation is told apart from it
//! (kernel.md 19). Each draw is one small city with a seed of its own under one set of parameters that all worlds
//! share, so its range holds a little of that noise, too.

use crate::measures::{About, EVERY, HARMS, PAIRED_ONLY, Unit};
use crate::page::numbers::NOTHING;
use crate::page::{EVERYBODY, words};
use crate::statistics::LEAST_EVENTS;
use crate::{Cell, SYNTHETIC};
use serde::{Deserialize, Serialize};

/// With fewer finished draws there is no headline range.
pub const LEAST_DRAWS: usize = 64;
/// An order that holds in a smaller share of the draws is not robust.
pub const ROBUST_SHARE: f64 = 0.9;

/// A measure, and whether its level is told; if not, its difference to the reference alone (boundary.md 7).
pub type Drawn = (&'static About, bool);

/// Every measure of the report.
pub fn every() -> impl Iterator<Item = Drawn> {
    EVERY.iter().map(|about| (*about, PAIRED_ONLY.iter().all(|other| other.key != about.key)))
}

/// The few of a terminal and of rankings: harms, and what is told as a difference only.
pub fn few() -> impl Iterator<Item = Drawn> {
    HARMS.iter().map(|(about, _)| (*about, true)).chain(PAIRED_ONLY.iter().map(|about| (*about, false)))
}

/// What one draw gave in one world for one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// None where there was nothing to measure, or where only the difference is told.
    pub value: Option<f64>,
    /// To the reference world of the same draw.
    pub difference: Option<f64>,
}

/// All points of a draw: by world, then by measure.
pub type Points = Vec<Vec<Point>>;

/// The points of one draw from what its worlds left behind.
pub fn points(cells: &[Cell], reference: usize, measures: &[Drawn]) -> Points {
    let point = |cell: &Cell, (about, level): &Drawn| {
        let (here, there) = (value(about, cell), value(about, &cells[reference]));
        let difference = here.zip(there).map(|(here, there)| here - there);
        Point { value: here.filter(|_| *level), difference }
    };
    cells.iter().map(|cell| measures.iter().map(|drawn| point(cell, drawn)).collect()).collect()
}

/// None where there was nothing to measure, or too little to tell.
fn value(about: &About, cell: &Cell) -> Option<f64> {
    (about.of)(cell, EVERYBODY).filter(|_| (about.basis)(cell, EVERYBODY).cases >= LEAST_EVENTS)
}

/// The result of `vitropolis robust`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Robust {
    pub synthetic: String,
    pub version: String,
    pub experiment: String,
    pub experiment_hash: String,
    /// City, regimes and worlds without people, seeds and words: what a run must share to be told with these ranges.
    pub likeness: String,
    pub people: u64,
    pub days: u32,
    pub seed: u64,
    pub parameters: usize,
    pub draws: u32,
    pub done: u32,
    pub failed: Vec<FailedDraw>,
    /// Draws in which a ceiling of the city gave way to a drawn rate.
    pub ceilings_raised: u32,
    pub reference: String,
    pub arms: Vec<String>,
    pub measures: Vec<Line>,
}

/// A draw that could not be lived, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedDraw {
    pub draw: u32,
    pub reason: String,
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub measure: String,
    pub name: String,
    pub unit: String,
    /// Whether levels are told, or differences to the reference only.
    pub levels: bool,
    /// The worlds from the least to the most as the files are written, and the share of the draws with that order.
    pub order: Vec<String>,
    pub order_holds: Option<f64>,
    pub arms: Vec<ArmLine>,
}

/// One measure in one world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmLine {
    pub arm: String,
    pub level: Option<Spread>,
    /// To the reference; none for the reference itself.
    pub difference: Option<Spread>,
    /// Share of the draws in which it is less than in the reference, equal, and more; none where no draw can tell.
    pub shares: Option<Shares>,
    /// `more`, `less` or `equal` than the reference, as the files are written.
    pub sign: Option<String>,
    /// Share of the draws with that sign.
    pub sign_holds: Option<f64>,
    /// Whether that share is [`ROBUST_SHARE`] or more.
    pub robust: Option<bool>,
}

/// Shares of the draws by the sign of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    pub less: f64,
    pub equal: f64,
    pub more: f64,
}

impl Shares {
    /// None without a difference in any draw.
    fn of(differences: impl Iterator<Item = Option<f64>>) -> Option<Self> {
        let signs: Vec<&str> = differences.flatten().map(sign).collect();
        let share = |sign: &str| signs.iter().filter(|other| **other == sign).count() as f64 / signs.len() as f64;
        (!signs.is_empty()).then(|| Self { less: share("less"), equal: share("equal"), more: share("more") })
    }

    /// The share that a sign has.
    pub fn with(self, sign: &str) -> f64 {
        match sign {
            "less" => self.less,
            "equal" => self.equal,
            _ => self.more,
        }
    }
}

/// As written, and over the draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub as_written: Option<f64>,
    pub low: f64,
    pub median: f64,
    pub high: f64,
    pub draws: usize,
}

impl Spread {
    /// None without a value in any draw.
    pub fn of(as_written: Option<f64>, values: impl Iterator<Item = Option<f64>>) -> Option<Self> {
        let mut values: Vec<f64> = values.flatten().collect();
        values.sort_by(f64::total_cmp);
        let (low, high) = (*values.first()?, *values.last()?);
        let middle = values.len() / 2;
        let even = values.len().is_multiple_of(2);
        let median = if even { (values[middle - 1] + values[middle]) / 2.0 } else { values[middle] };
        Some(Self { as_written, low, median, high, draws: values.len() })
    }
}

/// The lines of [`every`] measure, from the run as written and from the draws.
pub fn lines(arms: &[String], reference: usize, written: &Points, draws: &[Points]) -> Vec<Line> {
    every().enumerate().map(|(at, about)| line(arms, reference, written, draws, at, about)).collect()
}

fn line(
    arms: &[String],
    reference: usize,
    written: &Points,
    draws: &[Points],
    at: usize,
    (about, levels): Drawn,
) -> Line {
    let order = order(written, at, arms.len());
    let holds = draws.iter().filter(|draw| ascends(draw, at, &order)).count();
    let known = draws.iter().filter(|draw| (0..arms.len()).all(|arm| draw[arm][at].difference.is_some())).count();
    Line {
        measure: about.key.to_owned(),
        name: about.name.to_owned(),
        unit: unit(about.unit).to_owned(),
        levels,
        order: order.iter().map(|arm| arms[*arm].clone()).collect(),
        order_holds: (known > 0 && order.len() == arms.len()).then(|| holds as f64 / known as f64),
        arms: (0..arms.len()).map(|arm| arm_line(&arms[arm], arm != reference, written, draws, arm, at)).collect(),
    }
}

/// Worlds by their difference to the reference; those without one are left out.
fn order(points: &Points, at: usize, arms: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..arms).filter(|arm| points[*arm][at].difference.is_some()).collect();
    let size = |arm: &usize| points[*arm][at].difference.unwrap_or_default();
    order.sort_by(|a, b| size(a).total_cmp(&size(b)).then(a.cmp(b)));
    order
}

/// Whether a draw has the worlds in this order; equals may stand either way.
fn ascends(points: &Points, at: usize, order: &[usize]) -> bool {
    let size = |arm: &usize| points[*arm][at].difference;
    order.windows(2).all(|pair| size(&pair[0]).zip(size(&pair[1])).is_some_and(|(less, more)| less <= more))
}

fn arm_line(name: &str, paired: bool, written: &Points, draws: &[Points], arm: usize, at: usize) -> ArmLine {
    let here = written[arm][at];
    let level = Spread::of(here.value, draws.iter().map(|draw| draw[arm][at].value));
    let difference = Spread::of(here.difference, draws.iter().map(|draw| draw[arm][at].difference)).filter(|_| paired);
    let shares = Shares::of(draws.iter().map(|draw| draw[arm][at].difference)).filter(|_| paired);
    let sign = difference.and_then(|spread| spread.as_written).map(sign);
    let holds = sign.zip(shares).map(|(sign, shares)| shares.with(sign));
    ArmLine {
        arm: name.to_owned(),
        level,
        difference,
        shares,
        sign: sign.map(str::to_owned),
        sign_holds: holds,
        robust: holds.map(|holds| holds >= ROBUST_SHARE),
    }
}

/// `more`, `less` or `equal`.
pub fn sign(difference: f64) -> &'static str {
    match difference {
        0.0 => "equal",
        more if more > 0.0 => "more",
        _ => "less",
    }
}

pub(crate) fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::PerPersonYear => "for a person and year",
        Unit::PerThousandYears => "for 1,000 people and year",
        Unit::Days => "days",
        Unit::Ratio => "ratio",
        Unit::Index => "index",
    }
}

impl Robust {
    /// What is told of a measure in a world.
    pub fn arm_line(&self, about: &About, arm: &str) -> Option<&ArmLine> {
        self.line(about)?.arms.iter().find(|line| line.arm == arm)
    }

    fn line(&self, about: &About) -> Option<&Line> {
        self.measures.iter().find(|line| line.measure == about.key)
    }

    /// Whether there are draws enough for a headline.
    pub fn is_enough(&self) -> bool {
        self.done as usize >= LEAST_DRAWS
    }

    /// The result as JSON, ending in a newline.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain data serialises") + "\n"
    }

    /// Reads back what [`Robust::json`] wrote.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|why| why.to_string())
    }

    /// The [`few`] measures for a terminal of 80 columns.
    pub fn table(&self) -> String {
        let mut text = format!(
            "{} of {} draws of {} stylised parameters lived, {} failed; one city of {} people\nfor {} days each. The \
             reference is {}.\n",
            self.done,
            self.draws,
            self.parameters,
            self.failed.len(),
            words::english().count(self.people as i64),
            self.days,
            self.reference
        );
        for (about, _) in few() {
            text += &self.line(about).map_or_else(String::new, |line| self.block(line, about));
        }
        text + &self.footnote()
    }

    fn block(&self, line: &Line, about: &About) -> String {
        let width = self.arms.iter().map(|arm| arm.chars().count()).max().unwrap_or(0);
        let percent = if about.unit == Unit::Share { ", %" } else { "" };
        let mut text = format!("\n{}{percent}\n", line.name);
        let head = ["as written", "lowest", "highest", "sign", "holds in"];
        text +=
            &format!("  {:width$}  {:>10}  {:>8}  {:>8}  {:<5}  {}\n", "", head[0], head[1], head[2], head[3], head[4]);
        for arm in &line.arms {
            let spread = if line.levels { arm.level } else { arm.difference };
            let Some(spread) = spread else { continue };
            let number = |number: f64| words::english().bare(about.unit, number);
            text += &format!(
                "  {:width$}  {:>10}  {:>8}  {:>8}  {:<5}  {}\n",
                arm.arm,
                spread.as_written.map_or(NOTHING.to_owned(), number),
                number(spread.low),
                number(spread.high),
                arm.sign.as_deref().unwrap_or_default(),
                holds(arm)
            );
        }
        text
    }

    fn footnote(&self) -> String {
        let few = match self.is_enough() {
            true => String::new(),
            false => format!("Fewer than {LEAST_DRAWS} draws: no headline range.\n"),
        };
        let raised = match self.ceilings_raised {
            0 => String::new(),
            n => format!("A ceiling of the city gave way to a drawn rate in {n} of {} draws.\n", self.draws),
        };
        format!(
            "\nSign: against the reference, as the files are written; silence and offences are\ntold as differences only. \
             Not robust: the sign holds in under {:.0} % of the draws.\nThese are {} of {} measures; robust.json has \
             all of them, draws.csv every draw.\n{few}{raised}{SYNTHETIC}.\n",
            ROBUST_SHARE * 100.0,
            self::few().count(),
            self.measures.len(),
        )
    }
}

fn holds(arm: &ArmLine) -> String {
    match (arm.sign_holds, arm.robust) {
        (Some(share), Some(true)) => format!("{:.0} %", share * 100.0),
        (Some(share), _) => format!("{:.0} %: sign not robust", share * 100.0),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two worlds and a reference; every measure has the same differences.
    fn points(differences: [f64; 3]) -> Points {
        let point = |difference: f64| Point { value: Some(0.5 + difference), difference: Some(difference) };
        differences.iter().map(|difference| vec![point(*difference); every().count()]).collect()
    }

    fn robust(draws: &[[f64; 3]]) -> Vec<Line> {
        let draws: Vec<Points> = draws.iter().map(|draw| points(*draw)).collect();
        lines(&["a".to_owned(), "b".to_owned(), "law".to_owned()], 2, &points([0.2, 0.1, 0.0]), &draws)
    }

    #[test]
    fn a_sign_under_nine_in_ten_draws_is_not_robust() {
        let mut draws = vec![[0.3, 0.1, 0.0]; 9];
        draws.push([0.3, -0.1, 0.0]);
        let nine = robust(&draws);
        assert_eq!((nine[0].arms[1].sign_holds, nine[0].arms[1].robust), (Some(0.9), Some(true)));
        draws.push([0.3, 0.0, 0.0]);
        let fewer = robust(&draws);
        assert_eq!((fewer[0].arms[1].robust, fewer[0].arms[0].robust), (Some(false), Some(true)));
        assert_eq!(fewer[0].arms[2].sign, None, "the reference has no sign");
    }

    #[test]
    fn the_order_of_all_worlds_is_that_of_the_written_files() {
        let lines = robust(&[[0.3, 0.1, 0.0], [0.1, 0.3, 0.0], [0.1, 0.1, 0.0], [-0.3, 0.1, 0.0]]);
        assert_eq!(lines[0].order, ["law", "b", "a"]);
        assert_eq!(lines[0].order_holds, Some(0.5));
        let spread = lines[0].arms[0].difference.unwrap();
        assert_eq!((spread.low, spread.median, spread.high, spread.as_written), (-0.3, 0.1, 0.3, Some(0.2)));
    }
}
