//! The knobs of a regime as a form shows them: made from the rows of the schema, each with unit, range and source.

use crate::Failure;
use crate::wish::Side;
use model::parameters::{Kind, REGIME, Settings, Value, knob_at};
use std::path::Path;

/// One knob of a regime, at the value that the file gives.
#[derive(Clone, Debug, PartialEq)]
pub struct FormKnob {
    pub path: String,
    /// The row of the schema: `channel.*.coverage`.
    pub row: &'static str,
    pub text: &'static str,
    pub unit: &'static str,
    pub input: Input,
    /// Key of the bibliography, `stylised`, or `choice`.
    pub source: String,
    pub safeguard: bool,
}

/// How a knob is turned.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    Flag {
        value: bool,
    },
    /// What a slider spans (the swept range where there is one), and what is allowed at all.
    Number {
        value: f64,
        span: (f64, f64),
        allowed: (f64, f64),
        whole: bool,
    },
    Choice {
        value: String,
        choices: Vec<String>,
    },
}

/// Rows that protect those who are scored when they are turned, in the order of the form.
const SAFEGUARDS: &[&str] = &[
    "appeal.enabled",
    "appeal.suspensive",
    "appeal.depth",
    "appeal.notice",
    "appeal.reviewers",
    "score.merged",
    "score.expiry_days",
    "score.account_from_age",
    "score.visible",
];

/// The knobs of a shipped regime that a form can turn, in the order of the schema, safeguards first.
pub fn form(root: &Path, regime: &str) -> Result<Vec<FormKnob>, Failure> {
    let settings = settings(root, &Side { regime: regime.to_owned(), ..Side::default() })?;
    let mut knobs: Vec<FormKnob> = settings.values().filter_map(|(path, value)| knob(&settings, path, value)).collect();
    let schema = |knob: &FormKnob| REGIME.iter().position(|row| row.path == knob.row);
    let first = |knob: &FormKnob| SAFEGUARDS.iter().position(|row| *row == knob.row).unwrap_or(SAFEGUARDS.len());
    knobs.sort_by_key(|knob| (first(knob), schema(knob)));
    Ok(knobs)
}

fn settings(root: &Path, side: &Side) -> Result<Settings, Failure> {
    let (city, catalogue) = scenario::load_city(&root.join("cities/beijing.toml"))?;
    let path = root.join("regimes").join(format!("{}.toml", side.regime));
    Ok(scenario::load_regime(&path, &city, &catalogue)?)
}

fn knob(settings: &Settings, path: &str, value: &Value) -> Option<FormKnob> {
    let row = knob_at(REGIME, path).filter(|row| is_acting(row.path))?;
    let origin = settings.origin(path);
    let range = origin.and_then(|origin| origin.range).or(row.range);
    let input = match (row.kind, value) {
        (Kind::Flag, Value::Flag(value)) => Input::Flag { value: *value },
        (Kind::Choice(choices), Value::Text(value)) => {
            Input::Choice { value: value.clone(), choices: choices.iter().map(|choice| (*choice).to_owned()).collect() }
        }
        (Kind::Name(section), value) => Input::Choice {
            value: if let Value::Text(value) = value { value.clone() } else { String::new() },
            choices: settings.names(section).to_vec(),
        },
        (kind, Value::Number(value)) => {
            let (allowed, whole) = match kind {
                Kind::Probability => ((0.0, 1.0), false),
                Kind::Number(low, high) => ((low, high), false),
                Kind::Count(low, high) => ((low, high), true),
                _ => return None,
            };
            Input::Number { value: *value, span: span(*value, range, allowed), allowed, whole }
        }
        _ => return None,
    };
    let source = origin.and_then(|origin| origin.source.clone()).unwrap_or_else(|| {
        // A number that a file gives with a range is the author's estimate, whatever the row's default cites.
        if origin.is_some_and(|origin| origin.range.is_some()) { "stylised" } else { row.source }.to_owned()
    });
    Some(FormKnob {
        path: path.to_owned(),
        row: row.path,
        text: row.text,
        unit: row.unit,
        input,
        source,
        safeguard: SAFEGUARDS.contains(&row.path),
    })
}

/// Rows that act on people; what an author only declares cannot be turned.
fn is_acting(row: &str) -> bool {
    const ACTING: &[&str] = &[
        "score.",
        "points.",
        "band.*.floor",
        "channel.*.coverage",
        "channel.*.sensitivity",
        "channel.*.wrong_file",
        "channel.*.false_alarms_per_year",
        "channel.*.fines",
        "channel.*.amount_error",
        "channel.*.amount_factor",
        "channel.*.effect_migrant",
        "camera.",
        "face.",
        "informer.",
        "screening.",
        "speech.",
        "gate.*.refuse_up_to",
        "gate.*.price_up_to",
        "gate.*.perk_from",
        "gate.*.severity",
        "gate.*.lasts_days",
        "gate.*.delay_up_to",
        "gate.*.delay_days",
        "gate.*.delay_severity",
        "gate.*.price_share",
        "rating.",
        "authority.",
        "inject.",
    ];
    const APPEAL: &[&str] = &[
        "appeal.enabled",
        "appeal.notice",
        "appeal.uptake_wrong",
        "appeal.uptake_right",
        "appeal.suspensive",
        "appeal.reviewers",
        "appeal.finish_per_day",
        "appeal.grants_wrong",
        "appeal.grants_right",
        "appeal.automation_bias",
        "appeal.depth",
    ];
    ACTING.iter().any(|start| row.starts_with(start)) || APPEAL.contains(&row)
}

/// Where a slider begins and ends: over the swept range and the value, else around the value, within what is allowed.
fn span(value: f64, range: Option<(f64, f64)>, (least, most): (f64, f64)) -> (f64, f64) {
    let (low, high) = match range {
        Some((low, high)) => (low.min(value).min(0.0_f64.max(least)), high.max(value)),
        None if most - least <= 10.0 => (least, most),
        None if value == 0.0 => (least.max(-100.0), most.min(100.0)),
        None => (
            (value - 2.0 * value.abs()).max(least.max(0.0_f64.min(value * 2.0))),
            (value + 2.0 * value.abs()).min(most),
        ),
    };
    (low.max(least), high.min(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_spans_the_swept_range_and_holds_the_value() {
        assert_eq!(span(0.5, Some((0.1, 1.5)), (0.0, 10.0)), (0.0, 1.5));
        assert_eq!(span(0.3, None, (0.0, 1.0)), (0.0, 1.0));
        let (low, high) = span(-10.0, None, (-100_000.0, 100_000.0));
        assert!(low <= -10.0 && high >= -10.0 && low < high, "{low} {high}");
    }
}
