//! How fast a city lives: one world of an experiment, by size, threads and how much happens; JSON on standard output.
//!
//! `cargo run --release -p engine --example pace -- experiments/beijing.toml ARM PEOPLE DAYS THREADS EVENTS`, where
//! EVENTS multiplies everything that may happen a year. The first day is lived and not timed. With `stages` as a seventh
//! word each stage is timed, on one thread.

use engine::{Clock, Hands, World, build_city};
use model::chance::{About, Purpose};
use model::measures::{Measure, groups};
use model::parameters::{Settings, Value};
use model::{Plan, Rules, Seed};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What people did, words apart.
const ACTS: [Measure; 3] = [Measure::Offences, Measure::ScoredActs, Measure::GoodDeeds];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, arm, people, days, threads, events, rest @ ..] = words.as_slice() else {
        panic!("wanted: FILE ARM PEOPLE DAYS THREADS EVENTS [stages]")
    };
    let number = |word: &str| word.parse::<f64>().expect("a number");
    let experiment = scenario::load_experiment(Path::new(file)).unwrap_or_else(|errors| panic!("{errors}"));
    let arm = experiment.arms.iter().find(|one| one.name == *arm).expect("an arm of the experiment");
    let (mut city, mut catalogue) = (experiment.city.clone(), experiment.catalogue.clone());
    [&mut city, &mut catalogue].into_iter().for_each(|settings| multiply(settings, number(events)));
    let hands = Hands::new(number(threads) as usize);

    let start = Instant::now();
    let plan = Plan::new(&city, &catalogue, number(people) as u64, Seed(experiment.seed)).expect("a city of this size");
    let drawn = Arc::new(build_city(plan, &hands));
    let rules = Rules::new(&city, &drawn, &arm.regime);
    let mut world = World::new(drawn, vec![(0, rules)], hands);
    let built = start.elapsed();

    // On the first day memory is touched for the first time, which is the system's work and comes once.
    world.live(0);
    let before = cpu_seconds();
    let mut clock = Clock::default();
    let (mut each, mut acts) = (Vec::new(), 0);
    for day in 1..=number(days) as u16 {
        let start = Instant::now();
        let record = if rest.is_empty() { world.live(day) } else { world.live_clocked(day, &mut clock) };
        each.push(start.elapsed().as_secs_f64());
        acts += ACTS.iter().map(|measure| record.get(groups::ALL, *measure)).sum::<i64>();
    }
    let spent = cpu_seconds() - before;
    let peak = peak_memory();
    let [triad, draw] = ceilings();
    let person_days = number(people) * number(days);
    let stage = |(name, time): &(&str, Duration)| format!("[\"{name}\", {}]", time.as_nanos() as f64 / person_days);
    let stages: Vec<String> = clock.spent().iter().map(stage).collect();
    let days_text: Vec<String> = each.iter().map(f64::to_string).collect();
    println!(
        "{{\"synthetic\": \"synthetic people only; not evidence about any real population\", \"version\": \"{}\", \
         \"regime_hash\": \"{}\", \"seed\": {}, \
         \"people\": {people}, \"days\": {days}, \"threads\": {threads}, \"events\": {events}, \"build_seconds\": {}, \
         \"cpu_seconds\": {}, \"peak_memory_bytes\": {}, \"digest\": \"{}\", \"triad_bytes_per_second\": {triad}, \
         \"draw_ns\": {draw}, \"acts\": {acts}, \"day_seconds\": [{}], \"stages_ns\": [{}]}}",
        env!("CARGO_PKG_VERSION"),
        scenario::Experiment::regime_hash(arm),
        experiment.seed,
        built.as_secs_f64(),
        spent,
        peak,
        world.digest(),
        days_text.join(", "),
        stages.join(", ")
    );
}

/// Multiplies everything that may happen so often a year.
fn multiply(settings: &mut Settings, times: f64) {
    let paths: Vec<String> =
        settings.values().map(|(path, _)| path.to_owned()).filter(|path| path.ends_with("per_year")).collect();
    for path in paths {
        let value = settings.real(&path) * times;
        settings.set(path, Value::Number(value));
    }
}

/// What the machine can do at most, on one thread: bytes a second of a[i] = b[i] + s·c[i] over arrays that no cache
/// holds, and nanoseconds for four words of chance drawn in a batch.
fn ceilings() -> [f64; 2] {
    const LENGTH: usize = 1 << 24;
    let (mut a, b, c) = (vec![0f64; LENGTH], vec![1f64; LENGTH], vec![2f64; LENGTH]);
    let triad = (0..5).map(|turn| {
        let start = Instant::now();
        a.iter_mut().zip(b.iter().zip(&c)).for_each(|(a, (b, c))| *a = b + f64::from(turn) * c);
        black_box(&mut a);
        (3 * 8 * LENGTH) as f64 / start.elapsed().as_secs_f64()
    });
    let triad = triad.fold(0.0, f64::max);
    let (about, mut words) = (About { who: 0, other: 0, day: 0, purpose: Purpose::OffenceCandidate }, [[0; 4]; 64]);
    let draws = (0..5).map(|_| {
        let start = Instant::now();
        (0..20_000).for_each(|first| Seed(1).fill(about, first, black_box(&mut words)));
        start.elapsed().as_secs_f64() * 1e9 / (20_000 * words.len()) as f64
    });
    [triad, draws.fold(f64::INFINITY, f64::min)]
}

/// Time that the processors have spent on this process, where the system tells (Linux), else 0.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = after_name.split(' ').skip(11).take(2).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}
