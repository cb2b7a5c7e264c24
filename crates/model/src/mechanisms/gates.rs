//! Institutions decide: bank, employer, school, railway, airline, platform; and look the applicant's record up.
//!
//! ## Equation
//! An application of an eligible person succeeds on its merits with a chance of the city, times the multiple
//! of the person (`selective.*`). If it does, the institution
//! refuses when the band is at or under `refuse_up_to`, or when a record of `refuse_listed` is in force (a list: no
//! score is needed, and a recorded payment takes one's own debts off it), charges a share more
//! at or under `price_up_to`, lets wait for days at or under `delay_up_to`, and gives a perk from
//! `perk_from`. A child's school place is decided by the guardian's band. Unmerged: the band is that of the ledger of
//! the institution's own context. A refusal is erroneous if the band without erroneous marks would have passed; else
//! it is rights-violating if the band without speech and kin would have, or if the record is the guardian's.
//!
//! ## Symbols
//! keys `gate.*` of the regime; rates, merit, ages, lowest income class and `locals_only` are `application.*` of the city.
//!
//! ## Source
//! `press2018` for which institutions look up; rates, merit, severities `stylised` with ranges.
//!
//! ## Reads
//! work, standings, holders; the lists of the block; marks with their truth, which only the counted wrongs may use
//!
//! ## Writes
//! the lists of the block; refused_job, refused_loan, work (shared with `life`, which ends a job, and with
//! `contestation`, which makes refusals forgotten)
//!
//! ## Left out
//! What a usual price is; what waiting does besides (only work that comes later is followed up); a second application elsewhere.

use super::scoring::{self, NO_BAND};
use crate::catalogue::{Domain, Role};
use crate::chance::{About, Purpose};
use crate::day::{Setting, Stage};
use crate::fixed::Probability;
use crate::measures::{Measure, sanctions};
use crate::occasions::{Most, Stream, accepted};
use crate::parameters::GATES;
use crate::population::Place;
use crate::rules::Sources;
use crate::selective::Office;
use crate::state::{
    AS_BOOKED, Block, Delayed, Listing, Mark, Refusal, STANDINGS, Truth, WITHOUT_ERRORS, WITHOUT_RIGHTS, mark, work,
};

pub const STAGE: Stage = Stage { name: "gates", run: step };

/// What an institution does with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub domain: Domain,
    pub refuse_up_to: Option<u8>,
    /// Set of behaviours of which a record in force is enough to be refused.
    pub refuse_listed: u32,
    pub price_up_to: Option<u8>,
    /// Hundredths of the usual price.
    pub price: i32,
    pub delay_up_to: Option<u8>,
    pub delay_days: u32,
    pub delay_severity: u32,
    pub perk_from: Option<u8>,
    pub severity: u32,
    pub lasts_days: u32,
}

/// What the city says of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Application {
    merit: Probability,
    ages: std::ops::RangeInclusive<u8>,
    /// Lowest income class that applies.
    from_income: usize,
    locals_only: bool,
    measure: Option<Measure>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// By the rows of [`GATES`]; `None`: the institution looks nothing up.
    pub gates: Vec<Option<Gate>>,
    applications: Vec<Application>,
    highest_refused: Option<u8>,
    /// Set of behaviours that some institution refuses by list.
    listed: u32,
}

/// What an institution answers to somebody with merit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub refused: bool,
    pub dearer: bool,
    pub delayed: bool,
    pub perk: bool,
}

