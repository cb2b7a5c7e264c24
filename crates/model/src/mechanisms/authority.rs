//! Where the authority looks follows where it has found something before.
//!
//! ## Equation
//! Every 30 days, for each district: K ← m·K + v·D ÷ c + (1−v)·R, with D the records of the month that attention
//! discovered (cameras, spot checks) and R all others; attention = (1 − w) + w·(its share of all K ÷ its share of the
//! people), at most the ceiling. Attention multiplies what cameras and spot checks see there (`observation`), so records
//! feed attention and attention feeds records. Corrected: c is the attention of the month, so that a record counts the less
//! the more one looked for it; else c = 1. With w = 1, m = 1 and two districts this is the urn of the source: visits in
//! proportion to K.
//!
//! ## Symbols
//! w `attention`, m `memory`, v `discovered_weight`, c `corrected`, ceiling `attention_ceiling`.
//!
//! ## Source
//! `ensign2018`; the ceiling `stylised`, all else a choice of the regime.
//!
//! ## Reads
//! the day's records by district
//!
//! ## Writes
//! nothing of a person (the attention on the commons)
//!
//! ## Left out
//! Attention below the district; staff that is moved rather than added: the ceiling and w = 1 keep the mean near 1, but
//! nothing holds it there.

use super::life::MONTH;
use crate::day::Verbs;
use crate::fixed::{self, ONE, Probability, Q16};
use crate::measures::{Measure, groups};
use crate::record::Record;
use crate::rules::Sources;
use bytemuck::{Pod, Zeroable};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// w.
    pub weight: Probability,
    pub ceiling: Q16,
    /// m.
    pub memory: Probability,
    /// v.
    pub discovered_weight: Probability,
    pub corrected: bool,
}

/// The records of a district: of the month, and what is kept of all before, in 2⁻¹⁶.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Records {
    pub discovered: u64,
    pub reported: u64,
    pub kept: u64,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        Self {
            weight: sources.regime.probability("authority.attention"),
            ceiling: fixed::q16(sources.regime.real("authority.attention_ceiling")),
            memory: sources.regime.probability("authority.memory"),
            discovered_weight: sources.regime.probability("authority.discovered_weight"),
            corrected: sources.regime.flag("authority.corrected"),
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
        let all = RECORDS.iter().map(|measure| record.get(group, *measure)).sum::<i64>() as u64;
        let discovered = record.get(group, Measure::MarksDiscovered) as u64;
        records.discovered += discovered;
        records.reported += all - discovered;
    }
    if (u32::from(today) + 1).is_multiple_of(MONTH) {
        for (records, attention) in commons.records.iter_mut().zip(&commons.attention) {
            *records = Records { kept: remembered(&rules.authority, *records, *attention), ..Records::default() };
        }
        let kept: Vec<u64> = commons.records.iter().map(|records| records.kept).collect();
        commons.attention = attention(&rules.authority, &kept, &people);
    }
}

/// K of a district after a month under this attention, in 2⁻¹⁶ records.
pub fn remembered(rules: &Rules, records: Records, attention: Q16) -> u64 {
    let weighed = |records: u64, weight: Probability| u128::from(records) * u128::from(weight.q16());
    let discovered = weighed(records.discovered, rules.discovered_weight);
    let looked_for = u128::from(if rules.corrected { attention } else { ONE });
    let counted = (discovered << 16).checked_div(looked_for).unwrap_or(0);
    let reported = weighed(records.reported, rules.discovered_weight.not());
    ((u128::from(records.kept) * u128::from(rules.memory.raw())) >> 32) as u64 + (counted + reported) as u64
}

/// The attention of each district, from what is kept of its records.
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
        let half = Probability::ratio(1, 2);
        let never = Probability::NEVER;
        let off = Rules { weight: never, ceiling: 3 * ONE, memory: never, discovered_weight: half, corrected: false };
        assert_eq!(attention(&off, &[90, 10], &[50, 50]), vec![ONE, ONE]);
        let on = Rules { weight: Probability::CERTAIN, ..off };
        assert_eq!(attention(&on, &[75, 25], &[50, 50]), vec![ONE + ONE / 2, ONE / 2]);
        assert_eq!(attention(&on, &[100, 0], &[10, 90]), vec![3 * ONE, 0]);
    }
}
