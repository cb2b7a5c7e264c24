//! How long somebody stays where it hurts: wrongly sanctioned, or in the lowest band.
//!
//! Kept in memory for one block and never written: only counts of a group leave the laboratory. A spell that has not
//! ended when the run does is *censored*: all that is known is that it lasted at least so long.

use crate::carry::{Carrier, Lost, fixed};
use crate::population::Place;
use crate::state::{Block, Mark, Truth, mark, stands};

/// Not yet.
const NEVER: u16 = u16::MAX;
/// People who are looked at together.
const AT_ONCE: usize = 64;

/// A time spent in a state, and whether its end was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spell {
    pub slot: u16,
    /// First evening of it.
    pub from: u16,
    pub days: u16,
    pub ended: bool,
}

/// Spells of the people of one block: those that have ended, and since when the others last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Spells {
    /// First evening, by slot.
    since: Vec<u16>,
    /// Slots of those that last, in any order.
    lasting: Vec<u16>,
    ended: Vec<Spell>,
}

impl Spells {
    fn new(place: &Place) -> Self {
        Self { since: vec![NEVER; place.len()], lasting: Vec::new(), ended: Vec::new() }
    }

    fn begin(&mut self, slot: usize, today: u16) {
        if self.since[slot] == NEVER {
            self.since[slot] = today;
            self.lasting.push(slot as u16);
        }
    }

    /// Ends those that do not hold any more.
    fn keep(&mut self, today: u16, holds: impl Fn(usize) -> bool) {
        self.lasting.retain(|slot| {
            let kept = holds(usize::from(*slot));
            if !kept {
                let from = std::mem::replace(&mut self.since[usize::from(*slot)], NEVER);
                self.ended.push(Spell { slot: *slot, from, days: today - from, ended: true });
            }
            kept
        });
    }

    fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { since, lasting, ended } = self;
        fixed(carrier, "since", since)?;
        carrier.list("lasting", lasting)?;
        let words = |spell: &Spell| [spell.slot, spell.from, spell.days, u16::from(spell.ended)];
        let mut carried: Vec<[u16; 4]> = ended.iter().map(words).collect();
        carrier.list("ended", &mut carried)?;
        let spell = |[slot, from, days, ended]: [u16; 4]| Spell { slot, from, days, ended: ended != 0 };
        *ended = carried.into_iter().map(spell).collect();
        Ok(())
    }

    /// All of them as known tonight.
    fn all(&self, today: u16) -> impl Iterator<Item = Spell> + '_ {
        let since = |slot: u16| self.since[usize::from(slot)];
        let spell =
            move |slot: &u16| Spell { slot: *slot, from: since(*slot), days: today - since(*slot), ended: false };
        self.ended.iter().copied().chain(self.lasting.iter().map(spell))
    }
}

/// Time under a wrongful sanction: a fine on an error, or a refused band or list that errors alone account for. It is put
/// right when neither stands, and every wrong mark that took points or brought a fine is lifted or has expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wronged {
    spells: Spells,
    /// Wrong marks that hurt and have neither been lifted nor expired, as places in [`Block::marks`].
    standing: Vec<u32>,
}

impl Wronged {
    /// Before the first day.
    pub fn new(place: &Place) -> Self {
        Self { spells: Spells::new(place), standing: Vec::new() }
    }

    /// Adds an evening, after the day was lived.
    pub fn add(&mut self, block: &Block, today: u16) {
        let of_today = block.today.marked.iter().copied();
        self.standing.extend(of_today.filter(|number| is_wrong_and_hurts(&block.marks.at(*number as usize))));
        self.standing.retain(|number| block.marks.at(*number as usize).state & (mark::LIFTED | mark::EXPIRED) == 0);
        let fined = block.today.marked.iter().map(|number| block.marks.at(*number as usize));
        for entry in fined.filter(|entry| entry.state & mark::FINED != 0 && is_wrong_and_hurts(entry)) {
            self.spells.begin(usize::from(entry.slot), today);
        }
        let wrongly = |bits: &u8| bits & stands::ERRONEOUSLY != 0;
        // Most evenings nobody of some dozens stands anywhere wrongly.
        for (part, stands) in block.people.stands.chunks(AT_ONCE).enumerate() {
            if wrongly(&stands.iter().fold(0, |all, bits| all | bits)) {
                let slots = (part * AT_ONCE..).zip(stands);
                slots.filter(|(_, bits)| wrongly(bits)).for_each(|(slot, _)| self.spells.begin(slot, today));
            }
        }
        if self.spells.lasting.is_empty() {
            return;
        }
        let mut held: Vec<u16> = self.standing.iter().map(|number| block.marks.at(*number as usize).slot).collect();
        held.sort_unstable();
        let stands = &block.people.stands;
        self.spells.keep(today, |slot| wrongly(&stands[slot]) || held.binary_search(&(slot as u16)).is_ok());
    }

