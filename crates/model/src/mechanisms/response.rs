//! What people learn from a day: how risky an act is, how fair the regime is, and whom they still want to know.
//!
//! ## Equation
//! p̂₁ = (κ·p₁₀ + C) / (κ + A), with C the own acts marked + w·those of the household + u·those of workplace, small and
//! large chat, and A the same of acts done; p̂₀ = false marks / (κ + days), both at most 1. Of a workplace or chat whose
//! others did more than m acts, m acts count, marked in the same share. An unjust mark or refusal: ℓ ← ℓ·(1 − loss), for
//! the ties ℓ ← ℓ·(1 − loss of ties) on the next day. Somebody approves of the regime while ℓ is at least a private demand,
//! uniform on 0 to 1. A tie that is looked at: with chance φ it is dropped if the other stands in a lower published band
//! (or in any other), and one of the same band is taken from some strangers of the district; else, with chance
//! `imitation`, one takes over the other's level of dissent as of last midnight.
//!
//! ## Symbols
//! κ `prior_weight`, w `peer_weight`, u `circle_weight`, m `circle_acts`, p₁₀ the chance of a record that is announced
//! (`observation`), φ `rewire_chance`, ℓ legitimacy. Unjust: the mark is not from an own act. In a dormitory the nearest
//! `dormitory_peers` are the household. A workplace counts for who has work.
//!
//! ## Source
//! `sah1991`, `lochner2007` (the caught revise up, the others down); `holme2006`, `wei2016` for ties; approval at the
//! start: `kostka2019`. Weights `stylised` with ranges.
//!
//! ## Reads
//! acted, caught, false_marks, legitimacy, ties, work; the published bands; what circles know; levels of dissent
//!
//! ## Writes
//! acted, caught, false_marks, legitimacy, ties
//!
//! ## Left out
//! Dropping a tie that was found later; friends' experience; faith that comes back; forgetting; what a seat's former
//! holder did at work (people keep their seats).

use super::{scoring, speech};
use crate::ahead;
use crate::catalogue::{DOMAINS, Domain};
use crate::chance::{About, Purpose, Seed, below};
use crate::contacts::Layer;
use crate::day::{CIRCLES, Setting, Stage};
use crate::fixed::{self, Probability};
use crate::measures::Measure;
use crate::occasions::{Most, Stream, accepted};
use crate::population::{City, Place};
use crate::rules::Sources;
use crate::state::{Block, Kind, Lesson, People, Post, Truth, work};

/// Acts are known to who did them, and told, while they are fresh; nobody acts on it before tomorrow.
pub const LEARNING: Stage = Stage { name: "acts learned", run: learn_acts };
pub const STAGE: Stage = Stage { name: "response", run: step };

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// κ in 2⁻¹⁶ acts.
    prior_weight: u64,
    /// w in 2⁻¹⁶.
    peer_weight: u64,
    /// The nearest others of a dormitory: before and after one's bed.
    near: [usize; 2],
    /// u in 2⁻¹⁶.
    circle_weight: u64,
    /// m.
    circle_acts: u64,
    start: u16,
    loss_own: Probability,
    loss_tie: Probability,
    pub ties: Ties,
    strangers: u32,
}

/// Which bands people mind in a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minded {
    Lower,
    Different,
}

/// What becomes of ties that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ties {
    /// φ.
    pub rewire: Probability,
    pub minded: Minded,
    /// Chance that a tie which is not cut passes a level of dissent on.
    pub imitation: Probability,
}

/// What one look at a tie leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    Keep,
    /// Cut the tie, and look for somebody of one's own kind.
    Rewire,
    /// Become like the other.
    Copy,
}

/// (marked, done) of somebody and of those whose experience counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Experience {
    pub own: [u64; 2],
    pub household: [u64; 2],
    /// In the order of [`CIRCLES`].
    pub circles: [[u64; 2]; CIRCLES.len()],
}

