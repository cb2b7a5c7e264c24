//! One rule in words: what it looks for and why, on what it rests, and a regime in which it fires.

use crate::rule::{Mode, Rule};
use crate::rules::RULES;
use std::fmt::Write;

/// A rule by its id, however its letters are written; `None` if there is none.
pub fn explain(id: &str) -> Option<String> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id)).map(told)
}

fn told(rule: &Rule) -> String {
    let modes: Vec<&str> = rule.modes().into_iter().map(Mode::word).collect();
    let mut text =
        format!("{} ({}, {}): {}\n\n{}\n\n", rule.id, rule.severity, modes.join(" and "), rule.title, rule.text);
    for source in rule.sources {
        let _ = writeln!(text, "source        {source}");
    }
    let _ = writeln!(text, "law           {}", rule.law.told());
    let _ = writeln!(text, "would change  {}", rule.would_change);
    let _ = writeln!(text, "left out      {}", rule.left_out);
    match rule.fixtures() {
        Some(fixtures) => {
            let _ = write!(text, "\nIt fires here:\n\n{}\nand stays quiet here:\n\n{}", fixtures.fires, fixtures.quiet);
        }
        None => text.push_str("\nOnly a run can show it; without one the rule is silent.\n"),
    }
    text
}
