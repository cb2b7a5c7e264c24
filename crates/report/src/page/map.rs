//! Where in the city it falls: an abstract map of cells of neighbours, no streets and no place on Earth.

use super::again::{Again, rows_of, worlds};
use super::chart::{Hexagon, hexagons};
use super::figure::{Entry, Figure, Panel, Table, exact};
use super::section::{Block, Section};
use super::words::Words;
use crate::{Map, Run};
use std::collections::BTreeMap;

/// Steps of the colours.
pub(crate) const SHADES: usize = 5;
/// Layers of the main world that are drawn, and the one that is drawn for the reference, too.
const DRAWN: [&str; 3] = ["lowest", "wrong", "refusals"];
const BESIDE: &str = "wrong";

/// None where the run has no map.
pub(crate) fn section(words: &Words, run: &Run) -> Option<Section> {
    let map = run.map.as_ref()?;
    Some(Section::new(words, "map", vec![Block::Figure(figure(words, run, map)?)]))
}

fn figure(words: &Words, run: &Run, map: &Map) -> Option<Figure> {
    let places = laid(&map.districts);
    let main = run.main_arm();
    let mut drawn: Vec<(usize, &str)> = DRAWN.iter().map(|layer| (main, *layer)).collect();
    if main != run.reference {
        drawn.insert(2, (run.reference, BESIDE));
    }
    drawn.retain(|(_, layer)| map.values(main, layer).iter().flatten().any(|value| *value > 0.0));
    drawn.first()?;
    let panels = drawn.iter().map(|(arm, layer)| panel(words, run, map, &places, *arm, layer));
    let mut arms: Vec<usize> = drawn.iter().map(|(arm, _)| *arm).collect();
    arms.sort_unstable();
    arms.dedup();
    let lines = again(run, &arms);
    let least = map.people.iter().min().map_or(0, |people| *people).to_string();
    let parts = [("cells", &*map.people.len().to_string()), ("least", &least), ("seed", &run.seeds[0].to_string())];
    Some(Figure::new(
        words,
        sentence(words, run, map, main),
        panels.collect(),
        words.say("map.caption", &parts),
        table(words, run, map),
        Again::new(words, run, &lines),
    ))
}

/// Wrong marks and refusals of the last 28 days, district by district: the tables hold nothing of a cell.
fn again(run: &Run, arms: &[usize]) -> String {
    let evenings = format!("range({}, {})", run.days.saturating_sub(28), run.days);
    let [seed, kind] = [format!("[{}]", run.seeds[0]), "[\"district\"]".to_owned()];
    let wanted = [("arm", worlds(run, arms)), ("seed", seed), ("day", evenings), ("group_kind", kind)];
    format!(
        "# By district, since cells stand on the page alone; bands are in result.bands.\n{}{SUMS}",
        rows_of("daily", &wanted)
    )
}

/// Sums over the days, by world and district.
const SUMS: &str = r#"
names = ["marks_wrong_person", "marks_no_act", "marks_malice", "marks_wrong_amount", "refusals"]
sums = {}
for row in rows:
    place = sums.setdefault((row["arm"], row["group"]), dict.fromkeys(names, 0))
    for name in names:
        place[name] += row[name]"#;

/// One layer of one world, in shades up to the largest value of the layer in any world that is drawn.
fn panel(words: &Words, run: &Run, map: &Map, places: &[Hexagon], arm: usize, layer: &str) -> Panel {
    let values = map.values(arm, layer);
    let all = [run.main_arm(), run.reference].map(|arm| map.values(arm, layer));
    let most = all.into_iter().flatten().flatten().fold(0.0_f64, |most, value| most.max(*value));
    let name = words.text(&format!("layer.{layer}"));
    let world = &run.arms[arm].name;
    let title = words.say("map.title", &[("layer", name), ("world", world)]);
    let shade = |value: &Option<f64>| value.map(|value| shade(value, most));
    let mut panel = Panel::new(name, words.say("map.under", &[("world", world)]), String::new());
    panel.svg = hexagons(&title, places, &values.iter().map(shade).collect::<Vec<_>>());
    panel.legend =
        (0..SHADES).map(|step| (format!("var(--map-{step})"), step_name(words, layer, step, most))).collect();
    panel
}

fn shade(value: f64, most: f64) -> usize {
    if most <= 0.0 { 0 } else { ((value / most * SHADES as f64) as usize).min(SHADES - 1) }
}

/// `3.2 to 6.4 %`.
fn step_name(words: &Words, layer: &str, step: usize, most: f64) -> String {
    let end = |step: usize| most * step as f64 / SHADES as f64;
    words.say(
        "interval",
        &[("low", &figure_of(words, layer, end(step))), ("high", &figure_of(words, layer, end(step + 1)))],
    )
}

fn figure_of(words: &Words, layer: &str, value: f64) -> String {
    if layer == "lowest" { words.value(crate::measures::Unit::Share, value) } else { words.digits(value, 2) }
}

/// How unevenly errors fall: the cells without any, and the share of all that the worst tenth of the cells has.
fn sentence(words: &Words, run: &Run, map: &Map, main: usize) -> String {
    let rates = map.values(main, BESIDE);
    let mut wrong: Vec<f64> =
        rates.iter().zip(&map.people).map(|(rate, n)| rate.unwrap_or(0.0) * f64::from(*n)).collect();
    wrong.sort_by(|a, b| b.total_cmp(a));
    let all: f64 = wrong.iter().sum();
    let world = &*run.arms[main].name;
    if all == 0.0 {
        return words.say("map.none", &[("world", world)]);
    }
    let worst: f64 = wrong[..wrong.len().div_ceil(10)].iter().sum();
    let without = wrong.iter().filter(|wrong| **wrong == 0.0).count();
    let share = |part: f64| words.value(crate::measures::Unit::Share, part);
    let parts =
        [("world", world), ("without", &*share(without as f64 / wrong.len() as f64)), ("worst", &*share(worst / all))];
    words.say("map.sentence", &parts)
}

