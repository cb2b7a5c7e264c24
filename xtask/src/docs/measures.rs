//! Every measure, from its own file: what it says, how it is made, on what it rests, what it misses.
//!
//! The words come from the crate that computes them, by its example, so that this program needs no tables to be built.

use crate::host;
use crate::tree::Tree;

const OPENING: &str = "\
# Measures

<!-- Made by `cargo xtask docs` from crates/report/src/measures/; do not edit. -->

What is said about a world in a number. None of them is a grade, and no sum of them is made: a regime without an error
can be the worst of all. A group with fewer than ten people, cases or (where the rate of everybody would bring no more)
events is *too few to tell*, which is no sign of fairness.

Beside a figure stand two intervals that are never mixed. The *noise of the simulation*: 95 %, Student's t over seeds,
differences between worlds taken seed by seed first, ratios averaged on the log scale; people share a city and are never
counted as independent. *What we do not know*: the range over draws of all stylised numbers, which a run lives
after its days where the experiment asks for it (`robust_draws`), and `vitropolis robust` alone. Silence and offences have
that range as differences to the reference only.

Each figure is in `summary.json` for everybody and in `measures.parquet` for every group; what it is made of is in
`daily.parquet` and `tallies.parquet`. Those that a library knows are checked against it on these tables, in
`crates/vitropolis-python/measures/`.

";

pub(crate) fn page(_: &Tree) -> anyhow::Result<String> {
    let words = ["run", "--quiet", "--package", "report", "--example", "measures"];
    Ok(format!("{OPENING}{}", host::cargo_says(&words)?))
}
