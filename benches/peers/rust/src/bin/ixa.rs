//! ixa: residents are entities with properties, and one plan a day walks the population.

use ixa::prelude::*;
use peers::{
    Clock, DELTA, Graph, NBAND, NCLASS, P_DEN, P_MIS, P_OBS, Totals, arguments, band, chances, drift, multiple, report,
};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

define_entity!(Person);
define_property!(struct Score(pub i16), Person, default_const = Score(1000));
define_property!(struct Pending(pub i16), Person, default_const = Pending(0));
define_property!(struct Tally(pub u16), Person, default_const = Tally(0));
define_rng!(ActRng);
define_rng!(FateRng);

struct World {
    people: Vec<PersonId>,
    graph: Graph,
    chances: Vec<[[f64; peers::K]; 3]>,
    totals: Totals,
    daily: Vec<[i64; NBAND]>,
    touched: Vec<u32>,
    bands: [i64; NBAND],
}

impl World {
    fn give(&mut self, ctx: &mut Context, i: usize, points: i16) {
        let Pending(pending) = ctx.get_property(self.people[i]);
        ctx.set_property(self.people[i], Pending(pending + points));
        self.touched.push(i as u32);
    }

    fn act(&mut self, ctx: &mut Context, i: usize, points: i16) {
        self.totals[0] += 1;
        if ctx.sample_bool(FateRng, P_OBS) {
            self.totals[1] += 1;
            let mut who = i;
            if ctx.sample_bool(FateRng, P_MIS) {
                self.totals[2] += 1;
                who = ctx.sample_range(FateRng, 0..self.people.len() - 1);
                who += usize::from(who >= i);
            }
            self.give(ctx, who, points);
        }
        if !self.graph.of(i).is_empty() && ctx.sample_bool(FateRng, P_DEN) {
            self.totals[3] += 1;
            let pick = ctx.sample_range(FateRng, 0..self.graph.of(i).len());
            let neighbour = self.people[self.graph.of(i)[pick] as usize];
            let Tally(tally) = ctx.get_property(neighbour);
            ctx.set_property(neighbour, Tally(tally + 1));
            self.give(ctx, i, points);
        }
    }

    fn score(&mut self, ctx: &mut Context, i: usize, change: impl Fn(i16) -> i16) {
        let Score(before) = ctx.get_property(self.people[i]);
        let after = change(before);
        if after != before {
            self.bands[band(before)] -= 1;
            self.bands[band(after)] += 1;
            ctx.set_property(self.people[i], Score(after));
        }
    }

    fn live(&mut self, ctx: &mut Context, day: u32) {
        for i in 0..self.people.len() {
            let Score(score) = ctx.get_property(self.people[i]);
            let row = self.chances[i % NCLASS][multiple(score)];
            for (behaviour, chance) in row.iter().enumerate() {
                if ctx.sample_bool(ActRng, *chance) {
                    self.act(ctx, i, DELTA[behaviour]);
                }
            }
        }
        for i in std::mem::take(&mut self.touched) {
            let Pending(pending) = ctx.get_property(self.people[i as usize]);
            ctx.set_property(self.people[i as usize], Pending(0));
            self.score(ctx, i as usize, |score| score + pending);
        }
        if day.is_multiple_of(30) {
            (0..self.people.len()).for_each(|i| self.score(ctx, i, drift));
        }
        self.daily.push(self.bands);
    }
}

fn main() {
    let (people, days, seed) = arguments();
    let start = Instant::now();
    let mut ctx = Context::new();
    ctx.init_random(seed);
    let mut bands = [0; NBAND];
    bands[band(1_000)] = people as i64;
    let world = Rc::new(RefCell::new(World {
        people: (0..people).map(|_| ctx.add_entity(with!(Person)).expect("a person")).collect(),
        graph: Graph::new(people, seed),
        chances: chances(),
        totals: [0; 4],
        daily: Vec::new(),
        touched: Vec::new(),
        bands,
    }));
    for day in 1..=days {
        let world = world.clone();
        ctx.add_plan(f64::from(day), move |ctx| world.borrow_mut().live(ctx, day));
    }
    let init = start.elapsed().as_secs_f64();
    let clock = Clock::start();
    ctx.execute();
    let spent = clock.stop();
    let world = world.borrow();
    let scores: Vec<i16> = world.people.iter().map(|person| ctx.get_property::<_, Score>(*person).0).collect();
    let tally = world.people.iter().map(|person| u64::from(ctx.get_property::<_, Tally>(*person).0)).sum();
    report("ixa-4.0.0", days, seed, init, spent, world.totals, &scores, tally);
}
