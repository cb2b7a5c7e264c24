//! A model picks whom to check for errors, and a lot picks others: do the flags follow the true errors?
//!
//! The weights are what the lot alone would teach: the log odds of a true error by group. Nothing is fitted to a flag.

use crate::case::{Case, Check, Expected, Kind, Tolerance};
use crate::statistics::Simulated;
use crate::town::{Town, count};
use engine::Hands;
use model::Record;
use model::measures::Measure;
use model::parameters::{INCOMES, RESIDENCES, SEXES};

/// True errors found by lot, with the group first and everybody else second: women, foreign background, income under
/// the median.
const TRUE_ERRORS: [[f64; 2]; 3] = [[0.293_0, 0.300_0], [0.354_8, 0.277_8], [0.364_3, 0.272_5]];
const ERRORS_BY_LOT: f64 = 0.296_1;
const ERRORS_BY_MODEL: f64 = 0.492_7;
/// Share of all cases that the model flagged.
const FLAGGED: f64 = 0.005;

const fn ratio(what: &'static str, published: f64, reason: &'static str) -> Check {
    Check {
        what,
        kind: Kind::Validation,
        published,
        tolerance: Tolerance::Factor(1.2),
        expected: Expected::DoesNotHold(reason),
    }
}

const TOO_FEW_LEVELS: &str = "three yes-or-no inputs have eight sums, so the highest half percent are of one kind only; \
                              the real model spread its flags by inputs that are not published";

pub(super) const CASE: Case = Case {
    name: "sweden",
    title: "Sweden's Social Insurance Agency, 2017: 1,047 cases checked by lot, 5,082 picked by a model",
    source: "swedenaudit2017",
    simulates: "selection and inspection: the highest half percent by the log odds of a true error by group, beside an arm drawn by lot; true errors by group as the lot found them, migrants for foreign background, the two lowest fifths for income under the median",
    slow: false,
    checks: &[
        Check {
            what: "true errors among cases drawn by lot, share (set)",
            kind: Kind::Calibration,
            published: ERRORS_BY_LOT,
            tolerance: Tolerance::Factor(1.2),
            expected: Expected::Holds,
        },
        Check {
            what: "true errors among cases picked by the model, share",
            kind: Kind::Validation,
            published: ERRORS_BY_MODEL,
            tolerance: Tolerance::Factor(1.2),
            expected: Expected::DoesNotHold(
                "three groups say less of a case than the unpublished inputs of the real model did, so fewer of those \
                 picked have a true error",
            ),
        },
        ratio(
            "flags of women ÷ flags of men, per case",
            1.63,
            "women err no more than men, so a sum that follows true errors flags fewer of them: the flags on women are \
             not explained by their errors",
        ),
        ratio("flags with foreign background ÷ without, per case", 2.44, TOO_FEW_LEVELS),
        ratio("flags under the median income ÷ over it, per case", 2.99, TOO_FEW_LEVELS),
    ],
    run,
};

const SELECTION: &str = r#"
name = "audit"
title = "A sum of three groups, and a lot beside it"
[score]
enabled = false
merged = false
visible = false
[selection]
enabled = true
first_day = 0
every_days = 3650
by = "top share"
consequence = "inspection only"
[input.women]
about = "sex"
origin = "benefits"
value = "female"
[input.migrants]
about = "residence"
origin = "migration"
value = "migrant"
[input.lowest]
about = "income"
origin = "finance"
value = "lowest"
[input.low]
about = "income"
origin = "finance"
value = "low"
"#;

fn run(hands: &Hands) -> Vec<Simulated> {
    let town = town();
    let records: Vec<(Record, Groups)> = (1..=4).map(|seed| audited(&town, hands, seed)).collect();
    let over = |value: &dyn Fn(&Record, &Groups) -> f64| {
        Simulated::over_seeds(&records.iter().map(|(record, groups)| value(record, groups)).collect::<Vec<_>>())
    };
    let share = |part, whole| over(&move |record, _| count(record, part) / count(record, whole));
    let least = |found: Simulated| found.noting("where one side has no flag, it is counted as one");
    vec![
        share(Measure::SelectionDrawnTrue, Measure::SelectionDrawn),
        share(Measure::SelectionFlagsTrue, Measure::SelectionFlags),
        least(over(&|record, groups| flags(record, &groups.women) / flags(record, &groups.men))),
        least(over(&|record, groups| flags(record, &groups.migrants) / flags(record, &groups.locals))),
        least(over(&|record, groups| flags(record, &groups.poor) / flags(record, &groups.others))),
    ]
}

fn town() -> Town {
    let mut town = Town::quiet(SELECTION);
    let odds = |share: f64| share / (1.0 - share);
    let [women, migrants, poor] =
        TRUE_ERRORS.map(|[group, others]| (group / others, (odds(group) / odds(others)).ln()));
    for (path, times) in [("female", women.0), ("migrant", migrants.0), ("low_income", poor.0)] {
        town.in_city(&format!("selection.true_error.times_{path}"), times);
    }
    for (input, weight) in [("women", women.1), ("migrants", migrants.1), ("lowest", poor.1), ("low", poor.1)] {
        town.in_regime(&format!("input.{input}.weight"), weight);
    }
    town.in_regime("selection.top_share", FLAGGED);
    town.in_regime("selection.random_share", 0.2);
    town.in_city("selection.claims_share", 1.0);
    // The multiples are for whoever belongs to a group; the mean over this city is what the lot found.
    let share =
        |section: &str, name: &str| town.city.real(&format!("{section}.{name}")) / town.city.real("nominal_people");
    let mean =
        [(share("margin.sex", "female"), women.0), (share("margin.residence", "migrant"), migrants.0), (0.4, poor.0)]
            .iter()
            .map(|(share, times)| 1.0 + share * (times - 1.0))
            .product::<f64>();
    town.in_city("selection.true_error.rate", ERRORS_BY_LOT / mean);
    town
}

/// Rows of the record for each side of a comparison.
struct Groups {
    women: Vec<u16>,
    men: Vec<u16>,
    migrants: Vec<u16>,
    locals: Vec<u16>,
    poor: Vec<u16>,
    others: Vec<u16>,
}

/// The one day on which cases are picked.
fn audited(town: &Town, hands: &Hands, seed: u64) -> (Record, Groups) {
    let city = town.draw(50_000, seed, hands);
    let record = town.world(&city, hands).live(0);
    let of = |kind: &str, names: &[&str]| {
        let list = city.groups.list.iter().enumerate();
        list.filter(|(_, group)| group.kind == kind && names.contains(&group.name.as_str()))
            .map(|(row, _)| row as u16)
            .collect()
    };
    let groups = Groups {
        women: of("sex", &[SEXES[1]]),
        men: of("sex", &[SEXES[0]]),
        migrants: of("residence", &[RESIDENCES[1]]),
        locals: of("residence", &[RESIDENCES[0]]),
        poor: of("income", &INCOMES[..2]),
        others: of("income", &INCOMES[2..]),
    };
    (record, groups)
}

/// Flags per case.
fn flags(record: &Record, groups: &[u16]) -> f64 {
    let sum = |measure| groups.iter().map(|group| record.get(*group, measure) as f64).sum::<f64>();
    sum(Measure::SelectionFlags).max(1.0) / sum(Measure::SelectionCases)
}
