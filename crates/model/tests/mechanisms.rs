//! Each mechanism: off means nothing, certain means everything.

use crate::serial::Serial;
use model::Record;
use model::measures::Measure;
use model::parameters::{GATES, Value};
use model::small_town::Town;
use model::state::{AS_BOOKED, LEDGERS, Truth};

/// A town where everybody keeps still: no acts, no alarms, no tips, no meetings, no applications.
fn still() -> Town {
    let mut town = Town::busy();
    for behaviour in town.catalogue.names("behaviour").to_vec() {
        town.catalogue.set(format!("behaviour.{behaviour}.per_year"), Value::Number(0.0));
    }
    // Debts and payments follow from one's situation: here they are acts like others.
    town.catalogue.set("behaviour.debt.role", Value::Text("offence".into()));
    town.catalogue.set("behaviour.payment.role", Value::Text("good deed".into()));
    for gate in GATES {
        town.in_city(&format!("application.{gate}.per_year"), 0.0);
    }
    for stream in ["encounters", "tie_checks"] {
        town.in_city(&format!("ceiling.{stream}_per_year"), 0.0);
    }
    for channel in town.regime.names("channel").to_vec() {
        town.number(&format!("channel.{channel}.false_alarms_per_year"), 0.0);
    }
    town.number("informer.malicious_tips_per_year", 0.0);
    town.number("score.sold_points", 0.0);
    town
}

fn acts(town: &mut Town, behaviour: &str, per_year: f64) {
    town.catalogue.set(format!("behaviour.{behaviour}.per_year"), Value::Number(per_year));
}

/// What was counted for everybody over the days; `each` looks at every evening.
fn lived(town: &Town, people: u32, days: u16, mut each: impl FnMut(&Serial, &Record)) -> Vec<i64> {
    let city = town.build(people, 4);
    let mut world = Serial::new(town, &city);
    let mut total = vec![0; Measure::COUNT];
    for day in 0..days {
        let record = world.live(day);
        each(&world, &record);
        Measure::ALL.iter().for_each(|measure| total[*measure as usize] += record.get(0, *measure));
    }
    total
}

fn none_of(total: &[i64], measures: &[Measure]) {
    for measure in measures {
        assert_eq!(total[*measure as usize], 0, "{}", measure.name());
    }
}

const MARKS: [Measure; 6] = [
    Measure::MarksOwn,
    Measure::MarksSpeech,
    Measure::MarksWrongPerson,
    Measure::MarksNoAct,
    Measure::MarksMalice,
    Measure::MarksKin,
];

#[test]
fn nobody_is_marked_and_nobody_reports_when_nobody_acts() {
    let total = lived(&still(), 2_000, 90, |_, _| {});
    none_of(&total, &MARKS);
    none_of(&total, &[Measure::Offences, Measure::GoodDeeds, Measure::Reports, Measure::Fines, Measure::Sanctioned]);
    none_of(&total, &[Measure::AppealsFiled, Measure::Refusals, Measure::PointsLost, Measure::PointsGained]);
}

#[test]
fn nobody_is_marked_where_nothing_is_observed() {
    let mut town = Town::busy();
    town.number("camera.reach", 0.0);
    town.number("informer.share", 0.0);
    town.number("informer.duty", 0.0);
    town.number("informer.grudge_push", 0.0);
    town.number("informer.malicious_tips_per_year", 0.0);
    for channel in town.regime.names("channel").to_vec() {
        town.number(&format!("channel.{channel}.coverage"), 0.0);
        town.number(&format!("channel.{channel}.false_alarms_per_year"), 0.0);
    }
    let total = lived(&town, 2_000, 60, |_, _| {});
    none_of(&total, &MARKS);
    assert!(total[Measure::Offences as usize] > 0);
}

