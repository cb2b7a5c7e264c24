//! A reviewer without time, or without the right to say no, is a signature.

use super::*;
use crate::measured::Measured;

/// Minutes for a case under which nobody can have read it: our choice.
const FEWEST_MINUTES: f64 = 10.0;
/// Share of wrong marks that a reviewer does not question, from which on review counts as confirming: our choice.
const MOST_BIAS: f64 = 0.5;
/// Share of planted errors overridden under which review counts as confirming: our choice.
pub(crate) const FEWEST_OVERRIDDEN: f64 = 0.05;

pub(super) const RULE: Rule = Rule {
    id: "HUM-2",
    title: "reviewers lack authority or time, or hardly override planted errors",
    severity: Severity::High,
    law: Law::HighRisk,
    text: "Oversight means that a person can understand, question and overrule. Looked at: whether a reviewer may \
           override without asking, whether the minutes for a case are under 10, whether half or more of the wrong \
           marks go unquestioned. Measured: planted errors overridden, under 5 % with the whole interval. The \
           thresholds are ours and are printed.",
    sources: &[AI_ACT.at("Art. 14(4) and 26(2)"), AI_ACT_AMENDED.at("date from which Chapter III binds")],
    would_change: "authority, time, and overrides above zero on planted errors",
    left_out: "Training, pay and pressure of reviewers.",
    look: Look::Both(Mode::Arithmetic, look, fixtures!("HUM-2"), measure),
};

fn look(reading: &Reading) -> Vec<Note> {
    let selected = reading.number("selection.automation_bias");
    let mut notes = Vec::new();
    if reading.selects() && selected >= MOST_BIAS {
        let message = format!("who checks takes {} % of the flags for the finding", selected * 100.0);
        notes.push(Note::new(Severity::High, message).at("selection.automation_bias"));
    }
    if reading.flag("appeal.enabled") {
        notes.extend(of_appeals(reading));
    }
    notes
}

fn of_appeals(reading: &Reading) -> Vec<Note> {
    let (minutes, bias) = (reading.number("appeal.minutes_per_case"), reading.number("appeal.automation_bias"));
    let mut notes = Vec::new();
    if !reading.flag("appeal.may_override") {
        let message = "a reviewer may not decide against the machine";
        notes.push(Note::new(Severity::High, message).at("appeal.may_override"));
    }
    if minutes > 0.0 && minutes < FEWEST_MINUTES {
        let message = format!("a reviewer has {minutes} minutes for a case (under {FEWEST_MINUTES})");
        notes.push(Note::new(Severity::High, message).at("appeal.minutes_per_case"));
    }
    if bias >= MOST_BIAS {
        let message = format!("reviewers do not question {} % of the wrong marks", bias * 100.0);
        notes.push(Note::new(Severity::High, message).at("appeal.automation_bias"));
    }
    notes
}

fn measure(measured: &Measured) -> Vec<Note> {
    let Some(share) = measured.planted_errors_overridden.filter(|share| share.below(FEWEST_OVERRIDDEN)) else {
        return Vec::new();
    };
    let message = format!("planted errors are hardly overridden: {} (under {FEWEST_OVERRIDDEN})", share.told());
    Note::new(Severity::High, message).at("appeal.enabled").alone()
}
