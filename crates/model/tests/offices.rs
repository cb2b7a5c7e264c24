//! What offices do with people: lists, selections and what a check finds, against closed forms.

use crate::serial::Serial;
use model::Rules;
use model::measures::Measure;
use model::mechanisms::inspection::{self, Averaging, FORTNIGHTS};
use model::parameters::Value;
use model::small_town::Town;
use model::state::{AS_BOOKED, Truth, stands};

/// Everybody of age has a case, and half of them are drawn by lot.
fn audit() -> Town {
    let mut town = Town::with_every_office();
    town.in_city("selection.claims_share", 1.0);
    town.in_city("selection.true_error.rate", 0.2);
    town.in_city("selection.true_error.times_female", 0.75);
    town.in_city("selection.true_error.times_migrant", 1.5);
    town.in_city("selection.true_error.times_low_income", 1.25);
    town.number("selection.first_day", 0.0);
    town.number("selection.every_days", 1.0);
    town.number("selection.random_share", 0.5);
    town
}

/// Adds up a measure over some days, for one group of the tables.
fn total(world: &mut Serial, days: u16, kind: &str, name: &str, measures: &[Measure]) -> Vec<i64> {
    let group = world.city.groups.list.iter().position(|group| group.kind == kind && group.name == name);
    let group = group.expect("a row of the tables") as u16;
    let mut sums = vec![0; measures.len()];
    for day in 0..days {
        let record = world.live(day);
        sums.iter_mut().zip(measures).for_each(|(sum, measure)| *sum += record.get(group, *measure));
    }
    sums
}

#[test]
fn the_random_arm_finds_the_citys_own_error_rate_in_every_group() {
    let town = audit();
    let city = town.build(4_000, 5);
    let rules = Rules::new(&town.city, &city, &town.regime);
    let errors = rules.inspection.true_errors;
    for (kind, name, belongs) in [
        ("sex", "female", (|sex, _, _| sex == 1) as fn(usize, usize, usize) -> bool),
        ("residence", "migrant", |_, residence, _| residence == 1),
        ("income", "lowest", |_, _, income| income == 0),
        ("income", "highest", |_, _, income| income == 4),
    ] {
        let mut world = Serial::new(&town, &city);
        let mut mean = (0.0, 0.0);
        for (place, _, slot) in world.everybody() {
            let (sex, residence, income) = (place.sex(slot), place.residence(slot), place.income(slot));
            if place.age(slot) >= 18 && belongs(sex, residence, income) {
                let chance = inspection::chance_of_error(&errors, sex == 1, residence == 1, income <= 1);
                mean = (mean.0 + chance.raw() as f64 / 4_294_967_296.0, mean.1 + 1.0);
            }
        }
        let counts = total(&mut world, 12, kind, name, &[Measure::SelectionDrawn, Measure::SelectionDrawnTrue]);
        let (drawn, found, rate) = (counts[0] as f64, counts[1] as f64, mean.0 / mean.1);
        let sigma = (drawn * rate * (1.0 - rate)).sqrt();
        assert!((found - drawn * rate).abs() < 4.0 * sigma, "{name}: {found} of {drawn}, {rate} expected");
        let (cases, half) = (12.0 * mean.1, 6.0 * mean.1);
        assert!((drawn - half).abs() < 4.0 * (cases * 0.25f64).sqrt(), "{name}: {drawn} drawn of {cases}");
    }
}

#[test]
fn the_top_share_is_cut_exactly_and_nobody_lower_comes_before_somebody_higher() {
    let mut town = audit();
    town.number("selection.random_share", 0.0);
    town.number("selection.top_share", 0.137);
    let city = town.build(9_000, 5);
    let mut world = Serial::new(&town, &city);
    for day in 0..3 {
        let record = world.live(day);
        let cases = record.get(0, Measure::SelectionCases);
        assert_eq!(record.get(0, Measure::SelectionFlags), cases * 137 / 1_000);
        let (mut lowest_in, mut highest_out) = (i32::MAX, i32::MIN);
        for block in &world.blocks {
            for ranked in &block.today.ranked {
                let sum = ranked.sums[AS_BOOKED];
                match block.today.selected.iter().any(|selected| selected.slot == ranked.slot) {
                    true => lowest_in = lowest_in.min(sum),
                    false => highest_out = highest_out.max(sum),
                }
            }
        }
        assert!(lowest_in >= highest_out && lowest_in < i32::MAX);
    }
}

