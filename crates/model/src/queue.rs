//! Who is served when not everybody can be: (day filed, keyed lottery, person), cut exactly by radix tallies.
//!
//! A capacity that is a fraction a day serves ⌊(t+1)c⌋ − ⌊tc⌋ today. The last served key is found byte by byte from
//! integer histograms, which engines may add in any order (kernel.md 8).

use crate::day::Verbs;
use crate::population::Place;
use crate::state::{Block, Case, SERVICE_KEY_BYTES, ServiceKey};

/// What people wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// Reports before the screening office.
    Reports,
    /// Appeals before the reviewers.
    Appeals,
    /// Alarms before the operators of the control room.
    Alarms,
    /// Matches of cameras before those who confirm them.
    Matches,
}

impl Queue {
    pub const COUNT: usize = 4;

    pub fn cases(self, block: &Block) -> &[Case] {
        match self {
            Self::Reports => &block.reports,
            Self::Appeals => &block.appeals,
            Self::Alarms => &block.today.alarms,
            Self::Matches => &block.today.match_cases,
        }
    }
}

/// Finds the last of the `capacity` first cases and puts it on the commons.
pub(crate) fn serve(verbs: &mut impl Verbs, queue: Queue, capacity: u64) {
    let waiting = verbs.tally(1, &|_, block, bins| bins[0] += queue.cases(block).len() as i64)[0] as u64;
    let last = if capacity == 0 || waiting == 0 {
        None
    } else if waiting <= capacity {
        Some(ServiceKey::MAX)
    } else {
        let keys = |place: &Place, block: &Block, visit: &mut dyn FnMut(ServiceKey)| {
            queue.cases(block).iter().for_each(|case| visit(case.key(place)));
        };
        last_of(verbs, SERVICE_KEY_BYTES, capacity, &keys)
    };
    verbs.commons().served[queue as usize] = last;
}

/// Shows every key of a block.
pub(crate) type Keys<'a> = dyn Fn(&Place, &Block, &mut dyn FnMut(ServiceKey)) + Sync + 'a;

/// The last of the `places` least keys; there must be as many. None of none.
pub(crate) fn last_of(verbs: &mut impl Verbs, bytes: u32, mut places: u64, keys: &Keys) -> Option<ServiceKey> {
    if places == 0 {
        return None;
    }
    let mut prefix: ServiceKey = 0;
    for byte in (0..bytes).rev() {
        let shift = byte * 8;
        let bins = verbs.tally(256, &|place: &Place, block: &Block, bins: &mut [i64]| {
            keys(place, block, &mut |key| {
                if key >> (shift + 8) == prefix {
                    bins[(key >> shift & 255) as usize] += 1;
                }
            });
        });
        let mut bin = 0;
        while (bins[bin] as u64) < places {
            places -= bins[bin] as u64;
            bin += 1;
        }
        prefix = prefix << 8 | bin as ServiceKey;
    }
    Some(prefix)
}
