//! Who can see whom, in both directions: homes, cells, workplaces, schools, chat groups, friends.
//!
//! Homes and cells are ranges of neighbours in the order of people. Workplaces, schools, chat groups and friends are
//! computed: a keyed permutation of the district seats everybody, and neighbouring seats form groups whose sizes
//! repeat in a heavy-tailed cycle (contacts by layer as in `covasim2021`, `openabm2021`; sizes stylised). They cost
//! no bytes a person and can be asked from both ends. Left out: work outside the own district; a change of employer.

use crate::chance::{Permutation, Seed};
use crate::fixed;
use crate::parameters::{LAYERS, Settings};
use crate::population::District;

/// A computed layer; the numbers are rows of [`LAYERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    Workplace = 0,
    School = 1,
    ChatSmall = 2,
    ChatLarge = 3,
}

/// Groups in one turn of the cycle of sizes.
const CYCLE: u32 = 256;

/// The computed contacts of a city.
#[derive(Clone, Debug)]
pub struct Contacts {
    districts: Vec<Seats>,
    /// By layer: where each group of the cycle ends.
    cycles: Vec<Vec<u32>>,
    /// By layer: the group of each seat of a turn of the cycle.
    seated: Vec<Vec<u8>>,
    /// By layer: numbers of groups in the city.
    groups: Vec<u32>,
    city: Option<Permutation>,
}

#[derive(Clone, Debug)]
struct Seats {
    first: u32,
    people: u32,
    layers: Vec<Permutation>,
    friends: Vec<Permutation>,
    /// By layer: groups of the districts before this one.
    groups_before: Vec<u32>,
}

/// A group: seats `start .. start + size` of a district and layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSeats {
    district: u8,
    layer: Layer,
    start: u32,
    pub size: u32,
    /// Which group of its layer, counted through the city.
    pub number: u32,
}

/// The group of each seat, from where the groups end.
fn seated(ends: &[u32]) -> Vec<u8> {
    let starts = std::iter::once(&0).chain(ends);
    let sizes = starts.zip(ends).map(|(start, end)| (end - start) as usize);
    (0..=u8::MAX).zip(sizes).flat_map(|(group, size)| std::iter::repeat_n(group, size)).collect()
}

const _: () = assert!(CYCLE as usize == u8::MAX as usize + 1);

impl Contacts {
    pub(crate) fn new(settings: &Settings, seed: Seed, districts: &[District]) -> Self {
        let cycle = |layer: &&str| -> Vec<u32> {
            let at = |key: &str| format!("group.{layer}.{key}");
            let (smallest, largest) = (settings.count(&at("smallest")), settings.count(&at("largest")));
            let sizes = fixed::heavy_tailed_sizes(smallest, largest, settings.real(&at("exponent")), CYCLE);
            sizes
                .iter()
                .scan(0, |end, size| {
                    *end += size;
                    Some(*end)
                })
                .collect()
        };
        let cycles: Vec<Vec<u32>> = LAYERS.iter().map(cycle).collect();
        let turns = |people: u32, cycle: &[u32]| people.div_ceil(*cycle.last().expect("a cycle has groups"));
        let mut groups = vec![0; LAYERS.len()];
        let mut groups_before = |people: u32| {
            let before = groups.clone();
            groups.iter_mut().zip(&cycles).for_each(|(groups, cycle)| *groups += turns(people, cycle) * CYCLE);
            before
        };
        let before: Vec<Vec<u32>> = districts.iter().map(|district| groups_before(district.people)).collect();
        let pairs = settings.count("friends.district_pairs");
        let seats = |(i, district): (usize, &District)| Seats {
            first: district.first,
            people: district.people,
            layers: (0..LAYERS.len() as u32)
                .map(|layer| Permutation::new(seed, district.people.max(1), layer, i as u32))
                .collect(),
            friends: (0..pairs).map(|j| Permutation::new(seed, district.people.max(1), 100 + j, i as u32)).collect(),
            groups_before: before[i].clone(),
        };
        let people: u32 = districts.iter().map(|district| district.people).sum();
        let city = settings.count("friends.city_pairs") > 0;
        Self {
            districts: districts.iter().enumerate().map(seats).collect(),
            seated: cycles.iter().map(|cycle| seated(cycle)).collect(),
            cycles,
            groups,
            city: city.then(|| Permutation::new(seed, people, 200, u32::MAX)),
        }
    }

