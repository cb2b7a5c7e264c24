//! A table, handed to whoever speaks Arrow without a copy: Polars, pandas, DuckDB, pyarrow.
//!
//! It goes through the Arrow PyCapsule interface, which is a stream of our own buffers in a capsule. That is twenty
//! lines, so no library between Arrow and Python is needed, and Parquet is compiled once for the program and for this.

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, Int64Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};

/// A table of a run; immutable.
#[pyclass(frozen, module = "vitropolis._native")]
pub(crate) struct Columns(pub(crate) experiment::Columns);

#[pymethods]
impl Columns {
    /// The rows as an Arrow stream; the buffers are shared, not copied.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer give its own schema where it cannot give the one asked for.
        drop(requested_schema);
        let batches = self.0.batches.clone().into_iter().map(Ok::<RecordBatch, ArrowError>);
        let stream = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new(batches, self.0.schema.clone())));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.schema.as_ref());
        let schema = schema.map_err(|why| PyValueError::new_err(why.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    #[getter]
    fn num_rows(&self) -> usize {
        self.0.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Name, type, unit and description of each column.
    #[getter]
    fn fields(&self) -> Vec<(String, String, String, String)> {
        let about = |field: &arrow_schema::FieldRef| {
            let word = |key: &str| field.metadata().get(key).cloned().unwrap_or_default();
            (field.name().clone(), field.data_type().to_string(), word("unit"), word("description"))
        };
        self.0.schema.fields().iter().map(about).collect()
    }

    /// The values of a column as a list; what is suppressed or cannot be told is None.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for batch in &self.0.batches {
            append(&list, batch.column(self.index(name)?).as_ref())?;
        }
        Ok(list)
    }

    /// Where the values of a column lie in memory, piece by piece: proof that a reader shares them.
    fn addresses(&self, name: &str) -> PyResult<Vec<usize>> {
        let index = self.index(name)?;
        let address = |batch: &RecordBatch| {
            let data = batch.column(index).to_data();
            data.buffers().last().map_or(0, |buffer| buffer.as_ptr().addr())
        };
        Ok(self.0.batches.iter().map(address).collect())
    }
}

impl Columns {
    fn index(&self, name: &str) -> PyResult<usize> {
        let known = || self.0.schema.fields().iter().map(|field| field.name().as_str()).collect::<Vec<_>>().join(", ");
        self.0
            .schema
            .index_of(name)
            .map_err(|_| PyKeyError::new_err(format!("there is no column `{name}`; there are {}", known())))
    }
}

/// Adds the values of a piece of a column.
fn append(list: &Bound<'_, PyList>, array: &dyn Array) -> PyResult<()> {
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().iter().try_for_each(|value| list.append(value)),
        DataType::UInt16 => array.as_primitive::<UInt16Type>().iter().try_for_each(|value| list.append(value)),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().iter().try_for_each(|value| list.append(value)),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().iter().try_for_each(|value| list.append(value)),
        DataType::Int64 => array.as_primitive::<Int64Type>().iter().try_for_each(|value| list.append(value)),
        DataType::Float64 => array.as_primitive::<Float64Type>().iter().try_for_each(|value| list.append(value)),
        other => Err(PyTypeError::new_err(format!("a column of {other} has no list"))),
    }
}
