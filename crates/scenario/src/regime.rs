//! A regime that can be tried on a city: bands that do not overlap, and no rate above what the city allows.

use crate::city::{at_most, fields_of};
use crate::draft::{A_REGIME, Draft, Spelling};
use crate::errors::{Error, known_names};
use crate::safeguards;
use crate::settle::{number, settle};
use crate::source::{self, Item, Place, Unsaved};
use crate::value::{Names, shown};
use model::parameters::{AGE_GROUPS, INCOMES, REGIME, RESIDENCES, SEXES, Settings, Value};
use std::path::Path;
use std::sync::Arc;

const MOST_BANDS: usize = 8;
const MOST_CHANNELS: usize = 16;
const MOST_SAFEGUARDS: usize = 16;

/// Reads a regime file and whatever it extends.
pub(crate) fn draft(path: &Path, asked_at: Option<&Place>, errors: &mut Vec<Error>) -> Option<Draft> {
    let item = source::open(path, asked_at, errors)?;
    whole(&item, errors)
}

/// The same where it, or what it extends, may stand in no file yet.
pub(crate) fn draft_among(path: &Path, unsaved: &Unsaved, errors: &mut Vec<Error>) -> Option<Draft> {
    let item = source::open_among(path, Arc::new(unsaved.clone()), None, errors)?;
    whole(&item, errors)
}

fn whole(item: &Item, errors: &mut Vec<Error>) -> Option<Draft> {
    if !A_REGIME.is_that_of(item, errors) {
        return None;
    }
    extended(read(item, errors), &mut vec![item.place.file.name.clone()], errors)
}

pub(crate) fn read(item: &Item, errors: &mut Vec<Error>) -> Draft {
    Draft::read(fields_of(item), REGIME, &item.place, errors)
}

/// A regime as a lock holds it: nothing is extended, and what is out of force is kept.
pub(crate) fn read_locked(item: &Item, errors: &mut Vec<Error>) -> Draft {
    Draft::read_under("", fields_of(item), REGIME, Spelling::Locked, &item.place, errors)
}

/// Lays a regime over the one that it extends. `line` is the line of descent, to find a circle.
fn extended(mut child: Draft, line: &mut Vec<String>, errors: &mut Vec<Error>) -> Option<Draft> {
    let Some((parent, place)) = child.text("extends") else { return Some(child) };
    let path = source::beside(&place.file.name, &format!("{parent}.toml"));
    let name = path.to_string_lossy().into_owned();
    if line.contains(&name) {
        let message = format!("`extends = \"{parent}\"` goes round in a circle");
        errors.push(Error::at(place, message, "a regime that does not extend this one, directly or through others"));
        return None;
    }
    let item = source::open(&path, Some(place), errors)?;
    line.push(name);
    let mut base = extended(read(&item, errors), line, errors)?;
    // A regime has a name and a title of its own.
    base.remove("name");
    base.remove("title");
    child.remove("extends");
    let top = child.top.clone();
    Some(Draft { top, ..base.overlaid(child) })
}

/// The settings of a regime on a city with these behaviours and appearance groups, its safeguards in force laid over it.
/// Each of the others must fit alone, too, so that it can be switched on.
pub(crate) fn judged(draft: &Draft, city: Option<&Settings>, lent: &Names, errors: &mut Vec<Error>) -> Settings {
    let regime = settle(draft, REGIME, lent, errors);
    at_most(draft, &regime, "band", MOST_BANDS, errors);
    at_most(draft, &regime, "channel", MOST_CHANNELS, errors);
    at_most(draft, &regime, "safeguard", MOST_SAFEGUARDS, errors);
    inputs_count_what_somebody_has(draft, &regime, city, errors);
    safeguards::set_what_exists(draft, &regime, lent, errors);
    let in_force = safeguards::in_force(&regime);
    for name in regime.names("safeguard").iter().filter(|name| !in_force.contains(name)).take(MOST_SAFEGUARDS) {
        fitting(draft, &regime, std::slice::from_ref(name), city, errors);
    }
    fitting(draft, &regime, &in_force, city, errors)
}

