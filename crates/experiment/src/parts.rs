//! A country is lived part by part: people of two parts never meet, so each part is a city of its own, with its share of
//! every office, and only one of them is in memory at a time.
//!
//! A district of the city file (a province) is a part; one with more people than `part_people` is cut into equal parts.
//! In a sample no part has fewer people than the smallest city that may be drawn: it lives together with those after it.
//! A part draws from the seed and its own name, whatever other parts there are.

use model::parameters::Value;
use model::population::SMALLEST_CITY;
use scenario::Experiment;
use std::borrow::Cow;

const DISTRICT: &str = "margin.district";

/// The cities of an experiment, seed by seed.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// Empty: everybody lives in one city.
    parts: Vec<Part>,
}

/// People who live in one city.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// Such as `guangdong 2/6`.
    name: String,
    /// Numbers of districts, and people of each.
    districts: Vec<(usize, u64)>,
}

impl Part {
    fn people(&self) -> u64 {
        self.districts.iter().map(|(_, people)| people).sum()
    }

    fn join(&mut self, other: Part) {
        self.name = format!("{} + {}", self.name, other.name);
        for (district, people) in other.districts {
            match self.districts.iter_mut().find(|(known, _)| *known == district) {
                Some((_, sum)) => *sum += people,
                None => self.districts.push((district, people)),
            }
        }
    }
}

impl Parts {
    pub(crate) fn of(experiment: &Experiment) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let small = |part: &Part| part.people() < SMALLEST_CITY;
        for piece in experiment.part_people.map_or(Vec::new(), |most| pieces(experiment, most)) {
            match parts.last_mut() {
                Some(last) if small(last) => last.join(piece),
                _ => parts.push(piece),
            }
        }
        // Nobody comes after the last.
        if let Some(left) = parts.pop_if(|last| small(last)) {
            match parts.last_mut() {
                Some(last) => last.join(left),
                None => parts.push(left),
            }
        }
        Self { parts }
    }

    /// How many cities are lived under each seed.
    pub(crate) fn cities_a_seed(&self) -> u32 {
        self.parts.len().max(1) as u32
    }

    /// Which of the experiment's seeds a city is lived under, from 0, and which of its parts it is.
    pub(crate) fn place(&self, city: u32) -> (u32, usize) {
        (city / self.cities_a_seed(), (city % self.cities_a_seed()) as usize)
    }

    /// What is drawn and lived as one city, and the seed that it is drawn from.
    pub(crate) fn city<'a>(&self, experiment: &'a Experiment, city: u32) -> (Cow<'a, Experiment>, u64) {
        let (number, part) = self.place(city);
        let seed = experiment.seed + u64::from(number);
        match self.parts.get(part) {
            None => (Cow::Borrowed(experiment), seed),
            Some(part) => (Cow::Owned(alone(experiment, part)), own_seed(seed, &part.name)),
        }
    }

    /// Numbers of the districts of a part among those of the country; none where nothing is cut.
    pub(crate) fn districts(&self, part: usize) -> Option<impl Iterator<Item = usize> + Clone + '_> {
        self.parts.get(part).map(|part| part.districts.iter().map(|(district, _)| *district))
    }

    /// People of the largest city.
    pub(crate) fn largest(&self, experiment: &Experiment) -> u64 {
        self.parts.iter().map(Part::people).max().unwrap_or(experiment.people)
    }
}

/// Districts, cut up where they have more people than `most` in the nominal city.
fn pieces(experiment: &Experiment, most: u64) -> Vec<Part> {
    let names = experiment.city.names(DISTRICT);
    let nominal = |name: &String| experiment.city.real(&format!("{DISTRICT}.{name}")) as u64;
    let total: u64 = names.iter().map(nominal).sum();
    let (mut before, mut drawn, mut pieces) = (0, 0, Vec::new());
    for (district, name) in names.iter().enumerate() {
        let people = nominal(name);
        let of = people.div_ceil(most).max(1);
        for piece in 1..=of {
            // Rounded at the ends, so that all pieces together are everybody.
            let end = u128::from(before * of + people * piece) * u128::from(experiment.people);
            let end = (end / u128::from(total * of)) as u64;
            let name = if of == 1 { name.clone() } else { format!("{name} {piece}/{of}") };
            pieces.push(Part { name, districts: vec![(district, end - drawn)] });
            drawn = end;
        }
        before += people;
    }
    pieces
}

