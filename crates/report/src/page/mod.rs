//! `report.html`: one file, no network, in the order of a reader's questions, in every language that it is told in.

mod again;
mod bands;
pub(crate) mod chart;
mod correction;
mod data;
mod deterred;
mod figure;
mod findings;
mod flows;
mod forest;
mod funnel;
mod groups;
mod lookups;
mod map;
mod marks;
mod methods;
pub(crate) mod numbers;
mod person;
mod questions;
mod redress;
mod robust;
mod safeguards;
mod section;
mod shared;
mod silence;
mod story;
mod subject;
mod sure;
mod ties;
mod twins;
pub(crate) mod words;
mod worlds;
mod wrongs;

use crate::measures::{About, Unit};
use crate::statistics::{LEAST_SEEDS, Side};
use crate::{Mark, Run, SYNTHETIC};
use askama::Template;
use chart::{Dot, MAIN, OTHER, REFERENCE, Scale, dots};
use figure::{Entry, Table};
use model::measures::groups::ALL;
use section::Section;
use words::Words;

/// The index of everybody among the groups.
pub(crate) const EVERYBODY: usize = ALL as usize;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    run: &'a Run,
    mark: Vec<(String, String)>,
    languages: Vec<&'static Words>,
    /// Paths that are shown more than once.
    shapes: String,
    /// HTML, language by language.
    tellings: Vec<String>,
}

/// The whole report in one language.
#[derive(Template)]
#[template(path = "telling.html")]
struct Telling<'a> {
    run: &'a Run,
    words: &'static Words,
    synthetic: &'static str,
    here: String,
    facts: Vec<(&'a str, String)>,
    seeds: String,
    sections: Vec<Section>,
}

/// What the page may weigh, a little under the 1.5 MB that it promises.
const MOST_BYTES: usize = 1_450_000;

/// Whose tables by group and by band stand in the page.
#[derive(Clone, Copy, PartialEq)]
enum Room {
    /// Those of every world.
    Ample,
    /// Those of the world that the words are about; the page says where the others are.
    Narrow,
}

/// The report as one HTML file. The same run gives the same bytes: there is no clock in it.
pub fn html(run: &Run) -> String {
    let whole = page(run, Room::Ample);
    if whole.len() <= MOST_BYTES { whole } else { page(run, Room::Narrow) }
}

fn page(run: &Run, room: Room) -> String {
    let languages = words::every().to_vec();
    let tellings = languages.iter().map(|words| rendered(&telling(words, run, room)));
    let (shapes, tellings) = shared::shapes(tellings.collect());
    rendered(&Page { run, mark: Mark::of(run).pairs(), languages, shapes, tellings })
}

fn rendered(template: &impl Template) -> String {
    template.render().expect("a template writes to memory and cannot fail")
}

fn telling<'a>(words: &'static Words, run: &'a Run, room: Room) -> Telling<'a> {
    let seeds = words.list(&run.seeds.iter().map(u64::to_string).collect::<Vec<_>>());
    let (here, facts, sections) = (here(words, run), facts(words, run), sections(words, run, room));
    Telling { run, words, synthetic: SYNTHETIC, here, facts, seeds, sections }
}

/// In the order of a reader's questions.
fn sections(words: &'static Words, run: &Run, room: Room) -> Vec<Section> {
    let sections = [
        Some(subject::section(words, run)),
        Some(story::section(words, run)),
        worlds::section(words, run),
        bands::section(words, run, room),
        Some(groups::section(words, run, room)),
        map::section(words, run),
        twins::section(words, run, room),
        person::section(words, run),
        Some(marks::section(words, run)),
        Some(silence::section(words, run)),
        deterred::section(words, run),
        Some(lookups::section(words, run)),
        ties::section(words, run),
        Some(wrongs::section(words, run)),
        Some(redress::section(words, run)),
        Some(safeguards::section(words, run)),
        findings::section(words, run),
        Some(questions::section(words, run)),
        Some(sure::section(words, run)),
        Some(methods::section(words)),
        Some(data::section(words, run, room)),
    ];
    sections.into_iter().flatten().collect()
}

