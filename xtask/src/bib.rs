//! The keys of `docs/references.bib`: what may be cited.

use crate::tree::Tree;
use std::collections::BTreeSet;

pub(crate) const PATH: &str = "docs/references.bib";

/// The key of every entry, in the order of the file, with its line.
pub(crate) fn entries(text: &str) -> Vec<(usize, String)> {
    let key = |line: &str| {
        let (kind, rest) = line.strip_prefix('@')?.split_once('{')?;
        let key = rest.trim_end().strip_suffix(',')?;
        kind.chars().all(char::is_alphabetic).then(|| key.to_string())
    };
    text.lines().enumerate().filter_map(|(row, line)| Some((row + 1, key(line)?))).collect()
}

/// What a source may say: the keys of the bibliography.
pub(crate) fn keys(tree: &Tree) -> BTreeSet<String> {
    entries(tree.text(PATH).unwrap_or_default()).into_iter().map(|(_, key)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_what_stands_behind_the_brace() {
        assert_eq!(entries("% words\n@article{sah1991,\n  year = {1991},\n}\n"), [(2, "sah1991".to_string())]);
    }
}
