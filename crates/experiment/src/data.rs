//! What lies in a run folder, column by column, for whoever reads it with other tools.

use crate::beside::stored_measures;
use crate::compare::locked;
use crate::{Failure, VERSION};
use report::{TableAbout, dictionary};
use std::path::Path;

/// A table and its size.
#[derive(Clone, Debug)]
pub struct StoredTable {
    pub about: TableAbout,
    /// None where no run was named, or the file is gone.
    pub bytes: Option<u64>,
    /// The same rows as text, where the run was asked for them.
    pub csv: Option<String>,
}

/// The tables of a run; without one, of every run of this version.
pub fn data(run: Option<&Path>) -> Result<Vec<StoredTable>, Failure> {
    if let Some(folder) = run {
        locked(folder)?;
        let (version, _) = stored_measures(folder)?;
        if version != VERSION {
            let asked = format!("{} was made by version {version}; this is {VERSION}", folder.display());
            return Err(Failure::refused(
                asked,
                "the version that made it; each Parquet file holds its own columns, too",
            ));
        }
    }
    let stored = |about: TableAbout| {
        let bytes = |file: &str| std::fs::metadata(run?.join(file)).ok().map(|found| found.len());
        let csv = as_text(about.file);
        StoredTable { bytes: bytes(about.file), csv: bytes(&csv).map(|_| csv), about }
    };
    Ok(dictionary().into_iter().map(stored).collect())
}

/// Where `run --tables csv` writes a table: `csv/daily.csv`.
pub(crate) fn as_text(file: &str) -> String {
    let name = file.trim_start_matches("what/");
    format!("{TEXTS}/{}.csv", name.split('.').next().unwrap_or(name))
}

/// Folder of the tables as text, beside `what/`.
pub(crate) const TEXTS: &str = "csv";
