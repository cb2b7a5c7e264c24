//! What people did themselves, seen or not: the conduct that a score claims to measure.
//!
//! Kept in memory for one block and never written. *Due* is what the own acts would have brought, had each been
//! recorded once: no cap, no decay, no expiry.

use crate::Rules;
use crate::carry::{Carrier, Lost, fixed};
use crate::catalogue::Role;
use crate::population::{City, Place};
use crate::state::Block;
use bytemuck::{Pod, Zeroable};

/// What somebody did up to tonight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Own {
    /// Sum of the severities of acts that are neither speech nor good nor a child's.
    pub severity: u32,
    /// Hundredths of a point; as many as fit into 32 bits stand for as many or more.
    pub due: i32,
}

/// The own acts of one block, by slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnActs(Vec<Own>);

impl OwnActs {
    /// Before the first day.
    pub fn new(place: &Place) -> Self {
        Self(vec![Own::default(); place.len()])
    }

    /// By slot.
    pub fn all(&self) -> &[Own] {
        &self.0
    }

    /// In the evening, after it was added.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        fixed(carrier, "own acts", &mut self.0)
    }

    /// Adds a day that was lived.
    pub fn add(&mut self, city: &City, rules: &Rules, block: &Block) {
        for act in &block.today.acts {
            let (slot, number) = (usize::from(act.slot), usize::from(act.behaviour));
            let behaviour = &city.catalogue.behaviours[number];
            let own = &mut self.0[slot];
            own.due = own.due.saturating_add(act.points(rules.scoring.points(number)));
            if !behaviour.role.is_speech() && !behaviour.role.is_good() && behaviour.role != Role::Child {
                own.severity += behaviour.severity;
            }
        }
    }
}
