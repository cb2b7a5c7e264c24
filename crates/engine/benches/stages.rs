//! Each stage of a day, and the two things that every stage draws with: `cargo bench -p engine`.

use criterion::{Criterion, criterion_group, criterion_main};
use engine::{Clock, Hands, World};
use model::Rules;
use model::chance::{About, Permutation, Purpose, Seed};
use model::small_town::Town;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

const PEOPLE: u32 = 40_000;
/// Days before the clock is looked at, so that there are marks, bands and queues.
const FIRST_DAY: u16 = 40;

/// A town in which every office works, after some weeks.
fn town() -> World {
    let town = Town::with_every_office();
    let city = Arc::new(town.build(PEOPLE, 1));
    let rules = Rules::new(&town.city, &city, &town.regime);
    let mut world = World::new(city, vec![(0, rules)], Hands::Serial);
    (0..FIRST_DAY).for_each(|day| drop(world.live(day)));
    world
}

/// The time of each stage in a day of the town.
fn stages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("day");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    let (mut world, mut day, mut clock) = (town(), FIRST_DAY, Clock::default());
    world.live_clocked(day, &mut clock);
    let names: Vec<&str> = clock.spent().iter().map(|(name, _)| *name).collect();
    for stage in names {
        group.bench_function(stage, |bencher| {
            bencher.iter_custom(|days| {
                let mut clock = Clock::default();
                for _ in 0..days {
                    day += 1;
                    world.live_clocked(day, &mut clock);
                }
                clock.spent().iter().find(|(name, _)| *name == stage).map_or(Duration::ZERO, |(_, time)| *time)
            });
        });
    }
}

fn draws(criterion: &mut Criterion) {
    let about = About { who: 1, other: 0, day: 0, purpose: Purpose::OffenceCandidate };
    let mut words = [[0; 4]; 64];
    criterion.bench_function("64 draws at once", |bencher| {
        bencher.iter(|| Seed(1).fill(black_box(about), 0, &mut words));
    });
    criterion.bench_function("a draw alone", |bencher| bencher.iter(|| Seed(1).draw(black_box(about), 0)));
    let seats = Permutation::new(Seed(1), 2_000_000, 0, 0);
    criterion.bench_function("a seat", |bencher| bencher.iter(|| seats.forward(black_box(1_234_567))));
}

criterion_group!(benches, stages, draws);
criterion_main!(benches);
