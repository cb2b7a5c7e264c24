//! Where results and messages go: results to standard output (words, or one JSON object), messages to standard error.

use experiment::Failure;
use serde_json::{Value, json};
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

/// Bad input, or a machine that said no.
pub(crate) const CANNOT: u8 = 2;
/// Two things that were compared differ.
pub(crate) const DIFFERS: u8 = 1;
/// Stopped by somebody.
const STOPPED: u8 = 130;

pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// The result: its words, or the object behind them.
    pub(crate) fn result(&self, words: &str, object: impl FnOnce() -> Value) -> Result<(), Failure> {
        let text = if self.json { format!("{:#}", marked(object())) } else { words.trim_end().to_owned() };
        let mut stdout = std::io::stdout().lock();
        match writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
            // A reader that went away (`| head`) is no mistake of anybody's.
            Err(why) if why.kind() != ErrorKind::BrokenPipe => Err(Failure::Refused {
                asked: format!("standard output: {why}"),
                allowed: "a place that takes what is printed".to_owned(),
            }),
            _ => Ok(()),
        }
    }

    /// Whether standard output is a terminal that takes colours.
    pub(crate) fn has_colours() -> bool {
        colours_wanted() && std::io::stdout().is_terminal()
    }

    /// The message of a failure, and the exit code that goes with it.
    pub(crate) fn failed(&self, failure: &Failure) -> ExitCode {
        let colour = colours_wanted() && std::io::stderr().is_terminal();
        say(&failure.render(colour));
        let code = if matches!(failure, Failure::Stopped { .. }) { STOPPED } else { CANNOT };
        if self.json {
            let object = json!({ "error": failure.to_string(), "exit_code": code });
            let _ = writeln!(std::io::stdout(), "{:#}", marked(object));
        }
        ExitCode::from(code)
    }
}

/// A line on standard error. Where nobody takes it, work goes on all the same.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn colours_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Every object, and every object of a list, says whose numbers these are not.
pub(crate) fn marked(object: Value) -> Value {
    match object {
        Value::Object(mut fields) => {
            fields.insert("synthetic".into(), experiment::SYNTHETIC.into());
            Value::Object(fields)
        }
        Value::Array(list) => list.into_iter().map(marked).collect(),
        other => other,
    }
}
