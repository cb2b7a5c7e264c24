//! What a score is made of: nine ledgers a person, of two bytes each as long as they fit.
//!
//! Ledgers are the largest column that is mostly empty, and hardly anybody is ever 327 points up or down for one cause. Whose
//! ledgers do not fit stands in a list beside, and nothing is rounded.

use crate::carry::{Carrier, Lost};
use crate::state::{LEDGERS, People};
use bytemuck::{Pod, Zeroable};

/// The ledgers of somebody in hundredths of a point, or a sign that they stand beside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(transparent)]
pub struct Narrow([i16; LEDGERS]);

/// Somebody's slot, and the ledgers.
pub(crate) type Wide = [i32; LEDGERS + 1];

/// Stands first where the ledgers stand beside.
const BESIDE: i16 = i16::MIN;

impl Narrow {
    fn holding(ledgers: [i32; LEDGERS]) -> Option<Self> {
        let fit = |points: &i32| *points > i32::from(BESIDE) && *points <= i32::from(i16::MAX);
        ledgers.iter().all(fit).then(|| Self(ledgers.map(|points| points as i16)))
    }

    fn is_beside(self) -> bool {
        self.0[0] == BESIDE
    }
}

impl People {
    /// Somebody's ledgers by cause, in hundredths of a point.
    #[inline]
    pub fn ledgers(&self, slot: usize) -> [i32; LEDGERS] {
        let narrow = self.accounts[slot].ledgers;
        if narrow.is_beside() { self.wide_ledgers(slot) } else { narrow.0.map(i32::from) }
    }

    #[cold]
    fn wide_ledgers(&self, slot: usize) -> [i32; LEDGERS] {
        let at = self.place_beside(slot).expect("ledgers that do not fit stand beside");
        std::array::from_fn(|cause| self.wide[at][cause + 1])
    }

    fn place_beside(&self, slot: usize) -> Result<usize, usize> {
        self.wide.binary_search_by_key(&(slot as i32), |wide| wide[0])
    }

    /// Writes somebody's ledgers.
    #[inline]
    pub(crate) fn set_ledgers(&mut self, slot: usize, ledgers: [i32; LEDGERS]) {
        let narrow = Narrow::holding(ledgers);
        if narrow.is_none() || self.accounts[slot].ledgers.is_beside() {
            self.put_beside(slot, narrow.is_none().then_some(ledgers));
        }
        self.accounts[slot].ledgers = narrow.unwrap_or(Narrow([BESIDE; LEDGERS]));
    }

    #[cold]
    fn put_beside(&mut self, slot: usize, ledgers: Option<[i32; LEDGERS]>) {
        let at = self.place_beside(slot);
        if let Ok(old) = at {
            self.wide.remove(old);
        }
        if let Some(ledgers) = ledgers {
            let wide = std::array::from_fn(|at| if at == 0 { slot as i32 } else { ledgers[at - 1] });
            self.wide.insert(at.unwrap_or_else(|free| free), wide);
        }
    }

    /// After the accounts have been carried.
    pub(crate) fn carry_wide(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        carrier.list("wide ledgers", &mut self.wide)?;
        let beside = (0..).zip(&self.accounts).filter(|(_, account)| account.ledgers.is_beside());
        let is_whole = beside.map(|(slot, _)| slot).eq(self.wide.iter().map(|wide| wide[0]));
        if is_whole { Ok(()) } else { Err(Lost("wide ledgers")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PEOPLE: usize = 5;

    fn some_ledgers() -> impl Strategy<Value = [i32; LEDGERS]> {
        prop::array::uniform9(prop_oneof![any::<i32>(), -400..400, -32_770..-32_766, 32_765..32_770])
    }

    proptest! {
        #[test]
        fn ledgers_are_what_was_written_last(writes in prop::collection::vec((0..PEOPLE, some_ledgers()), 0..60)) {
            let mut people = People::new(PEOPLE);
            let mut plain = [[0; LEDGERS]; PEOPLE];
            for (slot, ledgers) in writes {
                people.set_ledgers(slot, ledgers);
                plain[slot] = ledgers;
                prop_assert!((0..PEOPLE).all(|slot| people.ledgers(slot) == plain[slot]));
                let wide = plain.iter().filter(|ledgers| Narrow::holding(**ledgers).is_none());
                prop_assert_eq!(people.wide.len(), wide.count());
            }
        }
    }
}
