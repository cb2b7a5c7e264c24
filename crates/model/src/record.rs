//! What one day leaves behind: counters by group, and people by band; nothing about anybody.

use crate::Rules;
use crate::day::Verbs;
use crate::measures::Measure;
use crate::state::AS_BOOKED;

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
        let counts = verbs.tally(groups.list.len() * Measure::COUNT, &|_, block, bins| {
            for (bin, count) in bins.iter_mut().zip(&block.counts.0) {
                *bin += count;
            }
        });
        let bands = rules.scoring.published_bands();
        let band_of =
            |standing: &[crate::state::Standing; crate::state::STANDINGS]| usize::from(standing[AS_BOOKED].band);
        let everybody = verbs.tally(bands, &|_, block, bins| {
            if bands > 0 {
                block.people.standings.iter().for_each(|standing| bins[band_of(standing)] += 1);
            }
        });
        let by_group = if bands == 0 || !today.is_multiple_of(BAND_DAYS) {
            Vec::new()
        } else {
            verbs.tally(groups.list.len() * bands, &|place, block, bins| {
                for (slot, standing) in block.people.standings.iter().enumerate() {
                    for group in place.groups(slot, &groups) {
                        bins[usize::from(group) * bands + band_of(standing)] += 1;
                    }
                }
            })
        };
        Self { day: today, counts, bands: everybody, bands_by_group: by_group }
    }

    pub fn get(&self, group: u16, measure: Measure) -> i64 {
        self.counts[usize::from(group) * Measure::COUNT + measure as usize]
    }
}