#[test]
fn every_offence_is_marked_once_by_a_register_that_sees_everything() {
    let mut town = still();
    acts(&mut town, "parking", 50.0);
    town.catalogue.set("behaviour.parking.deterrence", Value::Number(0.0));
    town.number("camera.reach", 0.0);
    town.number("informer.duty", 0.0);
    town.number("informer.grudge_push", 0.0);
    for key in ["coverage", "sensitivity"] {
        town.number(&format!("channel.police.{key}"), 1.0);
    }
    town.number("channel.police.wrong_file", 0.0);
    let total = lived(&town, 2_000, 40, |_, record| {
        assert_eq!(record.get(0, Measure::MarksOwn), record.get(0, Measure::Offences));
        assert_eq!(record.get(0, Measure::Fines), record.get(0, Measure::Offences));
    });
    assert!(total[Measure::Offences as usize] > 1_000);
    none_of(&total, &[Measure::MarksWrongPerson, Measure::MarksNoAct, Measure::FinesErroneous]);
}

#[test]
fn a_register_that_always_errs_marks_only_wrong_people() {
    let mut town = still();
    acts(&mut town, "parking", 20.0);
    town.number("camera.reach", 0.0);
    town.number("informer.duty", 0.0);
    town.number("informer.grudge_push", 0.0);
    town.number("channel.police.wrong_file", 1.0);
    let total = lived(&town, 2_000, 40, |_, _| {});
    none_of(&total, &[Measure::MarksOwn]);
    assert!(total[Measure::MarksWrongPerson as usize] > 500);
    assert_eq!(total[Measure::PointsLost as usize], total[Measure::PointsLostWrongly as usize]);
}

#[test]
fn every_witness_reports_where_duty_is_certain_and_none_where_it_is_nothing() {
    let mut town = still();
    acts(&mut town, "litter", 50.0);
    town.in_city("denunciation.sight", 1.0);
    town.number("informer.duty", 1.0);
    let keen = lived(&town, 1_500, 30, |_, _| {});
    // One of the household, one neighbour, one colleague, whoever of them is another person of 14 and more.
    assert!(keen[Measure::Reports as usize] > keen[Measure::Offences as usize]);
    assert!(keen[Measure::Reports as usize] <= 3 * keen[Measure::Offences as usize]);
    town.number("informer.duty", 0.0);
    town.number("informer.grudge_push", 0.0);
    none_of(&lived(&town, 1_500, 30, |_, _| {}), &[Measure::Reports]);
}

#[test]
fn an_office_without_readers_accepts_nothing() {
    let mut town = Town::busy();
    town.number("screening.per_day", 0.0);
    let total = lived(&town, 1_500, 40, |_, _| {});
    none_of(&total, &[Measure::ReportsAccepted, Measure::MarksMalice]);
    assert!(total[Measure::Reports as usize] > 0);
}

#[test]
fn a_fractional_capacity_reads_its_whole_share() {
    let mut town = Town::busy();
    town.number("informer.duty", 1.0);
    town.in_city("denunciation.sight", 1.0);
    for key in ["accepts_true", "accepts_false"] {
        town.number(&format!("screening.{key}"), 1.0);
    }
    // 0.7 reports a day for 2,000 people; far more are filed.
    town.number("screening.per_day", 350.0);
    let mut accepted = 0;
    lived(&town, 2_000, 50, |world, record| {
        accepted += record.get(0, Measure::ReportsAccepted);
        let days = i64::from(record.day) + 1;
        // Where too few wait on the first days, nothing is made up for later.
        assert!(accepted <= days * 7 / 10 && (days < 10 || accepted >= days * 7 / 10 - 2), "{days}: {accepted}");
        assert!(days < 10 || !world.blocks.iter().all(|block| block.reports.is_empty()));
    });
}

#[test]
fn nobody_rates_and_nobody_appeals_where_there_is_no_such_thing() {
    let mut town = Town::busy();
    town.flag("rating.enabled", false);
    town.flag("appeal.enabled", false);
    let total = lived(&town, 1_500, 40, |world, _| {
        assert!(world.everybody().all(|(_, block, slot)| block.people.stars[slot] == [0, 0]));
    });
    none_of(&total, &[Measure::Ratings, Measure::AppealsFiled, Measure::AppealsGranted, Measure::AppealsWaiting]);
}

