//! Who still approves of the regime: by what happened to oneself, and to one's friends.

use super::{About, Basis, Unit, share};
use crate::Cell;
use crate::tallies::Tally;
use model::measures::Measure::{Approving, People};

/// Of all people.
pub const APPROVAL: About = About {
    key: "approval",
    name: "approval of the regime",
    sentence: "The share of people who approve of the regime on the last evening.",
    formula: "people who approve ÷ people; one approves while one's belief that it is fair is at least a private demand",
    source: "closed form; the start as surveyed by `kostka2019`",
    misses: "why people approve: praise under pressure looks the same",
    unit: Unit::Share,
    of: |cell, group| share(cell.total.get(group, Approving), cell.total.get(group, People)),
    basis: |cell, group| Basis { events: cell.total.get(group, Approving), cases: cell.total.get(group, People) },
};

macro_rules! trust {
    ($key:literal, $name:literal, $sentence:literal, $own:literal, $friends:expr) => {
        About {
            key: $key,
            name: $name,
            sentence: $sentence,
            formula: "people of this class who approve ÷ people of this class",
            of: |cell, group| {
                let basis = basis(cell, group, $own, &$friends);
                share(basis.events, basis.cases)
            },
            basis: |cell, group| basis(cell, group, $own, &$friends),
            ..APPROVAL
        }
    };
}

/// By what happened.
pub const TRUST: [About; 4] = [
    trust!(
        "approval_untouched",
        "approval, untouched",
        "Approval among people who were never sanctioned, and no friend of theirs wrongly.",
        0,
        [0]
    ),
    trust!(
        "approval_friend_wronged",
        "approval, a friend wronged",
        "Approval among people who were never sanctioned, with a friend who was wrongly.",
        0,
        [1]
    ),
    trust!(
        "approval_sanctioned",
        "approval, sanctioned",
        "Approval among people who were sanctioned, and never wrongly.",
        1,
        [0, 1]
    ),
    trust!("approval_wronged", "approval, wronged", "Approval among people who were wrongly sanctioned.", 2, [0, 1]),
];

fn basis(cell: &Cell, group: usize, own: i64, friends: &[i64]) -> Basis {
    let sum = |tally: Tally| friends.iter().map(|friends| cell.tallies.count(tally, group, (own, *friends))).sum();
    Basis { events: sum(Tally::Approving), cases: sum(Tally::Trust) }
}
