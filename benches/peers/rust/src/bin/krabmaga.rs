//! krABMaga: one boxed agent a resident on the framework's schedule; what they share lies in the state.

use krabmaga::engine::{agent::Agent, schedule::Schedule, state::State};
use peers::{
    Clock, DELTA, Graph, NBAND, NCLASS, P_DEN, P_MIS, P_OBS, Totals, arguments, band, chances, drift, multiple, report,
};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use std::any::Any;
use std::time::Instant;

#[derive(Clone, Copy)]
struct Resident {
    id: u32,
}

struct City {
    rng: SmallRng,
    graph: Graph,
    chances: Vec<[[f64; peers::K]; 3]>,
    score: Vec<i16>,
    pending: Vec<i16>,
    tally: Vec<u32>,
    totals: Totals,
    day: u32,
    daily: Vec<[i64; NBAND]>,
}

impl Agent for Resident {
    fn step(&mut self, state: &mut dyn State) {
        let city = state.as_any_mut().downcast_mut::<City>().expect("the state is a city");
        let i = self.id as usize;
        let row = city.chances[i % NCLASS][multiple(city.score[i])];
        for (behaviour, chance) in row.iter().enumerate() {
            if city.rng.random::<f64>() < *chance {
                city.act(i, DELTA[behaviour]);
            }
        }
    }
}

impl City {
    fn act(&mut self, i: usize, points: i16) {
        self.totals[0] += 1;
        if self.rng.random::<f64>() < P_OBS {
            self.totals[1] += 1;
            let mut who = i;
            if self.rng.random::<f64>() < P_MIS {
                self.totals[2] += 1;
                who = self.rng.random_range(0..self.score.len() - 1);
                who += usize::from(who >= i);
            }
            self.pending[who] += points;
        }
        if self.rng.random::<f64>() < P_DEN && !self.graph.of(i).is_empty() {
            self.totals[3] += 1;
            let pick = self.rng.random_range(0..self.graph.of(i).len());
            self.tally[self.graph.of(i)[pick] as usize] += 1;
            self.pending[i] += points;
        }
    }
}

impl State for City {
    fn init(&mut self, schedule: &mut Schedule) {
        for id in 0..self.score.len() as u32 {
            schedule.schedule_repeating(Box::new(Resident { id }), 0., 0);
        }
    }
    fn after_step(&mut self, _: &mut Schedule) {
        self.day += 1;
        let mut bands = [0; NBAND];
        for (score, pending) in self.score.iter_mut().zip(&mut self.pending) {
            *score += std::mem::take(pending);
            if self.day.is_multiple_of(30) {
                *score = drift(*score);
            }
            bands[band(*score)] += 1;
        }
        self.daily.push(bands);
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
    fn as_state(&self) -> &dyn State {
        self
    }
    fn reset(&mut self) {}
    fn update(&mut self, _: u64) {}
}

fn main() {
    let (people, days, seed) = arguments();
    let start = Instant::now();
    let mut city = City {
        rng: SmallRng::seed_from_u64(seed),
        graph: Graph::new(people, seed),
        chances: chances(),
        score: vec![1_000; people],
        pending: vec![0; people],
        tally: vec![0; people],
        totals: [0; 4],
        day: 0,
        daily: Vec::new(),
    };
    let mut schedule = Schedule::new();
    city.init(&mut schedule);
    let init = start.elapsed().as_secs_f64();
    let clock = Clock::start();
    for _ in 0..days {
        schedule.step(&mut city);
    }
    let tally = city.tally.iter().map(|tally| u64::from(*tally)).sum();
    report("krabmaga-0.6.2", days, seed, init, clock.stop(), city.totals, &city.score, tally);
}
