//! Files with mistakes, each with the message that a person meets.

use model::parameters::Settings;
use scenario::Errors;
use std::path::{Path, PathBuf};

fn fixtures() -> Vec<PathBuf> {
    let files = std::fs::read_dir("tests/broken").expect("the broken files are beside the tests");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("readable").path()).collect();
    paths.sort();
    paths
}

/// The name of a broken file says what it is meant to be.
pub(crate) fn mistakes(path: &Path) -> Option<Errors> {
    let name = path.file_stem()?.to_string_lossy().into_owned();
    match name.split('-').next()? {
        "regime" => {
            let (city, catalogue) = sound_city();
            scenario::load_regime(path, &city, &catalogue).err()
        }
        "city" => scenario::load_city(path).err(),
        "catalogue" => catalogue_mistakes(path),
        _ => scenario::load_experiment(path).err(),
    }
}

pub(crate) fn sound_city() -> (Settings, Settings) {
    scenario::load_city(Path::new("tests/fixtures/city.toml")).expect("a sound city")
}

/// A catalogue is read through a city; this one is sound but for its catalogue.
fn catalogue_mistakes(path: &Path) -> Option<Errors> {
    let city = std::fs::read_to_string("tests/fixtures/city.toml").expect("a sound city");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::copy(path, folder.path().join("catalogue.toml")).expect("copied");
    let through = folder.path().join("city.toml");
    std::fs::write(&through, city.replace("../fixtures/", "")).expect("written");
    scenario::load_city(&through).err()
}

#[test]
fn every_broken_file_is_refused_with_the_message_that_is_written_down() {
    for path in fixtures() {
        let name = path.file_stem().expect("a file").to_string_lossy().into_owned();
        let errors = mistakes(&path).unwrap_or_else(|| panic!("{} is accepted", path.display()));
        let folder = std::env::temp_dir();
        let shown = errors.render(false);
        let shown: Vec<&str> = shown
            .lines()
            .map(|line| if line.contains(&*folder.to_string_lossy()) { "  --> FOLDER" } else { line })
            .collect();
        insta::assert_snapshot!(name, shown.join("\n"));
    }
}

#[test]
fn every_message_says_where_and_what_is_allowed() {
    for path in fixtures() {
        for error in mistakes(&path).expect("broken").list() {
            assert!(!error.allowed.is_empty() && !error.file.is_empty(), "{}: {error:?}", path.display());
            assert!(error.line > 0 && error.column > 0, "{}: {error:?}", path.display());
        }
    }
}

#[test]
fn colours_come_only_when_asked_for() {
    let errors = mistakes(Path::new("tests/broken/regime-probability.toml")).expect("broken");
    assert!(!errors.render(false).contains('\u{1b}') && !errors.to_string().contains('\u{1b}'));
    assert!(errors.render(true).contains('\u{1b}'));
}