#[test]
fn every_appeal_is_granted_at_once_where_all_is_certain() {
    let mut town = Town::busy();
    for key in ["uptake_wrong", "uptake_right", "finish_per_day", "grants_wrong", "grants_right"] {
        town.number(&format!("appeal.{key}"), 1.0);
    }
    town.number("appeal.automation_bias", 0.0);
    town.number("appeal.reviewers", 1e9);
    let total = lived(&town, 1_500, 40, |world, record| {
        assert_eq!(record.get(0, Measure::AppealsGranted), record.get(0, Measure::AppealsFiled));
        assert_eq!(record.get(0, Measure::AppealsWaiting), 0);
        for (_, block, slot) in world.everybody() {
            // Nothing is left of any mark that hurt, to the rounding of its own decay.
            let ledgers = block.people.ledgers(slot);
            assert!(
                ledgers[Truth::NoAct as usize].abs() <= 2 && ledgers[Truth::Speech as usize].abs() <= 2,
                "{ledgers:?}"
            );
        }
    });
    assert!(total[Measure::AppealsGranted as usize] > 100);
}

#[test]
fn a_suspended_mark_weighs_nothing_until_it_is_decided() {
    let mut town = still();
    acts(&mut town, "parking", 50.0);
    for key in ["uptake_wrong", "uptake_right"] {
        town.number(&format!("appeal.{key}"), 1.0);
    }
    town.number("appeal.reviewers", 0.0);
    town.number("score.kin_share", 0.0);
    town.number("informer.reward_points", 0.0);
    let total = lived(&town, 1_000, 25, |world, _| {
        assert!(world.everybody().all(|(_, block, slot)| block.people.accounts[slot].score == 100_000));
    });
    assert!(total[Measure::PointsLost as usize] > 0);
}

#[test]
fn nobody_is_looked_up_where_no_institution_looks() {
    let mut town = Town::busy();
    town.regime.set_names("gate", Vec::new());
    let total = lived(&town, 1_500, 60, |_, _| {});
    none_of(&total, &[Measure::LookUps, Measure::Refusals, Measure::Perks, Measure::Surcharges, Measure::Sanctioned]);
}

#[test]
fn everybody_with_merit_is_refused_by_who_refuses_every_band() {
    let mut town = Town::busy();
    for gate in GATES {
        town.in_city(&format!("application.{gate}.merit"), 1.0);
        town.regime.set(format!("gate.{gate}.refuse_up_to"), Value::Text("green".into()));
    }
    lived(&town, 1_500, 20, |_, record| {
        assert_eq!(record.get(0, Measure::Refusals), record.get(0, Measure::Applications));
        assert_eq!(record.get(0, Measure::Sanctioned), 1_500, "every band is refused from the first evening");
        assert_eq!(record.get(0, Measure::RefusalsErroneous), 0);
        // A child's school place goes by the record of another.
        assert_eq!(record.get(0, Measure::RefusalsRights), record.get(0, Measure::RefusedSchools));
    });
}

#[test]
fn nobody_is_silent_where_nothing_follows_a_word() {
    let mut town = Town::busy();
    for (path, value) in [("points.criticism", 0.0), ("points.sharing", 0.0), ("speech.deleted", 0.0)] {
        town.number(path, value);
    }
    let total = lived(&town, 2_000, 60, |_, _| {});
    none_of(&total, &[Measure::Silenced, Measure::SilencedByOthers, Measure::Excluded]);
    assert!(total[Measure::SpeechOccasions as usize] > 1_000);
    assert_eq!(total[Measure::SpeechDesired as usize], total[Measure::SpeechExpressed as usize]);
}

/// A town where people only speak, and a platform records every word.
fn talkative() -> Town {
    let mut town = still();
    acts(&mut town, "criticism", 60.0);
    acts(&mut town, "sharing", 60.0);
    for key in ["coverage", "sensitivity"] {
        town.number(&format!("channel.platform.{key}"), 1.0);
    }
    for path in ["points.criticism", "points.sharing", "speech.deleted", "speech.excluded"] {
        town.number(path, 0.0);
    }
    town
}

