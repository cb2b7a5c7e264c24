//! Tables as text, for whoever has no reader of Parquet: the mark as `#` lines, the names of the columns, a line a row.

use super::Mark;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema};

/// The mark, and the names of the columns.
pub(crate) fn head(mark: &Mark, schema: &Schema) -> String {
    let names: Vec<String> = schema.fields().iter().map(|field| quoted(field.name())).collect();
    mark.lines().join("\n") + "\n" + &names.join(",") + "\n"
}

/// A line for each row; a null is an empty cell.
pub(crate) fn lines(batch: &RecordBatch) -> String {
    let line = |row: usize| batch.columns().iter().map(|column| cell(column, row)).collect::<Vec<_>>().join(",") + "\n";
    (0..batch.num_rows()).map(line).collect()
}

/// The cells of a line that [`lines`] wrote.
pub(crate) fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut inside) = (vec![String::new()], false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let cell = cells.last_mut().expect("there is always a cell");
        match letter {
            '"' if inside && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            letter => cell.push(letter),
        }
    }
    cells
}

fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        DataType::Utf8 => quoted(column.as_string::<i32>().value(row)),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).to_string(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        other => unreachable!("no table of ours has a column of {other}"),
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r', '#']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{Float64Array, StringArray};
    use arrow_schema::Field;
    use std::sync::Arc;

    #[test]
    fn cells_come_back_as_they_were() {
        let names = ["plain", "with, comma", "with \"marks\""];
        let fields = vec![Field::new("name", DataType::Utf8, false), Field::new("value", DataType::Float64, true)];
        let columns: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from(names.to_vec())),
            Arc::new(Float64Array::from(vec![Some(0.1 + 0.2), None, Some(1e-300)])),
        ];
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
        let rows: Vec<Vec<String>> = lines(&batch).lines().map(cells).collect();
        assert!(rows.iter().zip(names).all(|(row, name)| row[0] == name), "{rows:?}");
        assert_eq!(rows[0][1].parse(), Ok(0.1 + 0.2));
        assert_eq!((rows[1][1].as_str(), rows[2][1].parse()), ("", Ok(1e-300)));
    }
}
