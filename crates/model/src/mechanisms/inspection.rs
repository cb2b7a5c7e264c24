//! Whoever was singled out is checked, and what the check finds is claimed back, true or not.
//!
//! ## Equation
//! A case has a true error with chance e = rate · Π of the city's multiples (women, migrants, the two lowest income
//! classes). The reviewer finds a true one with chance f₁, and an error that is none with chance f₀ + b·(1 − f₀), where
//! b is how often the flag is taken for the finding; a case drawn by lot carries no flag, so b = 0 there. Averaging: pay
//! y_t of the 26 fortnights of a year is recorded as ȳ = Σ y_t ÷ 26 in each; for an honest claimant the finding is then a
//! debt D = taper · Σ over fortnights without pay of max(0, ȳ − free), and without a debt there is no finding. What
//! follows: severity × days; `debt_months` of arrears under `repayment`; a mark of the act `act`, which tomorrow counts
//! like any other and can be contested.
//!
//! ## Symbols
//! f₁ `finds_true`, f₀ `accepts_false`, b `automation_bias`; taper `taper`, free `free_area`, D in money. Who worked k of
//! the 26 fortnights at wage w: D = taper·(26−k)·max(0, kw/26 − free).
//!
//! ## Source
//! Form of the averaging as in the Australian scheme, of the audit as in the Swedish one; all numbers `stylised` with
//! ranges.
//!
//! ## Reads
//! the day's list of those singled out; sex, residence, income; the true error of a case, which only the reviewer's error
//! curve may use
//!
//! ## Writes
//! arrears (shared with `life`; posts marks)
//!
//! ## Left out
//! Interest and instalments; earnings that change the benefit during the year; a check that costs the authority anything.

use crate::chance::{About, Purpose, below};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability, Q16};
use crate::measures::{Measure, sanctions};
use crate::population::Place;
use crate::rules::Sources;
use crate::state::{Block, Kind, Post, Selected, Truth};

pub const STAGE: Stage = Stage { name: "inspection", run: step };

/// Stands for those who check as a channel in marks.
pub const OFFICE: u8 = 253;

/// Fortnights of a year.
pub const FORTNIGHTS: usize = 26;

/// What follows a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The check itself, and nothing else.
    Inspection,
    /// What was asked for is refused.
    Refusal,
    /// What was paid is claimed back.
    Repayment,
}

/// True errors of cases, by the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrueErrors {
    pub rate: Probability,
    pub female: Q16,
    pub migrant: Q16,
    pub low_income: Q16,
}

/// How the register turns a year's pay into that of a fortnight, and what then follows for the benefit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Averaging {
    /// Hundredths of money a fortnight that may be earned without loss.
    pub free: i64,
    /// Hundredths of the benefit lost for one more of pay.
    pub taper: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub true_errors: TrueErrors,
    finds_true: Probability,
    accepts_false: Probability,
    automation_bias: Probability,
    averaging: Option<Averaging>,
    /// Hundredths of money a fortnight, by income class.
    pay: Vec<i64>,
    fewest_fortnights: u32,
    most_fortnights: u32,
    consequence: Consequence,
    debt_months: u8,
    inspected: u32,
    severity: u32,
    lasts_days: u32,
    act: Option<u8>,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let (city, regime) = (sources.city, sources.regime);
        let at = |key: &str| fixed::q16(city.real(&format!("selection.true_error.{key}")));
        let averaging = Averaging {
            free: i64::from(regime.points("selection.free_area")),
            taper: i64::from(regime.points("selection.taper")),
        };
        Self {
            true_errors: TrueErrors {
                rate: city.probability("selection.true_error.rate"),
                female: at("times_female"),
                migrant: at("times_migrant"),
                low_income: at("times_low_income"),
            },
            finds_true: regime.probability("selection.finds_true"),
            accepts_false: regime.probability("selection.accepts_false"),
            automation_bias: regime.probability("selection.automation_bias"),
            averaging: regime.flag("selection.averaging").then_some(averaging),
            pay: fixed::pay_by_class(city.real("pay.per_fortnight"), city.real("pay.class_step")),
            fewest_fortnights: city.count("pay.fewest_fortnights"),
            most_fortnights: city.count("pay.most_fortnights"),
            consequence: match regime.text("selection.consequence") {
                Some("inspection only") => Consequence::Inspection,
                Some("refusal") => Consequence::Refusal,
                _ => Consequence::Repayment,
            },
            debt_months: regime.count("selection.debt_months") as u8,
            inspected: regime.count("selection.inspection_severity"),
            severity: regime.count("selection.severity"),
            lasts_days: regime.count("selection.lasts_days"),
            act: regime.text("selection.act").and_then(|name| sources.catalogue.number(name)),
        }
    }
}

/// e of a case.
pub fn chance_of_error(errors: &TrueErrors, female: bool, migrant: bool, low_income: bool) -> Probability {
    let multiples = [(female, errors.female), (migrant, errors.migrant), (low_income, errors.low_income)];
    multiples.into_iter().filter(|(holds, _)| *holds).fold(errors.rate, |chance, (_, times)| chance.times(times))
}

/// The reviewer's error curve.
pub fn finds(rules: &Rules, is_true: bool, flagged: bool, word: u32) -> bool {
    let bias = if flagged { rules.automation_bias.and(rules.accepts_false.not()) } else { Probability::NEVER };
    if is_true { rules.finds_true.hit(word) } else { rules.accepts_false.plus(bias).hit(word) }
}

