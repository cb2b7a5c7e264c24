//! The book: the pages of `docs/` and of the root in the order of `docs/SUMMARY.md`, built by mdBook, every link followed.
//!
//! The sources are laid out as in the repository, so that a link which holds there holds in the book.

use crate::tree::{Tree, root};
use crate::{host, links};
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};

const SUMMARY: &str = "docs/SUMMARY.md";
/// Pages of the root.
const AT_ROOT: &[&str] = &[
    "README.md",
    "RESPONSIBLE_USE.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];
/// Folders that pages link to.
const FOLDERS: &[&str] = &["docs", "cities", "regimes", "experiments"];
/// The version that is installed where the machine has none.
const MDBOOK: &str = "0.5.4";

/// Builds the book into `target/book/html` and follows its links.
pub(crate) fn build() -> anyhow::Result<PathBuf> {
    let program = program()?;
    let book = root().join("target/book");
    if book.exists() {
        fs::remove_dir_all(&book)?;
    }
    lay_out(&book)?;
    host::run(program, &["build", &book.to_string_lossy()])?;
    let html = book.join("html");
    let faults = links::faults(&html)?;
    ensure!(faults.is_empty(), "links of the book\n{}", faults.join("\n"));
    println!("book: {}/index.html, every link leads somewhere", html.display());
    Ok(html)
}

/// Every page under `docs/` is a chapter.
pub(crate) fn check_chapters(tree: &Tree) -> anyhow::Result<()> {
    let missing = missing(tree);
    ensure!(missing.is_empty(), "{SUMMARY} names no chapter for {}", missing.join(", "));
    Ok(())
}

fn missing(tree: &Tree) -> Vec<&str> {
    let summary = tree.text(SUMMARY).unwrap_or_default();
    let pages = tree.under("docs/", ".md").map(|(path, _)| path).filter(|path| *path != SUMMARY);
    pages.filter(|path| !summary.contains(&format!("]({})", path.trim_start_matches("docs/")))).collect()
}

fn lay_out(book: &Path) -> anyhow::Result<()> {
    let source = book.join("src");
    fs::create_dir_all(&source)?;
    for file in AT_ROOT {
        fs::copy(root().join(file), source.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    for folder in FOLDERS {
        copy_folder(&root().join(folder), &source.join(folder))?;
    }
    copy_folder(&root().join("docs/book"), book)?;
    let summary = fs::read_to_string(root().join(SUMMARY)).with_context(|| format!("cannot read {SUMMARY}"))?;
    fs::write(source.join("SUMMARY.md"), from_root(&summary))?;
    Ok(())
}

/// Links that lead from `docs/` as links that lead from the root.
fn from_root(summary: &str) -> String {
    summary.replace("](", "](docs/").replace("](docs/../", "](")
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// mdBook: the machine's own of this version, or one beside the sources.
fn program() -> anyhow::Result<PathBuf> {
    if let Some(found) = host::find("mdbook").filter(|found| is_ours(found)) {
        return Ok(found);
    }
    let tools = root().join(".ci-tools/mdbook");
    let program = tools.join("bin/mdbook");
    if !is_ours(&program) {
        println!("installing mdBook {MDBOOK} beside the sources");
        let (tools, target) = (tools.to_string_lossy(), root().join("target/mdbook"));
        host::cargo(&[
            "install",
            "mdbook",
            "--quiet",
            "--locked",
            "--version",
            MDBOOK,
            "--no-default-features",
            "--features",
            "search",
            "--debug",
            "--root",
            &tools,
            "--target-dir",
            &target.to_string_lossy(),
        ])?;
    }
    Ok(program)
}

fn is_ours(program: &Path) -> bool {
    let said = host::command(program, &["--version"]).output();
    said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).trim().ends_with(&format!("v{MDBOOK}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_summary_lead_from_the_root() {
        let summary = "[Start](../README.md)\n- [Tutorial](tutorial.md)\n- [Tasks](tasks/1.md)\n";
        assert_eq!(
            from_root(summary),
            "[Start](README.md)\n- [Tutorial](docs/tutorial.md)\n- [Tasks](docs/tasks/1.md)\n"
        );
    }

    #[test]
    fn a_page_without_a_chapter_is_found() {
        let tree = Tree::of(&[(SUMMARY, "- [A](a.md)"), ("docs/a.md", ""), ("docs/b/c.md", ""), ("README.md", "")]);
        assert_eq!(missing(&tree), ["docs/b/c.md"]);
    }
}
