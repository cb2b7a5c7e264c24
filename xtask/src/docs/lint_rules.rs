//! Every rule of the linter, from its own file: what it looks for and why, on what it rests, what would change it.

use lint::{Mode, RULES, Rule};

const OPENING: &str = "\
# Rules of the linter

<!-- Made by `cargo xtask docs` from crates/lint/src/rules/; do not edit. -->

`vitropolis lint REGIME` reads a regime and says which of these patterns its structure raises, on the lines of the
file. It gives no verdict and no grade, mends nothing, and is not legal advice: a pattern in a file is one thing, and a
law that applies is another, so each finding says how far the file declares the elements of the law named. Sources are
paraphrased; keys lead to [references.bib](references.bib). `vitropolis lint --explain CTX-1` prints a rule with a
regime in which it fires and one in which it stays quiet.

*Structure* reads the file, *arithmetic* computes on declared numbers, *measured* needs a run over at least 30 seeds
and is silent without one. The severity is the gravest that the rule has.

| rule | fires when | mode | severity |
|---|---|---|---|
";

pub(crate) fn page() -> String {
    let rows: String = RULES.iter().map(row).collect();
    let sections: String = RULES.iter().map(section).collect();
    format!("{OPENING}{rows}{sections}")
}

fn modes(rule: &Rule) -> String {
    rule.modes().into_iter().map(Mode::word).collect::<Vec<_>>().join(", ")
}

fn row(rule: &Rule) -> String {
    format!("| [{}](#{}) | {} | {} | {} |\n", rule.id, rule.id.to_lowercase(), rule.title, modes(rule), rule.severity)
}

fn section(rule: &Rule) -> String {
    let sources: Vec<String> =
        rule.sources.iter().map(|source| format!("- {source}\n").replace('[', "(").replace(']', ")")).collect();
    format!(
        "\n## {}\n\nFires when {}.\n\n{}\n\n{}\nLaw: {}.\n\nWould change it: {}.\n\nLeft out: {}\n",
        rule.id,
        rule.title,
        rule.text,
        sources.concat(),
        rule.law.told(),
        rule.would_change,
        rule.left_out
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_row_and_its_section() {
        let page = page();
        for rule in RULES {
            assert!(page.contains(&format!("| [{}](", rule.id)) && page.contains(&format!("\n## {}\n", rule.id)));
        }
    }
}
