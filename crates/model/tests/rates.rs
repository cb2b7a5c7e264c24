//! What happens as often as it should: thinning, bounds, the compound sum of a score, the queue before reviewers.

use crate::serial::Serial;
use model::chance::{About, Purpose};
use model::fixed::{self, Probability};
use model::measures::Measure;
use model::mechanisms::authority::{self, Records, Rules};
use model::parameters::{GATES, Value};
use model::small_town::Town;
use model::state::Truth;
use model::{City, Seed};

/// One behaviour, no feedback of any kind, no error, one register.
fn plain(per_year: f64) -> Town {
    let mut town = Town::busy();
    for behaviour in town.catalogue.names("behaviour").to_vec() {
        town.catalogue.set(format!("behaviour.{behaviour}.per_year"), Value::Number(0.0));
        town.catalogue.set(format!("behaviour.{behaviour}.deterrence"), Value::Number(0.0));
    }
    town.catalogue.set("behaviour.debt.role", Value::Text("offence".into()));
    town.catalogue.set("behaviour.payment.role", Value::Text("good deed".into()));
    town.catalogue.set("behaviour.parking.per_year", Value::Number(per_year));
    for gate in GATES {
        town.in_city(&format!("application.{gate}.per_year"), 0.0);
    }
    for channel in town.regime.names("channel").to_vec() {
        town.number(&format!("channel.{channel}.false_alarms_per_year"), 0.0);
        town.number(&format!("channel.{channel}.wrong_file"), 0.0);
    }
    for path in ["conduct.push_arrears", "conduct.push_illegitimacy", "conduct.avoidance"] {
        town.in_city(path, 0.0);
    }
    for path in ["informer.duty", "informer.grudge_push", "informer.malicious_tips_per_year", "camera.reach"] {
        town.number(path, 0.0);
    }
    for path in ["score.kin_share", "score.expiry_days", "score.sold_points", "rating.weight"] {
        town.number(path, 0.0);
    }
    town.flag("appeal.enabled", false);
    town.flag("rating.enabled", false);
    town.number("score.minimum", -100_000.0);
    town.number("score.maximum", 100_000.0);
    town
}

/// p = 1 − e^(−λ) of a person and day.
fn chance(city: &City, per_year: f64, propensity: u8) -> f64 {
    let level = f64::from(city.traits.propensity[usize::from(propensity)]) / 65_536.0;
    1.0 - (-per_year / 365.0 * level).exp()
}

#[test]
fn thinning_gives_every_propensity_its_own_rate() {
    let (per_year, days) = (60.0, 200);
    let town = plain(per_year);
    let city = town.build(4_000, 8);
    let mut world = Serial::new(&town, &city);
    let (mut done, mut expected) = ([0.0; 64], [0.0; 64]);
    for day in 0..days {
        world.live(day);
        for (place, block) in city.places.iter().zip(&world.blocks) {
            for act in &block.today.acts {
                assert!(place.age(usize::from(act.slot)) >= 14);
                done[usize::from(place.propensity(usize::from(act.slot)))] += 1.0;
            }
        }
    }
    for (place, _, slot) in world.everybody().filter(|(place, _, slot)| place.age(*slot) >= 14) {
        expected[usize::from(place.propensity(slot))] +=
            f64::from(days) * chance(&city, per_year, place.propensity(slot));
    }
    // Binomial with a chance that is not small: variance a little under the mean, so this is conservative.
    let chi2: f64 = done.iter().zip(&expected).map(|(n, e): (&f64, &f64)| (n - e) * (n - e) / e).sum();
    assert!(chi2 < 64.0 + 4.0 * (2.0 * 64.0f64).sqrt(), "chi² {chi2} of 64 cells");
    let (n, e): (f64, f64) = (done.iter().sum(), expected.iter().sum());
    assert!((n - e).abs() < 4.0 * e.sqrt(), "{n} acts, {e} expected");
}