/// How much of the file was run: its title may speak of more days or worlds.
fn here(words: &Words, run: &Run) -> String {
    let counted =
        |[one, many]: [&str; 2], n: i64| words.say(if n == 1 { one } else { many }, &[("n", &words.count(n))]);
    let days = counted(["here.days.one", "here.days.many"], i64::from(run.days));
    let worlds = counted(["here.worlds.one", "here.worlds.many"], run.arms.len() as i64);
    words.say("here", &[("days", &days), ("worlds", &worlds), ("people", &words.count(run.people as i64))])
}

/// The first things to know: name and value.
fn facts<'a>(words: &'a Words, run: &Run) -> Vec<(&'a str, String)> {
    let (people, nominal) = (words.count(run.people as i64), words.count(run.nominal_people as i64));
    let few = if run.seeds.len() < LEAST_SEEDS { words.text("fact.seeds.few") } else { "" };
    vec![
        (words.text("fact.city"), words.say("fact.city.drawn", &[("city", &run.city)])),
        (words.text("fact.people"), words.say("fact.people.for", &[("people", &people), ("nominal", &nominal)])),
        (words.text("fact.days"), words.count(i64::from(run.days))),
        (words.text("fact.worlds"), run.arms.len().to_string()),
        (words.text("fact.seeds"), format!("{}{few}", run.seeds.len())),
    ]
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
fn by_world(words: &'static Words, run: &Run, about: &About, title: &str) -> String {
    let rows = (0..run.arms.len()).map(|arm| Dot {
        label: run.arms[arm].name.clone(),
        told: Some(run.told(about, arm, EVERYBODY)),
        colour: colour(run, arm),
    });
    dots(words, title, about.unit, Scale::Value, &rows.collect::<Vec<_>>())
}

/// A table with a row for each world and a column for each measure.
fn worlds_by_measures(words: &Words, run: &Run, name: &'static str, caption: &str, measures: &[&About]) -> Table {
    let mut head = vec![words.text("head.world").to_owned()];
    head.extend(measures.iter().map(|about| headed(words, about)));
    let row = |arm: usize| {
        let mut row = vec![Entry::words(&run.arms[arm].name)];
        row.extend(measures.iter().map(|about| robust::entry(words, run, about, arm)));
        row
    };
    let caption = format!("{caption}; {}", robust::small_type(words, run));
    Table::new(words, name, caption, head, (0..run.arms.len()).map(row).collect())
}

/// The name of a measure with what it is counted by, for the head of a column.
fn headed(words: &Words, about: &About) -> String {
    let name = words.name(about);
    match about.unit {
        Unit::PerPersonYear => words.say("head.person_year", &[("what", name)]),
        Unit::PerThousandYears => words.say("head.thousand_years", &[("what", name)]),
        Unit::Share | Unit::Days | Unit::Ratio | Unit::Index => name.to_owned(),
    }
}

/// The world where the mean of a measure is largest, then every world that the seeds cannot tell from it;
/// none if it is nought everywhere.
fn largest(run: &Run, about: &About) -> Option<(usize, Vec<usize>)> {
    let means = (0..run.arms.len()).filter_map(|arm| Some((arm, run.told(about, arm, EVERYBODY).mean()?)));
    let means = means.filter(|(_, mean)| *mean > 0.0).collect::<Vec<_>>();
    let (most, _) = *means.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let alike = |arm: usize| {
        let difference = run.difference_between(about, most, arm, EVERYBODY).number();
        arm != most && difference.is_none_or(|difference| difference.side_of(0.0) != Side::Above)
    };
    Some((most, means.iter().map(|(arm, _)| *arm).filter(|arm| alike(*arm)).collect()))
}

/// The worlds, but for the one that the words are about, whose tables by group and by band the page has room for.
fn others(run: &Run, room: Room) -> impl Iterator<Item = usize> + '_ {
    (0..run.arms.len()).filter(move |arm| room == Room::Ample && *arm != run.main_arm())
}

/// `“a” and “b”`.
fn names(words: &Words, run: &Run, arms: &[usize]) -> String {
    words.list(&arms.iter().map(|arm| words.quoted(&run.arms[*arm].name)).collect::<Vec<_>>())
}
