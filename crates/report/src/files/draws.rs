//! `draws.csv`: what each draw of the stylised parameters gave, to be read by others.
//!
//! Every measure of everybody; for silence and offences the difference to the reference alone (boundary.md 7).

use super::Mark;
use super::parquet::column;
use crate::robust::{Points, every};
use arrow_schema::{DataType, Field};

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

/// The draws as text, in the order of their numbers; `wanted` is how many there should be.
pub fn draws_csv(mark: &Mark, wanted: u32, arms: &[String], draws: &[Draw]) -> String {
    let head: Vec<String> = fields().iter().map(|field| field.name().clone()).collect();
    let mut text = mark.lines().join("\n") + &format!("\n# draws = {wanted}\n{}\n", head.join(","));
    let cell = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    for Draw { number, seed, ceilings_raised, result } in draws {
        match result {
            Err(why) => {
                let why = why.replace(['\n', '\r'], " ").replace('"', "'");
                text += &format!("{number},{seed},{ceilings_raised},,,,,\"{why}\"\n");
            }
            Ok(points) => {
                for (arm, points) in arms.iter().zip(points) {
                    for ((about, _), point) in every().zip(points) {
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

pub(super) fn fields() -> Vec<Field> {
    let number = |name, text| column(name, DataType::Float64, "as the measure", text).with_nullable(true);
    vec![
        column("draw", DataType::UInt32, "draws", "number of the draw; 0 is the files as they are written"),
        column("seed", DataType::UInt64, "name", "seed of the small city of this draw"),
        column("ceilings_raised", DataType::UInt32, "ceilings", "ceilings of the city that gave way to a drawn rate"),
        column("arm", DataType::Utf8, "name", "world of the experiment"),
        column("measure", DataType::Utf8, "name", "key of the measure, as in docs/measures.md"),
        number(
            "value",
            "of everybody in this world; empty where there was too little to measure, and for silence and offences",
        ),
        number("difference", "to the reference of the same draw"),
        column("failed", DataType::Utf8, "words", "why the draw could not be lived; else empty").with_nullable(true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::robust::Point;

    #[test]
    fn every_measure_of_every_world_has_a_row_and_a_failed_draw_its_reason() {
        let hash = || "0".to_owned();
        let regime_hashes = vec![("a".to_owned(), hash())];
        let mark = Mark { version: "0".to_owned(), experiment_hash: hash(), regime_hashes, seeds: vec![1] };
        let point = Point { value: Some(0.1 + 0.2), difference: None };
        let lived = Draw { number: 0, seed: 7, ceilings_raised: 1, result: Ok(vec![vec![point; every().count()]; 2]) };
        let failed = Draw { number: 1, seed: 8, ceilings_raised: 0, result: Err("a, \"b\"\nc".to_owned()) };
        let text = draws_csv(&mark, 64, &["a".to_owned(), "b".to_owned()], &[lived, failed]);
        let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert_eq!(rows.len(), 2 * every().count() + 1);
        assert_eq!(rows[0], "0,7,1,a,sanctioned,0.30000000000000004,,");
        assert_eq!(rows.last(), Some(&"1,8,0,,,,,\"a, 'b' c\""));
        assert!(rows.iter().all(|row| row.starts_with('1') || row.matches(',').count() + 1 == fields().len()));
    }
}
