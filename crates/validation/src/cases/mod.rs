//! The cases, one file each, in the order of the table. Empty lines keep the formatter from sorting them.

use crate::case::Case;

mod daymude_decisions;

mod daymude_suppression;

mod urn;

mod holme_newman;

mod face_search;

mod camera_alerts;

mod court_list;

mod denunciation;

mod exclusion;

mod record_errors;

mod sweden;

mod robodebt;

mod red_light;

mod chilling;

mod census;

/// Every case: models first, then figures.
pub const CASES: &[Case] = &[
    daymude_decisions::CASE,
    daymude_suppression::CASE,
    urn::CASE,
    holme_newman::CASE,
    face_search::CASE,
    camera_alerts::CASE,
    court_list::CASE,
    denunciation::CASE,
    exclusion::CASE,
    record_errors::CASE,
    sweden::CASE,
    robodebt::CASE,
    red_light::CASE,
    chilling::CASE,
    census::CASE,
];
