//! How many people a face search names wrongly: rates and counts in, rates and counts out, nobody's face.
//!
//! The closed form is the one that the cameras of the model use ([`fixed::face_search`]); beside it stands what
//! [`REPETITIONS`] drawn repetitions gave. False candidates are a Poisson process over the searches, so the number of
//! all of them is drawn first and each then falls into one search.
//!
//! The same wrong alerts have three denominators, searches, alerts and innocent people, and look harmless, damning and
//! rare in turn. Innocent people are alerted evenly here: where some groups are matched falsely more often, they bear it.

use crate::Failure;
use model::Seed;
use model::chance::{About, Purpose, wide};
use model::fixed::{FaceSearch, Poisson, Probability, face_search, probability};

/// How often the searches are drawn.
pub const REPETITIONS: u32 = 200;
/// Most false candidates and alerts that one repetition is made for; what is asked for beyond is sampled.
const DRAWS: f64 = 20_000.0;
/// More false candidates than this in each search are no search any more.
const MOST_CANDIDATES: f64 = 1_000.0;

/// Searches for somebody who is in the gallery: the whole city is.
#[derive(Clone, Copy, Debug)]
pub struct Identify {
    pub gallery: u64,
    pub fmr: f64,
    pub tpir: f64,
    pub searches: u64,
    /// Chance that the mate outranks one false candidate; both rules are shown if none is given.
    pub outranks: Option<f64>,
    pub seed: u64,
}

/// Faces that pass a camera with a watchlist behind it.
#[derive(Clone, Copy, Debug)]
pub struct Watchlist {
    pub gallery: u64,
    pub fmr: f64,
    pub tpir: f64,
    pub faces: u64,
    /// Share of the faces whose person is on the list.
    pub prevalence: f64,
    pub seed: u64,
}

/// What the repetitions gave: mean, and the range of the middle 95 %.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Clone, Debug)]
pub struct Identified {
    pub false_candidates_per_search: f64,
    pub fpir: f64,
    pub rules: Vec<TieRule>,
    /// Searches that each repetition drew.
    pub searches_drawn: u64,
    pub drawn_false_candidates_per_search: Drawn,
}

/// Who is named, under one rule for mates and rivals.
#[derive(Clone, Copy, Debug)]
pub struct TieRule {
    pub outranks: f64,
    pub named_right: f64,
    pub named_wrong: f64,
    /// Not a number where there is no alert.
    pub ppv: f64,
    pub false_alerts: f64,
    pub innocent_people_alerted_share: f64,
    pub drawn_named_wrong: Drawn,
}

#[derive(Clone, Copy, Debug)]
pub struct Watched {
    pub false_candidates_per_search: f64,
    pub fpir: f64,
    pub true_alerts: f64,
    pub false_alerts: f64,
    pub missed: f64,
    /// Not a number where there is no alert.
    pub ppv: f64,
    pub false_alerts_per_face: f64,
    pub innocent_people_alerted_share: f64,
    /// Faces that each repetition drew.
    pub faces_drawn: u64,
    pub drawn_false_alerts_per_face: Drawn,
    /// Of the repetitions with an alert; not a number where none has one.
    pub drawn_ppv: Drawn,
}

/// Identification in a whole city: how often somebody else is named.
pub fn identify(asked: &Identify) -> Result<Identified, Failure> {
    let Identify { gallery, fmr, tpir, searches, seed, .. } = *asked;
    check(gallery, fmr, tpir)?;
    count("--searches", searches)?;
    asked.outranks.map_or(Ok(()), |outranks| chance("--outranks", outranks))?;
    let rules = asked.outranks.map_or(vec![1.0, 0.5], |outranks| vec![outranks]);
    let lambda = gallery as f64 * fmr;
    let drawn = sample(searches, lambda);
    let repetitions: Vec<_> = (0..REPETITIONS).map(|number| Repetition { seed: Seed(seed), number }).collect();
    let rivals: Vec<Vec<u32>> = repetitions.iter().map(|one| one.rivals(lambda, drawn)).collect();
    let of_searches = |n: u64| n as f64 / drawn as f64;
    let rule = |outranks: f64| {
        let search = face_search(&[(gallery as f64, fmr)], tpir, outranks);
        let wrong = |(one, rivals): (&Repetition, &Vec<u32>)| of_searches(one.wrong(rivals, tpir, outranks));
        tie_rule(asked, outranks, &search, range(repetitions.iter().zip(&rivals).map(wrong)))
    };
    let candidates = rivals.iter().map(|rivals| of_searches(rivals.iter().map(|n| u64::from(*n)).sum()));
    let search = face_search(&[(gallery as f64, fmr)], tpir, 1.0);
    Ok(Identified {
        false_candidates_per_search: search.false_candidates,
        fpir: real(search.fpir),
        rules: rules.into_iter().map(rule).collect(),
        searches_drawn: drawn,
        drawn_false_candidates_per_search: range(candidates),
    })
}

