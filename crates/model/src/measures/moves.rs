//! Whether people rise and fall between the bands, month by month, and what errors alone add to that.
//!
//! Beside the band that counts stands the one that the same score would have without erroneous marks: noise alone moves
//! people up and down, and looks like opportunity.

use crate::carry::{Carrier, Lost};
use crate::mechanisms::life::MONTH;
use crate::state::{AS_BOOKED, Block, WITHOUT_ERRORS};
use std::collections::BTreeMap;

/// The two standings that are compared: as booked; without erroneous marks.
pub const COMPARED: [usize; 2] = [AS_BOOKED, WITHOUT_ERRORS];

/// Bands of the block at the last look, and the moves since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    last: Vec<[u8; 2]>,
    /// By standing: (from, to) and how many people and months.
    counts: [BTreeMap<(u8, u8), i64>; 2],
}

impl Moves {
    /// (from, to) and how many people and months, for one of [`COMPARED`].
    pub fn counts(&self, standing: usize) -> &BTreeMap<(u8, u8), i64> {
        &self.counts[standing]
    }

    /// In the evening, after it was added.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { last, counts } = self;
        carrier.list("last", last)?;
        for counts in counts {
            let row = |((from, to), n): (&(u8, u8), &i64)| [i64::from(*from), i64::from(*to), *n];
            let mut rows: Vec<[i64; 3]> = counts.iter().map(row).collect();
            carrier.list("moves", &mut rows)?;
            *counts = rows.into_iter().map(|[from, to, n]| ((from as u8, to as u8), n)).collect();
        }
        Ok(())
    }

    /// Looks once in 30 days.
    pub fn add(&mut self, block: &Block, today: u16) {
        if !u32::from(today).is_multiple_of(MONTH) {
            return;
        }
        let now = block.people.accounts.iter().map(|account| COMPARED.map(|which| account.standings[which].band));
        let last = std::mem::replace(&mut self.last, now.collect());
        for (from, to) in last.iter().zip(&self.last) {
            for (standing, counts) in self.counts.iter_mut().enumerate() {
                *counts.entry((from[standing], to[standing])).or_default() += 1;
            }
        }
    }
}