/// Believed chances of a mark on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Believed {
    /// p̂₁
    pub if_acting: Probability,
    /// p̂₀
    pub if_not: Probability,
}

impl Rules {
    pub(crate) fn new(sources: &Sources) -> Self {
        let city = sources.city;
        Self {
            prior_weight: u64::from(fixed::q16(city.real("response.prior_weight"))),
            peer_weight: city.probability("response.peer_weight").raw() >> 16,
            near: [city.count("response.dormitory_peers").div_ceil(2), city.count("response.dormitory_peers") / 2]
                .map(|near| near as usize),
            circle_weight: city.probability("response.circle_weight").raw() >> 16,
            circle_acts: u64::from(city.count("response.circle_acts")),
            start: ((city.probability("response.legitimacy_start").raw() * u64::from(u16::MAX)) >> 32) as u16,
            loss_own: city.probability("response.loss_own"),
            loss_tie: city.probability("response.loss_tie"),
            ties: Ties {
                rewire: city.probability("response.rewire_chance"),
                minded: if city.text("response.minds") == Some("different") {
                    Minded::Different
                } else {
                    Minded::Lower
                },
                imitation: city.probability("response.imitation"),
            },
            strangers: city.count("response.strangers"),
        }
    }

    /// The most that becomes of looks at ties.
    pub(crate) fn most(&self, scoring: &scoring::Rules) -> Most {
        if self.looks_at_ties(scoring) { Most::EVERYTHING } else { Most::NOTHING }
    }

    /// Whether anything can come of a look at a tie.
    fn looks_at_ties(&self, scoring: &scoring::Rules) -> bool {
        scoring.is_published() || self.ties.imitation > Probability::NEVER
    }

    /// Those of a household whose experience counts, and to whom one tells what happened: all but oneself, in a dormitory
    /// the nearest ones.
    fn near(&self, place: &Place, slot: usize) -> impl Iterator<Item = usize> + use<> {
        let home = place.home(slot);
        let near = home.start.max(slot.saturating_sub(self.near[0]))..home.end.min(slot + self.near[1] + 1);
        near.filter(move |other| *other != slot)
    }
}

/// Everybody's level of dissent on the first evening, where people copy it from one another; else nothing.
pub(crate) fn first_opinions(city: &City, rules: &crate::Rules) -> Vec<u8> {
    if rules.response.ties.imitation == Probability::NEVER {
        return Vec::new();
    }
    city.places.iter().flat_map(|place| &place.dissent).copied().collect()
}

/// The level of somebody's dissent today.
pub fn dissent(setting: &Setting, place: &Place, slot: usize) -> u8 {
    setting.commons.opinions.get(place.person(slot) as usize).copied().unwrap_or(place.dissent[slot])
}

/// Stands for the private demand in draws of traits.
const DEMAND: u32 = 3;

/// Whether somebody with this legitimacy approves of the regime.
pub(crate) fn approves(seed: Seed, person: u32, legitimacy: u16) -> bool {
    legitimacy >= demand(seed, person)
}

/// The legitimacy from which on somebody approves.
fn demand(seed: Seed, person: u32) -> u16 {
    (seed.draw(About { who: person, other: DEMAND, day: 0, purpose: Purpose::Trait }, 0)[0] >> 16) as u16
}

/// Legitimacy on the first evening.
pub(crate) fn begin(_: &City, rules: &crate::Rules, _: &Place, block: &mut Block) {
    block.people.minds.iter_mut().for_each(|mind| mind.legitimacy = rules.response.start);
}

/// A legitimacy as a share of the most there is, without a division: certain is so many times the most, and one more.
pub fn legitimacy(column: u16) -> Probability {
    const TIMES: u64 = Probability::CERTAIN.raw() / u16::MAX as u64;
    Probability::from_raw(u64::from(column) * TIMES + u64::from(column == u16::MAX))
}

/// p̂₀ of somebody today.
pub(crate) fn believed_without_acting(setting: &Setting, people: &People, slot: usize) -> Probability {
    false_risk(&setting.rules.response, people.minds[slot].false_marks, setting.today)
}

