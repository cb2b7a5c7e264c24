//! The worlds laid beside each other: the same people and the same draws, so that only the regime differs.

use super::chart::{Dot, Scale, dots};
use super::figure::{Entry, Figure, Panel, Table};
use super::words::{list, small_type, value};
use super::{EVERYBODY, colour, headed};
use crate::Run;
use crate::measures::{
    About, DISPROPORTIONATE, EMPLOYMENT, ERRONEOUS, EXPOSURE, FALSE_MARKS, LEGITIMACY, OFFENCES, REFUSALS,
    REFUSED_BANDS, RIGHTS, SANCTIONS, SILENCE, Unit,
};
use crate::statistics::Side;

/// What exists in every world and can be subtracted.
const SHOWN: [&About; 12] = [
    &SANCTIONS,
    &ERRONEOUS,
    &RIGHTS,
    &DISPROPORTIONATE,
    &REFUSED_BANDS,
    &REFUSALS,
    &SILENCE,
    &FALSE_MARKS,
    &EXPOSURE,
    &OFFENCES,
    &EMPLOYMENT,
    &LEGITIMACY,
];

/// None where there is only one world. What no world can be compared in (refusals, where the reference has none) is
/// left to the table.
pub(crate) fn figure(run: &Run) -> Option<Figure> {
    let arms = (0..run.arms.len()).filter(|arm| *arm != run.reference).collect::<Vec<_>>();
    if arms.is_empty() {
        return None;
    }
    let comparable = |about: &&&About| arms.iter().any(|&arm| run.difference(about, arm, EVERYBODY).number().is_some());
    let panels = SHOWN.iter().filter(comparable).map(|about| {
        let rows = arms.iter().map(|&arm| Dot {
            label: run.arms[arm].name.clone(),
            told: run.difference(about, arm, EVERYBODY),
            colour: colour(run, arm),
        });
        let title = format!("{}: paired difference to {}", about.name, run.arms[run.reference].name);
        let svg = dots(&title, about.unit, Scale::Difference, &rows.collect::<Vec<_>>());
        Panel::new(about.name, note(about), svg)
    });
    Some(Figure {
        sentence: sentence(run),
        panels: panels.collect(),
        legend: Vec::new(),
        caption: format!(
            "Difference to “{}”, seed by seed: the same people, the same draws. Dashed line: no difference. An interval \
             that crosses it leaves the sign open. pts: percentage points.",
            run.arms[run.reference].name
        ),
        table: table(run, &arms),
    })
}

fn note(about: &About) -> &'static str {
    match about.unit {
        Unit::Share => "percentage points",
        Unit::PerPersonYear => "for a person and year",
        Unit::PerThousandYears => "for 1,000 people and year",
        Unit::Days => "days",
        Unit::Ratio | Unit::Index => "",
    }
}

fn sentence(run: &Run) -> String {
    let main = run.main_arm();
    let sided = |side: Side| {
        let there = SHOWN.iter().filter(|about| {
            run.difference(about, main, EVERYBODY).number().is_some_and(|number| number.side_of(0.0) == side)
        });
        there.map(|about| about.name.to_owned()).collect::<Vec<_>>()
    };
    let (more, less) = (sided(Side::Above), sided(Side::Below));
    let (from, to) = (&run.arms[run.reference].name, &run.arms[main].name);
    let start = format!("For the same people, going from “{from}” to “{to}”,");
    match (more.is_empty(), less.is_empty()) {
        (true, true) => format!("{start} nothing moves that these seeds can tell from noise."),
        (false, true) => format!("{start} these rise: {}.", list(&more)),
        (true, false) => format!("{start} these fall: {}.", list(&less)),
        (false, false) => format!("{start} these rise: {}. These fall: {}.", list(&more), list(&less)),
    }
}

fn table(run: &Run, arms: &[usize]) -> Table {
    let mut head = vec!["measure".to_owned(), format!("under {}", run.arms[run.reference].name)];
    head.extend(arms.iter().flat_map(|&arm| [run.arms[arm].name.clone(), "ratio".to_owned(), "seeds".to_owned()]));
    let rows = SHOWN.iter().map(|about| {
        let mut row = vec![Entry::words(headed(about))];
        let reference = run.told(about, run.reference, EVERYBODY).mean();
        row.push(Entry::words(reference.map_or(super::words::NOTHING.into(), |mean| value(about.unit, mean))));
        for &arm in arms {
            let difference = run.difference(about, arm, EVERYBODY);
            row.push(Entry::difference(about.unit, difference));
            row.push(Entry::value(Unit::Ratio, run.paired_ratio(about, arm, EVERYBODY)));
            row.push(Entry::words(difference.number().map_or(0, |number| number.seeds).to_string()));
        }
        row
    });
    let caption = format!("Paired differences and ratios; {}", small_type(run));
    Table { caption, head, rows: rows.collect() }
}
