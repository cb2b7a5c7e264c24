//! The shipped cities and regimes, inside the program, laid out in a folder that vanishes with it.

use rust_embed::RustEmbed;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "shipped/cities"]
#[include = "*.toml"]
struct Cities;

#[derive(RustEmbed)]
#[folder = "shipped/regimes"]
#[include = "*.toml"]
struct Regimes;

/// A folder with `cities/`, `regimes/` and `experiments/`, removed when it is dropped.
pub(crate) struct Laboratory {
    root: PathBuf,
}

impl Laboratory {
    pub(crate) fn unpack() -> io::Result<Self> {
        let name = format!("vitropolis-observatory-{}-{}", std::process::id(), crate::door::random_words()?);
        let laboratory = Self { root: std::env::temp_dir().join(name) };
        // Only its owner may look inside, where the system knows owners.
        let mut folder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&laboratory.root)?;
        laboratory.fill::<Cities>("cities")?;
        laboratory.fill::<Regimes>("regimes")?;
        fs::create_dir(laboratory.root.join("experiments"))?;
        Ok(laboratory)
    }

    fn fill<Files: RustEmbed>(&self, folder: &str) -> io::Result<()> {
        let folder = self.root.join(folder);
        fs::create_dir(&folder)?;
        for name in Files::iter() {
            let file = Files::get(&name).expect("a file that was just named");
            fs::write(folder.join(&*name), file.data)?;
        }
        Ok(())
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