/// What somebody believes about the risk of an act.
pub fn believed(setting: &Setting, place: &Place, people: &People, slot: usize, behaviour: usize) -> Believed {
    let domain = setting.city.catalogue.behaviours[behaviour].domain;
    let announced = setting.rules.observation.announced(behaviour, place.district);
    Believed {
        if_acting: risk(&setting.rules.response, announced, &experience(setting, place, people, slot, domain)),
        if_not: believed_without_acting(setting, people, slot),
    }
}

/// The believed chance that a word in a chat of n is seen.
pub fn believed_in_chat(
    setting: &Setting,
    place: &Place,
    people: &People,
    slot: usize,
    behaviour: usize,
    n: u32,
) -> u32 {
    let announced = setting.rules.observation.announced_in_chat(behaviour, place.district, n);
    let experience = experience(setting, place, people, slot, speech::DOMAIN);
    risk(&setting.rules.response, announced, &experience).q16()
}

/// The least and the most that this can be, whatever is known at work and in the chats.
pub(crate) fn believed_in_chat_between(
    setting: &Setting,
    place: &Place,
    people: &People,
    slot: usize,
    behaviour: usize,
    n: u32,
) -> [u32; 2] {
    let announced = setting.rules.observation.announced_in_chat(behaviour, place.district, n);
    let at_home = at_home(setting, place, people, slot, speech::DOMAIN);
    risk_between(&setting.rules.response, announced, &at_home).map(Probability::q16)
}

/// What somebody has seen of a domain, at home, at work and in the chats.
pub fn experience(setting: &Setting, place: &Place, people: &People, slot: usize, domain: Domain) -> Experience {
    with_circles(setting, place, people, slot, domain, at_home(setting, place, people, slot, domain))
}

/// What somebody has seen of a domain at home.
pub(crate) fn at_home(setting: &Setting, place: &Place, people: &People, slot: usize, domain: Domain) -> Experience {
    let of = |slot: usize| {
        [u64::from(people.minds[slot].caught[domain as usize]), u64::from(people.minds[slot].acted[domain as usize])]
    };
    let add = |sum: [u64; 2], other: usize| [sum[0] + of(other)[0], sum[1] + of(other)[1]];
    let household = setting.rules.response.near(place, slot).fold([0; 2], add);
    Experience { own: of(slot), household, circles: [[0; 2]; CIRCLES.len()] }
}

/// The same with what is known at work and in the chats.
pub(crate) fn with_circles(
    setting: &Setting,
    place: &Place,
    people: &People,
    slot: usize,
    domain: Domain,
    mut experience: Experience,
) -> Experience {
    if setting.rules.response.circle_weight == 0 {
        return experience;
    }
    let (own, numbers) = (experience.own, place.circles[slot]);
    for (circle, known) in experience.circles.iter_mut().enumerate() {
        if CIRCLES[circle] != Layer::Workplace || people.work[slot] == work::EMPLOYED {
            let group = setting.commons.circles[circle][numbers[circle] as usize][domain as usize].map(u64::from);
            *known = [group[0].saturating_sub(own[0]), group[1].saturating_sub(own[1])];
        }
    }
    experience
}

/// Before many are asked what is known at their work and in their chats.
pub(crate) fn read_circles_ahead(setting: &Setting, place: &Place, slots: impl Iterator<Item = usize> + Clone) {
    if setting.rules.response.circle_weight > 0 {
        ahead::some(&place.circles, slots.clone());
        for (at, groups) in setting.commons.circles.iter().enumerate() {
            ahead::some(groups, slots.clone().map(|slot| place.circles[slot][at] as usize));
        }
    }
}

/// p̂₁.
pub fn risk(rules: &Rules, announced: Probability, experience: &Experience) -> Probability {
    let [mut marked, mut done] = seen_at_home(rules, announced, experience);
    for [caught, acted] in &experience.circles {
        let heard = rules.circle_weight * rules.circle_acts.min(*acted);
        marked += (heard * caught.min(acted)).checked_div(*acted).unwrap_or(0);
        done += heard;
    }
    Probability::ratio(marked, done)
}

