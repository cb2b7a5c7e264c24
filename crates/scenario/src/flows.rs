//! Who learns what about whom, and in which part of life it takes effect: every edge of a regime as a flow.
//!
//! A flow has the five fields of contextual integrity (`nissenbaum`: subject, sender, recipient, information,
//! transmission principle), the context in which the information arose and the context in which it takes effect.
//!
//! Left out: how likely a flow is. Where records are not merged, a record takes effect only with the institutions of
//! its own domain, as in the mechanism of scoring.

use crate::Opened;
use model::catalogue::Domain;
use model::parameters::{Settings, Value};
use std::collections::BTreeSet;

/// One edge of a regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub edge: Edge,
    pub subject: String,
    pub sender: String,
    pub recipient: String,
    pub information: String,
    /// The norm under which it is passed on, where one is declared.
    pub principle: Option<String>,
    pub origin: String,
    pub effect: String,
    /// Why it matters where it takes effect: declared by the author, verified by nobody.
    pub relevance: Option<String>,
    pub legal_basis: Option<String>,
    pub direction: Direction,
    /// Keys of the file that make the flow, the telling one first.
    pub paths: Vec<String>,
}

/// What makes a flow.
#[derive(Clone, Debug, PartialEq)]
pub enum Edge {
    /// A record of an act becomes points, and the score decides at an institution.
    Consequence { behaviour: String, channel: String, gate: String, what: Consequence },
    /// A record leads to the ordinary fine.
    Fine { behaviour: String, channel: String },
    /// Stars from encounters become points, and the score decides at an institution.
    Rating { gate: String, what: Consequence },
    /// Points of one member of a household reach the others, and decide about them.
    Kin { behaviour: String, gate: String },
    /// A declared attribute goes into a risk score.
    Input { input: String },
    /// An entry `[flow.NAME]` of the author's own.
    Declared { flow: String },
}

/// What an institution does with a band or a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    Refused,
    /// Refused for a record of the act, whatever the band and without any score.
    Listed,
    Dearer,
    /// Has to wait.
    Delayed,
    Perk,
}

/// Whether a flow crosses to another body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Inside,
    Imported,
    GivenAway,
}

impl Consequence {
    /// Key under `gate.*` that brings it about.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refused => "refuse_up_to",
            Self::Listed => "refuse_listed",
            Self::Dearer => "price_up_to",
            Self::Delayed => "delay_up_to",
            Self::Perk => "perk_from",
        }
    }
}

impl Flow {
    /// Whether it leaves the part of life in which the information arose.
    pub fn crosses(&self) -> bool {
        self.origin != self.effect
    }
    /// Whether the author says why, and by which law. Nobody has checked either.
    pub fn is_declared(&self) -> bool {
        self.relevance.is_some() && self.legal_basis.is_some()
    }
}

/// Every edge of a regime: what its records, ratings, kin and inputs decide, and what its author adds.
pub fn flows(opened: &Opened) -> Vec<Flow> {
    let regime = Regime { settings: &opened.settings, catalogue: &opened.catalogue };
    let mut flows = Vec::new();
    if regime.settings.flag("score.enabled") {
        regime.consequences(&mut flows);
        regime.ratings(&mut flows);
        regime.kin(&mut flows);
    }
    regime.lists(&mut flows);
    regime.fines(&mut flows);
    regime.inputs(&mut flows);
    regime.declared(&mut flows);
    flows
}

/// The contexts of a life that a score touches: an act of it is scored, or a band decides in it.
pub fn scored_contexts(regime: &Settings, catalogue: &Settings) -> BTreeSet<String> {
    let regime = Regime { settings: regime, catalogue };
    if !regime.settings.flag("score.enabled") {
        return BTreeSet::new();
    }
    let mut flows = Vec::new();
    regime.consequences(&mut flows);
    regime.ratings(&mut flows);
    regime.kin(&mut flows);
    let scored = regime.records().into_iter().filter(|record| regime.points(record.behaviour) != 0.0);
    let scored = scored.map(|record| record.origin.to_owned());
    scored.chain(flows.into_iter().flat_map(|flow| [flow.origin, flow.effect])).collect()
}

struct Regime<'a> {
    settings: &'a Settings,
    catalogue: &'a Settings,
}

/// What somebody passes on about an act: a channel, or people in the street.
struct Record<'a> {
    channel: &'a str,
    behaviour: &'a str,
    origin: &'a str,
}

impl<'a> Regime<'a> {
    fn said(&self, path: &str) -> Option<String> {
        self.settings.text(path).filter(|words| !words.trim().is_empty()).map(str::to_string)
    }

    fn said_or(&self, path: &str, otherwise: &str) -> String {
        self.said(path).unwrap_or_else(|| otherwise.to_string())
    }