fn tie_rule(asked: &Identify, outranks: f64, search: &FaceSearch, drawn_named_wrong: Drawn) -> TieRule {
    let (right, wrong) = (real(search.named_right), real(search.named_wrong));
    let false_alerts = asked.searches as f64 * wrong;
    TieRule {
        outranks,
        named_right: right,
        named_wrong: wrong,
        ppv: share(right, right + wrong),
        false_alerts,
        innocent_people_alerted_share: -(-false_alerts / asked.gallery as f64).exp_m1(),
        drawn_named_wrong,
    }
}

/// A watchlist: how many of its alerts are right. Each face is another person, and alerts once.
pub fn watchlist(asked: &Watchlist) -> Result<Watched, Failure> {
    let Watchlist { gallery, fmr, tpir, faces, prevalence, seed } = *asked;
    check(gallery, fmr, tpir)?;
    count("--faces", faces)?;
    chance("--prevalence", prevalence)?;
    let search = face_search(&[(gallery as f64, fmr)], tpir, 1.0);
    let (fpir, right, wrong) = (real(search.fpir), real(search.named_right), real(search.named_wrong));
    let (listed, innocent) = (faces as f64 * prevalence, faces as f64 * (1.0 - prevalence));
    let true_alerts = listed * right;
    let false_alerts = innocent * fpir + listed * wrong;
    let drawn = sample(faces, search.false_candidates.max(prevalence));
    let alerts: Vec<(f64, f64)> = (0..REPETITIONS)
        .map(|number| Repetition { seed: Seed(seed), number }.alerts(asked, search.false_candidates, drawn))
        .collect();
    Ok(Watched {
        false_candidates_per_search: search.false_candidates,
        fpir,
        true_alerts,
        false_alerts,
        missed: listed - true_alerts,
        ppv: share(true_alerts, true_alerts + false_alerts),
        false_alerts_per_face: false_alerts / faces as f64,
        innocent_people_alerted_share: fpir,
        faces_drawn: drawn,
        drawn_false_alerts_per_face: range(alerts.iter().map(|(_, wrong)| wrong / drawn as f64)),
        drawn_ppv: range(
            alerts.iter().filter(|(right, wrong)| right + wrong > 0.0).map(|(right, wrong)| right / (right + wrong)),
        ),
    })
}

/// One repetition: its draws depend on the seed, its number, and what is drawn.
#[derive(Clone, Copy)]
struct Repetition {
    seed: Seed,
    number: u32,
}

/// What a word of the calculator decides.
#[derive(Clone, Copy)]
enum What {
    Candidates = 0,
    Place = 1,
    Mate = 2,
    Listed = 3,
}

impl Repetition {
    fn words(self, what: What, index: u32) -> [u32; 4] {
        let about = About { who: self.number, other: what as u32, day: 0, purpose: Purpose::FaceCalculator };
        self.seed.draw(about, index)
    }

    /// The number of rivals in each search that has any.
    fn rivals(self, lambda: f64, searches: u64) -> Vec<u32> {
        let words = self.words(What::Candidates, 0);
        let candidates = poisson(lambda * searches as f64).count(wide(words[0], words[1]));
        let place = |index| {
            let words = self.words(What::Place, index);
            ((u128::from(wide(words[0], words[1])) * u128::from(searches)) >> 64) as u64
        };
        let mut places: Vec<u64> = (0..candidates).map(place).collect();
        places.sort_unstable();
        places.chunk_by(|one, other| one == other).map(|rivals| rivals.len() as u32).collect()
    }