impl Rules {
    pub(crate) fn new(sources: &Sources, scoring: &scoring::Rules) -> Self {
        let present = sources.regime.names("gate");
        let gate = |name: &&str| present.iter().any(|n| n == name).then(|| Gate::new(sources, scoring, name));
        let gates: Vec<Option<Gate>> = GATES.iter().map(gate).collect();
        let application = |name: &&str| {
            let at = |key: &str| format!("application.{name}.{key}");
            Application {
                merit: sources.city.probability(&at("merit")),
                ages: sources.city.count(&at("from_age")) as u8..=sources.city.count(&at("to_age")) as u8,
                from_income: sources.city.count(&at("from_income")) as usize,
                locals_only: sources.city.flag(&at("locals_only")),
                measure: match *name {
                    "job-plain" | "job-skilled" | "job-public" => Some(Measure::RefusedJobs),
                    "bank" => Some(Measure::RefusedLoans),
                    "school" => Some(Measure::RefusedSchools),
                    "railway" | "airline" | "foreign-journey" => Some(Measure::RefusedJourneys),
                    _ => None,
                },
            }
        };
        Self {
            listed: gates.iter().flatten().fold(0, |set, gate| set | gate.refuse_listed),
            highest_refused: gates.iter().flatten().filter_map(|gate| gate.refuse_up_to).max(),
            applications: GATES.iter().map(application).collect(),
            gates,
        }
    }

    /// The most that becomes of applications there: where no institution looks anybody up, only work can come of them.
    pub(crate) fn most(&self, gate: u8) -> Most {
        let gate = usize::from(gate);
        if self.gates[gate].is_none() && !is_job(gate) {
            return Most::NOTHING;
        }
        Most { ages: self.applications[gate].ages.clone(), looking: is_job(gate), ..Most::EVERYTHING }
    }

    /// The highest band that some institution refuses.
    pub fn highest_refused(&self) -> Option<u8> {
        self.highest_refused
    }
    /// Whether a band is refused by some institution.
    pub fn refuses_somewhere(&self, band: u8) -> bool {
        self.highest_refused.is_some_and(|highest| band <= highest)
    }
    /// Whether some institution refuses by a list of records of this behaviour.
    pub fn lists(&self, behaviour: u8) -> bool {
        self.listed >> behaviour & 1 == 1
    }
    /// The gravest refusal that follows from being on a list for this behaviour.
    pub fn severity_of_list(&self, behaviour: usize) -> u32 {
        let listing = self.gates.iter().flatten().filter(|gate| gate.refuse_listed >> behaviour & 1 == 1);
        listing.map(|gate| gate.severity).max().unwrap_or(0)
    }
    /// Severity and highest refused band of every institution that refuses, or of those in one domain.
    pub fn refusals(&self, domain: Option<Domain>) -> impl Iterator<Item = (u32, u8)> + '_ {
        let inside = move |gate: &&Gate| domain.is_none_or(|domain| domain == gate.domain);
        self.gates.iter().flatten().filter(inside).filter_map(|gate| Some((gate.severity, gate.refuse_up_to?)))
    }
}

impl Gate {
    fn new(sources: &Sources, scoring: &scoring::Rules, name: &str) -> Self {
        let at = |key: &str| format!("gate.{name}.{key}");
        let band = |key: &str| {
            let name = sources.regime.text(&at(key))?;
            scoring.bands.iter().position(|band| band == name).map(|band| band as u8)
        };
        Self {
            domain: Domain::of(sources.regime.text(&at("context")).expect("a gate has a context")),
            refuse_up_to: band("refuse_up_to"),
            refuse_listed: sources.catalogue.set(sources.regime.texts(&at("refuse_listed"))),
            price_up_to: band("price_up_to"),
            price: sources.regime.points(&at("price_share")),
            delay_up_to: band("delay_up_to"),
            delay_days: sources.regime.count(&at("delay_days")),
            delay_severity: sources.regime.count(&at("delay_severity")),
            perk_from: band("perk_from"),
            severity: sources.regime.count(&at("severity")),
            lasts_days: sources.regime.count(&at("lasts_days")),
        }
    }

