//! Each column of the people has one writer, or says why there are several; `state.rs` names them, the heads list
//! them, and the code holds to both.

use crate::code::{self, Token};
use crate::columns::{self, Column};
use crate::heads::{self, Head, Section};
use crate::tree::{Finding, Tree};

const MODEL: &str = "crates/model/src/";
/// Where people are made; before the first day everything is written.
const MAKERS: &[&str] = &["crates/model/src/state.rs", "crates/model/src/population/"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let columns = columns::all(tree);
    let heads = heads::all(tree);
    let mut findings: Vec<Finding> = heads.iter().flat_map(|head| check_head(head, &columns)).collect();
    for (path, text) in tree.under(MODEL, ".rs").filter(|(path, _)| !MAKERS.iter().any(|made| path.starts_with(made))) {
        findings.extend(strangers(path, &writes(text, &columns), &columns));
    }
    if columns.is_empty() {
        findings.push(Finding::new(
            columns::PATH,
            0,
            "there is no list `columns! { name: type, \"unit\", \"writer\"; }`",
        ));
    }
    findings
}

/// A head lists what `state.rs` says it writes, and nothing else; shared columns with the reason.
fn check_head(head: &Head, columns: &[Column]) -> Vec<Finding> {
    let none = Section::default();
    let section = head.section("Writes").unwrap_or(&none);
    let listed = section.words();
    let at = |message: String| Finding::new(&head.path, section.line, message);
    let mut findings = Vec::new();
    for column in columns {
        let (name, writes) = (&column.name, column.writers.contains(&head.name));
        match (listed.contains(name), writes) {
            (false, true) => findings.push(at(format!("{} names it as writer of `{name}`: list it", columns::PATH))),
            (true, false) => findings.push(at(format!("{} does not name it as writer of `{name}`", columns::PATH))),
            (true, true) if column.writers.len() > 1 && !section.explains(name) => {
                findings.push(at(format!("`{name}` has several writers: say why in parentheses")));
            }
            _ => {}
        }
    }
    let unknown =
        listed.iter().filter(|word| *word != "nothing" && !columns.iter().any(|column| column.name == **word));
    findings.extend(unknown.map(|word| at(format!("`{word}` is no column of {}", columns::PATH))));
    findings
}

/// Writes by a file that `state.rs` does not name for the column.
fn strangers(path: &str, writes: &[Write], columns: &[Column]) -> Vec<Finding> {
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".rs");
    let writer = |column: &Column| column.writers.iter().any(|writer| writer == stem);
    // Who borrows a record must be the writer of something in it.
    let names = |column: &Column, name: &str| column.name == name || column.record.as_deref() == Some(name);
    let allowed = |name: &str| columns.iter().any(|column| names(column, name) && writer(column));
    let wrong = writes.iter().filter(|write| !allowed(&write.column));
    let message = |name: &str| format!("writes `people.{name}`, and {} names other writers", columns::PATH);
    wrong.map(|write| Finding::new(path, write.line, message(&write.column))).collect()
}

/// A column of the people that somebody changes.
#[derive(Debug, PartialEq, Eq)]
struct Write {
    column: String,
    line: usize,
}

/// `people.COLUMN[…] = …` with any assignment, `people.COLUMN = …` and `&mut people.COLUMN`; likewise
/// `people.RECORD[…].COLUMN`.
fn writes(source: &str, columns: &[Column]) -> Vec<Write> {
    let tokens = code::shipped(source);
    let is_record = |name: &str| columns.iter().any(|column| column.record.as_deref() == Some(name));
    let named = (0..tokens.len()).filter(|place| code::at(&tokens, *place, &["people", "."]));
    let changed = named.filter(|place| is_lent(&tokens, *place) || is_assigned(&tokens, place + 3));
    let write = |place: usize| {
        let name = tokens.get(place + 2)?;
        let name = if is_record(&name.text) { field_of(&tokens, place + 3).unwrap_or(name) } else { name };
        Some(Write { column: name.text.clone(), line: tokens[place].line })
    };
    changed.filter_map(write).collect()
}

/// The field that is named after the index that begins here.
fn field_of(tokens: &[Token], index: usize) -> Option<&Token> {
    let dot = code::closing(tokens, index) + 1;
    (code::at(tokens, index, &["["]) && code::at(tokens, dot, &["."])).then(|| tokens.get(dot + 1))?
}