#[test]
fn averaging_raises_the_published_debt_against_an_honest_worker() {
    for (free, taper) in [(15_000, 50), (30_000, 40), (0, 100), (12_345, 37)] {
        for wage in [20_000, 99_999, 150_000] {
            for worked in 0..=FORTNIGHTS {
                let mut pay = [0; FORTNIGHTS];
                pay[..worked].fill(wage);
                let debt = inspection::averaged_debt(&pay, Averaging { free, taper });
                // taper·(26−k)·max(0, kw/26 − free), in hundredths, times 2,600 to stay whole.
                let k = worked as i64;
                let exact = taper * (26 - k) * (k * wage - 26 * free).max(0);
                assert!((debt * 2_600 - exact).abs() * 2 <= 2_600, "k {k}, wage {wage}: {debt}");
            }
        }
    }
    let half = |fortnight: usize| if fortnight < 13 { 100_000 } else { 0 };
    let debt = inspection::averaged_debt(&std::array::from_fn(half), Averaging { free: 15_000, taper: 50 });
    assert_eq!(debt, 13 * (50_000 - 15_000) / 2);
    let steady = inspection::averaged_debt(&[100_000; FORTNIGHTS], Averaging { free: 15_000, taper: 50 });
    assert_eq!(steady, 0, "who worked all year drew no benefit");
}

#[test]
fn a_flag_makes_the_reviewer_see_errors_that_are_none() {
    let rules = |bias: f64| {
        let mut town = audit();
        town.number("selection.accepts_false", 0.2);
        town.number("selection.automation_bias", bias);
        let city = town.build(1_000, 3);
        Rules::new(&town.city, &city, &town.regime).inspection
    };
    let found = |rules: &inspection::Rules, flagged| {
        (0..10_000u32).filter(|i| inspection::finds(rules, false, flagged, i * 429_496)).count()
    };
    assert!(found(&rules(0.0), true).abs_diff(2_000) < 3 && found(&rules(0.5), false).abs_diff(2_000) < 3);
    assert!(found(&rules(0.5), true).abs_diff(6_000) < 3);
}

/// One register of debts, no score, no error but wrong files.
fn court() -> Town {
    let mut town = Town::busy();
    for flag in ["score.enabled", "appeal.enabled", "rating.enabled"] {
        town.flag(flag, false);
    }
    town.in_city("life.arrears_employed", 0.3);
    town.in_city("life.arrears_cleared", 0.9);
    town.number("score.expiry_days", 0.0);
    town
}

#[test]
fn a_list_refuses_without_any_score_and_a_payment_takes_off_it() {
    let lived = |settles: bool| {
        let mut town = court();
        town.flag("list.settles", settles);
        let city = town.build(3_000, 7);
        let mut world = Serial::new(&town, &city);
        let (mut refused, mut record) = (0, None);
        for day in 0..150 {
            let today = world.live(day);
            refused += today.get(0, Measure::RefusalsListed);
            assert_eq!(today.get(0, Measure::Refusals), today.get(0, Measure::RefusalsListed));
            assert_eq!(today.get(0, Measure::RefusalsListed), today.get(0, Measure::RefusedJourneys));
            record = Some(today);
        }
        let listed = record.expect("a day").get(0, Measure::Listed);
        let bits = world.everybody().filter(|(_, block, slot)| block.people.stands[*slot] & stands::LISTED != 0);
        assert_eq!(bits.count() as i64, listed);
        let wrongly = |block: &model::state::Block, slot: usize| {
            let mut own = block.marks.iter().filter(|mark| usize::from(mark.slot) == slot && mark.behaviour == 2);
            own.all(|mark| Truth::from_number(mark.truth).is_erroneous())
        };
        for (_, block, slot) in world.everybody() {
            let bits = block.people.stands[slot];
            if bits & stands::LISTED != 0 && wrongly(block, slot) {
                assert!(bits & stands::ERRONEOUSLY != 0, "nothing but errors keeps somebody on the list");
            }
        }
        (refused, listed)
    };
    let (with, without) = (lived(true), lived(false));
    assert!(with.0 > 0 && with.0 < without.0 && with.1 < without.1, "{with:?} {without:?}");
}

