//! HOW a day is carried out: on one thread or several, with the same bits.
//!
//! A [`World`] holds the blocks of one arm and carries out the verbs of `model::day`. [`Hands`] says who does the
//! work; nothing else differs, and nothing in a result can depend on it.

pub mod checkpoint;
pub mod clock;
pub mod digest;
pub mod hands;
pub mod world;

pub use clock::Clock;
pub use hands::Hands;
pub use world::{World, build_city};