/// The least and the most that p̂₁ can be, whatever is known at work and in the chats: enough to decide most draws.
pub(crate) fn risk_between(rules: &Rules, announced: Probability, at_home: &Experience) -> [Probability; 2] {
    let [marked, done] = seen_at_home(rules, announced, at_home);
    let heard = rules.circle_weight * rules.circle_acts * CIRCLES.len() as u64;
    [marked, marked + heard].map(|marked| Probability::ratio(marked, done + heard))
}

/// How far apart p̂₁ of two announced risks can be, with room for rounding: not further than what was announced.
pub(crate) fn at_most_apart(rules: &Rules, announced: Probability, other: Probability) -> Probability {
    let rounding = Probability::CERTAIN.raw() / rules.prior_weight + 2;
    announced.minus(other).plus(Probability::from_raw(rounding))
}

/// (marked, done) in 2⁻¹⁶ acts, with the announced risk as so many acts of the past. Never more marked than done.
fn seen_at_home(rules: &Rules, announced: Probability, experience: &Experience) -> [u64; 2] {
    let prior = ((u128::from(rules.prior_weight) * u128::from(announced.raw())) >> 32) as u64;
    let Experience { own, household, .. } = experience;
    let seen = |prior: u64, at: usize| prior + (own[at] << 16) + rules.peer_weight * household[at];
    [seen(prior, 0), seen(rules.prior_weight, 1)]
}

/// p̂₀.
pub fn false_risk(rules: &Rules, false_marks: u16, today: u16) -> Probability {
    match false_marks {
        0 => Probability::NEVER,
        marks => Probability::ratio(u64::from(marks) << 16, rules.prior_weight + (u64::from(today) << 16)),
    }
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    learn_records(setting, block);
    let mut unjust = learn_marks(setting, block);
    unjust.extend(block.today.refusals.iter().filter(|refusal| refusal.erroneous || refusal.rights).map(|r| r.slot));
    unjust.sort_unstable();
    unjust.dedup();
    for slot in unjust {
        lose_faith(setting, place, block, usize::from(slot), setting.rules.response.loss_own);
        tell_ties(setting, place, block, usize::from(slot));
    }
    read_news(setting, place, block);
    look_at_ties(setting, place, block);
}

fn learn_acts(setting: &Setting, place: &Place, block: &mut Block) {
    for act in &block.today.acts {
        let behaviour = &setting.city.catalogue.behaviours[usize::from(act.behaviour)];
        if !behaviour.role.is_good() && !scoring::is_answered_for(setting, place, usize::from(act.slot), act.behaviour)
        {
            let acted: &mut [u16; DOMAINS] = &mut block.people.minds[usize::from(act.slot)].acted;
            acted[behaviour.domain as usize] = acted[behaviour.domain as usize].saturating_add(1);
            teach(setting, &mut block.today.lessons, usize::from(act.slot), behaviour.domain, false);
        }
    }
}

/// An act is caught once, however many record it; the marks of one act stand together.
fn learn_records(setting: &Setting, block: &mut Block) {
    let marked = block.today.marked.iter().map(|number| usize::from(block.marks.at(*number as usize).slot));
    ahead::some(&block.people.minds, marked);
    let mut last = None;
    for number in &block.today.marked {
        let entry = block.marks.at(*number as usize);
        let behaviour = &setting.city.catalogue.behaviours[usize::from(entry.behaviour)];
        let (slot, domain) = (usize::from(entry.slot), behaviour.domain as usize);
        let again = last.replace((slot, entry.behaviour)) == Some((slot, entry.behaviour));
        if !again && Truth::from_number(entry.truth) <= Truth::Speech && !behaviour.role.is_good() {
            let (acted, caught) =
                (block.people.minds[slot].acted[domain], &mut block.people.minds[slot].caught[domain]);
            if *caught < acted {
                *caught += 1;
                teach(setting, &mut block.today.lessons, slot, behaviour.domain, true);
            }
        }
    }
}

