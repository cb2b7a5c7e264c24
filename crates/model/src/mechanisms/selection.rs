//! The other kind of score: attributes and declared data are added up, and whoever comes out high is singled out.
//!
//! ## Equation
//! On the days of the regime, everybody of age who has a case: s = Σ_j weight_j · x_j, x_j = 1 if the attribute has the
//! value named, else 0; without a value x_j is how much there is of it. Singled out: s ≥ `threshold`; or the ⌊share ·
//! cases⌋ highest, ties by keyed lottery; or everybody. Besides, each case with chance `random_share`, whatever s (the
//! audit that shows how often there is a true error at all). A selection is erroneous if s without erroneous marks would
//! not have passed the same bar; else rights-violating if s without marks for speech and kin, and without inputs about
//! others, would not have.
//!
//! ## Symbols
//! x_j: age (years), income (class, 0 to 4), conduct (marks in force against somebody), debts (months behind), or whether
//! sex, residence, district, appearance, age group, income class is the one named; `whose`: the person, the first other
//! adult at home (spouse, parent), or the highest of the others at home (household). A case: one of a share of people
//! that the city sets.
//!
//! ## Source
//! The rule of the regime; the shape of such models and of the audit: `stylised`.
//!
//! ## Reads
//! arrears; marks in force, counted; age, sex, residence, income, appearance, district
//!
//! ## Writes
//! nothing (the day's list of those singled out)
//!
//! ## Left out
//! Attributes that the synthetic person does not have (health, religion, language …) and those of contacts add nothing;
//! noise and interactions of a trained model; odds ratios are to be written as weights.

use super::scoring;
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage, Verbs};
use crate::fixed::Probability;
use crate::measures::Measure;
use crate::parameters::{AGE_GROUPS, INCOMES, RESIDENCES, SEXES, Settings};
use crate::population::Place;
use crate::queue;
use crate::rules::Sources;
use crate::state::{AS_BOOKED, Block, Ranked, STANDINGS, Selected, WITHOUT_RIGHTS};

/// Everybody's sum.
/// Years of an age group of the census.
const AGE_GROUP_YEARS: u8 = 10;
pub const RANKING: Stage = Stage { name: "ranking", run: rank };
/// Who is singled out.
pub const STAGE: Stage = Stage { name: "selection", run: step };

/// Bytes of a place in the ranking: score, lottery, person.
const RANK_BYTES: u32 = 12;

/// What an input says about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    Age,
    Sex,
    Residence,
    Income,
    Appearance,
    District,
    Conduct,
    Debts,
    /// The synthetic person has none.
    Unknown,
}

/// Whom an input is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Person,
    /// The first other adult at home.
    Partner,
    /// The highest of the others at home.
    Household,
    /// Whom the model cannot look up.
    Elsewhere,
}

/// One input of the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    pub attribute: Attribute,
    /// The value that counts, as its place in the list of values; without one, how much there is of it counts.
    pub value: Option<usize>,
    /// Hundredths.
    pub weight: i32,
    pub whose: Whose,
}

/// Who is singled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Hundredths.
    Threshold(i32),
    TopShare(Probability),
    Everybody,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    enabled: bool,
    first_day: u16,
    every_days: u16,
    ages: std::ops::RangeInclusive<u8>,
    claims: Probability,
    pub inputs: Vec<Input>,
    bar: Bar,
    random: Probability,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let regime = sources.regime;
        Self {
            enabled: regime.flag("selection.enabled"),
            first_day: regime.count("selection.first_day") as u16,
            every_days: regime.count("selection.every_days") as u16,
            ages: regime.count("selection.from_age") as u8..=regime.count("selection.to_age") as u8,
            claims: sources.city.probability("selection.claims_share"),
            inputs: regime.names("input").iter().map(|name| Input::new(sources, name)).collect(),
            bar: match regime.text("selection.by") {
                Some("top share") => Bar::TopShare(regime.probability("selection.top_share")),
                Some("everybody") => Bar::Everybody,
                _ => Bar::Threshold(regime.points("selection.threshold")),
            },
            random: regime.probability("selection.random_share"),
        }
    }

    /// Whether people are selected today.
    pub fn is_day(&self, today: u16) -> bool {
        self.enabled && today >= self.first_day && (today - self.first_day).is_multiple_of(self.every_days)
    }
}

