//! A run with made-up numbers, to look at the page and to test it. Nothing here was simulated.

use model::measures::Measure::{self, *};
use model::measures::groups::Groups;
use model::measures::outcomes::Outcome;
use report::{
    Ablation, Arm, Bilingual, Cell, Change, Counts, Differs, Effect, Finding, Flow, Harm, Layer, Map, Run, Safeguard,
    SafeguardEffect, Tallies, Tally,
};

/// What a world is like, in rates for a person.
#[derive(Clone, Copy)]
pub(crate) struct Rates {
    pub(crate) sanctioned: f64,
    pub(crate) erroneous: f64,
    pub(crate) rights: f64,
    pub(crate) disproportionate: f64,
    pub(crate) silence: f64,
    pub(crate) offences: f64,
    pub(crate) refused: f64,
    pub(crate) appeals: bool,
    pub(crate) score: bool,
}

pub(crate) const LAWFUL: Rates = Rates {
    sanctioned: 0.21,
    erroneous: 0.004,
    rights: 0.0,
    disproportionate: 0.001,
    silence: 0.06,
    offences: 9.4,
    refused: 0.0,
    appeals: true,
    score: false,
};
pub(crate) const SCORED: Rates = Rates {
    sanctioned: 0.42,
    erroneous: 0.063,
    rights: 0.118,
    disproportionate: 0.082,
    silence: 0.47,
    offences: 8.1,
    refused: 0.094,
    appeals: false,
    score: true,
};

pub(crate) const BANDS: [&str; 5] = ["D: dishonest", "C: warned", "B: watched", "A: ordinary", "AAA: exemplary"];

/// Five worlds like those of the main experiment.
pub(crate) fn run(seeds: u64, people: u64) -> Run {
    run_of(
        seeds,
        people,
        &[
            ("as-reported", SCORED),
            ("unmerged", Rates { sanctioned: 0.3, rights: 0.071, silence: 0.35, refused: 0.03, ..SCORED }),
            ("without-cameras", Rates { erroneous: 0.03, sanctioned: 0.37, offences: 8.6, ..SCORED }),
            ("with-appeal", Rates { erroneous: 0.044, appeals: true, disproportionate: 0.074, ..SCORED }),
            ("ordinary-law", LAWFUL),
        ],
    )
}

/// So many worlds with a score, and one without.
pub(crate) fn run_of_many(seeds: u64, people: u64, worlds: usize) -> Run {
    let names: Vec<String> = (1..worlds).map(|number| format!("a-world-of-rules-{number}")).collect();
    let scored = names.iter().map(|name| (&**name, SCORED));
    run_of(seeds, people, &scored.chain([("ordinary-law", LAWFUL)]).collect::<Vec<_>>())
}

/// Worlds of these rates; the last one is the reference.
pub(crate) fn run_of(seeds: u64, people: u64, worlds: &[(&str, Rates)]) -> Run {
    let districts = ["Chaoyang", "Haidian", "Fengtai", "Yanqing"].map(str::to_owned);
    let groups = Groups::new(&districts, &["common".to_owned(), "rare".to_owned()]).list;
    let days = 365;
    let cells = (0..seeds)
        .map(|seed| worlds.iter().map(|(_, rates)| cell(seed, people, days, groups.len(), &groups, rates)).collect());
    Run {
        name: "sample".into(),
        title: "SAMPLE with made-up numbers: a year in a synthetic Beijing".into(),
        question: "What would a compulsory score, as it was reported in 2018, do to the people of a city?".into(),
        city: "Beijing".into(),
        people,
        nominal_people: 21_893_095,
        days,
        seeds: (1..=seeds).collect(),
        arms: worlds.iter().map(|(name, rates)| arm(name, rates)).collect(),
        reference: worlds.len() - 1,
        cells: cells.collect(),
        robust: None,
        ablation: None,
        map: Some(map(&worlds.iter().map(|(_, rates)| *rates).collect::<Vec<_>>())),
        catalogue: [("critical message", "speech"), ("fare-dodging", "transport"), ("unpaid debt", "finance")]
            .map(|(act, context)| (act.to_owned(), context.to_owned()))
            .to_vec(),
        groups,
        version: "0.1.0".into(),
        experiment_hash: "5a3c9d1e".repeat(8),
        command: "vitropolis run experiments/sample.toml".into(),
    }
}

