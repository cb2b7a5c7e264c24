//! `effects.parquet`: each world beside the reference, person by person, in cells of at least ten people.

use super::parquet::{Sheet, column};
use super::{Columns, LEAST_PEOPLE, Mark};
use crate::effects::{Bounds, Effect, Moved, PARTED};
use arrow_array::{ArrayRef, Float64Array, Int64Array, StringArray, UInt32Array, UInt64Array};
use arrow_schema::{DataType, Field};
use model::measures::groups::Group;
use model::measures::outcomes::Outcome;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Writes a row for each seed, world, stratum, class of conduct and outcome, seed by seed.
pub struct EffectsWriter {
    sheet: Sheet,
    groups: Vec<Group>,
}

/// A column of whole numbers: name, unit, sentence, and what stands in it.
struct Whole {
    name: String,
    unit: &'static str,
    text: String,
    of: Box<dyn Fn(&Row) -> i64>,
}

/// A cell with what several columns tell of it.
struct Row<'a> {
    effect: &'a Effect,
    moved: Moved,
    worse: Bounds,
    better: Bounds,
}

impl EffectsWriter {
    pub fn create(path: &Path, mark: &Mark, groups: &[Group]) -> io::Result<Self> {
        Ok(Self { sheet: Sheet::create(path, mark, fields())?, groups: groups.to_vec() })
    }

    /// The cells of one world under one seed; those under ten people are left out.
    pub fn push(&mut self, seed: u64, arm: &str, effects: &[Effect]) -> io::Result<()> {
        let told: Vec<&Effect> = effects.iter().filter(|effect| effect.people() >= LEAST_PEOPLE).collect();
        if told.is_empty() {
            return Ok(());
        }
        let words = |of: &dyn Fn(&Effect) -> String| {
            Arc::new(StringArray::from_iter_values(told.iter().map(|effect| of(effect)))) as ArrayRef
        };
        let reals = |of: &dyn Fn(&Effect) -> f64| {
            Arc::new(Float64Array::from_iter_values(told.iter().map(|effect| of(effect)))) as ArrayRef
        };
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(UInt64Array::from(vec![seed; told.len()])),
            words(&|_| arm.to_owned()),
            words(&|effect| self.groups[effect.group].kind.to_owned()),
            words(&|effect| self.groups[effect.group].name.clone()),
            words(&|effect| effect.conduct.unwrap_or("all").to_owned()),
            words(&|effect| effect.outcome.name().to_owned()),
            words(&|effect| effect.outcome.unit().to_owned()),
            reals(&|effect| effect.means().0),
            reals(&|effect| effect.means().1),
            reals(&|effect| effect.means().1 - effect.means().0),
        ];
        let rows: Vec<Row> = told.iter().map(|effect| Row::of(effect)).collect();
        columns.extend(
            whole().iter().map(|column| {
                Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| (column.of)(row)))) as ArrayRef
            }),
        );
        columns.push(Arc::new(UInt32Array::from_iter(told.iter().map(|effect| effect.decorrelated))));
        self.sheet.write(columns)
    }

    /// Writes the same rows as text to another file.
    pub fn telling(self, path: &Path) -> io::Result<Self> {
        Ok(Self { sheet: self.sheet.telling(path)?, ..self })
    }

    /// Keeps in memory what it writes, and gives it back at the end.
    pub fn keeping(self) -> Self {
        Self { sheet: self.sheet.keeping(), ..self }
    }

    pub fn finish(self) -> io::Result<Columns> {
        self.sheet.finish()
    }
}

pub(super) fn fields() -> Vec<Field> {
    let outcomes = Outcome::ALL.iter().map(|outcome| format!("{} ({})", outcome.name(), outcome.text()));
    let outcomes = format!("what is compared: {}", outcomes.collect::<Vec<_>>().join("; "));
    let mut fields = vec![
        column("seed", DataType::UInt64, "seed", "seed of the city and of all draws"),
        column("arm", DataType::Utf8, "name", "world that is laid beside the reference"),
        column("group_kind", DataType::Utf8, "name", "dimension that the stratum is a value of"),
        column("group", DataType::Utf8, "name", "stratum of synthetic people"),
        column("conduct", DataType::Utf8, "name", "class of conduct, a third of the propensity; all: every class"),
        column("outcome", DataType::Utf8, "name", &outcomes),
        column("unit", DataType::Utf8, "name", "unit of the outcome in this row"),
        column("mean_reference", DataType::Float64, "as in unit", "mean over the cell in the reference world"),
        column("mean_arm", DataType::Float64, "as in unit", "mean over the cell in this world"),
        column("mean_difference", DataType::Float64, "as in unit", "this world less the reference, the same people"),
    ];
    fields.extend(whole().iter().map(|whole| column(&whole.name, DataType::Int64, whole.unit, &whole.text)));
    let text = "day from which the running totals of twins, over everybody, correlate by less than a half until the \
                end; null: they do not, or it cannot be told, or the row is not about everybody";
    fields.push(column("decorrelated_day", DataType::UInt32, "day from 0", text).with_nullable(true));
    fields
}

impl<'a> Row<'a> {
    fn of(effect: &'a Effect) -> Self {
        let (worse, better) = effect.bounds();
        Self { effect, moved: effect.moved(), worse, better }
    }
}

fn whole() -> Vec<Whole> {
    let people = |name: &str, text: &str, of: fn(&Row) -> i64| Whole::new(name, "people", text, of);
    let difference = |name: &str, text: &str, tenths: i64| {
        let text = format!("{text} of the people have at most this difference to the reference");
        Whole::new(name, "as in unit", &text, move |row| row.effect.quantile(tenths))
    };
    let mut columns = vec![
        people("people", "people of the cell, at least 10", |row| row.effect.people()),
        people("worse", "people worse off than their twin in the reference", |row| row.moved.worse),
        people("same", "people as well off as their twin", |row| row.moved.same),
        people("better", "people better off than their twin", |row| row.moved.better),
        bound("worse_least", "the fewest worse off", |row| row.worse.least),
        bound("worse_most", "the most worse off", |row| row.worse.most),
        bound("better_least", "the fewest better off", |row| row.better.least),
        bound("better_most", "the most better off", |row| row.better.most),
        difference("p10", "a tenth", 1),
        difference("p50", "half", 5),
        difference("p90", "nine tenths", 9),
    ];
    columns.extend((0..PARTED.len()).map(parted));
    columns.push(people("parted_never", "people who never differed from their twin in this outcome", |row| {
        row.effect.never_parted()
    }));
    columns
}

fn bound(name: &str, what: &str, of: fn(&Row) -> i64) -> Whole {
    let text = format!("{what} that any coupling of the two worlds could give with the same margins (Fréchet)");
    Whole::new(name, "people", &text, of)
}

/// The histogram of first differences.
fn parted(row: usize) -> Whole {
    let (name, last) = PARTED[row];
    let first = if row == 0 { 1 } else { PARTED[row - 1].1 + 1 };
    let days = if last == u32::MAX { format!("{first} or later") } else { format!("{first} to {last}") };
    let text = format!("people who first differed from their twin in this outcome on day {days}, counted from 1");
    Whole::new(&format!("parted_{name}"), "people", &text, move |told| told.effect.parted[row])
}

impl Whole {
    fn new(name: &str, unit: &'static str, text: &str, of: impl Fn(&Row) -> i64 + 'static) -> Self {
        Self { name: name.to_owned(), unit, text: text.to_owned(), of: Box::new(of) }
    }
}
