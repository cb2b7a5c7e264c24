//! Every mechanism says what it is, from where, and what it leaves out.

use crate::bib;
use crate::heads::{self, FOLDER, Head, SECTIONS, Section};
use crate::tree::{Finding, Tree};
use std::collections::BTreeSet;

const DAY: &str = "crates/model/src/day.rs";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let keys = bib::keys(tree);
    let heads = heads::all(tree);
    let mut findings: Vec<Finding> = heads.iter().flat_map(|head| check_head(head, &keys)).collect();
    if heads.is_empty() {
        findings.push(Finding::new(FOLDER, 0, "there are no mechanisms here"));
    }
    findings.extend(out_of_order(tree));
    findings
}

/// The `mod` lines name every file, in the order in which the day runs them: that is the order of the submodels.
fn out_of_order(tree: &Tree) -> Option<Finding> {
    let path = format!("{FOLDER}mod.rs");
    let lines = heads::mod_lines(tree.text(&path)?);
    let files: BTreeSet<String> = heads::all(tree).into_iter().map(|head| head.name).collect();
    let day = heads::order_of_day(tree.text(DAY).unwrap_or_default(), &lines);
    let message = if lines.iter().cloned().collect::<BTreeSet<_>>() != files {
        format!("the `mod` lines name {}, the files are {}", lines.join(", "), Vec::from_iter(files).join(", "))
    } else if day != lines {
        format!("the `mod` lines are not in the order of the day, which is {}", day.join(", "))
    } else {
        return None;
    };
    Some(Finding::new(path, 0, message))
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
    fn a_whole_head_is_quiet() {
        assert_eq!(of(&[("observation", FIXTURE.to_string())]), []);
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

    fn ordered(lines: &str, day: &str) -> Option<Finding> {
        out_of_order(&Tree::of(&[
            ("crates/model/src/mechanisms/mod.rs", lines),
            ("crates/model/src/mechanisms/life.rs", FIXTURE),
            ("crates/model/src/mechanisms/conduct.rs", FIXTURE),
            (DAY, day),
        ]))
    }

    #[test]
    fn mod_lines_follow_the_day_and_name_every_file() {
        let day = "use conduct;\npub fn live(day: Day) { nightlife::STAGE; life::STAGE; conduct::STAGE; life::LATE }";
        assert_eq!(ordered("pub mod life;\n\npub mod conduct;\n", day), None);
        assert!(ordered("pub mod conduct;\npub mod life;\n", day).is_some());
        assert!(ordered("pub mod life;\n", day).is_some());
    }
}
