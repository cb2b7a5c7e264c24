//! The wall: one tile for each district, institution, office, group and kind of chat; and when one of them is out of
//! the ordinary.
//!
//! A tile is looked at with rules of stated thresholds, and with nothing else: no rule is learned and none is tuned to
//! a regime. They look at counts of at least ten. An alarm says what was seen, and is no proof of a cause.

use model::City;
use model::measures::Measure;
use model::measures::groups::{ALL, CHATS, DISTRICT, Group};
use std::collections::VecDeque;

/// Fewer events than this raise no alarm.
pub const LEAST_EVENTS: i64 = 10;
/// Days of an outburst.
const BURST_DAYS: usize = 7;
/// Days of a trend, and of the past that an outburst is compared with.
const TREND_DAYS: usize = 28;
/// How many standard deviations of a count make an outburst.
const BURST_DEVIATIONS: f64 = 4.0;
/// Days of work that may wait before a queue overflows.
const QUEUE_DAYS: f64 = 30.0;
/// How much more of a district may come into a refused band within 28 days than of the city, as a share of its people.
const FALL_SHARE: f64 = 0.01;
/// How much more often a group may be refused than the city.
const REFUSED_TIMES: f64 = 1.5;
/// What must still be said in a kind of chat, as a share of what the twin says.
const QUIET_SHARE: f64 = 0.7;

/// A rule with its threshold, for whoever reads the wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    pub key: &'static str,
    /// Numbers of the sentence that states it, in its order.
    pub thresholds: &'static [f64],
    pub text: &'static str,
}

/// Every rule of the wall.
pub const RULES: &[Rule] = &[
    Rule {
        key: "outburst",
        thresholds: &[BURST_DAYS as f64, BURST_DEVIATIONS, TREND_DAYS as f64, LEAST_EVENTS as f64],
        text: "wrong marks of a district, or refusals of an institution, in {0} days: more than {1} standard deviations above the {2} days before, and at least {3}",
    },
    Rule {
        key: "overflow",
        thresholds: &[QUEUE_DAYS, BURST_DAYS as f64, LEAST_EVENTS as f64],
        text: "appeals that wait: more than {0} days of work at the pace of the last {1} days, and at least {2}",
    },
    Rule {
        key: "falling",
        thresholds: &[FALL_SHARE, TREND_DAYS as f64, LEAST_EVENTS as f64],
        text: "people of a district who came into a refused band within {1} days: more than in the city by {0} of its people, and at least {2}",
    },
    Rule {
        key: "refused",
        thresholds: &[REFUSED_TIMES, TREND_DAYS as f64, BURST_DEVIATIONS, LEAST_EVENTS as f64],
        text: "refusals of a group in {1} days: more than {0} times as many for each person as in the city, {2} standard deviations above it, and at least {3}",
    },
    Rule {
        key: "quiet",
        thresholds: &[QUIET_SHARE, TREND_DAYS as f64, LEAST_EVENTS as f64],
        text: "critical words of a kind of chat in {1} days: less than {0} of what the twin said, where at least {2} people fell silent",
    },
];

/// What a tile shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Wrong marks of a district in 7 days, for 1,000 people.
    District,
    /// Refusals of an institution in 28 days, for 1,000 people.
    Institution,
    /// Appeals that wait.
    Queue,
    /// Refusals of a group in 28 days, for 1,000 people.
    Group,
    /// Critical words said in chats of a size, as a share of what people wanted to say, in 28 days.
    Chat,
}

impl Sort {
    pub fn key(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Institution => "institution",
            Self::Queue => "queue",
            Self::Group => "group",
            Self::Chat => "chat",
        }
    }
}

/// A picture of the wall.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    pub sort: Sort,
    /// Dimension of a group (`residence`), else empty.
    pub kind: &'static str,
    pub name: String,
    row: usize,
    /// What is counted; none for chats, which have two measures.
    measure: Option<Measure>,
}

/// A tile out of the ordinary.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    pub tile: usize,
    pub rule: &'static str,
    /// From 1: how far beyond the threshold.
    pub weight: f64,
    /// What was seen, and what it is compared with.
    pub seen: f64,
    pub usual: f64,
}

/// Groups that have a tile of their own.
const KINDS: &[&str] = &["residence", "appearance", "income"];
/// Institutions with a counter of refusals.
const INSTITUTIONS: &[(&str, Measure)] = &[
    ("employers", Measure::RefusedJobs),
    ("bank", Measure::RefusedLoans),
    ("schools", Measure::RefusedSchools),
    ("carriers", Measure::RefusedJourneys),
];

