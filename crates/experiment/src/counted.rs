//! What the worlds of a seed came to, counted for figures that no counter of a day holds.
//!
//! What leaves this file is histograms by group ([`Tallies`]); what a single person came to is forgotten with the seed.
//! Everything is counted in integers and added up, so that threads cannot change it.

use crate::cells::Cells;
use crate::diary::Diary;
use crate::journal::carry_tallies;
use engine::checkpoint::{NotTaken, lay_down_each, packed, take_up_each, unpacked};
use engine::{Hands, World};
use model::carry::{Carrier, Lost};
use model::measures::groups::ALL;
use model::measures::moves::COMPARED;
use model::measures::outcomes::{Lives, Outcome};
use model::measures::own_acts::OwnActs;
use model::measures::score_parts::{self, PARTS};
use model::measures::spells::Spell;
use model::measures::{ties, trust};
use model::mechanisms::attribution::PLANTED;
use model::population::Place;
use model::state::{Block, Truth};
use report::tallies::{Tallies, Tally, class};

/// Blocks that are counted by one hand before they are added up.
const A_PIECE: usize = 32;
/// Pieces that are counted before they are added up.
const AT_ONCE: usize = 4;
/// Anniversaries of a planted mark that are looked at, in years.
const YEARS: [u16; 3] = [1, 3, 5];
const DAYS_A_YEAR: u16 = 365;
const EVERYBODY: usize = ALL as usize;
/// In the order of the standings that are compared.
const MOVES: [Tally; COMPARED.len()] = [Tally::Moves, Tally::MovesWithoutErrors];

/// The worlds of one seed as they are followed.
pub(crate) struct Counted {
    reference: usize,
    /// By arm, then by block.
    diaries: Vec<Vec<Diary>>,
    /// By arm: who got a planted mark, and on which day.
    planted: Vec<Vec<(u32, u16)>>,
    /// By arm: what anniversaries have shown.
    trapped: Vec<Tallies>,
}

impl Counted {
    /// Before the first day; worlds share the city.
    pub(crate) fn new(worlds: &[World], reference: usize) -> Self {
        let diaries = |world: &World| (0..world.blocks().len()).map(|block| Diary::new(world, block)).collect();
        Self {
            reference,
            diaries: worlds.iter().map(diaries).collect(),
            planted: vec![Vec::new(); worlds.len()],
            trapped: vec![Tallies::default(); worlds.len()],
        }
    }

    /// Adds an evening that all worlds have lived.
    pub(crate) fn add(&mut self, worlds: &[World], hands: &Hands, today: u16) {
        for (diaries, world) in self.diaries.iter_mut().zip(worlds) {
            hands.each_of(diaries, |block, diary| diary.add(world, block, today));
        }
        for (planted, world) in self.planted.iter_mut().zip(worlds) {
            planted.extend(planted_today(world).map(|person| (person, today)));
        }
        let reference = self.reference;
        for arm in (0..worlds.len()).filter(|arm| *arm != reference) {
            self.anniversaries(worlds, arm, today);
        }
    }

    /// Those with a planted mark of this day, one, three or five years ago, beside twins who never had one.
    fn anniversaries(&mut self, worlds: &[World], arm: usize, today: u16) {
        let (here, twin) = (&worlds[arm], &worlds[self.reference]);
        let compared = [here, twin].iter().all(|world| world.rules_on(today).scoring.is_published());
        if !compared || !self.planted[self.reference].is_empty() {
            return;
        }
        for years in std::iter::once(0).chain(YEARS) {
            let Some(day) = today.checked_sub(years * DAYS_A_YEAR) else { continue };
            let trapped = &mut self.trapped[arm];
            for (person, _) in self.planted[arm].iter().filter(|(_, planted)| *planted == day) {
                let below = score(here, *person) < score(twin, *person);
                trapped.add(Tally::Trap, EVERYBODY, (i64::from(years), i64::from(below)), 1);
            }
        }
    }

