//! Every mechanism says what it is, from where, and what it leaves out; and it writes the columns that it says.

use crate::bib;
use crate::code::{self, Token};
use crate::heads::{self, FOLDER, Head, SECTIONS, Section};
use crate::tree::{Finding, Tree};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let keys = bib::keys(tree);
    let heads = heads::all(tree);
    let mut findings: Vec<Finding> = heads.iter().flat_map(|head| check_head(head, &keys)).collect();
    let written: Vec<Vec<Write>> = heads.iter().map(|head| writes(tree.text(&head.path).unwrap_or_default())).collect();
    for (head, writes) in heads.iter().zip(&written) {
        findings.extend(unlisted(head, writes));
    }
    findings.extend(shared_without_reason(&heads, written.iter().flatten()));
    if heads.is_empty() {
        findings.push(Finding::new(FOLDER, 0, "there are no mechanisms here"));
    }
    findings
}

fn check_head(head: &Head, keys: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !head.sentence.ends_with('.') {
        findings.push(Finding::new(&head.path, 1, "open with a sentence about the world in `//!`, with its full stop"));
    }
    let titles: Vec<&str> = head.sections.iter().map(|section| section.title.as_str()).collect();
    if titles != SECTIONS {
        let message = format!("the head must hold `## {}` in this order", SECTIONS.join("`, `## "));
        findings.push(Finding::new(&head.path, 1, message));
    }
    let empty = head.sections.iter().filter(|section| section.text().is_empty());
    findings
        .extend(empty.map(|section| Finding::new(&head.path, section.line, format!("`{}` is empty", section.title))));
    findings.extend(head.section("Source").into_iter().flat_map(|source| unsourced(&head.path, source, keys)));
    findings
}

fn unsourced(path: &str, source: &Section, keys: &BTreeSet<String>) -> Vec<Finding> {
    let known = |name: &str| name == "stylised" || keys.contains(name);
    let unknown = source.names().filter(|(_, name)| !known(name));
    let message = |name: &str| format!("`{name}` is neither `stylised` nor a key of {}", bib::PATH);
    let mut findings: Vec<Finding> = unknown.map(|(line, name)| Finding::new(path, line, message(name))).collect();
    if source.names().next().is_none() {
        findings.push(Finding::new(path, source.line, "name a key in backticks, or `stylised`"));
    }
    findings
}

/// A column of the people that a mechanism changes.
#[derive(Debug, PartialEq, Eq)]
struct Write {
    column: String,
    line: usize,
}

/// `people.COLUMN[…] = …` with any assignment, `people.COLUMN = …` and `&mut people.COLUMN`.
fn writes(source: &str) -> Vec<Write> {
    let tokens = code::shipped(source);
    let columns = (0..tokens.len()).filter(|place| code::at(&tokens, *place, &["people", "."]));
    let changed = columns.filter(|place| is_lent(&tokens, *place) || is_assigned(&tokens, place + 3));
    let write = |place: usize| Some(Write { column: tokens.get(place + 2)?.text.clone(), line: tokens[place].line });
    changed.filter_map(write).collect()
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

/// Columns that the head lists under Writes (`people.score` or `score`), with the line of each.
fn listed(head: &Head) -> BTreeMap<String, usize> {
    let names = head.section("Writes").into_iter().flat_map(Section::names);
    names.map(|(line, name)| (column_of(name).to_string(), line)).collect()
}

fn column_of(name: &str) -> &str {
    name.split('[').next().unwrap_or(name).trim_start_matches("people.")
}

fn unlisted(head: &Head, writes: &[Write]) -> Vec<Finding> {
    let listed = listed(head);
    let silent = writes.iter().filter(|write| !listed.contains_key(&write.column));
    let message = |column: &str| format!("writes `people.{column}`, which its head does not list under `## Writes`");
    silent.map(|write| Finding::new(&head.path, write.line, message(&write.column))).collect()
}

/// A column belongs to one mechanism; where several write it, each says why behind a colon.
fn shared_without_reason<'a>(heads: &[Head], writes: impl Iterator<Item = &'a Write>) -> Vec<Finding> {
    let columns: BTreeSet<&str> = writes.map(|write| write.column.as_str()).collect();
    let mut findings = Vec::new();
    for column in columns {
        let owners: Vec<(&Head, usize)> =
            heads.iter().filter_map(|head| Some((head, *listed(head).get(column)?))).collect();
        let silent = owners.iter().filter(|(head, line)| owners.len() > 1 && !has_reason(head, *line));
        let message = format!("`{column}` has {} writers: say why behind a colon", owners.len());
        findings.extend(silent.map(|(head, line)| Finding::new(&head.path, *line, message.clone())));
    }
    findings
}

