//! What both Parquet files share: compression, the mark, described columns, bytes that depend on the data alone.

use super::{Columns, Mark, csv};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

/// A file that takes whole row groups, and keeps them where somebody wants the table in memory, too.
pub(crate) struct Sheet {
    schema: SchemaRef,
    writer: ArrowWriter<File>,
    kept: Vec<RecordBatch>,
    keeps: bool,
    /// The same rows as text.
    text: Option<BufWriter<File>>,
    mark: Mark,
}

impl Sheet {
    pub(crate) fn create(path: &Path, mark: &Mark, fields: Vec<Field>) -> io::Result<Self> {
        let schema = Arc::new(Schema::new(fields));
        let pairs = mark.pairs().into_iter().map(|(key, value)| KeyValue::new(key, value)).collect();
        let zstd = ZstdLevel::try_new(3).map_err(io::Error::other)?;
        let properties = WriterProperties::builder()
            .set_created_by("vitropolis".to_owned())
            .set_compression(Compression::ZSTD(zstd))
            .set_key_value_metadata(Some(pairs))
            .build();
        let file = File::create(path)?;
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties)).map_err(io::Error::from)?;
        Ok(Self { schema, writer, kept: Vec::new(), keeps: false, text: None, mark: mark.clone() })
    }

    /// From now on what is written is kept, too.
    pub(crate) fn keeping(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// From now on what is written is written to this file as text, too.
    pub(crate) fn telling(mut self, path: &Path) -> io::Result<Self> {
        let mut text = BufWriter::new(File::create(path)?);
        text.write_all(csv::head(&self.mark, &self.schema).as_bytes())?;
        self.text = Some(text);
        Ok(self)
    }

    /// Writes the columns as one row group.
    pub(crate) fn write(&mut self, columns: Vec<ArrayRef>) -> io::Result<()> {
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(io::Error::from)?;
        if let Some(text) = &mut self.text {
            text.write_all(csv::lines(&batch).as_bytes())?;
        }
        if self.keeps {
            self.kept.push(batch);
        }
        self.writer.flush().map_err(io::Error::from)
    }

    /// Ends the file; what was kept comes back.
    pub(crate) fn finish(self) -> io::Result<Columns> {
        let file = self.writer.into_inner().map_err(io::Error::from)?;
        file.sync_all()?;
        if let Some(text) = self.text {
            text.into_inner().map_err(|error| error.into_error())?.sync_all()?;
        }
        Ok(Columns { schema: self.schema, batches: self.kept })
    }
}

/// A column with its unit and a sentence on what it holds.
pub(crate) fn column(name: &str, kind: DataType, unit: &str, text: &str) -> Field {
    let about = HashMap::from([("unit".to_owned(), unit.to_owned()), ("description".to_owned(), text.to_owned())]);
    Field::new(name, kind, false).with_metadata(about)
}

/// The columns that place a row: which seed, world, day and group.
pub(crate) fn place() -> Vec<Field> {
    vec![
        column("seed", DataType::UInt64, "seed", "seed of the city and of all draws"),
        column("arm", DataType::Utf8, "name", "world of the experiment"),
        column("day", DataType::UInt16, "day", "day of the run, from 0"),
        column("group_kind", DataType::Utf8, "name", "dimension that the group is a value of"),
        column("group", DataType::Utf8, "name", "group of synthetic people"),
    ]
}
