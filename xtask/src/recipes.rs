//! The recipe for R in the book, done by R itself on the small run. The recipes for Python are tests of its package.

use crate::ci::Outcome;
use crate::tree::root;
use crate::{host, job};
use anyhow::{Context, ensure};
use std::fs;

const PAGE: &str = "docs/how-to-read-the-tables.md";

/// Runs every ```` ```r ```` block of the page in a folder that holds the small run as `run`.
pub(crate) fn in_r() -> anyhow::Result<Outcome> {
    let run = job::folder();
    ensure!(run.is_dir(), "there is no {}: the main job in small must run first", run.display());
    if host::find("Rscript").is_none()
        && let Err(error) = host::install(&["r-base-core"], "the recipe for R is tried in R")
    {
        return Ok(Outcome::Skipped(format!("{error:#}")));
    }
    let text = fs::read_to_string(root().join(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
    let script = blocks(&text, "r");
    ensure!(!script.is_empty(), "{PAGE} has no recipe for R");
    let file = root().join("target/ci/recipe.R");
    fs::write(&file, script)?;
    let mut rscript = host::command("Rscript", &["--vanilla"]);
    host::finish(rscript.arg(&file).current_dir(run.parent().context("the run lies in a folder")?))?;
    Ok(Outcome::Passed)
}

/// Everything that stands in blocks of a language.
fn blocks(page: &str, language: &str) -> String {
    let opening = format!("```{language}\n");
    page.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_one_language_are_taken_and_no_others() {
        let page = "```r\na <- 1\n```\nwords\n```rust\nlet a;\n```\n```r\nb <- 2\n```\n";
        assert_eq!(blocks(page, "r"), "a <- 1\nb <- 2\n");
    }
}