#[test]
fn to_weigh_nothing_selects_nobody_above_a_threshold() {
    let mut town = audit();
    for input in town.regime.names("input").to_vec() {
        town.number(&format!("input.{input}.weight"), 0.0);
    }
    town.number("selection.random_share", 0.0);
    town.number("selection.threshold", 0.01);
    town.regime.set("selection.by", Value::Text("threshold".into()));
    let city = town.build(1_500, 5);
    let flags = |town: &Town| total(&mut Serial::new(town, &city), 2, "all", "all", &[Measure::SelectionFlags])[0];
    assert_eq!(flags(&town), 0);
    town.number("selection.threshold", 0.0);
    assert!(flags(&town) > 0);
}

/// False alarms of the control room alone, at the city's whole bound.
fn alarmed(per_year: f64) -> Town {
    let mut town = Town::busy();
    town.regime.set("alarm.behaviours", Value::Texts(vec!["litter".into()]));
    town.catalogue.set("behaviour.litter.per_year", Value::Number(0.0));
    for channel in town.regime.names("channel").to_vec() {
        town.number(&format!("channel.{channel}.false_alarms_per_year"), 0.0);
    }
    town.number("authority.attention", 0.0);
    town.in_city("ceiling.false_alarms_per_year", per_year);
    town.number("alarm.false_per_year", per_year);
    town
}

#[test]
fn operators_look_at_exactly_what_they_can_and_confirm_as_often_as_they_err() {
    let (per_year, people, days) = (40.0, 3_000, 60);
    let mut town = alarmed(per_year);
    town.number("alarm.confirms_false", 0.25);
    town.number("alarm.handled_per_day", 100.5 * 1e6 / f64::from(people));
    let city = town.build(people, 9);
    let counts = total(
        &mut Serial::new(&town, &city),
        days,
        "all",
        "all",
        &[Measure::Alarms, Measure::AlarmsFalse, Measure::AlarmsHandled, Measure::AlarmsConfirmed],
    );
    let expected = f64::from(people) * f64::from(days) * (1.0 - (-per_year / 365.0f64).exp());
    assert!((counts[0] as f64 - expected).abs() < 4.0 * expected.sqrt(), "{} alarms, {expected} expected", counts[0]);
    assert_eq!(counts[0], counts[1]);
    assert_eq!(counts[2], 6_030, "⌊60 · 100.5⌋ alarms can be looked at, and more came");
    let error = (6_030.0f64 * 0.25 * 0.75).sqrt();
    assert!((counts[3] as f64 - 6_030.0 * 0.25).abs() < 4.0 * error, "{} confirmed", counts[3]);
}

#[test]
fn alarms_fall_on_a_group_as_often_as_its_multiple_says() {
    let mut town = alarmed(40.0);
    town.number("alarm.false_per_year", 10.0);
    town.number("alarm.false_times.group-b", 3.0);
    let city = town.build(4_000, 9);
    let of = |name: &str| {
        total(&mut Serial::new(&town, &city), 60, "appearance", name, &[Measure::AlarmsFalse, Measure::People])
    };
    let (a, b) = (of("group-a"), of("group-b"));
    let rate = |counts: &[i64]| counts[0] as f64 / counts[1] as f64;
    let error = rate(&b) / rate(&a) * (1.0 / a[0] as f64 + 1.0 / b[0] as f64).sqrt();
    assert!((rate(&b) / rate(&a) - 3.0).abs() < 4.0 * error, "{} ± {error}", rate(&b) / rate(&a));
}

