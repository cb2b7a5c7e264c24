//! Every person laid beside the own twin in the reference world, day by day and in memory only.
//!
//! What leaves this file is cells of people ([`Effect`]); what a single person came to is forgotten with the seed.
//! Everything is counted in integers and added up block by block, so that threads cannot change it.

use engine::checkpoint::{NotTaken, lay_down_each, packed, take_up_each, unpacked};
use engine::{Hands, World};
use model::City;
use model::carry::{Carrier, Lost, fixed, one};
use model::measures::groups::CONDUCTS;
use model::measures::outcomes::{Lives, Outcome};
use report::Effect;
use report::effects::{PARTED, parted_row};
use std::collections::BTreeMap;

/// Not yet.
const NEVER: u16 = u16::MAX;
/// Blocks that are counted at once before they are added up.
const AT_ONCE: usize = 64;
/// Rows for a group: everybody in it, and each class of conduct.
const CLASSES: usize = 1 + CONDUCTS.len();

/// The lives of all worlds of one seed.
pub(crate) struct Twins {
    reference: usize,
    /// By arm, then by block.
    lives: Vec<Vec<Lives>>,
    /// By arm, then by block and slot: the first day on which each outcome differed.
    parted: Vec<Vec<Vec<[u16; Outcome::COUNT]>>>,
    /// By arm, then by outcome.
    correlations: Vec<[Correlation; Outcome::COUNT]>,
}

/// The last day on which the twins' running totals correlated by a half or more.
#[derive(Clone, Copy, Default)]
struct Correlation {
    /// Day after it, or 0.
    from: u32,
    /// Whether tonight's correlation is a number below a half.
    below: bool,
}

impl Twins {
    /// Before the first day; worlds share the city.
    pub(crate) fn new(worlds: &[World], reference: usize, are_compared: bool) -> Self {
        let places = worlds.first().map_or(&[][..], |world| &world.city().places);
        let of_a_block = if are_compared && worlds.len() > 1 { Lives::new } else { Lives::alone };
        let lives: Vec<Lives> = places.iter().map(of_a_block).collect();
        let parted: Vec<Vec<_>> = places.iter().map(|place| vec![[NEVER; Outcome::COUNT]; place.len()]).collect();
        Self {
            reference,
            lives: vec![lives; worlds.len()],
            parted: (0..worlds.len()).map(|arm| if arm == reference { Vec::new() } else { parted.clone() }).collect(),
            correlations: vec![Default::default(); worlds.len()],
        }
    }

    /// Adds an evening that all worlds have lived.
    pub(crate) fn add(&mut self, worlds: &[World], hands: &Hands, today: u16) {
        self.add_lives(worlds, hands, today);
        let reference = &self.lives[self.reference];
        for (arm, parted) in self.parted.iter_mut().enumerate().filter(|(arm, _)| *arm != self.reference) {
            let lives = &self.lives[arm];
            hands.each_of(parted, |block, parted| part(&reference[block], &lives[block], parted, today));
            for outcome in Outcome::ALL {
                let moments = hands.map(lives.len(), |block| Moments::of(&reference[block], &lives[block], *outcome));
                let moments = moments.into_iter().fold(Moments::default(), Moments::plus);
                self.correlations[arm][*outcome as usize].add(moments, today);
            }
        }
    }

    /// The same where nobody asks who is parted from the own twin.
    pub(crate) fn add_lives(&mut self, worlds: &[World], hands: &Hands, today: u16) {
        for (lives, world) in self.lives.iter_mut().zip(worlds) {
            let rules = world.rules_on(today);
            hands.each_of(lives, |block, lives| lives.add(world.city(), rules, &world.blocks()[block], today));
        }
    }

    /// The lives of an arm, by block.
    pub(crate) fn lives(&self, arm: usize) -> &[Lives] {
        &self.lives[arm]
    }

