//! From the delivery of letters to midnight: screening, scores, gates, appeals, what people learn, attention.

use super::{Booking, Entry, Letter, Naive, Waiting, Word, served};
use model::chance::{About, Purpose, below};
use model::fixed::{self, Probability};
use model::measures::Measure;
use model::mechanisms::observation::ChannelKind;
use model::mechanisms::{authority, contestation, denunciation, gates, inspection, response, scoring};
use model::occasions::Stream;
use model::parameters::GATES;
use model::state::{AS_BOOKED, Mark, Truth, WITHOUT_ERRORS, WITHOUT_RIGHTS, mark, work};
use std::collections::BTreeSet;

impl Naive<'_> {
    pub(super) fn evening(&mut self, mut arrived: Vec<Letter>) -> Vec<i64> {
        self.file_reports(&arrived);
        let believed = self.screen();
        arrived.extend(believed);
        for letter in arrived.iter_mut().filter(|letter| letter.word == Word::Mark) {
            self.answer_for(letter);
        }
        let mut letters = vec![Vec::new(); self.city.people as usize];
        arrived.iter().for_each(|letter| letters[letter.to as usize].push(*letter));
        for (person, own) in (0u32..).zip(&mut letters) {
            own.sort();
            self.score(person, own);
        }
        self.select();
        let (due, later): (Vec<_>, Vec<_>) =
            self.delayed.iter().partition(|(day, _)| *day <= u32::from(self.today.day));
        self.delayed = later;
        for (_, person) in due {
            if self.citizens[person as usize].work == work::LOOKING {
                self.citizen(person).work = work::EMPLOYED;
            }
        }
        for person in 0..self.city.people {
            (0..GATES.len()).for_each(|gate| self.apply(person, gate));
        }
        self.appeal();
        self.review();
        for person in 0..self.city.people {
            self.learn(person);
            self.read_news(person, &letters[person as usize]);
            self.look_at_a_tie(person);
        }
        self.publish();
        self.board = self.citizens.iter().map(|citizen| citizen.standings[AS_BOOKED].band).collect();
        let counts = self.recount();
        self.turn_attention();
        counts
    }

    /// What people know of one another tomorrow.
    fn publish(&mut self) {
        let day = self.today.day;
        for citizen in &mut self.citizens {
            for chat in 0..2 {
                if std::mem::take(&mut citizen.heard_today[chat]) {
                    citizen.heard[chat] = Some(day);
                }
            }
            citizen.opinion = citizen.opinion_tomorrow.take().unwrap_or(citizen.opinion);
        }
    }

    /// A number written for the nominal city, in 2⁻¹⁶.
    pub(super) fn capacity(&self, path: &str) -> u64 {
        fixed::scaled_capacity(self.town.regime.real(path), u64::from(self.city.people), self.city.nominal_people)
    }

    fn file_reports(&mut self, arrived: &[Letter]) {
        for letter in arrived.iter().filter(|letter| letter.word == Word::Report) {
            let index = u32::from(letter.behaviour) | (letter.truth as u32) << 8;
            let about =
                About { who: letter.from, other: letter.to, day: self.today.day, purpose: Purpose::ScreeningLottery };
            self.reports.push(Waiting {
                filed: self.today.day,
                lottery: self.city.seed.draw(about, index)[0],
                person: letter.to,
                about: letter.from,
                behaviour: letter.behaviour,
                truth: letter.truth,
            });
            self.count(letter.to, Measure::Reports, 1);
        }
    }

    /// The office reads the first of the line; returns the marks that follow.
    fn screen(&mut self) -> Vec<Letter> {
        let day = u64::from(self.today.day);
        let capacity = self.capacity("screening.per_day");
        let first = served(&self.reports, (((day + 1) * capacity) >> 16) - ((day * capacity) >> 16));
        let reward = self.town.regime.points("informer.reward_points");
        let penalty = self.town.regime.points("informer.penalty_points");
        let mut marks = Vec::new();
        for (number, case) in std::mem::take(&mut self.reports).into_iter().enumerate() {
            if !first.contains(&number) {
                self.reports.push(case);
                continue;
            }
            let about = About { who: case.about, other: case.person, day: case.filed, purpose: Purpose::Screening };
            let index = u32::from(case.behaviour) | (case.truth as u32) << 8;
            let words = self.city.seed.draw(about, index);
            if !denunciation::accepts(&self.rules.denunciation, case.truth, words[0]) {
                if penalty != 0 && self.town.regime.probability("informer.penalised").hit(words[1]) {
                    self.punish(&case, penalty);
                }
                continue;
            }
            self.count(case.person, Measure::ReportsAccepted, 1);
            let letter = Letter {
                to: case.person,
                word: Word::Mark,
                behaviour: case.behaviour,
                truth: case.truth,
                channel: denunciation::OFFICE,
                from: case.about,
                points: self.town.regime.points(&format!("points.{}", self.name(case.behaviour))),
                filed: case.filed,
            };
            marks.push(letter);
            if reward != 0 {
                let thanks = Letter { to: case.about, from: case.person, word: Word::Reward, ..letter };
                self.letters.push(Letter { truth: Truth::Perks, points: reward, ..thanks });
            }
        }
        marks
    }
    fn punish(&mut self, case: &Waiting, penalty: i32) {
        let lied = case.truth == Truth::Malice;
        self.count(case.person, Measure::ReportsPunished, 1);
        self.count(case.person, Measure::ReportsPunishedWrongly, i64::from(!lied));
        self.letters.push(Letter {
            to: case.about,
            word: Word::Reward,
            behaviour: case.behaviour,
            truth: if lied { Truth::Own } else { Truth::NoAct },
            channel: denunciation::OFFICE,
            from: case.person,
            points: -penalty,
            filed: 0,
        });
    }
    fn name(&self, behaviour: u8) -> &str {
        &self.city.catalogue.behaviours[usize::from(behaviour)].name
    }

    /// Guardians answer for those without an account.
    fn answer_for(&self, letter: &mut Letter) {
        if !self.is_answered_for(letter.to, letter.behaviour) {
            return;
        }
        if let Some(guardian) = self.guardian(letter.to) {
            letter.to = guardian;
            letter.truth = if letter.truth <= Truth::Speech { Truth::Kin } else { letter.truth };
        }
    }

    fn is_answered_for(&self, person: u32, behaviour: u8) -> bool {
        let role = self.city.catalogue.behaviours[usize::from(behaviour)].role;
        let (age, opens) = (self.age(person), self.town.regime.count("score.account_from_age"));
        let minor = role == model::catalogue::Role::Child && age < 14;
        (minor || u32::from(age) < opens) && self.points(behaviour) != 0 && self.guardian(person).is_some()
    }

    /// Letters, the own day of the month, expiry, and the band that has been held long enough.
    fn score(&mut self, person: u32, letters: &[Letter]) {
        let (mut charged, mut fined) = (BTreeSet::new(), BTreeSet::new());
        for letter in letters {
            let kind = &self.city.catalogue.behaviours[usize::from(letter.behaviour)];
            match letter.word {
                Word::Mark => {
                    let again = !charged.insert(letter.behaviour) || self.reported_late(person, letter);
                    let channel = self.rules.observation.channels.get(usize::from(letter.channel));
                    let fines = kind.fine_severity > 0 && channel.is_some_and(|channel| channel.fines);
                    let fine = fines && fined.insert(letter.behaviour);
                    self.enter(person, letter, again, fine);
                }
                Word::Spill => self.book(person, letter.truth, kind.domain, letter.points),
                Word::Reward => {
                    self.book(person, letter.truth, model::catalogue::Domain::Civic, letter.points);
                }
                Word::Star => {
                    self.star(person, letter.points);
                    if letter.filed == 0 && self.age(person) >= 14 && self.flag("rating.enabled") {
                        let about =
                            About { who: person, other: letter.from, day: self.today.day, purpose: Purpose::Rating };
                        let word = self.city.seed.draw(about, 1)[0];
                        self.give_stars(person, letter.from, letter.points < 3, word, 1);
                    }
                }
                Word::Report | Word::Unjust | Word::TieDropped | Word::TieFound => {}
            }
        }
        if self.has_score() && Self::is_own_day(person, self.today.day) {
            self.citizen(person).gained = 0;
            self.citizen(person).lost = 0;
            if self.town.regime.real("score.decay_per_month") > 0.0 {
                self.citizen(person).bookings.push(Booking::Month);
                self.rescore(person);
            }
        }
        self.expire(person);
        if !self.has_score() {
            return;
        }
        let (rules, day) = (&self.rules.scoring, self.today.day);
        let before = self.citizens[person as usize].standings;
        let after = before.map(|at| scoring::settled(rules, at, day));
        if after.map(|at| at.band) != before.map(|at| at.band) {
            self.move_to(person, after);
        } else {
            self.citizen(person).standings = after;
        }
    }

    /// Whether a report is about an act that has been marked: when it was reported, or through the office since.
    fn reported_late(&self, person: u32, letter: &Letter) -> bool {
        let office = denunciation::OFFICE;
        let about = |entry: &&Entry| entry.behaviour == letter.behaviour && entry.day >= letter.filed;
        let mut same = self.citizens[person as usize].entries.iter().filter(about);
        letter.channel == office && same.any(|entry| entry.day == letter.filed || entry.channel == office)
    }

    fn enter(&mut self, person: u32, letter: &Letter, again: bool, fined: bool) {
        let kind = &self.city.catalogue.behaviours[usize::from(letter.behaviour)];
        let channel = self.rules.observation.channels.get(usize::from(letter.channel));
        let good = kind.role.is_good();
        let charge = !again && self.has_score() && !self.is_exempt(person);
        let points = if charge { self.charge(person, letter.points) } else { 0 };
        let measure = match letter.truth {
            Truth::Own => Measure::MarksOwn,
            Truth::Speech => Measure::MarksSpeech,
            Truth::WrongPerson => Measure::MarksWrongPerson,
            Truth::NoAct => Measure::MarksNoAct,
            Truth::Malice => Measure::MarksMalice,
            Truth::Kin => Measure::MarksKin,
            Truth::Ratings | Truth::Perks | Truth::WrongAmount => unreachable!("no letter brings such a mark"),
        };
        let wrong = letter.truth.is_erroneous();
        let camera = channel.is_some_and(|channel| channel.kind == ChannelKind::Camera);
        let check = channel.is_some_and(|channel| channel.kind == ChannelKind::SpotCheck);
        self.count(person, measure, i64::from(!good));
        self.count(person, Measure::MarksCamera, i64::from(!good && camera));
        self.count(person, Measure::MarksDiscovered, i64::from(!good && (camera || check)));
        self.count(person, Measure::PointsLost, i64::from((-points).max(0)));
        self.count(person, Measure::PointsLostWrongly, if wrong { i64::from((-points).max(0)) } else { 0 });
        self.count(person, Measure::PointsGained, i64::from(points.max(0)));
        if !again && !good && matches!(letter.truth, Truth::Own | Truth::Speech) {
            self.citizen(person).offended += kind.severity;
        }
        self.book(person, letter.truth, kind.domain, points);
        self.spill(person, letter.behaviour, points);
        if fined {
            let rights = matches!(letter.truth, Truth::Speech | Truth::Kin);
            self.count(person, Measure::Fines, 1);
            self.count(person, Measure::FinesErroneous, i64::from(wrong));
            self.count(person, Measure::FinesRights, i64::from(rights));
            let days = self.town.city.count("measure.fine_days");
            self.sanction(person, kind.fine_severity * days, wrong, rights);
        }
        let entry = Entry {
            day: self.today.day,
            behaviour: letter.behaviour,
            channel: letter.channel,
            truth: letter.truth,
            points,
            fined,
            contested: false,
            suspended: false,
            lifted: false,
            expired: false,
            settled: false,
        };
        self.citizen(person).entries.push(entry);
        let number = self.citizens[person as usize].entries.len() - 1;
        self.today.marked.push((person, number));
        self.relist(person, number);
        let settles = self.flag("list.settles") && letter.truth == Truth::Own;
        if settles && kind.role == model::catalogue::Role::Payment {
            self.settle_debts(person);
        }
        let factor = channel.filter(|channel| {
            let about = About {
                who: person,
                other: u32::from(letter.behaviour),
                day: self.today.day,
                purpose: Purpose::Amount,
            };
            let word = self.city.seed.draw(about, channel.key);
            points != 0 && self.town.regime.probability(&format!("channel.{}.amount_error", channel.name)).hit(word[0])
        });
        if let Some(channel) = factor {
            let factor = fixed::q16(self.town.regime.real(&format!("channel.{}.amount_factor", channel.name)));
            self.enter_surplus(person, letter, i64::from(factor));
        }
    }

    /// What the caps leave of some points.
    fn charge(&mut self, person: u32, points: i32) -> i32 {
        let citizen = &self.citizens[person as usize];
        let points = scoring::capped(&self.rules.scoring, citizen.gained, citizen.lost, points);
        self.citizen(person).gained += points.max(0);
        self.citizen(person).lost += (-points).max(0);
        points
    }

    /// The points beyond the right ones, as a mark of their own.
    fn enter_surplus(&mut self, person: u32, letter: &Letter, factor: i64) {
        let kind = &self.city.catalogue.behaviours[usize::from(letter.behaviour)];
        let (size, sign) = (i64::from(letter.points.abs()), letter.points.signum());
        let wrong = ((size * factor + 32_768) / 65_536) as i32 * sign;
        let points = self.charge(person, wrong - letter.points);
        self.count(person, Measure::MarksWrongAmount, i64::from(!kind.role.is_good()));
        self.count(person, Measure::PointsLost, i64::from((-points).max(0)));
        self.count(person, Measure::PointsLostWrongly, i64::from((-points).max(0)));
        self.count(person, Measure::PointsGained, i64::from(points.max(0)));
        self.book(person, Truth::WrongAmount, kind.domain, points);
        self.spill(person, letter.behaviour, points);
        let first = self.citizens[person as usize].entries.last().expect("the mark that it belongs to").clone();
        let entry = Entry { truth: Truth::WrongAmount, points, fined: false, settled: false, ..first };
        self.citizen(person).entries.push(entry);
        let number = self.citizens[person as usize].entries.len() - 1;
        self.today.marked.push((person, number));
    }

    /// Own debts leave the lists, one after the other.
    fn settle_debts(&mut self, person: u32) {
        for number in 0..self.citizens[person as usize].entries.len() {
            let entry = self.citizens[person as usize].entries[number].clone();
            let debt =
                self.city.catalogue.behaviours[usize::from(entry.behaviour)].role == model::catalogue::Role::Debt;
            let gone = entry.suspended || entry.lifted || entry.expired || entry.settled;
            if debt && entry.truth == Truth::Own && !gone && self.lists(entry.behaviour) {
                self.citizen(person).entries[number].settled = true;
                self.restand(person);
            }
        }
    }

    /// A share of a loss reaches the others at home tomorrow.
    fn spill(&mut self, person: u32, behaviour: u8, points: i32) {
        let share = i64::from(fixed::q16(self.town.regime.real("score.kin_share")));
        if points >= 0 || share == 0 {
            return;
        }
        let points = -((i64::from(-points) * share + 32_768) / 65_536) as i32;
        for to in self.household(person).into_iter().filter(|other| *other != person) {
            let (word, truth) = (Word::Spill, Truth::Kin);
            self.letters.push(Letter { to, word, behaviour, truth, channel: 0, from: person, points, filed: 0 });
        }
    }

    /// The ledger of ratings follows the mean of all stars.
    fn star(&mut self, person: u32, stars: i32) {
        self.citizen(person).stars.push(stars);
        let all = &self.citizens[person as usize].stars;
        let (sum, count) = (all.iter().sum::<i32>(), all.len() as i32);
        let weight = i64::from(self.town.regime.points("rating.weight"));
        let due = (weight * i64::from(sum - 3 * count) / i64::from(count)) as i32;
        let change = due - self.ledgers(person)[Truth::Ratings as usize];
        self.book(person, Truth::Ratings, model::catalogue::Domain::Civic, change);
    }

    fn expire(&mut self, person: u32) {
        let days = self.town.regime.count("score.expiry_days");
        for number in 0..self.citizens[person as usize].entries.len() {
            let entry = self.citizens[person as usize].entries[number].clone();
            let old = u32::from(self.today.day - entry.day) >= days;
            if days > 0 && old && !entry.expired {
                if !entry.suspended && !entry.lifted {
                    self.put(person, number, -1);
                }
                self.citizen(person).entries[number].expired = true;
                if !entry.suspended && !entry.lifted {
                    self.relist(person, number);
                }
            }
        }
    }

    /// One person before one gate.
    fn apply(&mut self, person: u32, gate: usize) {
        let (name, (place, slot)) = (GATES[gate], self.place(person));
        let city = &self.town.city;
        let ages =
            city.count(&format!("application.{name}.from_age"))..=city.count(&format!("application.{name}.to_age"));
        let looking = self.citizens[person as usize].work == work::LOOKING;
        let job = name.starts_with("job-");
        let eligible = ages.contains(&u32::from(self.age(person)))
            && (looking || !job)
            && place.income(slot) as u32 >= city.count(&format!("application.{name}.from_income"))
            && (place.residence(slot) == 0 || !city.flag(&format!("application.{name}.locals_only")));
        if !eligible || !self.happens(person, Stream::Gate(gate as u8), self.others_share(person)) {
            return;
        }
        let word = self.words(person, gate as u32, Purpose::Gate)[0];
        let merit = city.probability(&format!("application.{name}.merit")).times(self.more(person, "gates")).hit(word);
        let granted = self.rules.gates.gates[gate].is_none() || self.look_up(person, gate, merit);
        if merit && granted && job {
            self.citizen(person).work = work::EMPLOYED;
        }
    }

    /// The institution looks the record up; whether somebody with merit gets it today.
    fn look_up(&mut self, person: u32, gate: usize, merit: bool) -> bool {
        let institution = self.rules.gates.gates[gate].as_ref().expect("an institution");
        let subject = if GATES[gate] == "school" { self.guardian(person).unwrap_or(person) } else { person };
        let answer_of = |naive: &Self, standing: usize| {
            let band = naive.band_before(subject, standing, institution).unwrap_or(scoring::NO_BAND);
            institution.answer(band, naive.listed(subject, standing))
        };
        let refuses = |standing: usize| merit && answer_of(self, standing).refused;
        let (refused, now) = (refuses(AS_BOOKED), answer_of(self, AS_BOOKED));
        let (dearer, perk) = (merit && now.dearer && !now.refused, merit && now.perk);
        let by_list = merit && self.listed(subject, AS_BOOKED) & institution.refuse_listed != 0;
        let erroneous = refused && !refuses(WITHOUT_ERRORS);
        let rights = refused && !erroneous && (subject != person || !refuses(WITHOUT_RIGHTS));
        self.count(person, Measure::Applications, 1);
        self.count(person, Measure::LookUps, 1);
        self.count(person, gates::who_looks(gate), 1);
        self.count(person, Measure::Surcharges, i64::from(dearer));
        self.count(person, Measure::PricePaid, i64::from(dearer) * i64::from(institution.price));
        self.count(person, Measure::Perks, i64::from(perk));
        self.count(person, Measure::RefusalsListed, i64::from(by_list));
        self.count(person, Measure::Refusals, i64::from(refused));
        self.count(person, Measure::RefusalsErroneous, i64::from(erroneous));
        self.count(person, Measure::RefusalsRights, i64::from(rights));
        let (day, name) = (self.today.day, GATES[gate]);
        let measure = match name {
            "bank" => Some(Measure::RefusedLoans),
            "school" => Some(Measure::RefusedSchools),
            "railway" | "airline" | "foreign-journey" => Some(Measure::RefusedJourneys),
            _ if name.starts_with("job-") => Some(Measure::RefusedJobs),
            _ => None,
        };
        if refused {
            measure.into_iter().for_each(|measure| self.count(person, measure, 1));
            match measure {
                Some(Measure::RefusedJobs) => self.citizen(person).refused_job = Some(day),
                Some(Measure::RefusedLoans) => self.citizen(person).refused_loan = Some(day),
                _ => {}
            }
            if erroneous || rights {
                self.today.refused_wrongly.insert(person);
            }
            self.sanction(person, institution.severity * institution.lasts_days, erroneous, rights);
        }
        let waits = |standing: usize| {
            let answer = answer_of(self, standing);
            answer.refused || answer.delayed
        };
        let delayed = merit && !refused && now.delayed;
        if delayed {
            let erroneous = !waits(WITHOUT_ERRORS);
            let rights = !erroneous && (subject != person || !waits(WITHOUT_RIGHTS));
            self.count(person, Measure::Delays, 1);
            self.count(person, Measure::DelaysErroneous, i64::from(erroneous));
            self.count(person, Measure::DelaysRights, i64::from(rights));
            self.count(person, Measure::DelayDays, i64::from(institution.delay_days));
            if name.starts_with("job-") {
                self.delayed.push((u32::from(day) + institution.delay_days, person));
            }
            self.sanction(person, institution.delay_severity * institution.delay_days, erroneous, rights);
        }
        !refused && !delayed
    }

    fn as_mark(entry: &Entry) -> Mark {
        let state = if entry.fined { mark::FINED } else { 0 };
        let (truth, points) = (entry.truth as u8, entry.points);
        Mark { slot: 0, day: entry.day, behaviour: entry.behaviour, channel: entry.channel, truth, state, points }
    }
    fn about_entry(&self, person: u32, entry: &Entry, purpose: Purpose) -> [u32; 4] {
        let about = About { who: person, other: u32::from(entry.behaviour), day: self.today.day, purpose };
        let channel = self.rules.observation.channels.get(usize::from(entry.channel));
        let surplus = u32::from(entry.truth == Truth::WrongAmount) << 30;
        self.city.seed.draw(about, channel.map_or(u32::MAX, |channel| channel.key) ^ u32::from(entry.day) ^ surplus)
    }

    fn appeal(&mut self) {
        if !self.flag("appeal.enabled") {
            return;
        }
        for (person, number) in self.today.marked.clone() {
            let entry = self.citizens[person as usize].entries[number].clone();
            let words = self.about_entry(person, &entry, Purpose::Notice);
            if !contestation::contests(
                &self.rules.contestation,
                &Self::as_mark(&entry),
                self.lists(entry.behaviour) || entry.channel == inspection::OFFICE,
                [words[0], words[1]],
            ) {
                continue;
            }
            self.appeals.push(Waiting {
                filed: self.today.day,
                lottery: self.about_entry(person, &entry, Purpose::ReviewLottery)[0],
                person,
                about: number as u32,
                behaviour: entry.behaviour,
                truth: entry.truth,
            });
            self.citizen(person).entries[number].contested = true;
            self.count(person, Measure::AppealsFiled, 1);
            self.count(person, Measure::AppealsFiledWrong, i64::from(entry.truth.is_erroneous()));
            if self.flag("appeal.suspensive") {
                self.put(person, number, -1);
                self.citizen(person).entries[number].suspended = true;
                self.relist(person, number);
            }
        }
    }

    fn review(&mut self) {
        if !self.flag("appeal.enabled") {
            return;
        }
        let (day, places) = (u64::from(self.today.day), self.capacity("appeal.reviewers"));
        let rest = places % 65_536;
        let staffed = places / 65_536 + ((day + 1) * rest / 65_536 - day * rest / 65_536);
        let in_review = served(&self.appeals, staffed);
        let finish = self.town.regime.probability("appeal.finish_per_day");
        for (number, case) in std::mem::take(&mut self.appeals).into_iter().enumerate() {
            let entry = self.citizens[case.person as usize].entries[case.about as usize].clone();
            let words = self.about_entry(case.person, &entry, Purpose::Review);
            if in_review.contains(&number) && finish.hit(words[0]) {
                self.decide(case.person, case.about as usize, words[1]);
            } else {
                self.appeals.push(case);
            }
        }
    }

    fn decide(&mut self, person: u32, number: usize, word: u32) {
        let entry = self.citizens[person as usize].entries[number].clone();
        let granted = contestation::grants(&self.rules.contestation, entry.truth, self.more(person, "reviewers"), word);
        let corrected = granted && entry.truth.is_erroneous();
        self.count(person, Measure::AppealsGranted, i64::from(granted));
        self.count(person, Measure::AppealsGrantedWrong, i64::from(corrected));
        let depth = self.town.regime.text("appeal.depth").unwrap_or("full").to_owned();
        if !granted || depth == "nothing" {
            if entry.suspended && !entry.expired {
                self.put(person, number, 1);
            }
            self.citizen(person).entries[number].suspended = false;
            if entry.suspended && !entry.expired {
                self.relist(person, number);
            }
            return;
        }
        if !entry.suspended && !entry.expired {
            self.put(person, number, -1);
        }
        self.citizen(person).entries[number].lifted = true;
        if !entry.suspended && !entry.expired {
            self.relist(person, number);
        }
        if corrected {
            self.count(person, Measure::CorrectionDays, i64::from(self.today.day - entry.day));
        }
        if depth == "full" && entry.channel == inspection::OFFICE {
            self.give_back(person);
        }
        self.count(person, Measure::FinesPaidBack, i64::from(depth == "full" && entry.fined));
        if depth == "full" && corrected {
            let citizen = self.citizen(person);
            citizen.refused_job = citizen.refused_job.filter(|day| *day < entry.day);
            citizen.refused_loan = citizen.refused_loan.filter(|day| *day < entry.day);
        }
        if depth == "full" && self.has_bands() {
            let mut after = self.citizens[person as usize].standings;
            let score = self.citizens[person as usize].score;
            let rules = &self.rules.scoring;
            after[AS_BOOKED] = contestation::restored(rules, after[AS_BOOKED], score, entry.points);
            self.move_to(person, after);
        }
    }

    /// What one person learns from the day.
    fn learn(&mut self, person: u32) {
        let kinds = &self.city.catalogue.behaviours;
        let deeds: Vec<u8> = self.today.deeds.iter().filter(|d| d.person == person).map(|d| d.behaviour).collect();
        let own = |(who, number): &(u32, usize)| (*who == person).then_some(*number);
        let marked: Vec<usize> = self.today.marked.iter().filter_map(own).collect();
        let refused = self.today.refused_wrongly.contains(&person);
        let answered_for: Vec<bool> = (0..kinds.len()).map(|kind| self.is_answered_for(person, kind as u8)).collect();
        let citizen = self.citizen(person);
        for behaviour in deeds {
            let kind = &kinds[usize::from(behaviour)];
            let own = !kind.role.is_good() && !answered_for[usize::from(behaviour)];
            citizen.acted[kind.domain as usize] += u16::from(own);
        }
        let (mut caught, mut unjust) = (BTreeSet::new(), refused);
        for number in marked {
            let entry = &citizen.entries[number];
            let kind = &kinds[usize::from(entry.behaviour)];
            match entry.truth {
                // However many record it, an act is caught once.
                Truth::Own | Truth::Speech if !kind.role.is_good() && caught.insert(entry.behaviour) => {
                    let domain = kind.domain as usize;
                    citizen.caught[domain] = (citizen.caught[domain] + 1).min(citizen.acted[domain]);
                }
                Truth::WrongPerson | Truth::NoAct | Truth::Malice | Truth::Kin | Truth::WrongAmount
                    if !kind.role.is_good() =>
                {
                    citizen.false_marks += 1;
                    unjust = true;
                }
                _ => {}
            }
        }
        if unjust {
            self.lose_faith(person, "response.loss_own");
            let mut ties = self.near(person);
            ties.extend(self.friends(person).into_iter().map(|(_, friend)| friend));
            ties.extend(&self.citizens[person as usize].new_friends);
            ties.into_iter().for_each(|to| self.tell(to, person, Word::Unjust));
        }
    }
    fn tell(&mut self, to: u32, from: u32, word: Word) {
        self.letters.push(Letter { to, word, behaviour: 0, truth: Truth::Own, channel: 0, from, points: 0, filed: 0 });
    }
    fn lose_faith(&mut self, person: u32, loss: &str) {
        let loss = self.town.city.probability(loss);
        let citizen = self.citizen(person);
        citizen.legitimacy = response::after_loss(citizen.legitimacy, loss);
    }

    fn read_news(&mut self, person: u32, letters: &[Letter]) {
        let district = self.place(person).0.district();
        for letter in letters {
            if letter.word == Word::Unjust {
                self.lose_faith(person, "response.loss_tie");
            }
            if letter.word == Word::TieDropped {
                let friends: Vec<u32> = self.city.contacts.friends(district, person).collect();
                let bits = (0..).zip(friends).filter(|(_, friend)| *friend == letter.from).map(|(bit, _)| bit);
                self.citizen(person).dropped.extend(bits);
            }
            if letter.word == Word::TieFound {
                self.citizen(person).new_friends.push(letter.from);
            }
        }
    }

    fn look_at_a_tie(&mut self, person: u32) {
        let copies = self.town.city.real("response.imitation") > 0.0;
        let looks = (self.has_bands() || copies)
            && self.age(person) >= 14
            && self.happens(person, Stream::TieCheck, self.others_share(person));
        if !looks {
            return;
        }
        let words = self.words(person, 0, Purpose::TieCheck);
        let wanted = below(words[0], self.city.contacts.friend_count());
        let Some((bit, friend)) = self.friends(person).into_iter().find(|(bit, _)| *bit == wanted) else { return };
        let band = |person: u32| self.board[person as usize];
        let bands = [person, friend].map(|who| u32::from(band(who)));
        match response::meeting(&self.rules.response.ties, bands[0], bands[1], [words[1], words[2]]) {
            response::Meeting::Keep => return,
            response::Meeting::Copy => {
                let opinion = self.citizens[friend as usize].opinion;
                self.citizen(person).opinion_tomorrow = Some(opinion);
                return;
            }
            response::Meeting::Rewire => {}
        }
        let district = &self.city.districts[usize::from(self.place(person).0.district())];
        let about = About { who: person, other: 0, day: self.today.day, purpose: Purpose::NewTie };
        let most = self.town.city.count("response.strangers");
        let strangers = (0..most).map(|turn| self.city.seed.draw(about, turn));
        let strangers = strangers.map(|words| (words[1], district.first + below(words[0], district.people)));
        let found = strangers.filter(|(_, other)| *other != person && band(*other) == band(person)).min();
        self.citizen(person).dropped.insert(bit);
        if let Some((_, other)) = found {
            self.citizen(person).new_friends.push(other);
            self.tell(other, person, Word::TieFound);
        }
        self.count(person, Measure::TiesDropped, 1);
        self.tell(friend, person, Word::TieDropped);
    }

    fn turn_attention(&mut self) {
        for (person, number) in self.today.marked.clone() {
            let entry = &self.citizens[person as usize].entries[number];
            let good = self.city.catalogue.behaviours[usize::from(entry.behaviour)].role.is_good();
            if !good && entry.truth != Truth::WrongAmount {
                let district = self.place(person).0.district();
                let channel = self.rules.observation.channels.get(usize::from(entry.channel));
                let follows = |kind| matches!(kind, ChannelKind::Camera | ChannelKind::SpotCheck);
                let discovered = channel.is_some_and(|channel| follows(channel.kind));
                self.found[usize::from(district)][usize::from(!discovered)] += 1;
            }
        }
        if (self.today.day + 1).is_multiple_of(30) {
            let people: Vec<u64> = self.city.districts.iter().map(|district| u64::from(district.people)).collect();
            let weight = self.town.regime.probability("authority.discovered_weight");
            let memory = u128::from(self.town.regime.probability("authority.memory").raw());
            for ((kept, found), attention) in self.kept.iter_mut().zip(&mut self.found).zip(&self.attention) {
                let [discovered, reported] = std::mem::take(found);
                let looked = if self.town.regime.flag("authority.corrected") { u64::from(*attention) } else { 65_536 };
                let discovered = (u64::from(weight.q16()) * discovered * 65_536).checked_div(looked).unwrap_or(0);
                let reported = u64::from(weight.not().q16()) * reported;
                *kept = (u128::from(*kept) * memory / (1 << 32)) as u64 + discovered + reported;
            }
            self.attention = authority::attention(&self.rules.authority, &self.kept, &people);
        }
    }

    /// Chances that nothing of today may pass: the grid's share of the city's bound.
    pub(super) fn shares(&self) -> impl Iterator<Item = &[Probability; 2]> {
        self.drawer.shares.iter()
    }
}