#[test]
fn where_every_message_is_deleted_nobody_is_heard_and_nothing_is_passed_on() {
    let mut town = talkative();
    town.number("speech.deleted", 1.0);
    let total = lived(&town, 2_000, 40, |world, _| {
        assert!(world.commons.heard.iter().all(|heard| *heard == [0, 0]));
    });
    none_of(&total, &[Measure::PassedOn, Measure::Excluded]);
    assert!(total[Measure::Deleted as usize] > 1_000 && total[Measure::NothingToPassOn as usize] > 1_000);
}

#[test]
fn who_is_shut_out_says_nothing_until_the_time_is_over() {
    let mut town = talkative();
    town.number("speech.deleted", 1.0);
    town.number("speech.excluded", 1.0);
    town.number("speech.excluded_days", 10.0);
    let mut out: Vec<i64> = Vec::new();
    let total = lived(&town, 2_000, 40, |_, record| {
        out.push(record.get(0, Measure::Exclusions));
        // Everybody of the last ten days is out tonight, and nobody else.
        assert_eq!(record.get(0, Measure::Excluded), out.iter().rev().take(10).sum::<i64>(), "day {}", record.day);
        assert_eq!(record.get(0, Measure::Exclusions), record.get(0, Measure::Deleted));
    });
    assert_eq!(total[Measure::Silenced as usize], total[Measure::SilencedByExclusion as usize]);
    assert!(total[Measure::SilencedByExclusion as usize] > 500);
}

#[test]
fn words_travel_where_nothing_is_deleted() {
    let total = lived(&talkative(), 2_000, 40, |_, _| {});
    assert!(total[Measure::PassedOn as usize] > 1_000);
    none_of(&total, &[Measure::Deleted, Measure::Exclusions, Measure::Silenced]);
}

/// Under a risk, who waits for others is silent until they are heard; who waits for nobody is not.
#[test]
fn those_who_wait_for_others_are_silent_among_the_silent() {
    let silent = |followers: f64| {
        let mut town = talkative();
        town.number("points.criticism", -1.0);
        town.in_city("speech.follower_share", followers);
        town.in_city("speech.threshold_mean", 0.5);
        lived(&town, 2_000, 1, |_, _| {})[Measure::SilencedByOthers as usize]
    };
    assert_eq!(silent(0.0), 0);
    assert!(silent(1.0) > 50);
}

#[test]
fn words_under_proportional_punishment_cost_no_more_than_the_full_points() {
    let mut town = talkative();
    town.number("points.criticism", -10.0);
    town.regime.set("speech.punishment", Value::Text("proportional".into()));
    town.number("channel.platform.wrong_file", 0.0);
    let total = lived(&town, 2_000, 40, |_, _| {});
    let (marks, lost) = (total[Measure::MarksSpeech as usize], total[Measure::PointsLost as usize]);
    // τ is a quarter: at most three quarters of the points are at stake.
    assert!(marks > 100 && lost > 0 && lost < marks * 750, "{lost} lost in {marks} marks");
}

#[test]
fn dissent_is_copied_only_where_people_imitate() {
    let mut town = Town::busy();
    town.in_city("ceiling.tie_checks_per_year", 50.0);
    lived(&town, 1_000, 5, |world, _| assert!(world.commons.opinions.is_empty()));
    town.in_city("response.imitation", 1.0);
    let levels = |opinions: &[u8]| opinions.iter().collect::<std::collections::BTreeSet<_>>().len();
    let mut left = Vec::new();
    lived(&town, 1_000, 60, |world, _| left.push(levels(&world.commons.opinions)));
    assert!(left.windows(2).all(|pair| pair[1] <= pair[0]), "no level appears anew");
    assert!(left[59] < left[0]);
}

#[test]
fn as_many_approve_as_the_mean_of_legitimacy() {
    let mut town = Town::busy();
    town.in_city("response.legitimacy_start", 0.8);
    lived(&town, 4_000, 1, |_, record| {
        let approving = record.get(0, Measure::Approving);
        assert!((approving - 3_200).abs() < 4 * 26, "{approving} of 4,000");
    });
}

