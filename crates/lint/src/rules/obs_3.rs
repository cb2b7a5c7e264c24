//! Faces looked up while people walk by, galleries scraped from the net, feelings read at work.

use super::*;

pub(super) const RULE: Rule = Rule {
    id: "OBS-3",
    title: "live identification in public, a scraped gallery, emotions at work or school, or biometric traits",
    severity: Severity::Critical,
    law: Law::Prohibition("(e), (f), (g) or (h)"),
    text: "Four uses of faces and bodies that the AI Act names one by one. Live identification in public is named for \
           law enforcement, with exceptions, so the declared `policy.controller` matters: police fall under Directive \
           (EU) 2016/680, others under the GDPR, where a biometric search is a matter of special categories.",
    sources: &[
        AI_ACT.at("Art. 5(1)(e), (f), (g) and (h)"),
        GDPR.at("Art. 9"),
        POLICE_DIRECTIVE.at("instead of the GDPR, for police"),
    ],
    would_change: "nothing that can be declared here: it cannot be cleared by a file",
    left_out: "The exceptions of Art. 5(1)(f) and (h) and their conditions.",
    look: Look::Written(Mode::Structure, look, fixtures!("OBS-3")),
};

fn look(reading: &Reading) -> Vec<Note> {
    reading.names("channel").iter().flat_map(|channel| notes(reading, channel)).collect()
}

fn notes(reading: &Reading, channel: &str) -> Vec<Note> {
    let at = |key: &str| format!("channel.{channel}.{key}");
    let controller = reading.choice("policy.controller");
    let mut found = Vec::new();
    if reading.flag(&at("live")) {
        let who = match controller {
            "police" => "the controller is police: point (h) and Directive (EU) 2016/680",
            "unknown" => "the controller is not declared: whether point (h) is meant is open",
            _ => "the controller is no police: the GDPR, and point (h) only where it acts for law enforcement",
        };
        found.push((format!("`{}` identifies people in public while they walk by; {who}", at("")), "live"));
    }
    if reading.choice(&at("gallery")) == "scraped" {
        found.push((format!("`{}` searches a gallery of scraped faces (point (e))", at("")), "gallery"));
    }
    if reading.choice(&at("infers")) == "emotion" && works_or_learns(reading) {
        found.push((format!("`{}` infers what people feel, at work or school (point (f))", at("")), "infers"));
    }
    if reading.choice(&at("infers")) == "biometric traits" {
        found.push((format!("`{}` infers traits from bodies (point (g))", at("")), "infers"));
    }
    let note = |(message, key): (String, &str)| {
        Note::new(Severity::Critical, message.replace(".`", "`")).at(at(key)).at("policy.controller")
    };
    found.into_iter().map(note).collect()
}

fn works_or_learns(reading: &Reading) -> bool {
    let controller = matches!(reading.choice("policy.controller"), "employer" | "school");
    let effects = reading.effects();
    controller || effects.contains("employment") || effects.contains("education")
}
