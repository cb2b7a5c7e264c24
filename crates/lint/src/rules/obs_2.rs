//! What is rare is mostly a false alarm: of those whom a channel names, fewer than half are the right ones.

use super::*;

/// Under this share of right ones among those named, chance decides more often than conduct.
const HALF: f64 = 0.5;

pub(super) const RULE: Rule = Rule {
    id: "OBS-2",
    title: "of those whom a channel names, fewer than half are the right ones",
    severity: Severity::Critical,
    law: Law::DataProtection,
    text: "The predictive value PPV = π·TPR ÷ (π·TPR + (1−π)·FPR) is small where what is looked for is rare. For a \
           face search, π is one in the gallery, TPR the chance that the true face comes back and FPR the false match \
           rate of one comparison: the share of right ones among the candidates that a search returns, before any \
           ranking, for a person of each appearance group. For the other channels it is true records against false \
           ones, from the rates of the file and of the catalogue. Critical where a machine decides on the score.",
    sources: &[GDPR.at("Art. 5(1)(d), accuracy"), GUIDELINES.at("paragraph 205"), FACES.at("rates of the face search")],
    would_change: "a step of confirmation, and the predictive value computed again with it",
    left_out: "Ranking of candidates, which helps; groups inside the city other than appearance; reports by people.",
    look: Look::Written(Mode::Arithmetic, look, fixtures!("OBS-2")),
};

fn look(reading: &Reading) -> Vec<Note> {
    reading.names("channel").iter().filter_map(|channel| note(reading, channel)).collect()
}

fn note(reading: &Reading, channel: &str) -> Option<Note> {
    match reading.choice(&format!("channel.{channel}.kind")) {
        "camera" => of_faces(reading, channel),
        "informer" => None,
        _ => of_records(reading, channel),
    }
}

fn severity(reading: &Reading) -> Severity {
    let machine = |gate: &str| reading.choice(&format!("gate.{gate}.decided_by")) == "machine";
    if reading.harming_gates().into_iter().any(machine) { Severity::Critical } else { Severity::High }
}

/// π·TPR ÷ (π·TPR + (1−π)·FPR)
fn predictive_value(prevalence: f64, true_rate: f64, false_rate: f64) -> f64 {
    let (right, wrong) = (prevalence * true_rate, (1.0 - prevalence) * false_rate);
    if right + wrong > 0.0 { right / (right + wrong) } else { 1.0 }
}

fn of_faces(reading: &Reading, channel: &str) -> Option<Note> {
    let (faces, true_rate) = (reading.number("face.gallery"), reading.number("face.tpir"));
    let groups = reading.opened.city.names("margin.appearance");
    let low: Vec<(&String, f64)> = groups
        .iter()
        .map(|group| (group, predictive_value(1.0 / faces, true_rate, reading.number(&format!("face.fmr.{group}")))))
        .filter(|(_, value)| *value < HALF)
        .collect();
    let told = low.iter().map(|(group, value)| format!("{value:.2} for {group}"));
    let message = format!(
        "`channel.{channel}` searches {faces} faces: of the candidates it returns, the share of right ones is {}",
        listed(told)
    );
    let rates = low.iter().map(|(group, _)| format!("face.fmr.{group}"));
    (!low.is_empty()).then(|| Note::new(severity(reading), message).at("face.gallery").at_all(rates))
}

/// True records a person and year against false ones.
fn of_records(reading: &Reading, channel: &str) -> Option<Note> {
    let at = |key: &str| reading.number(&format!("channel.{channel}.{key}"));
    let acts: f64 = reading.texts(&format!("channel.{channel}.behaviours")).iter().map(|act| daily(reading, act)).sum();
    let seen = acts * at("coverage") * at("sensitivity");
    let right = seen * (1.0 - at("wrong_file"));
    let wrong = seen * at("wrong_file") + at("false_alarms_per_year");
    let value = if right + wrong > 0.0 { right / (right + wrong) } else { 1.0 };
    let message = format!(
        "of the records of `channel.{channel}`, the share of right ones is {value:.2}: {right:.3} right against \
         {wrong:.3} wrong, a person and year"
    );
    let rates = ["false_alarms_per_year", "wrong_file", "sensitivity"].map(|key| format!("channel.{channel}.{key}"));
    (value < HALF).then(|| Note::new(severity(reading), message).at_all(rates))
}

/// Acts a person and year, at most one a day.
fn daily(reading: &Reading, act: &str) -> f64 {
    -(-reading.act(act, "per_year") / 365.0).exp_m1() * 365.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_predictive_value_is_that_of_bayes() {
        assert!((predictive_value(0.5, 0.9, 0.1) - 0.9).abs() < 1e-12);
        assert!((predictive_value(0.01, 0.99, 0.01) - 0.5).abs() < 1e-12);
        assert_eq!(predictive_value(0.0, 0.0, 0.0), 1.0);
    }
}
