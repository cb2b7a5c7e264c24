//! What the Parquet files share: compression, the mark, described columns, bytes that depend on the data alone.
//!
//! A Parquet file can be read only when its last byte is written. So while days pass each row group is a whole file of
//! its own in a folder beside, which is there to be read whatever happens to the run; at the end their bytes, as they
//! are, become one file.

use super::{Columns, Mark, csv};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::{ArrowWriter, add_encoded_arrow_schema_to_metadata};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{KeyValue, ParquetMetaData};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that takes whole row groups, and keeps them where somebody wants the table in memory, too.
pub(crate) struct Sheet {
    path: PathBuf,
    schema: SchemaRef,
    properties: WriterProperties,
    parts: Vec<Part>,
    kept: Vec<RecordBatch>,
    keeps: bool,
    /// The same rows as text.
    text: Option<BufWriter<File>>,
    mark: Mark,
}

/// One row group as a file of its own.
struct Part {
    path: PathBuf,
    metadata: ParquetMetaData,
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
        let parts = parts_of(path);
        if parts.exists() {
            fs::remove_dir_all(&parts)?;
        }
        fs::create_dir(&parts)?;
        let (path, parts, kept) = (path.to_owned(), Vec::new(), Vec::new());
        Ok(Self { path, schema, properties, parts, kept, keeps: false, text: None, mark: mark.clone() })
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
        let folder = parts_of(&self.path);
        let (unfinished, path) =
            (folder.join("unfinished"), folder.join(format!("{:05}.parquet", self.parts.len() + 1)));
        let mut writer = self.writer(&unfinished)?;
        writer.write(&batch).map_err(io::Error::from)?;
        let metadata = writer.close().map_err(io::Error::from)?;
        fs::rename(&unfinished, &path)?;
        self.parts.push(Part { path, metadata });
        if let Some(text) = &mut self.text {
            text.write_all(csv::lines(&batch).as_bytes())?;
        }
        if self.keeps {
            self.kept.push(batch);
        }
        Ok(())
    }

    /// Ends the file; what was kept comes back.
    pub(crate) fn finish(self) -> io::Result<Columns> {
        match self.parts.first() {
            None => drop(self.writer(&self.path)?.close().map_err(io::Error::from)?),
            Some(first) => self.join(&first.metadata)?,
        }
        File::open(&self.path)?.sync_all()?;
        fs::remove_dir_all(parts_of(&self.path))?;
        if let Some(text) = self.text {
            text.into_inner().map_err(|error| error.into_error())?.sync_all()?;
        }
        Ok(Columns { schema: self.schema, batches: self.kept })
    }

    fn writer(&self, path: &Path) -> io::Result<ArrowWriter<File>> {
        let properties = self.properties.clone();
        ArrowWriter::try_new(File::create(path)?, self.schema.clone(), Some(properties)).map_err(io::Error::from)
    }

    /// The bytes of all parts, one row group after the other, under one footer.
    fn join(&self, first: &ParquetMetaData) -> io::Result<()> {
        let mut properties = self.properties.clone();
        add_encoded_arrow_schema_to_metadata(&self.schema, &mut properties);
        let schema = first.file_metadata().schema_descr().root_schema_ptr();
        let mut whole = SerializedFileWriter::new(File::create(&self.path)?, schema, Arc::new(properties))?;
        for part in &self.parts {
            let file = File::open(&part.path)?;
            for group in 0..part.metadata.num_row_groups() {
                let mut taken = whole.next_row_group()?;
                for column in 0..part.metadata.row_group(group).num_columns() {
                    taken.append_column(&file, chunk(&part.metadata, group, column))?;
                }
                taken.close()?;
            }
        }
        whole.close()?;
        Ok(())
    }
}

/// What is known of one column of one row group.
fn chunk(metadata: &ParquetMetaData, group: usize, column: usize) -> ColumnCloseResult {
    let (rows, chunk) = (metadata.row_group(group).num_rows(), metadata.row_group(group).column(column).clone());
    ColumnCloseResult {
        bytes_written: chunk.compressed_size() as u64,
        rows_written: rows as u64,
        bloom_filter: None,
        column_index: metadata.column_index().map(|indexes| indexes[group][column].clone()),
        offset_index: metadata.offset_index().map(|indexes| indexes[group][column].clone()),
        metadata: chunk,
    }
}

/// Where the row groups lie while days pass.
fn parts_of(path: &Path) -> PathBuf {
    path.with_extension("parquet.parts")
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