/// The experiment as if there were no other part. The nominal city stays the country, so that an office has as many
/// people as belong to the part's share of it.
fn alone(experiment: &Experiment, part: &Part) -> Experiment {
    let mut city = experiment.city.clone();
    let name = |district: usize| experiment.city.names(DISTRICT)[district].clone();
    for (district, people) in &part.districts {
        city.set(format!("{DISTRICT}.{}", name(*district)), Value::Number(*people as f64));
    }
    city.set_names(DISTRICT, part.districts.iter().map(|(district, _)| name(*district)).collect());
    Experiment { city, people: part.people(), seeds: 1, part_people: None, ..experiment.clone() }
}

/// Of the part and no other, whatever parts there are.
fn own_seed(seed: u64, part: &str) -> u64 {
    let hash = blake3::hash(format!("{seed} {part}").as_bytes());
    u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn in_parts(people: u64, part_people: u64) -> Experiment {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../experiments/tiny.toml");
        let experiment = scenario::load_experiment(&path).unwrap_or_else(|errors| panic!("{errors}"));
        Experiment { people, part_people: Some(part_people), ..experiment }
    }

    #[test]
    fn everybody_lives_in_one_part_and_none_is_too_large_or_too_small() {
        for people in [10_000, 77_777, 1_000_000, 21_893_095] {
            let experiment = in_parts(people, 1_000_000);
            let parts = Parts::of(&experiment);
            let sizes: Vec<u64> = parts.parts.iter().map(Part::people).collect();
            assert_eq!(sizes.iter().sum::<u64>(), people);
            assert!(sizes.iter().all(|size| *size >= SMALLEST_CITY), "{sizes:?}");
            assert_eq!(parts.largest(&experiment), *sizes.iter().max().unwrap());
            assert_eq!(parts.cities_a_seed() as usize, sizes.len());
        }
    }

    #[test]
    fn a_large_district_is_cut_into_equal_parts_and_a_small_one_stays_whole() {
        let parts = Parts::of(&in_parts(21_893_000, 1_000_000)).parts;
        let of = |name: &str| parts.iter().filter(|part| part.name.starts_with(name)).collect::<Vec<_>>();
        let chaoyang: Vec<u64> = of("chaoyang").iter().map(|part| part.people()).collect();
        assert_eq!(chaoyang, [863_000; 4]);
        assert_eq!((of("yanqing").len(), of("yanqing")[0].people()), (1, 346_000));
        assert!(parts.iter().all(|part| part.people() <= 1_000_000));
    }

    #[test]
    fn in_a_sample_the_smallest_live_together() {
        let parts = Parts::of(&in_parts(500_000, 2_000_000)).parts;
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert!(names.ends_with(&["pinggu", "huairou", "mentougou + yanqing"]), "{names:?}");
        let last = Parts::of(&in_parts(400_000, 2_000_000)).parts;
        assert_eq!(last.last().unwrap().name, "huairou + mentougou + yanqing", "nobody comes after the last");
        let alone = Parts::of(&in_parts(10_000, 1_000_000)).parts;
        assert_eq!((alone.len(), alone[0].districts.len()), (1, 16), "one city of all districts");
    }

    #[test]
    fn a_part_draws_its_own_luck_from_seed_and_name() {
        let experiment = in_parts(200_000, 2_000_000);
        let parts = Parts::of(&experiment);
        let seeds: std::collections::BTreeSet<u64> =
            (0..2 * parts.cities_a_seed()).map(|city| parts.city(&experiment, city).1).collect();
        assert_eq!(seeds.len() as u32, 2 * parts.cities_a_seed());
        let (first, _) = parts.city(&experiment, 0);
        assert_eq!(first.city.names(DISTRICT), ["chaoyang"]);
        assert_eq!(first.city.real("nominal_people"), 21_893_095.0, "an office keeps its share of the people");
    }
}