    /// The answer to somebody in a band, with records in force of a set of behaviours.
    pub fn answer(&self, band: u8, records: u32) -> Answer {
        Answer {
            refused: self.refuses(band) || records & self.refuse_listed != 0,
            delayed: self.delay_up_to.is_some_and(|limit| band <= limit),
            dearer: self.price_up_to.is_some_and(|limit| band <= limit),
            perk: band != NO_BAND && self.perk_from.is_some_and(|limit| band >= limit),
        }
    }
    fn refuses(&self, band: u8) -> bool {
        self.refuse_up_to.is_some_and(|limit| band <= limit)
    }
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    block.today.refusals.clear();
    grant_delayed(setting, place, block);
    let occasions = std::mem::take(&mut block.today.occasions);
    for gate in 0..GATES.len() {
        let applicants = accepted(&occasions, Stream::Gate(gate as u8), |occasion| {
            eligible(setting, place, block, gate, usize::from(occasion.slot))
                && place.bound.others_share.hit(occasion.accept)
        });
        let slots: Vec<usize> = applicants.map(|occasion| usize::from(occasion.slot)).collect();
        block.people.read_accounts_ahead(slots.iter().copied());
        let words = setting.seed().draw_each(slots.iter().map(|slot| (of_application(setting, place, gate, *slot), 0)));
        for (slot, words) in slots.into_iter().zip(words) {
            apply(setting, place, block, gate, slot, words[0]);
        }
    }
    block.today.occasions = occasions;
}

fn is_job(gate: usize) -> bool {
    GATES[gate].starts_with("job-")
}

/// Whether somebody applies there at this stage of life.
fn eligible(setting: &Setting, place: &Place, block: &Block, gate: usize, slot: usize) -> bool {
    let application = &setting.rules.gates.applications[gate];
    application.ages.contains(&place.age[slot])
        && (!is_job(gate) || block.people.work[slot] == work::LOOKING)
        && place.income(slot) >= application.from_income
        && !(application.locals_only && place.residence(slot) == 1)
}

fn of_application(setting: &Setting, place: &Place, gate: usize, slot: usize) -> About {
    About { who: place.person(slot), other: gate as u32, day: setting.today, purpose: Purpose::Gate }
}

/// One application.
fn apply(setting: &Setting, place: &Place, block: &mut Block, gate: usize, slot: usize, word: u32) {
    let rules = &setting.rules.gates;
    let more = setting.rules.selective.times(Office::Gates, place, slot);
    let merit = rules.applications[gate].merit.times(more).hit(word);
    let granted = match &rules.gates[gate] {
        Some(institution) => look_up(setting, place, block, gate, institution, slot, merit),
        None => true,
    };
    if merit && granted {
        grant(setting, place, block, gate, slot);
    }
}

/// What was applied for is had: work, for those who still look for it.
fn grant(setting: &Setting, place: &Place, block: &mut Block, gate: usize, slot: usize) {
    if is_job(gate) && block.people.work[slot] == work::LOOKING {
        block.people.work[slot] = work::EMPLOYED;
        let counts = [(Measure::Employed, 1), (Measure::Unemployed, -1)];
        block.counts.add_all(place, slot, &setting.city.groups, &counts);
    }
}

/// Those who have waited long enough.
fn grant_delayed(setting: &Setting, place: &Place, block: &mut Block) {
    for one in std::mem::take(&mut block.delayed) {
        if one.due <= setting.today {
            grant(setting, place, block, usize::from(one.gate), usize::from(one.slot));
        } else {
            block.delayed.push(one);
        }
    }
}

/// The institution looks the record up and answers; returns whether somebody with merit gets it today.
fn look_up(
    setting: &Setting,
    place: &Place,
    block: &mut Block,
    gate: usize,
    institution: &Gate,
    slot: usize,
    merit: bool,
) -> bool {
    let groups = &setting.city.groups;
    let subject = if GATES[gate] == "school" { place.guardian(slot).unwrap_or(slot) } else { slot };
    let bands = bands(&setting.rules.scoring, block, institution, subject);
    let listed = listed(block, subject);
    let answers: [Answer; STANDINGS] = std::array::from_fn(|at| institution.answer(bands[at], listed[at]));
    let answer = answers[AS_BOOKED];
    let dearer = merit && answer.dearer && !answer.refused;
    let counts = [
        (Measure::Applications, 1),
        (Measure::LookUps, 1),
        (who_looks(gate), 1),
        (Measure::Surcharges, i64::from(dearer)),
        (Measure::PricePaid, i64::from(dearer) * i64::from(institution.price)),
        (Measure::Perks, i64::from(merit && answer.perk)),
        (Measure::RefusalsListed, i64::from(merit && listed[AS_BOOKED] & institution.refuse_listed != 0)),
    ];
    block.counts.add_all(place, slot, groups, &counts);
    if merit && answer.refused {
        let [erroneous, rights] = wrongs(answers.map(|answer| answer.refused), subject == slot);
        refuse(setting, place, block, gate, institution, slot, erroneous, rights);
    } else if merit && answer.delayed {
        let wrongs = wrongs(answers.map(|answer| answer.refused || answer.delayed), subject == slot);
        delay(setting, place, block, gate, institution, slot, wrongs);
    }
    !answer.refused && !answer.delayed
}