    /// Every act that something covers. People who report in the street have no channel of their own: `informer`.
    fn records(&self) -> Vec<Record<'a>> {
        let channels = self.settings.names("channel").iter();
        let covered = channels.map(|name| (name.as_str(), format!("channel.{name}.behaviours")));
        let covered = covered.chain([("informer", "informer.behaviours".to_string())]);
        let of_channel = |(channel, path): (&'a str, String)| {
            let acts = self.settings.texts(&path).iter();
            acts.map(move |act| Record { channel, behaviour: act, origin: self.origin(act) }).collect::<Vec<_>>()
        };
        covered.flat_map(of_channel).collect()
    }

    fn origin(&self, behaviour: &str) -> &'a str {
        self.catalogue.text(&format!("behaviour.{behaviour}.context")).unwrap_or("unknown")
    }

    fn points(&self, behaviour: &str) -> f64 {
        match self.settings.get(&format!("points.{behaviour}")) {
            Some(Value::Number(points)) => *points,
            _ => 0.0,
        }
    }

    /// Institutions that do something with a band, and what.
    fn decisions(&self) -> Vec<(&'a str, Consequence)> {
        let all = [Consequence::Refused, Consequence::Dearer, Consequence::Delayed, Consequence::Perk];
        let gates = self.settings.names("gate").iter();
        let pairs = gates.flat_map(|gate| all.map(|what| (gate.as_str(), what)));
        pairs.filter(|(gate, what)| self.said(&format!("gate.{gate}.{}", what.key())).is_some()).collect()
    }

    fn effect(&self, gate: &str) -> &'a str {
        self.settings.text(&format!("gate.{gate}.context")).unwrap_or("unknown")
    }

    /// Whether what arose in one context decides in the other.
    fn meets(&self, origin: &str, effect: &str) -> bool {
        self.settings.flag("score.merged") || Domain::of(origin) == Domain::of(effect)
    }

    fn consequences(&self, flows: &mut Vec<Flow>) {
        for record in self.records().iter().filter(|record| self.points(record.behaviour) != 0.0) {
            for (gate, what) in self.decisions() {
                if self.meets(record.origin, self.effect(gate)) {
                    flows.push(self.consequence(record, gate, what));
                }
            }
        }
    }

    /// A list goes by the record alone, wherever it comes from.
    fn lists(&self, flows: &mut Vec<Flow>) {
        for gate in self.settings.names("gate") {
            let listed = self.settings.texts(&format!("gate.{gate}.refuse_listed"));
            for record in self.records().iter().filter(|record| listed.iter().any(|act| act == record.behaviour)) {
                flows.push(self.consequence(record, gate, Consequence::Listed));
            }
        }
    }

    fn consequence(&self, record: &Record, gate: &str, what: Consequence) -> Flow {
        let of_channel = |key: &str| format!("channel.{}.{key}", record.channel);
        let principle = self.said(&of_channel("principle"));
        let covered =
            if record.channel == "informer" { "informer.behaviours".into() } else { of_channel("behaviours") };
        Flow {
            edge: Edge::Consequence {
                behaviour: record.behaviour.to_string(),
                channel: record.channel.to_string(),
                gate: gate.to_string(),
                what,
            },
            subject: self.said_or(&of_channel("subject"), "the person who did it"),
            sender: self.said_or(&of_channel("sender"), record.channel),
            information: self.said_or(&of_channel("information"), record.behaviour),
            origin: record.origin.to_string(),
            paths: match what {
                Consequence::Listed => vec![format!("gate.{gate}.refuse_listed"), covered],
                _ => vec![format!("gate.{gate}.{}", what.key()), format!("points.{}", record.behaviour), covered],
            },
            principle: principle.or_else(|| self.said(&format!("gate.{gate}.principle"))),
            ..self.to_gate(gate)
        }
    }

    /// The half of a flow that an institution makes.
    fn to_gate(&self, gate: &str) -> Flow {
        let at = |key: &str| format!("gate.{gate}.{key}");
        let another = self.settings.text(&at("body")) == Some("another");
        Flow {
            edge: Edge::Declared { flow: String::new() },
            subject: "the person who applies".to_string(),
            sender: "the score".to_string(),
            recipient: self.said_or(&at("recipient"), gate),
            information: self.said_or(&at("information"), "band"),
            principle: self.said(&at("principle")),
            origin: String::new(),
            effect: self.effect(gate).to_string(),
            relevance: self.said(&at("relevance")),
            legal_basis: self.said(&at("legal_basis")),
            direction: if another { Direction::GivenAway } else { Direction::Inside },
            paths: Vec::new(),
        }
    }

    fn ratings(&self, flows: &mut Vec<Flow>) {
        if !self.settings.flag("rating.enabled") || self.settings.real("rating.weight") == 0.0 {
            return;
        }
        let origin = self.settings.text("rating.context").unwrap_or("commerce");
        for (gate, what) in self.decisions() {
            if self.meets(origin, self.effect(gate)) {
                flows.push(Flow {
                    edge: Edge::Rating { gate: gate.to_string(), what },
                    subject: "the person who is rated".to_string(),
                    sender: "those met".to_string(),
                    information: "stars".to_string(),
                    origin: origin.to_string(),
                    paths: vec![format!("gate.{gate}.{}", what.key()), "rating.weight".to_string()],
                    ..self.to_gate(gate)
                });
            }
        }
    }

    fn kin(&self, flows: &mut Vec<Flow>) {
        if self.settings.real("score.kin_share") == 0.0 {
            return;
        }
        let mut behaviours: Vec<&str> = self.records().iter().map(|record| record.behaviour).collect();
        behaviours.sort_unstable();
        behaviours.dedup();
        for behaviour in behaviours.into_iter().filter(|behaviour| self.points(behaviour) != 0.0) {
            let origin = self.origin(behaviour);
            for (gate, what) in self.decisions() {
                if self.meets(origin, self.effect(gate)) {
                    flows.push(Flow {
                        edge: Edge::Kin { behaviour: behaviour.to_string(), gate: gate.to_string() },
                        subject: "a member of the household".to_string(),
                        sender: "the account of kin".to_string(),
                        information: behaviour.to_string(),
                        origin: origin.to_string(),
                        paths: vec!["score.kin_share".to_string(), format!("gate.{gate}.{}", what.key())],
                        ..self.to_gate(gate)
                    });
                }
            }
        }
    }

    /// A fine takes effect where the act arose.
    fn fines(&self, flows: &mut Vec<Flow>) {
        let fine = |act: &str| self.catalogue.get(&format!("behaviour.{act}.fine_severity"));
        for record in self.records() {
            let channel = record.channel;
            let fines = channel != "informer" && self.settings.flag(&format!("channel.{channel}.fines"));
            let fined = fines && !matches!(fine(record.behaviour), None | Some(Value::Number(0.0)));
            if fined {
                flows.push(Flow {
                    edge: Edge::Fine { behaviour: record.behaviour.to_string(), channel: channel.to_string() },
                    subject: self.said_or(&format!("channel.{channel}.subject"), "the person who did it"),
                    sender: self.said_or(&format!("channel.{channel}.sender"), channel),
                    recipient: "the office that fines".to_string(),
                    information: record.behaviour.to_string(),
                    principle: self.said(&format!("channel.{channel}.principle")),
                    origin: record.origin.to_string(),
                    effect: record.origin.to_string(),
                    relevance: None,
                    legal_basis: None,
                    direction: Direction::Inside,
                    paths: vec![format!("channel.{channel}.fines"), format!("channel.{channel}.behaviours")],
                });
            }
        }
    }

    /// An attribute takes effect where its entry says, else in the context of the policy, else where it arose.
    fn inputs(&self, flows: &mut Vec<Flow>) {
        for input in self.settings.names("input") {
            let at = |key: &str| format!("input.{input}.{key}");
            let origin = self.said_or(&at("origin"), "unknown");
            let effect = self.said(&at("effect")).or_else(|| self.said("policy.context"));
            flows.push(Flow {
                edge: Edge::Input { input: input.clone() },
                subject: self.said_or(&at("whose"), "person"),
                sender: "whoever holds it".to_string(),
                recipient: "the risk score".to_string(),
                information: self.said_or(&at("about"), input),
                principle: None,
                effect: effect.unwrap_or_else(|| origin.clone()),
                origin,
                relevance: self.said(&at("relevance")),
                legal_basis: self.said(&at("legal_basis")),
                direction: Direction::Inside,
                paths: vec![at("about"), at("origin"), at("effect")],
            });
        }
    }

    fn declared(&self, flows: &mut Vec<Flow>) {
        for flow in self.settings.names("flow") {
            let at = |key: &str| format!("flow.{flow}.{key}");
            flows.push(Flow {
                edge: Edge::Declared { flow: flow.clone() },
                subject: self.said_or(&at("subject"), "not said"),
                sender: self.said_or(&at("sender"), "not said"),
                recipient: self.said_or(&at("recipient"), "not said"),
                information: self.said_or(&at("information"), flow),
                principle: self.said(&at("principle")),
                origin: self.said_or(&at("origin"), "unknown"),
                effect: self.said_or(&at("effect"), "unknown"),
                relevance: self.said(&at("relevance")),
                legal_basis: self.said(&at("legal_basis")),
                direction: match self.settings.text(&at("direction")) {
                    Some("imported") => Direction::Imported,
                    Some("given away") => Direction::GivenAway,
                    _ => Direction::Inside,
                },
                paths: vec![at("effect"), at("origin")],
            });
        }
    }
}
