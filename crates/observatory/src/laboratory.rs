//! The shipped cities, regimes and experiments, inside the program, laid out in a folder that vanishes with it.

use rust_embed::RustEmbed;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "../../"]
#[include = "cities/*.toml"]
#[include = "regimes/*.toml"]
#[include = "experiments/tiny.toml"]
#[exclude = "target/*"]
struct Shipped;

/// A folder with `cities/`, `regimes/` and `experiments/`, removed when it is dropped.
pub(crate) struct Laboratory {
    root: PathBuf,
}

impl Laboratory {
    pub(crate) fn unpack() -> io::Result<Self> {
        let name = format!("vitropolis-observatory-{}-{}", std::process::id(), crate::door::random_words()?);
        let root = std::env::temp_dir().join(name);
        // Only its owner may look inside, where the system knows owners.
        let mut folder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&root)?;
        let laboratory = Self { root };
        for name in Shipped::iter() {
            let file = Shipped::get(&name).expect("a file that was just named");
            let path = laboratory.root.join(&*name);
            fs::create_dir_all(path.parent().expect("a file lies in a folder"))?;
            fs::write(path, file.data)?;
        }
        Ok(laboratory)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }
}

impl Drop for Laboratory {
    fn drop(&mut self) {
        // A folder that cannot be removed holds only what ships, and wishes.
        let _ = fs::remove_dir_all(&self.root);
    }
}