/// What the circles of somebody learn tonight, where they count.
fn teach(setting: &Setting, lessons: &mut Vec<Lesson>, slot: usize, domain: Domain, caught: bool) {
    if setting.rules.response.circle_weight > 0 {
        lessons.push(Lesson { slot: slot as u16, domain: domain as u8, caught });
    }
}

/// Marks against somebody that are not from an own act; returns whom they hit.
fn learn_marks(setting: &Setting, block: &mut Block) -> Vec<u16> {
    let mut hit = Vec::new();
    for number in &block.today.marked {
        let entry = block.marks.at(*number as usize);
        let truth = Truth::from_number(entry.truth);
        let good = setting.city.catalogue.behaviours[usize::from(entry.behaviour)].role.is_good();
        if !good && (truth.is_erroneous() || truth == Truth::Kin) {
            let slot = usize::from(entry.slot);
            block.people.minds[slot].false_marks = block.people.minds[slot].false_marks.saturating_add(1);
            hit.push(entry.slot);
        }
    }
    hit
}

/// ℓ ← ℓ·(1 − loss).
pub fn after_loss(legitimacy: u16, loss: Probability) -> u16 {
    ((u64::from(legitimacy) * loss.not().raw()) >> 32) as u16
}

fn lose_faith(setting: &Setting, place: &Place, block: &mut Block, slot: usize, loss: Probability) {
    let before = block.people.minds[slot].legitimacy;
    let after = after_loss(before, loss);
    block.people.minds[slot].legitimacy = after;
    let demand = demand(setting.seed(), place.person(slot));
    let approves = |legitimacy| i64::from(legitimacy >= demand);
    let counts = [
        (Measure::Legitimacy, i64::from(after) - i64::from(before)),
        (Measure::Approving, approves(after) - approves(before)),
    ];
    block.counts.add_all(place, slot, &setting.city.groups, &counts);
}

fn letter(to: u32, from: u32, kind: Kind, index: u32) -> Post {
    Post { to, from, kind, behaviour: 0, truth: Truth::Own, channel: 0, points: 0, index }
}

/// Friends that have not been dropped, with the bit of the column.
fn friends<'a>(
    setting: &'a Setting,
    place: &Place,
    block: &Block,
    slot: usize,
) -> impl Iterator<Item = (u32, u32)> + 'a {
    let (person, dropped) = (place.person(slot), block.people.bonds[slot].ties);
    let all = setting.city.contacts.friends(place.district, person).enumerate();
    all.map(|(bit, friend)| (bit as u32, friend))
        .filter(move |(bit, friend)| dropped >> bit & 1 == 0 && *friend != person)
}

/// The household and the friends hear of it tomorrow.
fn tell_ties(setting: &Setting, place: &Place, block: &mut Block, slot: usize) {
    let person = place.person(slot);
    let near = setting.rules.response.near(place, slot);
    let mut ties: Vec<u32> = near.map(|other| place.person(other)).collect();
    ties.extend(friends(setting, place, block, slot).map(|(_, friend)| friend));
    ties.extend(block.new_ties.iter().filter(|(from, _)| usize::from(*from) == slot).map(|(_, friend)| *friend));
    block.outbox.extend(ties.into_iter().map(|to| letter(to, person, Kind::Unjust, 0)));
}

fn read_news(setting: &Setting, place: &Place, block: &mut Block) {
    let news: Vec<Post> = block
        .inbox
        .iter()
        .filter(|post| matches!(post.kind, Kind::Unjust | Kind::TieDropped | Kind::TieFound))
        .copied()
        .collect();
    for post in news {
        let slot = (post.to - place.first) as usize;
        match post.kind {
            Kind::Unjust => lose_faith(setting, place, block, slot, setting.rules.response.loss_tie),
            Kind::TieFound => block.new_ties.push((slot as u16, post.from)),
            _ => {
                let friends = setting.city.contacts.friends(place.district, post.to).enumerate();
                let bits = friends.filter(|(_, friend)| *friend == post.from).fold(0, |bits, (bit, _)| bits | 1 << bit);
                block.people.bonds[slot].ties |= bits;
            }
        }
    }
}

