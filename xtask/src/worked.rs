//! Pages with commands in them: each command is run, and what it prints is what stands there.
//!
//! A block that opens with ```` ```console ```` holds commands (`$ vitropolis …`) and what they print; `lines=8` after it
//! keeps the first lines of each, `last=8` the last, `exit=1` expects that code. A block whose opening names a file
//! (```` ```toml file=regimes/mine.toml ````) is that file. A page has a folder of its own, with the shipped cities,
//! regimes and experiments in it.

use crate::ci::Outcome;
use crate::host;
use crate::tree::{Tree, root};
use anyhow::{Context, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const FENCE: &str = "```";
const COMMANDS: &str = "```console";
/// Lines that tell how long something took, and so differ between equal runs.
const CLOCKS: &[&str] = &["cities built in ", "lived in "];

/// Runs the pages and writes what they print into them.
pub(crate) fn write() -> anyhow::Result<()> {
    each_page(|path, old, new| {
        if old != new {
            fs::write(root().join(path), new).with_context(|| format!("cannot write {path}"))?;
            println!("{path}: written");
        }
        Ok(())
    })
}

/// Runs the pages; an error where one says something else than what is printed.
pub(crate) fn check() -> anyhow::Result<()> {
    let mut stale = Vec::new();
    each_page(|path, old, new| {
        if old != new {
            stale.push(format!("{path}, line {}: run `cargo xtask worked`", first_difference(old, new)));
        }
        Ok(())
    })?;
    ensure!(stale.is_empty(), "what is printed is not what stands there\n{}", stale.join("\n"));
    Ok(())
}

pub(crate) fn step() -> anyhow::Result<Outcome> {
    check().map(|()| Outcome::Passed)
}

fn each_page(mut then: impl FnMut(&str, &str, &str) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let tree = Tree::of_repository()?;
    let program = program()?;
    for (path, text) in tree.under("docs/", ".md").filter(|(_, text)| text.contains(COMMANDS)) {
        let began = Instant::now();
        let new = Lab::new(path)?.worked(text, &program).with_context(|| path.to_string())?;
        println!("{path}: {:.1} s", began.elapsed().as_secs_f64());
        then(path, text, &new)?;
    }
    Ok(())
}

/// The program that `VITROPOLIS` names, or else the one of the small run.
fn program() -> anyhow::Result<PathBuf> {
    if let Some(named) = std::env::var_os("VITROPOLIS") {
        let named = PathBuf::from(named);
        return named.canonicalize().with_context(|| format!("VITROPOLIS names {}", named.display()));
    }
    host::cargo(&["build", "--quiet", "--release", "--package", "vitropolis"])?;
    Ok(root().join("target/release/vitropolis"))
}

/// The folder in which the commands of one page are run.
struct Lab {
    folder: PathBuf,
}

impl Lab {
    fn new(page: &str) -> anyhow::Result<Self> {
        let folder = root().join("target/worked").join(page.replace('/', "-"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for part in ["cities", "regimes", "experiments"] {
            fs::create_dir_all(folder.join(part))?;
            for file in fs::read_dir(root().join(part))? {
                let file = file?;
                fs::copy(file.path(), folder.join(part).join(file.file_name()))?;
            }
        }
        Ok(Self { folder })
    }

    /// The page with what its commands print now.
    fn worked(&self, page: &str, program: &Path) -> anyhow::Result<String> {
        rewritten(page, |block| match block {
            Block::File { path, text } => {
                let path = self.folder.join(path);
                fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
                Ok(String::new())
            }
            Block::Command { words, exit } => self.said(program, words, exit),
        })
    }

    fn said(&self, program: &Path, words: &str, exit: i32) -> anyhow::Result<String> {
        let mut words = words.split_whitespace();
        ensure!(words.next() == Some("vitropolis"), "a command that does not begin with `vitropolis` is not run here");
        let mut command = Command::new(program);
        command.args(words).current_dir(&self.folder).stdin(Stdio::null()).env("NO_COLOR", "1");
        let output = command.output().with_context(|| format!("{command:?} did not start"))?;
        let said = String::from_utf8(output.stdout)? + &String::from_utf8(output.stderr)?;
        if output.status.code() != Some(exit) {
            bail!("{command:?} ended with {} and said:\n{said}", output.status);
        }
        let lasting = |line: &&str| !CLOCKS.iter().any(|clock| line.starts_with(clock));
        Ok(said.lines().filter(lasting).map(|line| format!("{}\n", line.trim_end())).collect())
    }
}

/// Something that a page asks for.
enum Block<'a> {
    File { path: &'a str, text: &'a str },
    Command { words: &'a str, exit: i32 },
}

/// The page with its answers: `ask` is given every block in order.
fn rewritten(page: &str, mut ask: impl FnMut(Block) -> anyhow::Result<String>) -> anyhow::Result<String> {
    let mut new = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        new += &format!("{line}\n");
        let Some(opening) = line.strip_prefix(FENCE) else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != FENCE).collect();
        if line.starts_with(COMMANDS) {
            new += &answered(opening, &inside, &mut ask)?;
        } else {
            let text = inside.iter().map(|line| format!("{line}\n")).collect::<String>();
            if let Some(path) = option(opening, "file") {
                ask(Block::File { path, text: &text })?;
            }
            new += &text;
        }
        new += &format!("{FENCE}\n");
    }
    Ok(new)
}

fn answered(
    opening: &str,
    inside: &[&str],
    ask: &mut impl FnMut(Block) -> anyhow::Result<String>,
) -> anyhow::Result<String> {
    let number = |name: &str| option(opening, name).map(str::parse::<usize>).transpose();
    let kept = Kept { first: number("lines")?, last: number("last")? };
    let exit = number("exit")?.unwrap_or(0) as i32;
    let mut text = String::new();
    let mut lines = inside.iter();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("$ ") else { continue };
        text += &format!("{line}\n");
        let mut words = first.to_string();
        while let Some(before) = words.strip_suffix('\\') {
            let next = lines.next().context("a command goes on after `\\` and ends")?;
            text += &format!("{next}\n");
            words = format!("{before} {next}");
        }
        text += &kept.of(&ask(Block::Command { words: &words, exit })?);
    }
    Ok(text)
}

