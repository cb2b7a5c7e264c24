//! People who disagree weigh how much of it to say; what they swallow is the silence that the regime buys.
//!
//! ## Equation
//! On an occasion the person chooses the expressed level a ∈ [0, δ] that maximises U(a) = −β(δ−a) − q(a)·π(a), with
//! q(a) = ν + (1−ν)a and, for a > τ, π = ψ (uniform punishment) or π = ψ(a−τ) (proportional). Uniform: a* = δ if
//! δ ≤ τ, or if β > (1−ν)ψ and δ > (βτ + νψ)/(β − (1−ν)ψ); else a* = τ. Proportional: with
//! d = ½[τ + (β−νψ)/((1−ν)ψ)], a* = δ if δ ≤ τ or δ ≤ d; τ if d ≤ τ; else d. For ν = 1: δ if β ≥ ψ, else τ.
//! Who fears something and waits for others goes beyond τ only if S ≥ T: S the share of the members of the chat whom one
//! reads that have spoken out within `remembered_days`, T a private threshold. A word can be passed on only if one was
//! heard in the own other chat. Of the messages that a platform records, a share is deleted before others read them; some
//! of their authors are shut out for a time, say nothing and pass on nothing.
//!
//! ## Symbols
//! δ desired dissent, β boldness, τ `tolerance`; ψ perceived punishment: severity of what follows ÷ `punishment_scale`,
//! times a private factor (even in the logarithm, `misjudged` between the extremes, 1 on average); ν perceived chance of
//! being seen: the believed risk of speech (`response`), which begins in a chat of n at that of the platforms or an
//! informer among the others, 1 − (1−ν)(1−ι)^(n−1); T = 0 but for `follower_share` of the people, for them uniform from 0
//! to 2·`threshold_mean`; `reads` others of a chat, the same ones every day.
//!
//! ## Source
//! `daymude2025` for the choice; `kuran1989` for the threshold; scales and shares `stylised` with ranges.
//!
//! ## Reads
//! acted, caught, false_marks, work; the day's sightings; who was heard; levels of dissent where people copy them
//!
//! ## Writes
//! nothing (the day's lists of acts and voices, the block's list of those shut out)
//!
//! ## Left out
//! A threshold that follows from one's dissent; a platform that mistakes the author; fear of being shut out; a second
//! platform to go to; counter-speech. The content of what is said: for good.

use super::observation::ChannelKind;
use super::{conduct, response};
use crate::catalogue::{Domain, Role};
use crate::chance::{About, Purpose, below};
use crate::day::{CHATS, Setting, Stage};
use crate::fixed::{self, ONE, Probability, Q16};
use crate::measures::Measure;
use crate::occasions::{Stream, accepted};
use crate::population::Place;
use crate::rules::Sources;
use crate::state::{Act, Block, People, Voice};

pub const STAGE: Stage = Stage { name: "speech", run: step };
/// After observation: what platforms have recorded can be deleted.
pub const MODERATION: Stage = Stage { name: "moderation", run: moderate };

/// Levels of the private factor on what follows a word.
const FEARS: usize = 16;

/// How a regime answers to dissent beyond its tolerance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punishment {
    /// π = ψ.
    Uniform,
    /// π = ψ(a−τ).
    Proportional,
}

/// What a regime tolerates, and how it answers to the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    /// τ in 2⁻¹⁶, 0 to 1.
    pub tolerance: Q16,
    pub punishment: Punishment,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub law: Law,
    /// ψ as announced, by behaviour.
    announced: Vec<Q16>,
    /// Private factors on it.
    fears: Vec<Q16>,
    followers: Probability,
    /// Twice the mean threshold.
    thresholds: Probability,
    reads: u32,
    remembered_days: u16,
    deleted: Probability,
    excluded: Probability,
    excluded_days: u16,
    /// Everything that is speech.
    behaviours: Vec<u8>,
}