    /// Searches that name a rival: the mate did not come back, or did not outrank them all.
    fn wrong(self, rivals: &[u32], tpir: f64, outranks: f64) -> u64 {
        let returned = probability(tpir);
        let mate = |(index, rivals): (usize, &u32)| {
            let words = self.words(What::Mate, index as u32);
            returned.hit(words[0]) && probability(outranks.powf(f64::from(*rivals))).hit(words[1])
        };
        rivals.iter().enumerate().filter(|search| !mate(*search)).count() as u64
    }

    /// Right and wrong alerts among faces of which a share is on the list.
    fn alerts(self, asked: &Watchlist, lambda: f64, faces: u64) -> (f64, f64) {
        let words = self.words(What::Listed, 0);
        let right = poisson(faces as f64 * asked.prevalence * asked.tpir).count(wide(words[0], words[1]));
        // A listed face gives a wrong alert only where its own mate stayed away; the others are innocent people.
        let unmatched = probability(1.0 - asked.prevalence * asked.tpir);
        let rivals = self.rivals(lambda, faces);
        let wrong = (0..rivals.len()).filter(|index| unmatched.hit(self.words(What::Mate, *index as u32)[0])).count();
        (f64::from(right), wrong as f64)
    }
}

/// As many searches as one repetition can draw event by event.
fn sample(asked: u64, events_each: f64) -> u64 {
    let most = DRAWS / events_each;
    if most < asked as f64 { (most as u64).max(1) } else { asked }
}

fn poisson(mean: f64) -> Poisson {
    Poisson::new((mean * 1_099_511_627_776.0) as u64)
}

/// Mean and the middle 95 % of what the repetitions gave.
fn range(values: impl Iterator<Item = f64>) -> Drawn {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get((share * values.len() as f64) as usize).copied().unwrap_or(f64::NAN);
    let mean = share(values.iter().sum(), values.len() as f64);
    Drawn { mean, low: at(0.025), high: at(0.974) }
}

fn real(chance: Probability) -> f64 {
    chance.raw() as f64 / 4_294_967_296.0
}

/// Not a number where there is nothing of which it could be a share.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

fn check(gallery: u64, fmr: f64, tpir: f64) -> Result<(), Failure> {
    if !(1..=10_000_000_000).contains(&gallery) {
        return Err(Failure::refused(format!("--gallery {gallery}"), "from 1 to 10000000000 faces"));
    }
    chance("--fmr", fmr)?;
    chance("--tpir", tpir)?;
    let candidates = gallery as f64 * fmr;
    if candidates > MOST_CANDIDATES {
        let asked = format!("--gallery {gallery} --fmr {fmr}: {candidates} false candidates in each search");
        return Err(Failure::refused(asked, format!("gallery × fmr up to {MOST_CANDIDATES}; lower one of them")));
    }
    Ok(())
}

fn chance(name: &str, value: f64) -> Result<(), Failure> {
    let allowed = (0.0..=1.0).contains(&value);
    if allowed { Ok(()) } else { Err(Failure::refused(format!("{name} {value}"), "a chance, from 0 to 1")) }
}

