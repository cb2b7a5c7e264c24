//! What people learn from a day: how risky an act is, how fair the regime is, and whom they still want to know.
//!
//! ## Equation
//! p̂₁ = (κ·p₁₀ + own acts marked + w·household's) / (κ + own acts + w·household's); p̂₀ = false marks / (κ + days),
//! both at most 1. An unjust mark or refusal: ℓ ← ℓ·(1 − loss), for the ties ℓ ← ℓ·(1 − loss of ties) on the next
//! day. A tie that is looked at and stands in a lower published band is dropped with chance φ; then one of the same
//! band is taken from four strangers of the district.
//!
//! ## Symbols
//! κ `prior_weight`, w `peer_weight`, p₁₀ the chance of a record that is announced (`observation`), φ
//! `rewire_chance`, ℓ legitimacy. Unjust: the mark is not from an own act.
//!
//! ## Source
//! `sah1991`, `lochner2007` (the caught revise up, the others down); `holme2006`, `wei2016` for ties; approval at the
//! start: `kostka2019`. Weights `stylised` with ranges.
//!
//! ## Reads
//! acted, caught, false_marks, legitimacy, ties; the published bands
//!
//! ## Writes
//! acted, caught, false_marks, legitimacy, ties
//!
//! ## Left out
//! Dropping a tie that was found later; peers at work and in the chat; copying a neighbour's opinion; forgetting.

use super::{scoring, speech};
use crate::catalogue::DOMAINS;
use crate::chance::{About, Purpose, below};
use crate::day::{Setting, Stage};
use crate::fixed::{self, Probability};
use crate::measures::Measure;
use crate::occasions::{Stream, accepted};
use crate::population::{City, Place};
use crate::rules::Sources;
use crate::state::{Block, Kind, People, Post, Truth};

pub const STAGE: Stage = Stage { name: "response", run: step };

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// κ in 2⁻¹⁶ acts.
    prior_weight: u64,
    /// w in 2⁻¹⁶.
    peer_weight: u64,
    start: u16,
    loss_own: Probability,
    loss_tie: Probability,
    rewire: Probability,
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
            start: ((city.probability("response.legitimacy_start").raw() * 65_535) >> 32) as u16,
            loss_own: city.probability("response.loss_own"),
            loss_tie: city.probability("response.loss_tie"),
            rewire: city.probability("response.rewire_chance"),
        }
    }
}

/// Legitimacy on the first evening.
pub(crate) fn begin(_: &City, rules: &crate::Rules, _: &Place, block: &mut Block) {
    block.people.legitimacy.fill(rules.response.start);
}

/// A legitimacy as a share.
pub fn legitimacy(column: u16) -> Probability {
    Probability::ratio(u64::from(column), 65_535)
}

/// What somebody believes about the risk of an act.
pub fn believed(setting: &Setting, place: &Place, people: &People, slot: usize, behaviour: usize) -> Believed {
    let domain = setting.city.catalogue.behaviours[behaviour].domain as usize;
    let announced = setting.rules.observation.announced(behaviour, place.district);
    let (own, peers) = experience(place, people, slot, domain);
    Believed {
        if_acting: risk(&setting.rules.response, announced, own, peers),
        if_not: false_risk(&setting.rules.response, people.false_marks[slot], setting.today),
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
    let (own, peers) = experience(place, people, slot, speech::DOMAIN as usize);
    risk(&setting.rules.response, announced, own, peers).q16()
}

/// (marked, done) of oneself, and of the others at home.
fn experience(place: &Place, people: &People, slot: usize, domain: usize) -> ([u64; 2], [u64; 2]) {
    let of = |slot: usize| [u64::from(people.caught[slot][domain]), u64::from(people.acted[slot][domain])];
    let own = of(slot);
    let add = |sum: [u64; 2], other: usize| [sum[0] + of(other)[0], sum[1] + of(other)[1]];
    // A dormitory is no family: the nearest seven are enough.
    let home = place.home(slot);
    let near = home.start.max(slot.saturating_sub(4))..home.end.min(slot + 4);
    let peers = near.filter(|other| *other != slot).fold([0; 2], add);
    (own, peers)
}

/// p̂₁.
pub fn risk(rules: &Rules, announced: Probability, own: [u64; 2], peers: [u64; 2]) -> Probability {
    let prior = ((u128::from(rules.prior_weight) * u128::from(announced.raw())) >> 32) as u64;
    let marked = prior + (own[0] << 16) + rules.peer_weight * peers[0];
    let done = rules.prior_weight + (own[1] << 16) + rules.peer_weight * peers[1];
    Probability::ratio(marked, done)
}

/// p̂₀.
pub fn false_risk(rules: &Rules, false_marks: u16, today: u16) -> Probability {
    Probability::ratio(u64::from(false_marks) << 16, rules.prior_weight + (u64::from(today) << 16))
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    learn_acts(setting, place, block);
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
        if !behaviour.role.is_good() && !scoring::is_answered_for(setting, place, usize::from(act.slot), behaviour.role)
        {
            let acted: &mut [u16; DOMAINS] = &mut block.people.acted[usize::from(act.slot)];
            acted[behaviour.domain as usize] = acted[behaviour.domain as usize].saturating_add(1);
        }
    }
    // An act is caught once, however many record it; the marks of one act stand together.
    let mut last = None;
    for number in &block.today.marked {
        let entry = block.marks[*number as usize];
        let behaviour = &setting.city.catalogue.behaviours[usize::from(entry.behaviour)];
        let (slot, domain) = (usize::from(entry.slot), behaviour.domain as usize);
        let again = last.replace((slot, entry.behaviour)) == Some((slot, entry.behaviour));
        if !again && Truth::from_number(entry.truth) <= Truth::Speech && !behaviour.role.is_good() {
            let acted = block.people.acted[slot][domain];
            block.people.caught[slot][domain] = block.people.caught[slot][domain].saturating_add(1).min(acted);
        }
    }
}