/// Which lines of an answer stand on the page; all, where nothing is said.
struct Kept {
    first: Option<usize>,
    last: Option<usize>,
}

impl Kept {
    fn of(&self, said: &str) -> String {
        let lines: Vec<&str> = said.lines().collect();
        let first = self.first.unwrap_or(if self.last.is_some() { 0 } else { lines.len() }).min(lines.len());
        let last = self.last.unwrap_or(0).min(lines.len() - first);
        let mut kept = lines[..first].to_vec();
        if first + last < lines.len() {
            kept.push("…");
        }
        kept.extend(&lines[lines.len() - last..]);
        kept.iter().map(|line| format!("{line}\n")).collect()
    }
}

/// `lines=8` in the opening of a block.
fn option<'a>(opening: &'a str, name: &str) -> Option<&'a str> {
    opening.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
}

/// Counted from 1.
fn first_difference(old: &str, new: &str) -> usize {
    1 + old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page whose commands answer with what they are asked.
    fn echoed(page: &str) -> (String, Vec<String>) {
        let mut asked = Vec::new();
        let new = rewritten(page, |block| {
            Ok(match block {
                Block::File { path, text } => {
                    asked.push(format!("{path}: {text}"));
                    String::new()
                }
                Block::Command { words, exit } => {
                    asked.push(format!("{words} -> {exit}"));
                    "one\ntwo\nthree\n".to_string()
                }
            })
        });
        (new.expect("a page"), asked)
    }

    #[test]
    fn old_answers_give_way_to_new_ones_and_the_rest_stays() {
        let page = "# Title\n\n```console\n$ vitropolis list\nold\n```\n\nWords.\n\n```toml\nkey = 1\n```\n";
        let (new, asked) = echoed(page);
        let wanted =
            "# Title\n\n```console\n$ vitropolis list\none\ntwo\nthree\n```\n\nWords.\n\n```toml\nkey = 1\n```\n";
        assert_eq!(new, wanted);
        assert_eq!(asked, ["vitropolis list -> 0"]);
        assert_eq!(echoed(&new).0, new, "a fresh page stays as it is");
    }

    #[test]
    fn a_file_is_written_a_long_command_goes_on_and_long_answers_are_cut() {
        let page = "```toml file=regimes/a.toml\nname = \"a\"\n```\n```console lines=1 exit=2\n$ vitropolis run \\\n    a.toml\n```\n";
        let (new, asked) = echoed(page);
        assert_eq!(asked, ["regimes/a.toml: name = \"a\"\n", "vitropolis run      a.toml -> 2"]);
        assert!(new.ends_with("$ vitropolis run \\\n    a.toml\none\n…\n```\n"), "{new}");
    }

    #[test]
    fn the_first_and_the_last_lines_are_kept_where_that_is_asked_for() {
        let of = |first, last| Kept { first, last }.of("1\n2\n3\n4\n");
        assert_eq!(of(Some(1), Some(1)), "1\n…\n4\n");
        assert_eq!([of(None, Some(1)), of(None, None)], ["…\n4\n", "1\n2\n3\n4\n"]);
        assert_eq!(of(Some(3), Some(9)), "1\n2\n3\n4\n");
    }

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(first_difference("a\nb\nc", "a\nx\nc"), 2);
    }
}
