//! The rules of one world, as integers: made once from what the city and the regime say, read all day.

use crate::catalogue::Catalogue;
use crate::mechanisms::{
    alarms, attribution, authority, conduct, confirmation, contestation, denunciation, gates, inspection, life,
    observation, rating, response, scoring, selection, speech,
};
use crate::occasions::{Left, Most, Stream};
use crate::parameters::Settings;
use crate::population::City;
use crate::selective::Selective;

/// Every mechanism's rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    pub life: life::Rules,
    pub conduct: conduct::Rules,
    pub speech: speech::Rules,
    pub observation: observation::Rules,
    pub attribution: attribution::Rules,
    pub alarms: alarms::Rules,
    pub confirmation: confirmation::Rules,
    pub denunciation: denunciation::Rules,
    pub rating: rating::Rules,
    pub scoring: scoring::Rules,
    pub selection: selection::Rules,
    pub inspection: inspection::Rules,
    pub gates: gates::Rules,
    pub contestation: contestation::Rules,
    pub response: response::Rules,
    pub authority: authority::Rules,
    pub selective: Selective,
    /// What is left of the city's candidates under these rules.
    pub occasions: Left,
    pub sanctions: crate::measures::sanctions::Rules,
}

/// What rules are made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub city: &'a Settings,
    pub regime: &'a Settings,
    pub catalogue: &'a Catalogue,
    pub people: u64,
}

impl Sources<'_> {
    pub(crate) fn nominal(&self) -> u64 {
        crate::fixed::whole64(self.city.real("nominal_people"))
    }
    /// What an extensive capacity of the regime is in this city, in 2⁻¹⁶ a day.
    pub(crate) fn capacity(&self, path: &str) -> u64 {
        crate::fixed::scaled_capacity(self.regime.real(path), self.people, self.nominal())
    }
}

impl Rules {
    /// The regime in force in the city. What the files say has been checked by `scenario`.
    pub fn new(settings: &Settings, city: &City, regime: &Settings) -> Self {
        let sources = Sources { city: settings, regime, catalogue: &city.catalogue, people: u64::from(city.people) };
        let observation = observation::Rules::new(&sources);
        let scoring = scoring::Rules::new(&sources);
        let gates = gates::Rules::new(&sources, &scoring);
        let conduct = conduct::Rules::new(&sources, &observation, &scoring, &gates);
        let (attribution, alarms) = (attribution::Rules::new(&sources), alarms::Rules::new(&sources));
        let (denunciation, rating) = (denunciation::Rules::new(&sources), rating::Rules::new(&sources));
        let response = response::Rules::new(&sources);
        let most = |stream| match stream {
            Stream::Behaviour(number) => {
                let (number, kind) = (usize::from(number), &city.catalogue.behaviours[usize::from(number)]);
                let words = Most { ages: kind.ages.clone(), ..Most::EVERYTHING };
                let deeds = || conduct.most(kind, number, city.bounds.ceilings[number], &scoring);
                if kind.role.is_speech() { words } else { deeds() }
            }
            Stream::Gate(gate) => gates.most(gate),
            Stream::FalseAlarm => attribution.most(&alarms),
            Stream::MaliciousTip => denunciation.most(),
            Stream::Encounter => rating.most(),
            Stream::TieCheck => response.most(&scoring),
        };
        Self {
            occasions: Left::new(&city.bounds, most),
            life: life::Rules::new(&sources),
            speech: speech::Rules::new(&sources, &conduct),
            confirmation: confirmation::Rules::new(&sources),
            selective: Selective::new(&sources),
            selection: selection::Rules::new(&sources),
            inspection: inspection::Rules::new(&sources),
            contestation: contestation::Rules::new(&sources),
            authority: authority::Rules::new(&sources),
            sanctions: crate::measures::sanctions::Rules::new(&sources),
            attribution,
            alarms,
            denunciation,
            rating,
            response,
            conduct,
            observation,
            scoring,
            gates,
        }
    }
}
