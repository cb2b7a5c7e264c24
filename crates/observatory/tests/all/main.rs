//! The observatory's door, its limits, and what it may be asked.

mod boundary;
mod client;
mod load;
mod sessions;
mod words;
