//! The day held against a naive one, each mechanism off and certain, closed forms, and the boundary.
mod naive;
mod reference;
mod serial;
