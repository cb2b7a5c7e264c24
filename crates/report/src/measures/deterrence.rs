//! What a world prevents and what it only moves: acts beside those of the same people in another world.

use super::{Basis, Paired, Unit, share};
use crate::Cell;
use model::measures::Measure::{HiddenActs, Offences, People, ScoredActs};

pub const DETERRENCE: Paired = Paired {
    key: "deterrence",
    name: "deterrence",
    sentence: "The share of acts against a rule of law that are not done here, beside the same people in the reference.",
    formula: "1 − offences here ÷ offences there",
    source: "Becker 1968 for the choice of each person; closed form",
    misses: "acts that only moved out of sight count as done; what it cost to prevent the others is told by everything else",
    unit: Unit::Share,
    of: |here, there, group| {
        share(here.total.get(group, Offences), there.total.get(group, Offences)).map(|share| 1.0 - share)
    },
    basis: |here, there, group| Basis {
        events: there.total.get(group, Offences).min(here.total.get(group, Offences)),
        cases: there.total.get(group, People),
    },
};

pub const DISPLACEMENT: Paired = Paired {
    key: "displacement",
    name: "displacement",
    sentence: "Of the acts that are no longer done where a camera looks, the share that is done out of its sight instead.",
    formula: "(out of sight here − there) ÷ (in the open there − here)",
    source: "closed form, as the weighted displacement quotient without its control areas (Bowers & Johnson 2003)",
    misses: "worlds in which no fewer acts are done in the open: then there is nothing to divide by",
    unit: Unit::Share,
    of: |here, there, group| {
        let [open, hidden] = [open, hidden].map(|count| count(there, group) - count(here, group));
        share(-hidden, open)
    },
    basis: |here, there, group| Basis {
        events: hidden(here, group).abs_diff(hidden(there, group)) as i64,
        cases: open(there, group) - open(here, group),
    },
};

fn open(cell: &Cell, group: usize) -> i64 {
    cell.total.get(group, Offences) + cell.total.get(group, ScoredActs) - hidden(cell, group)
}

fn hidden(cell: &Cell, group: usize) -> i64 {
    cell.total.get(group, HiddenActs)
}
