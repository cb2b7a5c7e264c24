//! A channel that never errs does not exist.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "OBS-1",
    title: "a channel lacks error rates, or claims none",
    severity: Severity::High,
    law: Law::DataProtection,
    text: "Every register, camera and informer puts some records into the wrong file and makes some out of nothing. A \
           file that is silent about it, or writes zero without a source, decides about people by records whose \
           accuracy nobody has stated.",
    sources: &[GDPR.at("Art. 5(1)(d), accuracy")],
    would_change: "rates with a source or with a range, for each channel",
    left_out: "Whether the rates are right; omissions, which harm nobody by themselves.",
    look: Look::Written(Mode::Structure, look, fixtures!("OBS-1")),
};

fn look(reading: &Reading) -> Vec<Note> {
    let channels: Vec<&str> = reading.names("channel").iter().map(String::as_str).collect();
    let silent: Vec<&str> = channels.iter().copied().filter(|channel| is_silent(reading, channel)).collect();
    let flawless: Vec<&str> = channels.into_iter().filter(|channel| claims_none(reading, channel)).collect();
    let told = |channels: &[&str]| listed(channels.iter().map(|channel| format!("`channel.{channel}`")));
    let mut notes = Vec::new();
    if !silent.is_empty() {
        let message = format!("no error rate is written for {}", told(&silent));
        notes
            .push(Note::new(Severity::High, message).at_all(silent.iter().map(|channel| format!("channel.{channel}"))));
    }
    if !flawless.is_empty() {
        let message = format!("no error at all, and no source for it: {}", told(&flawless));
        let rates = flawless.iter().flat_map(|channel| rates(channel));
        notes.push(Note::new(Severity::High, message).at_all(rates));
    }
    notes.extend(of_averages(reading));
    notes
}

/// Pay that a register spreads over the year is computed, and not recorded.
fn of_averages(reading: &Reading) -> Option<Note> {
    let averages = reading.selects() && reading.flag("selection.averaging");
    let message = "a yearly record is spread evenly over the fortnights: what it says of each is not what was recorded";
    averages.then(|| Note::new(Severity::High, message).at("selection.averaging"))
}

fn rates(channel: &str) -> [String; 2] {
    [format!("channel.{channel}.wrong_file"), format!("channel.{channel}.false_alarms_per_year")]
}

fn is_silent(reading: &Reading, channel: &str) -> bool {
    !rates(channel).iter().any(|path| reading.is_written(path))
}

/// What is written is zero, and nobody says where that comes from.
fn claims_none(reading: &Reading, channel: &str) -> bool {
    let written = rates(channel).into_iter().filter(|path| reading.is_written(path)).collect::<Vec<_>>();
    let zero = |path: &String| reading.number(path) == 0.0 && reading.opened.settings.origin(path).is_none();
    !written.is_empty() && written.iter().all(zero)
}
