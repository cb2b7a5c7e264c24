//! People into homes: families whose children live with an adult, and dormitories.
//!
//! The mean size of a family household and the share of people in collective households are published; the spread of
//! the sizes is stylised. Children go first to the homes with the fewest children for their size. Left out: who is married to whom, and how homes differ between districts.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "shares until they are integers")]

use super::margins::{Draft, largest_remainder, shuffled};
use crate::chance::Seed;
use crate::parameters::Settings;
use std::ops::RangeInclusive;

/// Legal age: a child below it lives with an adult and has a guardian.
pub(super) const ADULT_FROM_AGE: u8 = 18;
/// Family households of 1 to 6 people, by the knobs that say how many there are.
const SIZES: [&str; 6] = ["one", "two", "three", "four", "five", "six"];

/// Homes of a district in a keyed random order: people lie one home after the other.
pub(super) struct Homes {
    pub(super) people: Vec<Draft>,
    /// Size of each home, in order.
    pub(super) sizes: Vec<u16>,
}

/// The people of three pools, handed out from the back.
struct Pools {
    parents: Vec<Draft>,
    others: Vec<Draft>,
    children: Vec<Draft>,
}

/// Groups the people of a district into homes.
pub(super) fn group(settings: &Settings, people: Vec<Draft>, seed: Seed, district: u32) -> Homes {
    let collective = libm::round(settings.real("household.collective_share") * people.len() as f64) as usize;
    let dormitory = settings.count("household.collective_size") as usize;
    let oldest = settings.count("household.lodger_to_age") as u8;
    let (lodgers, family) = split_lodgers(people, collective, ADULT_FROM_AGE..=oldest);
    let shares = SIZES.map(|size| settings.real(&format!("household.share_of_{size}")));
    let sizes = family_sizes(&shares, family.len() as u32, settings.real("household.mean_size"), seed, district);
    let parents = settings.count("household.parent_from_age") as u8..=settings.count("household.parent_to_age") as u8;
    let mut homes = families(family, sizes, &parents);
    homes.extend(lodgers.chunks(dormitory).map(<[Draft]>::to_vec));
    let order = shuffled((0..homes.len() as u32).collect(), seed, district, 3);
    let homes: Vec<Vec<Draft>> = order.into_iter().map(|home| std::mem::take(&mut homes[home as usize])).collect();
    Homes { sizes: homes.iter().map(|home| home.len() as u16).collect(), people: homes.concat() }
}

/// Dormitories take working-age adults, in the random order of the list.
fn split_lodgers(people: Vec<Draft>, wanted: usize, ages: RangeInclusive<u8>) -> (Vec<Draft>, Vec<Draft>) {
    let mut lodgers = Vec::with_capacity(wanted);
    let mut family = Vec::with_capacity(people.len() - wanted.min(people.len()));
    for draft in people {
        let fits = ages.contains(&draft.age) && lodgers.len() < wanted;
        if fits { lodgers.push(draft) } else { family.push(draft) }
    }
    (lodgers, family)
}

/// Sizes that sum to the people, as near to the mean as whole homes allow.
fn family_sizes(shares: &[f64; SIZES.len()], people: u32, mean: f64, seed: Seed, district: u32) -> Vec<u16> {
    let homes = (libm::round(f64::from(people) / mean) as u32).max(1);
    let all: f64 = shares.iter().sum();
    let counts = largest_remainder(&shares.map(|share| share / all), homes);
    let sizes = counts.iter().enumerate().flat_map(|(size, count)| vec![size as u16 + 1; *count as usize]);
    let mut sizes = shuffled(sizes.collect::<Vec<u16>>(), seed, district, 4);
    let mut sum: i64 = sizes.iter().map(|size| i64::from(*size)).sum();
    for home in (0..sizes.len()).cycle() {
        match sum.cmp(&i64::from(people)) {
            std::cmp::Ordering::Less => (sizes[home], sum) = (sizes[home] + 1, sum + 1),
            std::cmp::Ordering::Greater if sizes[home] > 1 => (sizes[home], sum) = (sizes[home] - 1, sum - 1),
            std::cmp::Ordering::Greater => {}
            std::cmp::Ordering::Equal => break,
        }
    }
    sizes
}

/// Fills the homes: children into the larger ones, with adults of an age to be their parents; the rest as they come.
fn families(people: Vec<Draft>, sizes: Vec<u16>, parents: &RangeInclusive<u8>) -> Vec<Vec<Draft>> {
    let (children, adults): (Vec<Draft>, Vec<Draft>) = people.into_iter().partition(|d| d.age < ADULT_FROM_AGE);
    let (parents, others): (Vec<Draft>, Vec<Draft>) = adults.into_iter().partition(|d| parents.contains(&d.age));
    let mut pools = Pools { parents, others, children };
    let places = child_places(&sizes, pools.children.len());
    let mut homes = vec![Vec::new(); sizes.len()];
    let with_children = (0..sizes.len()).filter(|home| places[*home] > 0);
    let without = (0..sizes.len()).filter(|home| places[*home] == 0);
    for home in with_children.chain(without) {
        homes[home] = pools.fill(usize::from(sizes[home]), usize::from(places[home]));
    }
    homes
}

/// How many children each home takes: one for every home of three and more first, then a second, then pairs.
fn child_places(sizes: &[u16], mut children: usize) -> Vec<u16> {
    let mut places = vec![0u16; sizes.len()];
    for (smallest, most) in [(3, 1), (4, 2), (2, 1), (5, 3), (6, 4), (3, 2), (7, 12)] {
        for (home, size) in sizes.iter().enumerate() {
            if children > 0 && *size >= smallest && places[home] < most {
                places[home] += 1;
                children -= 1;
            }
        }
    }
    places
}

impl Pools {
    /// A home of `size` people; adults first, so that the first of a home can be the guardian.
    fn fill(&mut self, size: usize, children: usize) -> Vec<Draft> {
        let mut home = Vec::with_capacity(size);
        while home.len() < size - children {
            let from_parents = if children > 0 { self.parents.pop() } else { None };
            let adult = from_parents.or_else(|| self.others.pop()).or_else(|| self.parents.pop());
            match adult.or_else(|| self.children.pop()) {
                Some(draft) => home.push(draft),
                None => break,
            }
        }
        while home.len() < size {
            let next = self.children.pop().or_else(|| self.others.pop()).or_else(|| self.parents.pop());
            match next {
                Some(draft) => home.push(draft),
                None => break,
            }
        }
        home
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARES: [f64; 6] = [0.30, 0.32, 0.22, 0.10, 0.05, 0.01];

    #[test]
    fn family_sizes_sum_to_the_people_and_keep_the_mean() {
        let sizes = family_sizes(&SHARES, 23_100, 2.31, Seed(1), 0);
        assert_eq!(sizes.iter().map(|s| u32::from(*s)).sum::<u32>(), 23_100);
        assert_eq!(sizes.len(), 10_000);
    }

    #[test]
    fn children_live_with_an_adult() {
        let draft = |age| Draft { age, sex: 0, residence: 0, appearance: 0, income: 0 };
        let people: Vec<Draft> =
            (0..2_310u32).map(|i| draft(if i % 6 == 0 { 7 } else { 20 + (i % 60) as u8 })).collect();
        let homes = families(people, family_sizes(&SHARES, 2_310, 2.31, Seed(1), 0), &(24..=54));
        assert_eq!(homes.iter().map(Vec::len).sum::<usize>(), 2_310);
        assert!(homes.iter().all(|home| home[0].age >= ADULT_FROM_AGE));
    }
}
