//! The rules for one person, at their edges. The naive day shares them, so it cannot vouch for them.

use model::Rules;
use model::catalogue::{Domain, Role};
use model::fixed::{ONE, Probability};
use model::mechanisms::conduct::{self, Pressure};
use model::mechanisms::denunciation::{self, Motives};
use model::mechanisms::life::{self, Situation};
use model::mechanisms::response::{self, Meeting, Minded, Ties};
use model::mechanisms::{observation, rating, scoring};
use model::small_town::Town;
use model::state::{Act, STANDINGS, Standing, Truth, WITHOUT_ERRORS, WITHOUT_RIGHTS};

fn rules(change: impl FnOnce(&mut Town)) -> Rules {
    let mut town = Town::busy();
    change(&mut town);
    let city = town.build(1_000, 3);
    Rules::new(&town.city, &city, &town.regime)
}

fn percent(n: u64) -> Probability {
    Probability::ratio(n, 100)
}

#[test]
fn duty_reward_grudge_and_fear_add_up_and_a_penalty_holds_back() {
    let motives =
        Motives { duty: percent(10), reward: percent(20), grudge: percent(30), fear: percent(15), penalty: percent(5) };
    let near = |chance: Probability, n: u64| chance.raw().abs_diff(percent(n).raw()) < 8;
    assert!(near(denunciation::willingness(&motives, false, false), 25));
    assert!(near(denunciation::willingness(&motives, true, false), 55));
    assert!(near(denunciation::willingness(&motives, true, true), 70));
    let held = Motives { penalty: Probability::CERTAIN, ..motives };
    assert_eq!(denunciation::willingness(&held, true, true), Probability::NEVER);
}

#[test]
fn the_office_believes_true_reports_as_often_as_the_file_says() {
    let rules = rules(|town| {
        town.number("screening.accepts_true", 1.0);
        town.number("screening.accepts_false", 0.0);
    });
    for truth in Truth::ALL {
        assert_eq!(denunciation::accepts(&rules.denunciation, truth, 7), !truth.is_erroneous());
    }
}

#[test]
fn gains_stop_at_their_cap_and_losses_do_not_mind_it() {
    let rules = rules(|town| town.number("score.gain_cap_per_month", 30.0)).scoring;
    assert_eq!(scoring::capped(&rules, 0, 0, 1_000), 1_000);
    assert_eq!(scoring::capped(&rules, 2_500, 0, 1_000), 500);
    assert_eq!(scoring::capped(&rules, 3_000, 0, 1_000), 0);
    assert_eq!(scoring::capped(&rules, 3_000, 90_000, -1_000), -1_000);
}

#[test]
fn losses_stop_at_their_own_cap() {
    let rules = rules(|town| town.number("score.loss_cap_per_month", 20.0)).scoring;
    assert_eq!(scoring::capped(&rules, 0, 0, -1_500), -1_500);
    assert_eq!(scoring::capped(&rules, 0, 1_500, -1_500), -500);
    assert_eq!(scoring::capped(&rules, 0, 2_000, -1_500), 0);
    assert_eq!(scoring::capped(&rules, 0, 2_000, 700), 700);
}

/// Bands begin at 0, 950, 980 and 1,020 points, and each side is held for five days.
#[test]
fn a_band_follows_only_as_far_as_it_was_held_all_the_time() {
    let rules = rules(|_| {}).scoring;
    let evening = |at, score, today| scoring::settled(&rules, scoring::look(&rules, at, score, today), today);
    let mut at = Standing::new(3, 0);
    for today in 9..13 {
        at = evening(at, 99_000, today);
        assert_eq!((at.band, at.held), (3, 2));
    }
    // One evening at the very bottom does not count for the four before.
    at = evening(at, 10_000, 13);
    assert_eq!(at.band, 3);
    at = evening(at, 10_000, 14);
    assert_eq!((at.band, at.raw, at.since), (2, 0, 14));
    assert_eq!((15..19).fold(at, |at, today| evening(at, 10_000, today)).band, 2);
    assert_eq!((15..20).fold(at, |at, today| evening(at, 10_000, today)).band, 0);
    // And who has been at the bottom all the time goes there at once.
    let fallen = (9..15).fold(Standing::new(3, 0), |at, today| evening(at, 10_000, today));
    assert_eq!(fallen.band, 0);
}

