//! How a figure is made again: the command of the run, and the lines of Python that give the numbers behind it.

use super::words::Words;
use crate::Run;
use crate::measures::About;
use crate::tallies::Tally;

pub(crate) struct Again {
    pub(crate) heading: String,
    pub(crate) command: String,
    pub(crate) python: String,
}

impl Again {
    /// `lines` speak of a `result`.
    pub(crate) fn new(words: &Words, run: &Run, lines: &str) -> Self {
        let python = format!("import vitropolis as vp\n\nresult = {}\n{lines}", call(&run.command));
        Self { heading: words.text("figure.again").to_owned(), command: run.command.clone(), python }
    }
}

/// The lines that give measures of everybody in some worlds.
pub(crate) fn measured<Of, By>(run: &Run, abouts: &[&About<Of, By>], arms: &[usize]) -> String {
    measured_by(run, abouts, arms, &["all"], "mean")
}

/// The lines that give a number of measures in some worlds and dimensions of groups, with its interval: `mean`, or the
/// paired `difference` to the reference.
pub(crate) fn measured_by<Of, By>(
    run: &Run,
    abouts: &[&About<Of, By>],
    arms: &[usize],
    kinds: &[&str],
    number: &str,
) -> String {
    let keys: Vec<&str> = abouts.iter().map(|about| about.key).collect();
    let wanted = [("measure", listed(&keys)), ("arm", worlds(run, arms)), ("group_kind", listed(kinds))];
    let (low, high) = if number == "mean" { ("low", "high") } else { ("difference_low", "difference_high") };
    let told = ["arm", "group_kind", "group", "measure", number, low, high];
    rows_of("measures", &wanted) + &format!("\ntold = [[row[name] for name in {}] for row in rows]", listed(&told))
}

/// The lines that give the rows of everybody in a histogram of some worlds.
pub(crate) fn tallied(run: &Run, tally: Tally, arms: &[usize]) -> String {
    let wanted = [("tally", listed(&[tally.name()])), ("arm", worlds(run, arms)), ("group_kind", listed(&["all"]))];
    rows_of("tallies", &wanted)
}

/// `rows` of a table in which each of these columns has one of these values.
pub(crate) fn rows_of(table: &str, wanted: &[(&str, String)]) -> String {
    let tests: Vec<String> = wanted.iter().map(|(column, values)| format!("row[\"{column}\"] in {values}")).collect();
    format!("rows = [\n    row\n    for row in result.{table}.rows()\n    if {}\n]", tests.join("\n    and "))
}

/// Names of worlds as a list of Python.
pub(crate) fn worlds(run: &Run, arms: &[usize]) -> String {
    listed(&arms.iter().map(|arm| &*run.arms[*arm].name).collect::<Vec<_>>())
}

/// All of them.
pub(crate) fn every_world(run: &Run) -> Vec<usize> {
    (0..run.arms.len()).collect()
}

fn listed(names: &[&str]) -> String {
    format!("[{}]", names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))
}

/// `vitropolis run FILE --people 20000` as a call of the Python package. What it has no word for changes no table.
fn call(command: &str) -> String {
    let mut parts = command.split_whitespace().skip(2);
    let mut said = vec![format!("\"{}\"", parts.next().unwrap_or_default())];
    while let (Some(option), Some(value)) = (parts.next(), parts.next()) {
        match option {
            "--arms" => {
                let arms: Vec<String> = value.split(',').map(|arm| format!("\"{arm}\"")).collect();
                said.push(format!("arms=[{}]", arms.join(", ")));
            }
            "--people" | "--days" | "--seeds" | "--seed" => said.push(format!("{}={value}", &option[2..])),
            _ => {}
        }
    }
    format!("vp.run({})", said.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_said_in_python() {
        let command = "vitropolis run experiments/tiny.toml --people 20000 --seed 7 --arms one,other --robust runs/r";
        let python = r#"vp.run("experiments/tiny.toml", people=20000, seed=7, arms=["one", "other"])"#;
        assert_eq!(call(command), python);
        assert_eq!(call("vitropolis run tiny.toml"), r#"vp.run("tiny.toml")"#);
    }
}
