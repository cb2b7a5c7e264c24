//! How a figure is made again: the command of the run, and the lines of Python that give the numbers behind it.

use super::words::Words;
use crate::Run;
use crate::measures::About;

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

/// The line that gives one measure in the world that the words are about.
pub(crate) fn measured<Of, By>(run: &Run, about: &About<Of, By>) -> String {
    format!("result.measure(\"{}\", \"{}\")", about.key, run.arms[run.main_arm()].name)
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
