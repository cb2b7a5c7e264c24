//! Who really did it is known to marks, to the reviewers' error curve and to the measures, and to nobody who decides.
//!
//! A mechanism that could read the truth behind a mark would be a better authority than any that exists.

use crate::code;
use crate::tree::{Finding, Tree};

const FOLDER: &str = "crates/model/src/";
/// Files that make, carry, read or count marks with their truth. `selection`, `authority`, `life`, `conduct` and
/// `observation` are not among them, and that is the point.
const ALLOWED: &[&str] = &[
    "state.rs",
    "marks.rs",
    "carry.rs",
    "record.rs",
    "lib.rs",
    "day.rs",
    "mechanisms/attribution.rs",
    "mechanisms/alarms.rs",
    "mechanisms/confirmation.rs",
    "mechanisms/denunciation.rs",
    "mechanisms/scoring.rs",
    "mechanisms/inspection.rs",
    "mechanisms/contestation.rs",
    "mechanisms/speech.rs",
    "mechanisms/rating.rs",
    "mechanisms/response.rs",
    "mechanisms/gates.rs",
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let closed = tree.under(FOLDER, ".rs").filter(|(path, _)| !may_know(&path[FOLDER.len()..]));
    closed.flat_map(|(path, text)| knows(path, text)).collect()
}

fn may_know(file: &str) -> bool {
    file.starts_with("measures/") || ALLOWED.contains(&file)
}

fn knows(path: &str, text: &str) -> Vec<Finding> {
    let tokens = code::shipped(text);
    let named = tokens.iter().filter(|token| is_name(&token.text) && is_hidden(&token.text.to_lowercase()));
    let message =
        |name: &str| format!("`{name}`: hidden truth is not to be known here (xtask/src/tidy/hidden_truth.rs)");
    named.map(|token| Finding::new(path, token.line, message(&token.text))).collect()
}

/// The truth behind a mark, and the standings that follow from it (docs/decisions/0005).
fn is_hidden(name: &str) -> bool {
    name.contains("truth") || name.contains("shadow")
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_that_reads_the_truth_is_found() {
        let text = "fn f(mark: Mark) -> bool {\n    mark.truth == Truth::OwnAct || people.shadow_band[i] > 0\n}";
        assert_eq!(check(&Tree::of(&[("crates/model/src/mechanisms/authority.rs", text)])).len(), 3);
    }

    #[test]
    fn makers_of_marks_measures_and_tests_are_quiet() {
        let files = [
            ("crates/model/src/mechanisms/attribution.rs", "use Truth;"),
            ("crates/model/src/measures/wrongs.rs", "use Truth;"),
            ("crates/model/src/mechanisms/life.rs", "/// the truth\n#[cfg(test)] mod tests { use Truth; }"),
        ];
        assert!(check(&Tree::of(&files)).is_empty());
    }
}
