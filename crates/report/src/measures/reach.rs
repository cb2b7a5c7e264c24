//! How far into a life the score reaches: which contexts it touches, how often the alarm goes, how long one waits to be
//! heard. Who looks up whom is told with the look-ups.

use super::{About, Basis, Unit, share, yearly};
use crate::tallies::Tally;
use model::measures::Measure::{Alarms, AppealsFiled, AppealsWaiting, People};

pub const REACH: About = About {
    key: "reach",
    name: "contexts that a score touches",
    sentence: "The share of the contexts of a life (traffic, work, family …) in which an act is scored, or a score decides.",
    formula: "contexts in which information arises for a score or takes effect through it ÷ the nineteen contexts",
    source: "identity over the flows of the regime; contexts after `nissenbaum`",
    misses: "how much of a context: one gate counts as the whole of it",
    unit: Unit::Share,
    of: |cell, group| {
        let [outside, touched] = [0, 1].map(|touched| cell.tallies.count(Tally::Reach, group, (touched, 0)));
        share(touched, outside + touched)
    },
    basis: |cell, group| {
        let contexts = cell.tallies.sum(Tally::Reach, group);
        Basis { events: contexts, cases: contexts }
    },
};

pub const ALARMS: About = About {
    key: "alarms",
    name: "alarms",
    sentence: "Alarms of the control room about a thousand residents in a year.",
    formula: "alarms ÷ person-years × 1,000",
    source: "identity",
    misses: "what came of them",
    unit: Unit::PerThousandYears,
    of: |cell, group| yearly(cell, group, cell.total.get(group, Alarms)).map(|rate| rate * 1000.0),
    basis: |cell, group| Basis { events: cell.total.get(group, Alarms), cases: cell.total.get(group, People) },
};

pub const APPEAL_WAIT: About = About {
    key: "appeal_wait_days",
    name: "wait for an appeal",
    sentence: "How many evenings an appeal waits on average, counting those that still wait.",
    formula: "appeals waiting, summed over evenings ÷ appeals filed (Little's law)",
    source: "Little 1961; the queue itself is checked against the exact Geo/Geo/c chain in the tests of the model",
    misses: "the rest of the wait of those that still wait: where a queue grows, the true wait is longer",
    unit: Unit::Days,
    of: |cell, group| share(cell.person_days.get(group, AppealsWaiting), cell.total.get(group, AppealsFiled)),
    basis: |cell, group| {
        let filed = cell.total.get(group, AppealsFiled);
        Basis { events: filed, cases: filed }
    },
};
