//! Who was recorded is watched more, and who is watched more is recorded.

use super::*;
use crate::measured::Measured;

/// Records for each act in the lowest band against the others, above which the rate counts as unequal.
pub(crate) const UNEQUAL: f64 = 1.25;

pub(super) const RULE: Rule = Rule {
    id: "OBS-6",
    title: "observation depends on what was observed before",
    severity: Severity::High,
    law: Law::Prohibition("(c)"),
    text: "When attention follows records, or low bands are looked at more closely, the score measures the attention \
           that it draws. Measured: records for each act in the lowest band against all other bands, like acts \
           compared with like, above 1.25 with the whole interval.",
    sources: &[GUIDELINES.at("paragraph 167"), ENSIGN.at("feedback of discovered incidents")],
    would_change: "a rate of observation that does not depend on band or past records",
    left_out: "Attention by district stands for attention by person where people live apart by band.",
    look: Look::Both(Mode::Structure, look, fixtures!("OBS-6"), measure),
};

fn look(reading: &Reading) -> Vec<Note> {
    let mut notes = Vec::new();
    let attention = reading.number("authority.attention");
    if attention > 0.0 && reading.judges() {
        let message = format!("a share of {attention} of the attention follows the records of a district: a cycle");
        notes.push(Note::new(Severity::High, message).at("authority.attention"));
    }
    if reading.has_score() && reading.number("informer.fear_push") > 0.0 {
        let message = "people in the lowest band report more, from fear for their own score: a cycle of reports";
        notes.push(Note::new(Severity::High, message).at("informer.fear_push"));
    }
    notes
}

fn measure(measured: &Measured) -> Vec<Note> {
    let Some(ratio) = measured.observation_ratio.filter(|ratio| ratio.above(UNEQUAL)) else { return Vec::new() };
    let message = format!(
        "records for each act in the lowest band are {} times those in the others (above {UNEQUAL})",
        ratio.told()
    );
    Note::new(Severity::High, message).at("authority.attention").alone()
}