fn arm(name: &str, rates: &Rates) -> Arm {
    Arm {
        name: name.into(),
        regime: name.into(),
        title: format!("A made-up world called {name}, to look at this page."),
        stylised: true,
        source: "made up for this sample".into(),
        date: "2018-10".into(),
        missing: vec!["everything: no regime stands behind these numbers".into()],
        regime_hash: "0f1e2d3c".repeat(8),
        bands: if rates.score { BANDS.map(str::to_owned).to_vec() } else { Vec::new() },
        kept_apart: false,
        suspensive: rates.appeals && rates.score,
        differs: (rates.appeals && rates.score).then(|| Differs {
            from: "as-reported".to_owned(),
            in_what: vec!["safeguard.appeal.enabled = true".to_owned(), "appeal.enabled = true".to_owned()],
        }),
        findings: Some(if rates.score {
            vec![finding("critical", true), finding("warning", false)]
        } else {
            Vec::new()
        }),
    }
}

fn finding(severity: &'static str, prohibited: bool) -> Finding {
    Finding {
        rule: if prohibited { "CTX-1" } else { "OBS-1" }.into(),
        severity,
        title: Bilingual { english: "a made-up finding".into(), german: "ein erfundener Befund".into() },
        why: Bilingual {
            english: "It is looked for to have something to show.".into(),
            german: "Gesucht wird er, um etwas zu zeigen.".into(),
        },
        message: "no regime stands behind `gate.bank`".into(),
        keys: vec!["gate.bank".into()],
        prohibited,
    }
}

/// Two hundred cells of forty people and more.
fn map(worlds: &[Rates]) -> Map {
    let cells = 200;
    let wave = |cell: usize| 1.0 + (cell as f64 / 7.0).sin();
    let layer = |key: &'static str, most: fn(&Rates) -> Option<f64>| Layer {
        key,
        worlds: worlds.iter().map(|rates| (0..cells).map(|cell| Some(most(rates)? * wave(cell))).collect()).collect(),
    };
    Map {
        districts: (0..cells).map(|cell| (cell * 4 / cells) as u8).collect(),
        people: (0..cells as u32).map(|cell| 40 + cell % 7).collect(),
        layers: vec![
            layer("lowest", |rates| rates.score.then_some(rates.refused)),
            layer("wrong", |rates| Some(rates.erroneous * 40.0)),
            layer("refusals", |rates| Some(rates.refused * 400.0)),
        ],
    }
}

/// Weight of each group: more of the harm falls on some.
fn burden(kind: &str, name: &str) -> (f64, f64) {
    match (kind, name) {
        ("all", _) => (1.0, 1.0),
        ("residence", "migrant") => (0.38, 1.4),
        ("residence", _) => (0.62, 0.76),
        ("appearance", "rare") => (0.00004, 1.6),
        ("appearance", _) => (0.99996, 1.0),
        ("income", "lowest") => (0.2, 1.5),
        ("income", "highest") => (0.2, 0.6),
        ("conduct", "low") => (0.33, 0.4),
        ("conduct", "high") => (0.34, 1.7),
        ("chat size", "2-8") => (0.2, 0.5),
        ("chat size", "9-30") => (0.3, 0.8),
        ("chat size", "31-120") => (0.3, 1.1),
        ("chat size", _) => (0.2, 1.5),
        ("age" | "residence × income", _) => (0.1, 1.0),
        ("sex", _) => (0.5, 1.0),
        _ => (0.2, 1.0),
    }
}

fn cell(
    seed: u64,
    people: u64,
    days: u32,
    count: usize,
    groups: &[model::measures::groups::Group],
    rates: &Rates,
) -> Cell {
    let mut total = vec![0; count * Measure::COUNT];
    let mut person_days = total.clone();
    for (index, group) in groups.iter().enumerate() {
        let (size, weight) = burden(group.kind, &group.name);
        let alone = group.kind == "chat size";
        let row = &mut total[index * Measure::COUNT..][..Measure::COUNT];
        fill(row, people as f64 * size, weight, seed as f64, rates, alone);
        let long = &mut person_days[index * Measure::COUNT..][..Measure::COUNT];
        long.copy_from_slice(row);
        for measure in Measure::ALL.iter().filter(|m| m.sort() == model::measures::Sort::Stock) {
            long[*measure as usize] *= i64::from(days);
        }
    }
    let daily = vec![total[..Measure::COUNT].to_vec(); days as usize];
    let bands = if rates.score { (0..days).map(|day| bands(day, people as f64, rates)).collect() } else { Vec::new() };
    let effects = if rates.score { effects(people as i64, rates) } else { Vec::new() };
    let flows = if rates.score { flows(people as i64, rates) } else { Vec::new() };
    Cell {
        total: Counts(total),
        person_days: Counts(person_days),
        daily,
        bands,
        effects,
        flows,
        tallies: tallies(people as i64, groups, rates),
    }
}

