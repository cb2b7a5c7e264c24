//! Without chance checks nobody learns what the selection misses, nor whom it strikes wrongly.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "OBS-7",
    title: "there is no random arm",
    severity: Severity::Warning,
    law: Law::Evidence,
    text: "Records come from where somebody looked. Only a share of checks drawn by chance says how good a selection is \
           and how often it errs for whom. Sweden's checks of parental benefit were drawn at random, and therefore \
           their effect could be evaluated.",
    sources: &[RANDOM_CHECKS.at("random selection and its comparison group")],
    would_change: "a share of checks drawn by chance, declared as a safeguard of the kind \"random audit\" in force, or `selection.random_share`",
    left_out: "Whether the share is large enough to learn from.",
    look: Look::Written(Mode::Structure, look, fixtures!("OBS-7")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let random = |name: &String| {
        reading.choice(&format!("safeguard.{name}.kind")) == "random audit"
            && reading.flag(&format!("safeguard.{name}.enabled"))
    };
    let lot = reading.selects() && reading.number("selection.random_share") > 0.0;
    if !reading.judges() || lot || reading.names("safeguard").iter().any(random) {
        return Vec::new();
    }
    let message =
        "no safeguard of the kind \"random audit\" is in force: nobody learns what is missed, and whom it hits";
    let kinds = reading.names("safeguard").iter().map(|name| format!("safeguard.{name}.kind"));
    Note::new(Severity::Warning, message).at_all(kinds).alone()
}
