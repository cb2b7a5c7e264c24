//! What can be asked, and what cannot: the commands are a closed list (boundary.md 2, 8, 11).

use crate::lab::Lab;

/// The commands that have commands of their own.
const BELOW: [(&str, &[&str]); 2] = [("facecalc", &["identify", "watchlist"]), ("new", &["regime", "experiment"])];

/// The names that `--help` lists, with those of the commands below one, but for `help` itself.
fn commands(lab: &Lab) -> Vec<String> {
    let help = lab.vitropolis("--help").done().out;
    let (_, listed) = help.split_once("Commands:\n").expect("a list of commands");
    let lines = listed.lines().take_while(|line| !line.is_empty());
    let names = lines.map(|line| line.split_whitespace().next().expect("a name"));
    let top = names.filter(|name| *name != "help").map(str::to_owned);
    top.flat_map(|name| {
        let below = BELOW.iter().filter(|(command, _)| *command == name).flat_map(|(_, below)| below.iter());
        let below: Vec<String> = below.map(|word| format!("{name} {word}")).collect();
        std::iter::once(name).chain(below)
    })
    .collect()
}

/// Every `--argument` and `<ARGUMENT>` of every command.
fn arguments(lab: &Lab) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for command in commands(lab) {
        let help = lab.vitropolis(&format!("help {command}")).done().out;
        let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '<'));
        let arguments = words.filter(|word| word.starts_with("--") || word.starts_with('<'));
        found.extend(arguments.map(|word| (command.clone(), word.trim_start_matches(['-', '<']).to_lowercase())));
    }
    found
}

#[test]
fn the_commands_and_their_arguments_are_those_that_are_written_down() {
    let lab = Lab::new();
    insta::assert_snapshot!("vitropolis", lab.vitropolis("--help").done().out);
    for command in commands(&lab) {
        insta::assert_snapshot!(command.replace(' ', "-"), lab.vitropolis(&format!("{command} --help")).done().out);
    }
}

#[test]
fn no_command_makes_something_of_a_regime_that_could_be_deployed() {
    let lab = Lab::new();
    let deployable = [
        "export",
        "sql",
        "serve",
        "server",
        "service",
        "deploy",
        "api",
        "http",
        "host",
        "port",
        "listen",
        "rego",
        "opa",
        "dmn",
        "drools",
        "prolog",
        "rules",
        "engine",
        "wasm",
        "docker",
        "kafka",
        "compile",
        "translate",
        "convert",
    ];
    for name in commands(&lab) {
        assert!(!deployable.contains(&name.as_str()), "`{name}` sounds like a way out of the laboratory");
    }
    // The observatory listens to its own machine only (crates/observatory/tests), and says at which port.
    let elsewhere =
        |(command, argument): &(String, String)| (command.as_str(), argument.as_str()) != ("observe", "port");
    for (command, argument) in arguments(&lab).into_iter().filter(elsewhere) {
        let parts: Vec<&str> = argument.split('-').collect();
        assert!(!parts.iter().any(|part| deployable.contains(part)), "{command} --{argument}");
    }
}

#[test]
fn no_argument_describes_a_person() {
    let lab = Lab::new();
    let describing = [
        "person",
        "who",
        "id",
        "age",
        "sex",
        "gender",
        "income",
        "residence",
        "district",
        "household",
        "appearance",
        "score",
        "band",
        "photo",
        "image",
        "face",
        "plate",
        "phone",
        "address",
        "where",
        "filter",
        "query",
        "person-table",
        "import",
        "records",
        "csv",
    ];
    for (command, argument) in arguments(&lab) {
        assert!(!describing.contains(&argument.as_str()), "{command} --{argument}");
    }
}

#[test]
fn a_life_is_not_looked_up_by_what_somebody_is_like() {
    let lab = Lab::new();
    for query in ["--age 30", "--sex female", "--district Haidian", "--income low", "--band low", "--score 900"] {
        let answer = lab.vitropolis(&format!("life runs/small/1 --random {query}")).ends_with(2);
        answer.complains_of(&["unexpected argument", query.split(' ').next().expect("a word")]);
    }
    lab.vitropolis("life runs/small/1 --number SYN-ABCDEFGHJK").ends_with(2).complains_of(&["is not a count"]);
    lab.vitropolis("life runs/small/1 SYN-ABCDEFGHJK --random").ends_with(2).complains_of(&["unexpected argument"]);
}

#[test]
fn a_life_is_asked_for_at_random_or_by_number_and_not_by_both() {
    let lab = Lab::new();
    lab.vitropolis("life runs/small/1").ends_with(2).complains_of(&["--random", "--number"]);
    lab.vitropolis("life runs/small/1 --random --number 3").ends_with(2).complains_of(&["cannot be used with"]);
}

#[test]
fn every_help_fits_a_terminal_of_80_columns() {
    let lab = Lab::new();
    for command in commands(&lab).iter().map(String::as_str).chain([""]) {
        for manner in ["--help", "-h"] {
            let help = lab.vitropolis(&format!("{command} {manner}")).done().out;
            let wide: Vec<&str> = help.lines().filter(|line| line.chars().count() > 80).collect();
            assert!(wide.is_empty(), "{command} {manner}: {wide:#?}");
        }
    }
}

#[test]
fn without_a_command_the_help_is_shown_and_nothing_is_done() {
    let lab = Lab::new();
    lab.vitropolis("").ends_with(2).complains_of(&["Usage: vitropolis", "Exit codes"]);
    lab.vitropolis("score --person me").ends_with(2).complains_of(&["unrecognized subcommand"]);
}
