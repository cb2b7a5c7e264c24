//! Nothing in any crate reads a table of persons: a person comes from the seeded generator only.

use crate::code;
use crate::tree::{Finding, Tree};

/// Readers of tables, as the libraries call them; a name that begins so is meant too.
const READERS: &[&str] = &[
    "ParquetRecordBatchReader",
    "ParquetRecordBatchStream",
    "SerializedFileReader",
    "ArrowReader",
    "from_csv",
    "read_csv",
    "read_parquet",
    "scan_parquet",
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.under("crates/", ".rs").filter(|(path, _)| path.contains("/src/"));
    sources.flat_map(|(path, text)| readers(path, text)).collect()
}

fn readers(path: &str, text: &str) -> Vec<Finding> {
    let tokens = code::shipped(text);
    let is_reader = |name: &str| READERS.iter().any(|reader| name.starts_with(reader));
    let named = tokens.iter().filter(|token| is_reader(&token.text)).map(|token| token.line);
    let lines = named.chain(code::mentions(&tokens, "csv::Reader"));
    lines.map(|line| Finding::new(path, line, "no reader of tables of persons (RESPONSIBLE_USE.md)")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_of_parquet_and_one_of_csv_are_found() {
        let text = "use parquet::ParquetRecordBatchReaderBuilder;\nfn f() { csv::Reader::from_path(p) }";
        assert_eq!(check(&Tree::of(&[("crates/report/src/lib.rs", text)])).len(), 2);
    }

    #[test]
    fn writers_and_tests_that_read_back_are_quiet() {
        let files = [
            ("crates/report/src/lib.rs", "use parquet::ArrowWriter;\n#[cfg(test)] mod t { use a::ArrowReader; }"),
            ("crates/report/tests/all.rs", "use parquet::ArrowReader;"),
        ];
        assert!(check(&Tree::of(&files)).is_empty());
    }
}