impl Rules {
    pub(crate) fn new(sources: &Sources, conduct: &conduct::Rules) -> Self {
        let (catalogue, city, regime) = (sources.catalogue, sources.city, sources.regime);
        let speech = catalogue.with_role(Role::CriticalMessage).chain(catalogue.with_role(Role::PassingOn));
        let scale = fixed::q16(city.real("speech.punishment_scale"));
        let announced = |pain: &Q16| ((u64::from(*pain) << 16) / u64::from(scale)) as Q16;
        Self {
            law: Law {
                tolerance: fixed::q16(regime.real("speech.tolerance")),
                punishment: match regime.text("speech.punishment") {
                    Some("proportional") => Punishment::Proportional,
                    _ => Punishment::Uniform,
                },
            },
            announced: conduct.pain.iter().map(announced).collect(),
            fears: fixed::propensity_levels(city.real("speech.misjudged"), FEARS),
            followers: city.probability("speech.follower_share"),
            thresholds: city.probability("speech.threshold_mean").times(2 * ONE),
            reads: city.count("speech.reads"),
            remembered_days: city.count("speech.remembered_days") as u16,
            deleted: regime.probability("speech.deleted"),
            excluded: regime.probability("speech.excluded"),
            excluded_days: regime.count("speech.excluded_days") as u16,
            behaviours: speech.collect(),
        }
    }
}

/// What one person brings to an occasion, all in 2⁻¹⁶.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// δ, 0 to 1.
    pub desired: Q16,
    /// β
    pub boldness: Q16,
    /// ν as believed; more than 1 counts as 1.
    pub seen: Q16,
    /// ψ as perceived.
    pub punishment: Q16,
}

/// Those around a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Company {
    /// S, share of those whom one reads that have spoken out lately.
    pub support: Probability,
    /// T, the share that one waits for; 0 for who waits for nobody.
    pub threshold: Probability,
}

/// How an occasion ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// a in 2⁻¹⁶.
    pub expressed: Q16,
    /// Would have dared, had more others been heard.
    pub waits: bool,
}

fn step(setting: &Setting, place: &Place, block: &mut Block) {
    let occasions = std::mem::take(&mut block.today.occasions);
    for behaviour in &setting.rules.speech.behaviours {
        let ages = &setting.city.catalogue.behaviours[usize::from(*behaviour)].ages;
        let speakers = accepted(&occasions, Stream::Behaviour(*behaviour), |occasion| {
            ages.contains(&place.age[usize::from(occasion.slot)]) && place.bound.others_share.hit(occasion.accept)
        });
        let slots: Vec<usize> = speakers.map(|occasion| usize::from(occasion.slot)).collect();
        let of_chat = |slot: &usize| (of_occasion(setting, place, *behaviour, *slot), 0);
        let chats = setting.seed().draw_each(slots.iter().map(of_chat));
        let tempers = setting.seed().draw_each(slots.iter().map(|slot| (of_temper(place.person(*slot)), 0)));
        for (slot, (words, temper)) in slots.into_iter().zip(chats.into_iter().zip(tempers)) {
            speak(setting, place, block, *behaviour, slot, words[0], temper);
        }
    }
    block.today.occasions = occasions;
}

fn of_occasion(setting: &Setting, place: &Place, behaviour: u8, slot: usize) -> About {
    About { who: place.person(slot), other: u32::from(behaviour), day: setting.today, purpose: Purpose::Speech }
}

/// One person on one occasion, in the small or the large chat.
fn speak(setting: &Setting, place: &Place, block: &mut Block, behaviour: u8, slot: usize, word: u32, temper: [u32; 4]) {
    let (city, rules) = (setting.city, &setting.rules.speech);
    let chat = (word & 1) as usize;
    let passes_on = city.catalogue.behaviours[usize::from(behaviour)].role == Role::PassingOn;
    if passes_on && !hears_something(setting, place, slot, 1 - chat) {
        return block.counts.add(place, slot, &city.groups, Measure::NothingToPassOn, 1);
    }
    let members = place.circle(&city.contacts, CHATS[chat], slot).size;
    let speaker = speaker(setting, place, &block.people, slot, behaviour, members, temper);
    let shut_out = excluded(block, slot);
    let company = || company(setting, place, slot, chat, temper);
    let word = if shut_out { Word { expressed: 0, waits: false } } else { said(rules.law, speaker, company) };
    let says = word.expressed > rules.law.tolerance;
    let silenced = speaker.desired > rules.law.tolerance && !says;
    let counts = [
        (Measure::SpeechOccasions, 1),
        (Measure::SpeechDesired, i64::from(speaker.desired)),
        (Measure::SpeechExpressed, i64::from(word.expressed)),
        (Measure::Silenced, i64::from(silenced)),
        (Measure::SilencedByOthers, i64::from(word.waits)),
        (Measure::SilencedByExclusion, i64::from(silenced && shut_out)),
        (Measure::PassedOn, i64::from(says && passes_on)),
    ];
    block.counts.add_all(place, slot, &city.groups, &counts);
    counts.iter().for_each(|(measure, n)| block.counts.add_to(city.groups.chat_row(members), *measure, *n));
    if says {
        let (act, slot) = (block.today.acts.len() as u32, slot as u16);
        let level = level(rules.law, word.expressed);
        block.today.acts.push(Act { audience: members as u16, level, ..Act::of(behaviour, slot) });
        block.today.voices.push(Voice { act, slot, chat: chat as u8, day: setting.today });
    }
}

