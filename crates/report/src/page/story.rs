//! What it did to people, in one paragraph with numbers and intervals.

use super::section::{Block, Section};
use super::words::{Words, escape};
use super::{EVERYBODY, names, robust, section, worlds_by_measures};
use crate::measures::{
    About, DISPROPORTIONATE, EMPLOYMENT, ERRONEOUS, EXPOSURE, FALSE_MARKS, LEGITIMACY, OFFENCES, REFUSALS,
    REFUSED_BANDS, RIGHTS, SANCTIONS, SILENCE, Unit,
};
use crate::statistics::{LEAST_SEEDS, Told};
use crate::{Arm, Run};

/// The measures of the first table.
pub(crate) const HEADLINE: [&About; 9] =
    [&SANCTIONS, &ERRONEOUS, &RIGHTS, &DISPROPORTIONATE, &REFUSALS, &SILENCE, &OFFENCES, &EMPLOYMENT, &LEGITIMACY];

pub(crate) fn section(words: &Words, run: &Run) -> Section {
    let headline = worlds_by_measures(words, run, "headline", words.text("people.table"), &HEADLINE);
    let blocks = vec![Block::Story(story(words, run)), Block::Note(brackets(words, run)), Block::Table(headline)];
    Section::new(words, "people", blocks)
}

/// What stands in brackets, and where more is said about it.
fn brackets(words: &Words, run: &Run) -> String {
    let seeds = words.seeds(run.seeds.len());
    let said = if run.seeds.len() < LEAST_SEEDS {
        words.say("people.few", &[("seeds", &seeds), ("least", &LEAST_SEEDS.to_string())])
    } else if run.headline().is_some() {
        words.say("people.robust", &[("seeds", &seeds)])
    } else {
        words.say("people.noise", &[("seeds", &seeds)])
    };
    words.say("people.brackets", &[("said", &said), ("sure", &section::anchor(words, "sure"))])
}

/// The paragraph, as HTML.
fn story(words: &Words, run: &Run) -> String {
    let sentences = sentences(words, run).into_iter().filter(|sentence| !sentence.is_empty());
    sentences.collect::<Vec<_>>().join(" ")
}

/// Sentence by sentence; some have nothing to say of some worlds.
///
/// The three wrongs are told together, whatever their size: a regime without errors that punishes speech must not read
/// as harmless.
fn sentences(words: &Words, run: &Run) -> Vec<String> {
    let main = run.main_arm();
    let noise = |about: &About| marked(words, about.unit, run.told(about, main, EVERYBODY));
    let told = |about: &About| robust::marked(words, run, about, main).unwrap_or_else(|| noise(about));
    let said =
        |key: &str, share: &About, compared: &str| words.say(key, &[("share", &told(share)), ("compared", compared)]);
    vec![
        words.say(
            "people.sanctioned",
            &[
                ("days", &words.count(i64::from(run.days))),
                ("world", &escape(&run.arms[main].name)),
                ("share", &told(&SANCTIONS)),
                ("compared", &compared(words, run, &SANCTIONS)),
            ],
        ),
        sanctioned_means(words, run),
        match run.arms[main].bands.is_empty() {
            true => String::new(),
            false => words.say("people.band", &[("share", &told(&REFUSED_BANDS))]),
        },
        words.say(
            "people.wrongs",
            &[("erroneous", &told(&ERRONEOUS)), ("rights", &told(&RIGHTS)), ("beyond", &told(&DISPROPORTIONATE))],
        ),
        words.say("people.refused", &[("share", &told(&REFUSALS))]),
        said("people.unsaid", &SILENCE, &compared(words, run, &SILENCE)),
        words.say("people.false", &[("share", &told(&FALSE_MARKS))]),
        words.say("people.looked_up", &[("times", &told(&EXPOSURE))]),
        offences(words, run),
    ]
}

/// What counts as a sanction, and what of it there is in which world.
fn sanctioned_means(words: &Words, run: &Run) -> String {
    let of =
        |wanted: &dyn Fn(&Arm) -> bool| (0..run.arms.len()).filter(|arm| wanted(&run.arms[*arm])).collect::<Vec<_>>();
    let apart = of(&|arm| arm.kept_apart);
    let unscored = of(&|arm| arm.bands.is_empty() && !arm.kept_apart);
    let said = |key: &str, arms: &[usize]| match arms {
        [] => String::new(),
        arms => words.html(key, &[("worlds", &names(words, run, arms))]),
    };
    words.text("people.means").to_owned()
        + &said("people.means.apart", &apart)
        + &said("people.means.unscored", &unscored)
}

/// What deterrence there was, said as plainly as the harm.
fn offences(words: &Words, run: &Run) -> String {
    let main = run.main_arm();
    let here = marked(words, OFFENCES.unit, run.told(&OFFENCES, main, EVERYBODY));
    let ratio = match run.paired_ratio(&OFFENCES, main, EVERYBODY) {
        Told::Number(ratio) if main != run.reference && ratio.interval.is_some() => {
            words.say("people.ratio", &[("ratio", &words.with_range(Unit::Ratio, Told::Number(ratio)))])
        }
        _ => String::new(),
    };
    let compared = compared(words, run, &OFFENCES);
    words.say("people.offences", &[("times", &here), ("compared", &compared), ("ratio", &ratio)])
}

/// `, more than the same people under “ordinary-law”: 3.1 % (…)`, or `; under “ordinary-law” 3.1 % (too few seeds …)`.
fn compared(words: &Words, run: &Run, about: &About) -> String {
    let main = run.main_arm();
    if main == run.reference {
        return String::new();
    }
    let there = words.with_range(about.unit, run.told(about, run.reference, EVERYBODY));
    let world = escape(&run.arms[run.reference].name);
    let told = match words.against(run.difference(about, main, EVERYBODY)) {
        Some(against) => words.say("people.compared", &[("against", against), ("world", &world), ("there", &there)]),
        None => words.say("people.not_compared", &[("world", &world), ("there", &there)]),
    };
    told + &robust::sign_holds(words, run, about, main)
}

/// A number in bold with its interval.
fn marked(words: &Words, unit: Unit, told: Told) -> String {
    match told {
        Told::Number(estimate) => {
            words.bracketed(format!("<b>{}</b>", words.value(unit, estimate.mean)), unit, &estimate)
        }
        Told::TooFew | Told::Nothing => words.with_range(unit, told),
    }
}
