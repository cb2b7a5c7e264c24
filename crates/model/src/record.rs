//! What one day leaves behind: counters by group, and people by band; nothing about anybody.

use crate::Rules;
use crate::day::Verbs;
use crate::measures::Measure;

/// The counters of one day of one world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub day: u16,
    /// Rows: groups; columns: [`Measure::ALL`].
    pub counts: Vec<i64>,
    /// People in each band tonight, from the lowest band; empty where there is no score.
    pub bands: Vec<i64>,
    /// The same by group (rows: groups; columns: bands), every seventh day; else empty.
    pub bands_by_group: Vec<i64>,
}

/// Days between two tables of bands by group.
pub const BAND_DAYS: u16 = 7;

impl Record {
    pub(crate) fn take(verbs: &mut impl Verbs, rules: &Rules, today: u16) -> Self {
        let groups = verbs.city().groups.clone();
        let counts = verbs.tally(groups.list.len() * Measure::COUNT, &|place, block, bins| {
            block.counts.spread(&groups, place.district(), bins);
        });
        let bands = rules.scoring.published_bands();
        let mut everybody = verbs.tally(groups.list.len() * bands, &|_, block, bins| {
            bins.iter_mut().zip(&block.bands).for_each(|(bin, people)| *bin += people);
        });
        let by_group = if today.is_multiple_of(BAND_DAYS) { everybody.clone() } else { Vec::new() };
        everybody.truncate(bands);
        Self { day: today, counts, bands: everybody, bands_by_group: by_group }
    }

    pub fn get(&self, group: u16, measure: Measure) -> i64 {
        self.counts[usize::from(group) * Measure::COUNT + measure as usize]
    }
}