/// Somebody with a word on the tongue. Who would say it anyway, or has nothing to fear, asks nobody whether it is seen.
fn speaker(
    setting: &Setting,
    place: &Place,
    people: &People,
    slot: usize,
    behaviour: u8,
    members: u32,
    temper: [u32; 4],
) -> Speaker {
    let (traits, law) = (&setting.city.traits, setting.rules.speech.law);
    let mute = Speaker {
        desired: traits.dissent[usize::from(response::dissent(setting, place, slot))],
        boldness: traits.boldness[usize::from(place.boldness[slot])],
        seen: 0,
        punishment: perceived(setting, temper, behaviour),
    };
    if mute.desired <= law.tolerance || mute.punishment == 0 {
        return mute;
    }
    let between = response::believed_in_chat_between(setting, place, people, slot, behaviour.into(), members);
    let [least, most] = between.map(|seen| Speaker { seen, ..mute });
    if law.punishment == Punishment::Uniform && expressed(law, least) == expressed(law, most) {
        return least;
    }
    Speaker { seen: response::believed_in_chat(setting, place, people, slot, behaviour.into(), members), ..mute }
}

/// Those whom somebody reads in a chat, and how many of them one waits for. Who waits for nobody does not look.
fn company(setting: &Setting, place: &Place, slot: usize, chat: usize, temper: [u32; 4]) -> Company {
    let threshold = threshold(setting, temper);
    let looks = threshold > Probability::NEVER;
    Company { support: if looks { support(setting, place, slot, chat) } else { Probability::NEVER }, threshold }
}

/// S: the share of those whom somebody reads in a chat that have been heard lately.
fn support(setting: &Setting, place: &Place, slot: usize, chat: usize) -> Probability {
    if is_still(setting, place, slot, chat) {
        return Probability::NEVER;
    }
    let (all, loud) = read(setting, place, slot, chat).fold((0, 0), |(all, loud), other| {
        (all + 1, loud + u64::from(is_lately(setting, setting.commons.heard[other as usize][chat])))
    });
    Probability::ratio(loud, all)
}

/// Whether somebody reads a word in a chat that one could pass on.
fn hears_something(setting: &Setting, place: &Place, slot: usize, chat: usize) -> bool {
    let heard = |other: u32| setting.commons.heard[other as usize][chat];
    !is_still(setting, place, slot, chat)
        && read(setting, place, slot, chat).any(|other| is_lately(setting, heard(other)))
}

/// Whether nobody at all has been heard lately in somebody's chat.
fn is_still(setting: &Setting, place: &Place, slot: usize, chat: usize) -> bool {
    !is_lately(setting, setting.commons.loud[chat][place.circles[slot][CHATS[chat]] as usize])
}

/// Whether a day + 1 is not long ago.
fn is_lately(setting: &Setting, heard: u16) -> bool {
    heard > 0 && setting.today + 1 - heard < setting.rules.speech.remembered_days
}

/// Whom somebody reads in a chat, always the same ones.
fn read<'a>(setting: &'a Setting, place: &Place, slot: usize, chat: usize) -> impl Iterator<Item = u32> + 'a {
    let (rules, contacts, person) = (&setting.rules.speech, &setting.city.contacts, place.person(slot));
    let group = place.circle(contacts, CHATS[chat], slot);
    let about = About { who: person, other: chat as u32, day: 0, purpose: Purpose::Reading };
    let everybody = group.size <= rules.reads + 1;
    let seat = move |i: u32| if everybody { i } else { below(setting.seed().draw(about, i)[0], group.size) };
    let read = if everybody { group.size } else { rules.reads };
    (0..read).map(move |i| contacts.member(group, seat(i))).filter(move |other| *other != person)
}