#[test]
fn a_band_is_kept_inside_the_hysteresis_and_left_after_the_holding_time() {
    let rules = rules(|town| town.number("score.hysteresis", 4.0)).scoring;
    // Bands begin at 0, 950, 980 and 1,020 points.
    let plain = Standing::new(2, 0);
    assert_eq!(scoring::look(&rules, plain, 97_600, 9).raw, 2);
    let fallen = scoring::look(&rules, plain, 97_599, 9);
    assert_eq!((fallen.raw, fallen.band, fallen.since), (1, 2, 9));
    assert_eq!(scoring::settled(&rules, fallen, 13).band, 2);
    assert_eq!(scoring::settled(&rules, fallen, 14).band, 1);
    // Deeper is the same side; back is not, and begins anew.
    assert_eq!(scoring::look(&rules, fallen, 90_000, 11).since, 9);
    let back = scoring::look(&rules, fallen, 98_000, 12);
    assert_eq!(scoring::look(&rules, back, 90_000, 13).since, 13);
}

#[test]
fn each_standing_leaves_out_its_own_wrong() {
    let counted = |standing: usize| Truth::ALL.into_iter().filter(|truth| scoring::counts_in(standing, *truth)).count();
    assert_eq!((0..STANDINGS).map(counted).collect::<Vec<_>>(), [9, 5, 3]);
    for wrong in [Truth::WrongPerson, Truth::NoAct, Truth::Malice, Truth::WrongAmount] {
        assert!(!scoring::counts_in(WITHOUT_ERRORS, wrong) && !scoring::counts_in(WITHOUT_RIGHTS, wrong));
    }
    for right in [Truth::Speech, Truth::Kin] {
        assert!(scoring::counts_in(WITHOUT_ERRORS, right) && !scoring::counts_in(WITHOUT_RIGHTS, right));
    }
}

#[test]
fn a_gate_refuses_up_to_its_band_and_that_band_too() {
    let rules = rules(|_| {}).gates;
    let gate = rules.gates[0].as_ref().expect("a bank that looks up");
    let answers = [0, 1, 2, 3].map(|band| gate.answer(band, 0)).map(|a| (a.refused, a.dearer, a.perk));
    assert_eq!(answers, [(true, true, false), (false, true, false), (false, false, false), (false, false, true)]);
    let nobody = gate.answer(scoring::NO_BAND, 0);
    assert!(!nobody.refused && !nobody.dearer && !nobody.perk);
}

#[test]
fn arrears_and_lost_faith_push_offences_and_a_visible_band_pushes_good_deeds() {
    let rules = rules(|town| {
        town.in_city("conduct.push_arrears", 1.0);
        town.in_city("conduct.push_illegitimacy", 0.5);
        town.in_city("conduct.hoarding", 3.0);
    })
    .conduct;
    let calm = Pressure { arrears: false, illegitimacy: Probability::NEVER, climb: 0 };
    let push = |role, domain, pressure| conduct::pushed(&rules, role, domain, pressure).0;
    assert_eq!(push(Role::Offence, Domain::Finance, calm), ONE);
    assert_eq!(push(Role::Offence, Domain::Finance, Pressure { arrears: true, ..calm }), 2 * ONE);
    assert_eq!(push(Role::Offence, Domain::Order, Pressure { arrears: true, ..calm }), ONE);
    let faithless = Pressure { illegitimacy: Probability::CERTAIN, ..calm };
    assert_eq!(push(Role::Offence, Domain::Order, faithless), ONE + ONE / 2);
    assert_eq!(push(Role::GoodDeed, Domain::Civic, faithless), ONE);
    assert_eq!(push(Role::GoodDeed, Domain::Civic, Pressure { climb: 2, ..calm }), 3 * ONE);
}