/// The debt, in hundredths of money (half up), that averaging raises against somebody who declared every fortnight
/// truly and drew the benefit in the fortnights without pay.
pub fn averaged_debt(pay: &[i64; FORTNIGHTS], averaging: Averaging) -> i64 {
    let year: i64 = pay.iter().sum();
    let fortnights = FORTNIGHTS as i64;
    let above = (year - fortnights * averaging.free).max(0);
    let benefits = pay.iter().filter(|pay| **pay == 0).count() as i64;
    let (debt, unit) = (averaging.taper * benefits * above, PERCENT * fortnights);
    (2 * debt + unit) / (2 * unit)
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let selected = std::mem::take(&mut block.today.selected);
    for case in &selected {
        inspect(setting, place, block, case);
    }
    block.today.selected = selected;
}

/// One check.
fn inspect(setting: &Setting, place: &Place, block: &mut Block, case: &Selected) {
    let rules = &setting.rules.inspection;
    let slot = usize::from(case.slot);
    let about = |purpose| About { who: place.person(slot), other: 0, day: setting.today, purpose };
    let chance =
        chance_of_error(&rules.true_errors, place.sex(slot) == 1, place.residence(slot) == 1, place.income(slot) <= 1);
    let is_true = chance.hit(setting.seed().draw(about(Purpose::TrueError), 0)[0]);
    let counts = [
        (Measure::SelectionFlagsTrue, i64::from(case.flagged && is_true)),
        (Measure::SelectionDrawnTrue, i64::from(case.by_lot && is_true)),
    ];
    block.counts.add_all(place, slot, &setting.city.groups, &counts);
    let check = sanctions::Sanction { weight: rules.inspected, erroneous: case.erroneous, rights: case.rights };
    sanctions::book(setting.city, &setting.rules.sanctions, place, block, slot, check);
    let debt = rules.averaging.map(|averaging| averaged_debt(&year_of_pay(setting, place, slot), averaging));
    let nothing_to_find = !is_true && debt == Some(0);
    if !nothing_to_find && finds(rules, is_true, case.flagged, setting.seed().draw(about(Purpose::Inspection), 0)[0]) {
        claim(setting, place, block, slot, is_true, debt.unwrap_or(0));
    }
}

/// Percent of a whole: the taper is one.
const PERCENT: i64 = 100;
/// Days of a year.
const YEAR: u16 = 365;

/// The pay of somebody's year, fortnight by fortnight: first the ones with work.
fn year_of_pay(setting: &Setting, place: &Place, slot: usize) -> [i64; FORTNIGHTS] {
    let rules = &setting.rules.inspection;
    let about = About { who: place.person(slot), other: 0, day: setting.today / YEAR, purpose: Purpose::Pay };
    let more = rules.most_fortnights.saturating_sub(rules.fewest_fortnights) + 1;
    let worked = rules.fewest_fortnights + below(setting.seed().draw(about, 0)[0], more);
    std::array::from_fn(|fortnight| if (fortnight as u32) < worked { rules.pay[place.income(slot)] } else { 0 })
}

/// What follows a finding.
fn claim(setting: &Setting, place: &Place, block: &mut Block, slot: usize, is_true: bool, debt: i64) {
    let rules = &setting.rules.inspection;
    let groups = &setting.city.groups;
    let counts = [
        (Measure::SelectionFindings, 1),
        (Measure::SelectionFindingsFalse, i64::from(!is_true)),
        (Measure::FalseDebt, if is_true { 0 } else { debt }),
    ];
    block.counts.add_all(place, slot, groups, &counts);
    if rules.consequence != Consequence::Inspection {
        let weight = rules.severity * rules.lasts_days;
        let sanction = sanctions::Sanction { weight, erroneous: !is_true, rights: false };
        sanctions::book(setting.city, &setting.rules.sanctions, place, block, slot, sanction);
    }
    if rules.consequence == Consequence::Repayment {
        owe(setting, place, block, slot, i32::from(rules.debt_months));
    }
    block.outbox.extend(rules.act.map(|behaviour| Post {
        to: place.person(slot),
        from: place.person(slot),
        kind: Kind::Mark,
        behaviour,
        truth: if is_true { Truth::Own } else { Truth::NoAct },
        channel: OFFICE,
        points: setting.rules.attribution.points[usize::from(behaviour)],
        index: 0,
    }));
}

/// Months of arrears more, or fewer.
fn owe(setting: &Setting, place: &Place, block: &mut Block, slot: usize, months: i32) {
    let before = block.people.bonds[slot].arrears;
    let after = (i32::from(before) + months).clamp(0, i32::from(u8::MAX)) as u8;
    block.people.bonds[slot].arrears = after;
    let change = i64::from(after > 0) - i64::from(before > 0);
    block.counts.add(place, slot, &setting.city.groups, Measure::Arrears, change);
}

/// A granted appeal in full gives back what was claimed.
pub(crate) fn give_back(setting: &Setting, place: &Place, block: &mut Block, slot: usize) {
    let rules = &setting.rules.inspection;
    if rules.consequence == Consequence::Repayment {
        owe(setting, place, block, slot, -i32::from(rules.debt_months));
    }
}
