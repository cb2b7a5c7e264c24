//! Margins into quotas: how many people of each district, age, sex and residence status, exactly.
//!
//! Iterative proportional fitting (Deming and Stephan) of district × age × sex × residence to the published one-way
//! margins, then whole people by largest remainder. One-way margins say nothing about how the dimensions go
//! together: independence between them is an assumption, not a finding. Appearance and income are dealt to exact
//! quotas inside each district.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "quotas are shares until they are integers")]

use super::City;
use crate::chance::{About, Purpose, Seed};
use crate::parameters::{AGE_GROUPS, INCOMES, RESIDENCES, SEXES, Settings};

const DIMENSIONS: [&str; 4] = ["margin.district", "margin.age", "margin.sex", "margin.residence"];

/// A synthetic person before there is a home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) age: u8,
    pub(super) sex: u8,
    pub(super) residence: u8,
    pub(super) appearance: u8,
    pub(super) income: u8,
}

/// People in each cell of district × age × sex × residence.
#[derive(Clone, Debug)]
pub struct Quotas {
    pub districts: Vec<String>,
    appearance: Vec<f64>,
    shape: [usize; 4],
    people: Vec<u32>,
}

/// One line of the comparison of drawn and published.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnMargin {
    pub dimension: &'static str,
    pub name: String,
    /// Published share of the city.
    pub published: f64,
    /// People drawn.
    pub drawn: u64,
    /// Drawn share ÷ published share − 1.
    pub error: f64,
}

impl Quotas {
    pub(super) fn new(settings: &Settings, people: u32) -> Self {
        let margins: Vec<Vec<f64>> = DIMENSIONS.iter().map(|dimension| shares(settings, dimension)).collect();
        let shape = [margins[0].len(), margins[1].len(), margins[2].len(), margins[3].len()];
        let table = fit(&shape, &margins);
        Self {
            districts: settings.names("margin.district").to_vec(),
            appearance: shares(settings, "margin.appearance"),
            people: largest_remainder(&table, people),
            shape,
        }
    }

    pub(super) fn district_people(&self) -> Vec<u32> {
        self.people.chunks(self.people.len() / self.shape[0]).map(|cells| cells.iter().sum()).collect()
    }

    /// The people of a district in a keyed random order, with appearance and income dealt to exact quotas.
    pub(super) fn people_of(&self, district: usize, seed: Seed) -> Vec<Draft> {
        let cells = self.people.len() / self.shape[0];
        let mut drafts = Vec::new();
        for (cell, count) in self.people[district * cells..(district + 1) * cells].iter().enumerate() {
            let residence = cell % self.shape[3];
            let sex = cell / self.shape[3] % self.shape[2];
            let age = cell / self.shape[3] / self.shape[2];
            for i in 0..*count {
                let age = years(age, i, *count);
                drafts.push(Draft { age, sex: sex as u8, residence: residence as u8, appearance: 0, income: 0 });
            }
        }
        let mut drafts = shuffled(drafts, seed, district as u32, 0);
        deal(&mut drafts, &self.appearance, |draft, value| draft.appearance = value);
        drafts = shuffled(drafts, seed, district as u32, 1);
        deal(&mut drafts, &[1.0 / INCOMES.len() as f64; INCOMES.len()], |draft, value| draft.income = value);
        shuffled(drafts, seed, district as u32, 2)
    }
}

/// Ages spread evenly over the ten years of the group; the last group reaches to 94.
fn years(group: usize, i: u32, count: u32) -> u8 {
    let width = if group + 1 == AGE_GROUPS.len() { 25 } else { 10 };
    (group * 10) as u8 + (u64::from(i) * width / u64::from(count)) as u8
}

/// Sorts by a keyed draw: a random order that depends on nothing but the seed and the place.
pub(super) fn shuffled<T: Copy>(items: Vec<T>, seed: Seed, district: u32, round: u32) -> Vec<T> {
    let about = About { who: district, other: round, day: 0, purpose: Purpose::Shuffle };
    let key = |i: u32| seed.draw(about, i)[0];
    let mut order: Vec<u64> = (0..items.len() as u32).map(|i| u64::from(key(i)) << 32 | u64::from(i)).collect();
    order.sort_unstable();
    order.into_iter().map(|entry| items[entry as u32 as usize]).collect()
}

fn deal(drafts: &mut [Draft], shares: &[f64], set: impl Fn(&mut Draft, u8)) {
    let quotas = largest_remainder(shares, drafts.len() as u32);
    let mut next = 0;
    for (value, quota) in quotas.into_iter().enumerate() {
        for draft in &mut drafts[next..next + quota as usize] {
            set(draft, value as u8);
        }
        next += quota as usize;
    }
}

