//! The groups that every measure is counted for: margins of an allow-list of dimensions (kernel.md 18).

use crate::parameters::{AGE_GROUPS, INCOMES, RESIDENCES, SEXES};

/// A row of the tables: a dimension and a value of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub kind: &'static str,
    pub name: String,
}

/// Classes of conduct: thirds of the propensity.
pub const CONDUCTS: &[&str] = &["low", "middle", "high"];
/// Classes of the chat group that a word is said in, by its size.
pub const CHATS: &[(&str, u32)] = &[("2-8", 8), ("9-30", 30), ("31-120", 120), ("121+", u32::MAX)];

/// How many groups one person belongs to.
pub const PER_PERSON: usize = 9;
/// In how many rows of a block one person is counted: what follows from these is added up in the evening.
pub(crate) const ROWS_PER_PERSON: usize = 5;

/// Where each dimension starts in the list of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    pub list: Vec<Group>,
    pub age: u16,
    pub sex: u16,
    pub residence: u16,
    pub income: u16,
    pub appearance: u16,
    pub conduct: u16,
    pub residence_income: u16,
    pub chat: u16,
}

/// The group of everybody.
pub const ALL: u16 = 0;
/// The first district.
pub const DISTRICT: u16 = 1;

impl Groups {
    pub fn new(districts: &[String], appearances: &[String]) -> Self {
        let mut list = vec![Group { kind: "all", name: "all".into() }];
        let mut add = |kind: &'static str, names: Vec<String>| {
            let start = list.len() as u16;
            list.extend(names.into_iter().map(|name| Group { kind, name }));
            start
        };
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let crossed =
            RESIDENCES.iter().flat_map(|r| INCOMES.iter().map(move |i| format!("{r} × {i}"))).collect::<Vec<_>>();
        let chats = CHATS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(add("district", districts.to_vec()), DISTRICT);
        let age = add("age", owned(AGE_GROUPS));
        let sex = add("sex", owned(SEXES));
        let residence = add("residence", owned(RESIDENCES));
        let income = add("income", owned(INCOMES));
        let appearance = add("appearance", appearances.to_vec());
        let conduct = add("conduct", owned(CONDUCTS));
        let residence_income = add("residence × income", crossed);
        let chat = add("chat size", chats);
        Self { age, sex, residence, income, appearance, conduct, residence_income, chat, list }
    }

    /// The row, in the counters of a block, of a word said in a chat of this size.
    pub(crate) fn chat_row(&self, size: u32) -> u16 {
        self.rows().chat + CHATS.iter().position(|(_, largest)| size <= *largest).unwrap_or(0) as u16
    }

    /// Where the dimensions that a block counts start in its rows, and how many rows there are.
    #[inline]
    pub(crate) fn rows(&self) -> Rows {
        let age = 0;
        let sex = age + AGE_GROUPS.len() as u16;
        let appearance = sex + SEXES.len() as u16;
        let conduct = appearance + self.conduct - self.appearance;
        let residence_income = conduct + CONDUCTS.len() as u16;
        let chat = residence_income + (RESIDENCES.len() * INCOMES.len()) as u16;
        Rows { age, sex, appearance, conduct, residence_income, chat, all: chat + CHATS.len() as u16 }
    }

    /// The groups that a row of a block in a district adds to: its own, and those that are made up of such rows.
    pub(crate) fn of_row(&self, row: u16, district: u8) -> impl Iterator<Item = u16> {
        let rows = self.rows();
        let (own, others) = match row {
            row if row < rows.sex => (self.age + row, [None; 2]),
            row if row < rows.appearance => {
                (self.sex + row - rows.sex, [Some(ALL), Some(DISTRICT + u16::from(district))])
            }
            row if row < rows.conduct => (self.appearance + row - rows.appearance, [None; 2]),
            row if row < rows.residence_income => (self.conduct + row - rows.conduct, [None; 2]),
            row if row < rows.chat => {
                let cell = row - rows.residence_income;
                let (residence, income) = (cell / INCOMES.len() as u16, cell % INCOMES.len() as u16);
                (self.residence_income + cell, [Some(self.residence + residence), Some(self.income + income)])
            }
            row => (self.chat + row - rows.chat, [None; 2]),
        };
        std::iter::once(own).chain(others.into_iter().flatten())
    }
}

/// Where each dimension starts in the rows of a block. Everybody, districts, residence and income have none: everybody is
/// of one sex, a block lies in one district, and residence × income is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) age: u16,
    pub(crate) sex: u16,
    pub(crate) appearance: u16,
    pub(crate) conduct: u16,
    pub(crate) residence_income: u16,
    pub(crate) chat: u16,
    /// How many there are.
    pub(crate) all: u16,
}
