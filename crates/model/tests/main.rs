//! The day held against a naive one, each mechanism off and certain, closed forms, and the boundary.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "expectations are computed as they are written")]
mod boundary;
mod city;
mod mechanisms;
mod naive;
mod offices;
mod one_person;
mod rates;
mod reference;
mod serial;