/// The shares of a margin, in the order of its names.
fn shares(settings: &Settings, dimension: &str) -> Vec<f64> {
    let counts: Vec<f64> =
        settings.names(dimension).iter().map(|name| settings.real(&format!("{dimension}.{name}"))).collect();
    let total: f64 = counts.iter().sum();
    counts.into_iter().map(|count| count / total).collect()
}

/// Iterative proportional fitting from a table of ones.
fn fit(shape: &[usize; 4], margins: &[Vec<f64>]) -> Vec<f64> {
    let mut table = vec![1.0; shape.iter().product()];
    for _ in 0..100 {
        let mut worst: f64 = 0.0;
        for (dimension, margin) in margins.iter().enumerate() {
            let stride: usize = shape[dimension + 1..].iter().product();
            let at = |cell: usize| cell / stride % shape[dimension];
            let mut sums = vec![0.0; shape[dimension]];
            table.iter().enumerate().for_each(|(cell, value)| sums[at(cell)] += value);
            table.iter_mut().enumerate().for_each(|(cell, value)| *value *= margin[at(cell)] / sums[at(cell)]);
            worst = sums.iter().zip(margin).fold(worst, |worst, (sum, share)| worst.max((sum - share).abs()));
        }
        if worst < 1e-12 {
            break;
        }
    }
    table
}

/// Whole numbers that sum to `total` and differ from the shares by less than one.
pub(super) fn largest_remainder(shares: &[f64], total: u32) -> Vec<u32> {
    let exact: Vec<f64> = shares.iter().map(|share| share * f64::from(total)).collect();
    let mut whole: Vec<u32> = exact.iter().map(|value| libm::floor(*value) as u32).collect();
    let missing = total - whole.iter().sum::<u32>().min(total);
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let rest = |i: usize| exact[i] - libm::floor(exact[i]);
    order.sort_by(|a, b| rest(*b).total_cmp(&rest(*a)).then(a.cmp(b)));
    for i in order.into_iter().cycle().take(missing as usize) {
        whole[i] += 1;
    }
    whole
}

/// Drawn beside published for every value of every margin.
pub(super) fn drawn(city: &City, settings: &Settings) -> Vec<DrawnMargin> {
    let districts = city.districts.iter().map(|d| d.name.clone()).collect::<Vec<_>>();
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let appearances = settings.names("margin.appearance").to_vec();
    let mut counts = [districts.len(), AGE_GROUPS.len(), SEXES.len(), RESIDENCES.len(), appearances.len()]
        .map(|values| vec![0u64; values]);
    for place in &city.places {
        for slot in 0..place.len() {
            counts[0][usize::from(place.district)] += 1;
            counts[1][usize::from(place.age[slot] / 10).min(AGE_GROUPS.len() - 1)] += 1;
            counts[2][place.sex(slot)] += 1;
            counts[3][place.residence(slot)] += 1;
            counts[4][place.appearance(slot)] += 1;
        }
    }
    let names = [districts, owned(AGE_GROUPS), owned(SEXES), owned(RESIDENCES), appearances];
    let dimensions = ["district", "age", "sex", "residence", "appearance"];
    let mut lines = Vec::new();
    for ((dimension, names), counts) in dimensions.into_iter().zip(names).zip(counts) {
        let published = shares(settings, &format!("margin.{dimension}"));
        for ((name, published), drawn) in names.into_iter().zip(published).zip(counts) {
            let error = drawn as f64 / f64::from(city.people) / published - 1.0;
            lines.push(DrawnMargin { dimension, name, published, drawn, error });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn largest_remainder_sums_to_the_total_and_stays_within_one() {
        let shares = [0.335, 0.335, 0.33];
        assert_eq!(largest_remainder(&shares, 100).iter().sum::<u32>(), 100);
        for (whole, share) in largest_remainder(&shares, 1_001).iter().zip(shares) {
            assert!((f64::from(*whole) - share * 1_001.0).abs() < 1.0);
        }
    }

    #[test]
    fn fitting_meets_every_margin() {
        let margins = [vec![0.2, 0.8], vec![0.5, 0.3, 0.2], vec![0.51, 0.49], vec![0.6, 0.4]];
        let shape = [2, 3, 2, 2];
        let table = fit(&shape, &margins);
        let second: f64 = table.iter().enumerate().filter(|(cell, _)| cell / 4 % 3 == 1).map(|(_, v)| v).sum();
        assert!((second - 0.3).abs() < 1e-9);
        assert!((table.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
