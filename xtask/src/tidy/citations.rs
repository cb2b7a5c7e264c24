//! Whatever is cited in the documents, in the knobs and in the cases of the validation stands in the bibliography, once.

use crate::bib;
use crate::tree::{Finding, Tree};
use model::parameters::{CATALOGUE, CITY, EXPERIMENT, REGIME};
use std::collections::BTreeSet;

const FILES: &[&str] = &["cities/", "regimes/", "experiments/"];
/// What a knob may say in place of a key: our own estimate with a range, or a decision of whoever writes the file.
const NO_SOURCE: &[&str] = &["stylised", "choice"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let keys = bib::keys(tree);
    let mut findings = repeated(&bib::entries(tree.text(bib::PATH).unwrap_or_default()));
    findings.extend(tree.under("docs/", ".md").flat_map(|(path, text)| unknown(path, text, &keys)));
    findings.extend(
        FILES.iter().flat_map(|folder| tree.under(folder, ".toml")).flat_map(|(p, text)| sources(p, text, &keys)),
    );
    findings.extend(knobs(&keys));
    findings.extend(cases(&keys));
    findings
}

/// In the files that ship, a source ends with its key in parentheses: `source = "Seventh census (census2020)"`.
fn sources(path: &str, text: &str, keys: &BTreeSet<String>) -> Vec<Finding> {
    let lines = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("source"));
    let cited = lines.flat_map(|(row, line)| parenthesised(line).map(move |key| (row + 1, key)));
    let unknown = cited.filter(|(_, key)| !keys.contains(*key));
    unknown.map(|(line, key)| Finding::new(path, line, format!("`({key})` is no key of {}", bib::PATH))).collect()
}

/// Words in parentheses that look like keys with a year.
fn parenthesised(line: &str) -> impl Iterator<Item = &str> {
    let inside = line.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    inside.filter(|word| is_key(word) && word.ends_with(|last: char| last.is_ascii_digit()))
}

fn repeated(entries: &[(usize, String)]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let again = entries.iter().filter(|(_, key)| !seen.insert(key));
    again.map(|(line, key)| Finding::new(bib::PATH, *line, format!("`{key}` stands here twice"))).collect()
}

fn knobs(keys: &BTreeSet<String>) -> Vec<Finding> {
    let knobs = [CATALOGUE, CITY, REGIME, EXPERIMENT].into_iter().flatten();
    let cited = knobs.filter(|knob| !NO_SOURCE.contains(&knob.source) && !keys.contains(knob.source));
    let message = |path: &str, key: &str| format!("`{path}` cites `{key}`, which {} does not hold", bib::PATH);
    let file = "crates/model/src/parameters/";
    cited.map(|knob| Finding::new(file, 0, message(knob.path, knob.source))).collect()
}

fn cases(keys: &BTreeSet<String>) -> Vec<Finding> {
    let unknown = validation::CASES.iter().filter(|case| !keys.contains(case.source));
    let message = |name: &str, key: &str| format!("the case `{name}` cites `{key}`, which {} does not hold", bib::PATH);
    unknown.map(|case| Finding::new("crates/validation/src/cases/", 0, message(case.name, case.source))).collect()
}

fn unknown(path: &str, text: &str, keys: &BTreeSet<String>) -> Vec<Finding> {
    let cited =
        outside_code(text).flat_map(|(line, words)| citations(&words).map(|key| (line, key)).collect::<Vec<_>>());
    let unknown = cited.filter(|(_, key)| !keys.contains(key));
    unknown.map(|(line, key)| Finding::new(path, line, format!("`[{key}]` is no key of {}", bib::PATH))).collect()
}

/// Lines without fenced blocks and without what stands in backticks.
fn outside_code(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(row, line)| {
        fenced ^= line.trim_start().starts_with("```");
        let plain: Vec<&str> = line.split('`').step_by(2).collect();
        (!fenced).then(|| (row + 1, plain.join(" ")))
    })
}

/// `[key]` and `[key; other]`, but no link and no remark in brackets.
fn citations(line: &str) -> impl Iterator<Item = String> {
    let mut keys = Vec::new();
    for (place, _) in line.match_indices('[') {
        let Some((inside, after)) = line[place + 1..].split_once(']') else { break };
        let all: Vec<&str> = inside.split(';').map(str::trim).collect();
        if !after.starts_with(['(', '[', ':']) && all.iter().all(|key| is_key(key)) {
            keys.extend(all.into_iter().map(str::to_string));
        }
    }
    keys.into_iter()
}

fn is_key(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    word.len() > 2 && word.starts_with(|first: char| first.is_ascii_lowercase()) && word.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIB: &str = "@article{sah1991,\n}\n@misc{syri,\n}\n";

    #[test]
    fn an_unknown_key_and_a_repeated_one_are_found() {
        let unknown =
            unknown("docs/a.md", "As shown [sah1991; nobody1999].", &bib::keys(&Tree::of(&[(bib::PATH, BIB)])));
        assert!(unknown.len() == 1 && unknown[0].message.contains("nobody1999"), "{unknown:?}");
        let city = "source = \"A census (nobody2020), (sah1991) (in parts)\"";
        assert_eq!(sources("cities/a.toml", city, &bib::keys(&Tree::of(&[(bib::PATH, BIB)]))).len(), 1);
        assert_eq!(repeated(&[(1, "a".into()), (3, "a".into())])[0].line, 3);
    }

    #[test]
    fn known_keys_links_and_code_are_quiet() {
        let text = "[sah1991], [syri], [a link](b.md), `x[index]`, [0, 1]\n```\n[block]\n```\n";
        assert!(unknown("docs/a.md", text, &bib::keys(&Tree::of(&[(bib::PATH, BIB)]))).is_empty());
    }
}
