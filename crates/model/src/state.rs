//! People as columns: what changes from day to day, each with its unit and the mechanism that writes it.

use crate::ahead;
use crate::carry::{self, Carrier, Lost};
use crate::catalogue::DOMAINS;
use crate::fixed::{ONE, Q16};
use crate::ledgers::{Narrow, Wide};
use crate::marks::Marks;
use crate::measures::Measure;
use crate::measures::groups::Groups;
use crate::occasions::Occasion;
use crate::population::Place;
use bytemuck::{Pod, Zeroable};

/// Why points were booked: the hidden truth about a mark. Named only by marks, the reviewers' error curve and
/// measures (kernel.md 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Truth {
    /// An act of one's own.
    Own = 0,
    /// An act of speech of one's own: a right.
    Speech = 1,
    /// Somebody else did it.
    WrongPerson = 2,
    /// Nobody did it.
    NoAct = 3,
    /// A false tip.
    Malice = 4,
    /// Somebody of the household did it.
    Kin = 5,
    Ratings = 6,
    Perks = 7,
    /// The points of a record beyond what the act costs: an error of amount.
    WrongAmount = 8,
}

/// How many ledgers a score has.
pub const LEDGERS: usize = 9;

impl Truth {
    pub const ALL: [Truth; LEDGERS] = [
        Truth::Own,
        Truth::Speech,
        Truth::WrongPerson,
        Truth::NoAct,
        Truth::Malice,
        Truth::Kin,
        Truth::Ratings,
        Truth::Perks,
        Truth::WrongAmount,
    ];
    pub fn from_number(number: u8) -> Self {
        Self::ALL[usize::from(number)]
    }
    /// Would not exist but for an error.
    pub fn is_erroneous(self) -> bool {
        matches!(self, Self::WrongPerson | Self::NoAct | Self::Malice | Self::WrongAmount)
    }
    /// Punishes a right, or somebody for another's act, even if correctly recorded.
    pub fn is_rights_violating(self) -> bool {
        matches!(self, Self::Speech | Self::Kin)
    }
    /// In words, for a synthetic life.
    pub fn text(self) -> &'static str {
        match self {
            Self::Own => "an own act",
            Self::Speech => "an own word, which is a right",
            Self::WrongPerson => "an act of somebody else",
            Self::NoAct => "nothing: nobody did it",
            Self::Malice => "nothing: a false tip",
            Self::Kin => "an act of the household",
            Self::Ratings => "ratings",
            Self::Perks => "a reward",
            Self::WrongAmount => "a wrong amount",
        }
    }
}

/// Where a person stands in the bands: the band that counts, the band of today's score, since when they differ, and
/// the band on the other side that has been held all that time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Standing {
    pub band: u8,
    pub raw: u8,
    /// [`UNHELD`] until the first evening on the other side.
    pub held: u8,
    pub padding: u8,
    pub since: u16,
}

/// No band has been held on the other side yet.
pub const UNHELD: u8 = u8::MAX;

impl Standing {
    /// In a band from a day on.
    pub fn new(band: u8, since: u16) -> Self {
        Self { band, raw: band, held: UNHELD, padding: 0, since }
    }
}

/// The three standings that are kept: as booked; without erroneous marks; without these and without speech and kin.
pub const STANDINGS: usize = 3;
pub const AS_BOOKED: usize = 0;
pub const WITHOUT_ERRORS: usize = 1;
pub const WITHOUT_RIGHTS: usize = 2;

/// Work status.
pub mod work {
    pub const NONE: u8 = 0;
    pub const EMPLOYED: u8 = 1;
    pub const LOOKING: u8 = 2;
}

/// Bits of `stands`.
pub mod stands {
    /// In a band, or on a list, that an institution refuses.
    pub const REFUSED: u8 = 1;
    pub const ERRONEOUSLY: u8 = 2;
    pub const FOR_A_RIGHT: u8 = 4;
    /// On a list that an institution refuses.
    pub const LISTED: u8 = 8;
}

/// Bits of `ever`.
pub mod ever {
    pub const SANCTIONED: u8 = 1;
    pub const ERRONEOUS: u8 = 2;
    pub const RIGHTS: u8 = 4;
    pub const DISPROPORTIONATE: u8 = 8;
}

