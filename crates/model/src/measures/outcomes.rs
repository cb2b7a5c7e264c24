//! What a life comes to, in things that exist in every world, so that a person can be laid beside the own twin.
//!
//! A score exists in some worlds only and is no outcome. Kept in memory for one block, never written: only cells of
//! at least ten people leave the laboratory (kernel.md 18).

use crate::Rules;
use crate::population::{City, Place};
use crate::state::{Block, mark, stands, work};

macro_rules! outcomes {
    ($($variant:ident $name:literal $unit:literal $good:literal $text:literal;)*) => {
        /// One thing that is compared between twins.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Outcome { $($variant),* }

        impl Outcome {
            pub const ALL: &'static [Outcome] = &[$(Outcome::$variant),*];
            pub const fn name(self) -> &'static str {
                match self { $(Outcome::$variant => $name),* }
            }
            pub const fn unit(self) -> &'static str {
                match self { $(Outcome::$variant => $unit),* }
            }
            /// Whether more of it is better for the person.
            pub const fn more_is_better(self) -> bool {
                match self { $(Outcome::$variant => $good),* }
            }
            /// What is counted, in a sentence.
            pub const fn text(self) -> &'static str {
                match self { $(Outcome::$variant => $text),* }
            }
        }
    };
}

outcomes! {
    DaysEmployed "days_employed" "days" true "evenings with work";
    DaysInArrears "days_in_arrears" "days" false "evenings behind with payments: what an income comes to, since the model keeps no amounts";
    Refusals "refusals" "refusals" false "applications refused because of the record";
    DaysUnderSanction "days_under_sanction" "days" false "evenings in a band that an institution refuses, or while a fine or a refusal still weighs";
    Words "words" "messages" true "critical messages said or passed on beyond what is tolerated";
    Ties "ties" "ties" true "friends on the evening: given at the start, less those dropped, and those found";
}

impl Outcome {
    pub const COUNT: usize = Outcome::ALL.len();
}

/// The lives of one block up to tonight: a column for each outcome, so that an evening is a few sums over columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lives {
    /// By [`Outcome::ALL`], then by slot; 65,535 stands for as many or more. Empty where nobody asks.
    totals: [Vec<u16>; Outcome::COUNT],
    /// First day on which the last fine or refusal weighs no more.
    sanctioned_until: Vec<u16>,
}

impl Lives {
    /// Before the first day.
    pub fn new(place: &Place) -> Self {
        Self { totals: std::array::from_fn(|_| vec![0; place.len()]), sanctioned_until: vec![0; place.len()] }
    }

    /// Before the first day, of a world that has no other beside it: only what it is asked for itself.
    pub fn alone(place: &Place) -> Self {
        let asked = |outcome: usize| ALONE.iter().any(|alone| *alone as usize == outcome);
        let column = |outcome: usize| vec![0; if asked(outcome) { place.len() } else { 0 }];
        Self { totals: std::array::from_fn(column), ..Self::new(place) }
    }

    /// What each person of the block has come to, by slot.
    pub fn totals(&self, outcome: Outcome) -> &[u16] {
        &self.totals[outcome as usize]
    }

    /// Everything that is remembered, in full: a new column must be carried, too.
    pub(crate) fn columns(&mut self) -> (&mut [Vec<u16>; Outcome::COUNT], &mut Vec<u16>) {
        let Self { totals, sanctioned_until } = self;
        (totals, sanctioned_until)
    }

    /// Adds an evening, after the day has been lived.
    pub fn add(&mut self, city: &City, rules: &Rules, block: &Block, today: u16) {
        self.sanctions(rules, block, today);
        let people = &block.people;
        let weighing = people.stands.iter().zip(&self.sanctioned_until);
        let weighing = weighing.map(|(stands, until)| (stands & stands::REFUSED != 0) | (today < *until));
        count(&mut self.totals[Outcome::DaysUnderSanction as usize], weighing);
        let working = people.work.iter().map(|work| *work == work::EMPLOYED);
        count(&mut self.totals[Outcome::DaysEmployed as usize], working);
        let behind = people.bonds.iter().map(|bond| bond.arrears > 0);
        count(&mut self.totals[Outcome::DaysInArrears as usize], behind);
        self.ties(city, block);
        let spoken = |behaviour: u8| city.catalogue.behaviours[usize::from(behaviour)].role.is_speech();
        for act in block.today.acts.iter().filter(|act| spoken(act.behaviour)) {
            self.one_more(Outcome::Words, act.slot);
        }
    }

    /// Friends of tonight.
    fn ties(&mut self, city: &City, block: &Block) {
        let friends = city.contacts.friend_count();
        let ties = &mut self.totals[Outcome::Ties as usize];
        for (ties, bond) in ties.iter_mut().zip(&block.people.bonds) {
            *ties = (friends - bond.ties.count_ones().min(friends)) as u16;
        }
        for (slot, _) in &block.new_ties {
            self.one_more(Outcome::Ties, *slot);
        }
    }

    /// Refusals of today, and how long they and the fines of today weigh.
    fn sanctions(&mut self, rules: &Rules, block: &Block, today: u16) {
        let until = |days: u32| (u32::from(today) + days).min(u32::from(u16::MAX)) as u16;
        for refusal in &block.today.refusals {
            let gate = rules.gates.gates[usize::from(refusal.gate)].as_ref();
            self.weigh(refusal.slot, until(gate.map_or(0, |gate| gate.lasts_days)));
            self.one_more(Outcome::Refusals, refusal.slot);
        }
        let fined = block.today.marked.iter().map(|number| block.marks.at(*number as usize));
        for fine in fined.filter(|entry| entry.state & mark::FINED != 0) {
            self.weigh(fine.slot, until(rules.sanctions.fine_days));
        }
    }

    fn weigh(&mut self, slot: u16, until: u16) {
        let at = &mut self.sanctioned_until[usize::from(slot)];
        *at = until.max(*at);
    }

    fn one_more(&mut self, outcome: Outcome, slot: u16) {
        if let Some(total) = self.totals[outcome as usize].get_mut(usize::from(slot)) {
            *total = total.saturating_add(1);
        }
    }
}

/// What a world is asked for even when there is no other beside it.
const ALONE: [Outcome; 2] = [Outcome::Refusals, Outcome::DaysUnderSanction];

/// One day more for those of whom it holds; an empty column stays empty.
fn count(totals: &mut [u16], holds: impl Iterator<Item = bool>) {
    totals.iter_mut().zip(holds).for_each(|(total, holds)| *total += u16::from(holds));
}
