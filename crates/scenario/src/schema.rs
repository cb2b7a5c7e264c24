//! What an editor must know to complete and check a file: JSON Schema (draft 2020-12), made from the knobs.

use crate::explain::{default, source};
use crate::value::{may_be_cleared, shown};
use model::parameters::{self, CATALOGUE, CITY, Default, EXPERIMENT, Knob, REGIME, closed_names};
use serde_json::{Map, Value, json};

/// The kinds of files that a person writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    City,
    Catalogue,
    Regime,
    Experiment,
}

const NAME: &str = "^[a-z0-9-]{1,40}$";

/// The schema of a kind of file. Types, ranges and closed lists are those of the knobs; no other key is allowed.
pub fn schema(kind: Kind) -> Value {
    let (name, knobs, required) = match kind {
        Kind::City => ("city", CITY, true),
        Kind::Catalogue => ("catalogue", CATALOGUE, true),
        // What a regime extends may hold the keys that it leaves out.
        Kind::Regime => ("regime", REGIME, false),
        Kind::Experiment => ("experiment", EXPERIMENT, true),
    };
    let mut tree = Tree::default();
    for knob in knobs.iter().filter(|knob| !knob.path.contains("set.*")) {
        tree.add(knob.path, knob);
    }
    let mut shared = Map::from_iter([("number".to_string(), annotated_number())]);
    let mut schema = tree.object("", required, &mut shared);
    if kind == Kind::Experiment {
        add_arms(&mut schema, &mut shared);
    }
    add_what_safeguards_set(&mut shared);
    schema["$defs"] = Value::Object(shared);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(format!("Vitropolis {name} file"));
    schema["description"] = json!("A laboratory on synthetic people only: aggregates, rates and rules, never persons.");
    if kind == Kind::Regime {
        schema["required"] = json!(["name"]);
    }
    schema
}

/// Knobs by the parts of their paths, in the order of the list.
#[derive(std::default::Default)]
struct Tree {
    knob: Option<&'static Knob>,
    parts: Vec<(&'static str, Tree)>,
}

impl Tree {
    fn add(&mut self, path: &'static str, knob: &'static Knob) {
        let (part, rest) = path.split_once('.').map_or((path, None), |(part, rest)| (part, Some(rest)));
        let at = self.parts.iter().position(|(name, _)| *name == part).unwrap_or_else(|| {
            self.parts.push((part, Tree::default()));
            self.parts.len() - 1
        });
        match rest {
            Some(rest) => self.parts[at].1.add(rest, knob),
            None => self.parts[at].1.knob = Some(knob),
        }
    }

    fn schema(&self, path: &str, required: bool, shared: &mut Map<String, Value>) -> Value {
        match self.knob {
            Some(knob) => of_knob(knob),
            None => self.object(path, required, shared),
        }
    }

    /// What stands under each name of a section is the same, so it is written once, in `shared`.
    fn object(&self, path: &str, required: bool, shared: &mut Map<String, Value>) -> Value {
        if let [("*", tree)] = self.parts.as_slice() {
            let one = tree.schema(&format!("{path}.*"), required, shared);
            shared.insert(path.to_string(), one);
            return of_names(path, json!({ "$ref": format!("#/$defs/{path}") }));
        }
        let under = |part: &str| if path.is_empty() { part.to_string() } else { format!("{path}.{part}") };
        let properties: Map<String, Value> = self
            .parts
            .iter()
            .map(|(part, tree)| (part.to_string(), tree.schema(&under(part), required, shared)))
            .collect();
        let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        let needed: Vec<&str> = self.parts.iter().filter(|(_, tree)| tree.needed()).map(|(part, _)| *part).collect();
        if required && !needed.is_empty() {
            object["required"] = json!(needed);
        }
        object
    }