macro_rules! columns {
    (
        $($name:ident: $type:ty, $unit:literal, $writer:literal;)*
        $(
            #[doc = $about:literal]
            $records:ident: $record:ident { $($field:ident: $kind:ty, $of:literal, $by:literal;)* }
        )*
    ) => {
        $(
            #[doc = $about]
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Pod, Zeroable)]
            #[repr(C)]
            #[non_exhaustive]
            pub struct $record { $(#[doc = concat!($of, "; written by ", $by)] pub $field: $kind),* }
        )*

        /// Everything about the people of a block that changes, one entry a slot.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct People {
            $(#[doc = concat!($unit, "; written by ", $writer)] pub $name: Vec<$type>,)*
            $(#[doc = $about] pub $records: Vec<$record>,)*
            /// Ledgers that do not fit into an account, by slot.
            pub(crate) wide: Vec<Wide>,
        }

        impl People {
            pub(crate) fn new(people: usize) -> Self {
                Self {
                    $($name: vec![Zeroable::zeroed(); people],)*
                    $($records: vec![Zeroable::zeroed(); people],)*
                    wide: Vec::new(),
                }
            }
            /// Name and bytes of every column as it lies in memory, in order; of records that lie together field by field.
            pub fn each_kept_column(&self, mut visit: impl FnMut(&'static str, &[u8])) {
                $(visit(stringify!($name), bytemuck::cast_slice(&self.$name));)*
                $($(
                    let column: Vec<$kind> = self.$records.iter().map(|record| record.$field).collect();
                    visit(stringify!($field), bytemuck::cast_slice(&column));
                )*)*
            }
            pub(crate) fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
                $(carry::fixed(carrier, stringify!($name), &mut self.$name)?;)*
                $(carry::fixed(carrier, stringify!($records), &mut self.$records)?;)*
                self.carry_wide(carrier)
            }
        }
        /// What a person takes in these columns.
        pub const PERSON_BYTES: usize = 0 $(+ size_of::<$type>())* $(+ size_of::<$record>())*;
        /// Names of the records in which some columns lie together.
        pub const RECORDS: &[&str] = &[$(stringify!($records)),*];
        /// Name, unit and writing mechanism of every column.
        pub const COLUMNS: &[(&str, &str, &str)] =
            &[$((stringify!($name), $unit, $writer),)* $($((stringify!($field), $of, $by),)*)*];
    };
}

columns! {
    work: u8, "0 none, 1 employed, 2 looking", "life, gates";
    refused_job: u16, "day + 1 of the last refusal", "gates, contestation";
    refused_loan: u16, "day + 1 of the last refusal", "gates, contestation";
    holders: [[i32; DOMAINS]; STANDINGS], "hundredths of a point; empty when records are merged", "scoring";
    stars: [u16; 2], "sum of stars, ratings", "scoring";
    ever: u8, "bits", "sanctions";
    stands: u8, "bits of what counts tonight", "sanctions";
    /// What somebody has done, seen and come to think: asked whenever something may be done.
    minds: Mind {
        acted: [u16; DOMAINS], "own acts", "response";
        caught: [u16; DOMAINS], "own acts marked", "response";
        false_marks: u16, "marks without an own act", "response";
        legitimacy: u16, "65535ths", "response";
    }
    /// What binds somebody: debts, and friends of the start.
    bonds: Bond {
        arrears: u8, "months", "life, inspection";
        ties: u8, "bits of dropped friends", "response";
    }
    /// What is booked about somebody: opened by a mark, and on the own day of the month.
    accounts: Account {
        score: i32, "hundredths of a point", "scoring";
        gained: i32, "hundredths of a point since the own day of the month", "scoring";
        lost: i32, "hundredths of a point since the own day of the month", "scoring";
        punished: u32, "severity-days", "sanctions";
        offended: u32, "severity", "sanctions";
        ledgers: Narrow, "hundredths of a point", "scoring";
        standings: [Standing; STANDINGS], "bands and days", "scoring";
    }
}

impl People {
    /// Name and bytes of every column as it is meant, in order: what a fingerprint is taken of. That of a world does not
    /// depend on how its people are laid out, so it stays what it was when accounts were larger.
    pub fn each_column(&self, mut visit: impl FnMut(&'static str, &[u8])) {
        self.each_kept_column(|name, bytes| match name {
            "score" => {
                let ledgers: Vec<[i32; LEDGERS]> = (0..self.accounts.len()).map(|slot| self.ledgers(slot)).collect();
                visit(name, bytes);
                visit("ledgers", bytemuck::cast_slice(&ledgers));
            }
            "ledgers" => {}
            "standings" => {
                visit(name, bytes);
                visit("padding", &vec![0; 2 * self.accounts.len()]);
            }
            _ => visit(name, bytes),
        });
    }

    /// Before some are asked what they have seen.
    pub(crate) fn read_minds_ahead(&self, slots: impl Iterator<Item = usize>) {
        ahead::some(&self.minds, slots);
        ahead::whole(&self.work);
        ahead::whole(&self.bonds);
    }

    /// Before the accounts of some are opened.
    pub(crate) fn read_accounts_ahead(&self, slots: impl Iterator<Item = usize>) {
        ahead::some(&self.accounts, slots);
    }
}

/// A record against (or for) somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Mark {
    pub slot: u16,
    pub day: u16,
    pub behaviour: u8,
    pub channel: u8,
    pub truth: u8,
    /// Bits of [`mark`].
    pub state: u8,
    /// Hundredths, as booked; 0 for a second record of the same act.
    pub points: i32,
}

/// Bits of [`Mark::state`].
pub mod mark {
    pub const FINED: u8 = 1;
    pub const CONTESTED: u8 = 2;
    pub const SUSPENDED: u8 = 4;
    pub const LIFTED: u8 = 8;
    pub const EXPIRED: u8 = 16;
    /// Off the list, since the debt was paid.
    pub const SETTLED: u8 = 32;
    /// None of its points are booked any more.
    pub const GONE: u8 = SUSPENDED | LIFTED | EXPIRED;
}

/// Somebody on a list: how many records of a behaviour are in force, by standing. Sorted by slot and behaviour, and
/// kept only for behaviours that some institution refuses by list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Listing {
    pub slot: u16,
    pub behaviour: u8,
    pub padding: u8,
    pub live: [u16; STANDINGS],
}