#[test]
fn a_person_leans_towards_one_context_and_away_from_another_by_the_spread_at_most() {
    let town = Town::busy();
    let city = town.build(1_000, 3);
    let offence = city.catalogue.behaviours.iter().find(|kind| kind.role == Role::Offence).unwrap();
    let good = city.catalogue.behaviours.iter().find(|kind| kind.role == Role::GoodDeed).unwrap();
    let even = rules(|_| {}).conduct;
    let spread = rules(|town| town.in_city("conduct.context_spread", 0.5)).conduct;
    let leanings = || (0..20_000).map(|person| i64::from(conduct::leaning(&spread, city.seed, person, offence)));
    let one = i64::from(ONE);
    assert!(leanings().all(|leaning| (one / 2..=one + one / 2).contains(&leaning)));
    // Uniform in 1 ± 1/2: the mean of 20,000 within four standard errors of 1.
    assert!((leanings().sum::<i64>() / 20_000 - one).abs() < one / 100);
    assert!((0..1_000).all(|person| conduct::leaning(&even, city.seed, person, offence) == ONE));
    assert!((0..1_000).all(|person| conduct::leaning(&spread, city.seed, person, good) == ONE));
    let other =
        city.catalogue.behaviours.iter().find(|kind| kind.domain != offence.domain && kind.breaks_law()).unwrap();
    let differs = |person| {
        conduct::leaning(&spread, city.seed, person, other) != conduct::leaning(&spread, city.seed, person, offence)
    };
    assert!((0..1_000).filter(|person| differs(*person)).count() > 900);
}

#[test]
fn acts_move_only_where_a_camera_makes_the_difference() {
    let rules = rules(|town| town.in_city("conduct.avoidance", 0.5)).conduct;
    let near = |chance: Probability, n: u64| assert!(chance.raw().abs_diff(percent(n).raw()) < 8);
    near(conduct::moves(&rules, percent(60), percent(20)), 20);
    near(conduct::moves(&rules, percent(20), percent(60)), 0);
}

#[test]
fn points_are_bought_by_those_who_can_spare_the_price_and_see_a_band_above() {
    let rules = rules(|town| {
        town.number("score.sold_points", 5.0);
        town.number("score.sold_price", 0.5);
        town.in_city("life.income_ratio", 2.0);
        town.in_city("conduct.buying", 0.3);
    })
    .conduct;
    let near = |chance: Probability, n: u64| assert!(chance.raw().abs_diff(percent(n).raw()) < 1 << 18, "{chance:?}");
    // Incomes of ¼, ½, 1, 2 and 4: half of a middle income is all that the second class has.
    near(conduct::buys(&rules, 3, 1), 0);
    near(conduct::buys(&rules, 3, 2), 15);
    near(conduct::buys(&rules, 6, 2), 30);
    near(conduct::buys(&rules, 99, 2), 50);
    near(conduct::buys(&rules, 0, 4), 0);
}

#[test]
fn a_risk_no_higher_than_that_of_doing_nothing_deters_nobody() {
    let rules = rules(|_| {}).conduct;
    let chance = |acting, not| {
        let risk = response::Believed { if_acting: percent(acting), if_not: percent(not) };
        conduct::chance(&rules, 0, Role::Offence, ONE, ONE, risk)
    };
    assert_eq!(chance(0, 0), Probability::CERTAIN);
    assert_eq!(chance(40, 40), Probability::CERTAIN);
    assert_eq!(chance(10, 40), Probability::CERTAIN);
    assert!(chance(80, 0) < chance(40, 0) && chance(80, 40) > chance(80, 0));
}

#[test]
fn the_caught_revise_up_and_the_uncaught_down() {
    let rules = rules(|town| town.in_city("response.prior_weight", 20.0)).response;
    let risk = |caught, acted| {
        let own = response::Experience { own: [caught, acted], ..Default::default() };
        response::risk(&rules, percent(50), &own)
    };
    assert!(risk(0, 0).raw().abs_diff(percent(50).raw()) < 1 << 18);
    assert!(risk(10, 10) > risk(0, 0) && risk(0, 10) < risk(0, 0));
    // (20 · 0.5 + 5) ÷ (20 + 10)
    assert!(risk(5, 10).raw().abs_diff(percent(50).raw()) < 1 << 18);
    assert_eq!(response::false_risk(&rules, 0, 10), Probability::NEVER);
    assert!(response::false_risk(&rules, 2, 10) > response::false_risk(&rules, 1, 10));
    assert_eq!(response::after_loss(40_000, percent(50)), 20_000);
    assert_eq!(response::after_loss(40_000, Probability::NEVER), 40_000);
}

#[test]
fn only_ties_to_lower_bands_are_dropped() {
    let ties = rules(|town| town.in_city("response.rewire_chance", 1.0)).response.ties;
    let meets = |own, other| response::meeting(&ties, own, other, [u32::MAX; 2]);
    assert_eq!([meets(2, 1), meets(1, 1), meets(1, 2)], [Meeting::Rewire, Meeting::Keep, Meeting::Keep]);
}

