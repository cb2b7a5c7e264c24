//! What lies in a folder of the laboratory: experiments, regimes, cities.

use std::path::{Path, PathBuf};

/// A file that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// `experiment`, `regime`, `city` or `catalogue`.
    pub kind: &'static str,
    pub path: PathBuf,
    pub title: String,
}

/// Experiments, regimes and cities under a folder, in that order, by name.
pub fn list(root: &Path) -> Vec<Shipped> {
    let kinds = [("experiment", "experiments"), ("regime", "regimes"), ("city", "cities")];
    let under = |folder: &str| if root == Path::new(".") { PathBuf::from(folder) } else { root.join(folder) };
    kinds.iter().flat_map(|(kind, folder)| files(kind, &under(folder))).collect()
}

fn files(kind: &'static str, folder: &Path) -> Vec<Shipped> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    paths.sort();
    paths.into_iter().map(|path| shipped(kind, path)).collect()
}

/// A catalogue of acts lies beside the cities that use it.
fn shipped(kind: &'static str, path: PathBuf) -> Shipped {
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let acts = kind == "city" && text.lines().any(|line| line.starts_with("[behaviour."));
    Shipped { kind: if acts { "catalogue" } else { kind }, title: title(&text), path }
}

/// The value of the first `title = "…"` line.
fn title(text: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix("title")?.trim_start().strip_prefix('='));
    line.map(|value| value.trim().trim_matches('"').to_owned()).unwrap_or_default()
}
