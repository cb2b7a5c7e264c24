//! Documents that are made from the sources, so that they cannot drift: `docs/model.md` from the mechanisms' heads,
//! `docs/parameters.md` from the knobs, `docs/lint-rules.md` from the rules of the linter, `docs/measures.md` from the
//! measures, `docs/validation.md` from the cases, `docs/commands.md` from the snapshots of the command line,
//! `docs/sampling.md` from cities of several sizes.

mod commands;
mod lint_rules;
mod measures;
mod model;
mod parameters;
mod sampling;
mod validation;

use crate::book;
use crate::tree::{Tree, root};
use anyhow::{Context, ensure};
use std::fs;

type Page = fn(&Tree) -> anyhow::Result<String>;

const PAGES: &[(&str, Page)] = &[
    ("docs/parameters.md", |_| Ok(parameters::page())),
    ("docs/lint-rules.md", |_| Ok(lint_rules::page())),
    ("docs/measures.md", measures::page),
    ("docs/model.md", model::page),
    ("docs/validation.md", validation::page),
    ("docs/sampling.md", sampling::page),
    ("docs/commands.md", commands::page),
];

/// Writes every page; one that cannot be made does not keep the others from being written.
pub(crate) fn write() -> anyhow::Result<()> {
    let tree = Tree::of_repository()?;
    let mut faults = Vec::new();
    for (path, page) in PAGES {
        match page(&tree) {
            Ok(text) => fs::write(root().join(path), text).with_context(|| format!("cannot write {path}"))?,
            Err(error) => faults.push(format!("{path}: {error:#}")),
        }
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

pub(crate) fn check() -> anyhow::Result<()> {
    let tree = Tree::of_repository()?;
    let mut stale = Vec::new();
    for (path, page) in PAGES {
        match page(&tree) {
            Ok(text) if tree.text(path) == Some(&text) => println!("{path}: fresh"),
            Ok(_) => stale.push(format!("{path} is not what the sources say; run `cargo xtask docs`")),
            Err(error) => stale.push(format!("{path}: {error:#}")),
        }
    }
    ensure!(stale.is_empty(), "{}", stale.join("\n"));
    book::check_chapters(&tree)?;
    book::build().map(drop)
}
