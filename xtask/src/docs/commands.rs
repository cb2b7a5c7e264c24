//! Every command with its help, from the snapshots that the tests hold the program to.

use crate::tree::Tree;
use anyhow::{Context, ensure};

const FOLDER: &str = "crates/vitropolis/tests/all/snapshots/all__grammar__";

const OPENING: &str = "\
# Commands

<!-- Made by `cargo xtask docs` from the snapshots of the command line; do not edit. -->

What `vitropolis COMMAND --help` prints. Every command takes `--json`. Exit codes: 0 done; 1 what was compared differs; 2
what was asked for cannot be done, and nothing half-written is left; 130 stopped.
";

pub(crate) fn page(tree: &Tree) -> anyhow::Result<String> {
    let top = tree.text(&format!("{FOLDER}vitropolis.snap")).context("there is no snapshot of the help")?;
    let commands = listed(help(top));
    ensure!(!commands.is_empty(), "the help lists no command");
    let mut page = format!("{OPENING}\n```text\n{}```\n", help(top));
    for name in commands {
        let command = |path: &str| path.trim_start_matches(FOLDER).trim_end_matches(".snap").replacen('-', " ", 1);
        let all = tree.under(FOLDER, ".snap").map(|(path, text)| (command(path), text));
        let mut found: Vec<(String, &str)> =
            all.filter(|(command, _)| command == name || command.starts_with(&format!("{name} "))).collect();
        found.sort_unstable();
        for (command, text) in found {
            page += &format!("\n## vitropolis {command}\n\n```text\n{}```\n", help(text));
        }
    }
    Ok(page)
}

/// What a snapshot holds, behind its head.
fn help(snapshot: &str) -> &str {
    snapshot.splitn(3, "---\n").nth(2).unwrap_or_default()
}

/// Names under `Commands:`, in their order, but for `help` itself.
fn listed(help: &str) -> Vec<&str> {
    let below = help.split_once("Commands:\n").map_or("", |(_, below)| below);
    let lines = below.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_come_in_the_order_of_the_help_with_those_below_them() {
        let top = "---\nsource: x\n---\nUsage\n\nCommands:\n  run   Run\n  new   New\n  help  Help\n\nOptions:\n";
        let of = |name: &str| format!("{FOLDER}{name}.snap");
        let text = |help: &str| format!("---\nsource: x\n---\n{help}\n");
        let files = [
            (of("vitropolis"), top.to_string()),
            (of("new"), text("new!")),
            (of("new-regime"), text("regime!")),
            (of("run"), text("run!")),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let page = page(&Tree::of(&files)).expect("a page");
        let places =
            ["## vitropolis run\n", "## vitropolis new\n", "## vitropolis new regime\n"].map(|head| page.find(head));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{page}");
    }
}
