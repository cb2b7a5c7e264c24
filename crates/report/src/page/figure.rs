//! A figure: a sentence that says what to see, panels, a caption, and the numbers behind it in a table.

use super::words;
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
    pub(crate) caption: String,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<Entry>>,
}

/// An entry of a table: a number, and its interval in small type.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) text: String,
    pub(crate) small: String,
}

impl Entry {
    pub(crate) fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), small: String::new() }
    }

    pub(crate) fn value(unit: Unit, told: Told) -> Self {
        Self::told(unit, told, words::value)
    }

    pub(crate) fn difference(unit: Unit, told: Told) -> Self {
        Self::told(unit, told, words::difference)
    }

    fn told(unit: Unit, told: Told, write: fn(Unit, f64) -> String) -> Self {
        match told {
            Told::TooFew => Self::words(words::TOO_FEW),
            Told::Nothing => Self::words(words::NOTHING),
            Told::Number(estimate) => Self { text: write(unit, estimate.mean), small: words::range(unit, &estimate) },
        }
    }
}