#[test]
fn a_human_who_catches_every_wrong_match_leaves_none_and_an_absent_one_leaves_all() {
    let mut town = Town::with_every_office();
    town.regime.set("alarm.behaviours", Value::Texts(Vec::new()));
    for channel in ["police", "civic", "patrols", "platform", "informers"] {
        town.number(&format!("channel.{channel}.wrong_file"), 0.0);
        town.number(&format!("channel.{channel}.false_alarms_per_year"), 0.0);
    }
    town.number("confirmation.catches", 1.0);
    town.number("confirmation.drops_right", 0.0);
    let city = town.build(2_000, 4);
    let measures = [
        Measure::MarksWrongPerson,
        Measure::MarksCamera,
        Measure::Matches,
        Measure::MatchesSeen,
        Measure::MatchesDropped,
    ];
    let mut lived = |per_day: f64, unseen: &str| {
        town.number("confirmation.per_day", per_day);
        town.regime.set("confirmation.unseen", Value::Text(unseen.into()));
        total(&mut Serial::new(&town, &city), 30, "all", "all", &measures)
    };
    let [wrong, cameras, matches, seen, dropped] = lived(1e9, "counts")[..] else { panic!("five measures") };
    assert!(wrong == 0 && cameras > 0 && seen == matches && dropped > 0);
    let [wrong, _, matches, seen, dropped] = lived(0.0, "counts")[..] else { panic!("five measures") };
    assert!(wrong > 0 && matches > 0 && seen == 0 && dropped == 0);
    let [_, cameras, matches, _, dropped] = lived(0.0, "dropped")[..] else { panic!("five measures") };
    assert!(cameras == 0 && matches == dropped);
}

#[test]
fn false_candidates_of_a_probe_are_the_sum_over_the_groups_of_the_gallery() {
    let mut town = Town::busy();
    let (faces, rates, probes, across) = (1e6, [2e-7, 5e-7], [1.0, 3.0], 0.1);
    town.number("face.gallery", faces);
    town.number("face.other_group", across);
    for ((group, rate), probe) in ["group-a", "group-b"].iter().zip(rates).zip(probes) {
        town.number(&format!("face.fmr.{group}"), rate);
        town.number(&format!("face.probe.{group}"), probe);
    }
    let city = town.build(1_000, 3);
    let rules = Rules::new(&town.city, &city, &town.regime).attribution;
    for probe in [0, 1] {
        let people = [0.8 * faces, 0.2 * faces];
        let of =
            |group: usize| people[group] * rates[group] * probes[probe] * if group == probe { 1.0 } else { across };
        let lambda = of(0) + of(1);
        let search = rules.search(probe);
        assert!((search.false_candidates - lambda).abs() < 1e-9);
        let fpir = search.fpir.raw() as f64 / 4_294_967_296.0;
        assert!((fpir - (1.0 - (-lambda).exp())).abs() < 1e-9);
        let first =
            (0..100_000u32).filter(|i| model::mechanisms::attribution::group_of(&rules, probe, i * 42_949) == 0);
        assert!((first.count() as f64 / 1e5 - of(0) / lambda).abs() < 1e-3);
    }
}

#[test]
fn whom_nobody_looks_at_has_no_record_and_whom_nobody_hears_wins_no_appeal() {
    let mut town = Town::busy();
    town.number("selective.residence.migrant.observation", 0.0);
    town.number("selective.residence.local.reviewers", 0.0);
    for channel in town.regime.names("channel").to_vec() {
        town.number(&format!("channel.{channel}.false_alarms_per_year"), 0.0);
    }
    let city = town.build(2_000, 4);
    let of = |name: &str| {
        total(
            &mut Serial::new(&town, &city),
            40,
            "residence",
            name,
            &[Measure::MarksCamera, Measure::AppealsFiled, Measure::AppealsGranted],
        )
    };
    let mut world = Serial::new(&town, &city);
    (0..40).for_each(|day| drop(world.live(day)));
    for (place, block, slot) in world.everybody().filter(|(place, _, slot)| place.residence(*slot) == 1) {
        let own = block.marks.iter().filter(|mark| usize::from(mark.slot) == slot && mark.truth == Truth::Own as u8);
        let office = model::mechanisms::denunciation::OFFICE;
        assert!(own.clone().all(|mark| mark.channel == office), "person {}", place.person(slot));
    }
    let local = of("local");
    assert!(local[0] > 0 && local[1] > 0 && local[2] == 0, "{local:?}");
}