    /// Gives away everything, in pieces.
    pub(crate) fn lay_down<E>(
        &mut self,
        hands: &Hands,
        give: &mut impl FnMut(Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        give(packed(|keeper| self.carry_rest(keeper)))?;
        for diaries in &mut self.diaries {
            lay_down_each(hands, diaries, |diary, keeper| diary.carry(keeper), &mut *give)?;
        }
        Ok(())
    }

    /// Takes the pieces up again.
    pub(crate) fn take_up(
        &mut self,
        hands: &Hands,
        next: &mut impl FnMut() -> std::io::Result<Vec<u8>>,
    ) -> Result<(), NotTaken> {
        let piece = next().map_err(NotTaken::Read)?;
        unpacked(&piece, |taker| self.carry_rest(taker)).map_err(NotTaken::Lost)?;
        for diaries in &mut self.diaries {
            take_up_each(hands, diaries, |diary, taker| diary.carry(taker), &mut *next)?;
        }
        Ok(())
    }

    /// What is no block's.
    fn carry_rest(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { reference: _, diaries: _, planted, trapped } = self;
        for planted in planted {
            let mut words: Vec<[u32; 2]> = planted.iter().map(|(person, day)| [*person, u32::from(*day)]).collect();
            carrier.list("planted", &mut words)?;
            *planted = words.into_iter().map(|[person, day]| (person, day as u16)).collect();
        }
        trapped.iter_mut().try_for_each(|tallies| carry_tallies(tallies, carrier))
    }

    /// Everything that was counted of an arm, on the last evening.
    pub(crate) fn tallies(&self, world: &World, arm: usize, lives: &[Lives], hands: &Hands, today: u16) -> Tallies {
        let mut tallies = self.trapped[arm].clone();
        let blocks: Vec<usize> = (0..world.blocks().len()).collect();
        let pieces: Vec<&[usize]> = blocks.chunks(A_PIECE).collect();
        for at_once in pieces.chunks(AT_ONCE) {
            let counted = hands.map(at_once.len(), |at| self.of_some_blocks(world, arm, at_once[at], lives, today));
            counted.into_iter().for_each(|counted| tallies.merge(counted));
        }
        tallies
    }

    /// Lets go of what was followed from evening to evening, when everything has been counted of it.
    pub(crate) fn forget(&mut self) {
        self.diaries = Vec::new();
    }

    fn of_some_blocks(&self, world: &World, arm: usize, blocks: &[usize], lives: &[Lives], today: u16) -> Tallies {
        let (mut tallies, groups) = (Tallies::default(), world.city().groups.list.len());
        let is_published = world.rules_on(today).scoring.is_published();
        let mut burdens = Burdens::new(groups);
        let mut scores = Scores::new(groups, score_parts::start(world.rules_on(today)));
        for block in blocks.iter().copied() {
            let (place, diary) = (&world.city().places[block], &self.diaries[arm][block]);
            of_diary(world, place, diary, today, &mut tallies);
            burdens.add(world, place, &diary.acts, &lives[block]);
            opinions(world, block, &mut tallies);
            if is_published {
                scores.add(world, place, &world.blocks()[block], &diary.acts);
                ends_of_ties(world, block, today, &mut tallies);
            }
        }
        burdens.tell(&mut tallies);
        if is_published {
            scores.tell(&mut tallies);
        }
        tallies
    }
}

/// What the diary of a block holds: spells, months and moves.
fn of_diary(world: &World, place: &Place, diary: &Diary, today: u16, tallies: &mut Tallies) {
    let groups = &world.city().groups;
    let mut spells = |tally: Tally, spell: Spell| {
        for group in place.groups(usize::from(spell.slot), groups) {
            let pair = (i64::from(spell.days), i64::from(spell.ended));
            tallies.add(tally, usize::from(group), pair, 1);
        }
    };
    diary.wronged.all(today).for_each(|spell| spells(Tally::Correction, spell));
    diary.lowest.all(today).for_each(|spell| spells(Tally::LowestBand, spell));
    for (group, cases) in diary.months.cases().iter().enumerate() {
        for (case, n) in cases.iter().enumerate().filter(|(_, n)| **n > 0) {
            tallies.add(Tally::Months, group, ((case & 1) as i64, (case >> 1) as i64), *n);
        }
    }
    for (standing, tally) in MOVES.into_iter().enumerate() {
        for ((from, to), n) in diary.moves.counts(standing) {
            tallies.add(tally, EVERYBODY, (i64::from(*from), i64::from(*to)), *n);
        }
    }
}

/// Who got a planted mark today.
fn planted_today(world: &World) -> impl Iterator<Item = u32> + '_ {
    world.city().places.iter().zip(world.blocks()).flat_map(|(place, block)| {
        let marked = block.today.marked.iter().map(|number| block.marks.at(*number as usize));
        marked.filter(|entry| entry.channel == PLANTED).map(|entry| place.person(usize::from(entry.slot)))
    })
}

