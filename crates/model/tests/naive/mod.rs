//! A second day, slow and dense: one person after the other, every behaviour, every gate; letters in one heap; queues
//! sorted as a whole; ledgers as a fold over everything that was ever booked; all counters recounted.
//!
//! It shares the rules for one person with the model and the city, and nothing else: no loop, no buffer, no block,
//! no cut of a queue, no counter that is carried on.

mod cameras;
mod candidates;
mod compare;
mod day;
mod evening;
mod office;

use candidates::{Candidates, Drawer};
use model::catalogue::{DOMAINS, Domain};
use model::chance::{About, Purpose};
use model::contacts::Layer;
use model::fixed::{self, Probability, Q16};
use model::measures::Measure;
use model::mechanisms::{gates, response, scoring};
use model::parameters::{GATES, RESIDENCES};
use model::population::Place;
use model::small_town::Town;
use model::state::{AS_BOOKED, LEDGERS, STANDINGS, Standing, Truth, work};
use model::{City, Rules};
use std::collections::BTreeSet;

/// What was booked for somebody, ever.
#[derive(Clone, Copy)]
enum Booking {
    Points {
        truth: Truth,
        domain: Domain,
        points: i32,
    },
    /// The own day of the month: everything decays.
    Month,
}

#[derive(Clone)]
struct Entry {
    day: u16,
    behaviour: u8,
    channel: u8,
    truth: Truth,
    points: i32,
    fined: bool,
    contested: bool,
    suspended: bool,
    lifted: bool,
    expired: bool,
    settled: bool,
}

#[derive(Clone, Default)]
struct Citizen {
    work: u8,
    arrears: u8,
    /// Day of the last refusal.
    refused_job: Option<u16>,
    refused_loan: Option<u16>,
    bookings: Vec<Booking>,
    entries: Vec<Entry>,
    score: i32,
    standings: [Standing; STANDINGS],
    gained: i32,
    lost: i32,
    stars: Vec<i32>,
    acted: [u16; DOMAINS],
    caught: [u16; DOMAINS],
    false_marks: u16,
    legitimacy: u16,
    dropped: BTreeSet<u32>,
    new_friends: Vec<u32>,
    /// Day on which one was last heard in the small chat, and in the large one.
    heard: [Option<u16>; 2],
    heard_today: [bool; 2],
    /// Last day on which one is shut out of the platform.
    shut_out: Option<u16>,
    /// Level of dissent.
    opinion: u8,
    opinion_tomorrow: Option<u8>,
    punished: u32,
    offended: u32,
    sanctioned: bool,
    erroneously: bool,
    for_a_right: bool,
    disproportionately: bool,
}

/// Letters, by what they are; the order of the kinds is the order of reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Word {
    Mark,
    Report,
    Reward,
    Spill,
    Star,
    Unjust,
    TieDropped,
    TieFound,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Letter {
    to: u32,
    word: Word,
    behaviour: u8,
    truth: Truth,
    channel: u8,
    from: u32,
    points: i32,
    /// Day on which the act was reported; 0 for all that was not.
    filed: u16,
}

/// A report or an appeal that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Waiting {
    filed: u16,
    lottery: u32,
    person: u32,
    /// Reports: who reported. Appeals: which entry of the person.
    about: u32,
    behaviour: u8,
    truth: Truth,
}

/// An act of today.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Deed {
    person: u32,
    behaviour: u8,
    hidden: bool,
    audience: u32,
    /// In 2⁻¹⁶.
    level: Q16,
    /// Words: the chat, 0 small, 1 large.
    chat: usize,
}

pub(crate) struct Naive<'a> {
    town: &'a Town,
    city: &'a City,
    rules: &'a Rules,
    drawer: Drawer,
    /// By person: everybody of the household, oneself too.
    households: Vec<Vec<u32>>,
    /// By person: everybody of the workplace, of the small and of the large chat, oneself too.
    circles: Vec<[Vec<u32>; 3]>,
    /// By row of the tables: who is counted in it.
    members: Vec<Vec<bool>>,
    citizens: Vec<Citizen>,
    /// Written yesterday, read today.
    letters: Vec<Letter>,
    reports: Vec<Waiting>,
    appeals: Vec<Waiting>,
    /// Work that begins later: (day, person).
    delayed: Vec<(u32, u32)>,
    board: Vec<u8>,
    attention: Vec<Q16>,
    /// Marks by district since the attention was last set: discovered by attention, and others.
    found: Vec<[u64; 2]>,
    /// What the authority keeps of all marks before, by district, in 2⁻¹⁶.
    kept: Vec<u64>,
    today: Today,
}

