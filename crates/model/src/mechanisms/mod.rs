//! The mechanisms, in the order of the day; one file each. Empty lines keep the formatter from sorting them.
//!
//! A file opens with a sentence about the world, then the equation, its symbols, the source, what it reads and
//! writes, and what is left out; then the rules, the loop over a block, and the pure rule for one person or act.

pub mod life;

pub mod conduct;

pub mod speech;

pub mod observation;

pub mod attribution;

pub mod alarms;

pub mod denunciation;

pub mod rating;

pub mod confirmation;

pub mod response;

pub mod scoring;

pub mod selection;

pub mod inspection;

pub mod gates;

pub mod contestation;

pub mod authority;