    /// The group of a person in a layer.
    pub fn group(&self, layer: Layer, district: u8, person: u32) -> GroupSeats {
        let seats = &self.districts[usize::from(district)];
        let seat = seats.layers[layer as usize].forward(person - seats.first);
        self.numbered(layer, district, self.around(layer, district, seat))
    }

    /// The number of the group around a seat.
    #[inline]
    fn around(&self, layer: Layer, district: u8, seat: u32) -> u32 {
        let turn = *self.cycles[layer as usize].last().expect("a cycle has groups");
        let before = self.districts[usize::from(district)].groups_before[layer as usize] + seat / turn * CYCLE;
        before + u32::from(self.seated[layer as usize][(seat % turn) as usize])
    }

    /// The group of a number.
    #[inline]
    pub fn numbered(&self, layer: Layer, district: u8, number: u32) -> GroupSeats {
        let (seats, cycle) = (&self.districts[usize::from(district)], &self.cycles[layer as usize]);
        let here = number - seats.groups_before[layer as usize];
        let (base, group) = (here / CYCLE * cycle.last().expect("a cycle has groups"), (here % CYCLE) as usize);
        let start = base + if group == 0 { 0 } else { cycle[group - 1] };
        let size = (base + cycle[group]).min(seats.people) - start;
        GroupSeats { district, layer, start, size, number }
    }

    /// Numbers of the groups of many people of one district, at once.
    pub fn numbers(&self, layer: Layer, district: u8, people: impl Iterator<Item = u32>) -> Vec<u32> {
        let seats = &self.districts[usize::from(district)];
        let mut numbers: Vec<u32> = people.map(|person| person - seats.first).collect();
        seats.layers[layer as usize].forward_all(&mut numbers);
        numbers.iter_mut().for_each(|seat| *seat = self.around(layer, district, *seat));
        numbers
    }

    /// How many numbers the groups of a layer have.
    pub fn groups(&self, layer: Layer) -> usize {
        self.groups[layer as usize] as usize
    }

    /// The numbers of the groups of one district.
    pub fn groups_of(&self, layer: Layer, district: usize) -> std::ops::Range<usize> {
        let before = |district: usize| self.districts.get(district).map(|seats| seats.groups_before[layer as usize]);
        let end = before(district + 1).unwrap_or(self.groups[layer as usize]);
        self.districts[district].groups_before[layer as usize] as usize..end as usize
    }

    /// The member on seat `i` of a group.
    pub fn member(&self, group: GroupSeats, i: u32) -> u32 {
        let seats = &self.districts[usize::from(group.district)];
        seats.first + seats.layers[group.layer as usize].inverse(group.start + i)
    }

    /// All members of a group.
    pub fn members(&self, group: GroupSeats) -> impl Iterator<Item = u32> + '_ {
        (0..group.size).map(move |i| self.member(group, i))
    }

    /// Friends given at the start; who is a friend of mine has me as a friend. Their order is the order of the bits
    /// of the column `ties`. A seat that falls on oneself is left out by the caller.
    pub fn friends(&self, district: u8, person: u32) -> impl Iterator<Item = u32> + '_ {
        let seats = &self.districts[usize::from(district)];
        let (first, local) = (seats.first, person - seats.first);
        let near = seats.friends.iter().flat_map(move |p| [first + p.forward(local), first + p.inverse(local)]);
        let far = self.city.iter().flat_map(move |p| [p.forward(person), p.inverse(person)]);
        near.chain(far)
    }

    /// The friends of many people of one district, at once: of the first in the order of [`Contacts::friends`], of the
    /// second, and so on.
    pub(crate) fn friends_of_all(&self, district: u8, people: std::ops::Range<u32>) -> Vec<u32> {
        let seats = &self.districts[usize::from(district)];
        let near = seats.friends.iter().map(|ways| (ways, seats.first));
        let ways = near.chain(self.city.iter().map(|ways| (ways, 0)));
        let each = self.friend_count() as usize;
        let mut friends = vec![0; people.len() * each];
        for (pair, (ways, first)) in ways.enumerate() {
            let locals: Vec<u32> = people.clone().map(|person| person - first).collect();
            let (mut forward, mut back) = (locals.clone(), locals);
            ways.forward_all(&mut forward);
            ways.inverse_all(&mut back);
            for (own, seats) in friends.chunks_mut(each).zip(forward.iter().zip(&back)) {
                (own[2 * pair], own[2 * pair + 1]) = (first + seats.0, first + seats.1);
            }
        }
        friends
    }

    /// How many friends everybody starts with.
    pub fn friend_count(&self) -> u32 {
        2 * (self.districts[0].friends.len() + usize::from(self.city.is_some())) as u32
    }
}
