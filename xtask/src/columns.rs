//! The columns of the people, as `crates/model/src/state.rs` lists them: name, unit, and who writes it.

use crate::code::{self, Token};
use crate::tree::Tree;

pub(crate) const PATH: &str = "crates/model/src/state.rs";

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The record in which it lies beside others of the same person.
    pub(crate) record: Option<String>,
    pub(crate) unit: String,
    /// Mechanisms, or measures, by the names of their files.
    pub(crate) writers: Vec<String>,
}

/// Every row `name: type, "unit", "writer, writer";` of `columns! { … }`, those of a `record: Record { … }` after the others.
pub(crate) fn all(tree: &Tree) -> Vec<Column> {
    let tokens = code::tokens(tree.text(PATH).unwrap_or_default());
    let Some(start) = (0..tokens.len()).find(|place| code::at(&tokens, *place, &["columns", "!", "{"])) else {
        return Vec::new();
    };
    let mut columns = Vec::new();
    let (mut place, end) = (start + 3, code::closing(&tokens, start + 2));
    let mut alone = place..place;
    while place < end {
        match tokens[place].text.as_str() {
            "{" => {
                let closed = code::closing(&tokens, place);
                let record = Some(tokens[place - 3].text.as_str());
                columns.extend(rows(&tokens[place + 1..closed]).into_iter().filter_map(|row| column(row, record)));
                place = closed;
            }
            ";" if columns.is_empty() => alone.end = place + 1,
            "(" | "[" => place = code::closing(&tokens, place),
            _ => {}
        }
        place += 1;
    }
    let alone = rows(&tokens[alone]);
    alone.into_iter().filter_map(|row| column(row, None)).chain(columns).collect()
}

/// Cuts at the semicolons that stand in no bracket.
fn rows(tokens: &[Token]) -> Vec<&[Token]> {
    let (mut rows, mut depth, mut start) = (Vec::new(), 0, 0);
    for (place, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            ";" if depth == 0 => {
                rows.push(&tokens[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    rows
}

fn column(row: &[Token], record: Option<&str>) -> Option<Column> {
    let quoted = |token: &Token| Some(token.text.strip_prefix('"')?.strip_suffix('"')?.to_string());
    let mut words = row.iter().filter_map(quoted);
    let (unit, writers) = (words.next()?, words.next()?);
    let writers = writers.split(',').map(|writer| writer.trim().to_string()).collect();
    Some(Column { name: row.first()?.text.clone(), record: record.map(str::to_owned), unit, writers })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_name_unit_and_writers() {
        let state = "macro_rules! columns { () => {} }\ncolumns! { work: u8, \"0 none; 1 some\", \"life, gates\"; \
                     held: [[i32; A]; B], \"points\", \"scoring\"; /// Of one person.\nminds: Mind { ties: u8, \"bits\", \
                     \"response\"; } }";
        let columns = all(&Tree::of(&[(PATH, state)]));
        let records: Vec<Option<&str>> = columns.iter().map(|column| column.record.as_deref()).collect();
        assert_eq!(records, [None, None, Some("minds")]);
        assert_eq!(columns[2].name, "ties");
        assert_eq!((columns[0].unit.as_str(), columns[0].writers.len()), ("0 none; 1 some", 2));
        assert_eq!((columns[1].name.as_str(), columns[1].unit.as_str()), ("held", "points"));
    }
}
