//! Where the authority looks follows where it has found something before.
//!
//! ## Equation
//! Every 30 days, for each district: attention = (1 − w) + w·(its share of the records ÷ its share of the people), at
//! most the ceiling. Attention multiplies what cameras and spot checks see there (`observation`), so records feed
//! attention and attention feeds records.
//!
//! ## Symbols
//! w `attention`, ceiling `attention_ceiling`.
//!
//! ## Source
//! `ensign2018`; w and the ceiling `stylised` or a choice of the regime.
//!
//! ## Reads
//! the day's records by district
//!
//! ## Writes
//! nothing of a person (the attention on the commons)
//!
//! ## Left out
//! The adaptive authority of `daymude2025`: a docking test of the science issue, never part of a regime.

use crate::day::Verbs;
use crate::fixed::{self, ONE, Probability, Q16};
use crate::measures::{Measure, groups};
use crate::record::Record;
use crate::rules::Sources;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    weight: Probability,
    ceiling: Q16,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        Self {
            weight: sources.regime.probability("authority.attention"),
            ceiling: fixed::q16(sources.regime.real("authority.attention_ceiling")),
        }
    }
}

/// Records that draw attention: all marks, whatever the truth, since the authority cannot know it.
const RECORDS: [Measure; 6] = [
    Measure::MarksOwn,
    Measure::MarksSpeech,
    Measure::MarksWrongPerson,
    Measure::MarksNoAct,
    Measure::MarksMalice,
    Measure::MarksKin,
];

/// Adds today's records, and once a month turns the attention to where they came from.
pub(crate) fn turn(verbs: &mut impl Verbs, rules: &crate::Rules, today: u16, record: &Record) {
    let people: Vec<u64> = verbs.city().districts.iter().map(|district| u64::from(district.people)).collect();
    let commons = verbs.commons();
    for (district, records) in commons.records.iter_mut().enumerate() {
        let group = groups::DISTRICT + district as u16;
        *records += RECORDS.iter().map(|measure| record.get(group, *measure)).sum::<i64>();
    }
    if (today + 1).is_multiple_of(30) {
        let records: Vec<u64> = commons.records.iter().map(|records| *records as u64).collect();
        commons.attention = attention(&rules.authority, &records, &people);
        commons.records.fill(0);
    }
}

/// The attention of each district.
pub fn attention(rules: &Rules, records: &[u64], people: &[u64]) -> Vec<Q16> {
    let (all_records, everybody) = (records.iter().sum::<u64>(), people.iter().sum::<u64>());
    let follow = |records: u64, people: u64| {
        let share = (u128::from(records) * u128::from(everybody)) << 16;
        let even = u128::from(people) * u128::from(all_records);
        share.checked_div(even).map_or(ONE, |ratio| ratio.min(1 << 24) as Q16)
    };
    let mix = |ratio: Q16| {
        let kept = u64::from(rules.weight.not().q16());
        (kept + ((u64::from(rules.weight.q16()) * u64::from(ratio)) >> 16)) as Q16
    };
    records.iter().zip(people).map(|(records, people)| mix(follow(*records, *people)).min(rules.ceiling)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_off_is_even_and_on_follows_the_records() {
        let off = Rules { weight: Probability::NEVER, ceiling: 3 * ONE };
        assert_eq!(attention(&off, &[90, 10], &[50, 50]), vec![ONE, ONE]);
        let on = Rules { weight: Probability::CERTAIN, ceiling: 3 * ONE };
        assert_eq!(attention(&on, &[75, 25], &[50, 50]), vec![ONE + ONE / 2, ONE / 2]);
        assert_eq!(attention(&on, &[100, 0], &[10, 90]), vec![3 * ONE, 0]);
    }
}