/// What one person was dealt beside the traits that are kept: whether and for how many others one waits, and how one
/// misjudges what follows a word.
fn of_temper(person: u32) -> About {
    About { who: person, other: 2, day: 0, purpose: Purpose::Trait }
}

/// T.
fn threshold(setting: &Setting, [follows, level, ..]: [u32; 4]) -> Probability {
    let rules = &setting.rules.speech;
    if rules.followers.hit(follows) {
        rules.thresholds.and(Probability::from_raw(u64::from(level)))
    } else {
        Probability::NEVER
    }
}

/// ψ as one person perceives it.
fn perceived(setting: &Setting, [.., fear, _]: [u32; 4], behaviour: u8) -> Q16 {
    let rules = &setting.rules.speech;
    let fear = rules.fears[below(fear, FEARS as u32) as usize];
    ((u64::from(rules.announced[usize::from(behaviour)]) * u64::from(fear)) >> 16) as Q16
}

/// What somebody says: what one dares, unless one waits for others.
pub fn said(law: Law, speaker: Speaker, company: impl FnOnce() -> Company) -> Word {
    let dares = expressed(law, speaker);
    let waits = dares > law.tolerance && speaker.punishment > 0 && !joins(company());
    Word { expressed: if waits { law.tolerance } else { dares }, waits }
}

/// Whether as many others are heard as one waits for.
pub fn joins(company: Company) -> bool {
    company.support >= company.threshold
}

/// a*: the level that is best for the speaker, in 2⁻¹⁶, rounded down.
pub fn expressed(law: Law, speaker: Speaker) -> Q16 {
    let Speaker { desired, boldness, seen, punishment } = speaker;
    if desired <= law.tolerance || punishment == 0 {
        return desired;
    }
    let one = u128::from(ONE);
    let [beta, psi, nu, tau] = [boldness, punishment, seen.min(ONE), law.tolerance].map(u128::from);
    let spoken = match law.punishment {
        // δ·(β − (1−ν)ψ) > βτ + νψ, without a division: this is the innermost line of a docking test.
        Punishment::Uniform => {
            let margin = (beta * one).saturating_sub((one - nu) * psi);
            if u128::from(desired) * margin > (beta * tau + nu * psi) * one { desired } else { law.tolerance }
        }
        Punishment::Proportional if nu == one && beta >= psi => desired,
        Punishment::Proportional => turning_point(law, speaker).map_or(law.tolerance, |level| level.max(law.tolerance)),
    };
    spoken.min(desired)
}

/// Uniform punishment: the dissent beyond which somebody speaks out in full, (βτ + νψ)/(β − (1−ν)ψ), if there is one.
/// Proportional: the level that somebody does not pass, ½[τ + (β−νψ)/((1−ν)ψ)], unless it is negative or ν = 1.
/// In 2⁻¹⁶, rounded down; the desired dissent plays no part.
pub fn turning_point(law: Law, speaker: Speaker) -> Option<Q16> {
    let one = i128::from(ONE);
    let [beta, psi, nu, tau] =
        [speaker.boldness, speaker.punishment, speaker.seen.min(ONE), law.tolerance].map(i128::from);
    let fitting = |level: i128| Q16::try_from(level).ok();
    match law.punishment {
        Punishment::Uniform => {
            let margin = beta * one - (one - nu) * psi;
            (margin > 0).then(|| (beta * tau + nu * psi) * one / margin).map(|level| fitting(level).unwrap_or(Q16::MAX))
        }
        Punishment::Proportional => {
            let marginal = (one - nu) * psi;
            let twice = (marginal > 0).then(|| tau + (beta * one - nu * psi) * one / marginal)?;
            if twice < 0 { None } else { Some(fitting(twice / 2).unwrap_or(Q16::MAX)) }
        }
    }
}

