//! What a person costs in memory, column by column: counted on a drawn city that has lived a month under a regime.
//!
//! Counted are the lists that a world carries over the night (`model::carry`), and what a run remembers beside it. A
//! column in which nothing stands yet takes no memory: the system gives none for noughts that nobody has written.

use crate::diary::Diary;
use bytemuck::Pod;
use engine::checkpoint::unpacked;
use engine::{Hands, World};
use model::carry::{Carrier, Lost};
use model::day::Commons;
use model::measures::outcomes::{Lives, Outcome};
use model::state::{COLUMNS, RECORDS};
use model::{City, Rules};
use std::convert::Infallible;
use std::sync::Arc;

/// Days that are lived before it is counted.
pub(crate) const DAYS: u16 = 30;

/// Less than this is no column of a person but a few numbers of a block.
const LEAST_BYTES: f64 = 0.005;

/// One column of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: &'static str,
    /// Whose it is: `city`, once for all worlds; else one of each world: `people`, `lists`, `commons`, `run`.
    pub of: &'static str,
    /// A person, on average.
    pub bytes: f64,
    /// Share of the bytes that are not nought.
    pub filled: f64,
    /// Empty where the column is no number of a person.
    pub unit: &'static str,
    /// Mechanisms that write it.
    pub writer: &'static str,
}

/// Lives a month and counts.
pub(crate) fn counted(city: &Arc<City>, rules: Rules, hands: &Hands) -> Vec<Column> {
    let mut commons = Commons::new(city, &rules);
    let mut world = World::new(city.clone(), vec![(0, rules)], hands.clone());
    let mut lives: Vec<Lives> = city.places.iter().map(Lives::new).collect();
    let mut diaries: Vec<Diary> = (0..city.places.len()).map(|block| Diary::new(&world, block)).collect();
    for today in 0..DAYS {
        world.live(today);
        let rules = world.rules_on(today);
        hands.each_of(&mut lives, |block, lives| lives.add(city, rules, &world.blocks()[block], today));
        hands.each_of(&mut diaries, |block, diary| diary.add(&world, block, today));
    }
    read_commons(&mut world, &mut commons);
    let [mut of_people, mut of_commons, mut of_run] = ["people", "commons", "run"].map(Counting::of);
    let mut of_blocks = Counting::of("lists");
    for block in world.blocks() {
        block.people.each_kept_column(|name, bytes| of_people.note(name, bytes));
        block.clone().carry(&mut of_blocks).expect("whoever counts looks for nothing");
    }
    let told = |name: &str| RECORDS.contains(&name) || COLUMNS.iter().any(|(known, ..)| *known == name);
    of_blocks.lists.retain(|(name, ..)| !told(name));
    commons.carry(&mut of_commons).expect("whoever counts looks for nothing");
    let mut run = || -> Result<(), Lost> {
        lives.iter_mut().try_for_each(|lives| lives.carry(&mut of_run))?;
        diaries.iter_mut().try_for_each(|diary| diary.carry(&mut of_run))
    };
    run().expect("whoever counts looks for nothing");
    let people = f64::from(city.people);
    let traits = Column::new("traits", "city", city.bytes() as f64 / people, 1.0);
    // The first day on which each outcome parted from the twin's, and the band when it was last looked at.
    let parted = Column::new("parted", "run", size_of::<[u16; Outcome::COUNT]>() as f64, 1.0);
    let looked = Column::new("looked", "run", size_of::<u8>() as f64, 1.0);
    let lists = [of_people, of_blocks, of_commons, of_run].into_iter().flat_map(|counting| counting.columns(people));
    let all = std::iter::once(traits).chain(lists).chain([parted, looked]);
    all.filter(|column| column.bytes >= LEAST_BYTES).collect()
}

/// What nobody owns lies first where a world is laid down.
fn read_commons(world: &mut World, commons: &mut Commons) {
    let mut first = None;
    let laid = world.lay_down(|piece| {
        first.get_or_insert(piece);
        Ok::<(), Infallible>(())
    });
    laid.expect("memory takes every piece");
    let first = first.expect("a world has a commons");
    unpacked(&first, |taker| commons.carry(taker)).expect("it was laid down a moment ago");
}

impl Column {
    fn new(name: &'static str, of: &'static str, bytes: f64, filled: f64) -> Self {
        let told = COLUMNS.iter().find(|(known, ..)| of == "people" && *known == name);
        let of = if of == "people" && told.is_none() { "lists" } else { of };
        let (_, unit, writer) = told.copied().unwrap_or((name, "", ""));
        Self { name, of, bytes, filled, unit, writer }
    }

    /// Whether something was ever written to it.
    pub fn is_touched(&self) -> bool {
        self.filled > 0.0
    }
}

/// Lists by name, in the order in which they are carried.
struct Counting {
    of: &'static str,
    /// Name, bytes, and those that are not nought.
    lists: Vec<(&'static str, u64, u64)>,
}

impl Counting {
    fn of(of: &'static str) -> Self {
        Self { of, lists: Vec::new() }
    }

    fn columns(self, people: f64) -> Vec<Column> {
        let share = |bytes: u64, written: u64| if bytes == 0 { 0.0 } else { written as f64 / bytes as f64 };
        let column = |(name, bytes, written)| Column::new(name, self.of, bytes as f64 / people, share(bytes, written));
        self.lists.into_iter().map(column).collect()
    }
}

impl Carrier for Counting {
    fn list<T: Pod>(&mut self, name: &'static str, items: &mut Vec<T>) -> Result<(), Lost> {
        self.note(name, bytemuck::cast_slice(items));
        Ok(())
    }
}

impl Counting {
    fn note(&mut self, name: &'static str, bytes: &[u8]) {
        let written = bytes.iter().filter(|byte| **byte != 0).count() as u64;
        match self.lists.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, sum, not_nought)) => (*sum, *not_nought) = (*sum + bytes.len() as u64, *not_nought + written),
            None => self.lists.push((name, bytes.len() as u64, written)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::catalogue::DOMAINS;
    use model::state::{PERSON_BYTES, STANDINGS};
    use std::path::Path;

    fn columns(regime: &str) -> Vec<Column> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let regime = root.join("regimes").join(regime);
        let table = crate::city(&root.join("cities/beijing.toml"), 10_000, 1, 0, Some(&regime));
        table.unwrap_or_else(|failure| panic!("{failure}")).columns
    }

    #[test]
    fn every_column_of_a_person_is_counted_once_and_marks_grow_with_the_days() {
        let columns = columns("beijing-as-reported-2018.toml");
        let of = |of: &str| columns.iter().filter(|column| column.of == of).collect::<Vec<_>>();
        assert_eq!(of("people").len() + 1, COLUMNS.len(), "records are merged: no account of each holder");
        let holders = size_of::<[[i32; DOMAINS]; STANDINGS]>();
        assert_eq!(of("people").iter().map(|column| column.bytes).sum::<f64>(), (PERSON_BYTES - holders) as f64);
        assert!(of("people").iter().all(|column| !column.writer.is_empty()));
        let named = |name: &str| columns.iter().find(|column| column.name == name).expect(name);
        assert!(named("ledgers").is_touched() && named("ledgers").filled < 0.5);
        assert!(named("marks").bytes > 1.0 && named("marks").of == "lists");
        assert_eq!((named("board").bytes, named("heard").bytes, named("heard").is_touched()), (1.0, 4.0, true));
        assert_eq!(named("totals").of, "run");
    }
}