/// Of what befalls somebody under each standing: whether it is erroneous, and else whether it violates a right. For a
/// child it goes by the record of another, the guardian.
fn wrongs(befalls: [bool; STANDINGS], own_record: bool) -> [bool; 2] {
    let (erroneous, lawful) = (!befalls[WITHOUT_ERRORS], befalls[WITHOUT_RIGHTS] && own_record);
    [erroneous, !erroneous && !lawful]
}

/// What is granted comes later.
fn delay(
    setting: &Setting,
    place: &Place,
    block: &mut Block,
    gate: usize,
    institution: &Gate,
    slot: usize,
    [erroneous, rights]: [bool; 2],
) {
    let counts = [
        (Measure::Delays, 1),
        (Measure::DelaysErroneous, i64::from(erroneous)),
        (Measure::DelaysRights, i64::from(rights)),
        (Measure::DelayDays, i64::from(institution.delay_days)),
    ];
    block.counts.add_all(place, slot, &setting.city.groups, &counts);
    let due = setting.today.saturating_add(institution.delay_days as u16);
    block.delayed.push(Delayed { due, slot: slot as u16, gate: gate as u16 });
    let weight = institution.delay_severity * institution.delay_days;
    let sanction = sanctions::Sanction { weight, erroneous, rights };
    sanctions::book(setting.city, &setting.rules.sanctions, place, block, slot, sanction);
}

/// The counter of look-ups that a gate belongs to.
pub fn who_looks(gate: usize) -> Measure {
    match GATES[gate] {
        "bank" => Measure::LookUpsBank,
        "job-plain" | "job-skilled" | "job-public" => Measure::LookUpsEmployers,
        "school" => Measure::LookUpsSchools,
        "railway" | "airline" | "foreign-journey" => Measure::LookUpsCarriers,
        "platform" => Measure::LookUpsPlatform,
        _ => Measure::LookUpsOthers,
    }
}

/// The bands that the institution goes by: as booked, without errors, without speech and kin.
fn bands(scoring: &scoring::Rules, block: &Block, institution: &Gate, subject: usize) -> [u8; STANDINGS] {
    if scoring.is_published() {
        block.people.accounts[subject].standings.map(|standing| standing.band)
    } else if let Some(holders) = block.people.holders.get(subject) {
        std::array::from_fn(|standing| scoring.band_of_holder(holders[standing][institution.domain as usize]))
    } else {
        [NO_BAND; STANDINGS]
    }
}

/// Behaviours of which somebody has records in force on a list, by standing.
pub fn listed(block: &Block, slot: usize) -> [u32; STANDINGS] {
    let first = block.listings.partition_point(|listing| usize::from(listing.slot) < slot);
    let own = block.listings[first..].iter().take_while(|listing| usize::from(listing.slot) == slot);
    own.fold([0; STANDINGS], |sets, listing| {
        std::array::from_fn(|at| sets[at] | u32::from(listing.live[at] > 0) << listing.behaviour)
    })
}

/// Bits of what somebody is tonight: refused somewhere, by band or list; wrongly; for a right; on a list.
pub(crate) fn stands(rules: &crate::Rules, block: &Block, slot: usize) -> u8 {
    let listed = listed(block, slot).map(|records| records & rules.gates.listed != 0);
    let mut refused = listed;
    for gate in rules.gates.gates.iter().flatten() {
        let bands = bands(&rules.scoring, block, gate, slot);
        refused.iter_mut().zip(bands).for_each(|(refused, band)| *refused |= gate.refuses(band));
    }
    sanctions::bits(refused, listed[AS_BOOKED])
}

