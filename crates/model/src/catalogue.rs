//! What people do that a regime might score: the behaviours, their contexts, and what a context belongs to.

use crate::parameters::Settings;

/// Most behaviours of a catalogue: a set of them fits a word.
pub const MOST_BEHAVIOURS: usize = 32;

/// Contexts that share a believed risk and a holder's ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Domain {
    Traffic = 0,
    Transport = 1,
    Finance = 2,
    Order = 3,
    Commerce = 4,
    Speech = 5,
    Civic = 6,
}

/// How many domains there are.
pub const DOMAINS: usize = 7;

impl Domain {
    /// The domain of a context of the closed list.
    pub fn of(context: &str) -> Self {
        match context {
            "traffic" | "insurance" => Self::Traffic,
            "transport" | "travel" => Self::Transport,
            "tax" | "finance" | "credit" => Self::Finance,
            "public order" | "policing" | "housing" | "family" | "migration" => Self::Order,
            "commerce" => Self::Commerce,
            "speech" => Self::Speech,
            "education" | "employment" | "benefits" | "health" | "civic" => Self::Civic,
            other => panic!("`{other}` is not in the closed list of contexts"),
        }
    }
}

/// What an act means to the mechanisms beyond being an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Offence,
    GoodDeed,
    CriticalMessage,
    PassingOn,
    Debt,
    Payment,
    /// A small child does it; the guardian answers for it.
    Child,
}

impl Role {
    fn of(name: &str) -> Self {
        match name {
            "offence" => Self::Offence,
            "good deed" => Self::GoodDeed,
            "critical message" => Self::CriticalMessage,
            "passing on" => Self::PassingOn,
            "debt" => Self::Debt,
            "payment" => Self::Payment,
            "child" => Self::Child,
            other => panic!("`{other}` is not in the closed list of roles"),
        }
    }
    /// Speech, which is a right.
    pub fn is_speech(self) -> bool {
        matches!(self, Self::CriticalMessage | Self::PassingOn)
    }
    pub fn is_good(self) -> bool {
        matches!(self, Self::GoodDeed | Self::Payment)
    }
}

/// One behaviour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behaviour {
    pub name: String,
    pub context: String,
    pub domain: Domain,
    pub role: Role,
    /// 0 to 100.
    pub severity: u32,
    /// Severity of the ordinary fine; 0 = none.
    pub fine_severity: u32,
    pub ages: std::ops::RangeInclusive<u8>,
}

impl Behaviour {
    /// Whether ordinary law has an answer to it; what a regime scores beyond that is no offence.
    pub fn breaks_law(&self) -> bool {
        self.fine_severity > 0
    }
}

/// The behaviours of a city, in the order of the file; the position is the behaviour's number in draws and records.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    pub behaviours: Vec<Behaviour>,
    pub(crate) settings: Settings,
}

impl Catalogue {
    pub fn new(settings: &Settings) -> Self {
        let behaviours = settings.names("behaviour").iter().map(|name| {
            let at = |key: &str| format!("behaviour.{name}.{key}");
            let context = settings.text(&at("context")).expect("a behaviour has a context").to_owned();
            Behaviour {
                name: name.clone(),
                domain: Domain::of(&context),
                role: Role::of(settings.text(&at("role")).unwrap_or("offence")),
                severity: settings.count(&at("severity")),
                fine_severity: settings.count(&at("fine_severity")),
                ages: settings.count(&at("from_age")) as u8..=settings.count(&at("to_age")) as u8,
                context,
            }
        });
        let catalogue = Self { behaviours: behaviours.collect(), settings: settings.clone() };
        assert!(catalogue.behaviours.len() <= MOST_BEHAVIOURS, "a catalogue has at most 32 behaviours");
        catalogue
    }

    pub fn len(&self) -> usize {
        self.behaviours.len()
    }
    pub fn is_empty(&self) -> bool {
        self.behaviours.is_empty()
    }
    /// The numbers of the behaviours with a role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = u8> + '_ {
        self.behaviours.iter().enumerate().filter(move |(_, b)| b.role == role).map(|(i, _)| i as u8)
    }
    /// The number of the behaviour with a name.
    pub fn number(&self, name: &str) -> Option<u8> {
        self.behaviours.iter().position(|behaviour| behaviour.name == name).map(|number| number as u8)
    }
    /// The set of behaviours that a list of names means; `["all"]` means all.
    pub fn set(&self, names: &[String]) -> u32 {
        let all = names.iter().any(|name| name == "all");
        let listed = |b: &Behaviour| all || names.contains(&b.name);
        self.behaviours.iter().enumerate().filter(|(_, b)| listed(b)).fold(0, |set, (i, _)| set | 1 << i)
    }
}
