//! Neither `model` nor `engine` has feature switches: a day is one thing, and a feature may only choose who carries it
//! out.

use crate::code;
use crate::tree::{Finding, Tree};

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.under("crates/model/", ".rs").chain(tree.under("crates/engine/", ".rs"));
    sources.flat_map(|(path, text)| switches(path, text)).collect()
}

fn switches(path: &str, text: &str) -> Vec<Finding> {
    let tokens = code::tokens(text);
    let places = (0..tokens.len()).filter(|place| code::at(&tokens, *place, &["feature", "="]));
    let quoted = places.filter(|place| tokens.get(place + 2).is_some_and(|token| token.text.starts_with('"')));
    quoted.map(|place| Finding::new(path, tokens[place].line, "no `cfg(feature)` in model and engine")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switched_function_is_found() {
        let text = "fn a() {}\n#[cfg(all(feature = \"fast\", unix))]\nfn b() {}";
        assert_eq!(check(&Tree::of(&[("crates/model/src/day.rs", text)])), switches("crates/model/src/day.rs", text));
        assert_eq!(switches("x", text)[0].line, 2);
    }

    #[test]
    fn test_modules_and_other_crates_are_quiet() {
        let switched = "#[cfg(feature = \"x\")] fn f() {}";
        let files = [("crates/model/src/a.rs", "#[cfg(test)] mod t {}"), ("crates/report/src/a.rs", switched)];
        assert!(check(&Tree::of(&files)).is_empty());
    }
}
