//! What a city remembers against people: the marks of a block, eight bytes each.
//!
//! A year of 22 million leaves 220 million marks, more than everything else together; so they are packed. What does not
//! fit into its bits stands beside, and nothing is rounded.

use crate::carry::{Carrier, Lost};
use crate::catalogue::MOST_BEHAVIOURS;
use crate::population::BLOCK;
use crate::state::Mark;

/// The marks of a block, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Sheets of [`SHEET`] marks; the last one is being filled. A sheet never moves, so none leaves a hole behind.
    sheets: Vec<Vec<u64>>,
    /// Number and points of the marks whose points need more than 16 bits.
    large: Vec<[i32; 2]>,
}

/// Marks of a sheet: a page of memory.
const SHEET: usize = 512;
/// Bits of each field, from the lowest: state, truth, channel, behaviour, slot, day, points.
const WIDTHS: [u32; 7] = [6, 4, 8, 5, 12, 13, 16];
const STARTS: [u32; 7] = starts();
/// Stands for points that need more bits.
const LARGE: i32 = i16::MIN as i32;

const fn starts() -> [u32; 7] {
    let (mut starts, mut at) = ([0; 7], 1);
    while at < WIDTHS.len() {
        starts[at] = starts[at - 1] + WIDTHS[at - 1];
        at += 1;
    }
    starts
}

const _: () =
    assert!(STARTS[6] + WIDTHS[6] == u64::BITS && BLOCK <= 1 << WIDTHS[4] && MOST_BEHAVIOURS <= 1 << WIDTHS[3]);

/// Fields in their bits, each of which must fit.
#[inline(always)]
fn packed(fields: [u64; 7]) -> u64 {
    let (mut packed, mut over, mut at) = (0, 0, 0);
    while at < fields.len() {
        packed |= fields[at] << STARTS[at];
        over |= fields[at] >> WIDTHS[at];
        at += 1;
    }
    assert!(over == 0, "a field of a mark fits into its bits");
    packed
}

impl Marks {
    pub fn len(&self) -> usize {
        self.sheets.last().map_or(0, |last| (self.sheets.len() - 1) * SHEET + last.len())
    }
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty()
    }

    /// Adds a mark.
    pub fn push(&mut self, mark: Mark) {
        let fits = mark.points > LARGE && mark.points <= i32::from(i16::MAX);
        if !fits {
            self.large.push([self.len() as i32, mark.points]);
        }
        let points = if fits { mark.points } else { LARGE };
        let fields = [
            u64::from(mark.state),
            u64::from(mark.truth),
            u64::from(mark.channel),
            u64::from(mark.behaviour),
            u64::from(mark.slot),
            u64::from(mark.day),
            u64::from(points as u16),
        ];
        self.write(packed(fields));
    }

    fn write(&mut self, packed: u64) {
        match self.sheets.last_mut() {
            Some(last) if last.len() < SHEET => last.push(packed),
            _ => {
                let mut sheet = Vec::with_capacity(SHEET);
                sheet.push(packed);
                self.sheets.push(sheet);
            }
        }
    }

    /// The mark of a number.
    #[inline]
    pub fn at(&self, number: usize) -> Mark {
        let packed = self.sheets[number / SHEET][number % SHEET];
        let field = |at: usize| packed >> STARTS[at] & ((1 << WIDTHS[at]) - 1);
        let points = i32::from(field(6) as u16 as i16);
        Mark {
            state: field(0) as u8,
            truth: field(1) as u8,
            channel: field(2) as u8,
            behaviour: field(3) as u8,
            slot: field(4) as u16,
            day: field(5) as u16,
            points: if points == LARGE { self.large_points(number) } else { points },
        }
    }

    fn large_points(&self, number: usize) -> i32 {
        let at = self.large.binary_search_by_key(&(number as i32), |[number, _]| *number);
        self.large[at.expect("large points stand beside")][1]
    }

    /// The mark of a number, if there is one.
    pub fn get(&self, number: usize) -> Option<Mark> {
        (number < self.len()).then(|| self.at(number))
    }

    /// Sets some bits of [`crate::state::mark`] and clears others.
    pub fn change(&mut self, number: usize, set: u8, clear: u8) {
        let packed = &mut self.sheets[number / SHEET][number % SHEET];
        *packed = *packed & !u64::from(clear) | u64::from(set);
    }

    /// All marks, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Mark> + ExactSizeIterator + Clone + '_ {
        self.since(0)
    }

    /// The marks from a number on, in order.
    pub fn since(&self, first: usize) -> impl DoubleEndedIterator<Item = Mark> + ExactSizeIterator + Clone + '_ {
        (first..self.len()).map(|number| self.at(number))
    }

    pub(crate) fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let mut packed = self.sheets.concat();
        carrier.list("marks", &mut packed)?;
        self.sheets.clear();
        packed.into_iter().for_each(|mark| self.write(mark));
        carrier.list("large points", &mut self.large)
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<I: IntoIterator<Item = Mark>>(marks: I) -> Self {
        let mut all = Self::default();
        marks.into_iter().for_each(|mark| all.push(mark));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::mark;
    use proptest::prelude::*;

    fn some_mark() -> impl Strategy<Value = Mark> {
        let small = (0..4_096u16, 0..8_192u16, 0..32u8, any::<u8>(), 0..9u8, 0..64u8);
        (small, prop_oneof![any::<i32>(), -40_000..40_000]).prop_map(
            |((slot, day, behaviour, channel, truth, state), points)| Mark {
                slot,
                day,
                behaviour,
                channel,
                truth,
                state,
                points,
            },
        )
    }

    proptest! {
        #[test]
        fn a_packed_mark_is_what_it_was(marks in prop::collection::vec(some_mark(), 0..1_200)) {
            let packed: Marks = marks.iter().copied().collect();
            prop_assert!(packed.iter().eq(marks.iter().copied()));
        }

        #[test]
        fn bits_of_the_state_change_and_nothing_else(before in some_mark(), points in any::<i32>()) {
            let mut marks: Marks = [before, Mark { points, ..before }].into_iter().collect();
            marks.change(1, mark::LIFTED, mark::SUSPENDED);
            let state = before.state & !mark::SUSPENDED | mark::LIFTED;
            prop_assert_eq!(marks.at(1), Mark { points, state, ..before });
            prop_assert_eq!(marks.at(0), before);
        }
    }
}
