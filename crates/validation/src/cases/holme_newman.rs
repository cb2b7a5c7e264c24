//! People cut ties to those who think otherwise, or come to think like them: one large community, or many small ones.
//!
//! The rule for one look at a tie is the model's own; here stands only the network on which it is tried: everybody looks
//! at one tie a day, all by the opinions of last midnight, until no tie joins two opinions.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use engine::Hands;
use model::Seed;
use model::chance::{About, Purpose, below};
use model::fixed::{self, Probability};
use model::mechanisms::response::{Meeting, Minded, Ties, meeting};

const PEOPLE: u32 = 3_200;
const MEAN_DEGREE: u32 = 4;
/// People for one opinion (γ).
const PEOPLE_PER_OPINION: u32 = 10;
const SEEDS: usize = 8;
const MOST_DAYS: u32 = 60_000;

const fn largest(what: &'static str, published: f64, tolerance: Tolerance) -> Check {
    Check { what, kind: Kind::Reproduction, published, tolerance, expected: Expected::Holds }
}

pub(super) const CASE: Case = Case {
    name: "holme-newman",
    title: "Coevolution of networks and opinions, N 3,200, mean degree 4, γ 10: one community, or many, with a transition at φ 0.458",
    source: "holme2006",
    simulates: "response: looks at ties by the rule of the model, where the kind that is minded is the opinion, and every tie that is not cut is copied",
    slow: false,
    checks: &[
        largest("largest community, share of the people, φ 0.04", 0.9, Tolerance::AtLeast(0.9)),
        largest("largest community, share of the people, φ 0.458", 0.1, Tolerance::AtMost(0.1)),
    ],
    run,
};

fn run(hands: &Hands) -> Vec<Simulated> {
    [0.04, 0.458]
        .map(|phi| Simulated::over_seeds(&hands.map(SEEDS, |seed| largest_community(phi, seed as u64))))
        .to_vec()
}

/// A network of opinions.
struct Network {
    seed: Seed,
    opinions: Vec<u32>,
    ties: Vec<[u32; 2]>,
    /// Ties of each person.
    of: Vec<Vec<u32>>,
}

fn largest_community(phi: f64, seed: u64) -> f64 {
    let rules = Ties { rewire: fixed::probability(phi), minded: Minded::Different, imitation: Probability::CERTAIN };
    let mut network = Network::drawn(Seed(seed));
    let settled = (0..MOST_DAYS).any(|day| {
        network.live(&rules, day);
        network.ties.iter().all(|[one, other]| network.opinions[*one as usize] == network.opinions[*other as usize])
    });
    assert!(settled, "no end after {MOST_DAYS} days");
    let mut people = vec![0u32; (PEOPLE / PEOPLE_PER_OPINION) as usize];
    network.opinions.iter().for_each(|opinion| people[*opinion as usize] += 1);
    f64::from(people.into_iter().max().unwrap_or(0)) / f64::from(PEOPLE)
}

impl Network {
    fn words(seed: Seed, who: u32, day: u32) -> [u32; 4] {
        let about = About { who, other: 2, day: (day >> 16) as u16, purpose: Purpose::ValidationCrowd };
        seed.draw(about, day)
    }

    /// Random ties and random opinions.
    fn drawn(seed: Seed) -> Self {
        let drawn = |who| Self::words(seed, who, u32::MAX);
        let ties: Vec<[u32; 2]> = (0..PEOPLE * MEAN_DEGREE / 2)
            .map(|tie| {
                let words = drawn(PEOPLE + tie);
                [below(words[0], PEOPLE), below(words[1], PEOPLE)]
            })
            .collect();
        let mut of = vec![Vec::new(); PEOPLE as usize];
        for (number, ends) in ties.iter().enumerate() {
            ends.iter().for_each(|end| of[*end as usize].push(number as u32));
        }
        let opinions = (0..PEOPLE).map(|who| below(drawn(who)[0], PEOPLE / PEOPLE_PER_OPINION)).collect();
        Self { seed, opinions, ties, of }
    }

    /// A day: what everybody decides by the opinions and ties of last midnight, and then all of it at once.
    fn live(&mut self, rules: &Ties, day: u32) {
        let mut alike = vec![Vec::new(); (PEOPLE / PEOPLE_PER_OPINION) as usize];
        (0..PEOPLE).for_each(|who| alike[self.opinions[who as usize] as usize].push(who));
        let (mut copied, mut moved) = (Vec::new(), Vec::new());
        for who in (0..PEOPLE).filter(|who| !self.of[*who as usize].is_empty()) {
            let words = Self::words(self.seed, who, day);
            let mine = &self.of[who as usize];
            let tie = mine[below(words[0], mine.len() as u32) as usize];
            let [one, two] = self.ties[tie as usize];
            let other = if one == who { two } else { one };
            let opinions = [who, other].map(|person| self.opinions[person as usize]);
            match meeting(rules, opinions[0], opinions[1], [words[1], words[2]]) {
                Meeting::Keep => {}
                Meeting::Copy => copied.push((who, opinions[1])),
                Meeting::Rewire => {
                    let own_kind = &alike[opinions[0] as usize];
                    moved.push((tie, who, other, own_kind[below(words[3], own_kind.len() as u32) as usize]));
                }
            }
        }
        copied.into_iter().for_each(|(who, opinion)| self.opinions[who as usize] = opinion);
        moved.into_iter().for_each(|(tie, who, from, to)| self.rewire(tie, who, from, to));
    }

    /// A tie that its other end has moved today stays as it is.
    fn rewire(&mut self, tie: u32, who: u32, from: u32, to: u32) {
        let ends = &mut self.ties[tie as usize];
        if *ends != [who, from] && *ends != [from, who] {
            return;
        }
        *ends = [who, to];
        let list = &mut self.of[from as usize];
        let place = list.iter().position(|one| *one == tie).expect("a tie stands with both its ends");
        list.swap_remove(place);
        self.of[to as usize].push(tie);
    }
}
