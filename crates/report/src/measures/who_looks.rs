//! Who looks people up: the same record before the bank, the employer, the school, the railway.

use super::{About, Basis, Unit, yearly};
use model::measures::Measure::{
    LookUpsBank, LookUpsCarriers, LookUpsEmployers, LookUpsOthers, LookUpsPlatform, LookUpsSchools, People,
};

macro_rules! looker {
    ($key:literal, $name:literal, $sentence:literal, $measure:ident) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: "look-ups by this institution ÷ person-years",
            source: "identity: the six add up to all look-ups",
            misses: "what the institution did with what it saw: see the refusals",
            unit: Unit::PerPersonYear,
            of: |cell, group| yearly(cell, group, cell.total.get(group, $measure)),
            basis: |cell, group| Basis {
                events: cell.total.get(group, $measure),
                cases: cell.total.get(group, People),
            },
        }
    };
}

/// One for each kind of institution.
pub const LOOKERS: [About; 6] = [
    looker!("look_ups_bank", "the bank", "How often the bank looked up a person's record in a year.", LookUpsBank),
    looker!(
        "look_ups_employers",
        "employers",
        "How often employers looked up a person's record in a year.",
        LookUpsEmployers
    ),
    looker!(
        "look_ups_schools",
        "schools",
        "How often schools looked up the record of a child's guardian in a year, for each person.",
        LookUpsSchools
    ),
    looker!(
        "look_ups_carriers",
        "railway and air",
        "How often railway, airline and the office for foreign journeys looked up a person's record in a year.",
        LookUpsCarriers
    ),
    looker!(
        "look_ups_platform",
        "the platform",
        "How often the shopping platform looked up a person's record in a year.",
        LookUpsPlatform
    ),
    looker!(
        "look_ups_others",
        "other offices",
        "How often landlords, insurers and the offices for permits, vouchers and benefits looked up a person's record in a year.",
        LookUpsOthers
    ),
];