    /// Gives away everything, in pieces.
    pub(crate) fn lay_down<E>(
        &mut self,
        hands: &Hands,
        give: &mut impl FnMut(Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { reference: _, lives, parted, correlations } = self;
        give(packed(|keeper| carry_correlations(correlations, keeper)))?;
        for lives in lives {
            lay_down_each(hands, lives, |lives, keeper| lives.carry(keeper), &mut *give)?;
        }
        for parted in parted {
            lay_down_each(hands, parted, |parted, keeper| fixed(keeper, "parted", parted), &mut *give)?;
        }
        Ok(())
    }

    /// Takes the pieces up again.
    pub(crate) fn take_up(
        &mut self,
        hands: &Hands,
        next: &mut impl FnMut() -> std::io::Result<Vec<u8>>,
    ) -> Result<(), NotTaken> {
        let Self { reference: _, lives, parted, correlations } = self;
        let piece = next().map_err(NotTaken::Read)?;
        unpacked(&piece, |taker| carry_correlations(correlations, taker)).map_err(NotTaken::Lost)?;
        for lives in lives {
            take_up_each(hands, lives, |lives, taker| lives.carry(taker), &mut *next)?;
        }
        for parted in parted {
            take_up_each(hands, parted, |parted, taker| fixed(taker, "parted", parted), &mut *next)?;
        }
        Ok(())
    }

    /// The cells of an arm; none for the reference itself.
    pub(crate) fn effects(&self, city: &City, hands: &Hands, arm: usize) -> Vec<Effect> {
        if arm == self.reference {
            return Vec::new();
        }
        Outcome::ALL.iter().flat_map(|outcome| self.cells(city, hands, arm, *outcome)).collect()
    }

    fn cells(&self, city: &City, hands: &Hands, arm: usize, outcome: Outcome) -> Vec<Effect> {
        let cells = city.groups.list.len() * CLASSES;
        let mut joint: BTreeMap<(u32, u32), Vec<i64>> = BTreeMap::new();
        let mut parted = vec![[0i64; PARTED.len()]; cells];
        for first in (0..city.places.len()).step_by(AT_ONCE) {
            let counted = hands
                .map(AT_ONCE.min(city.places.len() - first), |at| self.count(city, arm, first + at, outcome, cells));
            for (pairs, firsts) in counted {
                for (pair, people) in pairs {
                    let sum = joint.entry(pair).or_insert_with(|| vec![0; cells]);
                    sum.iter_mut().zip(people).for_each(|(sum, n)| *sum += i64::from(n));
                }
                for (sum, firsts) in parted.iter_mut().zip(firsts) {
                    sum.iter_mut().zip(firsts).for_each(|(sum, n)| *sum += i64::from(n));
                }
            }
        }
        let effect = |cell: usize| {
            let pairs: Vec<_> = joint.iter().filter(|(_, n)| n[cell] > 0).map(|(pair, n)| (*pair, n[cell])).collect();
            Effect {
                group: cell / CLASSES,
                conduct: (!cell.is_multiple_of(CLASSES)).then(|| CONDUCTS[cell % CLASSES - 1]),
                outcome,
                pairs,
                parted: parted[cell],
                decorrelated: if cell == 0 { self.correlations[arm][outcome as usize].day() } else { None },
            }
        };
        (0..cells).map(effect).filter(|effect| !effect.pairs.is_empty()).collect()
    }

    /// Pairs of one block by cell, and first differences by cell.
    fn count(&self, city: &City, arm: usize, block: usize, outcome: Outcome, cells: usize) -> Counted {
        let place = &city.places[block];
        let totals = |arm: usize| self.lives[arm][block].totals(outcome);
        let mut pairs: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        let mut firsts = vec![[0; PARTED.len()]; cells];
        for slot in 0..place.len() {
            let at = |arm: usize| u32::from(totals(arm)[slot]);
            let people = pairs.entry((at(self.reference), at(arm))).or_insert_with(|| vec![0; cells]);
            let day = self.parted[arm][block][slot][outcome as usize];
            let groups = place.groups(slot, &city.groups);
            let class =
                groups.iter().find_map(|group| class_of(city, *group)).expect("everybody has a class of conduct");
            for group in groups.into_iter().filter(|group| class_of(city, *group).is_none()) {
                for cell in [usize::from(group) * CLASSES, usize::from(group) * CLASSES + 1 + class] {
                    people[cell] += 1;
                    if day != NEVER {
                        firsts[cell][parted_row(u32::from(day))] += 1;
                    }
                }
            }
        }
        (pairs, firsts)
    }
}

type Counted = (BTreeMap<(u32, u32), Vec<u32>>, Vec<[u32; PARTED.len()]>);

fn carry_correlations(
    correlations: &mut [[Correlation; Outcome::COUNT]],
    carrier: &mut impl Carrier,
) -> Result<(), Lost> {
    for Correlation { from, below } in correlations.iter_mut().flatten() {
        let mut words = [*from, u32::from(*below)];
        one(carrier, "correlation", &mut words)?;
        (*from, *below) = (words[0], words[1] != 0);
    }
    Ok(())
}

/// The class of conduct that a group is, if it is one.
fn class_of(city: &City, group: u16) -> Option<usize> {
    let class = usize::from(group.checked_sub(city.groups.conduct)?);
    (class < CONDUCTS.len()).then_some(class)
}

/// Notes who differs for the first time.
fn part(reference: &Lives, lives: &Lives, parted: &mut [[u16; Outcome::COUNT]], today: u16) {
    for outcome in Outcome::ALL {
        let (here, there) = (reference.totals(*outcome), lives.totals(*outcome));
        for ((here, there), first) in here.iter().zip(there).zip(parted.iter_mut()) {
            let first = &mut first[*outcome as usize];
            *first = if *first == NEVER && here != there { today } else { *first };
        }
    }
}

/// Sums over people of x, y, x², y², xy, and the people.
#[derive(Clone, Copy, Default)]
struct Moments {
    n: i128,
    sums: [i128; 5],
}

impl Moments {
    fn of(reference: &Lives, lives: &Lives, outcome: Outcome) -> Self {
        let (here, there) = (reference.totals(outcome), lives.totals(outcome));
        let mut sums = [0u64; 5];
        for (x, y) in here.iter().zip(there) {
            let (x, y) = (u64::from(*x), u64::from(*y));
            sums.iter_mut().zip([x, y, x * x, y * y, x * y]).for_each(|(sum, value)| *sum += value);
        }
        Self { n: here.len() as i128, sums: sums.map(i128::from) }
    }

    fn plus(self, other: Self) -> Self {
        Self { n: self.n + other.n, sums: std::array::from_fn(|i| self.sums[i] + other.sums[i]) }
    }

    /// Pearson's correlation; none where a world has no spread.
    fn correlation(self) -> Option<f64> {
        let [x, y, xx, yy, xy] = self.sums;
        let (vx, vy) = (self.n * xx - x * x, self.n * yy - y * y);
        (vx > 0 && vy > 0).then(|| (self.n * xy - x * y) as f64 / ((vx as f64).sqrt() * (vy as f64).sqrt()))
    }
}

impl Correlation {
    fn add(&mut self, moments: Moments, today: u16) {
        let correlation = moments.correlation();
        self.below = correlation.is_some_and(|r| r < 0.5);
        if correlation.is_some_and(|r| r >= 0.5) {
            self.from = u32::from(today) + 1;
        }
    }

    /// The day from which it stayed below a half.
    fn day(self) -> Option<u32> {
        self.below.then_some(self.from)
    }
}