#[test]
fn who_minds_every_difference_cuts_or_copies_as_holme_and_newman_have_it() {
    let rewire = percent(40);
    let ties = Ties { rewire, minded: Minded::Different, imitation: Probability::CERTAIN };
    let cut = rewire.raw() as u32 - 1;
    assert_eq!(response::meeting(&ties, 3, 7, [cut, 0]), Meeting::Rewire);
    assert_eq!(response::meeting(&ties, 3, 3, [cut, 0]), Meeting::Keep);
    assert_eq!(response::meeting(&ties, 3, 7, [cut + 1, 0]), Meeting::Copy);
}

#[test]
fn of_many_acts_at_work_only_the_share_that_was_caught_weighs() {
    let rules = rules(|town| {
        town.in_city("response.prior_weight", 10.0);
        town.in_city("response.circle_weight", 0.5);
        town.in_city("response.circle_acts", 20.0);
    })
    .response;
    let risk = |caught, acted| {
        let heard = response::Experience { circles: [[caught, acted], [0, 0], [0, 0]], ..Default::default() };
        response::risk(&rules, Probability::NEVER, &heard)
    };
    // 0.5 · 20 acts, half of them caught, beside ten of the prior: 5 ÷ 20.
    for acts in [20, 200, 20_000] {
        assert!(risk(acts / 2, acts).raw().abs_diff(percent(25).raw()) < 1 << 18);
    }
    assert!(risk(2, 4) < risk(10, 20) && risk(0, 0) == Probability::NEVER);
}

#[test]
fn a_month_adds_a_month_of_arrears_or_clears_one_or_neither() {
    let sure = |employed: f64, cleared: f64| {
        rules(|town| {
            town.in_city("life.arrears_employed", employed);
            town.in_city("life.arrears_cleared", cleared);
        })
        .life
    };
    let next = |rules: &life::Rules, before| life::next_arrears(rules, before, true, Situation::default(), 2, [7, 7]);
    assert_eq!(next(&sure(1.0, 1.0), 3), 4);
    assert_eq!(next(&sure(0.0, 1.0), 3), 2);
    assert_eq!(next(&sure(0.0, 1.0), 0), 0);
    assert_eq!(next(&sure(0.0, 0.0), 3), 3);
}

#[test]
fn a_bad_rating_is_given_unless_one_is_silent_and_a_higher_band_flatters() {
    let with = |silent: f64| {
        rules(|town| {
            town.number("rating.silent_when_bad", silent);
            town.number("rating.retaliation", 1.0);
        })
        .rating
    };
    // The most prone of all earn two stars.
    assert_eq!(rating::stars(&with(0.0), 63, 0, false, 0), Some(2));
    assert_eq!(rating::stars(&with(1.0), 63, 0, false, u32::MAX), None);
    assert_eq!(rating::stars(&with(1.0), 0, 0, false, u32::MAX), Some(4));
    assert!(rating::stars(&with(0.0), 0, 3, false, 0) > rating::stars(&with(0.0), 0, 0, false, 0));
    let flat = rules(|town| town.in_city("rating.spread", 0.0)).rating;
    assert_eq!([0, 31, 63].map(|p| rating::stars(&flat, p, 0, false, 0)), [Some(3); 3]);
    assert!(rating::stars(&with(0.0), 0, 0, true, 0) < rating::stars(&with(0.0), 0, 0, false, 0));
}

#[test]
fn a_hidden_act_is_seen_by_no_camera_and_a_deed_by_no_informer_in_a_chat() {
    let rules = rules(|_| {}).observation;
    let of = |name: &str| rules.channels.iter().find(|channel| channel.name == name).expect("a channel");
    let act = |hidden, audience| Act { hidden, audience, ..Act::of(0, 0) };
    let sight = |name, act, attention| observation::sight(of(name), 0, 0, &act, attention, percent(30));
    let seen = sight("cameras", act(false, 0), ONE);
    assert!(seen > Probability::NEVER && sight("cameras", act(false, 0), 2 * ONE) > seen);
    assert_eq!(sight("cameras", act(true, 0), ONE), Probability::NEVER);
    assert_eq!(sight("police", act(true, 0), 2 * ONE), sight("police", act(false, 0), ONE));
    assert_eq!(sight("informers", act(false, 0), ONE), Probability::NEVER);
    assert_eq!(sight("informers", act(false, 9), ONE), percent(30));
}
