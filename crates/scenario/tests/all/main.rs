//! What a person writes, right and wrong.

mod arms;
mod broken;
mod difference;
mod flows;
mod fuzz;
mod language;
mod lock;
mod round_trip;
mod safeguards;
mod schema;
mod shipped;
mod starting;
