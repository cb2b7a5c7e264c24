//! `digests.csv`: a fingerprint of each world as the days went by, to find where two runs part.

use super::parquet::column;
use super::{Columns, Mark};
use arrow_array::{StringArray, UInt16Array, UInt64Array};
use arrow_schema::{DataType, Field};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

pub struct DigestsWriter {
    file: BufWriter<File>,
    rows: Rows,
}

#[derive(Default)]
struct Rows {
    seed: Vec<u64>,
    arm: Vec<String>,
    day: Vec<u16>,
    digest: Vec<String>,
}

impl DigestsWriter {
    pub fn create(path: &Path, mark: &Mark) -> io::Result<Self> {
        let mut file = BufWriter::new(File::create(path)?);
        for line in mark.lines() {
            writeln!(file, "{line}")?;
        }
        writeln!(file, "seed,arm,day,digest")?;
        Ok(Self { file, rows: Rows::default() })
    }

    pub fn push(&mut self, seed: u64, arm: &str, day: u16, digest: &str) -> io::Result<()> {
        assert!(!arm.contains([',', '"', '\n']), "the name of an arm is a plain word");
        self.rows.seed.push(seed);
        self.rows.arm.push(arm.to_owned());
        self.rows.day.push(day);
        self.rows.digest.push(digest.to_owned());
        writeln!(self.file, "{seed},{arm},{day},{digest}")
    }

    /// Ends the file; its few rows come back as a table.
    pub fn finish(self) -> io::Result<Columns> {
        self.file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
        Ok(self.rows.columns())
    }
}

impl Rows {
    fn columns(self) -> Columns {
        let columns: Vec<arrow_array::ArrayRef> = vec![
            Arc::new(UInt64Array::from(self.seed)),
            Arc::new(StringArray::from(self.arm)),
            Arc::new(UInt16Array::from(self.day)),
            Arc::new(StringArray::from(self.digest)),
        ];
        Columns::whole(fields(), columns)
    }
}

pub(super) fn fields() -> Vec<Field> {
    vec![
        column("seed", DataType::UInt64, "seed", "seed of the city and of all draws"),
        column("arm", DataType::Utf8, "name", "world of the experiment"),
        column("day", DataType::UInt16, "day", "day of the run, from 0, on whose evening the digest was taken"),
        column("digest", DataType::Utf8, "hexadecimal", "fingerprint of every column of every synthetic person"),
    ]
}
