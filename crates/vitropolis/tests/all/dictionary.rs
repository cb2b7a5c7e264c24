//! What stands in the tables, as the program says it and as the files say it themselves.

use crate::lab::Lab;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;
use std::fs::File;

/// Column names of a table, as `data` tells them.
fn told(object: &Value, file: &str) -> Vec<String> {
    let tables = object["tables"].as_array().expect("tables");
    let table = tables.iter().find(|table| table["file"] == file).unwrap_or_else(|| panic!("{file}: {object}"));
    assert!(table["bytes"].as_u64().is_some_and(|bytes| bytes > 0), "{file}");
    let columns = table["columns"].as_array().expect("columns");
    for column in columns {
        for key in ["unit", "description", "type"] {
            assert!(column[key].as_str().is_some_and(|text| !text.is_empty()), "{file}: {column}");
        }
    }
    columns.iter().map(|column| column["name"].as_str().expect("a name").to_owned()).collect()
}

fn head_of(text: &str) -> Vec<String> {
    let head = text.lines().find(|line| !line.starts_with('#')).expect("a head");
    head.split(',').map(str::to_owned).collect()
}

#[test]
fn every_column_of_every_file_is_told_with_its_unit() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 2 --out run").done();
    let object = lab.vitropolis("data run --json").done().object();
    for name in ["daily", "bands", "effects", "measures", "tallies"] {
        let file = format!("what/{name}.parquet");
        let reader =
            SerializedFileReader::new(File::open(lab.at("run").join(&file)).expect("a file")).expect("Parquet");
        let columns = reader.metadata().file_metadata().schema_descr().columns().iter();
        assert!(told(&object, &file).into_iter().eq(columns.map(|column| column.name().to_owned())), "{file}");
    }
    for name in ["seeds", "digests"] {
        let file = format!("what/{name}.csv");
        assert_eq!(told(&object, &file), head_of(&lab.read(&format!("run/{file}"))), "{file}");
    }
    let said = lab.vitropolis("data run").done().out;
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    lab.vitropolis("data").done();
}

#[test]
fn the_tables_come_as_text_where_they_are_asked_for() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 2 --out plain").done();
    lab.vitropolis("run experiments/small.toml --days 2 --tables csv --out run").done();
    assert!(lab.everything_in("plain/what") == lab.everything_in("run/what"), "the result is the same");
    let object = lab.vitropolis("data run --json").done().object();
    for name in ["daily", "bands", "effects", "measures", "tallies"] {
        let text = lab.read(&format!("run/csv/{name}.csv"));
        assert!(text.starts_with("# synthetic = synthetic people only"), "{name}");
        assert_eq!(head_of(&text), told(&object, &format!("what/{name}.parquet")));
        let file = File::open(lab.at(&format!("run/what/{name}.parquet"))).expect("a file");
        let rows = SerializedFileReader::new(file).expect("Parquet").metadata().file_metadata().num_rows();
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines as i64, rows + 1, "{name}");
    }
    lab.vitropolis("verify run").done();
    lab.vitropolis("replay run").done();
}

#[test]
fn a_run_of_another_version_is_not_explained() {
    let lab = Lab::new();
    lab.vitropolis("run experiments/small.toml --days 1 --out run").done();
    let text = lab.read("run/what/seeds.csv");
    lab.write("run/what/seeds.csv", &text.replacen("# vitropolis = ", "# vitropolis = 9.", 1));
    lab.vitropolis("data run").ends_with(2).complains_of(&["was made by version 9.", "the version that made it"]);
    lab.vitropolis("data experiments").ends_with(2).complains_of(&["is not a run folder"]);
}