/// By district: its cells and people, and the mean of each layer over its people.
fn table(words: &Words, run: &Run, map: &Map) -> Table {
    let main = run.main_arm();
    let districts: Vec<&str> =
        run.groups.iter().filter(|group| group.kind == "district").map(|group| &*group.name).collect();
    let mut head = ["district", "cells", "people"].map(|word| words.text(&format!("head.{word}")).to_owned()).to_vec();
    let layers: Vec<&str> =
        DRAWN.into_iter().filter(|layer| map.values(main, layer).iter().any(Option::is_some)).collect();
    head.extend(layers.iter().map(|layer| words.text(&format!("layer.{layer}")).to_owned()));
    let rows = districts.iter().enumerate().map(|(district, name)| {
        let cells: Vec<usize> =
            (0..map.people.len()).filter(|cell| usize::from(map.districts[*cell]) == district).collect();
        let people: u32 = cells.iter().map(|cell| map.people[*cell]).sum();
        let mut row =
            vec![Entry::words(*name), Entry::count(words, cells.len() as i64), Entry::count(words, i64::from(people))];
        row.extend(layers.iter().map(|layer| {
            let values = map.values(main, layer);
            let sum: f64 = cells.iter().filter_map(|cell| Some(values[*cell]? * f64::from(map.people[*cell]))).sum();
            let mean = if people == 0 { 0.0 } else { sum / f64::from(people) };
            Entry { exact: Some(exact(mean, None)), ..Entry::words(figure_of(words, layer, mean)) }
        }));
        row
    });
    let caption = words.say("map.table", &[("world", &run.arms[main].name)]);
    Table::new(words, "map", caption, head, rows.collect())
}

/// Places of a hexagonal grid nearest to the middle, so that each district is a compact part of a round city: both
/// halves of the districts get a half of the places, again and again. The observatory's map is laid in the same way.
fn laid(districts: &[u8]) -> Vec<Hexagon> {
    let points = spiral(districts.len());
    let mut sizes: BTreeMap<u8, usize> = BTreeMap::new();
    districts.iter().for_each(|district| *sizes.entry(*district).or_default() += 1);
    let mut order: Vec<(u8, usize)> = sizes.into_iter().collect();
    order.sort_by_key(|(district, _)| districts.iter().position(|other| other == district));
    let mut places = BTreeMap::new();
    split(&order, (0..points.len()).collect(), &points, &mut places);
    let mut used: BTreeMap<u8, usize> = BTreeMap::new();
    let mut next = |district: u8| {
        let used = used.entry(district).or_default();
        *used += 1;
        points[places[&district][*used - 1]]
    };
    districts.iter().map(|district| next(*district)).collect()
}

fn spiral(count: usize) -> Vec<Hexagon> {
    let reach = (count as f64).sqrt().ceil() as i32 + 2;
    let point =
        |row: i32, column: i32| (f64::from(column) + f64::from(row & 1) / 2.0, f64::from(row) * 3_f64.sqrt() / 2.0);
    let mut points: Vec<Hexagon> =
        (-reach..=reach).flat_map(|row| (-reach..=reach).map(move |column| point(row, column))).collect();
    let far = |point: &Hexagon| point.0.hypot(point.1);
    points.sort_by(|a, b| far(a).total_cmp(&far(b)).then(a.1.atan2(a.0).total_cmp(&b.1.atan2(b.0))));
    points.truncate(count);
    points
}

fn split(districts: &[(u8, usize)], mut places: Vec<usize>, points: &[Hexagon], into: &mut BTreeMap<u8, Vec<usize>>) {
    let [(district, _)] = districts else {
        let half = districts.iter().map(|(_, cells)| cells).sum::<usize>() / 2;
        let (mut first, mut taken) = (0, 0);
        while first + 1 < districts.len() && (first == 0 || taken + districts[first].1 / 2 < half) {
            taken += districts[first].1;
            first += 1;
        }
        let along = |axis: fn(&Hexagon) -> f64| {
            let ends = places
                .iter()
                .map(|place| axis(&points[*place]))
                .fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
            ends.1 - ends.0
        };
        let across = along(|point| point.0) >= along(|point| point.1);
        let key = |place: &usize| if across { points[*place] } else { (points[*place].1, points[*place].0) };
        places.sort_by(|a, b| key(a).0.total_cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)));
        let rest = places.split_off(taken);
        split(&districts[..first], places, points, into);
        return split(&districts[first..], rest, points, into);
    };
    let mean =
        |axis: fn(&Hexagon) -> f64| places.iter().map(|place| axis(&points[*place])).sum::<f64>() / places.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let near = |place: &usize| (points[*place].0 - x).hypot(points[*place].1 - y);
    places.sort_by(|a, b| near(a).total_cmp(&near(b)));
    into.insert(*district, places);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_a_place_of_its_own() {
        let districts: Vec<u8> = [[2; 30].as_slice(), &[0; 7], &[5; 1], &[1; 62]].concat();
        let mut places = laid(&districts);
        assert_eq!(places.len(), 100);
        places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        places.dedup();
        assert_eq!(places.len(), 100);
    }
}
