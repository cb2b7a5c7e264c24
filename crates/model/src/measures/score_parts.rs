//! What tonight's scores consist of: the account of each cause, and what the limits of the scale cut off.
//!
//! S − S₀ = Σ C_k + cut, to the hundredth, for everybody. Sums, and sums of products with S − S₀, are all that is needed
//! for means and for shares of the spread.

use crate::Rules;
use crate::mechanisms::scoring;
use crate::state::LEDGERS;

/// The accounts, then what the limits cut off.
pub const PARTS: usize = LEDGERS + 1;

/// The parts of one score in hundredths; their sum is the score less its start.
pub fn of(ledgers: &[i32; LEDGERS], score: i32, start: i32) -> [i64; PARTS] {
    let mut parts = [0; PARTS];
    parts.iter_mut().zip(ledgers).for_each(|(part, ledger)| *part = i64::from(*ledger));
    parts[LEDGERS] = i64::from(score) - i64::from(start) - parts.iter().sum::<i64>();
    parts
}

/// A score with nothing booked.
pub fn start(rules: &Rules) -> i32 {
    scoring::score(&rules.scoring, &[0; LEDGERS], crate::state::AS_BOOKED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_sum_to_the_score_less_its_start_whatever_was_cut_off() {
        let ledgers = [-900, 5, 0, -30, 0, 7, 1, 2, -4];
        for (score, start) in [(81, 1000), (0, 0), (-500, 300)] {
            assert_eq!(of(&ledgers, score, start).iter().sum::<i64>(), i64::from(score - start));
        }
    }
}
