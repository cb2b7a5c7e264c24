//! From morning to the delivery of letters: life, acts, words, sightings, records, reports, ratings.

use super::{Deed, Letter, Naive, Word, members};
use model::catalogue::Role;
use model::chance::{About, Purpose, below};
use model::contacts::Layer;
use model::fixed::{self, Probability, Q16};
use model::measures::Measure;
use model::mechanisms::attribution::Named;
use model::mechanisms::conduct::{self, Pressure};
use model::mechanisms::observation::ChannelKind;
use model::mechanisms::{attribution, denunciation, life, observation, rating, response, speech};
use model::occasions::Stream;
use model::state::{AS_BOOKED, Act, Standing, Truth, work};
use std::collections::BTreeSet;

impl Naive<'_> {
    pub(super) fn first_evening(&mut self, person: u32) {
        let about = About { who: person, other: 1, day: 0, purpose: Purpose::Trait };
        let works = self.town.city.probability("life.employed_share").hit(self.city.seed.draw(about, 0)[0]);
        let band = self.rules.scoring.first_band();
        let start = if self.has_score() { self.town.regime.points("score.start") } else { 0 };
        let legitimacy = (self.town.city.probability("response.legitimacy_start").raw() * 65_535) >> 32;
        let age = self.age(person);
        let citizen = self.citizen(person);
        citizen.work = match (18..=59).contains(&age) {
            true if works => work::EMPLOYED,
            true => work::LOOKING,
            false => work::NONE,
        };
        citizen.score = start;
        citizen.standings = [Standing::new(band, 0); 3];
        citizen.legitimacy = legitimacy as u16;
        let (place, slot) = self.place(person);
        self.citizen(person).opinion = place.dissent(slot);
    }

    pub(crate) fn live(&mut self, day: u16) -> Vec<i64> {
        self.today = super::Today { day, candidates: self.drawer.draw(self.city, day), ..Default::default() };
        let yesterday = std::mem::take(&mut self.letters);
        for person in 0..self.city.people {
            let due = self.life(person);
            self.conduct(person, due);
            self.buy_points(person);
            self.speech(person);
        }
        for deed in self.today.deeds.clone() {
            let recorded = self.observe(deed);
            self.moderate(deed, recorded);
            self.denounce(deed);
        }
        for person in 0..self.city.people {
            let citizen = self.citizen(person);
            citizen.shut_out = citizen.shut_out.filter(|until| *until > day);
        }
        for person in 0..self.city.people {
            self.false_alarms(person);
            self.plant(person);
            self.malicious_tip(person);
            self.rate(person);
        }
        self.confirm();
        self.control_room();
        let arrived = std::mem::take(&mut self.letters).into_iter().chain(yesterday).collect();
        self.evening(arrived)
    }

    pub(super) fn draw(&self, who: u32, other: u32, purpose: Purpose, index: u32) -> [u32; 4] {
        self.city.seed.draw(About { who, other, day: self.today.day, purpose }, index)
    }
    pub(super) fn words(&self, who: u32, other: u32, purpose: Purpose) -> [u32; 4] {
        self.draw(who, other, purpose, 0)
    }
    /// Whether one of today's candidates of a stream is accepted.
    pub(super) fn happens(&self, person: u32, stream: Stream, chance: Probability) -> bool {
        self.today.candidates.get(&(person, stream)).is_some_and(|words| words.iter().any(|word| chance.hit(*word)))
    }

    /// Work and money of one person; returns what follows from it.
    fn life(&mut self, person: u32) -> Vec<u8> {
        let day = self.today.day;
        if !Self::is_own_day(person, day) || self.age(person) < 18 {
            return Vec::new();
        }
        let words = self.words(person, 0, Purpose::Life);
        let (place, slot) = self.place(person);
        let memory = self.town.city.count("life.memory_days");
        let weighs = |refused: Option<u16>| refused.is_some_and(|then| u32::from(day - then) < memory);
        let flagged = self.stands(person)[0];
        let rules = &self.rules.life;
        let citizen = self.citizen(person);
        let situation = life::Situation {
            refused_job: weighs(citizen.refused_job),
            refused_loan: weighs(citizen.refused_loan),
            flagged,
            migrant: place.residence(slot) == 1,
            young: place.age(slot) < 30,
        };
        if citizen.work == work::EMPLOYED && life::loses_job(rules, situation, words[0]) {
            citizen.work = work::LOOKING;
        }
        let provided = citizen.work != work::LOOKING;
        let drawn = [words[1], words[2]];
        citizen.arrears = life::next_arrears(rules, citizen.arrears, provided, situation, place.income(slot), drawn);
        let role = if citizen.arrears > 0 { Role::Debt } else { Role::Payment };
        self.city.catalogue.with_role(role).collect()
    }

    fn conduct(&mut self, person: u32, due: Vec<u8>) {
        for (number, kind) in (0u8..).zip(&self.city.catalogue.behaviours) {
            if kind.role.is_speech() {
                continue;
            }
            if !due.contains(&number) && !self.today.candidates.contains_key(&(person, Stream::Behaviour(number))) {
                continue;
            }
            let (pushed, clipped) = self.push(person, number).split_at_ceiling(self.ceiling(number));
            let risk = self.believed(person, number);
            let chance = conduct::chance(
                &self.rules.conduct,
                usize::from(number),
                kind.role,
                pushed,
                self.ceiling(number),
                risk,
            );
            let share = if kind.role.is_good() { self.others_share(person) } else { self.offences_share(person) };
            let of_age = kind.ages.contains(&self.age(person));
            let chosen = of_age && self.happens(person, Stream::Behaviour(number), share.and(chance));
            if chosen && clipped {
                self.count(person, Measure::Clips, 1);
            }
            if !chosen && !due.contains(&number) {
                continue;
            }
            let covered = self.rules.observation.cameras_cover(usize::from(number));
            let announced = self.announced_without_cameras(person, number);
            let elsewhere = response::risk(&self.rules.response, announced, &self.experience(person, kind.domain));
            let moves = conduct::moves(&self.rules.conduct, risk.if_acting, elsewhere);
            let hidden = covered
                && !kind.role.is_good()
                && moves.hit(self.words(person, u32::from(number), Purpose::Avoidance)[0]);
            self.today.deeds.push(Deed { person, behaviour: number, hidden, audience: 0, level: fixed::ONE, chat: 0 });
            let measure = match (kind.role.is_good(), kind.fine_severity > 0) {
                (true, _) => Measure::GoodDeeds,
                (false, true) => Measure::Offences,
                (false, false) => Measure::ScoredActs,
            };
            self.count(person, measure, 1);
            self.count(person, Measure::HiddenActs, i64::from(hidden));
        }
    }

    /// What is expected of all channels but cameras.
    fn announced_without_cameras(&self, person: u32, behaviour: u8) -> Probability {
        let mut none = Probability::CERTAIN;
        for channel in &self.rules.observation.channels {
            let other = !matches!(channel.kind, ChannelKind::Camera | ChannelKind::Informer);
            if other && members(channel.behaviours).contains(&behaviour) {
                let act = Act::of(behaviour, 0);
                let district = self.place(person).0.district();
                none = none.and(observation::sight(channel, district, 0, &act, fixed::ONE, Probability::NEVER).not());
            }
        }
        none.not()
    }

    /// On the own day of the month, where points are sold.
    fn buy_points(&mut self, person: u32) {
        let (place, slot) = self.place(person);
        let citizen = &self.citizens[person as usize];
        let own_day = Self::is_own_day(person, self.today.day);
        if !own_day || place.age(slot) < 18 || citizen.arrears > 0 || !self.has_bands() || !self.flag("score.visible") {
            return;
        }
        let top = self.town.regime.names("band").len() as u32 - 1;
        let climb = place.exposure(slot) * (top - u32::from(citizen.standings[AS_BOOKED].band));
        let word = self.words(person, 0, Purpose::Purchase)[0];
        if conduct::buys(&self.rules.conduct, climb, place.income(slot)).hit(word) {
            let points = self.town.regime.points("score.sold_points");
            self.count(person, Measure::PointsBought, i64::from(points));
            let (word, truth) = (Word::Reward, Truth::Perks);
            let (to, from) = (person, person);
            self.letters.push(Letter { to, word, behaviour: 0, truth, channel: 0, from, points, filed: 0 });
        }
    }

    fn ceiling(&self, behaviour: u8) -> Q16 {
        let name = &self.city.catalogue.behaviours[usize::from(behaviour)].name;
        fixed::q16(self.town.catalogue.real(&format!("behaviour.{name}.ceiling")))
    }

    fn push(&self, person: u32, behaviour: u8) -> conduct::Push {
        let kind = &self.city.catalogue.behaviours[usize::from(behaviour)];
        let citizen = &self.citizens[person as usize];
        let (place, slot) = self.place(person);
        let earns = self.has_score() && self.town.regime.points(&format!("points.{}", kind.name)) > 0;
        let top = self.town.regime.names("band").len() as u8 - 1;
        let climbs = earns && kind.role.is_good() && self.has_bands() && self.flag("score.visible");
        let above = u32::from(top - citizen.standings[AS_BOOKED].band.min(top));
        let pressure = Pressure {
            arrears: citizen.arrears > 0,
            illegitimacy: match kind.fine_severity {
                0 => Probability::NEVER,
                _ => response::legitimacy(citizen.legitimacy).not(),
            },
            climb: if climbs { place.exposure(slot) * above } else { 0 },
        };
        let pushed = conduct::pushed(&self.rules.conduct, kind.role, kind.domain, pressure);
        let spread = u64::from(fixed::q16(self.town.city.real("conduct.context_spread")));
        let about = About { who: person, other: kind.domain as u32, day: 0, purpose: Purpose::Leaning };
        let word = u64::from(self.city.seed.draw(about, 0)[0]);
        match kind.role.is_good() {
            true => pushed,
            false => {
                conduct::Push(((u64::from(pushed.0) * (65_536 - spread + ((2 * spread * word) >> 32))) >> 16) as u32)
            }
        }
    }

    fn speech(&mut self, person: u32) {
        let tolerance = fixed::q16(self.town.regime.real("speech.tolerance"));
        let proportional = self.town.regime.text("speech.punishment") == Some("proportional");
        let punishment = if proportional { speech::Punishment::Proportional } else { speech::Punishment::Uniform };
        let law = speech::Law { tolerance, punishment };
        for (number, kind) in (0u8..).zip(&self.city.catalogue.behaviours) {
            let occasion = kind.role.is_speech()
                && kind.ages.contains(&self.age(person))
                && self.happens(person, Stream::Behaviour(number), self.others_share(person));
            if !occasion {
                continue;
            }
            let (place, slot) = self.place(person);
            let chat = (self.words(person, u32::from(number), Purpose::Speech)[0] % 2) as usize;
            let passes_on = kind.role == Role::PassingOn;
            if passes_on && self.support(person, 1 - chat) == Probability::NEVER {
                self.count(person, Measure::NothingToPassOn, 1);
                continue;
            }
            let size = self.circles[person as usize][1 + chat].len() as u32;
            let announced = self.rules.observation.announced_in_chat(usize::from(number), place.district(), size);
            let opinion = usize::from(self.citizens[person as usize].opinion);
            let temper = self.city.seed.draw(About { who: person, other: 2, day: 0, purpose: Purpose::Trait }, 0);
            let speaker = speech::Speaker {
                desired: self.city.traits.dissent[opinion],
                boldness: self.city.traits.boldness[usize::from(place.boldness(slot))],
                seen: response::risk(&self.rules.response, announced, &self.experience(person, kind.domain)).q16(),
                punishment: self.perceived(number, temper[2]),
            };
            let waits_for = self.town.city.probability("speech.threshold_mean").times(2 * fixed::ONE);
            let company = speech::Company {
                support: self.support(person, chat),
                threshold: match self.town.city.probability("speech.follower_share").hit(temper[0]) {
                    true => waits_for.and(Probability::from_raw(temper[1].into())),
                    false => Probability::NEVER,
                },
            };
            let out = self.citizens[person as usize].shut_out.is_some();
            let word = speech::said(law, speaker, || company);
            let (said, waits) = if out { (0, false) } else { (word.expressed, word.waits) };
            let silenced = speaker.desired > tolerance && said <= tolerance;
            for (measure, n) in [
                (Measure::SpeechOccasions, 1),
                (Measure::SpeechDesired, i64::from(speaker.desired)),
                (Measure::SpeechExpressed, i64::from(said)),
                (Measure::Silenced, i64::from(silenced)),
                (Measure::SilencedByOthers, i64::from(waits)),
                (Measure::SilencedByExclusion, i64::from(silenced && out)),
                (Measure::PassedOn, i64::from(passes_on && said > tolerance)),
            ] {
                self.count(person, measure, n);
                self.today.said.push((size, measure, n));
            }
            if said > tolerance {
                let level = if proportional { said - tolerance } else { fixed::ONE };
                self.today.deeds.push(Deed { person, behaviour: number, hidden: false, audience: size, level, chat });
            }
        }
    }

    /// ψ: what is announced, times a private factor.
    fn perceived(&self, behaviour: u8, word: u32) -> Q16 {
        let scale = u64::from(fixed::q16(self.town.city.real("speech.punishment_scale")));
        let announced = u64::from(self.rules.conduct.pain[usize::from(behaviour)]) * 65_536 / scale;
        let factors = fixed::propensity_levels(self.town.city.real("speech.misjudged"), 16);
        (announced * u64::from(factors[(word >> 28) as usize]) / 65_536) as Q16
    }

    /// Of those whom somebody reads in a chat, the share that was heard in the last days.
    fn support(&self, person: u32, chat: usize) -> Probability {
        let (group, reads) = (&self.circles[person as usize][1 + chat], self.town.city.count("speech.reads"));
        let read: Vec<u32> = match group.len() as u32 {
            size if size <= reads + 1 => group.clone(),
            size => {
                let about = About { who: person, other: chat as u32, day: 0, purpose: Purpose::Reading };
                (0..reads).map(|i| group[below(self.city.seed.draw(about, i)[0], size) as usize]).collect()
            }
        };
        let others: Vec<u32> = read.into_iter().filter(|other| *other != person).collect();
        let days = self.town.city.count("speech.remembered_days");
        let lately = |then: u16| then < self.today.day && u32::from(self.today.day - then) < days;
        let loud = others.iter().filter(|other| self.citizens[**other as usize].heard[chat].is_some_and(lately));
        Probability::ratio(loud.count() as u64, others.len() as u64)
    }

    /// A word is heard unless a platform that recorded it deletes it; then its author may be shut out.
    fn moderate(&mut self, deed: Deed, recorded: bool) {
        if !self.city.catalogue.behaviours[usize::from(deed.behaviour)].role.is_speech() {
            return;
        }
        let day = self.today.day;
        let words = self.words(deed.person, u32::from(deed.behaviour), Purpose::Deletion);
        if !recorded || !self.town.regime.probability("speech.deleted").hit(words[0]) {
            self.citizen(deed.person).heard_today[deed.chat] = true;
            return;
        }
        self.count(deed.person, Measure::Deleted, 1);
        if self.town.regime.probability("speech.excluded").hit(words[1]) {
            let until = day + self.town.regime.count("speech.excluded_days") as u16;
            let free = self.citizen(deed.person).shut_out.filter(|until| *until > day).replace(until).is_none();
            self.citizen(deed.person).shut_out = Some(until);
            self.count(deed.person, Measure::Exclusions, i64::from(free));
        }
    }

    /// Every channel looks at one deed, and names somebody; returns whether a platform recorded it.
    fn observe(&mut self, deed: Deed) -> bool {
        let mut recorded = false;
        let (place, slot) = self.place(deed.person);
        let (who, behaviour) = (deed.person, u32::from(deed.behaviour));
        let share = self.town.regime.real("informer.share");
        let act = Act { hidden: deed.hidden, audience: deed.audience as u16, ..Act::of(deed.behaviour, slot as u16) };
        for (number, channel) in (0u8..).zip(&self.rules.observation.channels) {
            let attention = self.attention[usize::from(place.district())];
            let informed = fixed::any_of_others(share, deed.audience.min(1_000));
            let chance =
                observation::sight(channel, place.district(), place.residence(slot), &act, attention, informed);
            let informs = channel.kind == ChannelKind::Informer;
            let chance = chance.times(self.more(who, if informs { "informers" } else { "observation" }));
            let covers = members(channel.behaviours).contains(&deed.behaviour);
            if !covers || !chance.hit(self.draw(who, behaviour, Purpose::Observation, channel.key)[0]) {
                continue;
            }
            recorded |= channel.kind == ChannelKind::Platform;
            let right = match self.city.catalogue.behaviours[usize::from(deed.behaviour)].role.is_speech() {
                true => Truth::Speech,
                false => Truth::Own,
            };
            let word = self.draw(who, behaviour, Purpose::Attribution, channel.key)[0];
            let named = match channel.kind {
                ChannelKind::Camera => {
                    attribution::named_by_search(self.rules.attribution.search(place.appearance(slot)), word)
                }
                _ => attribution::named_in_file(channel.wrong_file, word),
            };
            match named {
                Named::Nobody => {}
                Named::Right => self.record(deed, deed.person, right, number),
                Named::Wrong => {
                    let face = channel.kind == ChannelKind::Camera;
                    let other = self.wrong_person(deed.person, deed.behaviour, channel.key, face);
                    self.record(deed, other, Truth::WrongPerson, number);
                }
            }
        }
        recorded
    }

    /// A mark of an act: of a word it may take only a part of the points.
    fn record(&mut self, deed: Deed, to: u32, truth: Truth, channel: u8) {
        let whole = i64::from(self.points(deed.behaviour));
        let part = (whole.abs() * i64::from(deed.level) + 32_768) / 65_536 * whole.signum();
        let (word, from, behaviour) = (Word::Mark, deed.person, deed.behaviour);
        self.letters.push(Letter { to, word, behaviour, truth, channel, from, points: part as i32, filed: 0 });
    }

    pub(super) fn points(&self, behaviour: u8) -> i32 {
        let name = &self.city.catalogue.behaviours[usize::from(behaviour)].name;
        self.town.regime.points(&format!("points.{name}"))
    }
    fn mark(&mut self, to: u32, from: u32, behaviour: u8, truth: Truth, channel: u8) {
        let points = self.points(behaviour);
        self.letters.push(Letter { to, word: Word::Mark, behaviour, truth, channel, from, points, filed: 0 });
    }

    /// Strangers, until one is of the group that the camera takes for the right one.
    pub(super) fn wrong_person(&self, person: u32, behaviour: u8, key: u32, face: bool) -> u32 {
        let words = |index| self.draw(person, u32::from(behaviour), Purpose::WrongPerson, index);
        let stranger = |turn: u32| {
            let other = below(words(key ^ turn)[1], self.city.people);
            if other == person { (other + 1) % self.city.people } else { other }
        };
        let group = |person: u32| {
            let (place, slot) = self.place(person);
            place.appearance(slot)
        };
        if !face {
            return stranger(1);
        }
        let [own, any, ..] = words(key);
        let wanted = match self.town.regime.probability("face.same_group_share").hit(own) {
            true => group(person),
            false => attribution::group_of(&self.rules.attribution, group(person), any),
        };
        (1..=400).map(stranger).find(|other| group(*other) == wanted).unwrap_or_else(|| stranger(401))
    }

    /// Records of one person without any act.
    fn false_alarms(&mut self, person: u32) {
        if !self.happens(person, Stream::FalseAlarm, self.others_share(person)) {
            return;
        }
        let ceiling = self.town.city.real("ceiling.false_alarms_per_year");
        for (number, channel) in (0u8..).zip(&self.rules.observation.channels) {
            let alarms = self.town.regime.real(&format!("channel.{}.false_alarms_per_year", channel.name));
            let words = self.words(person, channel.key, Purpose::FalseAlarm);
            let covered = members(channel.behaviours);
            if fixed::share(alarms, ceiling).hit(words[0]) && !covered.is_empty() {
                let behaviour = covered[below(words[1], covered.len() as u32) as usize];
                self.mark(person, person, behaviour, Truth::NoAct, number);
            }
        }
    }

    /// The mark that an experiment plants on one day.
    fn plant(&mut self, person: u32) {
        let Some(name) = self.town.regime.text("inject.behaviour") else { return };
        let behaviour = self.city.catalogue.behaviours.iter().position(|kind| kind.name == name).expect("known") as u8;
        let word = self.words(person, u32::from(behaviour), Purpose::Planted)[0];
        let today = self.town.regime.count("inject.day") == u32::from(self.today.day);
        if today && self.town.regime.probability("inject.share").hit(word) {
            self.mark(person, person, behaviour, Truth::NoAct, attribution::PLANTED);
        }
    }

    fn reportable(&self) -> u32 {
        let kinds = self.city.catalogue.behaviours.iter().enumerate();
        let against = kinds.filter(|(_, kind)| !kind.role.is_good() && !kind.role.is_speech());
        let listed = self.city.catalogue.set(self.town.regime.texts("informer.behaviours"));
        against.map(|(number, _)| 1 << number).sum::<u32>() & listed
    }
    fn report(&mut self, to: u32, from: u32, behaviour: u8, truth: Truth) {
        let channel = denunciation::OFFICE;
        self.letters.push(Letter { to, word: Word::Report, behaviour, truth, channel, from, points: 0, filed: 0 });
    }

    /// One of the household, one neighbour, one colleague: each person at most once.
    fn denounce(&mut self, deed: Deed) {
        if !members(self.reportable()).contains(&deed.behaviour) {
            return;
        }
        let (place, _) = self.place(deed.person);
        let words = self.words(deed.person, u32::from(deed.behaviour), Purpose::Witness);
        let one = |people: Vec<u32>, word: u32| people[below(word, people.len() as u32) as usize];
        let mut witnesses = BTreeSet::new();
        witnesses.insert(one(self.household(deed.person), words[0]));
        witnesses.insert(one(self.neighbours(deed.person), words[1]));
        let (pupils, workers) = (6..=17, self.rules.life.working_ages().clone());
        let pupil = pupils.contains(&self.age(deed.person));
        if pupil || self.citizens[deed.person as usize].work == work::EMPLOYED {
            let (layer, ages) = if pupil { (Layer::School, pupils) } else { (Layer::Workplace, workers) };
            let group = self.city.contacts.group(layer, place.district(), deed.person);
            let seat = one(self.city.contacts.members(group).collect(), words[2]);
            witnesses.extend(ages.contains(&self.age(seat)).then_some(seat));
        }
        witnesses.remove(&deed.person);
        for observer in witnesses {
            if self.would_report(observer, deed) {
                self.report(deed.person, observer, deed.behaviour, Truth::Own);
            }
        }
    }

    fn would_report(&self, observer: u32, deed: Deed) -> bool {
        let regime = &self.town.regime;
        let motives = denunciation::Motives {
            duty: regime.probability("informer.duty"),
            reward: regime.probability("informer.reward_push"),
            grudge: regime.probability("informer.grudge_push"),
            fear: regime.probability("informer.fear_push"),
            penalty: regime.probability("informer.penalty_pull"),
        };
        let words = self.draw(observer, deed.person, Purpose::Report, u32::from(deed.behaviour));
        let (home, slot) = self.place(observer);
        let lowest = self.has_bands() && self.board[observer as usize] == 0;
        let willing = denunciation::willingness(&motives, home.bears_grudge(slot), lowest);
        let willing = willing.times(self.more(deed.person, "informers"));
        self.age(observer) >= 14
            && self.town.city.probability("denunciation.sight").hit(words[0])
            && willing.hit(words[1])
    }

    fn malicious_tip(&mut self, person: u32) {
        let (place, slot) = self.place(person);
        let tips = self.town.regime.real("informer.malicious_tips_per_year");
        let malice = fixed::share(tips, self.town.city.real("ceiling.malicious_tips_per_year"));
        let happens = self.happens(person, Stream::MaliciousTip, self.others_share(person).and(malice));
        let reportable = members(self.reportable());
        if !happens || !place.bears_grudge(slot) || self.age(person) < 14 || reportable.is_empty() {
            return;
        }
        let words = self.words(person, 0, Purpose::MaliciousTip);
        let neighbours = self.neighbours(person);
        let accused = neighbours[below(words[0], neighbours.len() as u32) as usize];
        let behaviour = reportable[below(words[1], reportable.len() as u32) as usize];
        if accused != person {
            self.report(accused, person, behaviour, Truth::Malice);
        }
    }

    fn rate(&mut self, person: u32) {
        let meets = self.flag("rating.enabled")
            && self.age(person) >= 14
            && self.happens(person, Stream::Encounter, self.others_share(person));
        if !meets {
            return;
        }
        let words = self.words(person, 0, Purpose::Rating);
        let group = self.city.contacts.group(Layer::Workplace, self.place(person).0.district(), person);
        let colleagues: Vec<u32> = self.city.contacts.members(group).collect();
        let other = colleagues[below(words[0], colleagues.len() as u32) as usize];
        if other == person {
            return;
        }
        self.give_stars(person, other, false, words[1], 0);
    }

    /// `answer`: 0 for a first rating, 1 for one in return.
    pub(super) fn give_stars(&mut self, from: u32, to: u32, hurt: bool, word: u32, answer: u16) {
        let (home, slot) = self.place(to);
        let gap = u32::from(self.board[to as usize].saturating_sub(self.board[from as usize]));
        if let Some(stars) = rating::stars(&self.rules.rating, home.propensity(slot), gap, hurt, word) {
            self.count(from, Measure::Ratings, 1);
            let (word, truth, points) = (Word::Star, Truth::Ratings, stars as i32);
            self.letters.push(Letter { to, word, behaviour: 0, truth, channel: 0, from, points, filed: answer });
        }
    }
}