/// The regime with these safeguards laid over it, and whether it holds together.
fn fitting(
    draft: &Draft,
    regime: &Settings,
    in_force: &[String],
    city: Option<&Settings>,
    errors: &mut Vec<Error>,
) -> Settings {
    let (draft, mut regime) = (&safeguards::placed(draft, in_force), regime.clone());
    safeguards::lay(draft, &mut regime, in_force, errors);
    range_has_room(draft, &regime, errors);
    order_bands(&mut regime);
    bands_fit(draft, &regime, errors);
    planted_marks_stand_for_an_act(draft, &regime, errors);
    if let Some(city) = city {
        under_ceilings(draft, &regime, city, errors);
    }
    regime
}

fn range_has_room(draft: &Draft, regime: &Settings, errors: &mut Vec<Error>) {
    let points = |path| number(regime, path);
    let (Some(low), Some(start), Some(high)) =
        (points("score.minimum"), points("score.start"), points("score.maximum"))
    else {
        return;
    };
    if !(low <= start && start <= high && low < high) {
        let path = if low < high { "score.start" } else { "score.maximum" };
        let message = format!("a score cannot start at {} between {} and {}", shown(start), shown(low), shown(high));
        let allowed = "score.minimum ≤ score.start ≤ score.maximum, with room between them";
        errors.push(Error::at(&draft.place(path), message, allowed));
    }
}

fn floor(regime: &Settings, band: &str) -> Option<f64> {
    number(regime, &format!("band.{band}.floor"))
}

/// Bands are walked from the lowest floor up.
fn order_bands(regime: &mut Settings) {
    let mut bands = regime.names("band").to_vec();
    bands.sort_by(|a, b| floor(regime, a).unwrap_or(f64::MAX).total_cmp(&floor(regime, b).unwrap_or(f64::MAX)));
    regime.set_names("band", bands);
}

fn bands_fit(draft: &Draft, regime: &Settings, errors: &mut Vec<Error>) {
    let bands = regime.names("band");
    let mut refuse = |band: &str, message: String, allowed: &str| {
        errors.push(Error::at(&draft.place(&format!("band.{band}.floor")), message, allowed));
    };
    for pair in bands.windows(2) {
        if let (Some(lower), Some(upper)) = (floor(regime, &pair[0]), floor(regime, &pair[1]))
            && lower == upper
        {
            let message = format!("the bands `{}` and `{}` overlap: both start at {}", pair[0], pair[1], shown(upper));
            refuse(&pair[1], message, "a floor of its own for each band; a band ends where the next one starts");
        }
    }
    let (minimum, maximum) = (number(regime, "score.minimum"), number(regime, "score.maximum"));
    if let (Some(lowest), Some(minimum)) = (bands.first(), minimum)
        && floor(regime, lowest).is_some_and(|floor| floor > minimum)
    {
        let message = format!("scores from {} up to the floor of `{lowest}` have no band", shown(minimum));
        refuse(lowest, message, "a lowest band that starts at score.minimum or under it");
    }
    if let (Some(highest), Some(maximum)) = (bands.last(), maximum)
        && floor(regime, highest).is_some_and(|floor| floor > maximum)
    {
        let message = format!("no score reaches `{highest}`: scores end at {}", shown(maximum));
        refuse(highest, message, "a floor up to score.maximum");
    }
    if bands.is_empty() && regime.get("score.enabled") == Some(&Value::Flag(true)) {
        let message = "a score is kept, and there is no band";
        errors.push(Error::at(&draft.top, message, "at least one [band.NAME] with a floor, or score.enabled = false"));
    }
}