    /// In the evening, after it was added.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { spells, standing } = self;
        spells.carry(carrier)?;
        carrier.list("standing", standing)
    }

    /// Every spell as known tonight.
    pub fn all(&self, today: u16) -> impl Iterator<Item = Spell> + '_ {
        self.spells.all(today)
    }
}

fn is_wrong_and_hurts(entry: &Mark) -> bool {
    Truth::from_number(entry.truth).is_erroneous() && (entry.points < 0 || entry.state & mark::FINED != 0)
}

/// Time in the lowest band, of those who were seen to come into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowestBand {
    spells: Spells,
    /// Bands on the evening before.
    bands: Vec<u8>,
}

impl LowestBand {
    /// Before the first day.
    pub fn new(place: &Place, bands: &[u8]) -> Self {
        Self { spells: Spells::new(place), bands: bands.to_vec() }
    }

    /// Whether somebody was in the lowest band on the evening before.
    pub fn was_in_it(&self, slot: usize) -> bool {
        self.bands[slot] == 0
    }

    /// Adds an evening: the published bands of the block.
    pub fn add(&mut self, bands: &[u8], today: u16) {
        // Most evenings nobody of a block has moved.
        if bands == self.bands {
            return;
        }
        for (slot, (before, now)) in self.bands.iter().zip(bands).enumerate() {
            if *before != 0 && *now == 0 {
                self.spells.begin(slot, today);
            }
        }
        self.spells.keep(today, |slot| bands[slot] == 0);
        self.bands.copy_from_slice(bands);
    }

    /// In the evening, after it was added.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { spells, bands } = self;
        spells.carry(carrier)?;
        fixed(carrier, "bands", bands)
    }

    /// Every spell as known tonight.
    pub fn all(&self, today: u16) -> impl Iterator<Item = Spell> + '_ {
        self.spells.all(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_town::Town;

    fn block_of_a_town() -> (Place, Block) {
        let city = Town::busy().build(400, 1);
        let place = city.places[0].clone();
        let block = Block::empty(&place, &city.groups);
        (place, block)
    }

    fn fine(slot: u16, truth: Truth) -> Mark {
        Mark { slot, day: 3, behaviour: 0, channel: 0, truth: truth as u8, state: mark::FINED, points: 0 }
    }

    #[test]
    fn a_fine_on_an_error_lasts_until_its_mark_is_lifted_and_one_on_an_own_act_is_no_wrong() {
        let (place, mut block) = block_of_a_town();
        let mut wronged = Wronged::new(&place);
        block.marks = [fine(5, Truth::NoAct), fine(7, Truth::Own), fine(9, Truth::Malice)].into_iter().collect();
        block.today.marked = vec![0, 1, 2];
        wronged.add(&block, 3);
        block.today.marked.clear();
        wronged.add(&block, 4);
        block.marks.change(0, mark::LIFTED, 0);
        wronged.add(&block, 10);
        let spells: Vec<Spell> = wronged.all(12).collect();
        let lifted = Spell { slot: 5, from: 3, days: 7, ended: true };
        assert_eq!(spells, [lifted, Spell { slot: 9, from: 3, days: 9, ended: false }]);
    }

    #[test]
    fn whoever_stands_wrongly_in_a_refused_band_is_wronged_even_when_no_mark_stands() {
        let (place, mut block) = block_of_a_town();
        let mut wronged = Wronged::new(&place);
        block.people.stands[2] = stands::REFUSED | stands::ERRONEOUSLY;
        wronged.add(&block, 0);
        block.people.stands[2] = stands::REFUSED;
        wronged.add(&block, 1);
        assert_eq!(wronged.all(1).collect::<Vec<_>>(), [Spell { slot: 2, from: 0, days: 1, ended: true }]);
    }

    #[test]
    fn whoever_began_in_the_lowest_band_was_not_seen_to_come_into_it() {
        let (place, _) = block_of_a_town();
        let mut bands = vec![1; place.len()];
        bands[0] = 0;
        let mut lowest = LowestBand::new(&place, &bands);
        bands[1] = 0;
        lowest.add(&bands, 4);
        assert!(lowest.was_in_it(1));
        bands[0] = 2;
        lowest.add(&bands, 6);
        assert_eq!(lowest.all(9).collect::<Vec<_>>(), [Spell { slot: 1, from: 4, days: 5, ended: false }]);
    }
}