fn look_at_ties(setting: &Setting, place: &Place, block: &mut Block) {
    if !setting.rules.response.looks_at_ties(&setting.rules.scoring) {
        return;
    }
    let occasions = std::mem::take(&mut block.today.occasions);
    let looks = accepted(&occasions, Stream::TieCheck, |occasion| {
        setting.rules.life.has_a_voice(place.age[usize::from(occasion.slot)])
            && place.bound.others_share.hit(occasion.accept)
    });
    for occasion in looks {
        look_at_tie(setting, place, block, usize::from(occasion.slot));
    }
    block.today.occasions = occasions;
}

/// One person thinks about one friend.
fn look_at_tie(setting: &Setting, place: &Place, block: &mut Block, slot: usize) {
    let person = place.person(slot);
    let about = About { who: person, other: 0, day: setting.today, purpose: Purpose::TieCheck };
    let words = setting.seed().draw(about, 0);
    let wanted = below(words[0], setting.city.contacts.friend_count().max(1));
    let found = friends(setting, place, block, slot).find(|(bit, _)| *bit == wanted);
    let Some((bit, friend)) = found else { return };
    let board = &setting.commons.board;
    let bands = [person, friend].map(|of| board[of as usize].into());
    match meeting(&setting.rules.response.ties, bands[0], bands[1], [words[1], words[2]]) {
        Meeting::Keep => {}
        Meeting::Copy => {
            let (home, slot_there) = setting.city.locate(friend);
            block.today.copied.push((slot as u16, dissent(setting, home, slot_there)));
        }
        Meeting::Rewire => {
            block.people.bonds[slot].ties |= 1 << bit;
            block.counts.add(place, slot, &setting.city.groups, Measure::TiesDropped, 1);
            block.outbox.push(letter(friend, person, Kind::TieDropped, 0));
            if let Some(other) = stranger(setting, place, person) {
                block.new_ties.push((slot as u16, other));
                block.outbox.push(letter(other, person, Kind::TieFound, 0));
            }
        }
    }
}

/// What becomes of a tie that is looked at: with chance φ it is cut if the other's kind is minded, else one may become
/// like the other. A kind is a band; in `holme2006` it is the opinion itself.
pub fn meeting(ties: &Ties, own: u32, other: u32, words: [u32; 2]) -> Meeting {
    let minds = match ties.minded {
        Minded::Lower => other < own,
        Minded::Different => other != own,
    };
    match (ties.rewire.hit(words[0]), ties.imitation.hit(words[1])) {
        (true, _) if minds => Meeting::Rewire,
        (false, true) => Meeting::Copy,
        _ => Meeting::Keep,
    }
}

/// One of a few people of the district who stands in the same band: the one with the least draw.
fn stranger(setting: &Setting, place: &Place, person: u32) -> Option<u32> {
    let district = &setting.city.districts[usize::from(place.district)];
    let board = &setting.commons.board;
    let about = About { who: person, other: 0, day: setting.today, purpose: Purpose::NewTie };
    let candidates = (0..setting.rules.response.strangers).map(|turn| {
        let words = setting.seed().draw(about, turn);
        (words[1], district.first + below(words[0], district.people))
    });
    let alike = |other: &(u32, u32)| other.1 != person && board[other.1 as usize] == board[person as usize];
    candidates.filter(alike).min().map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legitimacy_is_a_share_of_the_most_there_is() {
        assert!((0..=u16::MAX).all(|column| legitimacy(column) == Probability::ratio(column.into(), u16::MAX.into())));
    }
}
