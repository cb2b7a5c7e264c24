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

    /// The group of a word said in a chat of this size.
    pub fn chat(&self, size: u32) -> u16 {
        self.chat + CHATS.iter().position(|(_, largest)| size <= *largest).unwrap_or(0) as u16
    }
}
