//! The fast day is held against the naive one, person by person.

use crate::naive::Naive;
use crate::serial::Serial;
use model::measures::Measure;
use model::parameters::Value;
use model::small_town::Town;

/// Lives both days side by side; returns how often each measure was counted.
fn agree(town: &Town, people: u32, days: u16) -> Vec<i64> {
    let city = town.build(people, 11);
    let mut fast = Serial::new(town, &city);
    let rules = fast.rules.clone();
    let mut naive = Naive::new(town, &city, &rules);
    let mut total = vec![0; Measure::COUNT];
    for day in 0..days {
        let record = fast.live(day);
        let counts = naive.live(day);
        naive.compare(&fast, &record, &counts);
        total.iter_mut().zip(&counts).for_each(|(sum, count)| *sum += count);
    }
    total
}

#[test]
fn a_naive_day_agrees_person_by_person() {
    let mut town = Town::with_every_office();
    town.number("points.criticism", -5.0);
    town.number("points.sharing", -5.0);
    town.in_city("speech.follower_share", 0.6);
    town.number("screening.accepts_false", 0.9);
    town.in_city("person.grudge_share", 0.4);
    let total = agree(&town, 2_000, 75);
    for measure in Measure::ALL {
        assert!(total[*measure as usize] > 0, "`{}` was never put to the test", measure.name());
    }
}

#[test]
fn a_naive_day_agrees_where_each_holder_acts_in_its_own_context() {
    let mut town = Town::with_every_office();
    town.flag("score.merged", false);
    town.number("points.parking", -25.0);
    town.number("channel.police.wrong_file", 0.2);
    town.regime.set("gate.bank.context", Value::Text("traffic".into()));
    let total = agree(&town, 1_500, 65);
    assert!(total[Measure::RefusalsErroneous as usize] > 0);
}

#[test]
fn a_naive_day_agrees_where_there_is_no_score() {
    let mut town = Town::with_every_office();
    town.flag("score.enabled", false);
    agree(&town, 1_500, 40);
}

/// Everything that the busy town leaves at its default: late accounts, caps, hysteresis, motives, shallow appeals.
#[test]
fn a_naive_day_agrees_under_other_rules() {
    let mut town = Town::with_every_office();
    town.flag("appeal.suspensive", false);
    town.flag("authority.corrected", true);
    town.regime.set("speech.punishment", Value::Text("proportional".into()));
    town.city.set("response.minds", Value::Text("different".into()));
    for (path, value) in [
        ("response.imitation", 0.7),
        ("response.dormitory_peers", 4.0),
        ("response.strangers", 9.0),
        ("response.circle_acts", 3.0),
        ("conduct.context_spread", 0.4),
        ("speech.reads", 3.0),
        ("speech.remembered_days", 9.0),
    ] {
        town.in_city(path, value);
    }
    town.regime.set("appeal.depth", Value::Text("points".into()));
    town.regime.set("selection.by", Value::Text("threshold".into()));
    town.regime.set("selection.consequence", Value::Text("refusal".into()));
    town.flag("selection.averaging", false);
    town.flag("list.settles", false);
    town.regime.set("confirmation.unseen", Value::Text("dropped".into()));
    for (path, value) in [
        ("score.account_from_age", 14.0),
        ("score.hysteresis", 4.0),
        ("score.exempt_share", 0.15),
        ("score.gain_cap_per_month", 12.0),
        ("score.expiry_days", 25.0),
        ("score.hold_up_days", 2.0),
        ("score.hold_down_days", 0.0),
        ("informer.reward_push", 0.2),
        ("informer.fear_push", 0.5),
        ("informer.penalty_pull", 0.05),
        ("channel.cameras.effect_migrant", 1.7),
        ("face.outranks", 0.6),
        ("authority.attention", 1.0),
        ("authority.memory", 0.7),
        ("authority.discovered_weight", 0.8),
        ("selection.threshold", 1.5),
        ("score.loss_cap_per_month", 25.0),
        ("face.other_group", 0.2),
        ("face.probe.group-b", 4.0),
        ("alarm.true_times.group-b", 1.5),
        ("alarm.false_times.group-b", 2.5),
        ("selective.residence.migrant.observation", 1.4),
        ("selective.residence.migrant.reviewers", 0.6),
        ("selective.appearance.group-b.informers", 1.8),
        ("selective.appearance.group-b.gates", 0.7),
        ("selective.district.north.observation", 1.2),
        ("inject.day", 9.0),
        ("inject.share", 0.05),
    ] {
        town.number(path, value);
    }
    town.regime.set("inject.behaviour", Value::Text("debt".into()));
    agree(&town, 1_500, 65);
}

/// Neighbouring blocks of one district.
#[test]
fn a_naive_day_agrees_across_blocks() {
    let mut town = Town::with_every_office();
    town.regime.set("appeal.depth", Value::Text("nothing".into()));
    agree(&town, 9_000, 4);
}