/// How far one seed lies from the intended number of acts, in standard deviations: offences go by propensity, good deeds
/// do not. Acts of a person and day are independent, so the variance is exact.
fn departures(seed: u64) -> [f64; 2] {
    let (per_year, days) = (60.0, 60);
    let mut town = plain(per_year);
    town.catalogue.set("behaviour.help.per_year", Value::Number(per_year));
    town.in_city("conduct.hoarding", 0.0);
    let city = town.build(1_000, seed);
    let mut world = Serial::new(&town, &city);
    let mut done = [0.0; 2];
    for day in 0..days {
        let record = world.live(day);
        done[0] += record.get(0, Measure::Offences) as f64;
        done[1] += record.get(0, Measure::GoodDeeds) as f64;
    }
    let (mut expected, mut variance) = ([0.0; 2], [0.0; 2]);
    for (place, _, slot) in world.everybody().filter(|(place, _, slot)| place.age(*slot) >= 14) {
        let chances = [chance(&city, per_year, place.propensity(slot)), 1.0 - (-per_year / 365.0f64).exp()];
        for (stream, chance) in chances.into_iter().enumerate() {
            expected[stream] += f64::from(days) * chance;
            variance[stream] += f64::from(days) * chance * (1.0 - chance);
        }
    }
    std::array::from_fn(|stream| (done[stream] - expected[stream]) / f64::sqrt(variance[stream]))
}

/// χ² over seeds: neither too far from the intended rate nor too near to it to be drawn.
#[test]
fn thinning_gives_exactly_the_intended_rate_under_many_seeds() {
    let seeds = 80;
    let found: Vec<[f64; 2]> = (0..seeds).map(departures).collect();
    for stream in [0, 1] {
        let n = seeds as f64;
        let chi2: f64 = found.iter().map(|departures| departures[stream] * departures[stream]).sum();
        assert!((chi2 - n).abs() < 4.0 * (2.0 * n).sqrt(), "stream {stream}: chi² {chi2} of {n} seeds");
        let mean = found.iter().map(|departures| departures[stream]).sum::<f64>() / n;
        assert!(mean.abs() < 4.0 / n.sqrt(), "stream {stream}: {mean} standard deviations off on average");
    }
}

#[test]
fn candidates_are_as_many_as_the_bound() {
    let town = Town::busy();
    let city = town.build(3_000, 8);
    let mut world = Serial::new(&town, &city);
    let names = town.catalogue.names("behaviour");
    let offence = |name: &str| ["parking", "fare", "debt", "litter", "toilet"].contains(&name);
    let rate = |name: &String| {
        let at = |key: &str| town.catalogue.real(&format!("behaviour.{name}.{key}"));
        at("per_year") * if ["criticism", "sharing"].contains(&name.as_str()) { 1.0 } else { at("ceiling") }
    };
    let offences: f64 = names.iter().filter(|name| offence(name)).map(rate).sum();
    let gates: f64 = GATES.iter().map(|gate| town.city.real(&format!("application.{gate}.per_year"))).sum();
    let streams = ["false_alarms", "malicious_tips", "encounters", "tie_checks"];
    let streams: f64 = streams.iter().map(|s| town.city.real(&format!("ceiling.{s}_per_year"))).sum();
    let others: f64 = names.iter().filter(|name| !offence(name)).map(rate).sum::<f64>() + gates + streams;
    let days = 100;
    let mut drawn = 0;
    for day in 0..days {
        world.live(day);
        drawn += world.blocks.iter().map(|block| block.today.candidates).sum::<u32>();
    }
    let share = |raw: model::fixed::Probability| raw.raw() as f64 / 4_294_967_296.0;
    let bound = |place: &model::population::Place| {
        let prone: f64 = (0..place.len())
            .map(|slot| f64::from(city.traits.propensity[usize::from(place.propensity(slot))]) / 65_536.0)
            .sum();
        let (on_grid_a, on_grid_b) = (share(place.bound().offences_share), share(place.bound().others_share));
        (offences * prone / on_grid_a + others * place.len() as f64 / on_grid_b) / 365.0
    };
    let expected: f64 = f64::from(days) * city.places.iter().map(bound).sum::<f64>();
    assert!((drawn as f64 - expected).abs() < 4.0 * expected.sqrt(), "{drawn} drawn, {expected} expected");
}

