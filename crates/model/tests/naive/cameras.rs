//! What cameras say before it counts: matches that people look at, and the control room.

use super::{Letter, Naive, Waiting, Word, members, served};
use model::chance::{Purpose, below};
use model::fixed;
use model::measures::Measure;
use model::mechanisms::attribution::{self, Named};
use model::mechanisms::observation::ChannelKind;
use model::mechanisms::{alarms, confirmation};
use model::occasions::Stream;
use model::state::Truth;

/// Stands for the control room in draws.
const KEY: u32 = 0x0C0D_E0C0;

impl Naive<'_> {
    /// The part of a capacity that falls on today.
    fn places_today(&self, path: &str) -> u64 {
        let (day, capacity) = (u64::from(self.today.day), self.capacity(path));
        (((day + 1) * capacity) >> 16) - ((day * capacity) >> 16)
    }

    /// Every letter that comes from a camera is looked at, or not.
    pub(super) fn confirm(&mut self) {
        if !self.flag("confirmation.enabled") {
            return;
        }
        let channels = &self.rules.observation.channels;
        let of_camera = |letter: &Letter| {
            let channel = channels.get(usize::from(letter.channel));
            letter.word == Word::Mark && channel.is_some_and(|channel| channel.kind == ChannelKind::Camera)
        };
        let (matches, others): (Vec<Letter>, Vec<Letter>) = self.letters.iter().partition(|letter| of_camera(letter));
        self.letters = others;
        let words = |letter: &Letter| {
            let index = u32::from(letter.behaviour) | (letter.truth as u32) << 8;
            let key = channels[usize::from(letter.channel)].key;
            self.draw(letter.from, letter.to, Purpose::Confirmation, key ^ index)
        };
        let line: Vec<Waiting> = matches
            .iter()
            .map(|letter| Waiting {
                filed: self.today.day,
                lottery: words(letter)[0],
                person: letter.from,
                about: 0,
                behaviour: letter.behaviour,
                truth: letter.truth,
            })
            .collect();
        let seen = served(&line, self.places_today("confirmation.per_day"));
        let decisions: Vec<u32> = matches.iter().map(|letter| words(letter)[1]).collect();
        for (number, (letter, word)) in matches.into_iter().zip(decisions).enumerate() {
            let looked = seen.contains(&number);
            let dropped = match looked {
                true => confirmation::drops(&self.rules.confirmation, letter.truth, word),
                false => self.town.regime.text("confirmation.unseen") == Some("dropped"),
            };
            self.count(letter.from, Measure::Matches, 1);
            self.count(letter.from, Measure::MatchesSeen, i64::from(looked));
            self.count(letter.from, Measure::MatchesDropped, i64::from(dropped));
            self.count(letter.from, Measure::MatchesDroppedWrong, i64::from(dropped && letter.truth.is_erroneous()));
            self.letters.extend((!dropped).then_some(letter));
        }
    }

    /// All alarms of the day, and those that an operator looks at.
    pub(super) fn control_room(&mut self) {
        let watched: Vec<u8> = members(self.city.catalogue.set(self.town.regime.texts("alarm.behaviours")));
        let watched: Vec<u8> = watched
            .into_iter()
            .filter(|behaviour| !self.city.catalogue.behaviours[usize::from(*behaviour)].role.is_speech())
            .collect();
        if watched.is_empty() {
            return;
        }
        let mut alarms = Vec::new();
        for deed in self.today.deeds.iter().filter(|deed| watched.contains(&deed.behaviour) && !deed.hidden) {
            let (place, slot) = self.place(deed.person);
            let attention = self.attention[usize::from(place.district())];
            let chance = self.rules.alarms.sets_off(place.district(), place.appearance(slot), attention);
            let words = self.draw(deed.person, KEY, Purpose::Alarm, u32::from(deed.behaviour));
            if chance.times(self.more(deed.person, "observation")).hit(words[0]) {
                alarms.push(self.alarm(deed.person, deed.behaviour, Truth::Own, words[1]));
            }
        }
        for person in 0..self.city.people {
            let (place, slot) = self.place(person);
            let attention = self.attention[usize::from(place.district())];
            let face = &self.town.city.names("margin.appearance")[place.appearance(slot)];
            let regime = &self.town.regime;
            let ceiling = self.town.city.real("ceiling.false_alarms_per_year");
            let share = fixed::share(regime.real("alarm.false_per_year"), ceiling)
                .times(fixed::q16(regime.real(&format!("alarm.false_times.{face}"))))
                .times(attention)
                .times(self.more(person, "observation"));
            let words = self.words(person, KEY, Purpose::FalseAlarm);
            if self.happens(person, Stream::FalseAlarm, self.others_share(person)) && share.hit(words[0]) {
                let behaviour = watched[below(words[1], watched.len() as u32) as usize];
                alarms.push(self.alarm(person, behaviour, Truth::NoAct, words[2]));
            }
        }
        let handled = served(&alarms, self.places_today("alarm.handled_per_day"));
        for (number, alarm) in alarms.into_iter().enumerate() {
            self.count(alarm.person, Measure::Alarms, 1);
            self.count(alarm.person, Measure::AlarmsFalse, i64::from(alarm.truth == Truth::NoAct));
            if handled.contains(&number) {
                self.look_at(&alarm);
            }
        }
    }

    fn alarm(&self, person: u32, behaviour: u8, truth: Truth, lottery: u32) -> Waiting {
        Waiting { filed: self.today.day, lottery, person, about: 0, behaviour, truth }
    }

    fn look_at(&mut self, alarm: &Waiting) {
        let (person, nobody_did_it) = (alarm.person, alarm.truth == Truth::NoAct);
        let index = u32::from(alarm.behaviour) | (alarm.truth as u32) << 8;
        let words = self.draw(person, KEY, Purpose::Operator, index);
        let confirmed = alarms::confirms(&self.rules.alarms, alarm.truth, words[0]);
        self.count(person, Measure::AlarmsHandled, 1);
        self.count(person, Measure::AlarmsConfirmed, i64::from(confirmed));
        self.count(person, Measure::AlarmsConfirmedFalse, i64::from(confirmed && nobody_did_it));
        if !confirmed {
            return;
        }
        let (place, slot) = self.place(person);
        let search = self.rules.attribution.search(place.appearance(slot));
        let (to, truth) = match attribution::named_by_search(search, words[1]) {
            Named::Nobody => return,
            Named::Right => (person, alarm.truth),
            Named::Wrong => {
                let other = self.wrong_person(person, alarm.behaviour, KEY ^ alarm.truth as u32, true);
                (other, if nobody_did_it { Truth::NoAct } else { Truth::WrongPerson })
            }
        };
        let points = self.points(alarm.behaviour);
        self.letters.push(Letter {
            to,
            word: Word::Mark,
            behaviour: alarm.behaviour,
            truth,
            channel: alarms::ROOM,
            from: person,
            points,
            filed: 0,
        });
    }
}