/// A few spells, moves, ties and neighbourhoods; where there is a score.
fn tallies(people: i64, groups: &[model::measures::groups::Group], rates: &Rates) -> Tallies {
    let mut tallies = Tallies::default();
    let wronged = (people as f64 * rates.erroneous / 4.0) as i64;
    for (index, group) in groups.iter().enumerate().filter(|(_, group)| group.kind != "chat size") {
        let (size, weight) = burden(group.kind, &group.name);
        let share = |n: i64, of: f64| (n as f64 * size * of).round() as i64;
        for (days, ended, n) in [(30, 1, 2), (90, 1, 1), (200, 0, 3)] {
            tallies.add(Tally::Correction, index, (days, ended), share(wronged * n, weight));
        }
        let months = [((0, 0), 60), ((0, 1), 2), ((1, 0), 22), ((1, 1), 16)];
        months.iter().for_each(|(pair, n)| tallies.add(Tally::Months, index, *pair, share(people, *n as f64 / 10.0)));
    }
    if rates.score {
        scored(&mut tallies, people, rates);
    }
    tallies
}

fn scored(tallies: &mut Tallies, people: i64, rates: &Rates) {
    let low = (people as f64 * rates.refused) as i64;
    for (part, share) in [55, 14, 12, 6, 3, 5, 0, 1, 0, 4].iter().enumerate() {
        tallies.add(Tally::ScoreParts, 0, (part as i64, 0), -share * people);
        tallies.add(Tally::ScoreParts, 0, (part as i64, 1), share * 100 * people + share * people * 100);
    }
    tallies.add(Tally::ScoreParts, 0, (10, 0), -100 * people);
    tallies.add(Tally::ScoreParts, 0, (10, 1), 20_000 * people);
    for (days, ended, n) in [(60, 1, 1), (150, 1, 1), (300, 0, 2)] {
        tallies.add(Tally::LowestBand, 0, (days, ended), low * n / 4);
    }
    for (lowest, of) in [(0, 4), (2, 4), (9, 1), (14, 1)] {
        tallies.add(Tally::Units, 0, (50, lowest), people / 500 * of);
    }
    for band in 0..BANDS.len() as i64 {
        for other in 0..BANDS.len() as i64 {
            tallies.add(Tally::Ties, 0, (band, other), people / (1 + 2 * (band - other).abs()));
        }
    }
}

fn fill(row: &mut [i64], people: f64, weight: f64, seed: f64, rates: &Rates, chat: bool) {
    let noise = 1.0 + 0.06 * (seed * 2.4 + 3.0 * rates.offences + people.sqrt()).sin();
    let mut set = |measure: Measure, number: f64| row[measure as usize] = number.round() as i64;
    let desired = people * 24.0 * 30_000.0;
    set(SpeechOccasions, people * 24.0);
    set(SpeechDesired, desired);
    set(SpeechExpressed, desired * (1.0 - (rates.silence * weight * noise).min(0.95)));
    if chat {
        return;
    }
    set(People, people);
    set(Offences, people * rates.offences * weight * noise);
    let sanctioned = people * (rates.sanctioned * weight * noise).min(1.0);
    set(NewlySanctioned, sanctioned);
    set(NewlyErroneous, people * rates.erroneous * weight * noise);
    set(NewlyRights, people * rates.rights * weight * noise);
    set(NewlyDisproportionate, people * rates.disproportionate * weight * noise);
    set(Applications, people * 6.0);
    set(Refusals, people * 6.0 * rates.refused * weight * noise);
    set(LookUps, if rates.score { people * 31.0 * noise } else { people * 1.5 });
    marks(&mut set, people * weight * noise, rates);
    set(Employed, people * if rates.score { 0.53 } else { 0.545 } * noise);
    set(Unemployed, people * 0.03);
    set(Legitimacy, people * 65536.0 * if rates.score { 0.44 } else { 0.61 } * noise);
    set(Sanctioned, people * rates.refused * weight);
}