/// Somebody who was granted what waits for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Delayed {
    pub due: u16,
    pub slot: u16,
    pub gate: u16,
}

/// Something that waits before a finite number of people: an appeal or a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Case {
    pub filed: u16,
    pub slot: u16,
    pub lottery: u32,
    /// Appeals: the mark's place in the block. Reports: who reported.
    pub about: u32,
    pub behaviour: u8,
    pub truth: u8,
    pub channel: u8,
    pub padding: u8,
}

/// Order of service: (day filed, keyed lottery, person), kernel.md 8.
pub type ServiceKey = u128;
/// Bytes of a service key.
pub const SERVICE_KEY_BYTES: u32 = 10;

impl Case {
    pub fn key(&self, place: &Place) -> ServiceKey {
        u128::from(self.filed) << 64 | u128::from(self.lottery) << 32 | u128::from(place.person(usize::from(self.slot)))
    }
}

/// What a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    Mark,
    Report,
    Reward,
    Spill,
    Star,
    Unjust,
    TieDropped,
    TieFound,
}

impl Kind {
    pub(crate) const ALL: [Kind; 8] = [
        Kind::Mark,
        Kind::Report,
        Kind::Reward,
        Kind::Spill,
        Kind::Star,
        Kind::Unjust,
        Kind::TieDropped,
        Kind::TieFound,
    ];
}

/// What touches another person: a fixed-size record into that person's block (kernel.md 5). Sorted by all fields in
/// this order before it is read, so that arrival order cannot matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Post {
    pub to: u32,
    pub kind: Kind,
    pub behaviour: u8,
    pub truth: Truth,
    pub channel: u8,
    pub from: u32,
    pub points: i32,
    pub index: u32,
}

impl Post {
    /// Points that somebody gets for no act: a reward, or bought.
    pub fn reward(to: u32, points: i32) -> Self {
        Self { to, kind: Kind::Reward, behaviour: 0, truth: Truth::Perks, channel: 0, from: to, points, index: 0 }
    }

