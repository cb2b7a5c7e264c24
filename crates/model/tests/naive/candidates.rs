//! What may happen today, drawn one call at a time and kept by person, from what the files say.

use model::City;
use model::catalogue::Role;
use model::chance::{About, Purpose, below, wide};
use model::fixed::{self, Poisson, Probability};
use model::occasions::Stream;
use model::parameters::GATES;
use model::population::Place;
use model::small_town::Town;
use std::collections::BTreeMap;

/// The words to hold against the chance of acceptance, by person and stream, in the order in which they were drawn.
pub(crate) type Candidates = BTreeMap<(u32, Stream), Vec<u32>>;

/// Ceilings a year of a stream of candidates.
type Rates = Vec<(Stream, f64)>;

pub(crate) struct Drawer {
    offences: Rates,
    others: Rates,
    tables: Vec<[Poisson; 2]>,
    /// True bound ÷ bound on the grid, of offences and of others, by block.
    pub(crate) shares: Vec<[Probability; 2]>,
}

impl Drawer {
    pub(crate) fn new(town: &Town, city: &City) -> Self {
        let (offences, others) = rates(town, city);
        let rate = |rates: &Rates| fixed::per_day(rates.iter().map(|(_, rate)| rate).sum());
        let means = |place: &Place| {
            let propensity: u64 = (0..place.len())
                .map(|slot| u64::from(city.traits.propensity[usize::from(place.propensity(slot))]))
                .sum();
            [((u128::from(rate(&offences)) * u128::from(propensity)) >> 16) as u64, rate(&others) * place.len() as u64]
        };
        let tables = |place: &Place| means(place).map(|mean| Poisson::new(fixed::up_to_grid(mean)));
        let shares = |place: &Place| means(place).map(|mean| Probability::ratio(mean, fixed::up_to_grid(mean)));
        Self {
            tables: city.places.iter().map(tables).collect(),
            shares: city.places.iter().map(shares).collect(),
            offences,
            others,
        }
    }

    pub(crate) fn draw(&self, city: &City, day: u16) -> Candidates {
        let mut candidates = Candidates::new();
        for (place, tables) in city.places.iter().zip(&self.tables) {
            let about = |purpose| About { who: place.first(), other: 0, day, purpose };
            let count = |purpose, table: &Poisson| {
                let words = city.seed.draw(about(purpose), 0);
                table.count(wide(words[0], words[1]))
            };
            for index in 0..count(Purpose::OffenceCount, &tables[0]) {
                let words = city.seed.draw(about(Purpose::OffenceCandidate), index);
                let person = place.first() + place.prone().pick(words[0], words[1]);
                candidates.entry((person, pick(&self.offences, words[2]))).or_default().push(words[3]);
            }
            for index in 0..count(Purpose::OccasionCount, &tables[1]) {
                let words = city.seed.draw(about(Purpose::OccasionCandidate), index);
                let person = place.first() + below(words[0], place.len() as u32);
                candidates.entry((person, pick(&self.others, words[1]))).or_default().push(words[3]);
            }
        }
        candidates
    }
}

/// Walks along the ceilings until the word is passed.
fn pick(rates: &Rates, word: u32) -> Stream {
    let total: f64 = rates.iter().map(|(_, rate)| rate).sum();
    let mut sum = 0.0;
    for (stream, rate) in rates {
        sum += rate;
        if fixed::probability(sum / total).hit(word) {
            return *stream;
        }
    }
    rates[rates.len() - 1].0
}

fn rates(town: &Town, city: &City) -> (Rates, Rates) {
    let (mut offences, mut others) = (Rates::new(), Rates::new());
    for (number, behaviour) in city.catalogue.behaviours.iter().enumerate() {
        let at = |key: &str| town.catalogue.real(&format!("behaviour.{}.{key}", behaviour.name));
        let (list, rate) = match behaviour.role {
            Role::Offence | Role::Debt | Role::Child => (&mut offences, at("per_year") * at("ceiling")),
            Role::GoodDeed | Role::Payment => (&mut others, at("per_year") * at("ceiling")),
            Role::CriticalMessage | Role::PassingOn => (&mut others, at("per_year")),
        };
        list.push((Stream::Behaviour(number as u8), rate));
    }
    for (number, gate) in GATES.iter().enumerate() {
        others.push((Stream::Gate(number as u8), town.city.real(&format!("application.{gate}.per_year"))));
    }
    for (stream, name) in [
        (Stream::FalseAlarm, "false_alarms"),
        (Stream::MaliciousTip, "malicious_tips"),
        (Stream::Encounter, "encounters"),
        (Stream::TieCheck, "tie_checks"),
    ] {
        others.push((stream, town.city.real(&format!("ceiling.{name}_per_year"))));
    }
    (offences, others)
}
