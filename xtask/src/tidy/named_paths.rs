//! What the documents at the root name is still there: paths, and tests by their names.
//!
//! A path is what stands in backticks, in a link or in a command and begins with a folder of ours or ends like a
//! source file. A test is a sentence in snake case, in backticks. What a run writes (`what/…`, `runs/…`) is no path of the tree.

use crate::tree::{Finding, Tree};

const DOCUMENTS: &[&str] = &["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md", "RESPONSIBLE_USE.md", "CHANGELOG.md"];
const FOLDERS: &[&str] = &["crates/", "cities/", "regimes/", "experiments/", "docs/", "xtask/", ".ci/", ".cargo/"];
const ENDINGS: &[&str] = &[".rs", ".md", ".toml", ".bib", ".mjs", ".cff", ".png", ".svg"];
const WRITTEN_BY_RUNS: &[&str] = &["what/", "runs/"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    DOCUMENTS.iter().flat_map(|path| check_document(tree, path)).collect()
}

fn check_document(tree: &Tree, document: &str) -> Vec<Finding> {
    let Some(text) = tree.text(document) else {
        return vec![Finding::new(document, 0, "this document is missing")];
    };
    let missing = named(text).into_iter().filter(|(_, name)| !exists(tree, name) && !is_test(tree, name));
    missing.map(|(line, name)| Finding::new(document, line, format!("`{name}` is not there"))).collect()
}

/// Everything that looks like a path or a test, with its line.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (row, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let words: Vec<&str> = if fenced { line.split_whitespace().collect() } else { marked(line) };
        let paths = words
            .into_iter()
            .filter(|word| if fenced { begins_with_ours(word) } else { is_path(word) || is_sentence(word) });
        found.extend(paths.map(|path| (row + 1, path.to_string())));
    }
    found
}

/// What stands in backticks, and the targets of links.
fn marked(line: &str) -> Vec<&str> {
    let quoted = line.split('`').skip(1).step_by(2);
    let linked = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
    quoted.chain(linked).collect()
}

fn begins_with_ours(word: &str) -> bool {
    FOLDERS.iter().any(|folder| word.starts_with(folder))
}

fn is_path(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "_-./*".contains(c)) && !word.starts_with("../");
    let written = WRITTEN_BY_RUNS.iter().any(|folder| word.starts_with(folder));
    let file = ENDINGS.iter().any(|end| word.ends_with(end) && word.len() > end.len());
    plain && !written && (begins_with_ours(word) || file)
}

/// `no_argument_describes_a_person`: the name of a test. Columns and keys have fewer words.
fn is_sentence(word: &str) -> bool {
    let words = word.split('_').filter(|part| !part.is_empty()).count();
    words > 3 && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn is_test(tree: &Tree, name: &str) -> bool {
    is_sentence(name) && tree.under("crates/", ".rs").any(|(_, text)| text.contains(&format!("fn {name}()")))
}

/// A whole path, the end of one (`mechanisms/contestation.rs`), or a folder with a star in it.
fn exists(tree: &Tree, path: &str) -> bool {
    match path.split_once('*') {
        Some((before, after)) => tree.under(before, after).next().is_some(),
        None => tree.has(path) || !begins_with_ours(path) && tree.has_ending(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Finding> {
        let tree = Tree::of(&[
            ("README.md", text),
            ("crates/model/src/mechanisms/contestation.rs", ""),
            ("experiments/beijing.toml", ""),
        ]);
        check_document(&tree, "README.md")
    }

    #[test]
    fn a_path_that_went_away_is_found_in_words_links_and_commands() {
        let text =
            "see `crates/gone/` and [here](docs/gone.md)\n```\ncargo run -- experiments/gone.toml\n```\n`gone.rs`";
        assert_eq!(of(text).len(), 4, "{:?}", of(text));
    }

    #[test]
    fn a_test_that_went_away_is_found() {
        let tree = |text: &str| {
            let test = "#[test]\nfn nobody_is_a_table() {}\n";
            check_document(&Tree::of(&[("README.md", text), ("crates/model/tests/boundary.rs", test)]), "README.md")
        };
        assert_eq!(tree("`nobody_is_a_table` and `people_per_camera`"), []);
        assert_eq!(tree("`somebody_is_a_table`").len(), 1);
    }

    #[test]
    fn a_picture_that_went_away_is_found() {
        assert_eq!(of("![a chart of\nfive worlds](docs/gone.png) and ![another](gone.svg)").len(), 2);
    }

    #[test]
    fn existing_paths_endings_stars_and_outputs_are_quiet() {
        let text = "`mechanisms/contestation.rs` `crates/model/src/*.rs` `experiments/` `what/experiment.lock.toml`\n\
                    ```\ncargo run -- run experiments/beijing.toml\n```\n[law](https://example.org/a.md) `a / b`";
        assert!(of(text).is_empty(), "{:?}", of(text));
    }
}