/// Share of the points that a mark of a word takes.
pub fn level(law: Law, expressed: Q16) -> Q16 {
    match law.punishment {
        Punishment::Uniform => ONE,
        Punishment::Proportional => expressed.saturating_sub(law.tolerance),
    }
}

/// Whether somebody is shut out of the platform today.
fn excluded(block: &Block, slot: usize) -> bool {
    block.excluded.binary_search_by_key(&slot, |(out, _)| usize::from(*out)).is_ok()
}

/// Of what platforms have recorded some is deleted, and some of its authors are shut out; others may come back.
fn moderate(setting: &Setting, place: &Place, block: &mut Block) {
    come_back(setting, place, block);
    let rules = &setting.rules.speech;
    if rules.deleted == Probability::NEVER {
        return;
    }
    let voices = std::mem::take(&mut block.today.voices);
    let (deleted, heard): (Vec<Voice>, Vec<Voice>) =
        voices.into_iter().partition(|voice| is_deleted(setting, place, block, voice));
    block.today.voices = heard;
    for voice in deleted {
        let slot = usize::from(voice.slot);
        block.counts.add(place, slot, &setting.city.groups, Measure::Deleted, 1);
        if rules.excluded.hit(deletion_words(setting, place, block, &voice)[1]) {
            shut_out(setting, place, block, voice.slot);
        }
    }
}

fn deletion_words(setting: &Setting, place: &Place, block: &Block, voice: &Voice) -> [u32; 4] {
    let behaviour = block.today.acts[voice.act as usize].behaviour;
    let who = place.person(usize::from(voice.slot));
    setting.seed().draw(About { who, other: u32::from(behaviour), day: setting.today, purpose: Purpose::Deletion }, 0)
}

fn is_deleted(setting: &Setting, place: &Place, block: &Block, voice: &Voice) -> bool {
    let sightings = &block.today.sightings;
    let first = sightings.partition_point(|sighting| sighting.act < voice.act);
    let mut own = sightings[first..].iter().take_while(|sighting| sighting.act == voice.act);
    let channels = &setting.rules.observation.channels;
    own.any(|sighting| channels[usize::from(sighting.channel)].kind == ChannelKind::Platform)
        && setting.rules.speech.deleted.hit(deletion_words(setting, place, block, voice)[0])
}

fn shut_out(setting: &Setting, place: &Place, block: &mut Block, slot: u16) {
    let until = setting.today.saturating_add(setting.rules.speech.excluded_days);
    match block.excluded.binary_search_by_key(&slot, |(out, _)| *out) {
        Ok(found) => block.excluded[found].1 = until,
        Err(free) => {
            block.excluded.insert(free, (slot, until));
            let counts = [(Measure::Exclusions, 1), (Measure::Excluded, 1)];
            block.counts.add_all(place, usize::from(slot), &setting.city.groups, &counts);
        }
    }
}

/// Those whose last day it was are free from tomorrow on.
fn come_back(setting: &Setting, place: &Place, block: &mut Block) {
    let (groups, counts, today) = (&setting.city.groups, &mut block.counts, setting.today);
    block.excluded.retain(|(slot, until)| {
        let stays = *until > today;
        counts.add(place, usize::from(*slot), groups, Measure::Excluded, i64::from(stays) - 1);
        stays
    });
}

/// The domain of all speech.
pub const DOMAIN: Domain = Domain::Speech;

#[cfg(test)]
mod tests {
    use super::*;

    fn q(value: u32) -> Q16 {
        (u64::from(value) * 65_536 / 10_000) as Q16
    }

    fn law(punishment: Punishment) -> Law {
        Law { tolerance: q(2_500), punishment }
    }

    fn speaker(seen: u32, punishment: u32) -> Speaker {
        Speaker { desired: ONE, boldness: ONE, seen: q(seen), punishment: q(punishment) }
    }

    #[test]
    fn defiance_under_uniform_punishment_starts_where_daymude_says() {
        // d_uni(β 1, ν .2, τ .25, ψ .6) = 0.7115
        let from = turning_point(law(Punishment::Uniform), speaker(2_000, 6_000)).unwrap();
        assert!(from.abs_diff(q(7_115)) <= 7, "{from}");
    }

