//! What the page is told, as JSON: nothing is computed here.

use experiment::anomalies::RULES;
use experiment::cells::LAYERS;
use experiment::phone::{Followed, Journal};
use experiment::stage::{BESIDE, Frame, HERE, PAIRED};
use experiment::{FormKnob, Input, Preset, RedFlag, RedFlags, Stage};
use serde_json::{Value, json};

/// What does not hang on a session.
pub(crate) fn catalogue(regimes: &[String], presets: &[Preset]) -> Value {
    let preset = |preset: &Preset| json!({ "key": preset.key, "wish": preset.wish, "layer": preset.layer });
    json!({
        "version": experiment::VERSION,
        "synthetic": experiment::SYNTHETIC,
        "regimes": regimes,
        "presets": presets.iter().map(preset).collect::<Vec<_>>(),
        "layers": LAYERS.iter().map(|layer| json!({ "key": layer.key, "steps": layer.steps })).collect::<Vec<_>>(),
        "rules": RULES.iter().map(|rule| json!({ "key": rule.key, "thresholds": rule.thresholds })).collect::<Vec<_>>(),
        "paired": PAIRED.iter().map(|about| json!({ "key": about.key, "unit": format!("{:?}", about.unit) }))
            .collect::<Vec<_>>(),
        "limits": { "people": experiment::MOST_PEOPLE, "person_days": experiment::MOST_PERSON_DAYS,
            "days": experiment::MOST_DAYS, "seeds": experiment::MOST_SEEDS },
    })
}

pub(crate) fn form(knobs: &[FormKnob]) -> Value {
    let one = |knob: &FormKnob| {
        let input = match &knob.input {
            Input::Flag { value } => json!({ "sort": "flag", "value": value }),
            Input::Number { value, span, allowed, whole } => {
                json!({ "sort": "number", "value": value, "span": span, "allowed": allowed, "whole": whole })
            }
            Input::Choice { value, choices } => json!({ "sort": "choice", "value": value, "choices": choices }),
        };
        json!({ "path": knob.path, "row": knob.row, "text": knob.text, "unit": knob.unit, "source": knob.source,
            "safeguard": knob.safeguard, "input": input })
    };
    json!(knobs.iter().map(one).collect::<Vec<_>>())
}

/// What the linter found, and what it did not look at.
pub(crate) fn red_flags(flags: &RedFlags) -> Value {
    let one = |flag: &RedFlag| {
        json!({ "rule": flag.rule, "severity": flag.severity, "message": flag.message, "keys": flag.keys,
            "titles": { "en": flag.title, "de": flag.german_title } })
    };
    json!({ "found": flags.found.iter().map(one).collect::<Vec<_>>(), "not_looked_at": flags.not_looked_at })
}

/// What of a session does not change while days pass.
pub(crate) fn session(stage: &Stage) -> Value {
    let tile =
        |tile: &experiment::anomalies::Tile| json!({ "sort": tile.sort.key(), "kind": tile.kind, "name": tile.name });
    let life = |life: &Followed| {
        let traits: Vec<[&str; 2]> = life.traits.iter().map(|(name, value)| [*name, value.as_str()]).collect();
        json!({ "id": life.id, "number": life.number, "traits": traits })
    };
    json!({
        "people": stage.experiment.people, "days": stage.experiment.days, "seeds": stage.experiment.seeds,
        "seed": stage.experiment.seed, "arms": stage.arms().collect::<Vec<_>>(),
        "scales": [stage.scale(HERE), stage.scale(BESIDE)],
        "districts": stage.city.districts.iter().map(|district| &district.name).collect::<Vec<_>>(),
        "cells": { "districts": stage.cells.districts, "people": stage.cells.people },
        "tiles": stage.tiles.iter().map(tile).collect::<Vec<_>>(),
        "lives": stage.lives.iter().map(life).collect::<Vec<_>>(),
    })
}

/// A day, without its maps.
pub(crate) fn frame(frame: &Frame) -> Value {
    let alarm = |alarm: &experiment::anomalies::Alarm| json!({ "tile": alarm.tile, "rule": alarm.rule, "weight": alarm.weight, "seen": alarm.seen, "usual": alarm.usual });
    let pair = |pair: &experiment::stage::Pair| {
        let difference = pair.difference.map(|estimate| json!([estimate.mean, estimate.interval]));
        json!([pair.here, pair.beside, difference])
    };
    json!({
        "day": frame.day, "tiles": frame.tiles,
        "alarms": frame.alarms.iter().map(alarm).collect::<Vec<_>>(),
        "pairs": frame.pairs.iter().map(pair).collect::<Vec<_>>(),
    })
}

/// Both maps of a day as 16-bit numbers, the lower byte first: here, then beside; layer by layer, cell by cell.
pub(crate) fn maps(frame: &Frame) -> Vec<u8> {
    frame.maps.iter().flatten().flat_map(|figure| figure.to_le_bytes()).collect()
}

/// A followed life as it stood on the evening of a day, in every world.
pub(crate) fn life(stage: &Stage, number: usize, day: u32) -> Option<Value> {
    let life = stage.lives.get(number)?;
    let worlds: Option<Vec<Value>> =
        life.worlds.iter().enumerate().map(|(arm, journal)| world(stage, arm, journal, day)).collect();
    let arms: Vec<&str> = stage.arms().collect();
    let without = arms.iter().position(|arm| *arm == "ordinary-law").unwrap_or(BESIDE);
    Some(json!({ "id": life.id, "number": life.number, "day": day, "worlds": worlds?, "without": without }))
}

fn world(stage: &Stage, arm: usize, journal: &Journal, day: u32) -> Option<Value> {
    let evening = journal.evenings.get(day as usize)?;
    let marks = journal.marks.iter().filter(|mark| mark.day <= day).map(|mark| {
        json!({ "day": mark.day, "behaviour": mark.behaviour, "context": mark.context, "channel": mark.channel,
            "points": mark.points, "fined": mark.fined, "why": mark.why.key(),
            "lifted": mark.lifted.filter(|lifted| *lifted <= day) })
    });
    let refusals = journal.refusals.iter().filter(|refused| refused.day <= day).map(|refused| {
        json!({ "day": refused.day, "gate": refused.gate, "erroneous": refused.erroneous, "rights": refused.rights })
    });
    let doors =
        evening.band.as_ref().map(|(band, _)| stage.doors(arm, day, *band, evening.records)).unwrap_or_default();
    let door = |door: &experiment::stage::Door| json!({ "gate": door.gate, "refused": door.refused, "dearer": door.dearer, "perk": door.perk });
    let from = (day as usize + 1).saturating_sub(60);
    Some(json!({
        "arm": stage.arms().nth(arm), "score": evening.score, "band": evening.band.as_ref().map(|(_, name)| name),
        "band_number": evening.band.as_ref().map(|(band, _)| band),
        "work": evening.work, "arrears": evening.arrears, "ties_dropped": evening.ties_dropped,
        "scores": journal.evenings[from..=day as usize].iter().map(|evening| evening.score).collect::<Vec<_>>(),
        "marks": marks.collect::<Vec<_>>(), "refusals": refusals.collect::<Vec<_>>(),
        "doors": doors.iter().map(door).collect::<Vec<_>>(),
    }))
}
