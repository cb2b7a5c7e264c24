//! The mechanisms, in the order of the day; one file each.
//!
//! A file opens with a sentence about the world, then the equation, its symbols, the source, what it reads and
//! writes, and what is left out; then the rules, the loop over a block, and the pure rule for one person or act.

pub mod attribution;
pub mod authority;
pub mod conduct;
pub mod contestation;
pub mod denunciation;
pub mod gates;
pub mod life;
pub mod observation;
pub mod rating;
pub mod response;
pub mod scoring;
pub mod speech;