fn score(world: &World, person: u32) -> i32 {
    let (place, slot) = world.city().locate(person);
    world.blocks()[world.city().block_of(place.first())].people.accounts[slot].score
}

/// How many classes there are of a number.
const CLASSES: usize = u32::BITS as usize + 1;

/// Refusals of each, and acts beside sanctions, by group.
struct Burdens {
    /// People by refusals.
    refusals: Vec<Vec<i64>>,
    /// People by class of acts, then by class of days.
    proportion: Vec<[[i64; CLASSES]; CLASSES]>,
    /// Severity and days.
    sums: Vec<[i64; 2]>,
}

impl Burdens {
    fn new(groups: usize) -> Self {
        let proportion = vec![[[0; CLASSES]; CLASSES]; groups];
        Self { refusals: vec![Vec::new(); groups], proportion, sums: vec![[0; 2]; groups] }
    }

    fn add(&mut self, world: &World, place: &Place, acts: &OwnActs, lives: &Lives) {
        let (refusals, days) = (lives.totals(Outcome::Refusals), lives.totals(Outcome::DaysUnderSanction));
        for slot in 0..place.len() {
            let (severity, refusals, days) =
                (acts.all()[slot].severity, usize::from(refusals[slot]), u32::from(days[slot]));
            for group in place.groups(slot, &world.city().groups).map(usize::from) {
                let of_group = &mut self.refusals[group];
                of_group.resize(of_group.len().max(refusals + 1), 0);
                of_group[refusals] += 1;
                self.proportion[group][class(severity) as usize][class(days) as usize] += 1;
                let [severities, evenings] = &mut self.sums[group];
                (*severities, *evenings) = (*severities + i64::from(severity), *evenings + i64::from(days));
            }
        }
    }

    fn tell(&self, tallies: &mut Tallies) {
        for (group, refusals) in self.refusals.iter().enumerate().filter(|(_, refusals)| !refusals.is_empty()) {
            for (refusals, people) in (0..).zip(refusals).filter(|(_, people)| **people > 0) {
                tallies.add(Tally::Refusals, group, (refusals, 0), *people);
            }
            for (acts, row) in (0..).zip(&self.proportion[group]) {
                for (days, people) in (0..).zip(row).filter(|(_, people)| **people > 0) {
                    tallies.add(Tally::Proportion, group, (acts, days), *people);
                }
            }
            (0..).zip(self.sums[group]).for_each(|(b, sum)| tallies.add(Tally::Burden, group, (0, b), sum));
        }
    }
}

/// Numbers of one person for `validity`: one, conduct, records of it, errors, the score.
const PREDICTORS: usize = 5;

/// What tonight's scores consist of, and how far they go by conduct, by group.
struct Scores {
    start: i32,
    parts: Vec<[[i64; 2]; PARTS + 1]>,
    products: Vec<[[i64; PREDICTORS]; PREDICTORS]>,
}

