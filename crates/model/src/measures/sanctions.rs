//! The three wrongs, never one: erroneous, rights-violating, disproportionate.
//!
//! A flawless regime that punishes a real critical message makes no error at all; so an error count alone would
//! praise better cameras. Of every sanction three questions are asked: would it have come without erroneous marks? if
//! so, would it have come without marks for speech and for another's act? and is the sum of severity × days above τ
//! times the severity of the own acts? So what own lawful marks do not explain is one of the first two.

use super::Measure;
use crate::mechanisms::gates;
use crate::population::{City, Place};
use crate::rules::Sources;
use crate::state::{Block, STANDINGS, Standing, ever};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// τ, severity-days for a unit of severity.
    disproportion: u32,
    /// Days for which a fine is taken to weigh.
    pub(crate) fine_days: u32,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        Self {
            disproportion: sources.city.count("measure.disproportion"),
            fine_days: sources.city.count("measure.fine_days"),
        }
    }
}

/// The stocks of those who stand in a refused band: all; wrongly; for a right.
pub(crate) const STANDING: [Measure; 3] =
    [Measure::Sanctioned, Measure::SanctionedErroneous, Measure::SanctionedRights];

/// Whether somebody stands in a refused band; and would not without errors; or else would not without speech and kin.
pub(crate) fn stands(gates: &gates::Rules, standings: [Standing; STANDINGS]) -> [bool; 3] {
    let [booked, clean, lawful] = standings.map(|at| gates.refuses_somewhere(at.band));
    [booked, booked && !clean, booked && clean && !lawful]
}

/// Counts them from the beginning: on the first evening, and when institutions look at other bands.
pub(crate) fn recount(city: &City, gates: &gates::Rules, place: &Place, block: &mut Block) {
    for row in block.counts.0.chunks_mut(Measure::COUNT) {
        STANDING.into_iter().for_each(|measure| row[measure as usize] = 0);
    }
    for slot in 0..place.len() {
        for (measure, holds) in STANDING.into_iter().zip(stands(gates, block.people.standings[slot])) {
            block.counts.add(place, slot, &city.groups, measure, i64::from(holds));
        }
    }
}

/// A sanction as it falls: how much, and which of the first two wrongs it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sanction {
    /// Severity × days; 0 for standing in a refused band, which weighs through its refusals.
    pub weight: u32,
    pub erroneous: bool,
    pub rights: bool,
}

/// Books a sanction of somebody and counts first times.
pub(crate) fn book(city: &City, rules: &Rules, place: &Place, block: &mut Block, slot: usize, sanction: Sanction) {
    let people = &mut block.people;
    people.punished[slot] = people.punished[slot].saturating_add(sanction.weight);
    let disproportionate = is_disproportionate(rules, people.punished[slot], people.offended[slot]);
    let now = [
        (true, ever::SANCTIONED, Measure::NewlySanctioned),
        (sanction.erroneous, ever::ERRONEOUS, Measure::NewlyErroneous),
        (sanction.rights, ever::RIGHTS, Measure::NewlyRights),
        (disproportionate, ever::DISPROPORTIONATE, Measure::NewlyDisproportionate),
    ];
    for (holds, bit, measure) in now {
        if holds && people.ever[slot] & bit == 0 {
            people.ever[slot] |= bit;
            block.counts.add(place, slot, &city.groups, measure, 1);
        }
    }
}

/// Books the severity of an own act that was marked.
pub(crate) fn offend(block: &mut Block, slot: usize, severity: u32) {
    block.people.offended[slot] = block.people.offended[slot].saturating_add(severity);
}

/// Severity-days above τ for each unit of severity of the own acts; without any own act, for one unit.
pub fn is_disproportionate(rules: &Rules, punished: u32, offended: u32) -> bool {
    u64::from(punished) > u64::from(rules.disproportion) * u64::from(offended.max(1))
}
