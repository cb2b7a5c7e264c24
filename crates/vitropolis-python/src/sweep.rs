//! A design in, harms out: as tables.

use crate::columns::Columns;
use crate::errand;
use crate::errors::raised;
use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, Field, Schema};
use experiment::{Dimension, HarmAt, Request, SweepRequest, Swept, Unsaved};
use pyo3::prelude::*;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Name, value as written, low, high, whether on the log scale.
type Told = (String, f64, f64, f64, bool);

/// The closed list of harms, each with whether more of it is worse.
#[pyfunction]
pub(crate) fn harms() -> Vec<(&'static str, bool)> {
    experiment::harms()
}

/// Everything that a sweep of this experiment may vary.
#[pyfunction]
pub(crate) fn dimensions(py: Python<'_>, path: PathBuf, unsaved: Unsaved, arms: Vec<String>) -> PyResult<Vec<Told>> {
    let request = Request { experiment: path, unsaved, arms, ..Request::default() };
    let found = py.detach(|| experiment::dimensions(&request)).map_err(|failure| raised(py, &failure))?;
    Ok(found.iter().map(told).collect())
}

fn told(dimension: &Dimension) -> Told {
    (dimension.name.clone(), dimension.written, dimension.low, dimension.high, dimension.log)
}

/// Lives every point; returns the values that each place stands for, and the harms.
#[pyfunction]
pub(crate) fn sweep<'py>(
    py: Python<'py>,
    path: PathBuf,
    unsaved: Unsaved,
    dimensions: Vec<String>,
    points: Vec<Vec<f64>>,
    people: Option<u64>,
    days: Option<u32>,
    arms: Vec<String>,
    seeds: Option<u32>,
    seed: Option<u64>,
    threads: usize,
    keep: Option<PathBuf>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<(Columns, Columns)> {
    let experiment = path;
    let request = Request { experiment, people, days, arms, seeds, seed, threads, unsaved, ..Request::default() };
    let asked = SweepRequest { request, dimensions, points: points.clone(), keep };
    let work = move |watch: &mut dyn experiment::Watch, stop: &_| experiment::sweep(&asked, watch, stop);
    let swept = errand::done(py, progress.as_ref(), work)?;
    Ok((design(&points, &swept), rows(&swept)))
}

/// A row for each point, a column for each dimension.
fn design(points: &[Vec<f64>], swept: &Swept) -> Columns {
    let mut fields = vec![column("point", DataType::UInt32, "number", "point of the design, from 0", false)];
    let mut columns: Vec<ArrayRef> = vec![Arc::new(UInt32Array::from_iter_values(0..points.len() as u32))];
    for (at, dimension) in swept.dimensions.iter().enumerate() {
        let text =
            format!("what was tried, from {} to {}; written: {}", dimension.low, dimension.high, dimension.written);
        fields.push(column(&dimension.name, DataType::Float64, "as in vitropolis.explain", &text, false));
        let values = points.iter().map(|point| dimension.value(point[at]));
        columns.push(Arc::new(Float64Array::from_iter_values(values)));
    }
    table(fields, columns)
}

/// A row for each point, world and harm; a point that failed is one row with its reason.
fn rows(swept: &Swept) -> Columns {
    let mut rows: Vec<(u32, Option<&HarmAt>, Option<&str>)> = Vec::new();
    for (number, point) in swept.points.iter().enumerate() {
        match point {
            Ok(harms) => rows.extend(harms.iter().map(|harm| (number as u32, Some(harm), None))),
            Err(reason) => rows.push((number as u32, None, Some(reason))),
        }
    }
    let harm = |of: fn(&HarmAt) -> Option<f64>| -> ArrayRef {
        Arc::new(Float64Array::from_iter(rows.iter().map(|row| row.1.and_then(of))))
    };
    let word = |of: fn(&HarmAt) -> &str| -> ArrayRef {
        Arc::new(StringArray::from_iter(rows.iter().map(|row| row.1.map(of))))
    };
    let columns = vec![
        Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| row.0))) as ArrayRef,
        word(|harm| &harm.arm),
        word(|harm| harm.harm),
        harm(|harm| harm.value),
        harm(|harm| harm.difference),
        Arc::new(StringArray::from_iter(rows.iter().map(|row| row.2))),
    ];
    let fields = vec![
        column("point", DataType::UInt32, "number", "point of the design, from 0", false),
        column("arm", DataType::Utf8, "name", "world of the experiment; null where the point failed", true),
        column("harm", DataType::Utf8, "name", "key of the measure, of the closed list of harms", true),
        column("value", DataType::Float64, "share", "mean over the seeds; null: nothing to measure", true),
        column(
            "difference",
            DataType::Float64,
            "share",
            "paired with the reference; null for the reference itself",
            true,
        ),
        column("reason", DataType::Utf8, "sentence", "why the point could not be lived; null where it was", true),
    ];
    table(fields, columns)
}

fn column(name: &str, kind: DataType, unit: &str, text: &str, nullable: bool) -> Field {
    let about = HashMap::from([("unit".to_owned(), unit.to_owned()), ("description".to_owned(), text.to_owned())]);
    Field::new(name, kind, nullable).with_metadata(about)
}

fn table(fields: Vec<Field>, columns: Vec<ArrayRef>) -> Columns {
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(schema.clone(), columns).expect("columns of our own fit their schema");
    Columns(experiment::Columns { schema, batches: vec![batch] })
}
