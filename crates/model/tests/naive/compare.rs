//! Lays the naive day beside the fast one, person by person, and names the first difference.

use super::{Naive, Waiting};
use crate::serial::Serial;
use model::Record;
use model::chance::{About, Purpose};
use model::measures::Measure;
use model::measures::groups::{CHATS, CONDUCTS};
use model::parameters::{AGE_GROUPS, INCOMES, RESIDENCES, SEXES};
use model::state::{AS_BOOKED, Block, Case, STANDINGS, Truth, ever, mark, work};
use std::fmt::Debug;

impl Naive<'_> {
    /// Whether a person is counted in a row of the tables, by the name of the row.
    fn belongs(&self, person: u32, kind: &str, name: &str) -> bool {
        let (place, slot) = self.place(person);
        let age = AGE_GROUPS[usize::from(place.age(slot) / 10).min(AGE_GROUPS.len() - 1)];
        let (residence, income) = (RESIDENCES[place.residence(slot)], INCOMES[place.income(slot)]);
        let third = CONDUCTS[usize::from(place.propensity(slot)) * 3 / 64];
        match kind {
            "all" => true,
            "district" => self.city.districts[usize::from(place.district())].name == name,
            "age" => age == name,
            "sex" => SEXES[place.sex(slot)] == name,
            "residence" => residence == name,
            "income" => income == name,
            "appearance" => self.town.city.names("margin.appearance")[place.appearance(slot)] == name,
            "conduct" => third == name,
            "residence × income" => format!("{residence} × {income}") == name,
            "chat size" => false,
            other => panic!("nobody told the naive day about groups of `{other}`"),
        }
    }

    /// By row of the tables: who is counted in it.
    pub(crate) fn all_members(&self) -> Vec<Vec<bool>> {
        let of = |kind, name| (0..self.city.people).map(|person| self.belongs(person, kind, name)).collect();
        self.city.groups.list.iter().map(|group| of(group.kind, &group.name)).collect()
    }

    /// All counters of the day: flows from what happened, stocks by looking at everybody.
    pub(super) fn recount(&self) -> Vec<i64> {
        let happened = &self.today.events;
        let stocks = (0..self.city.people).flat_map(|person| self.stocks(person).map(|(m, n)| (person, m, n)));
        let by_person: Vec<(u32, Measure, i64)> = happened.iter().copied().chain(stocks).collect();
        let mut counts = Vec::new();
        for group in &self.city.groups.list {
            let members = &self.members[counts.len() / Measure::COUNT];
            let mut row = vec![0; Measure::COUNT];
            for (_, measure, n) in by_person.iter().filter(|(person, _, _)| members[*person as usize]) {
                row[*measure as usize] += n;
            }
            let chat = CHATS.iter().position(|(name, _)| *name == group.name).filter(|_| group.kind == "chat size");
            let smallest = chat.map(|class| if class == 0 { 0 } else { CHATS[class - 1].1 + 1 });
            for (size, measure, n) in &self.today.said {
                if chat.is_some_and(|class| (smallest.unwrap()..=CHATS[class].1).contains(size)) {
                    row[*measure as usize] += n;
                }
            }
            counts.extend(row);
        }
        counts
    }

    fn stocks(&self, person: u32) -> [(Measure, i64); 13] {
        let citizen = &self.citizens[person as usize];
        let about = About { who: person, other: 3, day: 0, purpose: Purpose::Trait };
        let demand = (self.city.seed.draw(about, 0)[0] >> 16) as u16;
        let [booked, erroneously, for_a_right, listed] = self.stands(person);
        let waiting = self.appeals.iter().filter(|case| case.person == person).count();
        [
            (Measure::People, 1),
            (Measure::Sanctioned, i64::from(booked)),
            (Measure::SanctionedErroneous, i64::from(erroneously)),
            (Measure::SanctionedRights, i64::from(for_a_right)),
            (Measure::Listed, i64::from(listed)),
            (Measure::ScoreSum, i64::from(citizen.score)),
            (Measure::Employed, i64::from(citizen.work == work::EMPLOYED)),
            (Measure::Unemployed, i64::from(citizen.work == work::LOOKING)),
            (Measure::Arrears, i64::from(citizen.arrears > 0)),
            (Measure::Legitimacy, i64::from(citizen.legitimacy)),
            (Measure::Approving, i64::from(citizen.legitimacy >= demand)),
            (Measure::Excluded, i64::from(citizen.shut_out.is_some())),
            (Measure::AppealsWaiting, waiting as i64),
        ]
    }

    /// Fails on the first difference between this day and the other.
    pub(crate) fn compare(&self, fast: &Serial, record: &Record, counts: &[i64]) {
        for (person, (place, block, slot)) in (0u32..).zip(fast.everybody()) {
            assert_eq!(place.person(slot), person);
            self.compare_person(person, block, slot);
        }
        for (place, shares) in self.city.places.iter().zip(self.shares()) {
            assert_eq!(*shares, [place.bound().offences_share, place.bound().others_share]);
        }
        self.same(0, "reports that wait", line(&self.reports), self.cases(fast, |block| &block.reports, false));
        self.same(0, "appeals that wait", line(&self.appeals), self.cases(fast, |block| &block.appeals, true));
        self.same(0, "board", &self.board, &fast.commons.board);
        let heard = |then: Option<u16>| then.map_or(0, |day| day + 1);
        let voices: Vec<[u16; 2]> = self.citizens.iter().map(|citizen| citizen.heard.map(heard)).collect();
        assert!(voices == fast.commons.heard, "day {}: other people were heard", self.today.day);
        let opinions: Vec<u8> = self.citizens.iter().map(|citizen| citizen.opinion).collect();
        let copied = !fast.commons.opinions.is_empty();
        assert!(!copied || opinions == fast.commons.opinions, "day {}: other opinions", self.today.day);
        self.same(0, "attention", &self.attention, &fast.commons.attention);
        for (row, group) in self.city.groups.list.iter().enumerate() {
            for measure in Measure::ALL {
                let naive = counts[row * Measure::COUNT + *measure as usize];
                let what = format!("{} of {} {}", measure.name(), group.kind, group.name);
                self.same(0, &what, naive, record.get(row as u16, *measure));
            }
        }
    }

    fn same<T: PartialEq + Debug>(&self, person: u32, what: &str, naive: T, fast: T) {
        assert!(naive == fast, "day {}, person {person}, {what}:\n naive {naive:?}\n fast  {fast:?}", self.today.day);
    }

    fn compare_person(&self, person: u32, block: &Block, slot: usize) {
        let (citizen, fast) = (&self.citizens[person as usize], &block.people);
        let same = |what, naive: i64, fast: i64| self.same(person, what, naive, fast);
        let after = |day: Option<u16>| day.map_or(0, |day| i64::from(day) + 1);
        let marks: Vec<_> = block.marks.iter().filter(|mark| usize::from(mark.slot) == slot).collect();
        let states: Vec<_> =
            marks.iter().map(|m| (m.day, m.behaviour, m.channel, m.truth, m.points, m.state)).collect();
        let own = citizen.entries.iter().map(|e| {
            let state = [
                (e.fined, mark::FINED),
                (e.contested, mark::CONTESTED),
                (e.suspended, mark::SUSPENDED),
                (e.lifted, mark::LIFTED),
                (e.expired, mark::EXPIRED),
                (e.settled, mark::SETTLED),
            ];
            let state = state.into_iter().filter(|(holds, _)| *holds).map(|(_, bit)| bit).sum::<u8>();
            (e.day, e.behaviour, e.channel, e.truth as u8, e.points, state)
        });
        self.same(person, "marks", own.collect::<Vec<_>>(), states);
        same("work", citizen.work.into(), fast.work[slot].into());
        same("arrears", citizen.arrears.into(), fast.bonds[slot].arrears.into());
        same("refused job", after(citizen.refused_job), fast.refused_job[slot].into());
        same("refused loan", after(citizen.refused_loan), fast.refused_loan[slot].into());
        self.same(person, "ledgers", self.ledgers(person), fast.ledgers(slot));
        same("score", citizen.score.into(), fast.accounts[slot].score.into());
        self.same(person, "standings", citizen.standings, fast.accounts[slot].standings);
        same("points gained this month", citizen.gained.into(), fast.accounts[slot].gained.into());
        same("points lost this month", citizen.lost.into(), fast.accounts[slot].lost.into());
        let stars = [citizen.stars.iter().sum::<i32>() as u16, citizen.stars.len() as u16];
        self.same(person, "stars", stars, fast.stars[slot]);
        self.same(person, "acted", citizen.acted, fast.minds[slot].acted);
        self.same(person, "caught", citizen.caught, fast.minds[slot].caught);
        same("false marks", citizen.false_marks.into(), fast.minds[slot].false_marks.into());
        same("legitimacy", citizen.legitimacy.into(), fast.minds[slot].legitimacy.into());
        same("ties", citizen.dropped.iter().fold(0, |bits, bit| bits | 1 << bit), fast.bonds[slot].ties.into());
        let found = block.new_ties.iter().filter(|(from, _)| usize::from(*from) == slot).map(|(_, friend)| *friend);
        self.same(person, "new ties", citizen.new_friends.clone(), found.collect());
        let out = block.excluded.iter().find(|(out, _)| usize::from(*out) == slot).map(|(_, until)| *until);
        self.same(person, "shut out until", citizen.shut_out, out);
        same("punished", citizen.punished.into(), fast.accounts[slot].punished.into());
        same("offended", citizen.offended.into(), fast.accounts[slot].offended.into());
        let ever = [
            (citizen.sanctioned, ever::SANCTIONED),
            (citizen.erroneously, ever::ERRONEOUS),
            (citizen.for_a_right, ever::RIGHTS),
            (citizen.disproportionately, ever::DISPROPORTIONATE),
        ];
        let ever = ever.into_iter().filter(|(holds, _)| *holds).map(|(_, bit)| i64::from(bit)).sum();
        same("ever", ever, block.people.ever[slot].into());
        if let Some(holders) = fast.holders.get(slot) {
            let own = |standing| std::array::from_fn(|holder| self.holder(person, standing, holder));
            self.same(person, "holders", std::array::from_fn::<_, STANDINGS, _>(own), *holders);
        }
        if self.has_bands() {
            let rules = &self.rules.scoring;
            let raw = rules.band_of(citizen.score);
            assert!(citizen.standings[AS_BOOKED].raw >= raw, "a band is kept, never anticipated");
        }
    }

    /// The cases of all blocks as the naive day writes them.
    fn cases(&self, fast: &Serial, of: impl Fn(&Block) -> &Vec<Case>, appeals: bool) -> Vec<Waiting> {
        let mut all = Vec::new();
        for (place, block) in self.city.places.iter().zip(&fast.blocks) {
            for case in of(block) {
                // An appeal names the mark by its place in the block; the naive day counts the person's own.
                let before = block.marks.iter().take(case.about as usize).filter(|mark| mark.slot == case.slot);
                all.push(Waiting {
                    filed: case.filed,
                    lottery: case.lottery,
                    person: place.person(usize::from(case.slot)),
                    about: if appeals { before.count() as u32 } else { case.about },
                    behaviour: case.behaviour,
                    truth: Truth::from_number(case.truth),
                });
            }
        }
        line(&all)
    }
}

/// In the order of service.
fn line(waiting: &[Waiting]) -> Vec<Waiting> {
    let mut line = waiting.to_vec();
    line.sort_by_key(|case| (case.filed, case.lottery, case.person, case.about));
    line
}
