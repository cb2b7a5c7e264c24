//! A day knows neither clock nor thread nor file, draws only from `chance`, and counts in integers: so it has the same
//! bits everywhere.

use crate::code::{self, Token};
use crate::tree::{Finding, Tree};

const FOLDER: &str = "crates/model/src/";
/// What must not be named, and why.
const BANNED: &[(&str, &str)] = &[
    ("std::time", "a day has no clock"),
    ("Instant", "a day has no clock"),
    ("SystemTime", "a day has no clock"),
    ("std::thread", "threads belong to engine"),
    ("std::fs", "a day reads and writes no files"),
    ("std::io", "a day reads and writes no files"),
    ("std::net", "a day knows no network"),
    ("std::env", "a day knows no environment"),
    ("HashMap", "its order is not defined; take a BTreeMap or a sorted list"),
    ("HashSet", "its order is not defined; take a BTreeSet or a sorted list"),
    ("rand::", "draws come from `chance` only"),
    ("println!", "a day prints nothing"),
    ("eprintln!", "a day prints nothing"),
    ("dbg!", "a day prints nothing"),
];
/// Where numbers as typed, or tables made of them before a day runs, may be floats; `small_town.rs` types the numbers of
/// the tests.
const FLOATS: &[&str] = &["fixed.rs", "parameters/", "population/", "small_town.rs"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.under(FOLDER, ".rs").flat_map(|(path, text)| check_file(path, &code::shipped(text))).collect()
}

fn check_file(path: &str, tokens: &[Token]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, why) in BANNED {
        let lines = code::mentions(tokens, name);
        findings.extend(lines.into_iter().map(|line| Finding::new(path, line, format!("`{name}`: {why}"))));
    }
    if !FLOATS.iter().any(|allowed| path[FOLDER.len()..].starts_with(allowed)) {
        findings.extend(floats(path, tokens));
    }
    findings
}

fn floats(path: &str, tokens: &[Token]) -> Vec<Finding> {
    let after_dot = |place: usize| place > 0 && tokens[place - 1].text == ".";
    let float = |place: usize| is_float(&tokens[place].text) && !after_dot(place);
    let message = |text: &str| format!("`{text}`: no floats while a day runs; see crates/model/src/fixed.rs");
    let mut places: Vec<usize> = (0..tokens.len()).filter(|place| float(*place)).collect();
    places.dedup_by_key(|place| tokens[*place].line);
    places.into_iter().map(|place| Finding::new(path, tokens[place].line, message(&tokens[place].text))).collect()
}

fn is_float(text: &str) -> bool {
    let digits = text.starts_with(|first: char| first.is_ascii_digit());
    let radix = ["0x", "0b", "0o"].iter().any(|prefix| text.starts_with(prefix));
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    matches!(text, "f32" | "f64") || digits && !radix && rest.starts_with(['.', 'e', 'E', 'f'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, text: &str) -> Vec<Finding> {
        check(&Tree::of(&[(path, text)]))
    }

    #[test]
    fn a_clock_a_hash_map_and_a_float_are_found() {
        let text = "use std::{collections::HashMap, time::Instant};\nfn f(x: f64) -> u32 { (1.5e3) as u32 }";
        let findings = of("crates/model/src/day.rs", text);
        let lines: Vec<usize> = findings.iter().map(|finding| finding.line).collect();
        assert!(lines == [1, 1, 1, 2], "{findings:?}");
    }

    #[test]
    fn integers_tuples_tests_and_typed_numbers_are_quiet() {
        let day = "fn f(x: (u8, (u8, u8))) -> usize { (x.1.0 as usize) + 1usize + 0xE1 + 1_000 }\n\
                   #[cfg(test)] mod tests { use std::time::Instant; const X: f64 = 1.0; }";
        assert!(of("crates/model/src/day.rs", day).is_empty());
        assert!(of("crates/model/src/population/fit.rs", "const X: f64 = 0.5;").is_empty());
        assert!(of("crates/report/src/lib.rs", "use std::fs;").is_empty());
    }
}
