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

/// The lives of one block up to tonight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lives {
    /// By slot, then by [`Outcome::ALL`].
    totals: Vec<[u32; Outcome::COUNT]>,
    /// First day on which the last fine or refusal weighs no more.
    sanctioned_until: Vec<u32>,
}

impl Lives {
    /// Before the first day.
    pub fn new(place: &Place) -> Self {
        Self { totals: vec![[0; Outcome::COUNT]; place.len()], sanctioned_until: vec![0; place.len()] }
    }

    /// What each person of the block has come to, by slot.
    pub fn totals(&self) -> &[[u32; Outcome::COUNT]] {
        &self.totals
    }

    /// Everything that is remembered, in full: a new column must be carried, too.
    pub(crate) fn columns(&mut self) -> (&mut Vec<[u32; Outcome::COUNT]>, &mut Vec<u32>) {
        let Self { totals, sanctioned_until } = self;
        (totals, sanctioned_until)
    }

    /// Adds an evening, after the day has been lived.
    pub fn add(&mut self, city: &City, rules: &Rules, block: &Block, today: u16) {
        self.sanctions(rules, block, u32::from(today));
        let friends = city.contacts.friend_count();
        let people = &block.people;
        for (slot, totals) in self.totals.iter_mut().enumerate() {
            let in_band = people.stands[slot] & stands::REFUSED != 0;
            let weighed = in_band || u32::from(today) < self.sanctioned_until[slot];
            totals[Outcome::DaysEmployed as usize] += u32::from(people.work[slot] == work::EMPLOYED);
            totals[Outcome::DaysInArrears as usize] += u32::from(people.minds[slot].arrears > 0);
            totals[Outcome::DaysUnderSanction as usize] += u32::from(weighed);
            totals[Outcome::Ties as usize] = friends - people.minds[slot].ties.count_ones().min(friends);
        }
        for (slot, _) in &block.new_ties {
            self.totals[usize::from(*slot)][Outcome::Ties as usize] += 1;
        }
        let spoken = |behaviour: u8| city.catalogue.behaviours[usize::from(behaviour)].role.is_speech();
        for act in block.today.acts.iter().filter(|act| spoken(act.behaviour)) {
            self.totals[usize::from(act.slot)][Outcome::Words as usize] += 1;
        }
    }

    /// Refusals of today, and how long they and the fines of today weigh.
    fn sanctions(&mut self, rules: &Rules, block: &Block, today: u32) {
        let mut weigh = |slot: usize, days: u32| {
            self.sanctioned_until[slot] = self.sanctioned_until[slot].max(today + days);
        };
        for refusal in &block.today.refusals {
            let gate = rules.gates.gates[usize::from(refusal.gate)].as_ref();
            weigh(usize::from(refusal.slot), gate.map_or(0, |gate| gate.lasts_days));
            self.totals[usize::from(refusal.slot)][Outcome::Refusals as usize] += 1;
        }
        let fined = block.today.marked.iter().map(|number| block.marks.at(*number as usize));
        for fine in fined.filter(|entry| entry.state & mark::FINED != 0) {
            weigh(usize::from(fine.slot), rules.sanctions.fine_days);
        }
    }
}
