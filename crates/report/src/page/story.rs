//! What it did to people, in one paragraph with numbers and intervals.

use super::chart::escape;
use super::figure::Table;
use super::words::{against, bracketed, value, with_range};
use super::{EVERYBODY, names, robust, worlds_by_measures};
use crate::measures::{
    About, DISPROPORTIONATE, EMPLOYMENT, ERRONEOUS, EXPOSURE, FALSE_MARKS, LEGITIMACY, OFFENCES, REFUSALS, RIGHTS,
    SANCTIONS, SILENCE, Unit,
};
use crate::statistics::Told;
use crate::{Arm, Run};

/// The measures of the first table.
pub(crate) const HEADLINE: [&About; 9] =
    [&SANCTIONS, &ERRONEOUS, &RIGHTS, &DISPROPORTIONATE, &REFUSALS, &SILENCE, &OFFENCES, &EMPLOYMENT, &LEGITIMACY];

/// The paragraph, as HTML.
///
/// The three wrongs are told together, whatever their size: a regime without errors that punishes speech must not read
/// as harmless.
pub(crate) fn sentences(run: &Run) -> Vec<String> {
    let main = run.main_arm();
    let noise = |about: &About| marked(about.unit, run.told(about, main, EVERYBODY));
    let told = |about: &About| robust::marked(run, about, main).unwrap_or_else(|| noise(about));
    vec![
        format!(
            "Within {} days, “{}” sanctioned {} of its people at least once{}.",
            run.days,
            escape(&run.arms[main].name),
            told(&SANCTIONS),
            compared(run, &SANCTIONS)
        ),
        sanctioned_means(run),
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

/// What counts as a sanction, and what of it there is in which world.
fn sanctioned_means(run: &Run) -> String {
    let of =
        |wanted: &dyn Fn(&Arm) -> bool| (0..run.arms.len()).filter(|arm| wanted(&run.arms[*arm])).collect::<Vec<_>>();
    let apart = of(&|arm| arm.kept_apart);
    let unscored = of(&|arm| arm.bands.is_empty() && !arm.kept_apart);
    let mut text = "“Sanctioned” is whoever met an ordinary fine, a refusal because of the record, or a band that an \
                    institution refuses."
        .to_owned();
    if !apart.is_empty() {
        let names = escape(&names(run, &apart));
        text += &format!(" Under {names} there is no common band, so only fines and refusals count there.");
    }
    if !unscored.is_empty() {
        let names = escape(&names(run, &unscored));
        text += &format!(" Under {names} there is no score, so only fines count there.");
    }
    text
}

/// What deterrence there was, said as plainly as the harm.
fn offences(run: &Run) -> String {
    let main = run.main_arm();
    let here = marked(OFFENCES.unit, run.told(&OFFENCES, main, EVERYBODY));
    let ratio = match run.paired_ratio(&OFFENCES, main, EVERYBODY) {
        Told::Number(ratio) if main != run.reference && ratio.interval.is_some() => {
            format!(", at a paired ratio of {}", with_range(Unit::Ratio, Told::Number(ratio)))
        }
        _ => String::new(),
    };
    let compared = compared(run, &OFFENCES);
    format!("People broke a rule of law {here} times a year{compared}{ratio}.")
}

/// `, more than the same people under “ordinary-law”: 3.1 % (…)`, or `; under “ordinary-law” 3.1 % (too few seeds …)`.
fn compared(run: &Run, about: &About) -> String {
    let main = run.main_arm();
    if main == run.reference {
        return String::new();
    }
    let there = with_range(about.unit, run.told(about, run.reference, EVERYBODY));
    let name = escape(&run.arms[run.reference].name);
    match against(run.difference(about, main, EVERYBODY)) {
        Some(against) => format!(", {against} the same people under “{name}”: {there}"),
        None => format!("; under “{name}” {there} (too few seeds to compare)"),
    }
}

/// A number in bold with its interval.
fn marked(unit: Unit, told: Told) -> String {
    match told {
        Told::Number(estimate) => bracketed(format!("<b>{}</b>", value(unit, estimate.mean)), unit, &estimate),
        Told::TooFew | Told::Nothing => with_range(unit, told),
    }
}

pub(crate) fn headline(run: &Run) -> Table {
    worlds_by_measures(run, "Every world, the whole city", &HEADLINE)
}
