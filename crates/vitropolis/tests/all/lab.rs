//! A copy of the laboratory's own files in a folder that vanishes, and the program run in it.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_vitropolis");
pub(crate) const SYNTHETIC: &str = "synthetic people only";

/// Two worlds for a few days on the smallest city: `scored` and `plain`.
pub(crate) const SMALL: &str = "\
name = \"small\"
title = \"A few days in two worlds\"
city = \"../cities/beijing.toml\"
people = 10_000
days = 6
seeds = 1
seed = 1
reference = \"plain\"

[[arm]]
name = \"scored\"
regime = \"../regimes/beijing-as-reported-2018.toml\"

[[arm]]
name = \"plain\"
regime = \"../regimes/ordinary-law.toml\"
";

pub(crate) struct Lab {
    folder: TempDir,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Lab {
    /// Cities, regimes, the shipped experiments and [`SMALL`].
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for part in ["cities", "regimes", "experiments"] {
            fs::create_dir(folder.path().join(part)).expect("a folder");
            for file in fs::read_dir(root.join(part)).expect("the laboratory's files") {
                let file = file.expect("readable");
                fs::copy(file.path(), folder.path().join(part).join(file.file_name())).expect("copied");
            }
        }
        let lab = Self { folder };
        lab.write("experiments/small.toml", SMALL);
        lab
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).unwrap_or_else(|why| panic!("{path}: {why}"));
    }

    /// The words of a command, as one would type them.
    pub(crate) fn vitropolis(&self, words: &str) -> Answer {
        let mut command = Command::new(PROGRAM);
        command.args(words.split_whitespace());
        self.ask(command)
    }

    /// Any command, in this folder.
    pub(crate) fn ask(&self, mut command: Command) -> Answer {
        let output = command.current_dir(self.folder.path()).timeout(Duration::from_secs(120)).output();
        let output = output.expect("the program can be run");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Answer { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Every file of a folder with its bytes, by its path inside the folder; a folder is an entry without bytes.
    pub(crate) fn everything_in(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let top = self.at(folder);
        let mut found = BTreeMap::new();
        let mut waiting = vec![top.clone()];
        while let Some(next) = waiting.pop() {
            for entry in fs::read_dir(&next).unwrap_or_else(|why| panic!("{}: {why}", next.display())) {
                let path = entry.expect("readable").path();
                let name = path.strip_prefix(&top).expect("inside").to_string_lossy().into_owned();
                if path.is_dir() {
                    found.insert(name, Vec::new());
                    waiting.push(path);
                } else {
                    found.insert(name, fs::read(&path).expect("readable"));
                }
            }
        }
        found
    }
}

impl Answer {
    /// It did what was asked, and said nothing on standard error.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{self:#?}");
        self
    }

    /// It ended with this code.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Standard error says all of this.
    #[track_caller]
    pub(crate) fn complains_of(&self, words: &[&str]) {
        for word in words {
            assert!(self.err.contains(word), "no word of `{word}` in:\n{}", self.err);
        }
    }

    /// Standard output is exactly one JSON object.
    #[track_caller]
    pub(crate) fn object(&self) -> serde_json::Value {
        let value = self.json();
        assert!(value.is_object(), "{self:#?}");
        value
    }

    /// Standard output is exactly one JSON list of objects.
    #[track_caller]
    pub(crate) fn list(&self) -> Vec<serde_json::Value> {
        let value = self.json();
        let list = value.as_array().unwrap_or_else(|| panic!("{self:#?}"));
        assert!(list.iter().all(serde_json::Value::is_object), "{self:#?}");
        list.clone()
    }

    #[track_caller]
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {self:#?}"))
    }
}
