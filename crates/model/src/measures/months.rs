//! Whether the regime errs by its own standard: who did, in 30 days, what it punishes; and who was punished.
//!
//! The case is a person and 30 days: over a year nearly everybody has done something, and over a day hardly anybody.
//! *Acted*: an own act, seen or not, of which a record takes points or is fined; words are among them, where the regime
//! punishes words (that this is a wrong of its own is told elsewhere). *Punished*: a record of these days took points or
//! brought a fine. Days left over at the end of a run are not counted.

use crate::Rules;
use crate::carry::{Carrier, Lost, fixed};
use crate::measures::groups::Groups;
use crate::mechanisms::life::MONTH;
use crate::population::{City, Place};
use crate::state::{Block, mark};

const ACTED: u8 = 1;
const PUNISHED: u8 = 2;
/// Neither, acted, punished, both: the value of the bits is the place.
pub const CASES: usize = 4;

/// The cases of one block up to tonight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Months {
    /// Bits of these 30 days, by slot.
    seen: Vec<u8>,
    /// Person-months by group.
    cases: Vec<[i64; CASES]>,
}

impl Months {
    /// Before the first day.
    pub fn new(place: &Place, groups: &Groups) -> Self {
        Self { seen: vec![0; place.len()], cases: vec![[0; CASES]; groups.list.len()] }
    }

    /// Person-months by group.
    pub fn cases(&self) -> &[[i64; CASES]] {
        &self.cases
    }

    /// In the evening, after it was added.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { seen, cases } = self;
        fixed(carrier, "seen", seen)?;
        fixed(carrier, "cases", cases)
    }

    /// Adds a day that was lived.
    pub fn add(&mut self, city: &City, rules: &Rules, place: &Place, block: &Block, today: u16) {
        for act in block.today.acts.iter().filter(|act| is_punished(city, rules, usize::from(act.behaviour))) {
            self.seen[usize::from(act.slot)] |= ACTED;
        }
        for entry in block.today.marked.iter().map(|number| block.marks.at(*number as usize)) {
            if entry.points < 0 || entry.state & mark::FINED != 0 {
                self.seen[usize::from(entry.slot)] |= PUNISHED;
            }
        }
        if (u32::from(today) + 1).is_multiple_of(MONTH) {
            self.close(place, &city.groups);
        }
    }

    fn close(&mut self, place: &Place, groups: &Groups) {
        for (slot, seen) in self.seen.iter_mut().enumerate() {
            let case = usize::from(std::mem::take(seen));
            place.groups(slot, groups).into_iter().for_each(|group| self.cases[usize::from(group)][case] += 1);
        }
    }
}

/// Whether a record of the act takes points, or can be fined.
fn is_punished(city: &City, rules: &Rules, behaviour: usize) -> bool {
    let fined = city.catalogue.behaviours[behaviour].fine_severity > 0 && rules.observation.fines(behaviour);
    fined || rules.scoring.points(behaviour) < 0
}