    /// All fields, in a fixed order.
    pub(crate) fn words(self) -> [u32; 5] {
        let Self { to, kind, behaviour, truth, channel, from, points, index } = self;
        [to, from, u32::from_le_bytes([kind as u8, behaviour, truth as u8, channel]), points as u32, index]
    }

    pub(crate) fn of_words([to, from, small, points, index]: [u32; 5]) -> Option<Self> {
        let [kind, behaviour, truth, channel] = small.to_le_bytes();
        let (kind, truth) = (*Kind::ALL.get(usize::from(kind))?, *Truth::ALL.get(usize::from(truth))?);
        Some(Self { to, kind, behaviour, truth, channel, from, points: points as i32, index })
    }
}

/// An act of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    pub behaviour: u8,
    pub slot: u16,
    /// Done where no camera looks.
    pub hidden: bool,
    /// Members of the chat that a word was said in; 0 for deeds.
    pub audience: u16,
    /// Share of the behaviour's points that a mark of it takes, in 2⁻¹⁶: 1 but for words where punishment is in
    /// proportion to how far they go.
    pub level: Q16,
}

impl Act {
    /// An act that was done in the open.
    pub fn of(behaviour: u8, slot: u16) -> Self {
        Self { behaviour, slot, hidden: false, audience: 0, level: ONE }
    }
    /// The points of a mark of this act, half away from zero.
    pub fn points(&self, points: i32) -> i32 {
        let product = i64::from(points.abs()) * i64::from(self.level);
        ((product + (1 << 15)) >> 16) as i32 * points.signum()
    }
}

/// Something seen: the act's place in the list, and the channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    pub act: u32,
    pub channel: u8,
}

/// A word of today that others can hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The act's place in the list.
    pub act: u32,
    pub slot: u16,
    /// 0 the small chat, 1 the large one.
    pub chat: u8,
    pub day: u16,
}

/// Something that the circles of somebody learn tonight: an act, or that it was caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lesson {
    pub slot: u16,
    pub domain: u8,
    pub caught: bool,
}

/// A refusal of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub slot: u16,
    pub gate: u8,
    pub erroneous: bool,
    pub rights: bool,
}

/// A case in the ranking of a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub slot: u16,
    /// Sum of the inputs in hundredths, by standing.
    pub sums: [i32; STANDINGS],
    pub lottery: u32,
    /// Drawn by the random arm, whatever the sum.
    pub by_lot: bool,
}

/// Somebody singled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    pub slot: u16,
    /// By the sum; else by lot alone.
    pub flagged: bool,
    pub by_lot: bool,
    pub erroneous: bool,
    pub rights: bool,
}

/// What the mechanisms of one day hand to one another inside a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Today {
    /// What people may do, words apart, by slot.
    pub deeds: Vec<Occasion>,
    /// What else may happen: by stream, then slot.
    pub occasions: Vec<Occasion>,
    /// Acts that follow from one's situation (a debt, a payment).
    pub due: Vec<Act>,
    pub acts: Vec<Act>,
    pub sightings: Vec<Sighting>,
    pub alarms: Vec<Case>,
    /// Marks that cameras would make, before somebody has looked at them.
    pub matches: Vec<Post>,
    pub match_cases: Vec<Case>,
    /// Marks of today, as places in [`Block::marks`].
    pub marked: Vec<u32>,
    pub ranked: Vec<Ranked>,
    pub selected: Vec<Selected>,
    pub refusals: Vec<Refusal>,
    pub voices: Vec<Voice>,
    pub lessons: Vec<Lesson>,
    /// Who takes over which level of dissent from somebody.
    pub copied: Vec<(u16, u8)>,
    /// Who came into another published band.
    pub moved: Vec<u16>,
    /// Candidates that were drawn, of which [`Today::deeds`] and [`Today::occasions`] are those that can come to something.
    pub candidates: u32,
}

