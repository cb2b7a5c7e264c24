//! Small towns are for tests: a city that anybody can run has enough people that nobody in it can be described.

use crate::code;
use crate::tree::{Finding, Tree};

/// Where the builder of small towns lies.
const OWN: &str = "crates/model/";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.under("crates/", ".rs").filter(|(path, _)| path.contains("/src/") && !path.starts_with(OWN));
    sources.flat_map(|(path, text)| uses(path, text)).collect()
}

fn uses(path: &str, text: &str) -> Vec<Finding> {
    let tokens = code::shipped(text);
    let named = tokens.iter().filter(|token| token.text == "small_town");
    named.map(|token| Finding::new(path, token.line, "`small_town` is for tests (RESPONSIBLE_USE.md 2)")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_builds_a_small_town_is_found() {
        let text = "use model::small_town;\nfn main() { small_town::city(40); }";
        assert_eq!(check(&Tree::of(&[("crates/vitropolis/src/main.rs", text)])).len(), 2);
    }

    #[test]
    fn tests_and_the_builder_itself_are_quiet() {
        let files = [
            ("crates/model/src/lib.rs", "#[doc(hidden)]\npub mod small_town;"),
            ("crates/engine/tests/main.rs", "use model::small_town;"),
            ("crates/engine/src/lib.rs", "#[cfg(test)]\nmod tests { use crate::small_town; }"),
        ];
        assert!(check(&Tree::of(&files)).is_empty());
    }
}
