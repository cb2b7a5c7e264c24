//! A city that can be drawn: margins that agree, no stratum that could be a person, and a catalogue of what people do.

use crate::draft::Draft;
use crate::errors::Error;
use crate::settle::{number, settle};
use crate::source::{self, Field, Item, Place, Written};
use crate::value::{Names, shown};
use model::parameters::{CATALOGUE, CITY, Settings};
use std::path::Path;

/// The counted traits. A cell of their product is a stratum; more traits than these cannot be given.
const DIMENSIONS: [&str; 5] = ["margin.district", "margin.age", "margin.sex", "margin.residence", "margin.appearance"];
const MOST_DISTRICTS: usize = 40;
const MOST_APPEARANCES: usize = 4;
const MOST_BEHAVIOURS: usize = 32;
/// Margins from one census may differ by rounding, not by more.
const MOST_DISAGREEMENT: f64 = 0.02;
/// A larger share in one stratum would describe somebody.
const MOST_IN_A_STRATUM: f64 = 0.2;

/// What a city and its catalogue lend to a regime: names of behaviours, appearance groups, districts.
pub(crate) fn lent(city: Option<&Settings>, catalogue: Option<&Settings>) -> Names {
    let mut names = Names::new();
    let sections =
        [("margin.appearance", city), ("margin.district", city), ("margin.residence", city), ("behaviour", catalogue)];
    for (section, settings) in sections {
        // Where there are none, the city's file has a mistake of its own; the regime is not blamed for it.
        if let Some(settings) = settings {
            let lent = settings.names(section).to_vec();
            if !lent.is_empty() {
                names.insert(section.to_string(), lent);
            }
        }
    }
    names
}

/// A city and its catalogue, as far as they could be read.
pub(crate) fn load(
    path: &Path,
    asked_at: Option<&Place>,
    errors: &mut Vec<Error>,
) -> (Option<Settings>, Option<Settings>) {
    source::open(path, asked_at, errors).map_or((None, None), |item| judged(&item, errors))
}

/// A city as it was written, and the catalogue that it names.
pub(crate) fn judged(item: &Item, errors: &mut Vec<Error>) -> (Option<Settings>, Option<Settings>) {
    let draft = Draft::read(fields_of(item), CITY, &item.place, errors);
    let city = judged_city(&draft, errors);
    let catalogue = draft.text("catalogue").and_then(|(file, place)| {
        let item = source::open(&source::beside(&place.file.name, file), Some(place), errors)?;
        Some(judged_catalogue(&Draft::read(fields_of(&item), CATALOGUE, &item.place, errors), errors))
    });
    (Some(city), catalogue)
}

/// The city that ships, from inside the program: a loose regime file can be read without any other.
pub(crate) fn shipped(errors: &mut Vec<Error>) -> (Option<Settings>, Option<Settings>) {
    const CITY_TEXT: &str = include_str!("shipped/beijing.toml");
    const ACTS_TEXT: &str = include_str!("shipped/catalogue-2018.toml");
    let city = source::parse("cities/beijing.toml", CITY_TEXT.to_string(), errors);
    let acts = source::parse("cities/catalogue-2018.toml", ACTS_TEXT.to_string(), errors);
    let city = city.map(|item| judged_city(&Draft::read(fields_of(&item), CITY, &item.place, errors), errors));
    let acts =
        acts.map(|item| judged_catalogue(&Draft::read(fields_of(&item), CATALOGUE, &item.place, errors), errors));
    (city, acts)
}

pub(crate) fn fields_of(item: &Item) -> &[Field] {
    match &item.written {
        Written::Table(fields) => fields,
        _ => &[],
    }
}

pub(crate) fn judged_city(draft: &Draft, errors: &mut Vec<Error>) -> Settings {
    let city = settle(draft, CITY, &Names::new(), errors);
    at_most(draft, &city, "margin.district", MOST_DISTRICTS, errors);
    at_most(draft, &city, "margin.appearance", MOST_APPEARANCES, errors);
    margins_agree(draft, &city, errors);
    nobody_stands_alone(draft, &city, errors);
    for layer in city.names("group") {
        ordered(draft, &city, &format!("group.{layer}.smallest"), &format!("group.{layer}.largest"), errors);
    }
    for gate in city.names("application") {
        ordered(draft, &city, &format!("application.{gate}.from_age"), &format!("application.{gate}.to_age"), errors);
    }
    city
}