    #[test]
    fn nobody_passes_the_level_that_daymude_gives_for_proportional_punishment() {
        // d_pro(β 1, ν .2, τ .25, ψ 1) = 0.625
        let level = turning_point(law(Punishment::Proportional), speaker(2_000, 10_000)).unwrap();
        assert!(level.abs_diff(q(6_250)) <= 7, "{level}");
        assert_eq!(expressed(law(Punishment::Proportional), speaker(2_000, 10_000)), level);
    }

    #[test]
    fn defiance_ends_where_daymude_says_for_half_seen_dissent() {
        // β 1, ν .5, τ .25: nobody with δ ≤ 1 goes beyond τ from ψ = .75 (uniform), 1.6 (proportional) on
        let loud = |punishment, psi| expressed(law(punishment), speaker(5_000, psi));
        assert_eq!(loud(Punishment::Uniform, 7_499), ONE);
        assert_eq!(loud(Punishment::Uniform, 7_501), q(2_500));
        assert!(loud(Punishment::Proportional, 15_990) > q(2_500));
        assert_eq!(loud(Punishment::Proportional, 16_010), q(2_500));
    }

    #[test]
    fn where_everything_is_seen_only_boldness_counts_under_proportional_punishment() {
        let loud = |psi| expressed(law(Punishment::Proportional), speaker(10_000, psi));
        assert_eq!((loud(10_000), loud(10_001)), (ONE, q(2_500)));
    }

    /// No level on a grid is better than the chosen one by more than the rounding of the choice.
    #[test]
    fn the_chosen_level_is_the_best_one() {
        let one = i128::from(ONE);
        for punishment in [Punishment::Uniform, Punishment::Proportional] {
            for i in 0..4_000u32 {
                let step = |factor: u32, n: u32| i.wrapping_mul(factor) % n;
                let law = Law { tolerance: step(7_919, ONE), punishment };
                let [desired, seen] = [step(104_729, ONE + 1), step(1_299_709, ONE + 1)];
                let speaker = Speaker {
                    desired,
                    boldness: step(15_485_863, 5 * ONE) + 1,
                    seen,
                    punishment: step(32_452_843, 3 * ONE),
                };
                let cost = |a: i128| {
                    let tau = i128::from(law.tolerance);
                    let q = i128::from(seen) + (one - i128::from(seen)) * a / one;
                    let beyond = if punishment == Punishment::Uniform { one } else { a - tau };
                    let pain = if a > tau { i128::from(speaker.punishment) * beyond / one * q / one } else { 0 };
                    i128::from(speaker.boldness) * (i128::from(desired) - a) / one + pain
                };
                let chosen = i128::from(expressed(law, speaker));
                assert!((0..=i128::from(desired)).contains(&chosen));
                let least = (0..=256).map(|k| cost(i128::from(desired) * k / 256)).min().unwrap();
                assert!(cost(chosen) <= least + 16, "{law:?} {speaker:?}: {chosen} costs {} > {least}", cost(chosen));
            }
        }
    }

    #[test]
    fn nobody_is_silent_when_nothing_follows() {
        for desired in [0, 1_000, 30_000, ONE] {
            for punishment in [Punishment::Uniform, Punishment::Proportional] {
                let speaker = Speaker { desired, boldness: 10, seen: ONE, punishment: 0 };
                let alone = || Company { support: Probability::NEVER, threshold: Probability::CERTAIN };
                assert_eq!(said(law(punishment), speaker, alone), Word { expressed: desired, waits: false });
            }
        }
    }

    /// Ten people who dare, with thresholds 0, 1, 2 … tenths, fall like dominoes; raise the second and only the first speaks.
    #[test]
    fn one_threshold_can_stop_a_crowd() {
        let law = law(Punishment::Uniform);
        let crowd = |thresholds: [u64; 10]| {
            let mut loud = 0;
            loop {
                let company =
                    |t: u64| Company { support: Probability::ratio(loud, 10), threshold: Probability::ratio(t, 10) };
                let says = |t: &&u64| said(law, speaker(0, 1_000), || company(**t)).expressed > law.tolerance;
                match thresholds.iter().filter(says).count() as u64 {
                    now if now == loud => return loud,
                    now => loud = now,
                }
            }
        };
        assert_eq!(crowd([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 10);
        assert_eq!(crowd([0, 2, 2, 3, 4, 5, 6, 7, 8, 9]), 1);
    }
}