/// A record comes into force, or goes out of it, on the lists that institutions look up.
pub(crate) fn list(setting: &Setting, place: &Place, block: &mut Block, entry: &Mark, comes: bool) {
    let listed = setting.rules.gates.lists(entry.behaviour) && !scoring::is_surplus(entry);
    if listed && entry.state & mark::SETTLED == 0 {
        count_listing(block, entry, comes);
        sanctions::restand(setting.city, setting.rules, place, block, usize::from(entry.slot));
    }
}

fn count_listing(block: &mut Block, entry: &Mark, comes: bool) {
    let key = (entry.slot, entry.behaviour);
    let at = block.listings.partition_point(|listing| (listing.slot, listing.behaviour) < key);
    if block.listings.get(at).is_none_or(|listing| (listing.slot, listing.behaviour) != key) {
        let fresh = Listing { slot: entry.slot, behaviour: entry.behaviour, padding: 0, live: [0; STANDINGS] };
        block.listings.insert(at, fresh);
    }
    let truth = Truth::from_number(entry.truth);
    for (standing, live) in block.listings[at].live.iter_mut().enumerate() {
        if scoring::counts_in(standing, truth) {
            *live = if comes { live.saturating_add(1) } else { live.saturating_sub(1) };
        }
    }
    if block.listings[at].live[AS_BOOKED] == 0 {
        block.listings.remove(at);
    }
}

/// A payment that reached the register takes one's own debts off the lists.
pub(crate) fn settle_debts(setting: &Setting, place: &Place, block: &mut Block, slot: usize) {
    let kinds = &setting.city.catalogue.behaviours;
    for number in block.expired as usize..block.marks.len() {
        let entry = block.marks.at(number);
        let debt = kinds[usize::from(entry.behaviour)].role == Role::Debt && entry.truth == Truth::Own as u8;
        let debt = debt && setting.rules.gates.lists(entry.behaviour);
        if debt && usize::from(entry.slot) == slot && entry.state & (mark::GONE | mark::SETTLED) == 0 {
            list(setting, place, block, &entry, false);
            block.marks.change(number, mark::SETTLED, 0);
        }
    }
}

/// The lists from the beginning, when institutions refuse for other things.
pub(crate) fn relist(rules: &Rules, block: &mut Block) {
    block.listings.clear();
    for number in 0..block.marks.len() {
        let entry = block.marks.at(number);
        if rules.lists(entry.behaviour)
            && !scoring::is_surplus(&entry)
            && entry.state & (mark::GONE | mark::SETTLED) == 0
        {
            count_listing(block, &entry, true);
        }
    }
}

fn refuse(
    setting: &Setting,
    place: &Place,
    block: &mut Block,
    gate: usize,
    institution: &Gate,
    slot: usize,
    erroneous: bool,
    rights: bool,
) {
    let groups = &setting.city.groups;
    block.counts.add(place, slot, groups, Measure::Refusals, 1);
    block.counts.add(place, slot, groups, Measure::RefusalsErroneous, i64::from(erroneous));
    block.counts.add(place, slot, groups, Measure::RefusalsRights, i64::from(rights));
    if let Some(measure) = setting.rules.gates.applications[gate].measure {
        block.counts.add(place, slot, groups, measure, 1);
    }
    if is_job(gate) {
        block.people.refused_job[slot] = setting.today + 1;
    }
    if GATES[gate] == "bank" {
        block.people.refused_loan[slot] = setting.today + 1;
    }
    block.today.refusals.push(Refusal { slot: slot as u16, gate: gate as u8, erroneous, rights });
    let weight = institution.severity * institution.lasts_days;
    let sanction = sanctions::Sanction { weight, erroneous, rights };
    sanctions::book(setting.city, &setting.rules.sanctions, place, block, slot, sanction);
}
