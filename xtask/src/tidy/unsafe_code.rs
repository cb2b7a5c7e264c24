//! No crate holds unsafe code; the compiler forbids it too, and this check holds that nobody lifts the ban.

use crate::code;
use crate::tree::{Finding, Tree};

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.under("crates/", ".rs").flat_map(|(path, text)| uses(path, text)).collect()
}

fn uses(path: &str, text: &str) -> Vec<Finding> {
    let lines = code::mentions(&code::tokens(text), "unsafe");
    lines.into_iter().map(|line| Finding::new(path, line, "`unsafe` is forbidden; write it safely")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsafe_block_is_found() {
        let tree = Tree::of(&[("crates/engine/src/lib.rs", "fn f() {\n    unsafe { g() }\n}")]);
        assert_eq!(check(&tree)[0].line, 2);
    }

    #[test]
    fn the_word_in_a_comment_or_a_lint_is_quiet() {
        let tree = Tree::of(&[("crates/engine/src/lib.rs", "// unsafe\n#![forbid(unsafe_code)]")]);
        assert!(check(&tree).is_empty());
    }
}
