//! A figure: a sentence that says what to see, panels, a caption, the numbers behind it in a table, and the lines that
//! make it again.

use super::again::Again;
use super::numbers::NOTHING;
use super::words::{Words, ticked};
use crate::measures::Unit;
use crate::statistics::Told;
use askama::Template;

#[derive(Template)]
#[template(path = "figure.html")]
pub(crate) struct Figure {
    /// Computed from the data, never fixed.
    pub(crate) sentence: String,
    pub(crate) panels: Vec<Panel>,
    /// Colour and name.
    pub(crate) legend: Vec<(String, String)>,
    pub(crate) caption: String,
    pub(crate) table: Table,
    pub(crate) again: Again,
    /// The line that opens the table.
    pub(crate) numbers: String,
    /// Whether its panels need the width of the page.
    pub(crate) wide: bool,
}

impl Figure {
    /// Without a legend, in panels of the usual width.
    pub(crate) fn new(
        words: &Words,
        sentence: String,
        panels: Vec<Panel>,
        caption: String,
        table: Table,
        again: Again,
    ) -> Self {
        let numbers = words.text("figure.numbers").to_owned();
        Self { sentence, panels, legend: Vec::new(), caption, table, again, numbers, wide: false }
    }
}

pub(crate) struct Panel {
    pub(crate) heading: String,
    /// Small words under the heading.
    pub(crate) note: String,
    pub(crate) svg: String,
    pub(crate) legend: Vec<(String, String)>,
}

impl Panel {
    pub(crate) fn new(heading: impl Into<String>, note: impl Into<String>, svg: String) -> Self {
        Self { heading: heading.into(), note: note.into(), svg, legend: Vec::new() }
    }
}

#[derive(Template)]
#[template(path = "table.html")]
pub(crate) struct Table {
    /// What its file is called when it is saved.
    pub(crate) name: &'static str,
    pub(crate) caption: String,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<Entry>>,
    /// What the button says that saves it.
    pub(crate) save: String,
    /// Whether it carries its exact numbers. They are the same in every language: the script finds them in the first.
    pub(crate) is_exact: bool,
}

impl Table {
    pub(crate) fn new(
        words: &Words,
        name: &'static str,
        caption: String,
        head: Vec<String>,
        rows: Vec<Vec<Entry>>,
    ) -> Self {
        Self { name, caption, head, rows, save: words.text("table.save").to_owned(), is_exact: words.is_english() }
    }
}

/// An entry of a table: a number, and its interval in small type.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) text: String,
    pub(crate) small: String,
    /// For the saved file: the number without its unit, and the ends of its interval, parted by spaces.
    pub(crate) exact: Option<String>,
}

impl Entry {
    /// Its text, with what stands between backticks as code.
    fn html(&self) -> String {
        ticked(&self.text)
    }

    /// Whether it is more than a line.
    fn is_long(&self) -> bool {
        self.text.chars().count() > 36
    }

    pub(crate) fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), small: String::new(), exact: None }
    }

    pub(crate) fn count(words: &Words, number: i64) -> Self {
        Self { exact: Some(number.to_string()), ..Self::words(words.count(number)) }
    }

    pub(crate) fn value(words: &Words, unit: Unit, told: Told) -> Self {
        Self::told(words, unit, told, Words::value)
    }

    pub(crate) fn difference(words: &Words, unit: Unit, told: Told) -> Self {
        Self::told(words, unit, told, Words::difference)
    }

    fn told(words: &Words, unit: Unit, told: Told, write: fn(&Words, Unit, f64) -> String) -> Self {
        match told {
            Told::TooFew => Self::words(words.text("too_few")),
            Told::Nothing => Self::words(NOTHING),
            Told::Number(estimate) => Self {
                text: write(words, unit, estimate.mean),
                small: words.range(unit, &estimate),
                exact: Some(exact(estimate.mean, estimate.interval)),
            },
        }
    }
}

/// A number and the ends of its interval as a program reads them, to six digits.
pub(crate) fn exact(number: f64, interval: Option<(f64, f64)>) -> String {
    let short = |number: f64| format!("{number:.5e}").parse::<f64>().map_or(String::new(), |number| number.to_string());
    match interval {
        None => short(number),
        Some((low, high)) => format!("{} {} {}", short(number), short(low), short(high)),
    }
}
