//! A regime as the rules see it: settings with their lines, and every edge as a flow.

use crate::date::Date;
use model::parameters::{Settings, Value};
use scenario::{Consequence, Edge, Flow, Opened};
use std::collections::BTreeSet;

/// What makes things harder for a band and those under it, short of a refusal.
pub(crate) const BURDENS: [&str; 2] = ["price_up_to", "delay_up_to"];

/// Contexts of Annex III of the AI Act, as far as the closed list of contexts has them.
pub(crate) const HIGH_RISK: &[&str] =
    &["credit", "benefits", "education", "employment", "insurance", "policing", "migration"];
/// What a person cannot live without.
pub(crate) const ESSENTIAL: &[&str] = &["housing", "health", "education", "employment", "benefits"];

/// What the rules ask.
pub struct Reading<'a> {
    pub(crate) opened: &'a Opened,
    pub(crate) flows: Vec<Flow>,
    pub(crate) as_of: Date,
}

impl<'a> Reading<'a> {
    pub fn new(opened: &'a Opened, as_of: Date) -> Self {
        Self { opened, flows: scenario::flows(opened), as_of }
    }

    fn settings(&self) -> &'a Settings {
        &self.opened.settings
    }
    pub(crate) fn flag(&self, path: &str) -> bool {
        self.settings().flag(path)
    }
    pub(crate) fn number(&self, path: &str) -> f64 {
        self.settings().real(path)
    }
    pub(crate) fn names(&self, section: &str) -> &'a [String] {
        self.settings().names(section)
    }
    pub(crate) fn texts(&self, path: &str) -> &'a [String] {
        self.settings().texts(path)
    }
    /// Words that say something, if any.
    pub(crate) fn said(&self, path: &str) -> Option<&'a str> {
        self.settings().text(path).filter(|words| !words.trim().is_empty())
    }
    /// One of a closed list; every such knob that is asked here has a default.
    pub(crate) fn choice(&self, path: &str) -> &'a str {
        self.settings().text(path).unwrap_or("unknown")
    }
    pub(crate) fn is_written(&self, path: &str) -> bool {
        self.opened.is_written(path)
    }

    /// Whether anybody is scored or selected at all; ordinary law does neither.
    pub(crate) fn judges(&self) -> bool {
        let lists = self.names("gate").iter().any(|gate| !self.list(gate).is_empty());
        self.has_score() || self.selects() || lists || !self.names("input").is_empty() || !self.names("flow").is_empty()
    }
    /// Whether people are singled out by attributes.
    pub(crate) fn selects(&self) -> bool {
        self.flag("selection.enabled")
    }
    pub(crate) fn has_score(&self) -> bool {
        self.flag("score.enabled")
    }

    /// A number of an act in the catalogue.
    pub(crate) fn act(&self, behaviour: &str, key: &str) -> f64 {
        self.opened.catalogue.real(&format!("behaviour.{behaviour}.{key}"))
    }
    pub(crate) fn role(&self, behaviour: &str) -> &'a str {
        self.opened.catalogue.text(&format!("behaviour.{behaviour}.role")).unwrap_or("offence")
    }
    pub(crate) fn origin(&self, behaviour: &str) -> &'a str {
        self.opened.catalogue.text(&format!("behaviour.{behaviour}.context")).unwrap_or("unknown")
    }
    pub(crate) fn points(&self, behaviour: &str) -> f64 {
        match self.settings().get(&format!("points.{behaviour}")) {
            Some(Value::Number(points)) => *points,
            _ => 0.0,
        }
    }

    /// Acts that some channel, or people in the street, can bring to the score or to a list, and that count there.
    pub(crate) fn scored_acts(&self) -> Vec<&'a str> {
        let listed = |act: &str| self.names("gate").iter().any(|gate| self.list(gate).iter().any(|of| of == act));
        let acts = self.names("channel").iter().flat_map(|name| self.texts(&format!("channel.{name}.behaviours")));
        let covered: BTreeSet<&str> = acts.chain(self.texts("informer.behaviours")).map(String::as_str).collect();
        covered.into_iter().filter(|act| self.has_score() && self.points(act) != 0.0 || listed(act)).collect()
    }

    /// Institutions that refuse, charge more, let wait or favour: by a band, or by a list even without a score.
    pub(crate) fn gates(&self) -> Vec<&'a str> {
        let decides = |gate: &&str| self.harms(gate) || self.has_score() && self.does(gate, "perk_from");
        self.names("gate").iter().map(String::as_str).filter(decides).collect()
    }
    /// Institutions that refuse, charge more or let wait.
    pub(crate) fn harming_gates(&self) -> Vec<&'a str> {
        self.gates().into_iter().filter(|gate| self.harms(gate)).collect()
    }
    fn harms(&self, gate: &str) -> bool {
        self.refuses(gate) || self.has_score() && BURDENS.iter().any(|key| self.does(gate, key))
    }
    pub(crate) fn refuses(&self, gate: &str) -> bool {
        self.has_score() && self.does(gate, "refuse_up_to") || !self.list(gate).is_empty()
    }
    /// The key by which an institution refuses.
    pub(crate) fn refusal(&self, gate: &str) -> String {
        let key = if self.list(gate).is_empty() { "refuse_up_to" } else { "refuse_listed" };
        format!("gate.{gate}.{key}")
    }
    pub(crate) fn does(&self, gate: &str, key: &str) -> bool {
        self.said(&format!("gate.{gate}.{key}")).is_some()
    }
    /// Acts of which a record alone is enough to be refused.
    pub(crate) fn list(&self, gate: &str) -> &'a [String] {
        self.texts(&format!("gate.{gate}.refuse_listed"))
    }
    pub(crate) fn context(&self, gate: &str) -> &'a str {
        self.choice(&format!("gate.{gate}.context"))
    }

    /// Bands from the lowest up.
    pub(crate) fn bands(&self) -> &'a [String] {
        self.names("band")
    }
    /// Place of the band that a key of a gate names.
    pub(crate) fn band_at(&self, gate: &str, key: &str) -> Option<usize> {
        let name = self.said(&format!("gate.{gate}.{key}"))?;
        self.bands().iter().position(|band| band == name)
    }
    pub(crate) fn floor(&self, band: usize) -> f64 {
        self.bands().get(band).map_or(f64::INFINITY, |band| self.number(&format!("band.{band}.floor")))
    }
    /// Contexts in which a score, a selection or a declared flow takes effect. Fines are ordinary law.
    pub(crate) fn effects(&self) -> BTreeSet<&str> {
        self.judging_flows().map(|flow| flow.effect.as_str()).collect()
    }
    pub(crate) fn judging_flows(&self) -> impl Iterator<Item = &Flow> {
        self.flows.iter().filter(|flow| !matches!(flow.edge, Edge::Fine { .. }))
    }
    /// Contexts in which somebody is treated worse.
    pub(crate) fn harmful_effects(&self) -> BTreeSet<&str> {
        let perk = |flow: &&Flow| {
            matches!(
                flow.edge,
                Edge::Consequence { what: Consequence::Perk, .. } | Edge::Rating { what: Consequence::Perk, .. }
            )
        };
        self.judging_flows().filter(|flow| !perk(flow)).map(|flow| flow.effect.as_str()).collect()
    }

    /// Channels that work something out beyond the act: whose face it is, what somebody feels.
    pub(crate) fn inferring_channels(&self) -> Vec<&'a str> {
        let infers = |name: &&str| self.choice(&format!("channel.{name}.infers")) != "nothing";
        self.names("channel").iter().map(String::as_str).filter(infers).collect()
    }
    /// A file that says no is not believed against its own inferring channel.
    pub(crate) fn may_be_ai_system(&self) -> bool {
        self.choice("policy.ai_system") == "yes" || !self.inferring_channels().is_empty()
    }
    pub(crate) fn ai_system_told(&self) -> String {
        let declared = format!("declared: {}", self.choice("policy.ai_system"));
        match self.inferring_channels().as_slice() {
            [] => declared,
            channels => format!("{declared}; the channel `{}` infers", channels.join("`, `")),
        }
    }
}

/// `credit, education and travel`
pub(crate) fn listed<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    let words: Vec<S> = words.into_iter().collect();
    match words.split_last() {
        None => "nothing".to_string(),
        Some((last, [])) => last.as_ref().to_string(),
        Some((last, rest)) => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}