impl Attribute {
    fn of(about: &str) -> Self {
        match about {
            "age" => Self::Age,
            "sex" => Self::Sex,
            "residence" => Self::Residence,
            "income" => Self::Income,
            "appearance" => Self::Appearance,
            "district" => Self::District,
            "conduct" => Self::Conduct,
            "debts" => Self::Debts,
            _ => Self::Unknown,
        }
    }

    /// The place of a value in the list of those that somebody can have.
    fn place(self, city: &Settings, value: &str) -> Option<usize> {
        let fixed = |values: &[&str]| values.iter().position(|known| *known == value);
        let named = |section: &str| city.names(section).iter().position(|known| known == value);
        match self {
            Self::Age => fixed(AGE_GROUPS),
            Self::Sex => fixed(SEXES),
            Self::Residence => fixed(RESIDENCES),
            Self::Income => fixed(INCOMES),
            Self::Appearance => named("margin.appearance"),
            Self::District => named("margin.district"),
            Self::Conduct | Self::Debts | Self::Unknown => None,
        }
    }
}

impl Input {
    fn new(sources: &Sources, name: &str) -> Self {
        let at = |key: &str| format!("input.{name}.{key}");
        let attribute = Attribute::of(sources.regime.text(&at("about")).expect("an input is about something"));
        let value = sources.regime.text(&at("value"));
        Self {
            // A value that nobody has never counts.
            value: value.map(|value| attribute.place(sources.city, value).unwrap_or(usize::MAX)),
            attribute,
            weight: sources.regime.points(&at("weight")),
            whose: match sources.regime.text(&at("whose")) {
                Some("spouse" | "parent") => Whose::Partner,
                Some("household") => Whose::Household,
                Some("contacts") => Whose::Elsewhere,
                _ => Whose::Person,
            },
        }
    }
}

/// What can be known about somebody besides the fixed traits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// Marks in force against the person.
    pub marks: u32,
    pub arrears: u8,
}

/// x_j of one person.
pub fn amount(input: &Input, place: &Place, slot: usize, situation: Situation) -> i64 {
    let age_group = usize::from(place.age[slot] / AGE_GROUP_YEARS).min(AGE_GROUPS.len() - 1);
    let (level, value) = match input.attribute {
        Attribute::Age => (i64::from(place.age[slot]), age_group),
        Attribute::Income => (place.income(slot) as i64, place.income(slot)),
        Attribute::Conduct => (i64::from(situation.marks), 0),
        Attribute::Debts => (i64::from(situation.arrears), 0),
        Attribute::Sex => (0, place.sex(slot)),
        Attribute::Residence => (0, place.residence(slot)),
        Attribute::Appearance => (0, place.appearance(slot)),
        Attribute::District => (0, usize::from(place.district)),
        Attribute::Unknown => (0, usize::MAX - 1),
    };
    input.value.map_or(level, |wanted| i64::from(wanted == value))
}