/// What today hands from one mechanism to the next.
#[derive(Default)]
struct Today {
    day: u16,
    candidates: Candidates,
    deeds: Vec<Deed>,
    /// (person, place in the entries), in the order of marking.
    marked: Vec<(u32, usize)>,
    /// People who were refused without good reason.
    refused_wrongly: BTreeSet<u32>,
    /// What happened to whom.
    events: Vec<(u32, Measure, i64)>,
    /// What was said in chats of which size.
    said: Vec<(u32, Measure, i64)>,
}

impl<'a> Naive<'a> {
    pub(crate) fn new(town: &'a Town, city: &'a City, rules: &'a Rules) -> Self {
        let mut naive = Self {
            town,
            city,
            rules,
            drawer: Drawer::new(town, city),
            households: (0..city.people).map(|person| household(city, person)).collect(),
            circles: (0..city.people).map(|person| circles(city, person)).collect(),
            members: Vec::new(),
            citizens: vec![Citizen::default(); city.people as usize],
            letters: Vec::new(),
            reports: Vec::new(),
            appeals: Vec::new(),
            delayed: Vec::new(),
            board: vec![rules.scoring.first_band(); city.people as usize],
            attention: vec![fixed::ONE; city.districts.len()],
            found: vec![[0; 2]; city.districts.len()],
            kept: vec![0; city.districts.len()],
            today: Today::default(),
        };
        naive.members = naive.all_members();
        for person in 0..city.people {
            naive.first_evening(person);
        }
        naive
    }

    fn place(&self, person: u32) -> (&'a Place, usize) {
        self.city.locate(person)
    }
    fn age(&self, person: u32) -> u8 {
        let (place, slot) = self.place(person);
        place.age(slot)
    }
    fn citizen(&mut self, person: u32) -> &mut Citizen {
        &mut self.citizens[person as usize]
    }
    fn flag(&self, path: &str) -> bool {
        self.town.regime.flag(path)
    }
    /// The multiple of somebody before an office, from the file.
    fn more(&self, person: u32, office: &str) -> Q16 {
        let (place, slot) = self.place(person);
        let [district, appearance] = ["district", "appearance"].map(|of| self.town.city.names(&format!("margin.{of}")));
        let names = [
            ("district", district[usize::from(place.district())].as_str()),
            ("residence", RESIDENCES[place.residence(slot)]),
            ("appearance", appearance[place.appearance(slot)].as_str()),
        ];
        names.into_iter().fold(fixed::ONE, |times, (of, name)| {
            let path = format!("selective.{of}.{name}.{office}");
            let factor = self.town.regime.get(&path).map_or(fixed::ONE, |_| fixed::q16(self.town.regime.real(&path)));
            ((u64::from(times) * u64::from(factor)) >> 16) as Q16
        })
    }
    fn has_score(&self) -> bool {
        self.flag("score.enabled")
    }
    fn has_bands(&self) -> bool {
        self.has_score() && self.flag("score.merged")
    }
    fn count(&mut self, person: u32, measure: Measure, n: i64) {
        self.today.events.push((person, measure, n));
    }

    /// The words of today's candidates of one person and stream, under the bound that the grid has not rounded up.
    fn others_share(&self, person: u32) -> Probability {
        self.drawer.shares[self.city.block_of(person)][1]
    }
    fn offences_share(&self, person: u32) -> Probability {
        self.drawer.shares[self.city.block_of(person)][0]
    }

    fn household(&self, person: u32) -> Vec<u32> {
        self.households[person as usize].clone()
    }
    /// Those of the household whose experience counts: in a dormitory the nearest ones.
    fn near(&self, person: u32) -> Vec<u32> {
        let most = self.town.city.count("response.dormitory_peers");
        let (before, after) = (most - most / 2, most / 2);
        let close = |other: &u32| *other != person && *other + before >= person && *other <= person + after;
        self.households[person as usize].iter().copied().filter(close).collect()
    }
    /// Everybody of the neighbourhood, oneself too.
    fn neighbours(&self, person: u32) -> Vec<u32> {
        let (place, slot) = self.place(person);
        (0..place.len())
            .filter(|other| place.cell(*other) == place.cell(slot))
            .map(|other| place.person(other))
            .collect()
    }
    fn guardian(&self, person: u32) -> Option<u32> {
        self.household(person).into_iter().find(|other| *other != person && self.age(*other) >= 18)
    }
    /// Friends that have not been dropped.
    fn friends(&self, person: u32) -> Vec<(u32, u32)> {
        let dropped = &self.citizens[person as usize].dropped;
        let all = self.city.contacts.friends(self.place(person).0.district(), person);
        let numbered = (0..).zip(all);
        numbered.filter(|(bit, friend)| !dropped.contains(bit) && *friend != person).collect()
    }

