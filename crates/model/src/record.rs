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
    /// Rows: groups; columns: bands from the lowest. Taken every seventh day; else, and where there is no score, empty.
    pub bands: Vec<i64>,
}

impl Record {
    pub(crate) fn take(verbs: &mut impl Verbs, rules: &Rules, today: u16) -> Self {
        let groups = verbs.city().groups.clone();
        let counts = verbs.tally(groups.list.len() * Measure::COUNT, &|_, block, bins| {
            for (bin, count) in bins.iter_mut().zip(&block.counts.0) {
                *bin += count;
            }
        });
        let bands = rules.scoring.published_bands();
        let people = if bands == 0 || !today.is_multiple_of(7) {
            Vec::new()
        } else {
            verbs.tally(groups.list.len() * bands, &|place, block, bins| {
                for (slot, standing) in block.people.standings.iter().enumerate() {
                    for group in place.groups(slot, &groups) {
                        bins[usize::from(group) * bands + usize::from(standing[AS_BOOKED].band)] += 1;
                    }
                }
            })
        };
        Self { day: today, counts, bands: people }
    }

    pub fn get(&self, group: u16, measure: Measure) -> i64 {
        self.counts[usize::from(group) * Measure::COUNT + measure as usize]
    }
}