/// Integer counters of a block, measure by measure: in each a row for every group of which the others are made up. What
/// is counted about many people lies together, what nobody counted today is not looked at, and what nobody ever counted
/// takes no room.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    rows: u16,
    /// By measure: which column of `cells` is its own, from 1; 0 none yet.
    pub(crate) columns: [u8; Measure::COUNT],
    /// Bit by measure: something was counted since the morning.
    pub(crate) touched: [u64; Measure::COUNT.div_ceil(u64::BITS as usize)],
    pub(crate) cells: Vec<i64>,
}

/// One world's state of one block.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Block {
    pub people: People,
    /// Whether accounts are open.
    pub open: bool,
    pub marks: Marks,
    /// Marks before this one have expired.
    pub expired: u32,
    pub listings: Vec<Listing>,
    pub delayed: Vec<Delayed>,
    pub reports: Vec<Case>,
    pub appeals: Vec<Case>,
    /// Ties found since the start: slot and friend.
    pub new_ties: Vec<(u16, u32)>,
    /// Who is shut out of the chat platform, by slot, and the last day of it.
    pub excluded: Vec<(u16, u16)>,
    pub inbox: Vec<Post>,
    pub outbox: Vec<Post>,
    pub counts: Counts,
    /// Bit by slot: a band of today's score is not the one that counts. It follows from the column `standings`.
    pub(crate) unsettled: Vec<u64>,
    /// By slot: the evening before which nothing can happen to somebody unsettled. It follows from the column `standings`,
    /// and 0 is always right.
    pub(crate) wake: Vec<u16>,
    /// People in each published band (rows: groups; columns: bands). It follows from the column `standings`.
    pub(crate) bands: Vec<i64>,
    pub today: Today,
}

impl Block {
    pub(crate) fn empty(place: &Place, groups: &Groups) -> Self {
        Self {
            people: People::new(place.len()),
            open: false,
            marks: Marks::default(),
            expired: 0,
            listings: Vec::new(),
            delayed: Vec::new(),
            reports: Vec::new(),
            appeals: Vec::new(),
            new_ties: Vec::new(),
            excluded: Vec::new(),
            inbox: Vec::new(),
            outbox: Vec::new(),
            counts: Counts::nothing(groups.rows().all),
            unsettled: Vec::new(),
            wake: Vec::new(),
            bands: Vec::new(),
            today: Today::default(),
        }
    }

    /// Name and bytes of everything that a digest covers.
    pub fn each_column(&self, mut visit: impl FnMut(&'static str, &[u8])) {
        self.people.each_column(&mut visit);
        visit("flags", bytemuck::cast_slice(&[u32::from(self.open), self.expired]));
        visit("marks", bytemuck::cast_slice(&self.marks.iter().collect::<Vec<_>>()));
        visit("listings", bytemuck::cast_slice(&self.listings));
        visit("delayed", bytemuck::cast_slice(&self.delayed));
        visit("reports", bytemuck::cast_slice(&self.reports));
        visit("appeals", bytemuck::cast_slice(&self.appeals));
        let ties: Vec<u32> = self.new_ties.iter().flat_map(|(slot, friend)| [u32::from(*slot), *friend]).collect();
        visit("new_ties", bytemuck::cast_slice(&ties));
        let excluded: Vec<u16> = self.excluded.iter().flat_map(|(slot, until)| [*slot, *until]).collect();
        visit("excluded", bytemuck::cast_slice(&excluded));
        visit("inbox", bytemuck::cast_slice(&post_words(&self.inbox)));
        visit("counts", bytemuck::cast_slice(&self.counts.all()));
    }
}

/// Posts as words, in a fixed order of fields.
fn post_words(posts: &[Post]) -> Vec<u32> {
    let mut sorted = posts.to_vec();
    sorted.sort_unstable();
    sorted.into_iter().flat_map(Post::words).collect()
}

const _: () = assert!(Measure::COUNT < u8::MAX as usize, "a byte numbers the columns of counters");

impl Counts {
    fn nothing(rows: u16) -> Self {
        Self { rows, columns: [0; Measure::COUNT], touched: Default::default(), cells: Vec::new() }
    }