/// Whether words follow a colon on this line of the head.
fn has_reason(head: &Head, line: usize) -> bool {
    let Some(section) = head.section("Writes") else { return false };
    let words = &section.lines[line - section.line - 1];
    words.split_once(':').is_some_and(|(_, reason)| !reason.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::FIXTURE;

    const BIB: &str = "@misc{npl2023,\n}\n";

    fn of(files: &[(&str, String)]) -> Vec<Finding> {
        let paths: Vec<(String, &str)> =
            files.iter().map(|(name, text)| (format!("{FOLDER}{name}.rs"), text.as_str())).collect();
        let mut all: Vec<(&str, &str)> = paths.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        all.push((bib::PATH, BIB));
        check(&Tree::of(&all))
    }

    #[test]
    fn a_whole_head_that_lists_what_it_writes_is_quiet() {
        let code = "fn f() { people.seen[i] += 1; if people.score[i] == people.floor[i] {} let x = people.age[i]; }";
        assert_eq!(of(&[("observation", format!("{FIXTURE}{code}"))]), []);
    }

    #[test]
    fn a_missing_section_and_an_unknown_source_are_found() {
        let without = FIXTURE.replace("//! ## Left out\n//! Night and weather.\n", "");
        assert_eq!(of(&[("observation", without)]).len(), 1);
        let unknown = of(&[("observation", FIXTURE.replace("npl2023", "nobody1999"))]);
        assert!(unknown.len() == 1 && unknown[0].line == 10, "{unknown:?}");
    }

    #[test]
    fn an_opening_without_a_sentence_is_found() {
        assert_eq!(of(&[("observation", FIXTURE.replacen("Who sees an act.", "observation module", 1))]).len(), 1);
    }

    #[test]
    fn every_kind_of_writing_is_seen_and_reading_is_not() {
        let code = "fn f() { people.a[i] = 1; state.people.b[i].c |= 2; people.d[i] <<= 1; g(&mut state.people.e);\n\
                    people.f = v; if people.g[i] <= 1 && people.h[i] == 2 { k(&people.i[j]) } people.j[i].len(); for k in people.l[i]..=9 {} }";
        let columns: Vec<String> = writes(code).into_iter().map(|write| write.column).collect();
        assert_eq!(columns, ["a", "b", "d", "e", "f"]);
    }

    #[test]
    fn an_unlisted_column_and_a_shared_one_without_reason_are_found() {
        let code = "fn f() { people.score[i] = 1; people.seen[i] = 1; }";
        let unlisted = of(&[("observation", format!("{FIXTURE}{code}"))]);
        assert!(unlisted.len() == 1 && unlisted[0].message.contains("people.score"), "{unlisted:?}");
        let silent = FIXTURE.replace("`seen`: acts seen today", "`seen`") + "fn f() { people.seen[i] = 1; }";
        let shared = of(&[("observation", FIXTURE.to_string()), ("rating", silent)]);
        assert!(shared.len() == 1 && shared[0].path.ends_with("rating.rs"), "{shared:?}");
    }
}