#[test]
fn a_wrong_amount_is_a_mark_of_its_own_and_leaves_the_score_without_errors_alone() {
    let mut town = Town::busy();
    town.flag("appeal.enabled", false);
    town.number("channel.police.amount_error", 1.0);
    town.number("channel.police.amount_factor", 10.0);
    town.number("score.minimum", -100_000.0);
    let city = town.build(1_500, 7);
    let mut world = Serial::new(&town, &city);
    (0..20).for_each(|day| drop(world.live(day)));
    let police = town.regime.names("channel").iter().position(|name| name == "police").expect("police") as u8;
    let mut surpluses = 0;
    for block in &world.blocks {
        for pair in block
            .marks
            .iter()
            .collect::<Vec<_>>()
            .windows(2)
            .filter(|pair| pair[0].channel == police && pair[0].points < 0)
        {
            if pair[0].truth != Truth::WrongAmount as u8 {
                assert_eq!((pair[1].truth, pair[1].slot), (Truth::WrongAmount as u8, pair[0].slot));
                assert_eq!(pair[1].points, 9 * pair[0].points);
                surpluses += 1;
            }
        }
        for (slot, account) in block.people.accounts.iter().enumerate() {
            let ledgers = block.people.ledgers(slot);
            assert_eq!(
                i64::from(account.score),
                100_000 + ledgers.iter().map(|points| i64::from(*points)).sum::<i64>()
            );
        }
    }
    assert!(surpluses > 100, "{surpluses}");
}

#[test]
fn every_sender_of_a_rejected_report_is_punished_where_that_is_certain() {
    let mut town = Town::busy();
    for (path, value) in [
        ("screening.accepts_true", 0.0),
        ("screening.accepts_false", 0.0),
        ("screening.per_day", 1e9),
        ("informer.penalised", 1.0),
        ("informer.penalty_points", 4.0),
    ] {
        town.number(path, value);
    }
    town.in_city("person.grudge_share", 0.5);
    let city = town.build(3_000, 7);
    let measures = [Measure::Reports, Measure::ReportsPunished, Measure::ReportsPunishedWrongly, Measure::MarksMalice];
    let counts = total(&mut Serial::new(&town, &city), 30, "all", "all", &measures);
    assert!(counts[0] > 0 && counts[0] == counts[1] && counts[3] == 0);
    assert!(0 < counts[2] && counts[2] < counts[1], "some told the truth, some did not: {counts:?}");
}

#[test]
fn work_that_waits_begins_on_its_day_and_a_surcharge_is_paid_as_the_file_says() {
    let mut town = Town::busy();
    for gate in ["job-plain", "job-skilled", "job-public"] {
        for (key, band) in [("delay_up_to", "green"), ("price_up_to", "green")] {
            town.regime.set(format!("gate.{gate}.{key}"), Value::Text(band.into()));
        }
        town.number(&format!("gate.{gate}.delay_days"), 20.0);
    }
    for gate in model::parameters::GATES {
        town.number(&format!("gate.{gate}.price_share"), 0.35);
    }
    town.in_city("life.job_loss_per_month", 0.0);
    let city = town.build(3_000, 7);
    let mut world = Serial::new(&town, &city);
    let employed: Vec<i64> = (0..40)
        .map(|day| {
            let record = world.live(day);
            assert_eq!(record.get(0, Measure::PricePaid), 35 * record.get(0, Measure::Surcharges));
            assert_eq!(record.get(0, Measure::DelayDays), 20 * record.get(0, Measure::Delays));
            record.get(0, Measure::Employed)
        })
        .collect();
    assert!(employed[..20].iter().all(|now| *now == employed[0]), "nobody begins before the day: {employed:?}");
    assert!(employed[39] > employed[0]);
}
