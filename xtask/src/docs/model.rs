//! The description of the model in ODD 2020 order: words that stay in `odd.md`, and in their gaps what the sources say
//! of the day, of the columns and of each mechanism.

use crate::columns::{self, Column};
use crate::heads::{self, Head, Section};
use crate::tree::Tree;
use anyhow::{Context, ensure};

const WORDS: &str = include_str!("odd.md");
const DAY: &str = "crates/model/src/day.rs";

pub(crate) fn page(tree: &Tree) -> anyhow::Result<String> {
    let heads = heads::all(tree);
    ensure!(!heads.is_empty(), "no mechanism under {}", heads::FOLDER);
    let day = heads::opening(tree.text(DAY).with_context(|| format!("{DAY} is missing"))?).join("\n");
    let mechanisms: Vec<String> = heads.iter().enumerate().map(|(place, head)| mechanism(place + 1, head)).collect();
    let page = WORDS
        .replace("{{columns}}", &column_table(&columns::all(tree), &heads))
        .replace("{{day}}", &deeper(day.trim()))
        .replace("{{mechanisms}}", &mechanisms.join("\n"));
    Ok(page.trim_end().to_string() + "\n")
}

fn mechanism(place: usize, head: &Head) -> String {
    let sections: String = head.sections.iter().map(section).collect();
    format!("### {place} {}\n\n{}\n\n{sections}", title(&head.name), head.sentence)
}

fn section(section: &Section) -> String {
    format!("#### {}\n\n{}\n\n", section.title, deeper(&section.text()))
}

/// `hidden_truth` → `Hidden truth`
fn title(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// Headings inside a comment stand under the page's own.
fn deeper(text: &str) -> String {
    let line = |line: &str| if line.starts_with('#') { format!("##{line}\n") } else { format!("{line}\n") };
    text.lines().map(line).collect::<String>().trim_end().to_string()
}

/// A table of the columns: unit, who writes each, who reads it.
fn column_table(columns: &[Column], heads: &[Head]) -> String {
    let reads =
        |head: &&Head, name: &String| head.section("Reads").is_some_and(|section| section.words().contains(name));
    let row = |column: &Column| {
        let readers = heads.iter().filter(|head| reads(head, &column.name)).map(|head| head.name.as_str());
        let readers = readers.collect::<Vec<_>>().join(", ");
        format!("| `{}` | {} | {} | {readers} |\n", column.name, column.unit, column.writers.join(", "))
    };
    format!(
        "| column | unit | written by | read by |\n|---|---|---|---|\n{}",
        columns.iter().map(row).collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::FIXTURE;

    fn tree() -> Tree {
        Tree::of(&[
            (
                "crates/model/src/day.rs",
                "//! One day, stage by stage.\n//!\n//! # Order\n//! 1. observation\n\nfn day() {}\n",
            ),
            (columns::PATH, "columns! { seen: u16, \"acts\", \"observation\"; }"),
            ("crates/model/src/mechanisms/mod.rs", "pub mod observation;\n"),
            ("crates/model/src/mechanisms/observation.rs", FIXTURE),
        ])
    }

    #[test]
    fn the_page_holds_the_day_the_columns_and_every_head() {
        let page = page(&tree()).unwrap();
        for part in [
            "## Process overview and scheduling\n\nOne day, stage by stage.\n\n### Order\n1. observation",
            "| `seen` | acts | observation | observation |",
            "### 1 Observation\n\nWho sees an act.\n\n#### Equation\n\np = coverage · sensitivity\n\n#### Symbols",
            "#### Left out\n\nNight and weather.",
        ] {
            assert!(page.contains(part), "{part}\n--- is not in ---\n{page}");
        }
        assert!(!page.contains("{{"));
    }

    #[test]
    fn the_seven_elements_stand_in_the_order_of_the_protocol() {
        let page = page(&tree()).unwrap();
        let elements = ["Purpose", "Entities", "Process", "Design", "Initialisation", "Input", "Submodels"];
        let places = elements.map(|element| page.find(&format!("\n## {element}")).unwrap());
        assert!(places.is_sorted());
    }

    #[test]
    fn without_mechanisms_there_is_no_page() {
        assert!(page(&Tree::default()).is_err());
    }
}
