//! Arrows between our crates point down only: what a crate cannot name, it cannot do.
//!
//! Dependencies of a crate's tests are free, since they ship nothing.

use super::Package;
use crate::tree::Finding;

/// Each crate and those of ours that it may use. Rooms that are not built yet already have their row.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("engine", &["model"]),
    ("scenario", &["model"]),
    ("report", &["model"]),
    ("lint", &["model", "scenario"]),
    ("experiment", &["engine", "lint", "model", "report", "scenario"]),
    ("validation", &["engine", "lint", "model", "report", "scenario"]),
    ("vitropolis", &["experiment", "model", "observatory", "validation"]),
    ("observatory", &["experiment", "model"]),
    ("vitropolis-python", &["experiment", "model", "validation", "vitropolis"]),
    ("xtask", &["lint", "model", "validation"]),
];

pub(crate) fn check(packages: &[Package]) -> Vec<Finding> {
    packages.iter().flat_map(check_package).collect()
}

fn check_package(package: &Package) -> Vec<Finding> {
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == package.name) else {
        let message = format!("crate `{}` has no row in xtask/src/tidy/edges.rs; say what it may use", package.name);
        return vec![Finding::new(&package.path, 0, message)];
    };
    let ours = |name: &str| ARROWS.iter().any(|(our, _)| *our == name);
    let wrong = package.dependencies.iter().filter(|found| !found.dev && ours(&found.name));
    wrong.filter(|found| !allowed.contains(&found.name.as_str())).map(|found| arrow(package, &found.name)).collect()
}

fn arrow(package: &Package, to: &str) -> Finding {
    let message = format!("`{}` may not use `{to}`: arrows point down (ARCHITECTURE.md)", package.name);
    Finding::new(&package.path, 0, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::package;

    #[test]
    fn an_arrow_upwards_is_found() {
        assert_eq!(check(&[package("model", &["engine"], &[])]).len(), 1);
    }

    #[test]
    fn arrows_downwards_and_arrows_of_tests_are_quiet() {
        assert!(check(&[package("engine", &["model", "rayon"], &["scenario"])]).is_empty());
    }

    #[test]
    fn a_crate_without_a_row_is_found() {
        assert_eq!(check(&[package("surprise", &[], &[])]).len(), 1);
    }
}
