//! `digests.csv`: a fingerprint of each world as the days went by, to find where two runs part.

use super::Mark;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub struct DigestsWriter {
    file: BufWriter<File>,
}

impl DigestsWriter {
    pub fn create(path: &Path, mark: &Mark) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(path)?);
        for line in mark.lines() {
            writeln!(file, "{line}")?;
        }
        writeln!(file, "seed,arm,day,digest")?;
        Ok(Self { file })
    }

    pub fn push(&mut self, seed: u64, arm: &str, day: u16, digest: &str) -> io::Result<()> {
        assert!(!arm.contains([',', '"', '\n']), "the name of an arm is a plain word");
        writeln!(self.file, "{seed},{arm},{day},{digest}")
    }

    pub fn finish(self) -> io::Result<()> {
        self.file.into_inner().map_err(|error| error.into_error())?.sync_all()
    }
}
