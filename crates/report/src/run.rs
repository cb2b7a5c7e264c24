//! What a run left behind, as the report reads it: numbers by seed, world, day and group, and nothing about a person.

use crate::measures::About;
use crate::{Ablation, Effect, Map, Robust, Tallies};
use model::measures::Measure;
use model::measures::groups::Group;

/// One world of the experiment.
#[derive(Clone, Debug)]
pub struct Arm {
    pub name: String,
    pub regime: String,
    pub title: String,
    pub stylised: bool,
    pub source: String,
    pub date: String,
    pub missing: Vec<String>,
    pub regime_hash: String,
    /// Bands from the lowest to the highest; empty where there is no score.
    pub bands: Vec<String>,
    /// Whether each holder of records acts in its own context only: there is a score, and no common band.
    pub kept_apart: bool,
    /// Whether points wait while an appeal is undecided.
    pub suspensive: bool,
    /// What the linter finds in the regime, the gravest first; none where nobody has read it.
    pub findings: Option<Vec<Finding>>,
    /// In what it differs from an earlier world under the same regime.
    pub differs: Option<Differs>,
}

/// The rules in which a world differs from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// Name of the other world.
    pub from: String,
    /// `key = value`, as a file says it.
    pub in_what: Vec<String>,
}

/// One finding of the linter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    /// `critical`, `high`, `warning` or `info`.
    pub severity: &'static str,
    pub title: Bilingual,
    /// Why it is looked for.
    pub why: Bilingual,
    /// What it says of this regime, in the linter's own English.
    pub message: String,
    /// Keys of the file that it is about, the telling one first.
    pub keys: Vec<String>,
    /// Whether the rule is about a practice that Art. 5 of the AI Act prohibits.
    pub prohibited: bool,
}

/// Words that come from elsewhere, in both languages of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    pub english: String,
    pub german: String,
}

/// A table of counters: one row a group, one column a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts(pub Vec<i64>);

impl Counts {
    pub fn get(&self, group: usize, measure: Measure) -> i64 {
        self.0[group * Measure::COUNT + measure as usize]
    }
}

/// People by band on one evening and on a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Days, counted from 0.
    pub from: u32,
    pub to: u32,
    /// `people[band before][band after]`, from the lowest.
    pub people: Vec<Vec<i64>>,
}

impl Flow {
    pub fn all(&self) -> i64 {
        self.people.iter().flatten().sum()
    }

    /// People above the lowest band before.
    pub(crate) fn above(&self) -> i64 {
        self.that(|from, _| from > 0)
    }

    /// Of them, those who are in the lowest band after.
    pub(crate) fn fell(&self) -> i64 {
        self.that(|from, to| from > 0 && to == 0)
    }

    /// People by where they came from and where they went.
    pub(crate) fn that(&self, went: impl Fn(usize, usize) -> bool) -> i64 {
        let rows = self
            .people
            .iter()
            .enumerate()
            .flat_map(|(from, row)| row.iter().enumerate().map(move |(to, people)| ((from, to), *people)));
        rows.filter(|((from, to), _)| went(*from, *to)).map(|(_, people)| people).sum()
    }
}

/// One world under one seed.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Flows summed over the run; stocks as they were on the last evening.
    pub total: Counts,
    /// Stocks summed over the days (person-days); flows as in `total`.
    pub person_days: Counts,
    /// The row of everybody for each day, one column a measure.
    pub daily: Vec<Vec<i64>>,
    /// People in each band on each day (all people of the city; empty where there is no score).
    pub bands: Vec<Vec<i64>>,
    /// Everybody beside the own twin, one entry an outcome; empty for the reference.
    pub effects: Vec<Effect>,
    /// From one evening to the next that is looked at; empty where there is no score.
    pub flows: Vec<Flow>,
    /// Histograms for the figures that no counter holds; empty where nobody was followed.
    pub tallies: Tallies,
}

/// A finished run.
#[derive(Clone, Debug)]
pub struct Run {
    pub name: String,
    pub title: String,
    pub question: String,
    pub city: String,
    pub people: u64,
    pub nominal_people: u64,
    pub days: u32,
    pub seeds: Vec<u64>,
    pub arms: Vec<Arm>,
    /// Index of the arm that the others are paired with.
    pub reference: usize,
    pub groups: Vec<Group>,
    pub catalogue: Vec<(String, String)>,
    pub version: String,
    pub experiment_hash: String,
    /// The command that makes this run again, as a person would type it.
    pub command: String,
    /// `cells[seed][arm]`.
    pub cells: Vec<Vec<Cell>>,
    /// The ranges over draws of the stylised numbers, if a result that fits was given.
    pub robust: Option<Robust>,
    /// What each safeguard does, if a result that fits was given.
    pub ablation: Option<Ablation>,
    /// The last evening of the first seed.
    pub map: Option<Map>,
}

impl Run {
    /// The dimensions that have at least two groups of people, in their order.
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut kinds = self.groups.iter().map(|group| group.kind).collect::<Vec<_>>();
        kinds.dedup();
        let groups = |kind: &str| self.groups.iter().filter(|group| group.kind == kind).count();
        kinds.retain(|kind| *kind != "chat size" && groups(kind) > 1);
        kinds
    }

    /// The ranges of the headline, where there are draws enough for one.
    pub fn headline(&self) -> Option<&Robust> {
        self.robust.as_ref().filter(|robust| robust.is_enough())
    }

    /// Lowest and highest value over the draws of the stylised numbers.
    pub fn drawn(&self, about: &About, arm: usize) -> Option<(f64, f64)> {
        let line = self.headline()?.arm_line(about, &self.arms[arm].name)?;
        line.level.map(|spread| (spread.low, spread.high))
    }
}
