//! What it did to people, in one paragraph with numbers and intervals.

use super::chart::escape;
use super::figure::Table;
use super::words::{self, against, value, with_range};
use super::{EVERYBODY, worlds_by_measures};
use crate::Run;
use crate::measures::{
    About, DISPROPORTIONATE, EMPLOYMENT, ERRONEOUS, EXPOSURE, FALSE_MARKS, LEGITIMACY, OFFENCES, REFUSALS, RIGHTS,
    SANCTIONS, SILENCE, Unit,
};
use crate::statistics::Told;

/// The measures of the first table.
pub(crate) const HEADLINE: [&About; 9] =
    [&SANCTIONS, &ERRONEOUS, &RIGHTS, &DISPROPORTIONATE, &REFUSALS, &SILENCE, &OFFENCES, &EMPLOYMENT, &LEGITIMACY];

/// The paragraph, as HTML.
///
/// The three wrongs are told together, whatever their size: a regime without errors that punishes speech must not read
/// as harmless.
pub(crate) fn sentences(run: &Run) -> Vec<String> {
    let main = run.main_arm();
    let told = |about: &About| marked(about.unit, run.told(about, main, EVERYBODY));
    vec![
        format!(
            "Within {} days, “{}” sanctioned {} of its people at least once{}.",
            run.days,
            escape(&run.arms[main].name),
            told(&SANCTIONS),
            compared(run, &SANCTIONS)
        ),
        format!(
            "Of all people, {} met an erroneous sanction, {} a rights-violating one and {} a disproportionate one; one \
             person can meet all three.",
            told(&ERRONEOUS),
            told(&RIGHTS),
            told(&DISPROPORTIONATE)
        ),
        format!("Of the applications at gates, {} were refused because of the record.", told(&REFUSALS)),
        format!(
            "Of the criticism that people wanted to voice, {} went unsaid{}.",
            told(&SILENCE),
            compared(run, &SILENCE)
        ),
        format!("Of all marks, {} were false.", told(&FALSE_MARKS)),
        format!("Institutions looked up the average person {} times a year.", told(&EXPOSURE)),
        offences(run),
    ]
}

/// What deterrence there was, said as plainly as the harm.
fn offences(run: &Run) -> String {
    let main = run.main_arm();
    let here = marked(OFFENCES.unit, run.told(&OFFENCES, main, EVERYBODY));
    let ratio = run.paired_ratio(&OFFENCES, main, EVERYBODY);
    if main == run.reference {
        return format!("People offended {here} times a year.");
    }
    format!(
        "People offended {here} times a year, {} the same people under “{}”, at a paired ratio of {}.",
        against(run.difference(&OFFENCES, main, EVERYBODY)),
        escape(&run.arms[run.reference].name),
        with_range(Unit::Ratio, ratio)
    )
}

/// `, 3.1 % (…) more than the same people under “ordinary-law”`.
fn compared(run: &Run, about: &About) -> String {
    let main = run.main_arm();
    if main == run.reference {
        return String::new();
    }
    let there = words::with_range(about.unit, run.told(about, run.reference, EVERYBODY));
    let against = against(run.difference(about, main, EVERYBODY));
    format!(", {against} the same people under “{}”: {there}", escape(&run.arms[run.reference].name))
}

/// A number in bold with its interval.
fn marked(unit: Unit, told: Told) -> String {
    match told {
        Told::Number(estimate) => format!("<b>{}</b> ({})", value(unit, estimate.mean), words::range(unit, &estimate)),
        Told::TooFew | Told::Nothing => with_range(unit, told),
    }
}

pub(crate) fn headline(run: &Run) -> Table {
    worlds_by_measures(run, "Every world, the whole city; small type: 95 % interval of simulation noise", &HEADLINE)
}