/// Without feedback, clip, caps and drift the score is S₀ + points · Σ_t p·q·(1−d)^(own days of the month since t).
#[test]
fn a_score_without_feedback_is_a_compound_sum() {
    let (per_year, days, decay) = (30.0, 150u16, 0.1);
    let mut town = plain(per_year);
    town.number("score.decay_per_month", decay);
    let city = town.build(3_000, 8);
    let mut world = Serial::new(&town, &city);
    (0..days).for_each(|day| drop(world.live(day)));
    let seen = town.regime.real("channel.police.coverage") * town.regime.real("channel.police.sensitivity");
    let (mut sum, mut expected, mut variance) = (0.0, 0.0, 0.0);
    for (place, block, slot) in world.everybody() {
        sum += f64::from(block.people.accounts[slot].score - 100_000) / 100.0;
        if place.age(slot) < 14 {
            continue;
        }
        let marked = chance(&city, per_year, place.propensity(slot)) * seen;
        let mut left = 1.0f64;
        for day in (0..days).rev() {
            if (place.person(slot) + u32::from(day)).is_multiple_of(30) {
                left *= 1.0 - decay;
            }
            expected -= 10.0 * marked * left;
            variance += 100.0 * marked * (1.0 - marked) * left * left;
        }
    }
    assert!((sum - expected).abs() < 4.0 * f64::sqrt(variance), "{sum} points, {expected} expected");
    assert!(world.everybody().all(|(_, block, slot)| {
        let ledgers = block.people.ledgers(slot);
        ledgers.iter().enumerate().all(|(cause, points)| cause == Truth::Own as usize || *points == 0)
    }));
}

/// Mean number in system of the chain X ← X + A − Binomial(min(X + A, c), μ), A binomial, taken in the evening.
fn mean_waiting(people: u32, arrives: f64, reviewers: usize, finish: f64) -> f64 {
    const MOST: usize = 150;
    let mut arrivals = vec![(1.0 - arrives).powi(people as i32)];
    for k in 0..40 {
        let odds = arrives / (1.0 - arrives) * f64::from(people - k) / f64::from(k + 1);
        arrivals.push(arrivals[k as usize] * odds);
    }
    let binomial = |n: usize, k: usize| {
        let choose = (0..k).fold(1.0, |c, i| c * (n - i) as f64 / (i + 1) as f64);
        choose * finish.powi(k as i32) * (1.0 - finish).powi((n - k) as i32)
    };
    let served: Vec<Vec<f64>> = (0..=reviewers).map(|n| (0..=n).map(|k| binomial(n, k)).collect()).collect();
    let mut state = vec![0.0; MOST];
    state[0] = 1.0;
    for _ in 0..3_000 {
        let mut next = vec![0.0; MOST];
        for (x, mass) in state.iter().enumerate().filter(|(_, mass)| **mass > 1e-15) {
            for (a, p) in arrivals.iter().enumerate() {
                let there = (x + a).min(MOST - 1);
                for (done, q) in served[there.min(reviewers)].iter().enumerate() {
                    next[there - done] += mass * p * q;
                }
            }
        }
        state = next;
    }
    state.iter().enumerate().map(|(x, mass)| x as f64 * mass).sum()
}

/// The appeal queue is Geo/Geo/c: alarms at a constant rate, everybody objects, c reviewers, chance μ a day.
#[test]
fn appeals_wait_as_long_as_the_exact_chain_says() {
    let (people, reviewers, finish, rate) = (400, 5, 0.5, 1.825);
    let mut town = plain(0.0);
    town.flag("appeal.enabled", true);
    town.flag("appeal.suspensive", false);
    town.in_city("ceiling.false_alarms_per_year", rate);
    town.number("channel.police.false_alarms_per_year", rate);
    for key in ["notice", "uptake_wrong"] {
        town.number(&format!("appeal.{key}"), 1.0);
    }
    town.number("appeal.finish_per_day", finish);
    town.number("appeal.reviewers", f64::from(reviewers) * 1e6 / f64::from(people));
    let city = town.build(people, 6);
    let mut world = Serial::new(&town, &city);
    let (mut waiting, mut filed) = (0, 0);
    let days = 6_000;
    for day in 0..days {
        let record = world.live(day);
        filed += record.get(0, Measure::AppealsFiled);
        waiting += record.get(0, Measure::AppealsWaiting);
    }
    let arrives = 1.0 - (-rate / 365.0f64).exp();
    let expected = f64::from(people) * arrives * f64::from(days);
    assert!((filed as f64 - expected).abs() < 4.0 * expected.sqrt(), "{filed} filed, {expected} expected");
    let exact = mean_waiting(people, arrives, reviewers as usize, finish);
    let mean = waiting as f64 / f64::from(days);
    assert!((mean / exact - 1.0).abs() < 0.08, "{mean} wait on an evening, {exact} in the exact chain");
}

