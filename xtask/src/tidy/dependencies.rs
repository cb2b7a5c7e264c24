//! The crates that we ask for directly are those of the committed list, so that nothing that could read a face, a
//! voice, a street or a message comes in unseen.

use super::{Dependency, Package};
use crate::tree::{Finding, Tree};
use std::collections::{BTreeMap, BTreeSet};

const PATH: &str = "xtask/dependencies.txt";

type Lists = BTreeMap<String, BTreeSet<String>>;

pub(crate) fn check(packages: &[Package], tree: &Tree) -> Vec<Finding> {
    let listed = parse(tree.text(PATH).unwrap_or_default());
    let found: Lists = packages.iter().map(|package| (package.name.clone(), names(package))).collect();
    let mut findings = differences(&found, &listed, "is not on the list; if it belongs here, add it under");
    findings.extend(differences(&listed, &found, "is on the list and no longer used; take it out under"));
    findings
}

fn names(package: &Package) -> BTreeSet<String> {
    package.dependencies.iter().map(line).collect()
}

fn line(dependency: &Dependency) -> String {
    if dependency.dev { format!("{} (tests)", dependency.name) } else { dependency.name.clone() }
}

/// What the first says and the second does not.
fn differences(first: &Lists, second: &Lists, what: &str) -> Vec<Finding> {
    let none = BTreeSet::new();
    let missing = |(package, names): (&String, &BTreeSet<String>)| -> Vec<Finding> {
        let other = second.get(package).unwrap_or(&none);
        names.difference(other).map(|name| Finding::new(PATH, 0, format!("`{name}` {what} `{package}`"))).collect()
    };
    first.iter().flat_map(missing).collect()
}

/// A crate's name at the margin, its dependencies indented under it; `#` begins a remark.
fn parse(text: &str) -> Lists {
    let mut lists = Lists::new();
    let mut package = String::new();
    for line in text.lines().map(|line| line.split('#').next().unwrap_or_default()) {
        match (line.starts_with(' '), line.trim()) {
            (_, "") => {}
            (false, name) => package = name.to_string(),
            (true, name) => {
                lists.entry(package.clone()).or_default().insert(name.to_string());
            }
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::package;

    const LIST: &str = "# why\nengine\n  model\n  rayon # threads\n  proptest (tests)\n";

    #[test]
    fn a_new_dependency_and_a_lost_one_are_found() {
        let findings = check(&[package("engine", &["model", "opencv"], &["proptest"])], &Tree::of(&[(PATH, LIST)]));
        let said: Vec<String> = findings.iter().map(|finding| finding.message.clone()).collect();
        assert!(said.len() == 2 && said[0].contains("opencv") && said[1].contains("rayon"), "{said:?}");
    }

    #[test]
    fn the_list_as_it_stands_is_quiet() {
        let packages = [package("engine", &["model", "rayon"], &["proptest"])];
        assert!(check(&packages, &Tree::of(&[(PATH, LIST)])).is_empty());
    }
}