    /// What somebody has seen: (marked, done) of oneself, of those at home, and of those at work and in the chats.
    fn experience(&self, person: u32, domain: Domain) -> response::Experience {
        let of = |person: &u32| {
            let citizen = &self.citizens[*person as usize];
            [u64::from(citizen.caught[domain as usize]), u64::from(citizen.acted[domain as usize])]
        };
        let all = |people: &[u32]| people.iter().map(of).fold([0; 2], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
        let works = self.citizens[person as usize].work == work::EMPLOYED;
        let circles = std::array::from_fn(|circle| {
            let others: Vec<u32> =
                self.circles[person as usize][circle].iter().copied().filter(|o| *o != person).collect();
            if circle > 0 || works { all(&others) } else { [0; 2] }
        });
        response::Experience { own: of(&person), household: all(&self.near(person)), circles }
    }
    fn believed(&self, person: u32, behaviour: u8) -> response::Believed {
        let kind = &self.city.catalogue.behaviours[usize::from(behaviour)];
        let experience = self.experience(person, kind.domain);
        let announced = self.rules.observation.announced(usize::from(behaviour), self.place(person).0.district());
        let false_marks = self.citizens[person as usize].false_marks;
        response::Believed {
            if_acting: response::risk(&self.rules.response, announced, &experience),
            if_not: response::false_risk(&self.rules.response, false_marks, self.today.day),
        }
    }

    /// Whether today is the person's own day of the month.
    fn is_own_day(person: u32, day: u16) -> bool {
        (person + u32::from(day)).is_multiple_of(30)
    }

    /// Whether no record moves this person's score.
    fn is_exempt(&self, person: u32) -> bool {
        let about = About { who: person, other: 0, day: 0, purpose: Purpose::Exempt };
        self.town.regime.probability("score.exempt_share").hit(self.city.seed.draw(about, 0)[0])
    }

    /// Books points, and sets the score to the clipped sum of the ledgers.
    fn book(&mut self, person: u32, truth: Truth, domain: Domain, points: i32) {
        if points != 0 && self.has_score() && !self.is_exempt(person) {
            self.citizen(person).bookings.push(Booking::Points { truth, domain, points });
            self.rescore(person);
        }
    }
    fn rescore(&mut self, person: u32) {
        let (rules, day, bands) = (&self.rules.scoring, self.today.day, self.has_bands());
        let ledgers = self.ledgers(person);
        let citizen = self.citizen(person);
        citizen.score = scoring::score(rules, &ledgers, AS_BOOKED);
        if bands {
            for standing in 0..STANDINGS {
                let score = scoring::score(rules, &ledgers, standing);
                citizen.standings[standing] = scoring::look(rules, citizen.standings[standing], score, day);
            }
        } else if self.has_score() {
            self.restand(person);
        }
    }
    /// Every ledger as a fold over all bookings.
    fn ledgers(&self, person: u32) -> [i32; LEDGERS] {
        let mut ledgers = [0; LEDGERS];
        for booking in &self.citizens[person as usize].bookings {
            match booking {
                Booking::Points { truth, points, .. } => ledgers[*truth as usize] += points,
                Booking::Month => ledgers = ledgers.map(|ledger| self.rules.scoring.decayed(ledger)),
            }
        }
        ledgers
    }
    /// The ledger of one holder under one standing, as a fold over all bookings.
    fn holder(&self, person: u32, standing: usize, holder: usize) -> i32 {
        self.citizens[person as usize].bookings.iter().fold(0, |ledger, booking| match booking {
            Booking::Month => self.rules.scoring.decayed(ledger),
            Booking::Points { truth, domain, points }
                if *domain as usize == holder && scoring::counts_in(standing, *truth) =>
            {
                ledger + points
            }
            Booking::Points { .. } => ledger,
        })
    }

    /// What is left of a mark's points tonight: one decay for each own day of the month since it was booked.
    fn left(&self, person: u32, entry: &Entry) -> i32 {
        let months = (entry.day..=self.today.day).filter(|day| Self::is_own_day(person, *day)).count();
        let factor = fixed::compound(self.town.regime.real("score.decay_per_month"), months)[months];
        let product = i64::from(entry.points) * i64::from(factor);
        (product.signum() * ((product.abs() + 32_768) / 65_536)) as i32
    }
    /// Takes what is left of a mark out of the ledger, or puts it back.
    fn put(&mut self, person: u32, number: usize, sign: i32) {
        let entry = self.citizens[person as usize].entries[number].clone();
        let domain = self.city.catalogue.behaviours[usize::from(entry.behaviour)].domain;
        self.book(person, entry.truth, domain, sign * self.left(person, &entry));
    }

    /// Books a sanction and counts first times.
    fn sanction(&mut self, person: u32, weight: u32, erroneous: bool, rights: bool) {
        let rules = &self.rules.sanctions;
        let citizen = self.citizen(person);
        citizen.punished += weight;
        let heavy = model::measures::sanctions::is_disproportionate(rules, citizen.punished, citizen.offended);
        let mut first = Vec::new();
        for (holds, ever, measure) in [
            (true, &mut citizen.sanctioned, Measure::NewlySanctioned),
            (erroneous, &mut citizen.erroneously, Measure::NewlyErroneous),
            (rights, &mut citizen.for_a_right, Measure::NewlyRights),
            (heavy, &mut citizen.disproportionately, Measure::NewlyDisproportionate),
        ] {
            if holds && !*ever {
                *ever = true;
                first.push(measure);
            }
        }
        first.into_iter().for_each(|measure| self.count(person, measure, 1));
    }

    /// Puts somebody into other bands.
    fn move_to(&mut self, person: u32, after: [Standing; STANDINGS]) {
        self.citizen(person).standings = after;
        self.restand(person);
    }

    /// Who stands where somebody is refused is sanctioned by that alone.
    fn restand(&mut self, person: u32) {
        let [booked, erroneous, rights, _] = self.stands(person);
        if booked {
            self.sanction(person, 0, erroneous, rights);
        }
    }
    /// Refused somewhere, by band or list; wrongly; for a right; on a list.
    fn stands(&self, person: u32) -> [bool; 4] {
        let institutions = || self.rules.gates.gates.iter().flatten();
        let on_list = |standing| institutions().any(|gate| self.listed(person, standing) & gate.refuse_listed != 0);
        let refused: [bool; STANDINGS] = std::array::from_fn(|standing| {
            let by_band = |gate: &gates::Gate| {
                self.band_before(person, standing, gate)
                    .is_some_and(|band| gate.refuse_up_to.is_some_and(|up| band <= up))
            };
            on_list(standing) || institutions().any(by_band)
        });
        let [booked, clean, lawful] = refused;
        [booked, booked && !clean, booked && clean && !lawful, on_list(AS_BOOKED)]
    }
    /// The band that an institution goes by, if there is any.
    fn band_before(&self, person: u32, standing: usize, gate: &gates::Gate) -> Option<u8> {
        if self.has_bands() {
            Some(self.citizens[person as usize].standings[standing].band)
        } else if self.has_score() {
            Some(self.rules.scoring.band_of_holder(self.holder(person, standing, gate.domain as usize)))
        } else {
            None
        }
    }
    /// Behaviours of which somebody has a record in force.
    fn listed(&self, person: u32, standing: usize) -> u32 {
        let in_force = |entry: &&Entry| {
            entry.truth != Truth::WrongAmount && !(entry.suspended || entry.lifted || entry.expired || entry.settled)
        };
        let entries = self.citizens[person as usize].entries.iter().filter(in_force);
        let counted = entries.filter(|entry| scoring::counts_in(standing, entry.truth));
        counted.fold(0, |set, entry| set | 1 << entry.behaviour)
    }
    /// Whether some institution refuses by a list of such records.
    fn lists(&self, behaviour: u8) -> bool {
        let kind = &self.city.catalogue.behaviours[usize::from(behaviour)].name;
        GATES.iter().any(|gate| self.town.regime.texts(&format!("gate.{gate}.refuse_listed")).contains(kind))
    }
    /// A record has come into force, or gone out of it.
    fn relist(&mut self, person: u32, number: usize) {
        let entry = &self.citizens[person as usize].entries[number];
        if !entry.settled && entry.truth != Truth::WrongAmount && self.lists(entry.behaviour) {
            self.restand(person);
        }
    }
}

fn circles(city: &City, person: u32) -> [Vec<u32>; 3] {
    let district = city.locate(person).0.district();
    [Layer::Workplace, Layer::ChatSmall, Layer::ChatLarge]
        .map(|layer| city.contacts.members(city.contacts.group(layer, district, person)).collect())
}

fn household(city: &City, person: u32) -> Vec<u32> {
    let (place, slot) = city.locate(person);
    let same = (0..place.len()).filter(|other| place.home(*other) == place.home(slot));
    same.map(|other| place.person(other)).collect()
}

/// The first `places` of a line, by (day filed, lottery, person), as places in the list.
fn served(waiting: &[Waiting], places: u64) -> BTreeSet<usize> {
    let mut line: Vec<usize> = (0..waiting.len()).collect();
    line.sort_by_key(|case| (waiting[*case].filed, waiting[*case].lottery, waiting[*case].person));
    line.into_iter().take(places as usize).collect()
}

/// The members of a set of behaviours.
fn members(set: u32) -> Vec<u8> {
    (0..32).filter(|behaviour| set & (1 << behaviour) != 0).collect()
}