    /// Every count: rows of the first measure, of the second, and so on.
    fn all(&self) -> Vec<i64> {
        let rows = usize::from(self.rows);
        let mut all = vec![0; rows * Measure::COUNT];
        for (measure, own) in all.chunks_mut(rows).enumerate() {
            own.copy_from_slice(self.column(measure).unwrap_or(&vec![0; rows]));
        }
        all
    }

    /// A new morning: flows start from nothing, stocks stay.
    pub(crate) fn begin_a_day(&mut self) {
        for measure in 0..Measure::FLOWS {
            if self.is_touched(measure) {
                self.clear(measure);
            }
        }
        self.touched = Default::default();
    }

    /// Forgets a stock, which is counted from the beginning.
    pub(crate) fn forget(&mut self, measure: Measure) {
        self.clear(measure as usize);
    }

    /// Every row of a measure, if it was ever counted.
    fn column(&self, measure: usize) -> Option<&[i64]> {
        let (rows, own) = (usize::from(self.rows), usize::from(self.columns[measure]));
        (own > 0).then(|| &self.cells[(own - 1) * rows..own * rows])
    }

    fn clear(&mut self, measure: usize) {
        if self.columns[measure] > 0 {
            self.column_of(measure).fill(0);
        }
    }

    fn is_touched(&self, measure: usize) -> bool {
        let bits = u64::BITS as usize;
        self.touched[measure / bits] >> (measure % bits) & 1 != 0
    }

    /// The rows of a measure about which something is to be counted.
    #[inline]
    fn open(&mut self, measure: Measure) -> &mut [i64] {
        let (measure, bits) = (measure as usize, u64::BITS as usize);
        self.touched[measure / bits] |= 1 << (measure % bits);
        if self.columns[measure] == 0 {
            self.add_column(measure);
        }
        self.column_of(measure)
    }

    #[inline]
    fn column_of(&mut self, measure: usize) -> &mut [i64] {
        let (rows, own) = (usize::from(self.rows), usize::from(self.columns[measure]));
        &mut self.cells[(own - 1) * rows..own * rows]
    }

    /// Whether every column that is named is there.
    pub(crate) fn is_whole(&self) -> bool {
        let there = self.cells.len() / usize::from(self.rows);
        self.columns.iter().all(|column| usize::from(*column) <= there)
    }

    #[cold]
    fn add_column(&mut self, measure: usize) {
        let rows = usize::from(self.rows);
        self.cells.reserve_exact(rows);
        self.cells.resize(self.cells.len() + rows, 0);
        self.columns[measure] = (self.cells.len() / rows) as u8;
    }

    /// Counts `n` for every group that a person belongs to.
    #[inline]
    pub fn add(&mut self, place: &Place, slot: usize, groups: &Groups, measure: Measure, n: i64) {
        self.add_all(place, slot, groups, &[(measure, n)]);
    }

    /// Counts several measures for every group that a person belongs to.
    #[inline]
    pub(crate) fn add_all(&mut self, place: &Place, slot: usize, groups: &Groups, counts: &[(Measure, i64)]) {
        if counts.iter().all(|(_, n)| *n == 0) {
            return;
        }
        let rows = place.rows(slot, groups);
        for (measure, n) in counts.iter().filter(|(_, n)| *n != 0) {
            let cells = self.open(*measure);
            rows.iter().for_each(|row| cells[usize::from(*row)] += n);
        }
    }

    /// Counts `n` in one row.
    pub(crate) fn add_to(&mut self, row: u16, measure: Measure, n: i64) {
        self.open(measure)[usize::from(row)] += n;
    }

    /// Adds the rows of a block in a district to those of all groups (rows: groups; columns: measures).
    pub(crate) fn spread(&self, groups: &Groups, district: u8, all: &mut [i64]) {
        let told = (0..Measure::COUNT).filter(|measure| *measure >= Measure::FLOWS || self.is_touched(*measure));
        let told = told.filter_map(|measure| Some((measure, self.column(measure)?)));
        let told: Vec<(usize, &[i64])> = told.collect();
        for row in 0..self.rows {
            for group in groups.of_row(row, district).map(usize::from) {
                let sums = &mut all[group * Measure::COUNT..][..Measure::COUNT];
                told.iter().for_each(|(measure, column)| sums[*measure] += column[usize::from(row)]);
            }
        }
    }
}