/// Whether `&mut` stands before `people`, perhaps with `state.` or `self.` between.
fn is_lent(tokens: &[Token], people: usize) -> bool {
    let mut start = people;
    while start >= 2 && tokens[start - 1].text == "." {
        start -= 2;
    }
    start >= 2 && code::at(tokens, start - 2, &["&", "mut"])
}

/// Whether an assignment follows the indices and fields that begin here.
fn is_assigned(tokens: &[Token], start: usize) -> bool {
    let mut place = start;
    loop {
        match tokens.get(place).map(|token| token.text.as_str()) {
            Some("[") => place = code::closing(tokens, place) + 1,
            Some(".") if is_field(tokens, place) => place += 2,
            _ => break,
        }
    }
    let signs: Vec<&str> = tokens[place.min(tokens.len())..].iter().take(3).map(|token| token.text.as_str()).collect();
    match signs.as_slice() {
        ["=", second, ..] => *second != "=" && *second != ">",
        ["+" | "-" | "*" | "/" | "%" | "|" | "&" | "^", "=", ..] => true,
        ["<", "<", "="] | [">", ">", "="] => true,
        _ => false,
    }
}

/// Whether a dot leads to a field, and not to a call or a range.
fn is_field(tokens: &[Token], dot: usize) -> bool {
    let named = |token: &Token| token.text.starts_with(|first: char| first.is_alphanumeric() || first == '_');
    tokens.get(dot + 1).is_some_and(named) && tokens.get(dot + 2).is_none_or(|token| token.text != "(")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::FIXTURE;

    const STATE: &str = "columns! {\n    seen: [u16; N], \"acts\", \"observation\";\n    work: u8, \"kind\", \"life, gates\";\n\
                         minds: Mind { ties: u8, \"bits\", \"scoring\"; }\n}";

    fn of(name: &str, text: &str) -> Vec<String> {
        let path = format!("{}{name}.rs", heads::FOLDER);
        let findings = check(&Tree::of(&[(path.as_str(), text), (columns::PATH, STATE)]));
        findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_mechanism_that_lists_what_it_writes_is_quiet() {
        let code = "fn f() { people.seen[i] += 1; if people.work[i] == people.floor[i] {} let x = people.age[i]; }";
        assert_eq!(of("observation", &format!("{FIXTURE}{code}")), [""; 0]);
    }

    #[test]
    fn a_column_that_belongs_to_another_is_found_in_the_head_and_in_the_code() {
        let text = FIXTURE.replace("//! seen\n", "//! seen, work, wurk\n") + "fn f() { people.work[i] = 1; }";
        let said = of("observation", &text);
        assert!(
            said.len() == 3 && said[0].contains("does not name it") && said[1].contains("`wurk` is no"),
            "{said:?}"
        );
    }

    #[test]
    fn a_shared_column_needs_its_reason() {
        let silent = FIXTURE.replace("//! seen\n", "//! work\n");
        assert_eq!(of("life", &silent), ["`work` has several writers: say why in parentheses"]);
        assert_eq!(of("life", &silent.replace("//! work\n", "//! work (`gates` ends a search)\n")), [""; 0]);
    }

    #[test]
    fn a_field_of_a_record_is_a_column() {
        let code = "fn f() { people.minds[i].ties |= 1; for mind in &mut people.minds {} }";
        let said = of("observation", &format!("{FIXTURE}{code}"));
        assert!(said.len() == 2 && said[0].contains("`people.ties`") && said[1].contains("`people.minds`"), "{said:?}");
        let scoring = FIXTURE.replace("//! seen\n", "//! ties\n");
        assert_eq!(of("scoring", &format!("{scoring}{code}")), [""; 0]);
    }

    #[test]
    fn every_kind_of_writing_is_seen_and_reading_is_not() {
        let code = "fn f() { people.a[i] = 1; state.people.b[i].c |= 2; people.d[i] <<= 1; g(&mut state.people.e);\n\
                    people.f = v; if people.g[i] <= 1 && people.h[i] == 2 { k(&people.i[j]) } people.j[i].len(); \
                    for k in people.l[i]..=9 {} }";
        let columns: Vec<String> = writes(code, &[]).into_iter().map(|write| write.column).collect();
        assert_eq!(columns, ["a", "b", "d", "e", "f"]);
    }
}