#[test]
fn work_is_never_lost_without_a_hazard_and_always_with_a_certain_one() {
    let mut town = still();
    town.in_city("life.job_loss_per_month", 0.0);
    let mut employed = Vec::new();
    lived(&town, 1_500, 40, |_, record| employed.push(record.get(0, Measure::Employed)));
    assert!(employed[0] > 0 && employed.iter().all(|now| *now == employed[0]));
    town.in_city("life.job_loss_per_month", 1.0);
    lived(&town, 1_500, 40, |_, record| {
        let left = record.get(0, Measure::Employed);
        assert!(if record.day < 29 { left > 0 } else { left == 0 }, "day {}", record.day);
    });
}

#[test]
fn no_tie_is_dropped_where_nobody_minds_bands() {
    let mut town = Town::busy();
    town.in_city("response.rewire_chance", 0.0);
    let total = lived(&town, 1_500, 90, |_, _| {});
    none_of(&total, &[Measure::TiesDropped]);
}

#[test]
fn faith_is_kept_where_nothing_is_lost_by_injustice() {
    let mut town = Town::busy();
    town.in_city("response.loss_own", 0.0);
    town.in_city("response.loss_tie", 0.0);
    let mut sums = Vec::new();
    lived(&town, 1_500, 60, |_, record| sums.push(record.get(0, Measure::Legitimacy)));
    assert!(sums.iter().all(|sum| *sum == sums[0]));
}

#[test]
fn attention_stays_even_where_it_does_not_follow_the_records() {
    let mut town = Town::busy();
    town.number("authority.attention", 0.0);
    lived(&town, 1_500, 65, |world, _| {
        assert!(world.commons.attention.iter().all(|attention| *attention == model::fixed::ONE));
    });
}

/// S = clip(S₀ + Σ C_k), every day, for everybody (kernel.md 10).
#[test]
fn a_score_is_the_clipped_sum_of_its_ledgers_every_evening() {
    let mut town = Town::busy();
    // A narrow clip, so that it is met.
    town.number("score.minimum", 940.0);
    town.number("score.maximum", 1_015.0);
    let mut clipped = 0;
    lived(&town, 2_000, 90, |world, record| {
        let mut sum = 0;
        for (_, block, slot) in world.everybody() {
            let ledgers: [i32; LEDGERS] = block.people.ledgers(slot);
            let free = 100_000 + ledgers.iter().sum::<i32>();
            assert_eq!(block.people.accounts[slot].score, free.clamp(94_000, 101_500));
            clipped += u32::from(!(94_000..=101_500).contains(&free));
            sum += i64::from(block.people.accounts[slot].score);
        }
        assert_eq!(sum, record.get(0, Measure::ScoreSum));
    });
    assert!(clipped > 100);
}

#[test]
fn good_deeds_earn_no_more_than_the_cap_in_a_month() {
    let mut town = still();
    acts(&mut town, "help", 300.0);
    town.number("score.gain_cap_per_month", 25.0);
    town.number("score.decay_per_month", 0.0);
    town.number("score.expiry_days", 0.0);
    for key in ["coverage", "sensitivity"] {
        town.number(&format!("channel.civic.{key}"), 1.0);
    }
    town.number("channel.civic.wrong_file", 0.0);
    lived(&town, 500, 29, |world, _| {
        let most = world.everybody().map(|(_, block, slot)| block.people.accounts[slot].score).max();
        assert!(most <= Some(100_000 + 2 * 2_500), "{most:?}");
    });
}

#[test]
fn who_buys_points_climbs_and_who_sees_no_score_buys_none() {
    let mut town = still();
    town.number("score.sold_points", 25.0);
    town.number("score.sold_price", 0.0);
    town.in_city("conduct.buying", 1.0);
    for path in ["score.decay_per_month", "score.kin_share", "informer.reward_points"] {
        town.number(path, 0.0);
    }
    let total = lived(&town, 2_000, 30, |world, record| {
        let gained: i64 =
            world.everybody().map(|(_, block, slot)| i64::from(block.people.accounts[slot].score) - 100_000).sum();
        assert_eq!(gained % 2_500, 0, "day {}", record.day);
    });
    // Three quarters of the adults have some digital exposure; who has a third of it buys with a chance of a third.
    let packages = total[Measure::PointsBought as usize] / 2_500;
    assert!((600..1_100).contains(&packages), "{packages} packages");
    town.flag("score.visible", false);
    none_of(&lived(&town, 2_000, 30, |_, _| {}), &[Measure::PointsBought]);
}

