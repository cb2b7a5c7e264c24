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
use crate::state::{Block, STANDINGS, ever, stands};

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

/// The stocks of those who stand in a refused band or on a refused list: all; wrongly; for a right; on a list.
const STANDING: [(Measure, u8); 4] = [
    (Measure::Sanctioned, stands::REFUSED),
    (Measure::SanctionedErroneous, stands::ERRONEOUSLY),
    (Measure::SanctionedRights, stands::FOR_A_RIGHT),
    (Measure::Listed, stands::LISTED),
];

/// Whether somebody is refused somewhere; and would not be without errors; or else would not be without speech and
/// kin; and whether a list does it.
pub fn bits(refused: [bool; STANDINGS], listed: bool) -> u8 {
    let [booked, clean, lawful] = refused;
    let holds = [booked, booked && !clean, booked && clean && !lawful, listed];
    STANDING.iter().zip(holds).filter(|(_, holds)| *holds).fold(0, |bits, ((_, bit), _)| bits | bit)
}

/// Counts them from the beginning: on the first evening, and when institutions look at other things.
pub(crate) fn recount(city: &City, rules: &crate::Rules, place: &Place, block: &mut Block) {
    STANDING.iter().for_each(|(measure, _)| block.counts.forget(*measure));
    block.people.stands.fill(0);
    (0..place.len()).for_each(|slot| recount_one(city, rules, place, block, slot));
}

fn recount_one(city: &City, rules: &crate::Rules, place: &Place, block: &mut Block, slot: usize) {
    let is = gates::stands(rules, block, slot);
    let was = std::mem::replace(&mut block.people.stands[slot], is);
    for (measure, bit) in STANDING.iter().filter(|(_, bit)| (was ^ is) & bit != 0) {
        block.counts.add(place, slot, &city.groups, *measure, if is & bit != 0 { 1 } else { -1 });
    }
}

/// Counts somebody anew whose band or list has changed; to stand where one is refused is a sanction.
pub(crate) fn restand(city: &City, rules: &crate::Rules, place: &Place, block: &mut Block, slot: usize) {
    recount_one(city, rules, place, block, slot);
    let is = block.people.stands[slot];
    if is & stands::REFUSED != 0 {
        let (erroneous, rights) = (is & stands::ERRONEOUSLY != 0, is & stands::FOR_A_RIGHT != 0);
        book(city, &rules.sanctions, place, block, slot, Sanction { weight: 0, erroneous, rights });
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
    people.accounts[slot].punished = people.accounts[slot].punished.saturating_add(sanction.weight);
    let disproportionate = is_disproportionate(rules, people.accounts[slot].punished, people.accounts[slot].offended);
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
    block.people.accounts[slot].offended = block.people.accounts[slot].offended.saturating_add(severity);
}

/// Severity-days above τ for each unit of severity of the own acts; without any own act, for one unit.
pub fn is_disproportionate(rules: &Rules, punished: u32, offended: u32) -> bool {
    u64::from(punished) > u64::from(rules.disproportion) * u64::from(offended.max(1))
}
