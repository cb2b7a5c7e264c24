//! A number in a mechanism is a row of the parameters, with its range and source, or a constant with a name: nothing
//! stylised hides in the middle of an expression.
//!
//! Zero, one and two are counted out loud and need no name; bits are shifted by what they are shifted by. Whether a
//! *named* constant is a definition or an estimate no program can tell: that is for whoever reads the review.

use crate::code::{self, Token};
use crate::tree::{Finding, Tree};

const FOLDER: &str = "crates/model/src/mechanisms/";
const ADVICE: &str = "a row of crates/model/src/parameters/, or a constant that says what it is";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.under(FOLDER, ".rs").flat_map(|(path, text)| check_file(path, &code::shipped(text))).collect()
}

fn check_file(path: &str, tokens: &[Token]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        if matches!(tokens[place].text.as_str(), "const" | "static") {
            place = end_of_constant(tokens, place);
            continue;
        }
        if is_unnamed(tokens, place) {
            let message = format!("`{}`: {ADVICE}", tokens[place].text);
            findings.push(Finding::new(path, tokens[place].line, message));
        }
        place += 1;
    }
    findings
}

/// A literal beyond two that is not the width of a shift, not a field of a tuple and not a place or length in brackets.
fn is_unnamed(tokens: &[Token], place: usize) -> bool {
    let before = |back: usize| place.checked_sub(back).map_or("", |at| tokens[at].text.as_str());
    let shifts = matches!((before(2), before(1)), ("<", "<") | (">", ">") | ("<<", _) | (_, "<<" | ">>"));
    let brackets = matches!(before(1), "[" | ";") && tokens.get(place + 1).is_some_and(|after| after.text == "]");
    value(&tokens[place].text).is_some_and(|value| value > 2) && !shifts && !brackets && before(1) != "."
}

/// The value of a decimal literal; hexadecimal and binary ones are patterns of bits.
fn value(text: &str) -> Option<u64> {
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '_').filter(|c| *c != '_').collect();
    let radix = ["0x", "0b", "0o"].iter().any(|prefix| text.starts_with(prefix));
    if radix { None } else { digits.parse().ok() }
}

/// The place after the semicolon of a constant, whatever brackets stand in it.
fn end_of_constant(tokens: &[Token], start: usize) -> usize {
    let mut place = start;
    while place < tokens.len() {
        match tokens[place].text.as_str() {
            ";" => return place + 1,
            // A `const fn` is no constant.
            "fn" => return place,
            "(" | "[" | "{" => place = code::closing(tokens, place) + 1,
            _ => place += 1,
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Finding> {
        check(&Tree::of(&[("crates/model/src/mechanisms/life.rs", text)]))
    }

    #[test]
    fn a_number_in_an_expression_is_found() {
        let findings = of("fn f(x: u32) -> bool {\n    let share = ratio(1, 7);\n    x >= 14 && share.hit(x)\n}");
        assert_eq!(findings.iter().map(|finding| finding.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn names_small_counts_shifts_and_tests_are_quiet() {
        let text = "const MONTH: u32 = 30;\nconst AGES: [u8; 3] = [6, 17, 40];\n\
                    fn f(x: (u32, [u32; 4])) -> u32 { (x.0 * 2 + x.1[3]) << 16 >> 8 | 0xFF }\n\
                    #[cfg(test)] mod tests { fn g() -> u32 { 99 } }";
        assert!(of(text).is_empty());
        assert!(check(&Tree::of(&[("crates/model/src/fixed.rs", "fn f() -> u32 { 99 }")])).is_empty());
    }
}
