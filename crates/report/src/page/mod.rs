//! `report.html`: one file, no network, in the order of a reader's questions.

mod bands;
pub(crate) mod chart;
mod figure;
mod groups;
mod lookups;
mod marks;
mod redress;
mod robust;
mod silence;
mod story;
mod twins;
pub(crate) mod words;
mod worlds;
mod wrongs;

use crate::measures::{About, EVERY, Unit};
use crate::statistics::Side;
use crate::{Mark, Robust, Run, SYNTHETIC};
use askama::Template;
use chart::{Dot, MAIN, OTHER, REFERENCE, Scale, dots};
use figure::{Entry, Figure, Table};
use model::measures::groups::ALL;

/// The index of everybody among the groups.
pub(crate) const EVERYBODY: usize = ALL as usize;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    run: &'a Run,
    synthetic: &'static str,
    mark: Vec<(String, String)>,
    people: String,
    nominal_people: String,
    seeds: String,
    /// How many: `4 seeds`.
    how_many: String,
    least_seeds: usize,
    main: &'a str,
    reference: &'a str,
    compared: bool,
    story: Vec<String>,
    headline: Table,
    wrongs: Figure,
    groups: Figure,
    parity: Table,
    other_groups: Vec<(String, Table, Table)>,
    bands: Option<Figure>,
    silence: Figure,
    marks: Figure,
    lookups: Figure,
    worlds: Option<Figure>,
    /// World, and who lost and gained in it.
    twins: Vec<(String, Table)>,
    redress: Figure,
    /// Draws, their people, a sentence and a table, if the stylised numbers were drawn.
    robust: Option<(&'a Robust, String, String, Table)>,
    /// What is missing, and in which worlds.
    missing: Vec<(&'a str, String)>,
    few_seeds: bool,
    measures: &'static [&'static About],
}

/// The report as one HTML file. The same run gives the same bytes: there is no clock in it.
pub fn html(run: &Run) -> String {
    let main = run.main_arm();
    let page = Page {
        run,
        synthetic: SYNTHETIC,
        mark: Mark::of(run).pairs(),
        people: words::thousands(&run.people.to_string()),
        nominal_people: words::thousands(&run.nominal_people.to_string()),
        how_many: words::seeds(run.seeds.len()),
        least_seeds: crate::statistics::LEAST_SEEDS,
        seeds: words::list(&run.seeds.iter().map(u64::to_string).collect::<Vec<_>>()),
        main: &run.arms[main].name,
        reference: &run.arms[run.reference].name,
        compared: main != run.reference,
        story: story::sentences(run),
        headline: story::headline(run),
        wrongs: wrongs::figure(run),
        groups: groups::figure(run),
        parity: groups::parities(run, main),
        other_groups: groups::others(run),
        bands: bands::figure(run),
        silence: silence::figure(run),
        marks: marks::figure(run),
        lookups: lookups::figure(run),
        worlds: worlds::figure(run),
        twins: twins::tables(run),
        redress: redress::figure(run),
        robust: run.robust.as_ref().map(|found| {
            let people = words::thousands(&found.people.to_string());
            (found, people, robust::sentence(run, found), robust::table(run, found))
        }),
        missing: missing(run),
        few_seeds: run.seeds.len() < crate::statistics::LEAST_SEEDS,
        measures: EVERY,
    };
    page.render().expect("a template writes to memory and cannot fail")
}

/// What is missing, each once, with the worlds it is missing in.
fn missing(run: &Run) -> Vec<(&str, String)> {
    let mut items = Vec::<&str>::new();
    for item in run.arms.iter().flat_map(|arm| &arm.missing) {
        if !items.contains(&item.as_str()) {
            items.push(item);
        }
    }
    let worlds = |item: &str| {
        let arms = (0..run.arms.len()).filter(|arm| run.arms[*arm].missing.iter().any(|missing| missing == item));
        let arms = arms.collect::<Vec<_>>();
        if arms.len() == run.arms.len() { "every world".to_owned() } else { names(run, &arms) }
    };
    items.into_iter().map(|item| (item.trim_end_matches('.'), worlds(item))).collect()
}

/// The colour of a world: the one the words are about, the reference, or another.
fn colour(run: &Run, arm: usize) -> &'static str {
    if arm == run.reference {
        REFERENCE
    } else if arm == run.main_arm() {
        MAIN
    } else {
        OTHER
    }
}

/// A dot chart of one measure with a row for each world.
fn by_world(run: &Run, about: &About, title: &str) -> String {
    let rows = (0..run.arms.len()).map(|arm| Dot {
        label: run.arms[arm].name.clone(),
        told: run.told(about, arm, EVERYBODY),
        colour: colour(run, arm),
    });
    dots(title, about.unit, Scale::Value, &rows.collect::<Vec<_>>())
}

/// A table with a row for each world and a column for each measure.
fn worlds_by_measures(run: &Run, caption: &str, measures: &[&About]) -> Table {
    let mut head = vec!["world".to_owned()];
    head.extend(measures.iter().map(|about| headed(about)));
    let row = |arm: usize| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.extend(measures.iter().map(|about| robust::entry(run, about, arm)));
        row
    };
    let caption = format!("{caption}; {}", robust::small_type(run));
    Table { caption, head, rows: (0..run.arms.len()).map(row).collect() }
}

/// The name of a measure with what it is counted by, for the head of a column.
fn headed(about: &About) -> String {
    match about.unit {
        Unit::PerPersonYear => format!("{}, a person and year", about.name),
        Unit::PerThousandYears => format!("{}, 1,000 people and year", about.name),
        Unit::Share | Unit::Days | Unit::Ratio | Unit::Index => about.name.to_owned(),
    }
}

/// The world where the mean of a measure is largest and that mean, then every world that the seeds cannot tell from it;
/// none if it is nought everywhere.
fn largest(run: &Run, about: &About) -> Option<(usize, f64, Vec<usize>)> {
    let means = (0..run.arms.len()).filter_map(|arm| Some((arm, run.told(about, arm, EVERYBODY).mean()?)));
    let means = means.filter(|(_, mean)| *mean > 0.0).collect::<Vec<_>>();
    let (most, mean) = *means.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let alike = |arm: usize| {
        let difference = run.difference_between(about, most, arm, EVERYBODY).number();
        arm != most && difference.is_none_or(|difference| difference.side_of(0.0) != Side::Above)
    };
    Some((most, mean, means.iter().map(|(arm, _)| *arm).filter(|arm| alike(*arm)).collect()))
}

/// `“a” and “b”`.
fn names(run: &Run, arms: &[usize]) -> String {
    words::list(&arms.iter().map(|arm| format!("“{}”", run.arms[*arm].name)).collect::<Vec<_>>())
}