/// A value that nobody can have would weigh nothing without a word.
fn inputs_count_what_somebody_has(draft: &Draft, regime: &Settings, city: Option<&Settings>, errors: &mut Vec<Error>) {
    for name in regime.names("input") {
        let path = format!("input.{name}.value");
        let (Some(Value::Text(about)), Some(Value::Text(value))) =
            (regime.get(&format!("input.{name}.about")), regime.get(&path))
        else {
            continue;
        };
        let fixed = |names: &[&str]| Some(names.iter().map(|name| (*name).to_string()).collect::<Vec<_>>());
        let of_city = |section: &str| city.map(|city| city.names(section).to_vec());
        let values = match about.as_str() {
            "age" => fixed(AGE_GROUPS),
            "sex" => fixed(SEXES),
            "residence" => fixed(RESIDENCES),
            "income" => fixed(INCOMES),
            "appearance" => of_city("margin.appearance"),
            "district" => of_city("margin.district"),
            "conduct" | "debts" => Some(Vec::new()),
            _ => None,
        };
        let Some(values) = values.filter(|values| !values.contains(value)) else { continue };
        let message = format!("`{path}`: nobody's {about} is `{value}`");
        let allowed = match values.is_empty() {
            true => format!("no value for {about}: how much of it there is counts"),
            false => known_names(value, &values),
        };
        errors.push(Error::at(&draft.place(&path), message, allowed));
    }
}

/// A planted false mark is of some behaviour, or nothing would be planted without a word.
fn planted_marks_stand_for_an_act(draft: &Draft, regime: &Settings, errors: &mut Vec<Error>) {
    let planted = number(regime, "inject.share").is_some_and(|share| share > 0.0);
    if planted
        && regime.get("inject.behaviour").is_none()
        && !draft.entries.iter().any(|e| e.path == "inject.behaviour")
    {
        let place =
            draft.entries.iter().find(|entry| entry.path == "inject.share").map(|entry| entry.item.place.clone());
        let place = place.unwrap_or_else(|| draft.top.clone());
        let message = "false marks are planted, and it is not said for which act";
        errors.push(Error::at(&place, message, "`inject.behaviour`, the name of an act of the catalogue"));
    }
}

/// Rates of a regime that are drawn under a bound of the city.
struct Bounded {
    paths: Vec<String>,
    ceiling: &'static str,
    what: &'static str,
    whose: &'static str,
}

impl Bounded {
    fn all(regime: &Settings) -> [Self; 2] {
        let channels = regime.names("channel").iter();
        let false_alarms = channels.map(|name| format!("channel.{name}.false_alarms_per_year"));
        let false_alarms = false_alarms.chain(["alarm.false_per_year".to_string()]);
        [
            Self {
                paths: false_alarms.collect(),
                ceiling: "ceiling.false_alarms_per_year",
                what: "the false alarms of all channels",
                whose: "a person and year",
            },
            Self {
                paths: vec!["informer.malicious_tips_per_year".to_string()],
                ceiling: "ceiling.malicious_tips_per_year",
                what: "the false tips",
                whose: "a year for each who bears a grudge",
            },
        ]
    }

    fn total(&self, regime: &Settings) -> f64 {
        self.paths.iter().filter_map(|path| number(regime, path)).sum()
    }
}

/// The ceilings of the city that a regime is held under, with the rate that it needs under each.
pub fn rates_under_ceilings(regime: &Settings) -> Vec<(&'static str, f64)> {
    Bounded::all(regime).iter().map(|bounded| (bounded.ceiling, bounded.total(regime))).collect()
}

/// A regime that exceeds a bound of the city could not be compared with others.
fn under_ceilings(draft: &Draft, regime: &Settings, city: &Settings, errors: &mut Vec<Error>) {
    for bounded in Bounded::all(regime) {
        let Bounded { paths, ceiling, what, whose } = &bounded;
        let total = bounded.total(regime);
        let Some(most) = number(city, ceiling).filter(|most| total > *most) else { continue };
        let last = draft.entries.iter().rev().find(|entry| paths.contains(&entry.path));
        let place = last.map_or(draft.top.clone(), |entry| entry.item.place.clone());
        let message = format!("{what} come to {} {whose}, above the city's ceiling", shown(total));
        errors.push(Error::at(&place, message, format!("at most {} (`{ceiling}` of the city)", shown(most))));
    }
}
