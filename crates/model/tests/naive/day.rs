//! From morning to the delivery of letters: life, acts, words, sightings, records, reports, ratings.

use super::{Deed, Letter, Naive, Word, members};
use model::catalogue::Role;
use model::chance::{About, Purpose, below};
use model::contacts::Layer;
use model::fixed::{self, Probability, Q16};
use model::measures::Measure;
use model::mechanisms::attribution::Named;
use model::mechanisms::conduct::{self, Pressure};
use model::mechanisms::observation::{Channel, ChannelKind};
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
        citizen.standings = [Standing { band, raw: band, since: 0 }; 3];
        citizen.legitimacy = legitimacy as u16;
    }

    pub(crate) fn live(&mut self, day: u16) -> Vec<i64> {
        self.today = super::Today { day, candidates: self.drawer.draw(self.city, day), ..Default::default() };
        let yesterday = std::mem::take(&mut self.letters);
        for person in 0..self.city.people {
            let due = self.life(person);
            self.conduct(person, due);
            self.speech(person);
        }
        for deed in self.today.deeds.clone() {
            self.observe(deed);
            self.denounce(deed);
        }
        for person in 0..self.city.people {
            self.false_alarms(person);
            self.plant(person);
            self.malicious_tip(person);
            self.rate(person);
        }
        let arrived = std::mem::take(&mut self.letters).into_iter().chain(yesterday).collect();
        self.evening(arrived)
    }

    fn draw(&self, who: u32, other: u32, purpose: Purpose, index: u32) -> [u32; 4] {
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
            let moves = self.town.city.probability("conduct.avoidance").and(risk.if_acting);
            let hidden = covered
                && !kind.role.is_good()
                && moves.hit(self.words(person, u32::from(number), Purpose::Avoidance)[0]);
            self.today.deeds.push(Deed { person, behaviour: number, hidden, audience: 0 });
            let measure = match (kind.role.is_good(), kind.fine_severity > 0) {
                (true, _) => Measure::GoodDeeds,
                (false, true) => Measure::Offences,
                (false, false) => Measure::ScoredActs,
            };
            self.count(person, measure, 1);
            self.count(person, Measure::HiddenActs, i64::from(hidden));
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
        let climbs = earns && self.has_bands() && self.flag("score.visible") && citizen.standings[AS_BOOKED].band < top;
        let pressure = Pressure {
            arrears: citizen.arrears > 0,
            illegitimacy: match kind.fine_severity {
                0 => Probability::NEVER,
                _ => response::legitimacy(citizen.legitimacy).not(),
            },
            hoards: (climbs && kind.role.is_good()).then(|| place.exposure(slot)),
        };
        conduct::pushed(&self.rules.conduct, kind.role, kind.domain, pressure)
    }

    fn speech(&mut self, person: u32) {
        let tolerance = fixed::q16(self.town.regime.real("speech.tolerance"));
        for (number, kind) in (0u8..).zip(&self.city.catalogue.behaviours) {
            let occasion = kind.role.is_speech()
                && kind.ages.contains(&self.age(person))
                && self.happens(person, Stream::Behaviour(number), self.others_share(person));
            if !occasion {
                continue;
            }
            let (place, slot) = self.place(person);
            let large = self.words(person, u32::from(number), Purpose::Speech)[0] % 2 == 1;
            let layer = if large { Layer::ChatLarge } else { Layer::ChatSmall };
            let size = self.city.contacts.group(layer, place.district(), person).size;
            let announced = self.rules.observation.announced_in_chat(usize::from(number), place.district(), size);
            let (own, peers) = self.experience(person, kind.domain);
            let speaker = speech::Speaker {
                desired: self.city.traits.dissent[usize::from(place.dissent(slot))],
                boldness: self.city.traits.boldness[usize::from(place.boldness(slot))],
                seen: response::risk(&self.rules.response, announced, own, peers).q16(),
                punishment: self.rules.conduct.pain[usize::from(number)] / 10,
            };
            let said = speech::expressed(speaker, tolerance);
            let silenced = speaker.desired > tolerance && said <= tolerance;
            for (measure, n) in [
                (Measure::SpeechOccasions, 1),
                (Measure::SpeechDesired, i64::from(speaker.desired)),
                (Measure::SpeechExpressed, i64::from(said)),
                (Measure::Silenced, i64::from(silenced)),
            ] {
                self.count(person, measure, n);
                self.today.said.push((size, measure, n));
            }
            if said > tolerance {
                self.today.deeds.push(Deed { person, behaviour: number, hidden: false, audience: size });
            }
        }
    }

    /// Every channel looks at one deed, and names somebody.
    fn observe(&mut self, deed: Deed) {
        let (place, slot) = self.place(deed.person);
        let (who, behaviour) = (deed.person, u32::from(deed.behaviour));
        let share = self.town.regime.real("informer.share");
        let act =
            Act { behaviour: deed.behaviour, slot: slot as u16, hidden: deed.hidden, audience: deed.audience as u16 };
        for (number, channel) in (0u8..).zip(&self.rules.observation.channels) {
            let attention = self.attention[usize::from(place.district())];
            let informed = fixed::any_of_others(share, deed.audience.min(1_000));
            let chance =
                observation::sight(channel, place.district(), place.residence(slot), &act, attention, informed);
            let covers = members(channel.behaviours).contains(&deed.behaviour);
            if !covers || !chance.hit(self.draw(who, behaviour, Purpose::Observation, channel.key)[0]) {
                continue;
            }
            let right = match self.city.catalogue.behaviours[usize::from(deed.behaviour)].role.is_speech() {
                true => Truth::Speech,
                false => Truth::Own,
            };
            let word = self.draw(who, behaviour, Purpose::Attribution, channel.key)[0];
            match attribution::named(&self.rules.attribution.search, channel, word) {
                Named::Nobody => {}
                Named::Right => self.mark(deed.person, deed.person, deed.behaviour, right, number),
                Named::Wrong => {
                    let other = self.wrong_person(deed, channel);
                    self.mark(other, deed.person, deed.behaviour, Truth::WrongPerson, number);
                }
            }
        }
    }

    fn points(&self, behaviour: u8) -> i32 {
        let name = &self.city.catalogue.behaviours[usize::from(behaviour)].name;
        self.town.regime.points(&format!("points.{name}"))
    }
    fn mark(&mut self, to: u32, from: u32, behaviour: u8, truth: Truth, channel: u8) {
        let points = self.points(behaviour);
        self.letters.push(Letter { to, word: Word::Mark, behaviour, truth, channel, from, points, filed: 0 });
    }

    /// Strangers, until one is of the group that the camera takes for the right one.
    fn wrong_person(&self, deed: Deed, channel: &Channel) -> u32 {
        let words = |index| self.draw(deed.person, u32::from(deed.behaviour), Purpose::WrongPerson, index);
        let stranger = |turn: u32| {
            let other = below(words(channel.key ^ turn)[1], self.city.people);
            if other == deed.person { (other + 1) % self.city.people } else { other }
        };
        let group = |person: u32| {
            let (place, slot) = self.place(person);
            place.appearance(slot)
        };
        if channel.kind != ChannelKind::Camera {
            return stranger(1);
        }
        let [own, any, ..] = words(channel.key);
        let wanted = match self.town.regime.probability("face.same_group_share").hit(own) {
            true => group(deed.person),
            false => attribution::group_of(&self.rules.attribution, any),
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
        let (home, slot) = self.place(other);
        let gap = u32::from(self.board[other as usize].saturating_sub(self.board[person as usize]));
        let own = &self.citizens[person as usize].stars;
        let hurt = own.iter().sum::<i32>() < 3 * own.len() as i32;
        if let Some(stars) = rating::stars(&self.rules.rating, home.propensity(slot), gap, hurt, words[1]) {
            self.count(person, Measure::Ratings, 1);
            self.letters.push(Letter {
                to: other,
                word: Word::Star,
                behaviour: 0,
                truth: Truth::Ratings,
                channel: 0,
                from: person,
                points: stars as i32,
                filed: 0,
            });
        }
    }
}
