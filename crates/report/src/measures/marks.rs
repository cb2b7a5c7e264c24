//! Where marks come from in truth, which the regime itself cannot see.

use super::{About, Basis, Unit, share, yearly};
use crate::Cell;
use model::measures::Measure::{
    self, MarksKin, MarksMalice, MarksNoAct, MarksOwn, MarksSpeech, MarksWrongAmount, MarksWrongPerson, People,
};

/// Marks that would not exist but for an error or a lie.
const FALSE: [Measure; 4] = [MarksWrongPerson, MarksNoAct, MarksMalice, MarksWrongAmount];
const ALL: [Measure; 7] =
    [MarksOwn, MarksSpeech, MarksWrongPerson, MarksNoAct, MarksMalice, MarksKin, MarksWrongAmount];

pub const FALSE_MARKS: About = About {
    key: "false_marks",
    name: "false marks",
    sentence: "The share of marks that would not exist but for an error or a lie: somebody else did it, nobody did it, a \
               false tip, or a wrong amount (the surplus is a mark of its own).",
    formula: "(wrong person + no act + malice + wrong amount) ÷ all marks",
    source: "hidden truth of each mark; false discovery proportion",
    misses: "marks for an act of kin, which are recorded correctly and are counted as rights-violating instead",
    unit: Unit::Share,
    of,
    basis,
};

pub fn of(cell: &Cell, group: usize) -> Option<f64> {
    share(sum(cell, group, &FALSE), sum(cell, group, &ALL))
}

fn basis(cell: &Cell, group: usize) -> Basis {
    Basis { events: sum(cell, group, &FALSE), cases: sum(cell, group, &ALL) }
}

fn sum(cell: &Cell, group: usize, measures: &[Measure]) -> i64 {
    measures.iter().map(|measure| cell.total.get(group, *measure)).sum()
}

/// False marks, for the measures of putting them right.
pub(super) fn false_marks(cell: &Cell, group: usize) -> i64 {
    sum(cell, group, &FALSE)
}

macro_rules! truth {
    ($key:literal, $name:literal, $sentence:literal, $measure:ident) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: "marks of this truth ÷ person-years × 1,000",
            source: "hidden truth of each mark",
            misses: "what a mark costs: see the sanctions",
            unit: Unit::PerThousandYears,
            of: |cell, group| yearly(cell, group, cell.total.get(group, $measure)).map(|rate| rate * 1000.0),
            basis: |cell, group| Basis {
                events: cell.total.get(group, $measure),
                cases: cell.total.get(group, People),
            },
        }
    };
}

/// By hidden truth: first what people did, then what they did not.
pub const MARKS: [About; 7] = [
    truth!("marks_own", "own act", "Marks for an own act outside speech.", MarksOwn),
    truth!("marks_speech", "speech", "Marks for an own act of speech.", MarksSpeech),
    truth!("marks_wrong_person", "wrong person", "Marks for what somebody else did.", MarksWrongPerson),
    truth!("marks_no_act", "no act", "Marks for what nobody did.", MarksNoAct),
    truth!("marks_malice", "malice", "Marks from a false tip.", MarksMalice),
    truth!("marks_kin", "kin", "Marks for an act of kin.", MarksKin),
    truth!("marks_wrong_amount", "wrong amount", "The surplus of marks whose points are wrong.", MarksWrongAmount),
];