    fn needed(&self) -> bool {
        self.knob.is_some_and(|knob| knob.required)
    }
}

/// A section in which a name stands for `*`.
fn of_names(section: &str, one: Value) -> Value {
    match closed_names(section) {
        Some(names) => {
            let properties: Map<String, Value> = names.iter().map(|name| (name.to_string(), one.clone())).collect();
            json!({ "type": "object", "properties": properties, "additionalProperties": false })
        }
        None => json!({ "type": "object", "patternProperties": { NAME: one }, "additionalProperties": false }),
    }
}

fn of_knob(knob: &Knob) -> Value {
    let mut schema = match knob.kind {
        parameters::Kind::Probability => number(json!({ "type": "number", "minimum": 0, "maximum": 1 })),
        parameters::Kind::Number(low, high) => {
            number(json!({ "type": "number", "minimum": plain(low), "maximum": plain(high) }))
        }
        parameters::Kind::Count(low, high) => {
            number(json!({ "type": "number", "multipleOf": 1, "minimum": plain(low), "maximum": plain(high) }))
        }
        parameters::Kind::Flag => json!({ "type": "boolean" }),
        parameters::Kind::Text | parameters::Kind::Name(_) => json!({ "type": "string" }),
        parameters::Kind::Choice(choices) => {
            let none: &[&str] = if may_be_cleared(knob) { &["none"] } else { &[] };
            let words = [choices, none].concat();
            json!({ "enum": words })
        }
        parameters::Kind::Names(_) | parameters::Kind::Texts => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
    };
    schema["description"] = json!(description(knob));
    match knob.default {
        Some(Default::Number(value)) => schema["default"] = plain(value),
        Some(Default::Flag(value)) => schema["default"] = json!(value),
        Some(Default::Text(value)) => schema["default"] = json!(value),
        None => {}
    }
    schema
}

/// A number alone, or with its source, or with the range over which it is swept.
fn number(bare: Value) -> Value {
    let annotated = json!({ "$ref": "#/$defs/number", "properties": { "value": bare } });
    json!({ "anyOf": [bare, annotated] })
}

fn annotated_number() -> Value {
    let number = json!({ "type": "number" });
    json!({
        "description": "{ value, source } for a number with a source; { value, low, high } for a stylised one",
        "type": "object",
        "properties": { "value": number, "low": number, "high": number,
            "source": { "type": "string", "minLength": 1 } },
        "required": ["value"],
        "anyOf": [{ "required": ["source"] }, { "required": ["low", "high"] }],
        "dependentRequired": { "low": ["high"], "high": ["low"] },
        "additionalProperties": false,
    })
}

/// Whole numbers are written without a point.
fn plain(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9.1e15 { json!(number as i64) } else { json!(number) }
}

fn description(knob: &Knob) -> String {
    let unit = if knob.unit.is_empty() { String::new() } else { format!(" ({})", knob.unit) };
    let swept = knob.range.map(|(low, high)| format!(" Swept from {} to {}.", shown(low), shown(high)));
    let default = if knob.default.is_some() { format!(" Default {}.", default(knob)) } else { String::new() };
    let scaled = if knob.extensive { " Written for the nominal city, and scaled." } else { "" };
    format!("{}{unit}.{default}{} Source: {}.{scaled}", knob.text, swept.unwrap_or_default(), source(knob))
}

/// `arm` and `change` are lists of tables, and `set` takes whole paths of the regime as well as nested keys.
fn add_arms(schema: &mut Value, shared: &mut Map<String, Value>) {
    let mut arm = schema["properties"]["arm"].take();
    let set = json!({ "$ref": "#/$defs/set" });
    let mut change = arm["properties"]["change"].take();
    change["properties"]["set"] = set.clone();
    change["required"] = json!(["day", "set"]);
    arm["properties"]["set"] = set;
    arm["properties"]["change"] = json!({ "type": "array", "items": change });
    schema["properties"]["arm"] = json!({ "type": "array", "minItems": 1, "items": arm });
    schema["required"].as_array_mut().into_iter().for_each(|required| required.push(json!("arm")));
    let set = settable(|path| !path.contains("set.*"), shared);
    shared.insert("set".to_string(), set);
}

/// A safeguard sets keys of the regime, but no safeguard.
fn add_what_safeguards_set(shared: &mut Map<String, Value>) {
    if let Some(safeguard) = shared.get_mut("safeguard") {
        safeguard["properties"]["set"] = json!({ "$ref": "#/$defs/set-by-safeguard" });
        let set = settable(|path| !path.starts_with("safeguard."), shared);
        shared.insert("set-by-safeguard".to_string(), set);
    }
}

/// Keys of the regime as whole paths in quotation marks, or one inside the other.
fn settable(fits: fn(&str) -> bool, shared: &mut Map<String, Value>) -> Value {
    let mut regime = Tree::default();
    let settable = || REGIME.iter().filter(|knob| !matches!(knob.path, "name" | "extends") && fits(knob.path));
    settable().for_each(|knob| regime.add(knob.path, knob));
    let mut schema = regime.object("", false, shared);
    let name = "[a-z0-9-]{1,40}";
    let pattern = |path: &str| format!("^{}$", path.replace('.', "\\.").replace('*', name));
    let paths: Map<String, Value> =
        settable().filter(|knob| knob.path.contains('.')).map(|knob| (pattern(knob.path), of_knob(knob))).collect();
    schema["patternProperties"] = json!(paths);
    schema
}