impl Scores {
    fn new(groups: usize, start: i32) -> Self {
        Self { start, parts: vec![[[0; 2]; PARTS + 1]; groups], products: vec![[[0; PREDICTORS]; PREDICTORS]; groups] }
    }

    fn add(&mut self, world: &World, place: &Place, block: &Block, acts: &OwnActs) {
        for (slot, account) in block.people.accounts.iter().enumerate() {
            let own = score_parts::of(&block.people.ledgers(slot), account.score, self.start);
            let whole = i64::from(account.score) - i64::from(self.start);
            let numbers = predictors(&own, acts.all()[slot].due.into(), whole);
            for group in place.groups(slot, &world.city().groups).map(usize::from) {
                for (sum, part) in self.parts[group].iter_mut().zip(own.iter().chain([&whole])) {
                    sum[0] += part;
                    sum[1] += part * whole;
                }
                for (row, a) in self.products[group].iter_mut().zip(numbers) {
                    row.iter_mut().zip(numbers).for_each(|(sum, b)| *sum += a * b);
                }
            }
        }
    }

    fn tell(&self, tallies: &mut Tallies) {
        for (group, (parts, products)) in self.parts.iter().zip(&self.products).enumerate() {
            for (part, sums) in parts.iter().enumerate() {
                sums.iter().zip(0..).for_each(|(sum, b)| tallies.add(Tally::ScoreParts, group, (part as i64, b), *sum));
            }
            for (a, row) in products.iter().enumerate() {
                for (b, sum) in row.iter().enumerate().skip(a) {
                    tallies.add(Tally::Validity, group, (a as i64, b as i64), *sum);
                }
            }
        }
    }
}

/// In tenths of a point, so that sums of squares fit.
fn predictors(parts: &[i64; PARTS], due: i64, whole: i64) -> [i64; PREDICTORS] {
    let sum = |keep: fn(Truth) -> bool| {
        Truth::ALL.iter().filter(|truth| keep(**truth)).map(|truth| parts[*truth as usize]).sum::<i64>()
    };
    let recorded = sum(|truth| matches!(truth, Truth::Own | Truth::Speech));
    let [due, recorded, errors, whole] =
        [due, recorded, sum(Truth::is_erroneous), whole].map(|hundredths| hundredths / 10);
    [1, due, recorded, errors, whole]
}

/// Neighbourhoods by band, and how far the city hangs together across bands.
pub(crate) fn apart(world: &World, tallies: &mut Tallies, today: u16) {
    if !world.rules_on(today).scoring.is_published() {
        return;
    }
    let city = world.city();
    for (people, lowest) in Cells::new(city).in_the_lowest_band(world) {
        tallies.add(Tally::Units, EVERYBODY, (people, lowest), 1);
    }
    let mixed = ties::largest_mixed_part(city, world.blocks(), world.board());
    tallies.add(Tally::MixedPart, EVERYBODY, (0, 0), mixed);
}

/// Ties of a block's people, by the bands at both ends.
fn ends_of_ties(world: &World, block: usize, today: u16, tallies: &mut Tallies) {
    let (city, bands) = (world.city(), world.rules_on(today).scoring.published_bands());
    let ends = ties::between_bands(city, &city.places[block], &world.blocks()[block], world.board(), bands);
    for (at, n) in ends.iter().enumerate() {
        tallies.add(Tally::Ties, EVERYBODY, ((at / bands) as i64, (at % bands) as i64), *n);
    }
}

/// Who approves, by what happened to them and to their friends.
fn opinions(world: &World, block: usize, tallies: &mut Tallies) {
    for (own, row) in trust::opinions(world.city(), world.blocks(), block).iter().enumerate() {
        for (friends, opinion) in row.iter().enumerate() {
            let pair = (own as i64, friends as i64);
            tallies.add(Tally::Trust, EVERYBODY, pair, opinion.people);
            tallies.add(Tally::Approving, EVERYBODY, pair, opinion.approving);
        }
    }
}
