//! `draws.csv`: what each draw of the stylised parameters gave, to be read by others and to go on where it stopped.
//!
//! Harms only, and for silence and offences the difference to the reference alone (boundary.md 7).

use super::Mark;
use crate::robust::{Point, Points, told};

/// One draw of all parameters; number 0 is the files as they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    pub number: u32,
    pub seed: u64,
    /// Ceilings of the city that gave way to a drawn rate.
    pub ceilings_raised: u32,
    /// What came of it, or why it could not be lived.
    pub result: Result<Points, String>,
}

const HEAD: &str = "draw,seed,ceilings_raised,arm,measure,value,difference,failed";

/// The draws as text, in the order of their numbers; `wanted` is how many there will be.
pub fn draws_csv(mark: &Mark, wanted: u32, arms: &[String], draws: &[Draw]) -> String {
    let mut text = mark.lines().join("\n") + &format!("\n# draws = {wanted}\n{HEAD}\n");
    let cell = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    for draw in draws {
        let Draw { number, seed, ceilings_raised, result } = draw;
        match result {
            Err(why) => {
                let why = why.replace(['\n', '\r'], " ").replace('"', "'");
                text += &format!("{number},{seed},{ceilings_raised},,,,,\"{why}\"\n");
            }
            Ok(points) => {
                for (arm, points) in arms.iter().zip(points) {
                    for ((about, _), point) in told().zip(points) {
                        let (value, difference) = (cell(point.value), cell(point.difference));
                        let key = about.key;
                        text += &format!("{number},{seed},{ceilings_raised},{arm},{key},{value},{difference},\n");
                    }
                }
            }
        }
    }
    text
}

/// Reads back what [`draws_csv`] wrote: how many draws were wanted, and those that are done.
pub fn read_draws(text: &str, arms: usize) -> Result<(u32, Vec<Draw>), String> {
    let wanted = text.lines().find_map(|line| line.strip_prefix("# draws = ")).and_then(|number| number.parse().ok());
    let wanted = wanted.ok_or("the line `# draws = N` is missing")?;
    let mut draws: Vec<Draw> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && *line != HEAD) {
        let row = row(line).ok_or_else(|| format!("`{line}` is no row of {HEAD}"))?;
        let known = draws.last().is_some_and(|draw| draw.number == row.number);
        if !known {
            let result = row.failed.clone().map_or(Ok(Vec::new()), Err);
            draws.push(Draw { number: row.number, seed: row.seed, ceilings_raised: row.raised, result });
        }
        if let (Some(Ok(points)), None) = (draws.last_mut().map(|draw| &mut draw.result), &row.failed) {
            if points.last().is_none_or(|world| world.len() == told().count()) {
                points.push(Vec::new());
            }
            points.last_mut().expect("a world").push(row.point);
        }
    }
    let whole = |points: &Points| points.len() == arms && points.iter().all(|world| world.len() == told().count());
    match draws.iter().find(|draw| draw.result.as_ref().is_ok_and(|points| !whole(points))) {
        Some(draw) => Err(format!("draw {} is not whole", draw.number)),
        None => Ok((wanted, draws)),
    }
}

struct Row {
    number: u32,
    seed: u64,
    raised: u32,
    point: Point,
    failed: Option<String>,
}

fn row(line: &str) -> Option<Row> {
    let mut fields = line.splitn(8, ',');
    let mut next = || fields.next();
    let number = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    let (draw, seed, raised) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?);
    let (_, _, value, difference) = (next()?, next()?, number(next()?)?, number(next()?)?);
    let failed = next()?.trim_matches('"');
    let failed = (!failed.is_empty()).then(|| failed.to_owned());
    Some(Row { number: draw, seed, raised, point: Point { value, difference }, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark() -> Mark {
        let hash = || "0".to_owned();
        Mark {
            version: "0".to_owned(),
            experiment_hash: hash(),
            regime_hashes: vec![("a".to_owned(), hash())],
            seeds: vec![1],
        }
    }

    #[test]
    fn draws_are_read_back_to_the_bit() {
        let point = |value: f64| Point { value: Some(value), difference: None };
        let points = vec![vec![point(0.1 + 0.2); told().count()], vec![point(-1e-17); told().count()]];
        let done = Draw { number: 0, seed: 7, ceilings_raised: 1, result: Ok(points) };
        let failed = Draw { number: 1, seed: 8, ceilings_raised: 0, result: Err("a, b; c".to_owned()) };
        let text = draws_csv(&mark(), 64, &["a".to_owned(), "b".to_owned()], &[done.clone(), failed.clone()]);
        assert_eq!(read_draws(&text, 2), Ok((64, vec![done, failed])));
    }

    #[test]
    fn a_draw_that_was_cut_off_is_refused() {
        let point = Point { value: Some(1.0), difference: Some(2.0) };
        let done = Draw { number: 0, seed: 7, ceilings_raised: 0, result: Ok(vec![vec![point; told().count()]]) };
        let text = draws_csv(&mark(), 64, &["a".to_owned()], &[done]);
        let cut = &text[..text.trim_end().rfind('\n').expect("rows")];
        assert!(read_draws(cut, 1).is_err() && read_draws(&text.replace("7,0,a", "7,x,a"), 1).is_err());
    }
}