/// The tiles of a city, in the order of the wall.
pub fn tiles(city: &City) -> Vec<Tile> {
    let groups = &city.groups.list;
    let of = |sort, row: usize, measure| {
        let Group { kind, name } = &groups[row];
        Tile { sort, kind, name: name.clone(), row, measure: Some(measure) }
    };
    let office = |sort, name: &str, measure| Tile {
        sort,
        kind: "",
        name: name.to_owned(),
        row: usize::from(ALL),
        measure: Some(measure),
    };
    let mut tiles: Vec<Tile> = (0..city.districts.len())
        .map(|district| of(Sort::District, usize::from(DISTRICT) + district, Measure::Sanctioned))
        .collect();
    tiles.extend(INSTITUTIONS.iter().map(|(name, measure)| office(Sort::Institution, name, *measure)));
    tiles.push(office(Sort::Queue, "appeals", Measure::AppealsWaiting));
    tiles.extend((0..CHATS.len()).map(|chat| {
        let row = usize::from(city.groups.chat) + chat;
        Tile { measure: None, ..of(Sort::Chat, row, Measure::Silenced) }
    }));
    let shown = (0..groups.len()).filter(|row| KINDS.contains(&groups[*row].kind));
    tiles.extend(shown.map(|row| of(Sort::Group, row, Measure::Refusals)));
    tiles
}

/// The last days of one world, as counters by group.
#[derive(Default)]
pub(crate) struct Past {
    days: VecDeque<Vec<i64>>,
}

impl Past {
    pub(crate) fn push(&mut self, counts: &[i64]) {
        if self.days.len() == BURST_DAYS + TREND_DAYS {
            self.days.pop_front();
        }
        self.days.push_back(counts.to_vec());
    }

    fn at(&self, day: usize, row: usize, measure: Measure) -> i64 {
        self.days[day][row * Measure::COUNT + measure as usize]
    }

    /// Tonight.
    fn now(&self, row: usize, measure: Measure) -> i64 {
        self.at(self.days.len() - 1, row, measure)
    }

    /// As it was 28 days ago, or on the first day.
    fn then(&self, row: usize, measure: Measure) -> i64 {
        self.at(self.days.len().saturating_sub(1 + TREND_DAYS), row, measure)
    }

    /// Summed over the last days.
    fn last(&self, days: usize, row: usize, measures: &[Measure]) -> i64 {
        let from = self.days.len().saturating_sub(days);
        let day = |day: usize| measures.iter().map(|measure| self.at(day, row, *measure)).sum::<i64>();
        (from..self.days.len()).map(day).sum()
    }

    fn people(&self, row: usize) -> f64 {
        self.now(row, Measure::People).max(1) as f64
    }

    /// What a tile shows tonight; none where there is nothing to show.
    pub(crate) fn figure(&self, tile: &Tile) -> Option<f64> {
        let thousand = |n: i64| Some(1000.0 * n as f64 / self.people(tile.row));
        match (tile.sort, tile.measure) {
            (Sort::District, _) => thousand(self.last(BURST_DAYS, tile.row, WRONG)),
            (Sort::Institution | Sort::Group, Some(measure)) => thousand(self.last(TREND_DAYS, tile.row, &[measure])),
            (Sort::Queue, _) => Some(self.now(tile.row, Measure::AppealsWaiting) as f64),
            _ => self.said(tile.row),
        }
    }

    /// What was said in 28 days, of what people wanted to say.
    fn said(&self, row: usize) -> Option<f64> {
        let desired = self.last(TREND_DAYS, row, &[Measure::SpeechDesired]);
        let expressed = self.last(TREND_DAYS, row, &[Measure::SpeechExpressed]);
        (desired > 0).then(|| expressed as f64 / desired as f64)
    }
}

/// Marks that would not exist but for an error.
const WRONG: &[Measure] = &[Measure::MarksWrongPerson, Measure::MarksNoAct, Measure::MarksMalice];

/// Tiles out of the ordinary tonight, the gravest first.
pub(crate) fn alarms(tiles: &[Tile], here: &Past, twin: &Past) -> Vec<Alarm> {
    let mut alarms: Vec<Alarm> = tiles.iter().enumerate().flat_map(|(at, tile)| look(at, tile, here, twin)).collect();
    alarms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.tile.cmp(&b.tile)));
    alarms
}

fn look(at: usize, tile: &Tile, here: &Past, twin: &Past) -> Vec<Alarm> {
    let found = match (tile.sort, tile.measure) {
        (Sort::District, _) => vec![outburst(here, tile.row, WRONG), falling(here, tile.row)],
        (Sort::Institution, Some(measure)) => vec![outburst(here, tile.row, &[measure])],
        (Sort::Queue, _) => vec![overflow(here, tile.row)],
        (Sort::Group, _) => vec![refused(here, tile.row)],
        _ => vec![quiet(here, twin, tile.row)],
    };
    found.into_iter().flatten().map(|alarm| Alarm { tile: at, ..alarm }).collect()
}

fn alarm(rule: &'static str, weight: f64, seen: f64, usual: f64) -> Option<Alarm> {
    (weight > 1.0).then_some(Alarm { tile: 0, rule, weight, seen, usual })
}