/// A few lose a day or a door, fewer gain one.
fn effects(people: i64, rates: &Rates) -> Vec<Effect> {
    let (lost, gained) = ((people as f64 * rates.refused) as i64, people / 100);
    let of = |outcome: &Outcome| Effect {
        group: 0,
        conduct: None,
        outcome: *outcome,
        pairs: vec![((3, 3), people - lost - gained), ((3, 5), lost), ((4, 2), gained)],
        parted: [0, 0, lost, gained, 0, 0, 0],
        decorrelated: (*outcome == Outcome::Refusals).then_some(40),
    };
    Outcome::ALL.iter().map(of).collect()
}

/// A few fall and a few rise between four evenings.
fn flows(people: i64, rates: &Rates) -> Vec<Flow> {
    let moved = (people as f64 * rates.refused / 5.0) as i64;
    let row = |band: usize| {
        let mut after = vec![0; BANDS.len()];
        after[band] = people / BANDS.len() as i64 - 2 * moved;
        after[band.saturating_sub(1)] += moved;
        after[(band + 1).min(BANDS.len() - 1)] += moved;
        after
    };
    let step = |(from, to)| Flow { from, to, people: (0..BANDS.len()).map(row).collect() };
    [(0, 121), (121, 243), (243, 364)].map(step).to_vec()
}

/// Two safeguards, of which one lessens a wrong.
pub(crate) fn ablation() -> Ablation {
    let change = |mean: f64| Change { mean, seeds_interval: Some((mean - 0.01, mean + 0.01)), draws_range: None };
    let effect = |safeguard: &str, mean: f64, verdict: &str| SafeguardEffect {
        safeguard: safeguard.into(),
        alone: change(mean),
        left_out: change(mean / 2.0),
        shapley: change(mean * 0.75),
        verdict: verdict.into(),
    };
    let harm = |measure: &str| Harm {
        measure: measure.into(),
        without: 0.2,
        with_all: 0.1,
        delta: 0.01,
        safeguards: vec![effect("appeal", -0.004, "paper"), effect("expiry", -0.08, "less harm")],
    };
    Ablation {
        version: "0.1.0".into(),
        experiment: "sample".into(),
        arm: "as-reported".into(),
        likeness: "0123456789abcdef".into(),
        seeds: vec![1, 2, 3],
        people: 10_000,
        days: 365,
        sets: 4,
        safeguards: ["appeal", "expiry"].map(|name| Safeguard { name: name.into(), sets: Vec::new() }).to_vec(),
        delta_share: 0.05,
        draws: 0,
        measures: ["sanctioned", "erroneous", "rights_violating", "disproportionate"].map(harm).to_vec(),
    }
}

fn marks(set: &mut impl FnMut(Measure, f64), people: f64, rates: &Rates) {
    let wrong = rates.erroneous * people;
    set(MarksOwn, people * rates.offences * 0.12);
    set(MarksSpeech, people * rates.rights * 2.1);
    set(MarksWrongPerson, wrong * 1.9);
    set(MarksNoAct, wrong * 0.7);
    set(MarksMalice, wrong * 0.3);
    set(MarksKin, people * rates.rights * 0.4);
    if rates.appeals {
        set(AppealsFiled, wrong);
        set(AppealsGranted, wrong * 0.5);
        set(AppealsFiledWrong, wrong * 0.9);
        set(AppealsGrantedWrong, wrong * 0.48);
        set(CorrectionDays, wrong * 0.48 * 61.0);
        set(AppealsWaiting, if rates.score { wrong * 0.2 } else { 0.0 });
    }
}

fn bands(day: u32, people: f64, rates: &Rates) -> Vec<i64> {
    let t = f64::from(day) / 365.0;
    let low = rates.refused * 0.6 * t.sqrt();
    let shares = [low, low * 1.4, 0.08 + 0.1 * t, 0.0, 0.05 + 0.09 * t];
    let rest = 1.0 - shares.iter().sum::<f64>();
    let mut bands = shares.map(|share| (people * share).round() as i64).to_vec();
    bands[3] = (people * rest).round() as i64;
    bands
}
