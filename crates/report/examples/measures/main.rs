//! Writes what `docs/measures.md` says of every measure, for `cargo xtask docs`.

use report::measures::{About, BESIDE, EVERY, Unit};

fn main() {
    println!("| measure | key | unit |\n|---|---|---|");
    EVERY.iter().for_each(|about| println!("| {} | `{}` | {} |", about.name, about.key, unit(about.unit)));
    BESIDE.iter().for_each(|about| println!("| {} | `{}` | {} |", about.name, about.key, unit(about.unit)));
    EVERY.iter().for_each(|about| section(about));
    println!("\nThe last ones need two worlds: they exist beside the reference only.");
    BESIDE.iter().for_each(|paired| section(paired));
}

fn section<Of, By>(about: &About<Of, By>) {
    println!("\n## {}\n\n{}\n\n    {}\n", about.key, about.sentence, about.formula);
    println!("Source: {}.\n\nMisses: {}.", about.source, about.misses);
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::PerPersonYear => "for a person and year",
        Unit::PerThousandYears => "for 1,000 people and year",
        Unit::Days => "days",
        Unit::Ratio => "ratio",
        Unit::Index => "index",
    }
}