/// The urn of Ensign et al.: it begins with a ball for each of two districts; each draw visits one of them in proportion
/// to what the authority keeps of its records, and finds two incidents in the first or one in the second; as many come in
/// by themselves. Returns the first one's share, mean of the urns, after 10,000 draws and after 20,000.
fn urn(discovered_weight: f64, corrected: bool) -> [f64; 2] {
    let rules = Rules {
        weight: Probability::CERTAIN,
        ceiling: u32::MAX,
        memory: Probability::CERTAIN,
        discovered_weight: fixed::probability(discovered_weight),
        corrected,
    };
    let mut shares = [0.0; 2];
    let urns = 50;
    for urn in 0..urns {
        let mut kept = [1u64 << 16; 2];
        for draw in 0..20_000 {
            let attention = authority::attention(&rules, &kept, &[1, 1]);
            let word = Seed(11).draw(About { who: urn, other: 0, day: 0, purpose: Purpose::Observation }, draw)[0];
            let share = Probability::ratio(attention[0].into(), u64::from(attention[0]) + u64::from(attention[1]));
            let visited = usize::from(!share.hit(word));
            for (district, incidents) in [2, 1].into_iter().enumerate() {
                let discovered = if district == visited { incidents } else { 0 };
                let records = Records { discovered, reported: incidents, kept: kept[district] };
                kept[district] = authority::remembered(&rules, records, attention[district]);
            }
            if [9_999, 19_999].contains(&draw) {
                shares[usize::from(draw > 10_000)] += kept[0] as f64 / (kept[0] + kept[1]) as f64 / f64::from(urns);
            }
        }
    }
    shares
}

#[test]
fn attention_runs_away_as_in_the_urn_unless_it_is_corrected() {
    let near = |share: f64, published: f64| assert!((share - published).abs() < 0.01, "{share}, {published} published");
    near(urn(1.0, true)[1], 2.0 / 3.0);
    // Weights of discovered against reported incidents: the fixed points are √3 − 1 and (0.6 + √1.08) ÷ 1.8.
    near(urn(0.5, false)[1], 0.732);
    near(urn(0.9, false)[1], 0.911);
    let [half, end] = urn(1.0, false);
    assert!(half < end && end > 0.95, "{half}, then {end}");
}

#[test]
fn a_search_names_right_and_wrong_people_as_often_as_its_closed_form() {
    let mut town = plain(100.0);
    town.number("camera.reach", 1.0);
    for key in ["coverage", "sensitivity"] {
        town.number(&format!("channel.police.{key}"), 0.0);
    }
    town.number("face.outranks", 0.5);
    let city = town.build(3_000, 8);
    let mut world = Serial::new(&town, &city);
    let mut searches = 0.0;
    let mut named = [0.0; 2];
    for day in 0..80 {
        let record = world.live(day);
        searches += world.blocks.iter().map(|block| block.today.sightings.len()).sum::<usize>() as f64;
        named[0] += record.get(0, Measure::MarksOwn) as f64;
        named[1] += record.get(0, Measure::MarksWrongPerson) as f64;
    }
    let search = world.rules.attribution.search(0);
    for (named, chance) in named.iter().zip([search.named_right, search.named_wrong]) {
        let chance = chance.raw() as f64 / 4_294_967_296.0;
        let error = (searches * chance * (1.0 - chance)).sqrt();
        assert!((named - searches * chance).abs() < 4.0 * error, "{named} of {searches}, {chance} expected");
    }
    assert!(named[1] > 500.0);
}

#[test]
fn ten_times_the_gallery_is_ten_times_the_false_alarms() {
    let fpir = |faces: f64| {
        let search = fixed::face_search(&[(faces, 1.0 / 60_000_000.0)], 0.89, 1.0);
        search.fpir.raw() as f64 / 4_294_967_296.0
    };
    assert!((fpir(1_000.0) * 60_000.0 - 1.0).abs() < 1e-3);
    assert!((fpir(10_000.0) * 6_000.0 - 1.0).abs() < 1e-3);
}
