//! A section: one question of a reader, and what the run has to say to it.

use super::figure::{Figure, Table};
use super::words::{Words, escape};
use askama::Template;

#[derive(Template)]
#[template(path = "section.html")]
pub(crate) struct Section {
    /// The same in every language.
    pub(crate) id: &'static str,
    /// The id with its language before it, but for the first language.
    pub(crate) anchor: String,
    /// Short, for the contents.
    pub(crate) short: String,
    pub(crate) heading: String,
    pub(crate) blocks: Vec<Block>,
}

/// What stands in a section, in the order of reading. Texts are HTML.
pub(crate) enum Block {
    Text(String),
    /// The one paragraph that tells the run.
    Story(String),
    Note(String),
    List(Vec<String>),
    Figure(Figure),
    Table(Table),
    Code(String),
    /// A line to be opened, and what it opens.
    Folded(String, Vec<Block>),
    /// HTML that a template has made.
    Made(String),
}

impl Section {
    /// Its heading and its short name are texts under its id.
    pub(crate) fn new(words: &Words, id: &'static str, blocks: Vec<Block>) -> Self {
        let text = |end: &str| words.text(&format!("{id}.{end}")).to_owned();
        Self { id, anchor: anchor(words, id), short: text("short"), heading: text("heading"), blocks }
    }

    fn body(&self) -> String {
        self.blocks.iter().map(Block::html).collect()
    }
}

/// Where a section of a language is found.
pub(crate) fn anchor(words: &Words, id: &str) -> String {
    if words.is_english() { id.to_owned() } else { format!("{}-{id}", words.language) }
}

impl Block {
    fn html(&self) -> String {
        match self {
            Self::Text(html) => format!("<p>{html}</p>\n"),
            Self::Story(html) => format!("<p class=\"story\">{html}</p>\n"),
            Self::Note(html) => format!("<p class=\"note\">{html}</p>\n"),
            Self::List(items) => {
                format!("<ul>\n{}</ul>\n", items.iter().map(|html| format!("<li>{html}</li>\n")).collect::<String>())
            }
            Self::Figure(figure) => figure.to_string(),
            Self::Table(table) => table.to_string(),
            Self::Code(text) => format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", escape(text)),
            Self::Folded(line, blocks) => {
                let inside: String = blocks.iter().map(Block::html).collect();
                format!("<details class=\"more\"><summary>{line}</summary>{inside}</details>\n")
            }
            Self::Made(html) => html.clone(),
        }
    }
}