/// Σ weight·x in hundredths, under one standing.
pub fn sum(inputs: &[Input], place: &Place, slot: usize, standing: usize, of: impl Fn(usize) -> Situation) -> i32 {
    let about = |input: &Input, slot: usize| amount(input, place, slot, of(slot));
    let of_input = |input: &Input| match input.whose {
        Whose::Person => about(input, slot),
        _ if standing == WITHOUT_RIGHTS => 0,
        Whose::Partner => place.guardian(slot).map_or(0, |other| about(input, other)),
        Whose::Household => {
            let others = place.home(slot).filter(|other| *other != slot);
            others.map(|other| about(input, other)).max().unwrap_or(0)
        }
        Whose::Elsewhere => 0,
    };
    let sum: i64 = inputs.iter().map(|input| i64::from(input.weight) * of_input(input)).sum();
    sum.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

impl Ranked {
    /// Place in the ranking under one standing: the highest sum first, then the lottery.
    pub fn key(&self, place: &Place, standing: usize) -> u128 {
        let from_the_top = (i64::from(i32::MAX) - i64::from(self.sums[standing])) as u128;
        from_the_top << 64 | u128::from(self.lottery) << 32 | u128::from(place.person(usize::from(self.slot)))
    }
}

fn rank(setting: &Setting, place: &Place, block: &mut Block) {
    block.today.ranked.clear();
    let rules = &setting.rules.selection;
    if !rules.is_day(setting.today) {
        return;
    }
    let marks = scoring::marks_in_force(setting, place, block);
    let of_age: Vec<usize> = (0..place.len()).filter(|slot| rules.ages.contains(&place.age[*slot])).collect();
    for slot in of_age.into_iter().filter(|slot| has_case(setting, place, *slot)) {
        let about = About { who: place.person(slot), other: 0, day: setting.today, purpose: Purpose::Selection };
        let words = setting.seed().draw(about, 0);
        let sums = std::array::from_fn(|standing| {
            let of =
                |slot: usize| Situation { marks: marks[slot][standing], arrears: block.people.bonds[slot].arrears };
            sum(&rules.inputs, place, slot, standing, of)
        });
        block.today.ranked.push(Ranked {
            slot: slot as u16,
            sums,
            lottery: words[0],
            by_lot: rules.random.hit(words[1]),
        });
        block.counts.add(place, slot, &setting.city.groups, Measure::SelectionCases, 1);
    }
}

/// Whether somebody has a case at all: the same people all year, whatever the regime.
fn has_case(setting: &Setting, place: &Place, slot: usize) -> bool {
    let about = About { who: place.person(slot), other: 0, day: 0, purpose: Purpose::Claim };
    setting.rules.selection.claims.hit(setting.seed().draw(about, 0)[0])
}

/// Finds the last place in the ranking that is singled out and puts it on the commons.
pub(crate) fn cut(verbs: &mut impl Verbs, rules: &Rules) {
    let last = match rules.bar {
        Bar::TopShare(share) => {
            let cases = verbs.tally(1, &|_, block, bins| bins[0] += block.today.ranked.len() as i64)[0] as u64;
            let places = ((u128::from(cases) * u128::from(share.raw())) >> 32) as u64;
            let keys = |place: &Place, block: &Block, visit: &mut dyn FnMut(u128)| {
                block.today.ranked.iter().for_each(|ranked| visit(ranked.key(place, AS_BOOKED)));
            };
            queue::last_of(verbs, RANK_BYTES, places.min(cases), &keys)
        }
        Bar::Threshold(_) | Bar::Everybody => None,
    };
    verbs.commons().last_selected = last;
}

/// Whether a case passes the bar under one standing.
fn passes(setting: &Setting, place: &Place, ranked: &Ranked, standing: usize) -> bool {
    match setting.rules.selection.bar {
        Bar::Threshold(threshold) => ranked.sums[standing] >= threshold,
        Bar::TopShare(_) => setting.commons.last_selected.is_some_and(|last| ranked.key(place, standing) <= last),
        Bar::Everybody => true,
    }
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    block.today.selected.clear();
    for ranked in &block.today.ranked {
        let passes: [bool; STANDINGS] = std::array::from_fn(|standing| passes(setting, place, ranked, standing));
        if !passes[AS_BOOKED] && !ranked.by_lot {
            continue;
        }
        // Whom the lot draws would be here without any mark.
        let [_, clean, lawful] = passes.map(|passes| passes || ranked.by_lot);
        let slot = usize::from(ranked.slot);
        let counts = [
            (Measure::SelectionFlags, i64::from(passes[AS_BOOKED])),
            (Measure::SelectionDrawn, i64::from(ranked.by_lot)),
        ];
        block.counts.add_all(place, slot, &setting.city.groups, &counts);
        block.today.selected.push(Selected {
            slot: ranked.slot,
            flagged: passes[AS_BOOKED],
            by_lot: ranked.by_lot,
            erroneous: !clean,
            rights: clean && !lawful,
        });
    }
}