/// Events of seven days beside the days before, as a Poisson count.
fn outburst(here: &Past, row: usize, measures: &[Measure]) -> Option<Alarm> {
    let all = here.days.len();
    let before = all.saturating_sub(BURST_DAYS);
    if before < BURST_DAYS {
        return None;
    }
    let seen = here.last(BURST_DAYS, row, measures);
    let past = here.last(all, row, measures) - seen;
    let usual = past as f64 * BURST_DAYS as f64 / before as f64;
    let threshold = usual + BURST_DEVIATIONS * usual.max(1.0).sqrt();
    if seen < LEAST_EVENTS { None } else { alarm("outburst", seen as f64 / threshold, seen as f64, usual) }
}

/// A queue against what was decided of it.
fn overflow(here: &Past, row: usize) -> Option<Alarm> {
    let waiting = here.now(row, Measure::AppealsWaiting);
    let days = here.days.len().min(BURST_DAYS);
    let filed = here.last(days, row, &[Measure::AppealsFiled]);
    let grown = waiting - here.at(here.days.len() - days, row, Measure::AppealsWaiting);
    let decided = (filed - grown).max(0) as f64 / days as f64;
    let threshold = (QUEUE_DAYS * decided).max(LEAST_EVENTS as f64);
    alarm("overflow", waiting as f64 / threshold, waiting as f64, decided)
}

/// How many of a district came into a refused band, beside the city.
fn falling(here: &Past, row: usize) -> Option<Alarm> {
    let came = |row: usize| {
        let came = here.now(row, Measure::Sanctioned) - here.then(row, Measure::Sanctioned);
        (came, came as f64 / here.people(row))
    };
    let ((people, share), (_, city)) = (came(row), came(usize::from(ALL)));
    if people < LEAST_EVENTS { None } else { alarm("falling", (share - city) / FALL_SHARE, share, city) }
}

/// Refusals of a group for each of its people, beside the city.
fn refused(here: &Past, row: usize) -> Option<Alarm> {
    let refusals = |row: usize| here.last(TREND_DAYS, row, &[Measure::Refusals]) as f64;
    let city = refusals(usize::from(ALL)) / here.people(usize::from(ALL));
    let (seen, expected) = (refusals(row), city * here.people(row));
    let certain = seen >= LEAST_EVENTS as f64 && seen > expected + BURST_DEVIATIONS * expected.max(1.0).sqrt();
    let (rate, weight) = (seen / here.people(row), seen / expected.max(1e-9) / REFUSED_TIMES);
    if certain { alarm("refused", weight, 1000.0 * rate, 1000.0 * city) } else { None }
}

/// What is said in a kind of chat, beside the twin.
fn quiet(here: &Past, twin: &Past, row: usize) -> Option<Alarm> {
    let silenced = |past: &Past| past.last(TREND_DAYS, row, &[Measure::Silenced]);
    let (said, would) = (here.said(row)?, twin.said(row)?);
    if here.days.len() < BURST_DAYS || silenced(here) - silenced(twin) < LEAST_EVENTS || would <= 0.0 {
        return None;
    }
    alarm("quiet", QUIET_SHARE * would / said.max(1e-3), said, would)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One group, in which this many wrong marks fall a day.
    fn past(marks: &[i64]) -> Past {
        let mut past = Past::default();
        for n in marks {
            let mut day = vec![0; Measure::COUNT];
            day[Measure::MarksNoAct as usize] = *n;
            day[Measure::People as usize] = 1_000;
            past.push(&day);
        }
        past
    }

    #[test]
    fn an_even_stream_is_no_outburst() {
        assert_eq!(outburst(&past(&[5; 30]), 0, WRONG), None);
    }

    #[test]
    fn ten_times_as_many_are_an_outburst_and_the_alarm_says_how_many() {
        let mut days = vec![1; 20];
        days.push(50);
        let alarm = outburst(&past(&days), 0, WRONG).expect("an alarm");
        assert_eq!((alarm.seen, alarm.usual), (56.0, 7.0));
        assert!(alarm.weight > 3.0, "56 ÷ (7 + 4·√7) is {}", alarm.weight);
    }

    #[test]
    fn a_handful_raises_no_alarm() {
        let mut days = vec![0; 20];
        days.push(9);
        assert_eq!(outburst(&past(&days), 0, WRONG), None);
    }

    #[test]
    fn a_queue_nobody_works_on_overflows_and_a_worked_one_does_not() {
        let queue = |waiting: &[i64], filed: i64| {
            let mut past = Past::default();
            for n in waiting {
                let mut day = vec![0; Measure::COUNT];
                day[Measure::AppealsWaiting as usize] = *n;
                day[Measure::AppealsFiled as usize] = filed;
                past.push(&day);
            }
            overflow(&past, 0).is_some()
        };
        assert!(queue(&[10, 20, 30, 40, 50, 60, 70, 80], 10));
        assert!(!queue(&[50; 10], 10), "five days of work wait");
    }

    #[test]
    fn every_rule_states_its_thresholds() {
        for rule in RULES {
            (0..rule.thresholds.len()).for_each(|at| assert!(rule.text.contains(&format!("{{{at}}}")), "{}", rule.key));
        }
    }
}