/// Marks against somebody that are not from an own act; returns whom they hit.
fn learn_marks(setting: &Setting, block: &mut Block) -> Vec<u16> {
    let mut hit = Vec::new();
    for number in &block.today.marked {
        let entry = block.marks[*number as usize];
        let truth = Truth::from_number(entry.truth);
        let good = setting.city.catalogue.behaviours[usize::from(entry.behaviour)].role.is_good();
        if !good && (truth.is_erroneous() || truth == Truth::Kin) {
            let slot = usize::from(entry.slot);
            block.people.false_marks[slot] = block.people.false_marks[slot].saturating_add(1);
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
    let before = block.people.legitimacy[slot];
    let after = after_loss(before, loss);
    block.people.legitimacy[slot] = after;
    let change = i64::from(after) - i64::from(before);
    block.counts.add(place, slot, &setting.city.groups, Measure::Legitimacy, change);
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
    let (person, dropped) = (place.person(slot), block.people.ties[slot]);
    let all = setting.city.contacts.friends(place.district, person).enumerate();
    all.map(|(bit, friend)| (bit as u32, friend))
        .filter(move |(bit, friend)| dropped >> bit & 1 == 0 && *friend != person)
}

/// The household and the friends hear of it tomorrow.
fn tell_ties(setting: &Setting, place: &Place, block: &mut Block, slot: usize) {
    let person = place.person(slot);
    let home = place.home(slot);
    let near = home.start.max(slot.saturating_sub(4))..home.end.min(slot + 4);
    let mut ties: Vec<u32> = near.filter(|other| *other != slot).map(|other| place.person(other)).collect();
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
                block.people.ties[slot] |= bits;
            }
        }
    }
}

fn look_at_ties(setting: &Setting, place: &Place, block: &mut Block) {
    if !setting.rules.scoring.is_published() {
        return;
    }
    let occasions = std::mem::take(&mut block.today.occasions);
    let looks = accepted(&occasions, Stream::TieCheck, |occasion| {
        place.age[usize::from(occasion.slot)] >= 14 && place.bound.others_share.hit(occasion.accept)
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
    if drops(&setting.rules.response, board[person as usize], board[friend as usize], words[1]) {
        block.people.ties[slot] |= 1 << bit;
        block.counts.add(place, slot, &setting.city.groups, Measure::TiesDropped, 1);
        block.outbox.push(letter(friend, person, Kind::TieDropped, 0));
        if let Some(other) = stranger(setting, place, person) {
            block.new_ties.push((slot as u16, other));
            block.outbox.push(letter(other, person, Kind::TieFound, 0));
        }
    }
}

/// Whether a tie to somebody in a lower band is dropped.
pub fn drops(rules: &Rules, own_band: u8, other_band: u8, word: u32) -> bool {
    other_band < own_band && rules.rewire.hit(word)
}

/// One of four people of the district who stands in the same band: the one with the least draw.
fn stranger(setting: &Setting, place: &Place, person: u32) -> Option<u32> {
    let district = &setting.city.districts[usize::from(place.district)];
    let board = &setting.commons.board;
    let about = About { who: person, other: 0, day: setting.today, purpose: Purpose::NewTie };
    let candidates = (0..4).map(|turn| {
        let words = setting.seed().draw(about, turn);
        (words[1], district.first + below(words[0], district.people))
    });
    let alike = |other: &(u32, u32)| other.1 != person && board[other.1 as usize] == board[person as usize];
    candidates.filter(alike).min().map(|(_, other)| other)
}
