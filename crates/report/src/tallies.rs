//! What a world came to, counted: histograms by group for the figures that the counters of a day cannot give.
//!
//! A row says how often a pair of whole numbers (a, b) was found in a group. What a and b are depends on the tally; no
//! row says who.

use std::collections::BTreeMap;

macro_rules! tallies {
    ($($variant:ident $name:literal $a:literal $b:literal $count:literal;)*) => {
        /// One kind of histogram.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tally { $($variant),* }

        impl Tally {
            pub const ALL: &'static [Tally] = &[$(Tally::$variant),*];
            /// Name in `tallies.parquet`.
            pub const fn name(self) -> &'static str {
                match self { $(Tally::$variant => $name),* }
            }
            /// What a, b and the count are.
            pub const fn texts(self) -> [&'static str; 3] {
                match self { $(Tally::$variant => [$a, $b, $count]),* }
            }
        }
    };
}

tallies! {
    Correction "correction" "days from a wrongful sanction to its full correction, or to the end of the run" "1 corrected, 0 not seen to end" "wrongful sanctions";
    LowestBand "lowest_band" "days from coming into the lowest band to leaving it, or to the end of the run" "1 left, 0 not seen to end" "spells";
    Trap "trap" "years after a planted false mark" "1 score below the own twin's, 0 not" "people with a planted mark";
    Months "months" "1 did in these 30 days what the regime punishes, seen or not" "1 punished in these 30 days" "person-months";
    Refusals "refusals" "refusals of one person" "0" "people";
    Proportion "proportion" "class of the severity of the own acts: 0, 1, 2 to 3, 4 to 7 and so on are 0, 1, 2, 3" "class of the days under sanction, likewise" "people";
    Burden "burden" "0" "0 severity of all own acts, 1 days under sanction" "sum over people";
    Moves "moves" "band, from the lowest" "band 30 days later" "people and months";
    MovesWithoutErrors "moves_without_errors" "band without erroneous marks, from the lowest" "the same 30 days later" "people and months";
    ScoreParts "score_parts" "0 to 8 account of own acts, speech, wrong person, no act, malice, kin, ratings, perks, wrong amounts; 9 cut off by the limits; 10 the score less its start" "0 sum in hundredths of a point; 1 sum of products with the score less its start" "sum over people";
    Validity "validity" "0 one; 1 what the own acts would have brought; 2 accounts of own acts and speech; 3 accounts of errors; 4 the score less its start" "the same" "sum over people of the product, in tenths of a point";
    Units "units" "people of a neighbourhood" "of them, in the lowest band" "neighbourhoods";
    Ties "ties" "band of one, from the lowest" "band of the other" "ends of ties";
    MixedPart "mixed_part" "0" "0" "people of the largest part of the city that hangs together by ties and holds more than one band";
    Reach "reach" "1 a score touches this context of a life" "0" "contexts";
    Trust "trust" "0 never sanctioned, 1 sanctioned but never wrongly, 2 wrongly sanctioned" "1 a friend was wrongly sanctioned" "people";
    Approving "approving" "as in trust" "as in trust" "of them, who approve of the regime";
}

/// The histograms of one world under one seed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    rows: BTreeMap<(Tally, usize), BTreeMap<(i64, i64), i64>>,
}

impl Tallies {
    /// Counts `n` more.
    pub fn add(&mut self, tally: Tally, group: usize, (a, b): (i64, i64), n: i64) {
        *self.rows.entry((tally, group)).or_default().entry((a, b)).or_default() += n;
    }

    /// Adds all that others have counted.
    pub fn merge(&mut self, other: Tallies) {
        for ((tally, group), rows) in other.rows {
            rows.into_iter().for_each(|(pair, n)| self.add(tally, group, pair, n));
        }
    }

    /// ((a, b), count) of a group, in ascending order.
    pub fn of(&self, tally: Tally, group: usize) -> impl Iterator<Item = ((i64, i64), i64)> + Clone + '_ {
        self.rows.get(&(tally, group)).into_iter().flatten().map(|(pair, n)| (*pair, *n))
    }

    /// The count of one pair.
    pub fn count(&self, tally: Tally, group: usize, pair: (i64, i64)) -> i64 {
        self.rows.get(&(tally, group)).and_then(|rows| rows.get(&pair)).copied().unwrap_or(0)
    }

    /// The sum of all counts.
    pub fn sum(&self, tally: Tally, group: usize) -> i64 {
        self.of(tally, group).map(|(_, n)| n).sum()
    }

    /// (tally, group, (a, b), count), in ascending order.
    pub fn each(&self) -> impl Iterator<Item = (Tally, usize, (i64, i64), i64)> + '_ {
        self.rows.iter().flat_map(|((tally, group), rows)| rows.iter().map(|(pair, n)| (*tally, *group, *pair, *n)))
    }
}

/// The class of a number: how many binary digits it has.
pub fn class(number: u32) -> i64 {
    i64::from(u32::BITS - number.leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_double() {
        assert_eq!([0, 1, 2, 3, 4, 7, 8, u32::MAX].map(class), [0, 1, 2, 2, 3, 3, 4, 32]);
    }

    #[test]
    fn what_two_have_counted_is_counted_together() {
        let mut here = Tallies::default();
        here.add(Tally::Refusals, 0, (2, 0), 5);
        let mut there = here.clone();
        there.add(Tally::Refusals, 0, (0, 0), 1);
        here.merge(there);
        assert_eq!(here.of(Tally::Refusals, 0).collect::<Vec<_>>(), [((0, 0), 1), ((2, 0), 10)]);
        assert_eq!((here.sum(Tally::Refusals, 0), here.count(Tally::Refusals, 1, (0, 0))), (11, 0));
    }
}
