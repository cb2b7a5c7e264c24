//! What a small city gets right and wrong about a large one, from committed figures.

use crate::sampling::FIGURES;
use crate::tree::Tree;
use anyhow::{Context, ensure};
use std::collections::BTreeMap;

const OPENING: &str = include_str!("sampling.md");
/// The worlds that get a table, each with the sentence over it.
const WORLDS: [(&str, &str); 2] = [
    ("as-reported", "The regime as reported: no office decides, but for the screening of tips."),
    ("with-appeal", "The same with appeals: a finite number of reviewers, and so a queue."),
];

#[derive(Clone, Copy)]
struct Figure {
    mean: f64,
    /// Half of the 95 % interval over the cities; none where one city was drawn.
    half: Option<f64>,
}

/// People and cities.
type Size = (u64, u32);

/// By world and measure: the unit, and what each size gave.
type Figures = BTreeMap<(String, String), (String, BTreeMap<Size, Figure>)>;

pub(super) fn page(tree: &Tree) -> anyhow::Result<String> {
    let text = tree.text(FIGURES).with_context(|| format!("{FIGURES} is missing; `cargo xtask sampling` makes it"))?;
    let (sizes, order, figures) = read(text)?;
    let tables = WORLDS.map(|(world, about)| table(world, about, &sizes, &order, &figures));
    let made: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# vitropolis ")).collect();
    Ok(format!("{OPENING}\nMade with vitropolis {}.\n{}", made.join("; "), tables.concat()))
}

fn read(text: &str) -> anyhow::Result<(Vec<Size>, Vec<String>, Figures)> {
    let (mut sizes, mut order, mut figures) = (Vec::new(), Vec::new(), Figures::new());
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        ensure!(fields.len() == 9, "{FIGURES}: `{line}` is no row");
        let size = (fields[0].parse()?, fields[1].parse()?);
        if !sizes.contains(&size) {
            sizes.push(size);
        }
        if !order.contains(&fields[4].to_owned()) {
            order.push(fields[4].to_owned());
        }
        let number = |at: usize| fields[at].parse::<f64>().ok();
        let Some(mean) = number(6) else { continue };
        let half = number(7).zip(number(8)).map(|(low, high)| (high - low) / 2.0);
        let entry = figures.entry((fields[3].to_owned(), fields[4].to_owned()));
        entry.or_insert_with(|| (fields[5].to_owned(), BTreeMap::new())).1.insert(size, Figure { mean, half });
    }
    ensure!(sizes.len() > 1, "{FIGURES} has figures of one size only");
    Ok((sizes, order, figures))
}

fn table(world: &str, about: &str, sizes: &[Size], order: &[String], figures: &Figures) -> String {
    let is_lived = |size: &&Size| figures.iter().any(|((of, _), (_, found))| of == world && found.contains_key(*size));
    let sizes: Vec<Size> = sizes.iter().filter(is_lived).copied().collect();
    let head: String = sizes.iter().map(|(people, cities)| format!(" {people} × {cities} |")).collect();
    let mut text = format!("\n## `{world}`\n\n{about}\n\n| measure | unit |{head} difference |\n|---|---|");
    text += &"---|".repeat(sizes.len() + 1);
    for measure in order {
        let Some((unit, found)) = figures.get(&(world.to_owned(), measure.clone())) else { continue };
        let Some((first, last)) = ends(&sizes, found) else { continue };
        let cells: String = sizes.iter().map(|size| format!(" {} |", cell(found.get(size)))).collect();
        text += &format!("\n| {measure} | {unit} |{cells} {} |", difference(first, last));
    }
    text + "\n"
}

/// The smallest city and the largest, where both tell and there is anything to tell.
fn ends(sizes: &[Size], found: &BTreeMap<Size, Figure>) -> Option<(Figure, Figure)> {
    let (first, last) = (found.get(sizes.first()?)?, found.get(sizes.last()?)?);
    (first.mean != 0.0 || last.mean != 0.0).then_some((*first, *last))
}

fn cell(figure: Option<&Figure>) -> String {
    match figure {
        None => "–".to_owned(),
        Some(Figure { mean, half: None }) => short(*mean),
        Some(Figure { mean, half: Some(half) }) => format!("{} ± {}", short(*mean), short(*half)),
    }
}

/// Smallest against largest in per cent, marked where it is more than the intervals allow.
fn difference(first: Figure, last: Figure) -> String {
    let noise = first.half.unwrap_or(0.0).hypot(last.half.unwrap_or(0.0));
    let mark = if (first.mean - last.mean).abs() > noise { " *" } else { "" };
    match last.mean {
        0.0 => format!("–{mark}"),
        mean => format!("{:+.1} %{mark}", (first.mean / mean - 1.0) * 100.0),
    }
}

/// Three digits are as much as the page needs.
fn short(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size >= 100.0 => format!("{value:.0}"),
        size => format!("{value:.*}", (2 - size.log10().floor() as i32).max(0) as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "# synthetic\npeople,seeds,days,arm,measure,unit,mean,low,high\n\
                        100,4,9,as-reported,marks,share,0.5,0.4,0.6\n900,1,9,as-reported,marks,share,0.45,,\n\
                        100,4,9,as-reported,days,days,12,11,13\n900,1,9,as-reported,days,days,15,,\n\
                        100,4,9,with-appeal,days,days,9,8,10\n";

    #[test]
    fn a_difference_beyond_the_interval_is_marked() {
        let (sizes, order, figures) = read(ROWS).unwrap();
        let table = table("as-reported", "", &sizes, &order, &figures);
        assert!(table.contains("| marks | share | 0.500 ± 0.100 | 0.450 | +11.1 % |"), "{table}");
        assert!(table.contains("| days | days | 12.0 ± 1.00 | 15.0 | -20.0 % * |"), "{table}");
    }

    #[test]
    fn a_size_that_was_not_lived_in_a_world_has_no_column_there() {
        let (sizes, order, figures) = read(ROWS).unwrap();
        let table = table("with-appeal", "", &sizes, &order, &figures);
        assert!(table.contains("| measure | unit | 100 × 4 | difference |"), "{table}");
    }

    #[test]
    fn a_row_that_is_cut_off_is_found() {
        assert!(read(&ROWS.replace(",0.4,0.6", "")).is_err());
    }
}