pub(crate) fn judged_catalogue(draft: &Draft, errors: &mut Vec<Error>) -> Settings {
    let catalogue = settle(draft, CATALOGUE, &Names::new(), errors);
    at_most(draft, &catalogue, "behaviour", MOST_BEHAVIOURS, errors);
    for act in catalogue.names("behaviour") {
        ordered(draft, &catalogue, &format!("behaviour.{act}.from_age"), &format!("behaviour.{act}.to_age"), errors);
    }
    catalogue
}

/// A section may have only so many names.
pub(crate) fn at_most(draft: &Draft, settings: &Settings, section: &str, most: usize, errors: &mut Vec<Error>) {
    let names = settings.names(section);
    if let Some(name) = names.get(most) {
        let message = format!("`{section}` has {} names", names.len());
        errors.push(Error::at(&draft.place(&format!("{section}.{name}")), message, format!("at most {most}")));
    }
}

fn ordered(draft: &Draft, settings: &Settings, low: &str, high: &str, errors: &mut Vec<Error>) {
    if let (Some(from), Some(to)) = (number(settings, low), number(settings, high))
        && from > to
    {
        let message = format!("`{low}` is {} and lies above `{high}`, which is {}", shown(from), shown(to));
        let place = if draft.entry(low).is_some() { draft.place(low) } else { draft.place(high) };
        errors.push(Error::at(&place, message, format!("`{low}` up to `{high}`")));
    }
}

/// The people of one margin, cell by cell; `None` while a cell is not a number.
fn cells(city: &Settings, dimension: &str) -> Option<Vec<f64>> {
    let names = city.names(dimension);
    let cells: Option<Vec<f64>> = names.iter().map(|name| number(city, &format!("{dimension}.{name}"))).collect();
    cells.filter(|cells| !cells.is_empty())
}

/// All margins count the same people.
fn margins_agree(draft: &Draft, city: &Settings, errors: &mut Vec<Error>) {
    let Some(people) = number(city, "nominal_people") else { return };
    for dimension in DIMENSIONS {
        let Some(total) = cells(city, dimension).map(|cells| cells.iter().sum::<f64>()) else { continue };
        if (total - people).abs() > MOST_DISAGREEMENT * people {
            let message = format!("`{dimension}` counts {} people, the city {}", shown(total), shown(people));
            let allowed = "totals that differ from `nominal_people` by at most 2 %";
            errors.push(Error::at(&draft.place(&first_cell(city, dimension)), message, allowed));
        }
    }
}

fn first_cell(city: &Settings, dimension: &str) -> String {
    format!("{dimension}.{}", city.names(dimension)[0])
}

/// Nobody in the city could be described by the counted traits.
fn nobody_stands_alone(draft: &Draft, city: &Settings, errors: &mut Vec<Error>) {
    let Some(share) = largest_stratum(city, &DIMENSIONS).filter(|share| *share > MOST_IN_A_STRATUM) else { return };
    let message = format!("{:.0} % of the people would stand in one stratum of all margins", share * 100.0);
    let allowed = "at most 20 %: a city has many kinds of people, not one described person";
    errors.push(Error::at(&draft.place(&first_cell(city, DIMENSIONS[0])), message, allowed));
}

/// Nor in a part of it: whoever lives in a part may all be of one district, so the district parts nobody from another.
pub(crate) fn nobody_stands_alone_in_a_part(asked_at: &Place, city: &Settings, errors: &mut Vec<Error>) {
    let share = largest_stratum(city, &DIMENSIONS[1..]).filter(|share| *share > MOST_IN_A_STRATUM);
    // A city that is refused as a whole has been told of.
    if let Some(share) =
        share.filter(|_| largest_stratum(city, &DIMENSIONS).is_some_and(|all| all <= MOST_IN_A_STRATUM))
    {
        let message = format!("{:.0} % of the people of one district would stand in one stratum", share * 100.0);
        let allowed = "at most 20 % where a district is lived as a city of its own; or one city, without `part_people`";
        errors.push(Error::at(asked_at, message, allowed));
    }
}

/// The share of the largest stratum, if the margins are independent: the product of the largest shares.
fn largest_stratum(city: &Settings, dimensions: &[&str]) -> Option<f64> {
    let largest = |cells: Vec<f64>| cells.iter().fold(0.0, |a: f64, b| a.max(*b)) / cells.iter().sum::<f64>();
    let shares: Option<Vec<f64>> = dimensions.iter().map(|dimension| cells(city, dimension).map(largest)).collect();
    shares.map(|shares| shares.iter().product())
}
