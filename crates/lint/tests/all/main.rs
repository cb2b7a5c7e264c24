//! The rules on small regimes, on the regimes that ship, and on the examples of the Guidelines.

mod files;
mod formats;
mod guidelines;
mod rules;
mod shipped;
mod words;