fn count(name: &str, value: u64) -> Result<(), Failure> {
    let allowed = (1..=1_000_000_000_000).contains(&value);
    if allowed { Ok(()) } else { Err(Failure::refused(format!("{name} {value}"), "from 1 to 1000000000000")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CITY: Identify =
        Identify { gallery: 22_000_000, fmr: 1e-6, tpir: 0.89, searches: 1_000_000, outranks: None, seed: 1 };
    const NPL: Watchlist =
        Watchlist { gallery: 10_000, fmr: 1.67e-8, tpir: 0.89, faces: 3_000_000, prevalence: 1e-4, seed: 1 };

    /// Within the drawn range, which cannot resolve less than one search of a repetition.
    fn inside(drawn: Drawn, closed: f64, searches: u64) -> bool {
        let one = 1.0 / searches as f64;
        (drawn.low - one..=drawn.high + one).contains(&closed)
    }

    #[test]
    fn a_gallery_of_22_million_at_one_in_a_million_gives_22_false_candidates_a_search() {
        let found = identify(&CITY).unwrap();
        assert!((found.false_candidates_per_search - 22.0).abs() < 1e-9);
        assert!(inside(found.drawn_false_candidates_per_search, 22.0, found.searches_drawn), "{found:?}");
        let (always, half) = (found.rules[0], found.rules[1]);
        assert!((always.named_wrong - 0.11).abs() < 1e-6, "only those whose mate stays away");
        assert!(half.named_wrong > 0.999, "nobody outranks 22 rivals by tossing coins");
        assert!(
            found.rules.iter().all(|rule| inside(rule.drawn_named_wrong, rule.named_wrong, found.searches_drawn)),
            "{found:?}"
        );
    }

    #[test]
    fn the_closed_form_lies_in_the_drawn_range_where_rivals_are_few() {
        let found = identify(&Identify { gallery: 700_000, searches: 30_000, ..CITY }).unwrap();
        assert!(
            found.rules.iter().all(|rule| inside(rule.drawn_named_wrong, rule.named_wrong, found.searches_drawn)),
            "{found:?}"
        );
    }

    #[test]
    fn the_published_false_alerts_at_10_000_and_1_000_come_out() {
        for (gallery, one_in) in [(10_000, 6_000.0), (1_000, 60_000.0)] {
            let found = watchlist(&Watchlist { gallery, ..NPL }).unwrap();
            assert!((found.fpir * one_in - 1.0).abs() < 0.01, "{found:?}");
            assert!(
                inside(found.drawn_false_alerts_per_face, found.false_alerts_per_face, found.faces_drawn),
                "{found:?}"
            );
            assert!(inside(found.drawn_ppv, found.ppv, found.faces_drawn), "{found:?}");
        }
    }

    /// `southwales2017`: 173 of 2,470 alerts were right; a prevalence that gives it exists and gives it.
    #[test]
    fn alerts_that_are_right_once_in_fourteen_need_few_people_of_the_list_in_the_crowd() {
        let (ppv, fpir) = (173.0 / 2_470.0, -(-10_000.0 * 1.67e-8f64).exp_m1());
        let odds = ppv / (1.0 - ppv) * fpir / 0.89;
        let found = watchlist(&Watchlist { prevalence: odds / (1.0 + odds), ..NPL }).unwrap();
        assert!((found.ppv - 0.07).abs() < 1e-3, "{found:?}");
        assert!(odds < 2e-5);
    }

    #[test]
    fn without_false_matches_nobody_is_alerted_wrongly() {
        let found = watchlist(&Watchlist { fmr: 0.0, ..NPL }).unwrap();
        assert_eq!((found.false_alerts, found.ppv, found.drawn_false_alerts_per_face.high), (0.0, 1.0, 0.0));
        let found = identify(&Identify { fmr: 0.0, ..CITY }).unwrap();
        assert!(found.rules.iter().all(|rule| rule.false_alerts == 0.0 && rule.drawn_named_wrong.high == 0.0));
    }

    #[test]
    fn an_empty_crowd_of_the_list_makes_every_alert_wrong() {
        let found = watchlist(&Watchlist { prevalence: 0.0, ..NPL }).unwrap();
        assert_eq!((found.ppv, found.missed), (0.0, 0.0));
        assert!(found.false_alerts > 499.0);
    }

    #[test]
    fn the_same_seed_draws_the_same_and_another_does_not() {
        let mean = |seed| watchlist(&Watchlist { seed, ..NPL }).unwrap().drawn_false_alerts_per_face.mean;
        assert_eq!(mean(1), mean(1));
        assert_ne!(mean(1), mean(2));
    }

    #[test]
    fn rates_that_are_none_are_refused() {
        for wrong in [
            Watchlist { fmr: 1.4, ..NPL },
            Watchlist { fmr: f64::NAN, ..NPL },
            Watchlist { tpir: -0.1, ..NPL },
            Watchlist { prevalence: 1.1, ..NPL },
            Watchlist { gallery: 0, ..NPL },
            Watchlist { faces: 0, ..NPL },
            Watchlist { gallery: 1_000_000_000, fmr: 0.5, ..NPL },
        ] {
            assert!(watchlist(&wrong).is_err(), "{wrong:?}");
        }
        assert!(identify(&Identify { outranks: Some(2.0), ..CITY }).is_err());
        assert!(identify(&Identify { searches: 0, ..CITY }).is_err());
    }
}
