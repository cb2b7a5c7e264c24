//! What a world remembers overnight: every column that changes from day to day, listed once.
//!
//! Whoever carries a world over the night walks the same list to keep it and to take it up again. The lists take the
//! structures apart field by field, so that a column that is added and not carried does not compile. Nothing of who
//! people are is among them: they are drawn again from city and seed, and what was carried is laid over them. So it is
//! no table of persons, and none can be read (kernel.md 17).

use crate::day::Commons;
use crate::measures::outcomes::Lives;
use crate::state::{Block, Counts, Post};
use bytemuck::Pod;

/// Somebody who keeps lists under their names, or puts what was kept back in their place.
pub trait Carrier {
    fn list<T: Pod>(&mut self, name: &'static str, items: &mut Vec<T>) -> Result<(), Lost>;
}

/// The list that was not found where it was looked for: what was kept is of another laboratory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost(pub &'static str);

/// A list whose length the city decides.
pub fn fixed<T: Pod>(carrier: &mut impl Carrier, name: &'static str, items: &mut Vec<T>) -> Result<(), Lost> {
    let length = items.len();
    carrier.list(name, items)?;
    if items.len() == length { Ok(()) } else { Err(Lost(name)) }
}

/// A single number.
pub fn one<T: Pod>(carrier: &mut impl Carrier, name: &'static str, item: &mut T) -> Result<(), Lost> {
    let mut items = vec![*item];
    fixed(carrier, name, &mut items)?;
    *item = items[0];
    Ok(())
}

/// A list whose items are carried as words.
fn as_words<T: Copy, W: Pod>(
    carrier: &mut impl Carrier,
    name: &'static str,
    items: &mut Vec<T>,
    words: impl Fn(T) -> W,
    item: impl Fn(W) -> Option<T>,
) -> Result<(), Lost> {
    let mut carried: Vec<W> = items.iter().map(|item| words(*item)).collect();
    carrier.list(name, &mut carried)?;
    *items = carried.into_iter().map(item).collect::<Option<Vec<T>>>().ok_or(Lost(name))?;
    Ok(())
}

impl Block {
    /// After the last stage of a day. What the mechanisms of a day hand to one another is gone by then.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self {
            people,
            open,
            marks,
            expired,
            listings,
            delayed,
            reports,
            appeals,
            new_ties,
            excluded,
            inbox,
            outbox,
            counts,
            unsettled,
            bands,
            wake: _,
            today: _,
        } = self;
        assert!(outbox.is_empty(), "every letter is delivered by midnight");
        people.carry(carrier)?;
        let mut opened = u8::from(*open);
        one(carrier, "open", &mut opened)?;
        *open = opened != 0;
        marks.carry(carrier)?;
        one(carrier, "expired", expired)?;
        carrier.list("listings", listings)?;
        carrier.list("delayed", delayed)?;
        carrier.list("reports", reports)?;
        carrier.list("appeals", appeals)?;
        as_words(
            carrier,
            "new_ties",
            new_ties,
            |tie| [u32::from(tie.0), tie.1],
            |[slot, friend]| Some((u16::try_from(slot).ok()?, friend)),
        )?;
        as_words(carrier, "excluded", excluded, |(slot, until)| [slot, until], |[slot, until]| Some((slot, until)))?;
        as_words(carrier, "inbox", inbox, Post::words, Post::of_words)?;
        counts.carry(carrier)?;
        carrier.list("unsettled", unsettled)?;
        carrier.list("bands", bands)
    }
}

impl Commons {
    /// After the last stage of a day.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { board, attention, records, served, last_selected, heard, loud, circles, opinions } = self;
        fixed(carrier, "board", board)?;
        fixed(carrier, "attention", attention)?;
        fixed(carrier, "records", records)?;
        for last in served.iter_mut().chain([last_selected]) {
            let mut words = last.map_or([0; 3], |key| [1, (key >> 64) as u64, key as u64]);
            one(carrier, "last_served", &mut words)?;
            *last = (words[0] != 0).then_some(u128::from(words[1]) << 64 | u128::from(words[2]));
        }
        fixed(carrier, "heard", heard)?;
        loud.iter_mut().try_for_each(|groups| fixed(carrier, "loud", groups))?;
        circles.iter_mut().try_for_each(|groups| fixed(carrier, "circles", groups))?;
        fixed(carrier, "opinions", opinions)
    }
}

impl Counts {
    fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        one(carrier, "touched", &mut self.touched)?;
        let mut columns = self.columns.to_vec();
        fixed(carrier, "counted", &mut columns)?;
        self.columns.copy_from_slice(&columns);
        carrier.list("counts", &mut self.cells)?;
        if self.is_whole() { Ok(()) } else { Err(Lost("counts")) }
    }
}

impl Lives {
    /// In the evening, after the day has been added.
    pub fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let (totals, sanctioned_until) = self.columns();
        totals.iter_mut().try_for_each(|totals| fixed(carrier, "totals", totals))?;
        fixed(carrier, "sanctioned_until", sanctioned_until)
    }
}
