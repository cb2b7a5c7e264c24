//! The rules, in the order of the reference: score, context, proportion, observation, human review, reasons,
//! discrimination, governance, and what only a run can show.

use crate::law::Law;
use crate::reading::{ESSENTIAL, HIGH_RISK, Reading, listed};
use crate::rule::{Look, Mode, Note, Rule, Severity, fixtures};
use crate::sources::{
    AI_ACT, AI_ACT_AMENDED, CHARTER, ENSIGN, EPRIVACY, FACES, GDPR, GUIDELINES, INTEGRITY, POLICE_DIRECTIVE,
    RANDOM_CHECKS, REASONS, RETENTION, SCHUFA, SYRI,
};

mod sco_1;
mod sco_2;
mod sco_3;

pub(crate) mod ctx_1;
mod ctx_2;
mod ctx_3;
mod ctx_4;
mod ctx_5;

mod pro_1;
mod pro_2;
mod pro_3;
mod pro_4;
mod pro_5;
mod pro_6;

mod obs_1;
mod obs_2;
mod obs_3;
mod obs_4;
mod obs_5;
pub(crate) mod obs_6;
mod obs_7;

mod hum_1;
pub(crate) mod hum_2;
mod hum_3;
mod hum_4;

mod trn_1;

mod dis_1;
mod dis_2;
mod dis_3;
mod dis_4;
mod dis_5;

mod gov_1;
mod gov_2;
mod gov_3;
mod gov_4;

pub(crate) mod sim_1;
pub(crate) mod sim_2;
pub(crate) mod sim_3;
pub(crate) mod sim_4;
pub(crate) mod sim_5;
pub(crate) mod sim_6;
pub(crate) mod sim_7;
mod sim_8;

/// Every rule, in the order of the reference.
pub static RULES: &[Rule] = &[
    sco_1::RULE,
    sco_2::RULE,
    sco_3::RULE,
    ctx_1::RULE,
    ctx_2::RULE,
    ctx_3::RULE,
    ctx_4::RULE,
    ctx_5::RULE,
    pro_1::RULE,
    pro_2::RULE,
    pro_3::RULE,
    pro_4::RULE,
    pro_5::RULE,
    pro_6::RULE,
    obs_1::RULE,
    obs_2::RULE,
    obs_3::RULE,
    obs_4::RULE,
    obs_5::RULE,
    obs_6::RULE,
    obs_7::RULE,
    hum_1::RULE,
    hum_2::RULE,
    hum_3::RULE,
    hum_4::RULE,
    trn_1::RULE,
    dis_1::RULE,
    dis_2::RULE,
    dis_3::RULE,
    dis_4::RULE,
    dis_5::RULE,
    gov_1::RULE,
    gov_2::RULE,
    gov_3::RULE,
    gov_4::RULE,
    sim_1::RULE,
    sim_2::RULE,
    sim_3::RULE,
    sim_4::RULE,
    sim_5::RULE,
    sim_6::RULE,
    sim_7::RULE,
    sim_8::RULE,
];
