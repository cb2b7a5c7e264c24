//! The rules of ARCHITECTURE.md that the compiler cannot hold, one check a file.
mod citations;
mod dependencies;
mod edges;
mod features;
mod hidden_truth;
mod mechanism_heads;
mod named_paths;
mod purity;
mod readers;
mod small_towns;
mod unnamed_numbers;
mod unsafe_code;
mod writers;

use crate::tree::{Finding, Tree};
use anyhow::{Context, ensure};

type Check = fn(&Tree) -> Vec<Finding>;

/// Name of each check over the sources, as the summary prints it.
const CHECKS: &[(&str, Check)] = &[
    ("mechanism heads", mechanism_heads::check),
    ("one writer a column", writers::check),
    ("purity of model", purity::check),
    ("no number without a name", unnamed_numbers::check),
    ("no feature switches in model and engine", features::check),
    ("no unsafe code", unsafe_code::check),
    ("hidden truth", hidden_truth::check),
    ("no reader of person tables", readers::check),
    ("small towns only in tests", small_towns::check),
    ("named paths exist", named_paths::check),
    ("cited keys exist", citations::check),
];

/// A crate of ours and what it asks for directly.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) dependencies: Vec<Dependency>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// Only for the crate's own tests.
    pub(crate) dev: bool,
}

pub(crate) fn run() -> anyhow::Result<()> {
    let tree = Tree::of_repository()?;
    let packages = packages()?;
    let mut findings = report("arrows between crates", edges::check(&packages));
    findings += report("direct dependencies", dependencies::check(&packages, &tree));
    for (name, check) in CHECKS {
        findings += report(name, check(&tree));
    }
    ensure!(findings == 0, "tidy: {findings} findings");
    Ok(())
}

/// Prints a check's findings and counts them.
fn report(name: &str, findings: Vec<Finding>) -> usize {
    let verdict = if findings.is_empty() { "holds" } else { "does not hold" };
    println!("{name}: {verdict}");
    findings.iter().for_each(|finding| println!("  {finding}"));
    findings.len()
}

fn packages() -> anyhow::Result<Vec<Package>> {
    let metadata = cargo_metadata::MetadataCommand::new()
        .current_dir(crate::tree::root())
        .no_deps()
        .exec()
        .context("`cargo metadata` did not answer")?;
    let root = metadata.workspace_root.clone();
    let mut packages: Vec<Package> = metadata.packages.into_iter().map(|package| our_package(package, &root)).collect();
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(packages)
}

fn our_package(package: cargo_metadata::Package, root: &cargo_metadata::camino::Utf8Path) -> Package {
    let path = package.manifest_path.strip_prefix(root).unwrap_or(&package.manifest_path).to_string();
    let direct = package.dependencies.into_iter();
    let mut dependencies: Vec<Dependency> = direct
        .map(|found| Dependency { name: found.name, dev: found.kind == cargo_metadata::DependencyKind::Development })
        .collect();
    dependencies.sort();
    dependencies.dedup();
    Package { name: package.name.to_string(), path, dependencies }
}

/// A crate with these dependencies, for tests.
#[cfg(test)]
fn package(name: &str, dependencies: &[&str], dev: &[&str]) -> Package {
    let plain = dependencies.iter().map(|name| Dependency { name: name.to_string(), dev: false });
    let dev = dev.iter().map(|name| Dependency { name: name.to_string(), dev: true });
    Package { name: name.into(), path: format!("crates/{name}/Cargo.toml"), dependencies: plain.chain(dev).collect() }
}