#[test]
fn a_band_is_never_left_before_its_holding_time() {
    let mut town = Town::busy();
    town.number("score.hold_down_days", 5.0);
    town.number("score.hold_up_days", 7.0);
    town.flag("appeal.enabled", false);
    let mut before: Vec<u8> = Vec::new();
    let mut since: Vec<u16> = Vec::new();
    lived(&town, 1_000, 60, |world, record| {
        let now: Vec<_> =
            world.everybody().map(|(_, block, slot)| block.people.accounts[slot].standings[AS_BOOKED]).collect();
        if before.is_empty() {
            (before, since) = (now.iter().map(|at| at.band).collect(), vec![0; now.len()]);
        }
        for (person, at) in now.iter().enumerate() {
            if at.band != before[person] {
                let hold = if at.band > before[person] { 7 } else { 5 };
                assert!(record.day - since[person] >= hold, "person {person}");
                before[person] = at.band;
            }
            // The last evening on which the score still lay in the band that counts.
            if at.raw == at.band {
                since[person] = record.day;
            }
        }
    });
}

#[test]
fn a_planted_mark_falls_on_its_day_and_on_its_share_of_the_people() {
    let mut town = Town::busy();
    for channel in ["cameras", "platform"] {
        town.number(&format!("channel.{channel}.false_alarms_per_year"), 0.0);
    }
    town.number("inject.share", 0.1);
    town.number("inject.day", 3.0);
    town.regime.set("inject.behaviour", Value::Text("debt".into()));
    lived(&town, 4_000, 6, |_, record| {
        let planted = record.get(0, Measure::MarksNoAct);
        assert_eq!(planted > 0, record.day == 3, "day {}: {planted}", record.day);
        assert!(planted == 0 || (planted - 400).abs() < 80, "{planted}");
    });
}

#[test]
fn no_record_moves_the_score_of_the_exempt_and_they_are_fined_all_the_same() {
    let mut town = Town::busy();
    town.number("score.exempt_share", 0.3);
    let (mut exempt, mut moved) = (0, 0);
    let total = lived(&town, 2_000, 40, |world, record| {
        if record.day < 39 {
            return;
        }
        for (place, block, slot) in world.everybody() {
            let scoring = &world.rules.scoring;
            let at_start = block.people.accounts[slot].score == (town.regime.points("score.start"));
            if scoring.exempts(world.city.seed, place.person(slot)) {
                exempt += 1;
                assert!(at_start, "person {}", place.person(slot));
            } else {
                moved += i32::from(!at_start);
            }
        }
    });
    assert!((500..700).contains(&exempt) && moved > 100, "{exempt} exempt, {moved} moved");
    assert!(total[Measure::Fines as usize] > 0);
    town.number("score.exempt_share", 1.0);
    let total = lived(&town, 2_000, 40, |_, _| {});
    none_of(&total, &[Measure::PointsLost]);
    assert_eq!(total[Measure::Sanctioned as usize], total[Measure::Listed as usize]);
    assert!(total[Measure::Fines as usize] > 0);
}

#[test]
fn a_fine_is_paid_back_only_by_a_full_correction() {
    let mut town = Town::busy();
    for key in ["uptake_wrong", "uptake_right", "finish_per_day", "grants_wrong", "grants_right", "notice"] {
        town.number(&format!("appeal.{key}"), 1.0);
    }
    town.number("appeal.automation_bias", 0.0);
    town.number("appeal.reviewers", 1e9);
    let total = lived(&town, 1_500, 40, |_, _| {});
    assert!(total[Measure::Fines as usize] > 0);
    assert_eq!(total[Measure::FinesPaidBack as usize], total[Measure::Fines as usize]);
    town.regime.set("appeal.depth", Value::Text("points".into()));
    let total = lived(&town, 1_500, 40, |_, _| {});
    assert!(total[Measure::AppealsGranted as usize] > 0);
    none_of(&total, &[Measure::FinesPaidBack]);
}
