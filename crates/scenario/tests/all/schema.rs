//! The schemas that editors use are those that the knobs make.

use scenario::{Kind, schema};
use std::path::Path;

const KINDS: [(&str, Kind); 4] =
    [("city", Kind::City), ("catalogue", Kind::Catalogue), ("regime", Kind::Regime), ("experiment", Kind::Experiment)];

/// `UPDATE=1 cargo test -p scenario` writes them anew.
#[test]
fn the_committed_schemas_are_current() {
    for (name, kind) in KINDS {
        let path = Path::new("../../docs/schema").join(format!("{name}.schema.json"));
        let made = serde_json::to_string_pretty(&schema(kind)).expect("JSON") + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &made).expect("written");
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == made, "{} is out of date: run with UPDATE=1", path.display());
    }
}

#[test]
fn a_schema_knows_the_range_and_the_source_of_a_knob() {
    let regime = schema(Kind::Regime);
    let tpir = &regime["properties"]["face"]["properties"]["tpir"];
    assert_eq!(tpir["anyOf"][0]["maximum"], 1);
    assert!(tpir["description"].as_str().is_some_and(|text| text.contains("npl2023")));
    assert_eq!(regime["additionalProperties"], false);
}

/// The boundary: no image, audio, text stream, coordinate or person has a key.
#[test]
fn no_schema_has_a_key_for_pictures_messages_places_on_earth_or_persons() {
    const NEVER: [&str; 18] = [
        "image",
        "picture",
        "photo",
        "video",
        "audio",
        "stream",
        "rtsp",
        "url",
        "latitude",
        "longitude",
        "coordinate",
        "geojson",
        "shapefile",
        "street",
        "persons",
        "people_file",
        "csv",
        "parquet",
    ];
    for (name, kind) in KINDS {
        let mut keys = Vec::new();
        collect(&schema(kind), &mut keys);
        for key in keys {
            assert!(!NEVER.iter().any(|never| key.contains(never)), "{name} has the key `{key}`");
        }
    }
}

fn collect(schema: &serde_json::Value, keys: &mut Vec<String>) {
    let Some(object) = schema.as_object() else { return };
    for (key, value) in object {
        if let ("properties", Some(properties)) = (key.as_str(), value.as_object()) {
            keys.extend(properties.keys().cloned());
            properties.values().for_each(|property| collect(property, keys));
        } else {
            collect(value, keys);
        }
    }
}
